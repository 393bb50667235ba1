"""The counting: what was right of what, and what was missed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.triage.labels import Judged, Labelled, Spot

JUNK = 0.9
"""From here on a tip is sorted down as junk."""
RATHER = 0.5
"""From here on the desk says so; danger told in a joke is held here."""
LANGUAGES = ("en", "acf", "fr", "es", "ht")
URGENCIES = ("immediate", "today", "routine")
TYPES = ("place", "person", "plate", "vessel", "phone", "account", "weapon", "drug", "money", "datetime")

Pair = tuple[Labelled, Judged]


@dataclass(slots=True)
class Mark:
    """`right` of `of`, and in words each of those that were not (of a false alarm: each that was)."""

    right: int = 0
    of: int = 0
    misses: list[str] = field(default_factory=list)

    def count(self, right: bool, miss: str, *, bad: bool = False) -> None:
        """Count one; `bad` turns round which of the two is worth showing."""
        self.of += 1
        self.right += right
        if right == bad:
            self.misses.append(miss)

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 where there was nothing to get wrong."""
        return self.right / self.of if self.of else 1.0


Marks = dict[str, Mark]


def mark(pairs: Sequence[Pair]) -> Marks:
    """Count everything, by the name of its row."""
    return {
        **_categories(pairs),
        **_languages(pairs),
        **_urgency(pairs),
        **_junk(pairs),
        **_identifying(pairs),
        **_entities(pairs),
        **_duplicates(pairs),
    }


def confusion(pairs: Iterable[Pair]) -> Mapping[tuple[str, str], int]:
    """Count the real tips by their labelled and their judged urgency."""
    return Counter((label.urgency, judged.urgency) for label, judged in pairs if not label.junk)


def alike(one: Spot, other: Spot) -> bool:
    """Tell whether what two spans share is at least half of what they cover together."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared >= max(one[1], other[1]) - min(one[0], other[0])


def _categories(pairs: Sequence[Pair]) -> Marks:
    marks: Marks = {}
    for language in ("", *LANGUAGES):
        group = f" ({language})" if language else ""
        first, two = Mark(), Mark()
        for label, judged in pairs:
            if label.junk or (language and label.language != language):
                continue
            told = _line(label, f"{label.categories[0]}, judged {', '.join(judged.categories)}")
            first.count(judged.categories[0] == label.categories[0], told)
            two.count(label.categories[0] in judged.categories[:2], told)
        marks |= {f"category first{group}": first, f"category among two{group}": two}
    return marks


def _languages(pairs: Sequence[Pair]) -> Marks:
    """Of a mixed tip either language is right."""
    marks: Marks = {"language": Mark()} | {f"language ({language})": Mark() for language in LANGUAGES}
    for label, judged in pairs:
        told = _line(label, f"{'+'.join(label.languages)}, judged {judged.language}")
        for name in ("language", f"language ({label.language})"):
            marks[name].count(judged.language in label.languages, told)
    return marks


def _urgency(pairs: Sequence[Pair]) -> Marks:
    """Junk is left out: how urgent a prank sounds is of no matter."""
    found, lost, called, right = Mark(), Mark(), Mark(), Mark()
    for label, judged in pairs:
        if label.junk:
            continue
        told = _line(label, f"{label.urgency}, judged {judged.urgency}")
        right.count(judged.urgency == label.urgency, told)
        if label.urgency == "immediate":
            found.count(judged.urgency == "immediate", told)
            lost.count(judged.urgency == "routine", told, bad=True)
        else:
            called.count(judged.urgency == "immediate", told, bad=True)
    return {
        "urgency right": right,
        "immediate found": found,
        "immediate called routine": lost,
        "others called immediate": called,
    }


def _junk(pairs: Sequence[Pair]) -> Marks:
    found, false, named, doubted = Mark(), Mark(), Mark(), Mark()
    for label, judged in pairs:
        told = _line(label, f"{judged.junk:.2f}")
        if label.junk:
            found.count(judged.junk >= JUNK, told)
            named.count(judged.junk >= RATHER, told)
        else:
            false.count(judged.junk >= JUNK, told, bad=True)
            doubted.count(judged.junk >= RATHER, told, bad=True)
    return {
        "junk found": found,
        "real called junk": false,
        "junk called rather junk": named,
        "real called rather junk": doubted,
    }


def _identifying(pairs: Sequence[Pair]) -> Marks:
    """A tip is found when anything in it was marked; its words when one of the marks touches them."""
    found, false, words = Mark(), Mark(), Mark()
    for label, judged in pairs:
        marked = " | ".join(label.text[start:end] for start, end in judged.self_identifying)
        if not label.self_identifying:
            false.count(bool(judged.self_identifying), _line(label, f"marked: {marked}"), bad=True)
            continue
        found.count(bool(judged.self_identifying), _line(label, " | ".join(label.self_identifying)))
        for span in label.self_identifying:
            touched = any(_touch(spot, mark) for spot in label.spots(span) for mark in judged.self_identifying)
            words.count(touched, _line(label, f"{span!r}, marked: {marked}"))
    return {"self-identifying found": found, "self-identifying false": false, "self-identifying words found": words}


def _entities(pairs: Sequence[Pair]) -> Marks:
    marks: Marks = {}
    for kind in TYPES:
        found, right = Mark(), Mark()
        for label, judged in pairs:
            spots = [spot for name, spot in judged.entities if name == kind]
            words = [text for name, text in label.entities if name == kind]
            wanted = [spot for text in words for spot in label.spots(text)]
            for text in words:
                hit = any(alike(spot, place) for spot in spots for place in label.spots(text))
                found.count(hit, _line(label, f"{text!r}"))
            for spot in spots:
                right.count(any(alike(spot, place) for place in wanted), _line(label, f"{label.text[slice(*spot)]!r}"))
        marks |= {f"{kind} found": found, f"{kind} right": right}
    return marks


def _duplicates(pairs: Sequence[Pair]) -> Marks:
    """A tip told again is found when any tip of the same incident is suggested for it."""
    incident: dict[str, str] = {}
    for label, _ in pairs:
        first = label.duplicate_of or label.id
        incident[label.id] = incident.get(first, first)
    found, right = Mark(), Mark()
    for label, judged in pairs:
        hits = [incident.get(other) == incident[label.id] for other in judged.duplicates]
        if label.duplicate_of:
            found.count(any(hits), _line(label, f"of {label.duplicate_of}"))
        for other, hit in zip(judged.duplicates, hits, strict=True):
            right.count(hit, _line(label, f"suggested {other}"))
    return {"duplicates found": found, "duplicates right": right}


def _touch(one: Spot, other: Spot) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


def _line(label: Labelled, what: str) -> str:
    text = " ".join(label.text.split())
    return f"{label.id}: {what}\n      {text[:160]}{'…' if len(text) > 160 else ''}"
