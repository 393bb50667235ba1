"""Names and nicknames of people: after "they call him", a title or a kin word, known as names, or by their deeds."""

from collections.abc import Iterator, Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.doers import find_doers, has_an_age
from reports.triage.steps.draft import Draft
from reports.triage.steps.gazetteer import is_saint, longest_place
from reports.triage.steps.lexicon import Lexicon, Term, rules
from reports.triage.steps.senses import is_ordinary
from reports.triage.steps.wording import Token

_MOST_WORDS = 3
_SKIPPED = 3
"""Small words between "call" and the name: "call him the Fish"."""
_QUOTES = frozenset("\"'“”‘’«»")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(rules("entities")["people"][name].split())


@cache
def _phrases(name: str) -> frozenset[str]:
    phrases = rules("entities")["people"][name].replace("\n", "|").split("|")
    return frozenset(phrase.strip() for phrase in phrases) - {""}


@cache
def _called() -> Lexicon:
    return Lexicon(Term("people", "person", "any", 1.0, phrase) for phrase in sorted(_phrases("called")))


def find_people(draft: Draft) -> list[Span]:
    """Return the people named, in text order. A span holds the name, and its title."""
    tokens, text = draft.tokens, draft.tip.text
    if not tokens:
        return []
    spans: dict[int, tuple[int, str]] = {}
    finders = (_after_called, _quoted_names, _before_alias, _after_title, _known, _two_words, find_doers)
    for first, last, rule in (name for find in finders for name in find(tokens, text)):
        if not any(first < end and start < last for start, (end, _) in spans.items()):
            spans[first] = (last, rule)
    return [Span(tokens[at].start, tokens[spans[at][0] - 1].end, spans[at][1], 1.0) for at in sorted(spans)]


def _after_called(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int, str]]:
    best: dict[int, tuple[int, str]] = {}
    for hit in _called().read(tokens):
        if any(token.text in _words("business") for token in tokens[max(0, hit.first - 4) : hit.first]):
            continue
        best[hit.last] = max(best.get(hit.last, (0, "")), (hit.last - hit.first, hit.term.phrase))
    for at, (_, phrase) in sorted(best.items()):
        name = _name_at(tokens, text, at, strict=phrase in _phrases("with_capital"))
        if name is not None:
            yield *name, f"called: {phrase}"


def _name_at(tokens: Sequence[Token], text: str, at: int, *, strict: bool) -> tuple[int, int] | None:
    """The words of a name that begins here or after a small word or two."""
    first = at
    while first < len(tokens) and first - at < _SKIPPED and tokens[first].text in _words("skip"):
        if _is_capital(tokens[first], text) and _is_capital_run(tokens, text, first):
            break
        first += 1
    if first >= len(tokens) or _is_cut(tokens, text, first, at):
        return None
    quoted = _quoted(tokens, text, first)
    if quoted is not None:
        return first, quoted
    word = tokens[first]
    if _is_capital(word, text):
        # A text all in capitals shows no name's end, one in which names are small neither.
        last = first + 1 if text.isupper() else _capitals(tokens, text, first)
        return None if word.text in _words("not") and last == first + 1 else (first, last)
    strict = strict or word.text in _words("not_called")
    short = len(word.text) < 3 and word.text not in ("ti", "jr", "dj")
    if strict or short or word.text in _words("not") or word.text.isdigit():
        return None
    last = first + 1
    if word.text in ("ti", "big", "lil", "fat", "black", "red", "dj", "king", "mr") and last < len(tokens):
        last += 1 if tokens[last].clause == word.clause and tokens[last].text not in _words("not") else 0
    elif _is_last_name(tokens, last):
        last += 1
    return first, last


def _is_last_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in small letters may belong to the name before it: "call him kevon joseph"."""
    if at >= len(tokens) or tokens[at].clause != tokens[at - 1].clause:
        return False
    word = tokens[at].text
    return word in _words("surnames") or (len(word) > 3 and word.isalpha() and word in _words("given"))


def _is_cut(tokens: Sequence[Token], text: str, first: int, at: int) -> bool:
    """Whether a full stop parts the name from what announces it; a colon or comma does not."""
    between = text[tokens[at - 1].end : tokens[first].start] if at else ""
    return any(mark in between for mark in ".!?\n;")


def _quoted(tokens: Sequence[Token], text: str, first: int) -> int | None:
    """The word after a quotation that begins here."""
    before = text[max(0, tokens[first].start - 2) : tokens[first].start].strip()
    if not before or before[-1] not in _QUOTES:
        return None
    for last in range(first + 1, min(first + _MOST_WORDS + 1, len(tokens) + 1)):
        following = text[tokens[last - 1].end : tokens[last - 1].end + 2].strip()
        if following and following[0] in _QUOTES | frozenset(",.") and _closes(text, tokens[last - 1].end):
            return last
    return None


def _closes(text: str, end: int) -> bool:
    return any(character in _QUOTES for character in text[end : end + 3])


def _after_title(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int, str]]:
    for at, token in enumerate(tokens[:-1]):
        if token.text not in _words("titles") and token.text not in _words("kin"):
            continue
        name = _behind_its_article(tokens, text, at) if token.text in _words("kin") else at + 1
        following = tokens[name]
        between = text[tokens[name - 1].end : following.start]
        small = (
            token.text in _words("strong_titles")
            and following.text not in _words("not") | _words("peoples")
            and len(following.text) > 2
            and not is_ordinary(following.text)
        ) or (token.text in _words("kin") and _is_given_in_small(following.text))
        if len(between) > 3 or between.strip(" .,\"'“«’") or not (_is_capital(following, text) or small):
            continue
        if "." in between and (token.text not in _words("short") or between.startswith(" ")):
            continue
        if (
            text.isupper()
            or following.text in _words("not") | _words("peoples")
            or "," in between
            or (between.strip() == "." and token.text in _words("kin"))
        ):
            continue
        if token.text in _words("kin") and _is_place_like(tokens, text, name):
            continue
        last = _capitals(tokens, text, name) if _is_capital(following, text) else name + 1
        yield at if token.text in _words("titles") else name, last, f"after: {token.text}"


def _behind_its_article(tokens: Sequence[Token], text: str, at: int) -> int:
    """The word after a kin word, or after whose it is, which creole puts behind: "ti fi-a Shanel", "frè m Odilon"."""
    after = at + 2
    if after >= len(tokens) or tokens[at + 1].text not in _words("behind") or not _is_capital(tokens[after], text):
        return at + 1
    return at + 1 if _is_capital(tokens[at + 1], text) or text[tokens[at + 1].end] != " " else after


def _before_alias(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int, str]]:
    """The name before the one that somebody goes by: "Yannick dit Gucci", "Marlon St Omer alias 'Crab'"."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].text not in _words("also_called") or not _is_capital(tokens[at + 1], text):
            continue
        first = at
        while first and at - first < _MOST_WORDS and _is_capital(tokens[first - 1], text):
            if text[tokens[first - 1].end : tokens[first].start] not in ((" ", ", ") if first == at else (" ", "-")):
                break
            first -= 1
        if first < at and tokens[first].text not in _words("not"):
            yield first, at, f"before: {tokens[at].text}"


