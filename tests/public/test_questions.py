"""From the first page through a guide to a receipt: only what the category asks, and no answer lost on the way."""

import json

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from reports.guides import categories, guide
from reports.models import Alert, Category, Tip, Urgency
from reports.public import carried
from reports.public.unsent import Unsent, take_up
from reports.queries.reading import read_tip
from tests.conftest import House, only_tip, triage_all
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import attributes

TEXT = "A blue boat lands at the bay."


def first(category: str = "drugs", **typed: str) -> Page:
    return send("/", fetch("/"), text=TEXT, category=category, do="questions", **typed)


def answers_at_the_desk(house: House) -> dict[str, str]:
    triage_all()
    tip = only_tip()
    for name in ("reid", "felix", "charles"):
        if tip.unit_id in house.ring(name).unit_ids:
            return dict(read_tip(house.ring(name), tip, by=house.officer(name)).entries[0].answers)
    raise AssertionError


def test_the_edition_of_the_guide_is_sealed_with_the_answers(house: House) -> None:
    assert send("/", first(), do="send", **{"drugs.stash": "the roof"}).receipt
    triage_all()
    tip = only_tip()
    [name] = [name for name in ("reid", "felix", "charles") if tip.unit_id in house.ring(name).unit_ids][:1]
    [entry] = read_tip(house.ring(name), tip, by=house.officer(name)).entries
    assert entry.guide == guide("drugs").edition == "drugs 2.2"


def names(page: Page) -> set[str]:
    return {told["name"] for tag, told in page.tags if tag in {"input", "select", "textarea"} and "name" in told}


def test_where_it_can_be_seen_reaches_the_desk(house: House) -> None:
    assert send("/", first("firearms"), do="send", proof="@gunsforsale758, the post of Friday").receipt
    assert answers_at_the_desk(house)["proof"] == "@gunsforsale758, the post of Friday"


@pytest.mark.parametrize("category", categories())
def test_a_page_asks_what_its_category_asks_and_nothing_else(house: House, category: str) -> None:
    asked = {name.partition(":")[0] for name in names(first(category))}
    ours = guide(category)
    assert {each.id for each in ours.own if not each.only_if} <= asked
    assert not {each.id for each in ours.own if each.only_if} & asked
    assert not [name for name in asked if name.partition(".")[0] in set(categories()) - {category}]
    assert {f"{block.name}.1.{each.id}" for block in ours.blocks for each in block.questions} <= asked


def test_not_sure_asks_what_is_asked_about_something_else_and_triage_decides(house: House) -> None:
    page = send("/", fetch("/"), text="It was blue.", do="questions")
    assert "other.who" in names(page)
    send("/", page, do="send", **{"other.who": "Zed"})
    assert answers_at_the_desk(house) == {"other.who": "Zed"}


def test_answers_reach_the_desk_with_the_words_of_the_first_page(house: House) -> None:
    page = send(
        "/", first(place="Dennery", danger="no"), do="send", **{"drugs.kind:crack": "on", "drugs.stash": " the roof "}
    )
    assert page.receipt
    sent = answers_at_the_desk(house)
    assert sent == {
        "category": "drugs", "danger": "no", "drugs.kind": "crack", "drugs.stash": "the roof", "place": "Dennery",
    }  # fmt: skip


def test_no_step_stores_anything_before_send(house: House) -> None:
    page = first()
    page = send("/", page, do="another:person", **{"person.1.name": "Zed"})
    send("/", page, do="back")
    assert not Tip.objects.exists()


def test_the_words_of_the_first_page_cannot_be_read_in_the_source_of_the_next(house: House) -> None:
    assert "blue boat" not in first().response.content.decode()


def test_one_more_person_can_be_added_until_there_are_five(house: House) -> None:
    page = first()
    for number in range(2, 6):
        page = send("/", page, do="another:person", **{f"person.{number - 1}.name": f"Zed {number - 1}"})
        assert f"person.{number}.name" in names(page)
        told = page.response.content.decode()
        _before, _here, empty = told.partition('<fieldset class="one" id="here">')
        assert f'name="person.{number}.name"' in empty, "the button leads to the one that is empty"
        assert number == 5 or '#here">Add another person' in told, "an address tells nothing of what was written"
        assert page.fields["person.1.name"] == "Zed 1"
    assert "Add another person" not in page.text
    page = send("/", page, do="another:person")
    assert "person.6.name" not in names(page)
    assert page.fields["person.4.name"] == "Zed 4"


def test_an_answer_can_lead_to_one_more_question_on_a_page_of_its_own(house: House) -> None:
    page = send("/", first(), do="send", **{"drugs.doing:sell": "on"})
    assert not Tip.objects.exists()
    assert {"drugs.buyers"} == names(page) - {"visit", "ticket", "carried", "files"}
    assert send("/", page, do="send", **{"drugs.buyers": "on foot"}).receipt
    assert answers_at_the_desk(house)["drugs.buyers"] == "on foot"


