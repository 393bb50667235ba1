"""Whose words a tip is: a child's, of who is held, or of who may take his own life. No finding of triage.

They say which help line the page names, and who must not be held up by a warning. Every language counts, for a few
words tell none.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import GIVEAWAYS, Hit, concepts

_YEARS = range(5, 18)
"""Of a child that can write."""
_NEAR = 4
"""Words between who does it and what is done: "my stepfather come home drunk and beats me"."""
_BEHIND = 1
"""And where it is told before it: "he touches me, my uncle"."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LIVING = frozenset(["live", "living", "life", "vivre", "vie", "vivir", "viviendo", "vida", "viv", "lavi"])
_I = {"en": _set("i im id ill ive mi"), "acf": _set("mwen"), "fr": _set("je j"), "es": _set("yo"), "ht": _set("mwen m")}
_OTHERS = {
    "en": _set(
        "he she they it you who him them make makes made making man husband boyfriend ex wife brother boss people"
    ),
    "acf": _set("i li y yo"),
    "fr": _set("il elle ils elles on qui tu donne"),
    "es": _set("ella ellos ellas quien da"),
    "ht": _set("li l yo y"),
}
"""Whose words or deeds it is then, by language; `make`: the noise makes me want it."""
_BY_HAND = 3
"""Words between pills that were taken and where they went: "all the pills he had"."""
_SUBJECT = 5
"""Words between who does it and what is done, itself counted."""
_SAYING = _set("""say says said saying tell tells told write wrote di dit dise ecrit dice dijo dicen
    escribio ekri""")
_THAT = frozenset(["that", "me", "us", "que", "qu", "ke"])
_DENIED = _set("no not never doh don dont won wont wouldn didn pas jamais plus pa nunca tampoco")
_WANTING = _set("""want wanna going go gonna to will would t tengo quiero voy a ganas envie ai veux vais d de m me mwen
    vle ap kay pral""")
"""Between a denial and what is denied."""
_IDIOM = _set("work working laugh laughing travay trabajando travailler than que pase plutot")
"""Right behind it: to kill oneself with work; to rather die than talk."""
_NO_BLOW = _set("""cards dominoes domino dominos draughts chess pool ludo cricket cartes cartas ajedrez kat domine
    sueldo salario car van truck bus bike jeep motorbike voiture camion carro camioneta moto machin loto""")
"""Shortly behind it: a game, wages, or what somebody drives."""


def writes_as_child(draft: Draft) -> bool:
    """Whether a child may have written it: by its years, by what it says of itself, or by who does what to it."""
    if _heard(draft, "child_says") or any(_is_age(draft, hit) for hit in _heard(draft, "my_years")):
        return True
    if _heard(draft, "touched_below") and _heard(draft, "says_secret"):
        return True
    done = _heard(draft, "done_to_child")
    elders = [hit for hit in _heard(draft, "childs_elder") if not _is_partner(draft, hit)] if done else []
    return any(_does(draft, elder, deed) for deed in done for elder in elders)


def says_held(draft: Draft) -> tuple[Span, ...]:
    """Where it says of who writes it that she is held, or made to work."""
    return tuple(draft.span(hit) for hit in _heard(draft, "held_says") if _is_blow(draft, hit))


def tells_of_own_body(draft: Draft, victim: Sequence[Span]) -> bool:
    """Whether what marks the writer as a victim is a blow or a touch, and not a theft beside somebody else's blows."""
    done = [hit for idea in ("done_to_child", "done_to_grown") for hit in _heard(draft, idea) if _is_blow(draft, hit)]
    return any(at.start < span.end and span.start < at.end for at in map(draft.span, done) for span in victim)


def says_despair(draft: Draft) -> tuple[Span, ...]:
    """Where it says of who writes it that he may take his own life."""
    told = _heard(draft, "despair_says")
    elsewhere = {hit.first for hit in _heard(draft, "lives_where")} if told else set()
    said = [hit for hit in told if hit.last not in elsewhere or draft.tokens[hit.last - 1].text not in _LIVING]
    own = [hit for hit in said if _whose(draft, hit) != "others" and _is_meant(draft, hit)]
    deeds = _heard(draft, "despair_if_i")
    figures = {hit.first for hit in _heard(draft, "no_poison")} if deeds else set()
    deeds = [hit for hit in deeds if hit.last not in figures]
    own += [hit for hit in deeds if _whose(draft, hit) == "i" and _is_meant(draft, hit)]
    return tuple(draft.span(hit) for hit in (*own, *_took_pills(draft)))


