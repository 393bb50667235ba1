"""The guides as they ship are whole, in every language; and one that is not is refused with a word on why."""

import ast
import re
from pathlib import Path

import pytest

from reports import guides
from reports.guides import GuideRefused, House, categories, guide, languages, loading, titles, whole
from reports.guides.guide import UNKNOWN
from reports.models import Category
from tests.tables import each_of

MOST_FIELDS = 200  # Django reads no more fields of one form


def test_every_category_has_its_guide_and_the_name_it_has_at_the_desk() -> None:
    assert dict(titles("en")) == {value: str(label) for value, label in Category.choices}


@each_of(categories(), languages())
def test_a_guide_can_be_asked_in_every_language(category: str, language: str) -> None:
    ours = guide(category, language)
    assert 5 <= len(ours.own) <= 16
    assert [each.id for each in ours.single] == [each.id for each in guide(category).single]


@each_of(categories())
def test_every_list_ends_with_do_not_know(category: str) -> None:
    ours = guide(category)
    asked = [*ours.own, *ours.place, *ours.time, *ours.source, *(each for b in ours.blocks for each in b.questions)]
    assert all(each.options[-1].id == UNKNOWN for each in asked if each.options)


@each_of(categories())
def test_a_page_with_everything_filled_in_can_still_be_read(category: str) -> None:
    ours = guide(category)
    blocks = [each for block in ours.blocks for n in range(1, block.most + 1) for each in block.numbered(n)]
    fields = sum(len(each.options) if each.kind == "many" else 1 for each in (*ours.single, *blocks))
    assert fields + 5 <= MOST_FIELDS


NAMED = {
    "person": r"who|person|somebody",
    "vehicle": r"cars?|vehicles?|bus|drivers?|drives",
    "boat": r"boats?|yachts?|ship|pirogue",
}
"""Words of a question or an answer, and the block in which what they name can be described."""


@pytest.mark.parametrize("block", NAMED)
@pytest.mark.parametrize("category", categories())
def test_what_a_guide_names_can_be_described_in_it(category: str, block: str) -> None:
    ours = guide(category)
    said = [text for each in ours.own for text in (each.ask, each.hint, *(option.label for option in each.options))]
    names = [text for text in said if re.search(rf"\b({NAMED[block]})\b", text, re.IGNORECASE)]
    assert block in {each.name for each in ours.blocks} or not names, names


@each_of(languages())
def test_a_boat_is_asked_for_as_its_kind_needs(language: str) -> None:
    def asked(category: str) -> tuple[str, ...]:
        boat = next(each for each in guide(category, language).blocks if each.name == "boat")
        return tuple(each.ask for each in boat.questions if each.id in ("lands", "crew"))

    smuggled = asked("smuggling")
    assert smuggled == asked("drugs") == asked("other")
    otherwise = [asked(category) for category in ("theft", "robbery", "missing_person")]
    assert len({smuggled[0], *(lands for lands, _crew in otherwise)}) == 4
    assert len({smuggled[1], *(crew for _lands, crew in otherwise)}) == 4
    english = {each.ask for category in categories() for block in guide(category).blocks for each in block.questions}
    assert language == "en" or english.isdisjoint(text for each in otherwise for text in each)


def test_a_tip_of_an_older_edition_keeps_what_its_boat_was_asked() -> None:
    then, now = loading.guide_as_it_was("theft 2.1"), guide("theft")
    assert then is not None
    lands = {each.version: each.blocks[2].questions[4].ask for each in (then, now)}
    assert lands == {
        2: "Where does it lie or land, and at what hour?",
        3: "Where was it taken, and where is it now?",
    }


def test_a_tip_that_came_before_it_was_asked_is_shown_without_what_shows_it() -> None:
    then = loading.guide_as_it_was("homicide 2.1")
    assert then is not None
    asked = {each.id for each in then.single}
    assert "homicide.video_where" in asked
    assert "proof" not in asked


def test_a_house_that_changes_a_kind_keeps_how_its_boat_is_asked() -> None:
    house = House(5, {"theft": whole("theft")})
    for language in languages():
        assert guide("theft", language, house).blocks == guide("theft", language).blocks


def test_a_category_without_a_guide_gets_the_one_for_something_else() -> None:
    assert guide("ufo").category == "other"
    assert guide("drugs", "tlh").title == "Drugs"


WHOLE = 'version = 1\ntitle = "Drugs"\nblocks = ["person"]\n'


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ('[[questions]]\nid = "a"\nkind = "line"\n', "needs id, kind, ask"),
        ('[[questions]]\nid = "a"\nkind = "line"\nask = "A?"\nmust = true\n', "knows no"),
        ('[[questions]]\nid = "a"\nkind = "one"\nask = "A?"\n', "a list has options"),
        ('[[questions]]\nid = "a"\nkind = "essay"\nask = "A?"\n', "is one of"),
        ('[[questions]]\nid = "A b"\nkind = "line"\nask = "A?"\n', "is no id"),
        ('[[questions]]\nid = "a"\nkind = "line"\nask = "' + "A" * 90 + '"\n', "longer than 80"),
        ('[[questions]]\nid = "a"\nkind = "line"\nask = "A?"\n' * 2, "asked twice"),
        ('[[questions]]\nid = "a"\nkind = "line"\nask = "A?"\nif = { b = ["yes"] }\n', "no earlier question drugs.b"),
        ('[weights]\nhard = ["a:b"]\n[[questions]]\nid = "a"\nkind = "line"\nask = "A?"\n', "nobody is asked"),
        ('[asks.person]\nlooks = "Who?"\nlands = "Where?"\n', r"no plain question of it: \['lands'\]"),
        ('[asks.person]\narmed = "Armed?"\n', r"no plain question of it: \['armed'\]"),
        ("[[questions]\n", "drugs.toml"),
    ],
)
def test_a_guide_that_is_not_whole_is_refused(
    broken: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "core.toml").write_text((loading.DATA / "core.toml").read_text())
    (tmp_path / "drugs.toml").write_text(WHOLE + broken)
    monkeypatch.setattr(loading, "DATA", tmp_path)
    monkeypatch.setattr(loading, "categories", lambda: ("drugs", "other"))
    with pytest.raises(GuideRefused, match=why):
        loading._guide.__wrapped__("drugs", "en")


def test_the_guides_know_no_database_no_clock_and_no_web() -> None:
    for path in Path(guides.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            assert not {name.partition(".")[0] for name in names} & {"django", "time", "datetime", "random", "socket"}