def test_in_a_hurry_it_goes_without_more_questions(house: House) -> None:
    assert "Send (more questions may come) Send and finish" in first().text, "which of the two is the last press"
    assert send("/", first(), do="send:now", **{"drugs.doing:sell": "on"}).receipt


def test_a_further_question_may_be_left_empty(house: House) -> None:
    page = send("/", first(), do="send", **{"drugs.doing:sell": "on"})
    assert send("/", page, do="send").receipt


def test_a_smuggled_answer_whose_condition_does_not_hold_is_dropped(house: House) -> None:
    smuggled = {"drugs.buyers": "on foot", "theft.what": "a goat", "drugs.kind:opium": "on", "person.9.name": "Zed"}
    assert send("/", first(), do="send", **smuggled).receipt
    assert answers_at_the_desk(house) == {"category": "drugs"}


def test_danger_told_on_a_guides_own_page_is_danger(house: House) -> None:
    page = send(
        "/", first(category="domestic_abuse", danger="no"), do="another:person", **{"domestic_abuse.safe": "no"}
    )
    assert "You said somebody is in danger" in page.text, "before it is sent"
    page = send("/", page, do="send")
    assert page.text.index("You said somebody is in danger") < page.text.index("We have your tip")
    assert Tip.objects.get().urgency == Urgency.IMMEDIATE
    assert Alert.objects.count() == 1


def test_back_and_forth_loses_nothing(house: House) -> None:
    page = first(place="Dennery", danger="yes")
    page = send("/", page, do="back", **{"drugs.stash": "the roof", "boat.1.name": "Lady Jane"})
    assert (page.fields["text"], page.fields["place"], page.fields["danger"]) == (TEXT, "Dennery", "yes")
    page = send("/", page, do="questions", text=TEXT + " At night.")
    assert (page.fields["drugs.stash"], page.fields["boat.1.name"]) == ("the roof", "Lady Jane")
    assert send("/", page, do="send").receipt
    assert answers_at_the_desk(house)["boat.1.name"] == "Lady Jane"


def test_another_category_asks_anew_and_brings_the_old_answers_back_with_the_old_one(house: House) -> None:
    page = send("/", first(), do="back", **{"drugs.stash": "the roof"})
    other = send("/", page, do="questions", category="theft")
    assert "drugs.stash" not in names(other)
    page = send("/", send("/", other, do="back"), do="questions", category="drugs")
    assert page.fields["drugs.stash"] == "the roof"
    assert send("/", send("/", page, do="back"), do="send", category="theft").receipt
    assert answers_at_the_desk(house) == {"category": "theft"}


def test_without_a_word_the_questions_wait(house: House) -> None:
    page = send("/", fetch("/"), text=" ", category="drugs", do="questions")
    assert page.status == 400
    assert page.text.count("Write what happened.") == 2
    assert page.fields["category"] == "drugs"


def test_a_line_that_is_too_long_is_told_beside_it_and_not_cut(house: House) -> None:
    page = send("/", first(), do="send", **{"drugs.stash": "x" * 501, "drugs.spot": "a shed"})
    assert page.status == 400
    assert page.text.count("501 characters") == 2, "once in the summary, once beside the field"
    (link,) = [told["href"] for tag, told in page.tags if tag == "a" and told.get("href", "").startswith("#id_")]
    assert attributes(page, "drugs.stash")["id"] == link[1:]
    assert "drugs" not in link, "what a link leads to stands in the browser's history"
    assert (page.fields["drugs.stash"], page.fields["drugs.spot"]) == ("x" * 501, "a shed")
    back = send("/", page, do="back")
    assert send("/", back, do="send").status == 400, "nor from the first page"
    assert send("/", page, do="send", **{"drugs.stash": "x" * 500}).receipt


def test_a_day_later_nothing_is_lost_and_one_more_press_sends_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    page, now = first(place="Dennery"), carried.hour_now()
    monkeypatch.setattr(carried, "hour_now", lambda: now + 25)
    page = send("/", page, do="send", **{"drugs.stash": "the roof"})
    assert page.status == 400
    assert "lay open for long" in page.text
    assert (page.fields["drugs.stash"], page.fields["place"]) == ("the roof", "Dennery")
    assert send("/", page, do="send").receipt
    assert answers_at_the_desk(house)["drugs.stash"] == "the roof"


