"""Which unit reads the tip, and whether an officer named in it must not."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from reports.kept_from import OF_STANDARDS
from reports.namesakes import namesakes
from reports.triage.assessment import Finding, KnownOfficer, Span
from reports.triage.steps.accusing import Accusing, read_as_accusing, spans_of
from reports.triage.steps.category import CHOSEN, UNNAMED
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.insiders import told_of_insiders
from reports.triage.steps.kept_units import keeping_units
from reports.triage.steps.leaning import said_outright
from reports.triage.steps.lexicon import rules
from reports.triage.steps.members import members_named, units_here
from reports.triage.steps.no_wrong import is_no_wrong
from reports.triage.steps.of_units import find_units, seated
from reports.triage.steps.officers import Named, named_officers, words_of
from reports.triage.steps.police_told import police_told_of
from reports.triage.steps.spoken_of import spoken_of, units_spoken_of
from reports.triage.steps.units_accused import accused_units
from reports.triage.steps.unwanted import feared, unwanted
from reports.triage.steps.wording import tokens_of

_APART = frozenset({"standards", "oversight"})
STANDARDS = "standards"
"""The purpose of the unit that reads about the police, as units are told apart in `KnownOfficer.apart`."""


def choose_unit(draft: Draft) -> Draft:
    """A tip about the police goes to standards, one about standards or somebody of it to oversight."""
    chosen = _chosen(draft)
    return keeping_units(chosen, is_cry=_is_cry(chosen))


def _chosen(draft: Draft) -> Draft:
    draft = find_units(draft)
    by_name = tuple(named_officers(draft))
    of_units = (*seated(draft), *accused_units(draft))
    meant = _may_be_meant(draft, {officer for one in (*by_name, *of_units) for officer in one.meant})
    themselves = meant | unwanted(draft)
    named = themselves | feared(draft) | spoken_of(draft)
    draft = replace(draft, named=named, by_unit=named - themselves)
    read = _read(draft, is_named=_is_written(draft, meant))
    conflict = _conflict(draft, [*(one for one in by_name if not is_no_wrong(draft, one.span)), *of_units], read)
    if conflict is not None:
        return _apart(draft, conflict, meant, _hinted_at(draft, conflict, read))
    unit = draft.teams.get(_category(draft), "reception")
    if _is_immediate(draft) and not _has_readers(draft, draft.tip.here or unit):  # life first: who can be called stays
        if other := _called_instead(draft):
            unit = other
        elif _calls_for_help(draft):
            draft = replace(draft, named=themselves, by_unit=frozenset())
    if not _has_readers(draft, draft.tip.here or unit):
        return _apart(draft, _conflict_finding(STANDARDS, _why_nobody(draft, draft.tip.here or unit), []), meant)
    what = "Its kind alone, police or official doing wrong, sends it" if unit in _APART else "Tips about this go"
    reason = f"{what} to this unit by version {draft.tip.routes} of the routing."
    return draft.adding(Finding(step="routing", value=unit, score=0.0, reason=reason))


def _why_nobody(draft: Draft, unit: str) -> str:
    """Why none of its readers is left to a unit."""
    here = {officer.id for officer in draft.tip.officers if unit in officer.units}
    themselves = "is named in it, or is not to know of it"
    why = {themselves: here - draft.by_unit, "is of a unit that it speaks of": here & draft.by_unit}
    return f"Each officer who would read it {', or '.join(one for one in why if why[one])}, so standards reads it."


def _category(draft: Draft) -> str:
    """What it is about; of danger now, in which the police are told of and not accused, what the danger is."""
    found = [one.value for one in draft.of("category")] or ["other"]
    told = [value for value in found if value != "misconduct"] if _is_immediate(draft) else found
    return (told or found)[0]


def _is_immediate(draft: Draft) -> bool:
    return draft.tip.in_danger or any(finding.value == "immediate" for finding in draft.of("urgency"))


def _may_be_meant(draft: Draft, named: Set[KnownOfficer]) -> frozenset[str]:
    """The officers who are named, and those whose last name stands there alone: they are kept from the tip."""
    words = "\n".join((draft.tip.text, *draft.tip.answers.values()))
    told = {_last(officer) for officer in named}
    alone = namesakes(words, (officer.name for officer in draft.tip.officers if _last(officer) not in told))
    return frozenset(officer.id for officer in draft.tip.officers if officer in named or officer.name in alone)


def _is_written(draft: Draft, meant: Set[str]) -> bool:
    """Whether one of these officers is named as he is written, not only as he sounds."""
    said = {token.text for read in draft.texts for token in read.tokens}
    return any(officer.id in meant and not said.isdisjoint(words_of(officer.name)) for officer in draft.tip.officers)


def _last(officer: KnownOfficer) -> str:
    return "".join(token.text for token in tokens_of(officer.name)[-1:])


def _has_readers(draft: Draft, unit: str) -> bool:
    """Whether somebody reads for a unit who is not meant; of a unit of which nobody is known, that is not asked."""
    here = {officer.id for officer in draft.tip.officers if unit in officer.units}
    return not here or bool(here - draft.named)


def _called_instead(draft: Draft) -> str | None:
    """The unit that danger goes to where its own is all meant: the duty unit; any other where nobody cries for help.

    Words that were added stay where the tip is.
    """
    if draft.tip.here:
        return None
    others = () if _calls_for_help(draft) else sorted(set(draft.teams.values()) - _APART)
    return next((unit for unit in (draft.tip.duty, *others) if _is_read_in(draft, unit)), None)


def _calls_for_help(draft: Draft) -> bool:
    """Whether somebody says that it is now, or asks that somebody comes: no story of another day does."""
    calls = frozenset(rules("routing")["immediate"]["calls"].split())
    return draft.tip.in_danger or any(token.text in calls for read in draft.texts for token in read.tokens)


def _is_cry(draft: Draft) -> bool:
    """Whether it is a danger in which somebody cries for help: who can be called comes first."""
    return _is_immediate(draft) and _calls_for_help(draft)


def _is_read_in(draft: Draft, unit: str) -> bool:
    """Whether somebody is known to read for a unit who is not meant."""
    return any(unit in officer.units and officer.id not in draft.named for officer in draft.tip.officers)


def _apart(draft: Draft, conflict: Finding, meant: frozenset[str], hinted: str = "") -> Draft:
    """Give a tip to standards or oversight, without those of the units that stand in it or are hinted at, as far as
    others are left.

    Who does not read it there stays among them: he is not to hear either that it waits.
    """
    everybody = draft.named | members_named(draft)
    with_hinted = everybody.union(one.id for one in draft.tip.officers if hinted in one.belongs_to | one.apart)
    if hinted and _has_readers(replace(draft, named=with_hinted), conflict.value):
        everybody, draft = with_hinted, replace(draft, units_told_of=frozenset({hinted}))
    for off in (everybody, draft.named, meant):
        kept = replace(draft, named=off)
        unit = conflict.value if conflict.value != STANDARDS or _has_readers(kept, STANDARDS) else "oversight"
        if _has_readers(kept, unit):
            break
    named = off | (everybody - {officer.id for officer in draft.tip.officers if unit in officer.units})
    kept = replace(draft, named=named, by_unit=draft.by_unit | (named - draft.named))
    conflict = replace(conflict, value=unit)
    return kept.adding(conflict, Finding(step="routing", value=unit, score=0.0, reason=conflict.reason))


def _read(draft: Draft, *, is_named: bool) -> Accusing | None:
    """How it reads that may accuse police; of danger in which somebody cries for help this is not asked.

    Nor where something is said of a unit: then rules keep its members off.
    """
    if draft.by_unit or any(True for _ in units_spoken_of(draft)) or _is_cry(draft):
        return None
    is_heard = is_named or any(True for one in draft.texts for _ in units_here(one))
    return read_as_accusing(draft, is_heard=is_heard)


def _hinted_at(draft: Draft, conflict: Finding, read: Accusing | None) -> str:
    """The unit that hints may accuse: standards or oversight, or else the one that works on such; "" for none."""
    if not read or (read.whom not in _APART and conflict.score > 0):
        return ""
    return read.whom if read.whom in _APART else draft.teams.get(_category(draft), "reception")


def _conflict(draft: Draft, named: Sequence[Named], read: Accusing | None) -> Finding | None:
    spans, why = [*(one.span for one in named), *_misconduct(draft), *_of_insiders(draft)], "speaks of police conduct"
    if named:
        why = "speaks of an officer or of a unit by name"
    reads_so = bool(read and read.whom == STANDARDS and (read.is_sure or not spans)) and _is_read_in(draft, "oversight")
    if not spans and read:
        spans, why = list(spans_of(read)), "reads like tips that accuse police, though no rule heard a wrong"
    if not spans and not _is_cry(draft):
        spans, why = list(police_told_of(draft)), "tells of police whom nobody knows"
    if not spans:
        return None
    standards = list(_words_of_standards(draft))
    if standards or reads_so or any(_is_of_standards(one) for one in named):
        reason = "It speaks of the standards unit or of somebody in it, so oversight reads it."
        return _conflict_finding("oversight", reason, spans + standards)
    return _conflict_finding(STANDARDS, f"It {why}, so standards reads it.", spans)


def _is_of_standards(named: Named) -> bool:
    return named.span.rule == OF_STANDARDS or any(STANDARDS in officer.apart for officer in named.meant)


def _misconduct(draft: Draft) -> list[Span]:
    """What is said of police conduct; what is said in an answer is a reason outside the text, told once."""
    told: list[Span] = []
    for read in draft.texts:
        for finding in (*read.of("category"), *read.of(UNNAMED)):
            if finding.value == "misconduct" and _is_meant(finding):
                said = said_outright(finding.spans)
                outside = (replace(span, start=0, end=0) for span in said)
                told += said if read is draft else [span for span in outside if span not in told]
    return told


def _of_insiders(draft: Draft) -> Iterator[Span]:
    for read in draft.texts:
        for span in told_of_insiders(read):
            yield span if read is draft else replace(span, start=0, end=0)


def _is_meant(misconduct: Finding) -> bool:
    """Not every tip that mentions the police is about them, and no leaning of ordinary words makes it so."""
    outright = said_outright(misconduct.spans)
    chosen = any(span.rule == CHOSEN for span in outright)
    return chosen or total(outright) >= rules("routing")["misconduct_from"]


def _conflict_finding(unit: str, reason: str, spans: list[Span]) -> Finding:
    return Finding(step="conflict", value=unit, score=total(spans), reason=reason, spans=tuple(spans))


def _words_of_standards(draft: Draft) -> Iterator[Span]:
    phrases = sorted({tuple(t.text for t in tokens_of(p)) for p in rules("routing")["standards"]})
    for read in draft.texts:
        words = tuple(token.text for token in read.tokens)
        for phrase in phrases:
            for at in range(len(words) - len(phrase) + 1):
                if words[at : at + len(phrase)] == phrase:
                    place = (read.tokens[at].start, read.tokens[at + len(phrase) - 1].end) if read is draft else (0, 0)
                    yield Span(*place, "names the standards unit", 1.0)
                    break
