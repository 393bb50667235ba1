"""Who is not sure what it is about is asked what her words clearly tell of; a kind that she chose is never changed."""

import pytest
from django.utils.translation import gettext, override

from reports.public.unsent import LED, Unsent
from reports.queries.reading import read_tip
from tests.conftest import House, only_tip, triage_all
from tests.public.browser import Page, fetch, send

SAID = (
    "You did not choose what it is about, so we took this from your words. Is it something else? Press “Back to what "
    "you wrote” and choose it there."
)
BEATEN = "My husband hits me and my little girl every Friday. He has a gun."


def asked(page: Page) -> set[str]:
    """The categories whose own questions stand on a page."""
    own = {told["name"].partition(".")[0] for _tag, told in page.tags if "." in told.get("name", "")}
    return own & {"domestic_abuse", "drugs", "traffic", "other"}


def on(words: str, language: str = "", **chosen: str) -> Page:
    return send(f"/{language}", fetch(f"/{language}"), text=words, do="questions", **chosen)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (BEATEN, ""),
        ("Nonm mwen ka bat mwen épi ti fi mwen.", "acf/"),
        ("Mon mari me frappe.", "fr/"),
        ("Mi marido me pega.", "es/"),
        ("Mari m ap bat mwen.", "ht/"),
    ],
)
def test_who_chose_nothing_is_asked_what_clear_words_tell_of_and_told_so(
    house: House, words: str, language: str
) -> None:
    page = on(words, language, danger="yes")
    assert asked(page) == {"domestic_abuse"}
    with override(language.strip("/") or "en"):
        assert gettext(SAID) in page.response.content.decode()


def test_only_who_is_led_by_her_words_is_told_so(house: House) -> None:
    """Not who chose, nor where her words lead nowhere; and what it says to press leads to where it is chosen."""
    led = on(BEATEN)
    others = [on("Come."), on(BEATEN, category="domestic_abuse"), on(BEATEN, category="other")]
    assert [SAID in page.text for page in (led, *others)] == [True, False, False, False]
    back = send("/", led, do="back")
    chosen = send("/", back, category="other", do="questions")
    assert (asked(chosen), SAID in chosen.text) == ({"other"}, False)


@pytest.mark.parametrize(
    "words", ["I saw something strange by the road.", "My brother sold a goat last year.", "Come."]
)
def test_words_that_only_lean_to_a_kind_lead_nowhere(house: House, words: str) -> None:
    assert asked(on(words)) == {"other"}


@pytest.mark.parametrize("category", ["drugs", "other"])
def test_a_kind_that_she_chose_herself_stays(house: House, category: str) -> None:
    assert asked(on(BEATEN, category=category)) == {category}


def test_what_she_answers_is_sent_and_no_kind_is_sent_as_chosen(house: House) -> None:
    page = send("/", on(BEATEN, danger="yes"), do="send:as_it_is", **{"domestic_abuse.come": "By the back road"})
    assert page.receipt
    triage_all()
    tip = only_tip()
    [name] = [name for name in ("reid", "felix", "charles") if tip.unit_id in house.ring(name).unit_ids][:1]
    [entry] = read_tip(house.ring(name), tip, by=house.officer(name)).entries
    assert entry.answers == {"danger": "yes", "domestic_abuse.come": "By the back road"}
    assert entry.guide.startswith("domestic_abuse ")


def test_the_guide_stays_in_another_language_and_on_the_way_back(house: House) -> None:
    page = send("/fr/", on(BEATEN), do="stay")
    assert asked(page) == {"domestic_abuse"}
    page = send("/fr/", send("/fr/", page, do="back"), do="questions")
    assert asked(page) == {"domestic_abuse"}


def test_words_that_were_changed_lead_anew_unless_a_question_was_answered(house: House) -> None:
    first, plain = on(BEATEN), "A boat was painted blue."
    changed = send("/", send("/", first, do="back"), text="He sells weed behind the school.", do="questions")
    assert asked(changed) == {"drugs"}
    assert asked(send("/", send("/", changed, do="back"), text=plain, do="questions")) == {"other"}
    answered = send("/", first, do="back", **{"domestic_abuse.come": "By the back road"})
    page = send("/", answered, text=plain, do="questions")
    assert page.fields["domestic_abuse.come"] == "By the back road"
    chosen = send("/", send("/", page, do="back"), category="drugs", do="questions")
    assert asked(chosen) == {"drugs"}


def test_what_the_words_led_to_is_no_answer(house: House) -> None:
    led = Unsent(text=BEATEN).led_by_words()
    assert (led.category, led.to_send) == ("domestic_abuse", {})
    assert LED not in Unsent(text="Come.").led_by_words().answers
    warned = send("/", on(BEATEN), do="send")
    assert "back:questions" not in [told.get("value") for _tag, told in warned.tags], "she answered nothing yet"
