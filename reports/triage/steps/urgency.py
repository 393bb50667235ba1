"""How soon a tip must be read. Rules only, tuned to miss nothing; no other step lowers it.

Every rule adds and none takes away, denial included: 'no gun yet' is read by a person. Only a word of another time
('yesterday', 'every Friday') takes the now from what goes on beside it: a habit makes blows a matter of today, unless
a word of this time ("tonight", "come quick") stands in the text as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from reports.guides.asking import ticked
from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.happening import GOING, HAPPENING, OFFICE, overlaps, signs_of_happening
from reports.triage.steps.lexicon import Hit, rules
from reports.triage.steps.matching import clauses_with, matches, rules_said, spans_of
from reports.triage.steps.told_by_agency import is_over
from reports.triage.steps.who_writes import says_despair
from reports.triage.steps.wording import Token, each_letter_once

_SHOWN = 3
"""Places of one rule that are shown."""
HABIT, THIS_TIME = "habit", "this_time"
"""The ideas of what is done again and again, and of what is done this once."""
_CRY, _OWN_CRY, _LOOSE_CRY, _LIGHTLY = "cry", "own_cry", "loose_cry", frozenset(("laughs", "jests"))
"""The ideas of a call for help, of one for oneself, of a word that may be one; of a laugh, and of a punch line."""
_TOLD = "the tipster says that somebody is in danger now"
_DESPAIRS = "who writes may take his own life"
_JUDGED_BEFORE = "the tip was immediate danger before these words came"
_OTHER_DAY, _BOATS = "another_time", ("boat", "unloads")
"""The idea of another day, and those whose clause it must stand in or beside."""
_ANOTHER_TIME = frozenset((HABIT, _OTHER_DAY))
"""Ideas that take a rule away only where nothing is told of this time."""


def judge_urgency(draft: Draft) -> Draft:
    if not _LIGHTLY.isdisjoint(draft.any_words):
        draft = replace(draft, any_words=_in_earnest(draft.any_words))
    spans = [*_spans(draft, "immediate"), *_alone(draft), *_cried_out(draft), *_in_haste(draft), *_answers(draft)]
    if spans:
        return draft.adding(_of_danger(draft, spans))
    scene = signs_of_happening(draft)
    is_seen = draft.tip.gave_copy is None and not _is_habit(draft)  # no agency looks on while it answers
    if is_seen and total(scene) >= rules("happening")["immediate"] and _tells_a_deed(scene):
        reason = "No rule says it alone, but many small signs together: it reads as happening now."
        return draft.adding(_finding("immediate", reason, list(scene)))
    if draft.tip.unheard:
        return draft.adding(_finding("today", "Not heard by anybody yet: listen.", [*_grave(draft)]))
    spans = [*_spans(draft, "today"), *_grave(draft), *_despairs(draft)]
    if spans:
        reason = "Danger, a grave crime or a time is named that should not wait for tomorrow."
        return draft.adding(_finding("today", reason, spans))
    if total(scene) >= rules("happening")["today"]:
        reason = "No word of danger, but small signs together: somebody may be in it."
        return draft.adding(_finding("today", reason, list(scene)))
    return draft.adding(_finding("routine", "No words of danger or haste.", []))


def _of_danger(draft: Draft, spans: list[Span]) -> Finding:
    if is_over(draft, spans):
        reason = "An agency tells what it did, and its form says what came of it: nothing here is still to come."
        return _finding("today", reason, spans)
    return _finding("immediate", "A life may be at risk, or a crime is going on now.", spans)


def _in_earnest(words: Mapping[str, tuple[Hit, ...]]) -> Mapping[str, tuple[Hit, ...]]:
    """Take the cry out of a text that laughs or jests and tells of no danger: "au secours ma belle-mère arrive mdr".

    Who cries for herself may laugh for who reads over her shoulder: "help me lol please" stays a cry.
    """
    if _OWN_CRY in words or not _ideas("dire").isdisjoint(words):
        return words
    return {idea: hits for idea, hits in words.items() if idea != _CRY}


def _tells_a_deed(scene: Sequence[Span]) -> bool:
    """Whether small signs say more than who, where and when."""
    raising = {span.rule.removeprefix(f"{HAPPENING}idea:") for span in scene if span.weight > 0}
    return bool(raising - _ideas("frame") - {HAPPENING + GOING})


def _in_haste(draft: Draft) -> Iterator[Span]:
    """Find a word of haste that begins a clause, or stands in a text of danger: "rápido, la quiere violar"."""
    in_danger = not _ideas("dire").isdisjoint(draft.any_words)
    office = draft.any_words.get(OFFICE, ())
    for hit in draft.any_words.get(_LOOSE_CRY, ()):
        if overlaps(hit, office):
            continue
        begins = hit.first == 0 or draft.tokens[hit.first - 1].clause != draft.tokens[hit.first].clause
        if in_danger or begins:
            found = draft.span(hit)
            yield Span(found.start, found.end, f"immediate/{hit.term.language}/{hit.term.phrase}", 4.0)
            return


@cache
def _ideas(name: str) -> frozenset[str]:
    return frozenset(rules("urgency")[name].split())


def _answers(draft: Draft) -> Iterator[Span]:
    if draft.tip.in_danger:
        yield Span(0, 0, _JUDGED_BEFORE if draft.tip.judged_before else _TOLD, 4.0)
    yield from _ticked(draft, "ticked", 4.0)


def _ticked(draft: Draft, signs: str, weight: float) -> Iterator[Span]:
    for each in ticks(signs, draft.tip.answers):
        yield Span(0, 0, f"ticked by the tipster: {each}", weight)


def ticks(signs: str, answers: Mapping[str, str]) -> list[str]:
    """Return what was ticked, of a list of signs in urgency.toml that count without a word."""
    return [each for each in rules("urgency")[signs] if ticked(answers, each)]


def _alone(draft: Draft) -> Iterator[Span]:
    """Find a text that is nothing but a word for danger: our own answers teach people to write it."""
    said = " ".join(token.text for token in draft.tokens)
    if said in rules("urgency")["alone"]:
        yield Span(draft.tokens[0].start, draft.tokens[-1].end, said, 4.0)


def _cried_out(draft: Draft) -> Iterator[Span]:
    """Find a bare word for help, cried out beside danger: "he is back with the gun help".

    Where it stands tells the cry: "help with my gun licence" and "nobody would help" have the same words.
    """
    if _help("beside").isdisjoint(draft.any_words):
        return
    for at, token in enumerate(draft.tokens):
        if each_letter_once(token.text) in _help("words") and _is_cry(draft.tokens, at):
            yield Span(token.start, token.end, f"immediate/any/{token.text}", 3.0)
            return


def _is_cry(tokens: Sequence[Token], at: int) -> bool:
    before, after, beyond = (
        next((token.text for token in beside if token.clause == tokens[at].clause), "")
        for beside in (tokens[max(0, at - 1) : at], tokens[at + 1 : at + 2], tokens[at + 2 : at + 3])
    )
    if not after:
        return before not in _help("told")
    return not before and after in _help("then") and beyond not in _help("office")


@cache
def _help(name: str) -> frozenset[str]:
    return frozenset(rules("urgency")["help"][name].split())


def _is_habit(draft: Draft) -> bool:
    """Whether what is done is told as done again and again, and nothing is said of this time.

    A habit is that of the deed in its own clause or in one beside it: "the man who sells here every day, three fellas
    dragging him in the bush" tells of a deed that is nobody's habit.
    """
    if HABIT not in draft.any_words or THIS_TIME in draft.any_words:
        return False
    told = clauses_with(draft.any_words[HABIT], draft.tokens)
    deeds = (hit for idea in rules("urgency")["deeds"].split() for hit in draft.any_words.get(idea, ()))
    return all(draft.tokens[hit.first].clause in told for hit in deeds)


def _spans(draft: Draft, level: str) -> Iterator[Span]:
    words = draft.any_words
    this_time = _of_this_time(draft)
    for rule in rules_said("urgency", words):
        if rule.means != level:
            continue
        seen: set[tuple[str, ...]] = set()
        for match in matches(rule, words if _ANOTHER_TIME.isdisjoint(rule.unless) else this_time, draft.tokens):
            said = tuple(hit.term.phrase for hit in match.hits)
            if said not in seen:
                yield from spans_of(match, draft.tokens, rule.weight)
            seen.add(said)
            if len(seen) == _SHOWN:
                break


def _of_this_time(draft: Draft) -> Mapping[str, tuple[Hit, ...]]:
    """Return the words without those of another time that take nothing away: a day is that of the boat beside it."""
    words = draft.any_words
    if THIS_TIME in words:
        return {idea: hits for idea, hits in words.items() if idea not in _ANOTHER_TIME}
    if _OTHER_DAY not in words:
        return words
    boats = {draft.tokens[hit.first].clause for idea in _BOATS for hit in words.get(idea, ())}
    days = (hit for hit in words[_OTHER_DAY] if not boats.isdisjoint(clauses_with([hit], draft.tokens)))
    return {**words, _OTHER_DAY: tuple(days)}


def _grave(draft: Draft) -> Iterator[Span]:
    """Crimes that are read the same day, told outright or chosen; so are signs that somebody is not free, and attacks
    to come that were ticked.

    Not what the category step concluded: there one crime may outweigh another, and here nothing may be lowered.
    """
    grave = rules("urgency")["today"]
    if (chosen := draft.tip.answers.get("category")) in grave:
        yield Span(0, 0, f"the tipster chose {chosen}", 1.0)
    yield from _ticked(draft, "ticked_today", 1.0)
    for rule in rules_said("category", draft.any_words):
        if rule.means in grave and rule.weight >= rules("urgency")["outright"] and not rule.unless:
            for match in matches(rule, draft.any_words, draft.tokens):
                yield from spans_of(match, draft.tokens, 1.0)
                break
    for finding in draft.of("signs"):
        yield Span(0, 0, finding.value, 1.0)


def _despairs(draft: Draft) -> Iterator[Span]:
    if says_despair(draft):
        yield Span(0, 0, _DESPAIRS, 1.0)


def _finding(value: str, reason: str, spans: list[Span]) -> Finding:
    return Finding(step="urgency", value=value, score=total(spans), reason=reason, spans=tuple(spans))
