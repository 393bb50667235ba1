"""What could unmask the tipster, taken out of words that are shown before anybody asked to see it."""

from collections.abc import Iterable, Mapping
from typing import Any

MASK = "[…]"
BLANK = "\0"  # no text of a tip holds it
_OF_THE_SOURCE = frozenset({"how_known", "how_many_know", "told_anyone", "human_trafficking.self"})
"""Ids of the guides' questions."""
_GONE = "What was found in these words is gone from the database: all of them are masked."


def hidden(findings: Iterable[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Return the places of what identifies, in text order, none over another. `findings`: of one text, as stored."""
    told = (finding for finding in findings if finding["step"] == "identifying")
    return apart((start, end) for finding in told for start, end, *_ in finding["spans"])


def apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places in text order, joined where they overlap, without empty ones."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if end <= start:
            continue
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def hidden_in(answer: str, seen: Iterable[tuple[int, int]], stored: Mapping[str, Any] | None) -> list[tuple[int, int]]:
    """Return the places of what identifies in the answer with this id. `stored`: what was stored beside it, or nothing.

    It is what triage sees in it now (`seen`) but for what an officer cleared, and what was marked there: clearing takes
    the marks away, so one that stands was put there afterwards.
    """
    told = stored or {}
    marked = hidden(told.get("in_answers", {}).get(answer, ()))
    left = list(seen)
    for start, end in told.get("cleared", {}).get(answer, ()):
        left = [part for one in left for part in ((one[0], min(one[1], start)), (max(one[0], end), one[1]))]
    return apart([*left, *marked])


def masked(text: str, findings: Mapping[str, Any]) -> str:
    """Return `text` with a mask over each span of what identifies. `findings`: an assessment as it is stored."""
    return with_masks(blanked(text, hidden(findings["findings"])))


def findings_for(
    stored: Mapping[str, Any] | None, text: str, answers: Mapping[str, str], *, was_judged: bool
) -> Mapping[str, Any] | None:
    """Return what was stored of some words, or findings that mask all of them where they were judged and that is gone.

    Else whoever takes findings out of the database would take the masks off, with no entry in the trail. Of words that
    nobody has judged there are none.
    """
    if stored is not None or not was_judged:
        return stored
    marked = {name: [_whole(str(told))] for name, told in answers.items()}
    return {"findings": [_whole(text)], "in_answers": marked, "rules_version": "", "fingerprint": ""}


def _whole(text: str) -> dict[str, Any]:
    spans = [[0, len(text), _GONE, 1.0]]
    return {"step": "identifying", "value": "own_name", "score": 1.0, "reason": _GONE, "spans": spans}


def blanked(text: str, places: list[tuple[int, int]]) -> str:
    """Return `text` with every character of these places blanked, and all others where they were."""
    for start, end in places:
        text = text[:start] + BLANK * len(text[start:end]) + text[end:]
    return text


def with_masks(text: str) -> str:
    """Return blanked words with one mask for each run of blanks."""
    parts = text.split(BLANK)
    told = [part for at, part in enumerate(parts) if part or at in (0, len(parts) - 1)]
    return MASK.join(told) if len(parts) > 1 else text


def tells_of_source(answer: str) -> bool:
    """Whether the answer with this name says how the tipster knows, if it happens to him, or where a file was made."""
    return answer in _OF_THE_SOURCE or answer.startswith("file.")
