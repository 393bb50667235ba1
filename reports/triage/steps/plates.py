"""Number plates of Saint Lucia, whole, in part or spelt out, and numbers said in words."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import Token, said_before, tokens_of

_NEAR = 70
"""Characters between a plate and a word of cars."""
_LONGEST = 4
"""Digits of a plate."""
_HOUR = 2
"""Digits of an hour."""
_BEFORE = 4
"""Words between a car and its plate, and the car's own."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(rules("entities")["plates"][name].split())


@cache
def digit_words() -> dict[str, str]:
    """Return what each word for a digit stands for, in five languages."""
    return {word: digit for digit, words in rules("entities")["digits"].items() for word in words.split()}


@cache
def letter_words() -> dict[str, str]:
    """Return what each name of a letter stands for, in five languages."""
    names = rules("entities")["letters"].items()
    return {token.text: letter for letter, words in names for token in tokens_of(words)}


def digits_from(tokens: Sequence[Token], first: int, most: int, *, pauses: bool = False) -> tuple[str, int]:
    """Return the digits said from a word on, at most so many, and the word after them.

    With `pauses` there may be a mark between two of them: "seven one two, double four, one nine".
    """
    said, at = "", first
    while at < len(tokens) and tokens[at].clause - tokens[max(first, at - 1)].clause <= pauses:
        word = tokens[at].text
        said_here = word if word.isascii() and word.isdigit() else digit_words().get(word, "")
        if word in ("double", "triple") and at + 1 < len(tokens):
            said_here = _one(tokens[at + 1].text) * (2 if word == "double" else 3)
            at += 1 if said_here else 0
        if not said_here or len(said) + len(said_here) > most:
            break
        said += said_here
        at += 1
    return said, at


def _one(word: str) -> str:
    return word if word.isdigit() and len(word) == 1 else digit_words().get(word, "")


def find_plates(draft: Draft) -> list[Span]:
    """Return the plates in text order."""
    tokens, text = draft.tokens, draft.tip.text
    cars = [token.start for token in tokens if token.text in _words("cars")]
    found: list[Span] = []
    at = 0
    while at < len(tokens):
        plate = next(_at(tokens, text, at, cars), None)
        if plate is None:
            at += 1
            continue
        found.append(Span(tokens[at].start, tokens[plate - 1].end, "number plate", 1.0))
        at = plate
    return found


def is_no_constable(tokens: Sequence[Token], at: int) -> bool:
    """Whether "PC" begins the plate of a car told of right before it: "a grey car PC 4410", not "the car of PC 4410".

    Four digits: with fewer it may be a constable's number, and then it is taken for one.
    """
    if tokens[at].text != "pc" or digits_from(tokens, at + 1, _LONGEST)[0][_LONGEST - 1 :] == "":
        return False
    before = said_before(tokens, at, _BEFORE)
    behind = next((before[place:] for place in reversed(range(len(before))) if before[place] in _names_of_cars()), [])
    return bool(behind) and _words("of_another").isdisjoint(behind)


@cache
def _names_of_cars() -> frozenset[str]:
    return (_words("cars") | _words("plates")) - _words("no_cars")


def _at(tokens: Sequence[Token], text: str, at: int, cars: list[int]) -> Iterator[int]:
    """The word after a plate that begins here, if one does."""
    word = tokens[at].text
    beside = _is_beside(cars, tokens[at].start)
    letters = word.rstrip("0123456789")
    if letters != word and letters.isalpha() and len(letters) <= 3:
        yield from _whole(tokens, text, at, letters, word[len(letters) :], beside=beside)
    elif word.isalpha() and len(word) <= 3:
        said, after = digits_from(tokens, at + 1, _LONGEST)
        if said and _is_close(tokens, text, at):
            yield from _whole(tokens, text, at, word, said, beside=beside, after=after)
    if (
        word in _words("prefixes")
        and len(word) == 2
        and text[tokens[at].start].isupper()
        and _is_after_plate(tokens, at)
    ):
        yield at + 1  # "the plate begins with PG"
    yield from _of_a_route(tokens, text, at, beside=beside)
    if beside:
        yield from _spelt(tokens, at)
        yield from _by_names(tokens, at)


