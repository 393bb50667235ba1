"""Whose last name stands in words, be it alone: on a small island it may be a neighbour's, and it may be the officer's.

A first name alone is half the island's; behind a word for police ("officer Anton") it is an officer's.
It decides only who is not shown a tip, so it looks for too many rather than for too few.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from reports.sounding import sounds_of, sounds_of_name

_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.!?\n]+")
_INITIAL = re.compile(r"(?<=\w)(?:[ _.-][\"“(]?|(?<=[a-z]{3})(?=[A-Z]))([^\W\d_])(?![^\W\d_]|['’])(\.?)")
_MARKS_BEFORE = ".!?\n"  # "" too: where the text begins
_OPENING = " \"'“‘("
# Last names that are words of every day: they count only where they are written as names.
_EVERYDAY = """black white brown green grey gray short long little small young strong good best rich poor may day hill
wood field church street king rose bay price power stone bell cross park home house ball ford moon winter summer"""
_WORDS_TOO = frozenset(_EVERYDAY.split())
_FIRST_EVERYDAY = "will mark grace joy faith hope june april dawn art bill frank grant pat rob"
EVERYDAY = _WORDS_TOO.union(_FIRST_EVERYDAY.split())
"""Names that are words of every day, in small letters."""
_FOR_RANKS = """pc wpc constable constabel corporal cpl sergeant sargent seargent sarge sgt inspector inspecter insp
superintendent supt asp detective det sajan sarjan sejan kaporal enspekte sargento konstab
konstabl kostab korporal sajen enspekta inspekte brigadier lieutenant commissaire komise"""
_FOR_POLICE = """officer police cop policeman policewoman polis polisye lapolis policier policiere gendarme agente
oficial officers cops policemen policia inspectora inspectrice sargenta policias policiers agentes
polisman poliswoman polismen ofisye ofise"""
_FOR_TITLES = """miss mister mr mrs ms madam madame madanm mamzel misye monsieur senor senora don dona auntie uncle"""
_TITLES = frozenset(_FOR_TITLES.split())
_RANKS = frozenset(_FOR_RANKS.split())
_POLICE = _RANKS.union(_FOR_POLICE.split())
_VOWELS = re.compile("[aeiou]")
_NEAR = 12  # words between a name and a word for police
_FORGIVING = 4  # letters of a last name in which one wrong letter is forgiven
_LONG = 7  # letters of first and last name in one piece that no other word holds by chance
_SHORT, _ROLE = 2, 6  # words of a line that holds a name, and of one beside it that says what he is
_NO_WORDS = frozenset("fghjpqvz")  # letters that are no word and stand for none in any language here
_WITH = frozenset(["at", "in", "from", "with", "of", "a", "nan", "adan", "lan", "de", "du", "en", "chez"])
_ARTICLES = frozenset(["the", "la", "le", "l"])
_FOR_PLACES = "police polis lapolis policia station stasyon comisaria commissariat poste headquarters"
_PLACES = frozenset(_FOR_PLACES.split())
_OF_POLICE = _PLACES | _POLICE
_FOR_UNITS = "narcotics narcotic nakotik narcs cid ssu trafficking standards oversight unit squad jandam"
_UNITS = frozenset(_FOR_UNITS.split())
# "a police man they call anton", "police madam Feliks"
_BETWEEN = "man woman boy guy lady madam madanm fanm nonm femme mujer name named called who is they call ki yo kriye"
_CALLED = frozenset(_BETWEEN.split())
_TO_POLICE = """she he her him who that is s the a an one in with from at of for work works working does do did
la li ki se est fi nonm fanm madanm femme homme mujer hombre lady woman gyal nan lan travay que es el una un
d da dat de du des del ka twavay aka"""
_LEADING = frozenset(_TO_POLICE.split())
_WITH_YOU = re.compile(  # "Rita who work with all you": to the police themselves
    r"\b(\w+) (?:(?:who|that|she|he|ki|qui|que|does|do|ka|ap|dat) ){0,3}"
    r"(?:works?|working|travay|twavay|travaille|trabaja)"
    r" (?:with|for|by|in|epi|ak|avec|con|pou|chez|nan|an) (?:all ?you|allu|alyu|all yu|you all|zot|nou|vous|ustedes)\b"
)
_HEARD = "ph=f ci=sh oo=u ou=u ew=u ee=i ei=i x=ks ck=k z=s y=i"  # how a name is written by who only heard it
_SOUNDS = tuple(pair.split("=") for pair in _HEARD.split())


def namesakes(words: str, names: Iterable[str]) -> set[str]:
    """Return those of these names whose last word stands in `words`, or the first behind a word for police.

    Also with an s, for a text has no apostrophe; a last name of several words in one piece ("jnbaptiste"), and first
    and last in one ("antonjules758"); the first with the initial of the last; with a letter wrong behind a rank, or
    written as a name, or in a text of small letters, behind a word for police or the first name; and either as it
    sounds where it stands with a word for police, be it the first word of a text.
    """
    sentences = [[_fold(word) for word in _WORD.findall(sentence)] for sentence in _SENTENCE.split(words)]
    said = [word for sentence in sentences for word in sentence]
    near = _near_police(said)
    titled = near.intersection(_behind(_TITLES, said))  # "Miss Thecla does play cards with the officers"
    found = {*said, *(word.rstrip("0123456789") for word in said if word[-1].isdecimal())}
    police = {*_behind(_POLICE, said), *_before_police(said), *_led_to_police(said), *titled}
    police.update(_WITH_YOU.findall(" ".join(said)))
    as_names = {_fold(word) for word in _written_as_names(words)}
    marks, initials = sounds_of({*_bound(sentences), *_of_a_role(words)}), _initials(words, police)
    together = " ".join(word for word in found if len(word) >= _LONG)
    has_no_names = words.islower() or words.isupper()  # none is written as one
    called = set(_behind(_RANKS, said)) | (police if has_no_names else (police | near) & as_names)
    pairs = _pairs_by_sound(said)
    told = set()
    for name in names:
        parts = _parts(name)
        last, first = parts[-1:], parts[:1] if len(parts) > 1 else ()
        is_by_last = _is_among(last, as_names if _WORDS_TOO.issuperset(last) else found)
        is_by_first = _is_among(first, police & as_names if EVERYDAY.issuperset(first) else police)
        is_heard = _is_misspelt(parts, called | _beside_first(first, said, as_names)) or _are_both_heard(parts, pairs)
        sounds_so = bool(marks) and any(_sounds_so(one, marks) for one in (*first, *last))
        is_in_part = _is_in_one(parts, found, together) or bool(initials and _has_initial(parts, initials))
        if is_by_last or is_by_first or is_heard or sounds_so or is_in_part:
            told.add(name)
    return told


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    """The folded words of an officer's name."""
    return tuple(_fold(part) for part in _WORD.findall(name))


