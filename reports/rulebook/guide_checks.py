"""What a guide has to hold before anybody may put it in force; all that is wrong with its words is told at once."""

from collections.abc import Iterable, Iterator, Mapping

from reports.guides import Guide, GuideRefused, House, guide, languages, whole
from reports.guides.house import ENGLISH, Table
from reports.rulebook.asking_who import asking_who
from reports.rulebook.guide_weight import too_heavy
from reports.rulebook.kind_names import is_of_another
from reports.rulebook.leading_away import leading_away

ALWAYS_OFFERED = ("human_trafficking", "misconduct", "other")
"""The short way asks of the first; nobody silences what is said about the police; the last is for what fits nowhere."""
MOST_QUESTIONS, MOST_OPTIONS, MOST_FIELDS = 20, 12, 190
LONGEST = {"title": 60, "advice": 200, "ask": 80, "hint": 120, "option": 70}
_LISTS = ("one", "pick", "many")
_WITH_ENGLISH = ("title", "ask", "option")


class BadGuide(Exception):
    """A guide that nobody may put in force.

    `reason` is one of: english, long, options, first, many, fields, none, kept, who, away, named, heavy, broken.
    `language` and `said` tell where, and what in it. Of a fault in words, `part` is what they are (title, advice, ask,
    hint, option), and `text` holds them in each language. `others` are the further faults of the same guide.
    """

    def __init__(
        self, reason: str, language: str = "", said: str = "", *, part: str = "", text: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(reason, language, said)
        self.reason, self.language, self.said = reason, language, said
        self.part, self.text = part, text or {}
        self.others: tuple[BadGuide, ...] = ()

    @property
    def faults(self) -> tuple["BadGuide", ...]:
        """All that is wrong, this first."""
        return (self, *self.others)


def check(category: str, table: Table, tables: Mapping[str, Table]) -> Guide:
    """Return the guide in English. `tables` are the house's of all categories. Raises BadGuide."""
    if category in ALWAYS_OFFERED and not table["offered"]:
        raise BadGuide("kept")
    if not 0 < len(table["questions"]) <= MOST_QUESTIONS:
        raise BadGuide("many" if table["questions"] else "none")
    _raise([*_in_words(category, table, tables), *_in_order(table)])
    house = House(0, {category: table})
    made = {language: _made(category, language, house) for language in languages()}
    if _fields(made[ENGLISH]) > MOST_FIELDS:
        raise BadGuide("fields")
    heavy = ((language, too_heavy(ours, language)) for language, ours in made.items())
    _raise([BadGuide("heavy", language, str(bytes)) for language, bytes in heavy if bytes])
    return made[ENGLISH]


def _raise(faults: list[BadGuide]) -> None:
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]


def texts(table: Table) -> Iterable[tuple[str, str, str, str]]:
    """Yield each text: where it stands (title, advice, kind/ask, kind/crack), what it is, its language, its words."""
    for where, what, text in _texts(table):
        yield from ((where, what, language, words) for language, words in text.items())


def _texts(table: Table) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    for part in ("title", "advice"):
        yield part, part, table[part]
    for each in table["questions"]:
        for part in ("ask", "hint"):
            yield f"{each['id']}/{part}", part, each[part]
        for id, said in each["options"]:
            yield f"{each['id']}/{id}", "option", said


def _in_words(category: str, table: Table, tables: Mapping[str, Table]) -> Iterator[BadGuide]:
    known = {(where, language, words) for where, _what, language, words in texts(whole(category))}
    for where, what, text in _texts(table):
        for language, words in text.items():
            reason, said = "long" if len(words) > LONGEST[what] else "", words
            if not reason and (where, language, words) not in known:
                reason, said = _leading_astray(words, language)
                if not reason and what == "title" and is_of_another(category, words, tables):
                    reason, said = "named", words
            if reason:
                yield BadGuide(reason, language, said, part=what, text=text)
        if what in _WITH_ENGLISH and not text.get(ENGLISH):
            yield BadGuide("english", ENGLISH, part=what, text=text)


def _leading_astray(words: str, language: str) -> tuple[str, str]:
    """Return why words are not fit for tipsters, and which of them; "" where they are."""
    found = (("who", asking_who(words, language)), ("away", leading_away(words)))
    return next(((reason, pieces[0]) for reason, pieces in found if pieces), ("", ""))


def _in_order(table: Table) -> Iterator[BadGuide]:
    """Whatever a question is asked after stands before it, and has the answers that it waits for."""
    seen: dict[str, set[str]] = {}
    for each in table["questions"]:
        said = each["ask"].get(ENGLISH, "")
        if (each["kind"] in _LISTS) != bool(each["options"]) or len(each["options"]) > MOST_OPTIONS:
            yield BadGuide("options", ENGLISH, said)
        for earlier, answers in each["if"].items():
            if not answers or not set(answers) <= seen.get(earlier, set()):
                yield BadGuide("first", ENGLISH, said)
        seen[each["id"]] = {id for id, _words in each["options"]} | {"unknown"}


def _made(category: str, language: str, house: House) -> Guide:
    try:
        return guide(category, language, house)
    except GuideRefused as refused:
        raise BadGuide("broken", language, str(refused)) from None


def _fields(ours: Guide) -> int:
    blocks = [each for block in ours.blocks for n in range(1, block.most + 1) for each in block.numbered(n)]
    return sum(len(each.options) if each.kind == "many" else 1 for each in (*ours.single, *blocks))
