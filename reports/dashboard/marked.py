"""A tip's words cut into pieces, with what triage saw in each: the template marks them and escapes every word."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from reports.dashboard.wording import Words
from reports.triage.assessment import Assessment
from reports.triage.steps.happening import HAPPENING
from reports.triage.steps.leaning import said_outright

WHO, THING, WHY = "who", "thing", "why"
LEGEND: dict[str, Words] = {
    WHO: _("could identify the tipster"),
    THING: _("a name, place, plate, number, weapon or drug"),
    WHY: _("why triage judged as it did"),
}
_MARKS = {"identifying": WHO, "entities": THING, "category": WHY, "urgency": WHY, "conflict": WHY, "junk": WHY}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and the marks on them, the gravest first; `tells` says them in words."""

    text: str = field(repr=False)
    marks: tuple[str, ...] = ()

    @property
    def tells(self) -> str:
        """What the marks mean."""
        return "; ".join(str(LEGEND[mark]) for mark in self.marks)


def pieces(text: str, assessment: Assessment | None) -> list[Piece]:
    """Return `text` in pieces at whose edges some mark begins or ends.

    Spans outside the text are dropped, and so is what ordinary words lean to and what small signs weigh: nearly every
    word would be marked.
    """
    changes: dict[int, Counter[str]] = {0: Counter(), len(text): Counter()}
    for start, end, mark in _spans(assessment, len(text)) if assessment else ():
        changes.setdefault(start, Counter())[mark] += 1
        changes.setdefault(end, Counter())[mark] -= 1
    cut: list[Piece] = []
    on_it, edges = Counter[str](), sorted(changes)
    for start, end in pairwise(edges):
        on_it.update(changes[start])
        marks = tuple(mark for mark in LEGEND if on_it[mark] > 0)
        if cut and cut[-1].marks == marks:
            cut[-1] = Piece(cut[-1].text + text[start:end], marks)
        else:
            cut.append(Piece(text[start:end], marks))
    return cut


def marks_in(cut: Iterable[Piece]) -> list[tuple[str, Words]]:
    """Return the legend of the marks that occur."""
    seen = {mark for piece in cut for mark in piece.marks}
    return [(mark, words) for mark, words in LEGEND.items() if mark in seen]


def _spans(assessment: Assessment, length: int) -> Iterable[tuple[int, int, str]]:
    for finding in assessment.findings:
        mark = _MARKS.get(finding.step)
        if finding.step == "junk" and finding.value == "tip":
            continue  # every word of a tip speaks for its being one
        for span in said_outright(finding.spans):
            if mark and not span.rule.startswith(HAPPENING) and 0 <= span.start < span.end <= length:
                yield span.start, span.end, mark
