"""Words that alone name nothing: small words, a kind of vehicle as a plate, a kind of boat as its name.

Lenient: one word more that is not listed makes a name of them, and so do a digit and one or two letters in capitals
("J", "PG", "An"). The words are those of no_name.toml, and those by which triage knows vehicles, boats and networks.
"""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from reports.dashboard.wording import Words
from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import tokens_of

_SHORT = 2
"""Letters that are initials, a short surname or a part of a plate, where they stand in capitals."""
_CALLED_ANYHOW = ("person", "vessel", "account")
"""Kinds that bear small words, too, as their names: "Ella", "Son"."""
_SAID: dict[str, Words] = {
    "person": _("“%(said)s” names nobody. Write the name or the nickname."),
    "plate": _("“%(said)s” is no number plate. Write its letters and digits, or as many of them as the tip tells."),
    "vessel": _("“%(said)s” is no name of a boat. Write its name or its registration."),
    "account": _("“%(said)s” is no account. Write how it is called there."),
    "place": _("“%(said)s” is no place. Write its name, or what people call it."),
}


def why_no_name(words: str, kind: str) -> str:
    """Say that these words name nothing of a kind, or return ""."""
    tokens = tokens_of(words)
    plain = _plain(kind)
    is_made_of_signs = kind == "account" and not tokens
    if not words or kind not in _SAID or is_made_of_signs:
        return ""
    if any(one.text not in plain or _may_be_a_name(words[one.start : one.end], kind) for one in tokens):
        return ""
    return str(_SAID[kind] % {"said": words})


def _may_be_a_name(written: str, kind: str) -> bool:
    capitals = written[0] if kind == "person" else written  # "He Wei", "An"
    return len(written) <= _SHORT and capitals.isupper()


@cache
def _plain(kind: str) -> frozenset[str]:
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    names = told["names"].split() if kind in _CALLED_ANYHOW else ()
    listed, known = set(told["small"].split()).difference(names), rules("entities")
    by_triage = {
        "plate": known["plates"]["cars"],
        "vessel": f"{known['vessels']['words']} {known['vessels']['registered']}",
        "account": f"{known['accounts']['near']} {known['accounts']['bank']}",
    }
    return frozenset(listed.union(told["of"].get(kind, "").split(), by_triage.get(kind, "").split()))
