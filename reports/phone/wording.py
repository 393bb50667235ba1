"""What the hotline writes and the words it understands, from words.toml."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.phone.beside_a_tip import APART, is_new, is_quiet, last_word, tells_of_silence
from reports.phone.clauses import bare, without_signature
from reports.phone.nearly import Slip, nearest, put_together
from reports.phone.own_words import request_in
from reports.phone.silence import wish_for_silence

DEFAULT = "en"


class Wish(StrEnum):
    """What a text of one word asks for instead of telling something."""

    STOP = "stop"  # Twilio's own words: it blocks the phone itself, so no answer gets through
    FORGET = "forget"
    HELP = "help"
    START = "start"
    NEW = "new"  # what comes next is about something else
    STATUS = "status"
    QUIET = "quiet"  # do not answer me by text
    REWARD = "reward"  # with the receipt beside it: how a reward is collected
    RECEIPT = "receipt"  # that of a tip told with QUIET
    WITHDRAW = "withdraw"  # the police are asked not to use the tip
    SURE = "sure"  # the same word with a yes beside it
    KEEP = "keep"  # not to take it back after all
    NEARLY = "nearly"  # a letter of FORGET is wrong, or it means "never mind": what destroys must be exact


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish, the languages its word belongs to, and for NEW and QUIET the tip that stands behind the word."""

    wish: Wish
    languages: tuple[str, ...]
    rest: str = field(default="", repr=False)
    is_hushed: bool = False  # QUIET stands beside it
    is_guess: bool = False  # a slip that may be a word of its own: where an officer has asked, it is the answer
    is_own: bool = False  # in other words than those that we teach, which where an officer has asked may be the answer

    def language(self, of_the_tip: str) -> str:
        """Return the language to answer in: the word's own, unless people of the tip's language use it too.

        STOP, STATUS and the like are on posters: whoever sends them in English may well have told a tip in French.
        Words of one Creole are spelt like those of the other.
        """
        are_creoles = of_the_tip in _CREOLES and not set(_CREOLES).isdisjoint(self.languages)
        is_theirs = of_the_tip in self.languages or DEFAULT in self.languages
        if of_the_tip in languages() and (is_theirs or are_creoles):
            return of_the_tip
        return self.languages[0]


_LONGEST_QUIET = 8  # words
_QUOTES = "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb()[]"
_MARKS = " \t\n\r.,:;!\u2026-\u2013\u2014*/" + _QUOTES
_PARTS = re.compile(r"[.,;:!?/&+\n\u2026]+")
_FIRST = (Wish.FORGET, Wish.QUIET, Wish.STOP, Wish.SURE, Wish.WITHDRAW, Wish.RECEIPT, Wish.STATUS, Wish.REWARD)
_CREOLES = ("acf", "ht")
BEFORE_A_TIP = (Wish.NEW, Wish.QUIET)
_EXACT = (Wish.FORGET, Wish.NEARLY, Wish.NEW, Wish.START, Wish.WITHDRAW)
_REPEATED = re.compile(r"^\W*(\w+)(?:\W+\1\b)+", re.IGNORECASE)
_WORD_AND_REST = re.compile(r"([^\n:]{2,30})(?::|\n)(.+)", re.DOTALL)


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def languages() -> tuple[str, ...]:
    return tuple(words()["texts"])


def text(language: str, name: str, **parts: str) -> str:
    """One text message, in English where the language is not ours. `receipt` is already grouped."""
    said: str = words()["texts"].get(language, words()["texts"][DEFAULT])[name]
    return said.format(hotline=settings.HOTLINE_NUMBER, emergency=settings.EMERGENCY_NUMBER, **parts)


def wish(said: str) -> Asked | None:
    """What a text asks for that is nothing but a word of ours, or begins with NEW: or QUIET and then tells; else None.

    "STOP the man who sells there" is a tip.
    """
    said = without_signature(said)
    whole = put_together(bare(said))
    alone = wish_alone(whole) or _several(said) or _once(whole)
    if alone:
        return _as_spelled(alone, said)
    before, why = _before_it(said) or _behind_it(said), request_in(whole)
    within = why if why and why.has_reason else wish_for_silence(said)
    if before and (before.wish is Wish.NEW or within is not why):
        return replace(before, is_hushed=within is not None)
    return Asked(Wish(within.wish), within.languages, said.strip()) if within else before


