"""Before a tip is sent: what could unmask the one who writes it, whether it can wait, and what it tells of."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reports.triage.assessment import URGENCIES, Finding, Span, TipText
from reports.triage.steps.category import judge_category
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.identifying import find_identifying
from reports.triage.steps.language import certainty, judge_language
from reports.triage.steps.leaning import said_outright
from reports.triage.steps.lexicon import rules
from reports.triage.steps.meaning import find_meaning
from reports.triage.steps.own_home import houses, tells_of_oneself
from reports.triage.steps.reading import read
from reports.triage.steps.urgency import judge_urgency, ticks
from reports.triage.steps.who_writes import says_despair, says_held, tells_of_own_body, writes_as_child

log = logging.getLogger(__name__)

_NO_DOUBT = 0.8
_FOR_ONESELF = "help_for_oneself"
"""The idea of rules/words that is said by who needs help."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen in a text before it is sent. `for_oneself`: who wrote it calls for help.

    `of_peril`: somebody may be in danger, though no word says that it is now, or the writer heard it from others.
    `tells_of` are the kinds of crime that it is about, best first, though its words may only lean to them. `houses` are
    named with number and street and not as somebody else's; `of_oneself`: it tells of the writer's own home.
    `by_child`: a child may have written it; `by_held`: somebody who is held, or made to work;
    `in_despair`: somebody who may take his own life; `of_own_body`: somebody who was struck or touched.
    """

    identifying: tuple[Finding, ...] = field(repr=False)
    is_urgent: bool = False
    of_peril: bool = False
    for_oneself: bool = False
    tells_of: tuple[str, ...] = field(default=(), repr=False)
    houses: tuple[Span, ...] = field(default=(), repr=False)
    of_oneself: bool = field(default=False, repr=False)
    by_child: bool = field(default=False, repr=False)
    by_held: bool = field(default=False, repr=False)
    in_despair: bool = field(default=False, repr=False)
    of_own_body: bool = field(default=False, repr=False)


def look_at(text: str) -> Look:
    """Look at a text as triage will; nothing is kept.

    Never raises: no tip is refused because nobody could look at it first. What could not be judged may be danger.
    """
    try:
        return _seen_in(text)
    except Exception as problem:  # noqa: BLE001 - a faulty rule must not stand between a tipster and the door
        log.error("A text was not looked at before it was sent (%s).", type(problem).__name__)
        return Look(identifying=(), of_peril=True)


def _seen_in(text: str) -> Look:
    meant = _meant(_read(text))
    urgency = judge_urgency(meant).of("urgency")[0].value
    kinds = _kinds(meant)
    identifying = find_identifying(meant).of("identifying")
    despair = says_despair(meant)
    held = says_held(meant)
    victim = [span for one in identifying if one.value == "victim" for span in one.spans]
    return Look(
        identifying=tuple(_but_despair(_of_the_held(identifying, held), despair)),
        is_urgent=urgency == URGENCIES[-1],
        of_peril=bool(despair) or _is_of_peril(kinds, is_routine=urgency == URGENCIES[0]),
        for_oneself=_FOR_ONESELF in meant.any_words,
        tells_of=tuple(one.value for one in kinds),
        houses=houses(meant),
        of_oneself=tells_of_oneself(meant, identifying),
        by_child=writes_as_child(meant),
        by_held=bool(held),
        in_despair=bool(despair),
        of_own_body=tells_of_own_body(meant, victim),
    )


def _of_the_held(identifying: Sequence[Finding], held: Sequence[Span]) -> Iterator[Finding]:
    """That she is locked in, in whatever words, tells what is done to her: those who hold her know it."""
    for one in identifying:
        told = all(any(at.start < span.end and span.start < at.end for at in held) for span in one.spans)
        yield replace(one, value="victim") if one.value == "witness" and told else one


def _but_despair(found: Iterable[Finding], despair: Sequence[Span]) -> Iterator[Finding]:
    """What stands within words of despair tells nobody who wrote them, and holds up nobody who may die."""
    for one in found:
        kept = tuple(
            at for at in one.spans if not any(span.start <= at.start and at.end <= span.end for span in despair)
        )
        if kept or not one.spans:
            yield replace(one, spans=kept)


def _is_of_peril(kinds: Sequence[Finding], *, is_routine: bool) -> bool:
    """Whether a word of the lists tells of a kind of danger, as the best one; in a text of today as the second, too."""
    told = [one for one in kinds[: 1 if is_routine else 2] if said_outright(one.spans)]
    return any(one.value in rules("urgency")["peril"] for one in told if not _is_in_passing(one, told[0]))


def _is_in_passing(one: Finding, best: Finding) -> bool:
    """Whether it is a second kind that rests on hints alone: a church or a yard beside guns is no threat."""
    passing = rules("urgency")["in_passing"]
    return one is not best and one.value in passing and total(said_outright(one.spans)) < passing[one.value]


def ticks_danger(answers: Mapping[str, str]) -> bool:
    """Tell whether what was ticked says that somebody may be in danger: held now, or to be attacked yet. Pure."""
    return bool(ticks("ticked", answers) or ticks("ticked_peril", answers))


def clearly_told(text: str) -> str:
    """Return the kind of crime that a text is about, where its words say it outright, else nothing. Never raises."""
    try:
        best = _kinds(_meant(_read(text)))[:1]
        return "".join(one.value for one in best if total(said_outright(one.spans)) >= rules("urgency")["outright"])
    except Exception as problem:  # noqa: BLE001 - its questions are asked of it as of any other
        log.error("No kind was looked for in a text (%s).", type(problem).__name__)
        return ""


def _kinds(meant: Draft) -> list[Finding]:
    return [one for one in judge_category(meant).of("category") if one.value != "other"]


def tells_its_language(text: str) -> bool:
    """Tell whether the letters of a word or two leave no doubt of their language. Pure."""
    return certainty(_read(text)) >= _NO_DOUBT


def what_identifies(text: str) -> tuple[Finding, ...]:
    """One finding for each kind of giveaway; its spans are characters of `text`. Pure: nothing is kept."""
    return what_is_read_identifies(_read(text))


def what_is_read_identifies(draft: Draft) -> tuple[Finding, ...]:
    """The same of a text whose words were found already."""
    return find_identifying(_meant(draft)).of("identifying")


def _read(text: str) -> Draft:
    return read(Draft(tip=TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="")))


def _meant(draft: Draft) -> Draft:
    return find_meaning(judge_language(draft))


def giveaways(answer: str) -> list[tuple[int, int]]:
    """Return the places in a typed answer that could identify; triage looks only at those that name something."""
    if " " not in answer and "/" not in answer:  # an option's id, or one word that is no link
        return []
    return [(span.start, span.end) for finding in what_identifies(answer) for span in finding.spans]