@pytest.mark.parametrize("forged", ["nonsense", "é", "A" * 900])
def test_a_page_that_cannot_be_read_says_that_nothing_was_stored(house: House, forged: str) -> None:
    page = send("/", first(), do="send", carried=forged, **TOLD)
    assert_what_came_is_kept(page)
    again = send("/", page, do="send", text=TEXT, **{"drugs.kind:crack": "on"})
    assert again.receipt
    told = answers_at_the_desk(house)
    assert (told["category"], told["drugs.stash"], told["drugs.kind"]) == ("drugs", "the roof", "crack")


def test_a_page_that_came_without_what_it_carried_says_so_too(house: House) -> None:
    page = first()
    del page.fields["carried"]
    assert_what_came_is_kept(send("/", page, do="send", **TOLD))
    page = send("/", fetch("/"), text="My brother sells weed. I live next door.", do="send")
    assert "look at this first" in page.text
    del page.fields["carried"]
    page = send("/", page, do="send:as_it_is")
    assert page.status == 400
    assert "lost on the way" in page.text
    assert not Tip.objects.exists()


TOLD = {
    "place": "Under the tree",
    "drugs.stash": "the roof",
    "person.2.name": "Slim",
    "how_many_know": "many",
    "drugs.kind:crack": "on",
}


def assert_what_came_is_kept(page: Page) -> None:
    assert page.status == 400
    assert "lost on the way, and nothing is sent yet" in page.text
    assert not Tip.objects.exists()
    ticked = {told["name"] for _tag, told in page.tags if "checked" in told}
    assert "drugs.kind:crack" in ticked
    assert {name: page.fields[name] for name in TOLD if ":" not in name} == {
        name: answer for name, answer in TOLD.items() if ":" not in name
    }
    assert "text" in page.fields, "the story can be written once more"


def test_with_the_database_down_every_answer_is_still_there(house: House) -> None:
    page = first()
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE tip RENAME TO gone")  # undone with this test's transaction
    page = send("/", page, do="send", **{"drugs.stash": "the roof", "drugs.kind:crack": "on"})
    assert page.status == 503
    assert "NOT stored" in page.text
    assert page.fields["drugs.stash"] == "the roof"
    assert [told for tag, told in page.tags if told.get("name") == "drugs.kind:crack" and "checked" in told]
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE gone RENAME TO tip")
    assert send("/", page, do="send", **{"drugs.kind:crack": "on"}).receipt


def test_a_reload_of_the_answer_makes_no_second_tip(house: House) -> None:
    page = first()
    sent = [send("/", page, do="send", **{"drugs.stash": "the roof"}) for _ in range(2)]
    assert sent[0].receipt == sent[1].receipt
    assert Tip.objects.count() == 1


def test_two_minutes_are_enough_to_tell_that_people_are_held(house: House) -> None:
    page = fetch("/short")
    wrong = send("/", page, do="send")
    assert wrong.status == 400, "but something must be told"
    assert '<a href="#id_text">Nothing is filled in yet.' in wrong.response.content.decode()
    order = [wrong.response.content.decode().index(f'id="id_{each}"') for each in ("danger", "place", "text")]
    assert order == sorted(order), "danger and place come first: they bring help"
    assert {"human_trafficking.minors", "human_trafficking.visit"} <= names(page)
    page = send("/", page, do="send", **{"human_trafficking.movement:locked": "on", "place": "Dennery"})
    assert page.receipt
    assert Tip.objects.get().category == Category.HUMAN_TRAFFICKING
    assert answers_at_the_desk(house)["human_trafficking.movement"] == "locked"


@pytest.mark.parametrize(("page", "language"), [("/es/short", "es"), ("/en/short", "unsure")])
def test_of_ticks_without_words_the_language_of_a_chosen_page_is_taken(house: House, page: str, language: str) -> None:
    assert send(
        page.removesuffix("short"), fetch(page), do="send", **{"human_trafficking.movement:locked": "on"}
    ).receipt
    triage_all()
    assert Tip.objects.get().language == language


def test_who_has_more_time_there_is_asked_the_rest(house: House) -> None:
    page = send("/", fetch("/short"), do="questions", **{"human_trafficking.kinds:sex": "on"})
    assert {"human_trafficking.sex:under18", "human_trafficking.visit", "person.1.name"} <= names(page)
    assert send("/", page, do="send", **{"human_trafficking.kinds:sex": "on"}).receipt


def test_words_alone_are_enough_there_too_and_danger_is_asked(house: House) -> None:
    assert send("/", fetch("/short"), do="send", text="Help us", danger="yes").receipt
    assert Tip.objects.get().urgency == 0


@given(st.text(max_size=30), st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=4))
def test_what_is_written_so_far_comes_through_a_page_unchanged(text: str, answers: dict[str, str]) -> None:
    unsent = Unsent(text=text, answers=answers, page="questions", shown=("place",), blocks={"person": 2})
    again = take_up({"carried": unsent.carried()}).unsent
    assert again == unsent
    assert json.dumps(dict(again.answers)) == json.dumps(answers)