def _before_it(said: str) -> Asked | None:
    """Find NEW or QUIET before a tip. Before a colon QUIET may be mistyped; and it may stand there twice."""
    said = _REPEATED.sub(r"\1", said.strip())
    split = _WORD_AND_REST.fullmatch(said)
    word, rest = (bare(split[1]), split[2].strip()) if split else ("", "")
    before = _understood().get(word)
    is_told = tells_of_silence(word, rest, words()["quiet_or_tip"])
    if before and bare(rest) and (before.wish is Wish.NEW or (word in _words_of_quiet()[0] and not is_told)):
        return Asked(before.wish, before.languages, rest)
    if bare(rest) and (slip := _slip_of_quiet(word)):
        return replace(slip, rest=said)
    return _before_a_tip(said)


def _slip_of_quiet(word: str) -> Asked | None:
    """Understand what stands before a colon and is nearly a word of QUIET. It may be a name: it is kept."""
    found = nearest(word, *_words_of_quiet()) if word not in words()["slips"]["people_use"] else None
    return found[1] if found else None


@cache
def _words_of_quiet() -> tuple[dict[str, Asked], frozenset[str]]:
    """Return the words of QUIET that may stand before a tip, and which of them we teach."""
    quiet = {one: asked for one, asked in _understood().items() if asked.wish is Wish.QUIET and not asked.is_own}
    return quiet, frozenset(quiet.keys() & set(words()["slips"]["taught"]))


def _behind_it(said: str) -> Asked | None:
    """Find QUIET behind a tip; of FORGET there the phone is told how it is sent, for only alone it destroys.

    A mark before it, or capitals, part it from words of the tip: "the street was quiet". A comma does with words that
    end no tips. STOP is QUIET there with both: "make it STOP" and "he beats me. Stop." are cries.
    """
    listed = words()["quiet_or_tip"]
    last = last_word(said, listed["thanks"], listed["keeps"])
    asked = _understood().get(bare(last.word)) if last else None
    if not last or not asked:
        return None
    is_apart = last.is_apart or last.is_shouted
    if asked.wish is Wish.QUIET and not asked.is_own and (is_apart or last.told.endswith(",")):
        is_meant = is_apart or bare(last.word) not in listed["words"]
        return replace(asked, rest=last.told) if is_meant else None
    if asked.wish is Wish.STOP and last.is_apart and last.is_shouted:
        return Asked(Wish.QUIET, asked.languages, last.told)
    is_forget = asked.wish is Wish.FORGET and not asked.is_own
    return Asked(Wish.NEARLY, asked.languages, said.strip(), is_own=True) if is_forget and is_apart else None


def _before_a_tip(said: str) -> Asked | None:
    """Find QUIET or NEW before a tip with another mark than a colon, or QUIET as a whole sentence.

    "Quiet street…" and "Quiet, dark street…" are tips. A sentence that goes on with a comma or no mark at all may be
    both, so all of it is the tip: "Don't text me, they moved".
    """
    for word in reversed([*islice(re.finditer(r"\w+", said), _LONGEST_QUIET)]):
        typed, rest = said[: word.end()], said[word.end() :].lstrip(_QUOTES)
        before = _understood().get(bare(typed))
        is_meant = before and bare(rest) and _is_meant(before, typed, rest)
        if before and before.wish in BEFORE_A_TIP and is_meant:
            mark = APART.match(rest)
            goes_on = " " in bare(typed) and (mark is None or mark[0].startswith(","))
            return Asked(before.wish, before.languages, said.strip() if goes_on else rest.lstrip(_MARKS).rstrip())
    return None


def _is_meant(asked: Asked, typed: str, rest: str) -> bool:
    listed = words()["quiet_or_tip"]
    return is_new(typed, rest) if asked.wish is Wish.NEW else not asked.is_own and is_quiet(typed, rest, listed)


def _once(said: str) -> Asked | None:
    """Understand a word that was sent several times: "FORGET FORGET". Or one that is nearly ours.

    Of what is nearly FORGET the phone is told how that is spelt: "forgot" may be something else.
    """
    typed = said.split()
    is_one = len(set(typed)) == 1
    word = typed[0] if is_one else min(without_please(said), key=len)
    if is_one and word in _understood():
        return _understood()[word]
    if " " in word or word in words()["slips"]["people_use"]:
        return None
    found = nearest(word, _nearly(), words()["slips"]["taught"])
    if found is None or (found[1].wish is Wish.HELP and not is_one):  # "hellp please" is a cry
        return None
    return replace(found[1], is_guess=found[0] is not Slip.STRETCHED)


@cache
def _nearly() -> dict[str, Asked]:
    """Return what a slip of each word does. One of STOP silences the phone: that protects, and destroys nothing."""
    others = {Wish.FORGET: Wish.NEARLY}
    return {
        word: replace(asked, wish=Wish.QUIET if word in _stops() else others.get(asked.wish, asked.wish))
        for word, asked in _understood().items()
    }


