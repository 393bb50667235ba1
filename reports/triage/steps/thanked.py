"""The officers whom an outside agency thanks in its answer, or says it told: those who gave it the copy, as such.

It is a narrow rule. Each place that names one of them must be such a phrase and nothing else, and the rest of the words
must leave no doubt; what the rest says by itself is asked of all other rules (reports.triage.pipeline).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from reports.kept_from import THANKED
from reports.triage.assessment import Assessment, Finding, Span, TipText
from reports.triage.steps.lexicon import rules
from reports.triage.steps.officers import words_of
from reports.triage.steps.wording import Token, tokens_of

_STOPS = frozenset(".!?;:\r\n")
_AND = frozenset(("and", "et", "y", "ak"))


def thanked(tip: TipText) -> tuple[Span, ...]:
    """Return the words that thank the officers of a copy or say that they were told; none where a doubt is left."""
    tokens = tokens_of(tip.text)
    told = [words_of(officer.name) for officer in tip.officers if officer.id in (tip.gave_copy or frozenset())]
    names = list(_named(tip.text, tokens, [words for words in told if words]))
    said = _Said(tip, tokens, frozenset(at for first, last in names for at in range(first, last)))
    phrases = [said.phrase(first, last) for first, last in names]
    whole = [one for one in phrases if one]
    if not whole or len(whole) < len(phrases) or said.leaves_a_doubt(whole):
        return ()
    spans = (Span(tokens[first].start, tokens[last - 1].end, THANKED, 0.0) for first, last in whole)
    return tuple(dict.fromkeys(spans))


def finding_of(spans: tuple[Span, ...]) -> Finding:
    """Return the finding that these words are to be passed by where officers' names are looked for."""
    reason = "An officer who gave the copy is thanked, or was told what came of it."
    return Finding(step=THANKED, value=THANKED, score=0.0, reason=reason, spans=spans)


def without(text: str, spans: Iterable[Span]) -> str:
    """Return a text with blanks in the place of these words, so that each other word stays where it is."""
    for span in spans:
        text = f"{text[: span.start]}{' ' * (span.end - span.start)}{text[span.end :]}"
    return text


def says_nothing_of_police(rest: Assessment) -> bool:
    """Whether by rule or by its sound the rest of an answer speaks of no police, and is to be kept from nobody."""
    kept = rest.named or rest.units_unwanted or rest.units_told_of
    return not (kept or rest.conflict_of_interest or rest.cannot_tell or rest.categories[0] == "misconduct")


def _named(text: str, tokens: Sequence[Token], officers: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Each place that bears the last name of one of them, or the first behind a rank: its first word and the next."""
    last, firsts = {words[-1] for words in officers}, {words[0] for words in officers if len(words) > 1}
    also = firsts | {first[0] for first in firsts} | {word for words in officers for word in words[1:-1]}
    called = _police() | _set("titles")
    for at, token in enumerate(tokens):
        begins = at
        while begins and tokens[begins - 1].text in (called | also) - last and _between(text, tokens, begins) in "., ":
            begins -= 1
        is_by_first = token.text in firsts and begins < at and tokens[at - 1].text in called
        is_followed = at + 1 < len(tokens) and tokens[at + 1].text in last
        if token.text in last or (is_by_first and not is_followed):
            yield begins, at + 1


class _Said(NamedTuple):
    """An answer, its words, and which of them are names of officers who gave the copy."""

    tip: TipText
    tokens: Sequence[Token]
    names: frozenset[int]

    def phrase(self, first: int, last: int) -> tuple[int, int] | None:
        """The words around a name, up to a full stop or to where the rest of the sentence begins; None for others."""
        begins, ends = first, last
        while begins and not self._stops(begins) and self._may_stand(begins - 1):
            begins -= 1
        while ends < len(self.tokens) and not self._stops(ends) and self._may_stand(ends):
            ends += 1
        begins, ends = self._without_before(begins, first), self._without_behind(ends, last)
        words = {self.tokens[at].text for at in range(begins, ends) if at not in self.names}
        asked = _set("thanking") | (_set("telling") if self.tip.bore_fruit else frozenset())
        is_told = not self.tip.bore_fruit and not _set("telling").isdisjoint(words)
        return None if min(begins, ends) < 0 or is_told or asked.isdisjoint(words) else (begins, ends)

    def _without_before(self, begins: int, first: int) -> int:
        """Where words of something else stand before, what is left behind the next comma or "and"; -1 without one."""
        if begins == 0 or self._stops(begins):
            return begins
        parts = (at for at in range(begins, first + 1) if self._between(at) or (self.tokens[at].text in _AND))
        return next(parts, -1)

    def _without_behind(self, ends: int, last: int) -> int:
        """Where words of something else stand behind, what is left before "we"; -1 where it may go on about him."""
        if ends == len(self.tokens) or self._stops(ends):
            return ends
        return next((at for at in range(ends - 1, last - 1, -1) if self.tokens[at].text == "we"), -1)

    def _may_stand(self, at: int) -> bool:
        word = self.tokens[at].text
        if word in _set("for_us"):
            return [one.text for one in self.tokens[at + 1 : at + 2]] in (["us"], ["me"])
        return at in self.names or word in _set("beside") | _set("thanking") | _set("telling")

    def leaves_a_doubt(self, phrases: Sequence[tuple[int, int]]) -> bool:
        """Whether a word beside is none of those in which a result is told, or "he" may be an officer."""
        inside = {at for first, last in phrases for at in range(first, last)}
        rest = [at for at in range(len(self.tokens)) if at not in inside]
        if not all(self._is_of_a_result(at) for at in rest):
            return True
        behind = [self.tokens[at].text for at in rest if at >= phrases[0][1]]
        told = (word for word in behind if word in _set("he_or_she") | _set("others"))
        return next(told, "") in _set("he_or_she")

    def _is_of_a_result(self, at: int) -> bool:
        """Whether it is such a word, a number, or written as the name of somebody or something that is no officer's."""
        word, before = self.tokens[at], self.tokens[at - 1].text if at else ""
        behind = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        if word.text in _set("having"):
            return before == "we" or behind == "been" or behind[:1].isdigit()
        if word.text in _set("yours"):
            return behind in _set("told_us")
        if word.text in _set("report") or word.text[0].isdigit():
            return True
        is_written = self.tip.text[word.start].isupper() and not self.tip.text.isupper()
        is_ours = word.text in _police() or any(word.text in words_of(one.name) for one in self.tip.officers)
        return is_written and at > 0 and not self._stops(at) and not is_ours

    def _stops(self, at: int) -> bool:
        """Whether a sentence ends before this word; the dot of "Sgt. Reid" ends none."""
        return not {at - 1, at} <= self.names and not _STOPS.isdisjoint(self._between(at))

    def _between(self, at: int) -> str:
        """What stands before a word, but for blanks."""
        return _between(self.tip.text, self.tokens, at)


def _between(text: str, tokens: Sequence[Token], at: int) -> str:
    return text[tokens[at - 1].end : tokens[at].start].strip(" ")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(rules("thanked")[name].split())


@cache
def _police() -> frozenset[str]:
    return frozenset((rules("routing")["ranks"] + " " + rules("routing")["police"]).split())