def _whole(
    tokens: Sequence[Token], text: str, at: int, letters: str, said: str, *, beside: bool, after: int = 0
) -> Iterator[int]:
    after = after or at + 1
    start, end = tokens[at].start, tokens[after - 1].end
    written = text[start : start + len(letters)]
    capital, known, plain = written.isupper(), letters in _words("prefixes"), letters in _words("words")
    if not said.isdigit() or len(said) > _LONGEST or _is_part(text, start, end):
        return
    if plain and (not capital or written == "A" or (text.isupper() and not beside)):
        return  # "A 40-year-old", "i pa 100 moun", "IN 2024"
    if letters == "h" and at and tokens[at - 1].text.isdigit() and len(tokens[at - 1].text) <= _HOUR:
        return  # "7 h 10"
    shows = not text.isupper() or len(letters) > 1
    sure = known and capital and shows and len(said) > 2
    likely = beside and (known or capital) and len(said) > (1 if len(letters) > 1 else 2)
    if sure or likely or (capital and known and _is_after_plate(tokens, at)):
        yield after


def _is_close(tokens: Sequence[Token], text: str, at: int) -> bool:
    between = text[tokens[at].end : tokens[at + 1].start]
    return tokens[at + 1].clause == tokens[at].clause and len(between) <= 3 and not between.strip(" -–#\t")


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether it is part of something longer: "EC$", "PM 10:30"."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return before in ("$", "@", "/", "_", "-", "#") or (after[:1] in (":", ".", ",", "/") and after[1:].isdigit())


def _is_after_plate(tokens: Sequence[Token], at: int) -> bool:
    return any(token.text in _words("plates") for token in tokens[max(0, at - 6) : at])


def _of_a_route(tokens: Sequence[Token], text: str, at: int, *, beside: bool) -> Iterator[int]:
    """A digit, a letter and a number, as on buses: "2H 114", "one H eight zero"."""
    word, after = tokens[at].text, at
    if len(word) == 2 and word[0].isdigit() and word[1].isalpha():
        after = at + 1
    elif beside and _one(word) and at + 1 < len(tokens) and tokens[at + 1].text in ("h", "f"):
        after = at + 2
    if after > at:
        said, last = digits_from(tokens, after, _LONGEST)
        capital = text[tokens[after - 1].end - 1].isupper() and tokens[after - 1].text[-1] in "hftrm"
        if len(said) > 1 and (beside or (capital and len(said) == 3)) and _is_close(tokens, text, after - 1):
            yield last


def _spelt(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """ "P like Peter 4 5 6 7", "P for Peter B for Boy 4567"."""
    last = at
    for _ in range(3):
        if last + 2 >= len(tokens) or len(tokens[last].text) != 1 or not tokens[last].text.isalpha():
            break
        named = last + 2 if tokens[last + 1].text in _words("like") else 0
        named += 1 if named and tokens[named].text in ("in", "dans", "de", "nan") else 0
        if named and named < len(tokens) and tokens[named].text.startswith(tokens[last].text):
            last = named + 1
        else:
            break
    if last > at:
        said, after = digits_from(tokens, last, _LONGEST)
        if said:
            yield after


def _by_names(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """ "papa bravo four five two one", "pe ce tres cero ocho"; one letter alone only after a word for a plate."""
    both = [_letter(token.text) for token in tokens[at : at + 2]]
    for count in (2, 1):
        letters = "".join(both[:count])
        if len(letters) != count or letters not in _words("prefixes"):
            continue
        said, after = digits_from(tokens, at + count, _LONGEST)
        joined = tokens[after - 1].clause == tokens[at].clause
        goes_on = digits_from(tokens, after, 10, pauses=True)[0]  # a telephone number
        if len(said) > 2 and joined and not goes_on and (count == 2 or _is_after_plate(tokens, at)):
            yield after
            return


def _letter(word: str) -> str:
    return word if len(word) == 1 and word.isalpha() else letter_words().get(word, "")


def _is_beside(cars: list[int], place: int) -> bool:
    at = bisect_left(cars, place - _NEAR)
    return at < len(cars) and cars[at] <= place + _NEAR