def _is_in_one(name: tuple[str, ...], words: Set[str], together: str) -> bool:
    """Whether a last name of several words stands there in one piece, or first and last, in either order."""
    if len(name) > 2 and not words.isdisjoint(("".join(name[1:]), f"{''.join(name[1:])}s")):
        return True
    both, short = _in_one(name)
    return not short.isdisjoint(words) or any(one in together for one in both)


@lru_cache(maxsize=4096)
def _in_one(name: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """First and last name in one piece, in either order, with and without what stands between: those that no other word
    holds by chance, and those that are a word by themselves, as the last with the initial is ("mreid").
    """
    if len(name) < 2:
        return frozenset(), frozenset()
    first, *rest, last = name
    ways = {f"{first}{last}", f"{last}{first}", "".join(name), "".join((*rest, last, first))}
    both = frozenset(way for way in ways if len(way) >= _LONG)
    letter = {f"{first[0]}{last}", f"{last}{first[0]}"} if len(last) >= _FORGIVING and last not in EVERYDAY else set()
    return both, frozenset(ways - both | letter)


def _sounds_so(name: str, marks: Set[str]) -> bool:
    """Whether a name that is no word of every day sounds like one of the words with these marks."""
    return len(name) >= _FORGIVING and name not in EVERYDAY and not sounds_of_name(name).isdisjoint(marks)


def _initials(words: str, police: Set[str]) -> set[tuple[str, str]]:
    """Return the words before a letter that stands for a last name, as they are written and sound, with the letter.

    It is a capital, has a full stop, is no word, or stands with a word for police: "anton j from the station".
    """
    told = set()
    for match in _INITIAL.finditer(words):
        letter, stop = match.groups()
        is_written = letter.isupper() and letter != "I" and not words.isupper()
        initial, before = _fold(letter), _WORD.findall(words[max(0, match.start() - 40) : match.start()])[-1:]
        if before and (is_written or stop or initial in _NO_WORDS or initial in police):
            first = _fold(before[0])
            told |= {(one, initial) for one in (first, *sounds_of({first}))}
    return told


def _has_initial(name: Sequence[str], told: Set[tuple[str, str]]) -> bool:
    """Whether a first name stands there with the initial of the last: "Anton J."."""
    first = name[0]
    heard = sounds_of_name(first) if len(first) >= _FORGIVING and first not in EVERYDAY else ()
    return any((one, part[0]) in told for one in (first, *heard) for part in name[1:])


def _is_among(name: Sequence[str], words: set[str]) -> bool:
    return any(len(one) > 1 and not words.isdisjoint((one, f"{one}s")) for one in name)


def is_a_letter_off(word: str, name: str) -> bool:
    """Return whether a name of four letters or more has one wrong, lacking or too many, or two that changed places.

    As it is written or as it is heard, for who only heard it writes it so: Phelix, Jools, Reed. Long names also with
    other vowels: Ogisten.
    """
    if _is_nearly(word, name) or _is_nearly(_heard(word), _name_heard(name)):
        return True
    bones = _VOWELS.sub("", _name_heard(name))
    return len(bones) >= _FORGIVING and bones == _VOWELS.sub("", _heard(word))


def _is_nearly(word: str, name: str) -> bool:
    if word == name:
        return True
    if len(name) < _FORGIVING or abs(len(name) - len(word)) > 1:
        return False
    start = next((at for at, (ours, theirs) in enumerate(zip(word, name, strict=False)) if ours != theirs), None)
    if start is None:
        return len(word) != len(name)
    ours, theirs = word[start:], name[start:]
    is_swapped = ours[1::-1] == theirs[:2] and ours[2:] == theirs[2:]
    return is_swapped or ours[1:] == theirs[1:] or ours[1:] == theirs or ours == theirs[1:]


@lru_cache(maxsize=4096)
def _name_heard(name: str) -> str:
    """What an officer's name sounds like. A word of a tip is never asked for here: it stays in the process's memory."""
    return _heard(name)


def _heard(word: str) -> str:
    word = f"j{word[1:]}" if word.startswith("y") else word  # as Spanish writes what it hears: Yuls
    for sign, sound in _SOUNDS:
        word = word.replace(sign, sound)
    return word


def _is_misspelt(name: Sequence[str], words: Iterable[str]) -> bool:
    return bool(name) and any(is_a_letter_off(word, name[-1]) for word in words)


def _pairs_by_sound(said: Sequence[str]) -> Mapping[str, list[tuple[str, str]]]:
    """Return the words beside each other by the sounds that they begin with: few are looked at for a name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for both, sounds in zip(pairwise(said), pairwise(_heard(word)[:1] for word in said), strict=True):
        found.setdefault("".join(sounds), []).append(both)
    return found


def _are_both_heard(name: Sequence[str], pairs: Mapping[str, list[tuple[str, str]]]) -> bool:
    """Whether first and last name stand beside each other as they sound: "Reeta Feliks"."""
    if len(name) < 2 or not EVERYDAY.isdisjoint(name) or min(len(name[0]), len(name[-1])) < _FORGIVING:
        return False
    near = pairs.get(f"{_name_heard(name[0])[:1]}{_name_heard(name[-1])[:1]}", ())
    return any(_heard(one) == _name_heard(name[0]) and is_a_letter_off(two, name[-1]) for one, two in near)


def _beside_first(first: Sequence[str], said: Sequence[str], as_names: Set[str]) -> set[str]:
    """Return the words with a capital that stand right behind a first name, and whatever stands before it."""
    behind = {word for before, word in pairwise(said) if before in first and word in as_names}
    return behind.union(word for word, behind in pairwise(said) if behind in first)


def _bound(sentences: Iterable[list[str]]) -> Iterator[str]:
    """Yield what stands with a word for police in one sentence: beside it, or with but small words between."""
    for said in sentences:
        if not _OF_POLICE.isdisjoint(said) or not _UNITS.isdisjoint(said):
            said = ["police" if word in _UNITS else word for word in said]
            yield from (*_behind(_POLICE, said), *_before_police(said), *_led_to_police(said, others=1))


def _of_a_role(words: str) -> Iterator[str]:
    """Yield the words of a short line beside one that says who is of the police: "Feliks" under "police madam"."""
    lines = words.split("\n") if "\n" in words else ()
    for one, two in pairwise([[_fold(word) for word in _WORD.findall(line)] for line in lines]):
        for name, role in ((one, two), (two, one)):
            if len(name) <= _SHORT and len(role) <= _ROLE and not _OF_POLICE.isdisjoint(role):
                yield from name


def _behind(signs: Set[str], said: list[str]) -> Iterator[str]:
    """Yield what such a word for police is followed by: "officer anton", "a police name anton"."""
    for at, word in enumerate(said):
        if word in signs:
            yield from [one for one in said[at + 1 : at + 6] if one not in _CALLED and one not in _POLICE][:1]


def _before_police(said: Sequence[str]) -> Iterator[str]:
    """Yield who is said to sit with the police: "rita at the police", "anton from the police station"."""
    for at, word in enumerate(said):
        if word in _WITH:
            yield from said[at - 1 : at] if _PLACES.intersection(_first_but(_ARTICLES, said[at + 1 : at + 3])) else ()


def _near_police(said: Sequence[str]) -> set[str]:
    """The words around each word for police: "that Ried woman … the detective"."""
    places = (at for at, word in enumerate(said) if word in _OF_POLICE)
    return {word for at in places for word in said[max(0, at - _NEAR) : at + _NEAR]}


def _led_to_police(said: Sequence[str], *, others: int = 0) -> Iterator[str]:
    """Yield of whom small words lead to the police: "marcia, she's police", "lena, fi ki nan lapolis".

    Behind a small word, so many `others` may stand among them: "Jools the dirty cop".
    """
    for at, word in enumerate(said):
        ahead = said[at + 1 : at + 7]
        place = next((place for place, one in enumerate(ahead) if one in _OF_POLICE), None)
        if place is None or word in _LEADING:
            continue
        unknown = [one for one in ahead[:place] if one not in _LEADING]
        if not unknown or (len(unknown) <= others and ahead[0] in _LEADING and ahead[place] in _POLICE):
            yield word


def _first_but(skipped: Set[str], words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in skipped][:1]


def _written_as_names(words: str) -> set[str]:
    """Return the words that begin with a capital where no sentence begins; none of a text that is all capitals."""
    if words.isupper():
        return set()
    found = ((match.group(), match.start()) for match in _WORD.finditer(words) if match.group()[0].isupper())
    return {word for word, at in found if _before(words, at) not in _MARKS_BEFORE}


def _before(words: str, at: int) -> str:
    """The last sign before a word that is no blank, quote or bracket; "" where it begins the text."""
    while at and words[at - 1] in _OPENING:
        at -= 1
    return words[max(0, at - 1) : at]


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
