"""What a misspelt or disguised word is meant to be, if it is one that the rules know."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

_LEAST, _MOST = 6, 18
"""Letters of a word whose spelling is forgiven; shorter ones are too like each other."""
_LONG = 9
"""Letters of a word in which one wrong letter is forgiven, not only a missing or a swapped one."""
_LEET = (str.maketrans("013457@$!", "oieastasi"), str.maketrans("013457@$!", "oleastasl"))
_SHORTEST = 3


class Speller:
    """Knows the words and stems (`kill*`) of the rules. `real` words are never taken for misspelt ones."""

    def __init__(self, parts: Iterable[str], real: Iterable[str]) -> None:
        everything = set(parts)
        self._stems = frozenset(p[:-1] for p in everything if p.endswith("*"))
        self._sizes = sorted({len(stem) for stem in self._stems})
        self._words = frozenset(p for p in everything if p != "_" and not p.endswith("*"))
        self._real = frozenset(real)
        self._near: dict[str, list[str]] = defaultdict(list)
        self._shaped: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._words | self._stems):
            self._shaped[word[0], len(word)].append(word)
            if len(word) >= _LEAST and word.isalpha():
                for less in _with_one_less(word):
                    self._near[less].append(word)

    def knows(self, text: str) -> bool:
        if text in self._words:
            return True
        length = len(text)
        for size in self._sizes:
            if size > length:
                return False
            if text[:size] in self._stems:
                return True
        return False

    def spelt(self, text: str) -> str:
        """`text` itself if it is known, or nothing like a known word."""
        if not self._shaped:  # it knows no word that could be meant
            return text
        if len(text) < _SHORTEST or text in self._real or text.isdigit() or self.knows(text):
            return text
        guess = next((word for word in _respelt(text) if self.knows(word)), None)
        if guess is None and text.isalpha() and _LEAST <= len(text) <= _MOST:
            return self._nearest(text)
        return guess or text

    def unmasked(self, pattern: str) -> str | None:
        """The one known word that `g*n` can be."""
        plain = pattern.translate(_LEET[0])
        if "*" not in plain:
            return plain if self.knows(plain) else None
        shaped = self._shaped.get((plain[0], len(plain)), ())
        return next((w for w in shaped if all(p in ("*", c) for p, c in zip(plain, w, strict=True))), None)

    def _nearest(self, text: str) -> str:
        for less in _with_one_less(text):
            for word in self._near.get(less, ()):
                if word[0] == text[0] and word in self._words and _is_one_slip(text, word):
                    return word
        # A stem with a slip in it: the rest of the word may be anything.
        for size in range(_LEAST, min(len(text), _MOST)):
            head = text[:size]
            for less in _with_one_less(head):
                for word in self._near.get(less, ()):
                    if word[0] == text[0] and word in self._stems and _is_one_slip(head, word):
                        return word
        return text


def _with_one_less(word: str) -> Iterator[str]:
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def _is_one_slip(said: str, meant: str) -> bool:
    """A letter too many, too few or wrong, or two that changed places."""
    at = next((i for i, (a, b) in enumerate(zip(said, meant, strict=False)) if a != b), min(len(said), len(meant)))
    rest, wanted = said[at:], meant[at:]
    if len(said) == len(meant):
        swapped = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
        return swapped or (len(meant) >= _LONG and rest[1:] == wanted[1:])
    return rest[1:] == wanted or rest == wanted[1:]


def _respelt(text: str) -> Iterator[str]:
    """'c0caine', '2nite', 'sellin', 'driva', 'lockd', 'tchwé' and 'gunnn' as the rules write them."""
    if not text.isalpha():
        yield from (text.translate(table) for table in _LEET)
        if text[0] == "2":
            yield "to" + text[1:]
        if text[-1] == "1":
            yield text[:-1] + "one"
        return
    if text.endswith("in"):
        yield text + "g"
    if text.endswith("a"):
        yield text[:-1] + "er"
    if text.endswith("d") and text[-2] not in "aeiouy":
        yield text[:-1] + "ed"
    if "tch" in text:  # 'tchwé': how many write the Kwéyòl tj
        yield text.replace("tch", "tj")
    single = "".join(c for at, c in enumerate(text) if at == 0 or c != text[at - 1])
    if len(single) >= _SHORTEST:
        yield single
