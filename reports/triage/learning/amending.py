"""What triage found in one record, as it is stored, put right by an officer. Pure: it changes what is stored, in place.

A place is (answer, start, end): characters of the answer with that id, or of the text where it is "". What an officer
takes away is laid under "struck" beside the findings, so that it can be put back.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from reports.queries.masking import BLANK, MASK
from reports.queries.question import fold
from reports.triage.steps.gazetteer import districts, joined, spellings

Stored = dict[str, Any]
Finding = Mapping[str, Any]
Place = tuple[str, int, int]

MARKED = "marked"
"""What a mask by hand tells of the tipster, where the officer chose nothing finer."""
BY_HAND = "Marked by an officer."
"""The rule and the reason of all that officers marked."""


class NothingThere(Exception):
    """What an officer wants to correct does not stand there (any more)."""


class FoundAlready(NothingThere):
    """What an officer wants to add is found there."""


def fresh(stored: Mapping[str, Any] | None) -> Stored:
    """Return a copy of what is stored, or an empty one where triage stored nothing."""
    copied: Stored = json.loads(json.dumps(stored or {"findings": [], "rules_version": "", "fingerprint": ""}))
    return copied


def places_of(words: str, shown: str) -> list[tuple[int, int]]:
    """Return where `words` stand in a text as an officer sees it, blanked under its masks; "[…]" stands for a mask.

    Whole words only, in capitals or not, however they are spaced: "Ann" is not looked for in "planned". Masks in a row
    stand for as many or fewer, as they may touch.
    """
    parts = words.replace(MASK, f" {MASK} ").split()
    if not parts or set(parts) == {MASK}:
        return []
    rows = [(is_mask, list(row)) for is_mask, row in groupby(parts, MASK.__eq__)]
    pattern = r"\s*".join(_masks(len(row)) if is_mask else r"\s+".join(map(re.escape, row)) for is_mask, row in rows)
    starts = r"(?<!\w)" if parts[0][0].isalnum() else ""
    ends = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return [match.span() for match in re.finditer(f"{starts}{pattern}{ends}", shown, re.IGNORECASE)]


def _masks(most: int) -> str:
    """A pattern for so many masks in a row or fewer. Each is taken whole, so nothing is tried twice."""
    return rf"(?<!{BLANK}){BLANK}++(?:\s*+{BLANK}++){{0,{most - 1}}}+"


def mask(stored: Stored, kind: str, places: Iterable[Place]) -> None:
    """Mark places as what could identify the tipster."""
    spans: dict[str, list[list[Any]]] = {}
    for answer, start, end in places:
        spans.setdefault(answer, []).append([start, end, BY_HAND, 1.0])
    for answer, marked in spans.items():
        _of(stored, answer).append(_finding("identifying", kind, marked))


def unmask(stored: Stored, answer: str, places: Sequence[tuple[int, int]]) -> list[Finding]:
    """Take what identifies off these places of the text, or of an answer, for good; return what said so."""
    gone = _taken(
        _of(stored, answer),
        lambda one: one["step"] == "identifying",
        lambda start, end: any(start < last and first < end for first, last in places),
    )
    # What is seen in an answer as it is read need not be stored beside it.
    back = gone or [_finding("identifying", MARKED, [[*place, BY_HAND, 1.0] for place in places])]
    cleared = [list(place) for place in places] if answer else []
    if answer:
        stored.setdefault("cleared", {}).setdefault(answer, []).extend(cleared)
    _strike(stored, answer, back, cleared=cleared)
    return gone


def call_it(stored: Stored, place: Place, kind: str, meant: str, text: str) -> list[Finding]:
    """Say that a thing of this kind is another kind of thing, or none (""), wherever it stands; return what is gone.

    `text` is that of the place's record or answer. Raises NothingThere.
    """
    answer, start, end = place
    name = text[start:end].casefold()
    gone = _taken(
        _of(stored, answer),
        lambda one: one["step"] == "entities" and one["value"] == kind,
        lambda a, b: text[a:b].casefold() == name,
    )
    if not gone:
        raise NothingThere
    rule = place_called(name) if meant == "place" else BY_HAND
    spans = [[a, b, rule, 1.0] for one in gone for a, b, *_ in one["spans"]]
    if meant:
        _of(stored, answer).append(_finding("entities", meant, spans))
    _strike(stored, answer, gone, spans=[span[:2] for span in spans])
    return gone


def add(stored: Stored, kind: str, place: Place, rule: str, secret: Iterable[tuple[int, int]]) -> bool:
    """Say that a thing of this kind stands in a place. False where it is found there, or something else just there.

    `secret`: the masks over the same words. What lies under one is no thing to anybody, so nothing is found there.
    """
    answer, start, end = place
    found = _of(stored, answer)
    named = [(one["value"], a, b) for one in found if one["step"] == "entities" for a, b, *_ in one["spans"]]
    seen = [(value, a, b) for value, a, b in named if not any(a < last and first < b for first, last in secret)]
    if any((a, b) == (start, end) or (value == kind and a <= start and end <= b) for value, a, b in seen):
        return False
    found.append(_finding("entities", kind, [[start, end, rule, 1.0]]))
    return True


def place_called(name: str, village: str = "") -> str:
    """Return what stands for a place however it is spelt, as far as the gazetteer knows it; else its name, behind that
    of the village in which an officer says that it lies.
    """
    known, plain = spellings().get(joined(name), ""), " ".join(fold(name).split())
    if known and (not village or districts().get(known) == districts().get(village)):
        return known
    return f"{village} {plain}".strip()


def not_alike(stored: Stored, other: str) -> list[Finding]:
    """Say that the tip with this id tells of something else, and is not of one hand with it. Raises NothingThere."""
    found = stored["findings"]
    gone = [one for one in found if one["step"] == "duplicates" and one["value"] == other]
    stored["findings"] = [one for one in found if one not in gone]
    gone += _taken(stored["findings"], lambda one: one["step"] == "campaign", None, lambda rule: rule == other)
    if not gone:
        raise NothingThere
    _strike(stored, "", gone)
    return gone


def was_told_again(stored: Stored, closed: str) -> None:
    """Keep beside what was just taken away that this closed tip waited for a look because of it."""
    stored["struck"][-1]["told_again"] = closed


def put_back(stored: Stored, number: int) -> str | None:
    """Undo the correction with this number among those that stand under "struck"; return the id of the closed tip that
    waited for a look because of what is back now, if one did. Raises NothingThere.
    """
    struck = stored.get("struck", [])
    if not 0 <= number < len(struck):
        raise NothingThere
    one = struck.pop(number)
    answer = one["answer"]
    for place in one.get("cleared", ()):
        stored["cleared"][answer].remove(place)
    for start, end in one.get("spans", ()):
        _taken(_of(stored, answer), _by_hand, partial(_is_at, start, end))
    _of(stored, answer).extend(one["findings"])
    closed: str | None = one.get("told_again")
    return closed


def rules_of(gone: Iterable[Finding]) -> list[str]:
    """Return the published rules on which findings rest; of what officers marked, and of which tips are alike, none.

    The rule of a place is its name: one that no list has is a word of the tip.
    """
    told = (one for one in gone if one["step"] in ("identifying", "entities") and one["reason"] != BY_HAND)
    rules = {(one["value"], str(span[2])) for one in told for span in one["spans"] if span[2] != BY_HAND}
    return sorted({rule for kind, rule in rules if kind != "place" or rule in districts()})


def _finding(step: str, value: str, spans: list[list[Any]]) -> Stored:
    return {"step": step, "value": value, "score": float(len(spans)), "reason": BY_HAND, "spans": spans}


def _by_hand(one: Finding) -> bool:
    return bool(one["step"] == "entities" and one["reason"] == BY_HAND)


def _is_at(start: int, end: int, first: int, last: int) -> bool:
    return (start, end) == (first, last)


def _of(stored: Stored, answer: str) -> list[Stored]:
    """Return the findings of the text, or of an answer, to be changed in place."""
    if not answer:
        found: list[Stored] = stored["findings"]
    else:
        found = stored.setdefault("in_answers", {}).setdefault(answer, [])
    return found


def _taken(
    found: list[Stored],
    is_meant: Callable[[Finding], bool],
    is_there: Callable[[int, int], bool] | None,
    is_rule: Callable[[str], bool] = lambda _: True,
) -> list[Finding]:
    """Take the spans that are meant out of some findings; return these findings with those spans alone."""
    gone: list[Finding] = []
    for one in [one for one in found if is_meant(one)]:
        out = [span for span in one["spans"] if (is_there is None or is_there(*span[:2])) and is_rule(span[2])]
        if out:
            gone.append({**one, "spans": out})
            one["spans"] = [span for span in one["spans"] if span not in out]
            if not one["spans"]:
                found.remove(one)
    return gone


def _strike(stored: Stored, answer: str, gone: Iterable[Finding], **more: Any) -> None:
    stored.setdefault("struck", []).append({"answer": answer, "findings": list(gone), **more})


def struck_in(stored: Mapping[str, Any]) -> Iterator[tuple[int, str, list[Finding]]]:
    """Yield the corrections that can be undone: number, answer, and the findings taken away."""
    for number, one in enumerate(stored.get("struck", ())):
        yield number, one["answer"], one["findings"]
