"""What a text asks of us that outweighs a hint that its phone should stay quiet, from the patterns of requests.toml.

Triage's own list of cries is no such list: it holds hurry and harm that somebody else tells of ("before he kills her").
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reports.phone.clauses import Clause
from reports.phone.patterns import one_way


@dataclass(frozen=True, slots=True)
class _Asking:
    """The patterns of one language; requests.toml says what each is for."""

    name: str
    answer: re.Pattern[str]
    openly: re.Pattern[str]
    come: re.Pattern[str]


def asks_for_an_answer(clauses: Sequence[Clause]) -> bool:
    """Whether a clause asks to be answered, and nothing else ("please answer me"), or the text begins or ends so."""
    said = " | ".join(one.words for one in clauses)
    return any(
        language.openly.search(said) or any(language.answer.search(one.words) for one in clauses)
        for language in _languages()
    )


def asks_somebody_to_come(clauses: Sequence[Clause]) -> bool:
    """Whether one of the clauses asks for somebody to come: "send help", "vengan rápido"."""
    return any(language.come.search(one.words) for language in _languages() for one in clauses)


@cache
def _languages() -> tuple[_Asking, ...]:
    listed = tomllib.loads(Path(__file__).with_name("requests.toml").read_text("utf-8"))
    return tuple(_compiled(name, one) for name, one in listed.items())


def _compiled(name: str, listed: dict[str, Any]) -> _Asking:
    around = f"(?:{listed['around']})"
    answer, openly = "|".join(listed["answer"]), listed["openly"]
    not_after = "".join(f"(?<!{word} )" for word in listed["after"].split("|"))
    return _Asking(
        name=name,
        answer=re.compile(
            one_way(
                rf"(?:^|\b(?:{listed['but']}) )(?:{around} )*(?:{answer})(?: {around})*(?: (?:{listed['then']}) .*)?$"
            )
        ),
        openly=re.compile(
            rf"^{openly}(?! (?:\| )?(?:{listed['later']})(?![^ ]))(?= |$)|(?:^|{not_after}(?<= )){openly}$"
        ),
        come=re.compile(
            one_way(
                rf"(?:^(?:{around} )*(?:{listed['come']})"
                rf"|\b(?:{listed['and']}) (?:{around} )*(?:{listed['joined']}))(?![^ ])"
            )
        ),
    )