def _is_place_like(tokens: Sequence[Token], text: str, at: int) -> bool:
    """Whether a name after a kin word is more likely another thing: "the driver PA 1234"."""
    return text[tokens[at].start : tokens[at].end].isupper() and len(tokens[at].text) < 4


def _known(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int, str]]:
    """Given names and surnames in capitals."""
    if text.isupper():
        return
    given, surnames = _words("given"), _words("surnames")
    small = text.islower()
    for at, token in enumerate(tokens):
        if small and _is_given_in_small(token.text):
            yield at, at + 1, "a given name"
        if not _is_capital(token, text) or token.text in _words("not"):
            continue
        if at and tokens[at - 1].text in ("saint", "st", "sent", "san", "santa"):
            continue
        last = _capitals(tokens, text, at)
        pair = last - at > 1 and (token.text in given or tokens[at + 1].text in surnames)
        if pair:
            yield at, last, "a name and surname"
        elif token.text in given and not _is_title_of_place(tokens, text, last):
            yield at, at + 1, "a given name"


def _is_given_in_small(word: str) -> bool:
    return word in _words("given") and len(word) > 4 and word not in _words("ambiguous")


def _quoted_names(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int, str]]:
    """A name in quotes not long after "called": 'he called the other one "Bimbo"'."""
    for at in range(1, len(tokens)):
        last = _quoted(tokens, text, at) if _is_capital(tokens[at], text) else None
        if last is not None and any(token.text in _words("calling") for token in tokens[max(0, at - 6) : at]):
            yield at, last, "a name in quotes"


def _two_words(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int, str]]:
    """Two capitals after a comma or "is", or an initial and a name."""
    for at in range(len(tokens) - 1):
        one, two = tokens[at], tokens[at + 1]
        if not (_is_capital(one, text) and _is_capital(two, text)) or text.isupper() or at == 0:
            continue
        between, before = text[one.end : two.start], text[tokens[at - 1].end : one.start]
        if one.text in _words("not") or longest_place(tokens, at) is not None:
            continue
        if (
            one.text not in "iuky"
            and len(one.text) == 1
            and between == ". "
            and len(two.text) > 3
            and two.text not in _words("not")
            and "." not in before
        ):
            yield at, at + 2, "an initial and a name"
            continue
        announced = (
            before == ", "
            or has_an_age(tokens, text, at + 2)
            or (tokens[at - 1].text in _words("before_name") and "." not in before)
        )
        shouted = text[one.start : two.end].isupper() or between not in (" ", "-")
        if announced and not shouted and _capitals(tokens, text, at) == at + 2:
            yield at, at + 2, "two words in capitals"


@cache
def _nicknaming() -> frozenset[str]:
    return frozenset(rules("entities")["doers"]["before"].split())


def _is_title_of_place(tokens: Sequence[Token], text: str, last: int) -> bool:
    after = rules("places")["context"]["after"].split()
    return last < len(tokens) and tokens[last].text in after and tokens[last].clause == tokens[last - 1].clause


def _capitals(tokens: Sequence[Token], text: str, first: int) -> int:
    """The word after a run of capitalised words."""
    last = first + 1
    while last < len(tokens) and last - first < _MOST_WORDS and _is_capital(tokens[last], text):
        between = text[tokens[last - 1].end : tokens[last].start]
        if is_saint(tokens, text, last):
            last += 2
            continue
        if between not in (" ", "-", "'", "’", ". ") or not _may_follow(tokens, last):
            break
        if between == ". " and len(tokens[last - 1].text) > 2:
            break
        last += 1
    return last


def _may_follow(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name may go on with this word, which is no small one, but for "Tall Boy"."""
    nickname = tokens[at - 1].text in _nicknaming() and tokens[at].text in _words("kin")
    return nickname or tokens[at].text not in _words("not")


def _is_capital_run(tokens: Sequence[Token], text: str, at: int) -> bool:
    return at + 1 < len(tokens) and _is_capital(tokens[at + 1], text)


def _is_capital(token: Token, text: str) -> bool:
    return text[token.start].isupper()
