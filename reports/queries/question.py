"""What an officer looks for: words, "phrases in quotes" and -words that must not stand there, in folded letters."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200  # characters of a question
_FUZZY_FROM = 5  # letters of a word in which one may be wrong
_SPACED = r"[\W_]*"  # what stands between the parts of a number plate or a phone number
_RUNS = re.compile(r"\d+|\D+")
_GROUPS = {7: (3, 4), 10: (3, 3, 4), 11: (1, 3, 3, 4)}  # digits of a phone number
_TERMS = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')


class EmptyQuestion(Exception):
    """Nothing to look for."""


class _Folded(dict[int, str]):
    """Letters without case and accents, one for one, so that places in the folded text are places in the text."""

    def __missing__(self, code: int) -> str:
        first = unicodedata.normalize("NFKD", chr(code))[:1].lower()[:1]
        self[code] = first or chr(code)
        return self[code]


_FOLDED = _Folded()
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """Return a text in small letters without accents, every character where it was."""
    return (text if text.isascii() else _BEYOND_ASCII.sub(_folded, text)).lower()


def _folded(found: re.Match[str]) -> str:
    return _FOLDED[ord(found[0])]


@dataclass(frozen=True, slots=True)
class Question:
    """All of `wanted` has to stand in a tip, and nothing of `unwanted`.

    `signs`: for each wanted word, pieces of which one at least stands wherever the word does.
    """

    wanted: tuple[re.Pattern[str], ...]
    unwanted: tuple[re.Pattern[str], ...]
    signs: tuple[tuple[bytes, ...], ...] = ()

    def may_fit(self, plain: bytes) -> bool:
        """Whether a tip with these words, in the form in which they are kept, may answer: said fast, and often wrongly
        yes. It is not asked of what that form writes as signs, which is all but ASCII.
        """
        small = plain.lower()
        for signs in self.signs:
            for sign in signs:
                if sign in small:
                    break
            else:
                return b"\\u" in plain
        return True

    def fits(self, texts: list[str]) -> bool:
        """Whether folded texts together answer the question."""
        return self.is_in(texts) and not any(pattern.search(text) for pattern in self.unwanted for text in texts)

    def is_in(self, texts: list[str]) -> bool:
        """Whether all that is wanted stands in these folded texts, whatever else does."""
        return all(any(pattern.search(text) for text in texts) for pattern in self.wanted)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where in a folded text the wanted words stand, in order, none over another."""
        found = sorted(match.span() for pattern in self.wanted for match in pattern.finditer(text))
        apart: list[tuple[int, int]] = []
        for start, end in found:
            if not apart or start >= apart[-1][1]:
                apart.append((start, end))
        return apart


def read_question(text: str, *, fuzzy: bool = False) -> Question:
    """Read what was typed; `fuzzy` lets one letter of a longer word be wrong. Raises EmptyQuestion."""
    wanted: list[re.Pattern[str]] = []
    unwanted: list[re.Pattern[str]] = []
    signs: list[tuple[bytes, ...]] = []
    for minus, phrase, word in _TERMS.findall(text[:LONGEST]):
        words, nearly = re.findall(r"\w+", fold(phrase or word)), fuzzy and not phrase
        if words:
            if any(map(str.isdigit, words)):  # 484-2210 is 4842210 too
                rest = "".join(_SPACED + re.escape(one) for one in words[1:])
                pattern = re.compile(_word(words[0], fuzzy=nearly) + rest)
            else:
                pattern = re.compile(r"\W+".join(_word(one, fuzzy=nearly) for one in words))
            (unwanted if minus else wanted).append(pattern)
            signs += [] if minus else [sign for one in words for sign in _signs(one, fuzzy=nearly)]
    if not wanted:
        raise EmptyQuestion
    return Question(tuple(wanted), tuple(unwanted), tuple(signs))


def _signs(word: str, *, fuzzy: bool) -> list[tuple[bytes, ...]]:
    """One mistake touches two of three pieces at most, where two letters that stand in two pieces were swapped."""
    is_nearly = _may_be_wrong(word, fuzzy=fuzzy)
    word = word[1:] if _may_be_elided(word) else word
    pieces = [piece.encode() for piece in _pieces(word)]
    if not is_nearly:
        return [(piece,) for piece in pieces]
    third = len(word) // 3
    thirds = (word[:third], word[third : 2 * third], word[2 * third :])
    return [(*(each.encode() for each in thirds), pieces[-1])]


def _pieces(word: str) -> list[str]:
    """Return the parts between which people put a space or a hyphen: of PE8812 the letters and the digits, of a phone
    number its groups."""
    found: list[str] = []
    for run in _RUNS.findall(word):
        groups = _GROUPS.get(len(run), ()) if run.isdigit() else ()
        at = 0
        for size in groups or (len(run),):
            found.append(run[at : at + size])
            at += size
    return found


def _may_be_wrong(word: str, *, fuzzy: bool) -> bool:
    return fuzzy and len(word) >= _FUZZY_FROM


def _may_be_elided(word: str) -> bool:
    """Whether it may be written d'Orange or l'Anse: names of places are, and few type the sign."""
    return word[0] in "dl" and len(word) >= _FUZZY_FROM


def _word(word: str, *, fuzzy: bool) -> str:
    """A word may go on ("gun" finds "guns"). Nearly right is: one letter else, one too many, one missing, two swapped.

    The first letter is right, so that a search can go over what begins otherwise; that a word begins there is asked
    behind it, for a pattern that begins with a letter is looked for ten times as fast.
    """
    first = re.escape(word[0])
    begins = f"(?<!\\d{first})" if word[0].isdigit() else f"(?<=\\b{first})"  # "8812" begins in PE8812 too
    sign = "['\u2019]?" if _may_be_elided(word) else ""
    return f"{first}{begins}{sign}{_rest(word, fuzzy=fuzzy)}"


def _rest(word: str, *, fuzzy: bool) -> str:
    spaced = _SPACED.join(re.escape(piece) for piece in _pieces(word))[len(re.escape(word[0])) :]
    if not _may_be_wrong(word, fuzzy=fuzzy):
        return spaced
    ways = {re.escape(word[1:]), spaced}
    for at in range(1, len(word)):
        before, after = re.escape(word[1:at]), re.escape(word[at + 1 :])
        ways.add(f"{before}\\w?{after}")
        ways.add(f"{before}\\w{re.escape(word[at:])}")
        ways.add(before + re.escape(word[at + 1 : at + 2] + word[at]) + re.escape(word[at + 2 :]))
    return f"(?:{'|'.join(sorted(ways))})"