def _took_pills(draft: Draft) -> Iterator[Hit]:
    """Where the writer swallowed pills, and did not take them from somebody: by their number, or by a farewell."""
    swallowed = _heard(draft, "swallowed_all")
    away = [hit.first for hit in _heard(draft, "took_away")] if swallowed else []
    for hit in swallowed:
        clause = draft.tokens[hit.first].clause
        gone = any(hit.last <= at < hit.last + _BY_HAND and draft.tokens[at].clause == clause for at in away)
        if not gone and _whose(draft, hit) != "others" and _is_meant(draft, hit):
            yield hit
    if _heard(draft, "takes_leave"):
        yield from _heard(draft, "took_pills")


def _whose(draft: Draft, hit: Hit) -> str:
    """Whose it is by the nearest word that says so: "i", "others", or nothing where none does."""
    before, language = _before(draft, hit.first + 1), hit.term.language
    for back, word in enumerate(before[:_SUBJECT]):
        if word in _I[language]:
            return "others" if _is_quoted(before[back + 1 :], language) else "i"
        if back and word in _OTHERS[language]:
            return "others"
    return "others" if _is_quoted(before[1:], language) else ""


def _is_quoted(before: list[str], language: str) -> bool:
    """Whether somebody else says it: "my sister said I want to die"."""
    said = next((at for at, word in enumerate(before[:3]) if word in _SAYING), None)
    if said is None or not _THAT.issuperset(before[:said]):
        return False
    return not _I[language].intersection(before[said + 1 : said + 3])


def _is_meant(draft: Draft, hit: Hit) -> bool:
    """Whether nothing denies it and it is no figure of speech."""
    tokens, inside = draft.tokens, {token.text for token in draft.tokens[hit.first : hit.last]}
    if any(
        token.text in _IDIOM and token.clause == tokens[hit.first].clause for token in tokens[hit.last : hit.last + 1]
    ):
        return False
    denies = next((word for word in _before(draft, hit.first) if word not in _WANTING), "")
    whole = tokens[hit.first].text in _I[hit.term.language] or inside & _DENIED
    return bool(whole) or denies not in _DENIED


def _before(draft: Draft, at: int) -> list[str]:
    """The words before a place in its clause, the nearest first."""
    clause = draft.tokens[at - 1].clause if at else 0
    return [token.text for token in reversed(draft.tokens[max(0, at - _SUBJECT - 4) : at]) if token.clause == clause]


def _is_blow(draft: Draft, hit: Hit) -> bool:
    near = draft.tokens[hit.last : hit.last + 4]
    return not any(token.text in _NO_BLOW and token.clause == draft.tokens[hit.first].clause for token in near)


def _heard(draft: Draft, idea: str) -> list[Hit]:
    return [hit for hit in draft.hits_in(GIVEAWAYS) if hit.term.means == idea]


def _is_age(draft: Draft, said: Hit) -> bool:
    """Whether a child's years follow; in English the word for years may lack, at the end: "I am 12"."""
    tokens, at = draft.tokens, said.last
    if at >= len(tokens) or tokens[at].clause != tokens[said.first].clause or tokens[at].text not in _ages():
        return False
    units = [hit for hit in _heard(draft, "years_old") if hit.first == at + 1]
    ends = at + 1 == len(tokens) or tokens[at + 1].clause != tokens[at].clause or tokens[at + 1].text == "and"
    return bool(units) or (said.term.language == "en" and ends)


@cache
def _ages() -> frozenset[str]:
    words = "five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    return frozenset(
        [
            *map(str, _YEARS),
            *words.split(),
            *(f"{years}{unit}" for years in _YEARS for unit in ("yrs", "yo", "ans", "an")),
        ]
    )


def _is_partner(draft: Draft, elder: Hit) -> bool:
    """Whether it is the other parent of the writer's child: "my baby father"."""
    tokens = draft.tokens
    near = tokens[max(0, elder.first - 2) : elder.last + 3]
    return any(token.text in _others() and token.clause == tokens[elder.first].clause for token in near)


@cache
def _others() -> frozenset[str]:
    said = concepts()["others_child"].values()
    return frozenset(word for words in said for word in (each.strip() for each in words.split(",")))


def _does(draft: Draft, elder: Hit, deed: Hit) -> bool:
    if {elder.term.language, deed.term.language} - _tongue(elder):
        return False
    if elder.last <= deed.first:
        same = draft.tokens[elder.first].clause == draft.tokens[deed.first].clause
        return same and deed.first - elder.last <= _NEAR
    return 0 <= elder.first - deed.last <= _BEHIND


def _tongue(hit: Hit) -> frozenset[str]:
    return frozenset(("acf", "ht")) if hit.term.language in ("acf", "ht") else frozenset((hit.term.language,))
