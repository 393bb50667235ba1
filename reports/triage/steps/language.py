"""Which languages a tip is written in: the letters and small words of each stretch of it.

Every word has a weight for every language. The tip is cut into stretches of one language so that the weights add up
to the most, where each change of language costs something, less at the end of a clause. A finding's score is the
share of the tip's words that lie in stretches of its language; each stretch is a span that weighs its share.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from operator import add
from typing import NamedTuple

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.letters import accents_of, pieces_of, weights, whole
from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import Token

NAMES = {"en": "English", "acf": "Kwéyòl", "fr": "French", "es": "Spanish", "ht": "Haitian Creole"}
_SISTERS = ("acf", "ht")
_FEWEST = 2  # words from which one of the two is heard: a plate begins like a word
_TELLING = 3  # words of a text from which they tell more than what it was answered in: "secours", "sekou"
_SHOWN = 20
"""Stretches and words kept as evidence; a long tip has thousands."""

Scores = tuple[float, ...]


class _Stretch(NamedTuple):
    """Words `first` up to, not including, `last`, in one language."""

    language: int
    first: int
    last: int


def letters_of(text: str, token: Token) -> Iterator[str]:
    """The features of a word: its pieces, the lists of small words it stands in, and its accents."""
    if not _has_digits(token.text):
        yield from _of_folded(token.text)
        yield from accents_of(text, token)


def _of_folded(word: str) -> list[str]:
    return pieces_of(word) + [f"list {language}" for language in _small_words().get(word, ())]


def _has_digits(word: str) -> bool:
    return not word.isalpha() and any(letter.isdigit() for letter in word)


@cache
def _small_words() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = defaultdict(set)
    for language, listed in rules("language")["words"].items():
        for word in listed.split():
            words[word].add(language)
    return {word: frozenset(languages) for word, languages in words.items()}


def judge_language(draft: Draft) -> Draft:
    answered_in = draft.tip.language_hint if draft.tip.channel == "sms" else ""
    if answered_in in NAMES and len(draft.tokens) < _TELLING:
        return draft.adding(_by_hint(draft))
    scores = _word_scores(draft)
    stretches = _stretches(draft.tokens, scores, answered_in)
    words = Counter[int]()
    for stretch in stretches:
        words[stretch.language] += stretch.last - stretch.first
    if not words:
        return draft.adding(_by_hint(draft))
    named = [language for language, _ in words.most_common()]
    findings = [_finding(draft, language, [s for s in stretches if s.language == language]) for language in named]
    return draft.adding(*findings)


def certainty(draft: Draft) -> float:
    """How sure the letters of a text are of its language, taken for one, 0 to 1."""
    sums = _add([weights("language").bias, *_word_scores(draft)])
    return max(_chance(sums, language) for language in range(len(sums)))


def _word_scores(draft: Draft) -> list[Scores]:
    known: dict[tuple[str, str], Scores] = {}
    found: list[Scores] = []
    for token in draft.tokens:
        key = (token.text, draft.tip.text[token.start : token.end])
        if key not in known:
            known[key] = _word_score(draft.tip.text, token)
        found.append(known[key])
    return found


def _word_score(text: str, token: Token) -> Scores:
    model, word = weights("language"), token.text
    if _has_digits(word):
        return (0.0,) * len(model.classes)
    sums = sums_of_usual(word) if whole(word) in model.pieces else _sums(_of_folded(word))
    if not text[token.start : token.end].isascii():
        sums = tuple(map(add, sums, _sums([*accents_of(text, token)])))
    return tuple([one * model.scale for one in sums])


@cache
def sums_of_usual(word: str) -> tuple[int, ...]:
    """The same for a word that the weights know whole: no word that only a tip holds may be kept in memory."""
    return _sums(_of_folded(word))


def _sums(pieces: Sequence[str]) -> tuple[int, ...]:
    """What pieces of a word weigh for each language, times the scale."""
    model = weights("language")
    rows = [row for piece in pieces if (row := model.pieces.get(piece))]
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * len(model.classes)


def _stretches(tokens: Sequence[Token], scores: Sequence[Scores], answered_in: str) -> list[_Stretch]:
    """The tip cut by language; stretches too weak to tell are left out."""
    settings = rules("language")
    cut = _cut(_best_path(tokens, scores, settings["change"], settings["change_at_clause"]))
    sums: dict[int, Scores] = {}
    for language, first, last in cut:
        sums[language] = _add([sums.get(language, weights("language").bias), *scores[first:last]])
    sure = {language for language, added in sums.items() if _chance(added, language) >= settings["least"]}
    lead = max(sure, key=lambda language: _length(cut, language), default=None)
    if lead is None and sum(token.text.isalpha() for token in tokens) >= _FEWEST:
        lead = _sister(sums, settings["sisters"])
    if lead is None:
        return []
    lead = _as_answered(lead, sums, answered_in, settings["margin"])
    least = settings["least_share"] * sum(s.last - s.first for s in cut)
    also = {
        language
        for language in sure
        if _length(cut, language) >= least and sums[language][language] - sums[language][lead] >= settings["margin"]
    }
    kept = [stretch if stretch.language in also | {lead} else stretch._replace(language=lead) for stretch in cut]
    return _joined(kept)


def _best_path(tokens: Sequence[Token], scores: Sequence[Scores], change: float, at_clause: float) -> list[int]:
    """For each word the language of the path whose weights less its changes add up to the most."""
    reached = list(weights("language").bias)
    came_from: list[list[int]] = []
    clause = tokens[0].clause if tokens else 0
    for token, score in zip(tokens, scores, strict=True):
        best = max(range(len(reached)), key=reached.__getitem__)
        floor = reached[best] - (change if token.clause == clause else at_clause)
        clause = token.clause
        came_from.append([at if value >= floor else best for at, value in enumerate(reached)])
        reached = [(value if value >= floor else floor) + weight for value, weight in zip(reached, score, strict=True)]
    at = max(range(len(reached)), key=reached.__getitem__)
    path = []
    for sources in reversed(came_from):
        path.append(at)
        at = sources[at]
    return path[::-1]


def _cut(path: Sequence[int]) -> list[_Stretch]:
    return _joined([_Stretch(language, at, at + 1) for at, language in enumerate(path)])


def _joined(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    joined: list[_Stretch] = []
    for stretch in stretches:
        if joined and joined[-1].language == stretch.language:
            joined[-1] = joined[-1]._replace(last=stretch.last)
        else:
            joined.append(stretch)
    return joined


def _length(stretches: Sequence[_Stretch], language: int) -> int:
    return sum(s.last - s.first for s in stretches if s.language == language)


def _add(scores: Sequence[Scores]) -> Scores:
    return tuple(math.fsum(column) for column in zip(*scores, strict=True))


def _chance(scores: Scores, language: int) -> float:
    """How sure the language is among all, 0 to 1."""
    return 1 / sum(math.exp(min(50.0, score - scores[language])) for score in scores)


def _sister(sums: dict[int, Scores], least: float) -> int | None:
    """Return the likelier of the two Creoles where it is sure that it is one of them, and not which: "yon moun"."""
    classes = weights("language").classes
    ours = [language for language in sums if classes[language] in _SISTERS]
    likely = max(ours, key=lambda language: sums[language][language], default=None)
    if likely is None:
        return None
    together = sum(_chance(sums[likely], classes.index(code)) for code in _SISTERS)
    return likely if together >= least else None


def _as_answered(lead: int, sums: dict[int, Scores], answered_in: str, margin: float) -> int:
    """Return the Creole in which a text was answered, unless words that came after it are clearly of the other one."""
    classes = weights("language").classes
    if answered_in not in _SISTERS or classes[lead] not in _SISTERS:
        return lead
    other = classes.index(answered_in)
    return other if sums[lead][lead] - sums[lead][other] < margin else lead


def _finding(draft: Draft, language: int, stretches: Sequence[_Stretch]) -> Finding:
    code = weights("language").classes[language]
    tokens, everything = draft.tokens, len(draft.tokens)
    spans = tuple(
        Span(
            tokens[s.first].start, tokens[s.last - 1].end, f"{code}/stretch", round((s.last - s.first) / everything, 6)
        )
        for s in sorted(stretches, key=lambda s: s.first - s.last)[:_SHOWN]
    )
    inside = (token.text for s in stretches for token in tokens[s.first : s.last])
    typical = list(dict.fromkeys(word for word in inside if code in _small_words().get(word, ())))[:_SHOWN]
    small = f"its small words ({', '.join(typical)}) and " if typical else ""
    return Finding(
        step="language",
        value=code,
        score=total(spans),
        reason=f"{NAMES[code]} by {small}its letters.",
        spans=tuple(sorted(spans, key=lambda span: span.start)),
    )


def _by_hint(draft: Draft) -> Finding:
    hint = draft.tip.language_hint
    if hint in NAMES:
        span = Span(0, 0, "chosen by the tipster", 0.5)
        how = "it was answered in" if draft.tip.channel == "sms" else "the tipster chose"
        reason = f"Too few words to tell; {how} {NAMES[hint]}."
        return Finding(step="language", value=hint, score=0.5, reason=reason, spans=(span,))
    reason = "Too few words to tell the language."
    return Finding(step="language", value="unsure", score=0.0, reason=reason)
