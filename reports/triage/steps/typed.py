"""What the tipster typed into the form's own fields, where names, plates and boats stand that no text repeats.

The answers are read as one text of a line each, beside the tip's own: so what is found there never moves a place in the
tip's words. A field made for a name is believed: "Fish" is a person there, though no word announces one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from reports.guides.wording import typed, unnumbered
from reports.triage.assessment import UNJUDGED, Finding, Span
from reports.triage.steps.category import judge_category
from reports.triage.steps.draft import Draft
from reports.triage.steps.entities import find_entities
from reports.triage.steps.language import judge_language
from reports.triage.steps.leaning import said_outright
from reports.triage.steps.lexicon import Hit, rules
from reports.triage.steps.matching import rules_said
from reports.triage.steps.meaning import find_meaning
from reports.triage.steps.reading import read
from reports.triage.steps.wording import Token
from reports.triage.warning import what_identifies, what_is_read_identifies

MOST_OF_A_NAME = 4
"""Words of a name; a longer answer tells a story, in which names are looked for as in any text."""
_LEAST_OF_A_PLATE = 3
"""Letters and digits of a plate that is not whole."""
_LEAST_OF_A_LANGUAGE = 4
"""Words of answers that tell their language: two are often names."""
_BETWEEN_NAMES = frozenset(",;/&\n")


class Field(NamedTuple):
    """An answer as it stands in the text of all answers."""

    name: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """What the field is made for: person, plate or vessel; "" for any other."""
        name = unnumbered(self.name)
        return next((kind for kind in ("person", "plate", "vessel") if name in _listed(kind)), "")

    @property
    def group(self) -> str:
        """What the answers about one thing have in common: their block and its number, or their category."""
        return self.name.rpartition(".")[0]


def as_text(draft: Draft) -> Draft | None:
    """Return the typed answers read as one text, None where nothing was typed."""
    answers = typed(draft.tip.answers)
    if draft.typed or not answers:
        return draft.typed
    tip = replace(draft.tip, text="\n".join(answers.values()), answers={}, in_danger=False)
    return find_meaning(judge_language(read(Draft(tip=tip))))


def read_answers(draft: Draft) -> Draft:
    """Find what the typed answers name and what they are about; the tip's own text is not touched."""
    text = as_text(draft)
    if text is None:
        return draft
    answers = draft.tip.answers
    told = known_of(text) if text.of("category") or _may_tell(draft, text) else find_entities(text)
    found = dict(draft.in_answers)
    for field in fields_of(draft):
        inside = _moved(told.of("entities"), field)
        if field.kind:
            inside = _believed(field, words_in(told, field), inside, answers[field.name])
        if inside:
            found[field.name] = (*found.get(field.name, ()), *inside, *_of_source(told, field, answers[field.name]))
    return _with_language(_with_kind(replace(draft, typed=told, in_answers=found), told), told)


def _may_tell(draft: Draft, text: Draft) -> bool:
    """Whether anything hangs on what the answers are about: the kind of a tip that has none, or who may not read it."""
    is_open = [one.value for one in draft.of("category")] == ["other"]
    return is_open or any(rule.means == "misconduct" for rule in rules_said("category", text.words))


def known_of(text: Draft) -> Draft:
    """Return the text of all answers with what it is about and what it names."""
    return text if text.of("category") else find_entities(judge_category(text))


def _with_language(draft: Draft, told: Draft) -> Draft:
    """Where the tip's own words are too few to tell, the language of the answers counts, before that of the page."""
    own, heard = draft.of("language"), told.of("language")
    by_words = any(span.end for finding in own for span in finding.spans)
    few = sum(token.text.isalpha() for token in told.tokens) < _LEAST_OF_A_LANGUAGE
    if by_words or few or any(one.value in (UNJUDGED, "unsure") for one in heard):
        return draft
    spoken = [outside(one, f"Typed into the form's own fields: {one.reason}") for one in heard]
    return replace(draft, findings=(*(one for one in draft.findings if one not in own), *spoken))


def outside(finding: Finding, reason: str | None = None) -> Finding:
    """Return a finding of typed answers as one of the tip, whose spans stand outside its text."""
    spans = tuple(replace(span, start=0, end=0) for span in finding.spans)
    return replace(finding, reason=finding.reason if reason is None else reason, spans=spans)