def _as_spelled(asked: Asked, said: str) -> Asked:
    """Put the languages first that spell a word so: "éd" is Kwéyòl, "èd" is Haitian Creole, and ED may be both.

    The provider knows STOP as it stands alone, and lets texts through where a mark or a word is beside it: that is
    QUIET. Nor is a word for stopping in another language answered.
    """
    typed = unicodedata.normalize("NFC", said.strip(_MARKS).casefold())
    listed = words()["understood"].get(asked.wish, {})
    stops = asked.wish is Wish.STOP or (asked.wish is Wish.FORGET and is_stop(said))
    is_bare = typed.replace(" ", "").isalpha() and len(typed) == len(unicodedata.normalize("NFC", said.strip()))
    if stops and not (is_bare and bare(said) in _understood()):
        return Asked(Wish.QUIET, asked.languages, is_own=_exact().isdisjoint((typed, *bare(said).split())))
    exact = [language for language in asked.languages if isinstance(listed, dict) and typed in listed.get(language, ())]
    if not exact and set(_CREOLES) <= {*asked.languages}:  # only Kwéyòl writes é
        exact = [_CREOLES["é" not in typed and not {*"èò"}.isdisjoint(typed)]]
    is_past = asked.wish is Wish.FORGET and typed.endswith("\u00e9") and asked.languages[0] not in _CREOLES  # "oublié"
    ordered = tuple(dict.fromkeys((*exact, *asked.languages)))
    return replace(asked, languages=ordered, is_own=asked.is_own or is_past, is_hushed=asked.is_hushed or stops)


def is_stop(said: str) -> bool:
    """Whether a text is nothing but words for stopping."""
    whole = put_together(bare(said))
    return whole != "" and (whole in _stops() or _stops().issuperset(whole.split()))


def may_tell(said: str) -> bool:
    """Whether a text is one word of QUIET that may tell something beside a tip: "cancelled" of a drop."""
    return bare(said) in words()["slips"]["may_tell"]


@cache
def _exact() -> frozenset[str]:
    return frozenset(words()["exact"]["words"])


@cache
def _stops() -> frozenset[str]:
    return frozenset(map(bare, (*words()["understood"][Wish.STOP], *words()["slips"]["stops"])))


@cache
def _understood() -> dict[str, Asked]:
    heard: dict[str, Asked] = {}
    exact, ends = _exact(), frozenset(words()["slips"]["ends"])
    for name, listed in words()["understood"].items():
        by_language = listed if isinstance(listed, dict) else {DEFAULT: listed}
        for language, plain in by_language.items():
            for word in map(bare, plain):
                earlier = heard[word].languages if word in heard else ()
                is_own = word in ends if name == Wish.QUIET else name in _EXACT and word not in exact
                heard[word] = Asked(Wish(name), (*earlier, language), is_own=is_own)
    return heard


def without_please(said: str) -> list[str]:
    """Return a text without each of the polite words before or behind it."""
    return [said.removeprefix(f"{one} ").removesuffix(f" {one}") for one in words()["polite"]["words"]]


def wish_alone(said: str) -> Asked | None:
    """Understand a text that is nothing but one request: a word of ours, one in people's own words, or WITHDRAW with a
    yes before or behind it.
    """
    if said in _understood():
        return _understood()[said]
    polite = next((asked for one in without_please(said) if (asked := _understood().get(one))), None)
    if polite and polite.wish in (Wish.STATUS, Wish.WITHDRAW, Wish.REWARD):
        return polite
    own = request_in(said)
    if own and not own.has_reason:
        return Asked(Wish(own.wish), own.languages, is_own=True)
    sure = _surely(said)
    return Asked(Wish.SURE, sure.languages) if sure else None


def _surely(said: str) -> Asked | None:
    for language, yes in ((language, bare(yes)) for language, listed in words()["yes"].items() for yes in listed):
        rest = said.removesuffix(f" {yes}") if said.endswith(f" {yes}") else said.removeprefix(f"{yes} ")
        asked = wish_alone(rest) if rest != said else None
        if asked and asked.wish is Wish.WITHDRAW and language in (*asked.languages, DEFAULT):
            return asked
    return None


def _several(said: str) -> Asked | None:
    """Understand some requests one after the other: "FORGET. STATUS". What protects most is obeyed."""
    asked = [wish_alone(bare(part)) for part in _PARTS.split(said) if bare(part)]
    found = [one for one in asked if one and one.wish in _FIRST]
    if not 1 < len(found) == len(asked):
        return None
    first = min(found, key=lambda one: _FIRST.index(one.wish))
    return replace(first, is_hushed=any(one.wish in (Wish.QUIET, Wish.STOP) for one in found))