def _with_kind(draft: Draft, told: Draft) -> Draft:
    """Where the tip's own words and its tipster name no kind of crime, what the answers say outright names it."""
    own = draft.of("category")
    named = [_as_typed(one) for one in told.of("category") if one.value != "other" and said_outright(one.spans)]
    if not named or [one.value for one in own] != ["other"]:
        return draft
    return replace(draft, findings=(*(one for one in draft.findings if one not in own), *named))


def _as_typed(named: Finding) -> Finding:
    """A kind with its reasons, which stand outside the text; the words are not quoted, as some may be masked there."""
    return outside(named, "What was typed into the form's own fields names it.")


def fields_of(draft: Draft) -> Iterator[Field]:
    """The typed answers, and where each stands in the text of all of them."""
    start = 0
    for name, said in typed(draft.tip.answers).items():
        yield Field(name, start, start + len(said))
        start += len(said) + 1


def words_in(told: Draft, field: Field) -> Sequence[Token]:
    """The words of one answer."""
    first = bisect_right(told.tokens, field.start - 1, key=lambda token: token.start)
    return told.tokens[first : bisect_right(told.tokens, field.end - 1, key=lambda token: token.start)]


def _moved(findings: Iterable[Finding], field: Field) -> list[Finding]:
    """The findings of one answer, their places counted from its beginning."""
    return [
        replace(finding, spans=(Span(span.start - field.start, span.end - field.start, span.rule, span.weight),))
        for finding in findings
        for span in finding.spans
        if field.start <= span.start and span.end <= field.end
    ]


def _believed(field: Field, words: Sequence[Token], inside: list[Finding], said: str) -> list[Finding]:
    """Each name in a field for names as a whole, in the place of whatever its words alone were taken for."""
    whole = [
        Span(name[0].start - field.start, name[-1].end - field.start, "typed into a field for it", 1.0)
        for name in _names(words, said, field.start)
        if _is_one(field.kind, name)
    ]
    named = [
        Finding(step="entities", value=field.kind, score=1.0, reason=f"{field.kind}: {span.rule}", spans=(span,))
        for span in whole
    ]
    others = (one for one in inside if not any(_share(one.spans[0], span) for span in whole))
    return sorted([*named, *others], key=lambda one: one.spans[0].start)


def _names(words: Sequence[Token], said: str, start: int) -> Iterator[Sequence[Token]]:
    """The words between commas and the like, without "the" before them."""
    first = 0
    for at in range(1, len(words) + 1):
        between = said[words[at - 1].end - start : words[at].start - start] if at < len(words) else "\n"
        if not _BETWEEN_NAMES.isdisjoint(between):
            yield words[first + (words[first].text == "the") : at]
            first = at


def _is_one(kind: str, name: Sequence[Token]) -> bool:
    """Whether these words can be a name of the kind: "not sure" is none, nor is a plate without a digit."""
    words = {token.text for token in name}
    if not 0 < len(name) <= MOST_OF_A_NAME or words & _listed("no_names"):
        return False
    signs = "".join(token.text for token in name)
    has_digits = any(sign.isdigit() for sign in signs)
    if kind == "plate":
        return has_digits and len(signs) >= _LEAST_OF_A_PLATE
    titles = frozenset(rules("entities")["people"]["titles"].split())
    return len(signs) > 1 and (kind == "vessel" or not (has_digits or words <= titles))


def _of_source(told: Draft, field: Field, said: str) -> tuple[Finding, ...]:
    """What could identify the tipster, by the rule that masks the answer where it is shown."""
    if " " not in said:
        return ()
    first = bisect_right(told.tokens, field.start - 1, key=lambda token: token.start)
    words = words_in(told, field)
    last = first + len(words)
    if not words or words[-1].end > field.end or (first and told.tokens[first - 1].end > field.start):
        return what_identifies(said)  # a word spelt letter by letter runs from one answer into another
    tip = replace(told.tip, text=said, language_hint="")  # as before sending, where no page's language helps
    tokens = tuple(Token(one.text, one.start - field.start, one.end - field.start, one.clause) for one in words)
    hits = {
        name: tuple(
            Hit(hit.term, hit.first - first, hit.last - first)
            for hit in found
            if first <= hit.first and hit.last <= last
        )
        for name, found in told.hits.items()
    }
    return what_is_read_identifies(Draft(tip=tip, tokens=tokens, hits=hits))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("entities")["typed"][name].split())


def _share(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
