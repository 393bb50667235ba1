"""Whom somebody can call stands where it is needed: beside the questions of some guides, and at the receipt.

There it goes by the words too, and by danger alone.
"""

import pytest
from django.conf import settings
from django.test import override_settings

from tests.conftest import House
from tests.public.browser import Page, fetch, send


@pytest.mark.parametrize(
    ("category", "need"),
    [("domestic_abuse", "violence"), ("sexual_offence", "violence"), ("child_abuse", "children"), ("drugs", "")],
)
def test_a_guide_and_its_receipt_name_whom_to_call(house: House, category: str, need: str) -> None:
    page = send("/", fetch("/"), text="A boat lands.", category=category, do="questions")
    for told in (page, send("/", page, do="send")):
        touched = [link.get("href") for tag, link in told.tags if tag == "a"]
        for each, contacts in settings.HELP_CONTACTS.items():
            assert [f"tel:{number}" in touched for _name, number in contacts] == [each == need]


def test_the_short_way_names_whom_to_call(house: House) -> None:
    assert "Human trafficking hotline" in fetch("/short").text


def named(page: Page) -> set[str]:
    """The needs of the settings whose contacts a page has."""
    touched = [link.get("href") for tag, link in page.tags if tag == "a"]
    return {
        need
        for need, contacts in settings.HELP_CONTACTS.items()
        if any(f"tel:{number}" in touched for _name, number in contacts)
    }


@pytest.mark.parametrize(
    ("words", "told", "need"),
    [
        ("A man hits his woman every night.", {}, {"violence"}),
        ("Misié-a ka bat madanm li tou lé swè.", {}, {"violence"}),
        ("He touches the little girl at night.", {}, {"children"}),
        ("The boss took the passports of the girls and locks them in.", {}, {"held"}),
        ("A man hits his woman every night.", {"category": "threat"}, {"violence"}),
        ("Come quickly.", {"danger": "yes"}, {"violence"}),
        ("He sells weed behind the school.", {"danger": "yes", "category": "drugs"}, {"violence"}),
        ("no quiero morir, me tiene encerrada", {"danger": "yes"}, {"held", "violence"}),
        ("I took all the pills", {}, {"despair"}),
        ("estoy cansada de vivir, quiero desaparecer", {}, {"despair"}),
        ("He sells weed behind the school.", {"danger": "unknown"}, set()),
        ("He sells weed behind the school.", {}, set()),
    ],
)
def test_a_receipt_names_whom_to_call_where_the_words_tell_of_it_or_danger_was_said(
    house: House, words: str, told: dict[str, str], need: set[str]
) -> None:
    page = send("/", fetch("/"), text=words, **told, do="send:as_it_is")
    assert page.receipt
    assert named(page) == need
    assert named(send("/fr/mailbox", page, do="receipt")) == need, "in another language too"


CHILDS = {
    "en": [
        "my stepfather touches me",
        "I am 12 and my uncle comes in my room at night",
        "daddy beats me with a cable",
        "my teacher kiss me",
    ],
    "acf": ["bòpè mwen ka manyen mwen", "mwen ni 12 lanné, papa mwen ka bat mwen"],
    "fr": ["mon beau-père me touche", "j'ai 11 ans et on me frappe à la maison"],
    "es": ["mi padrastro me toca", "tengo 12 años, mi tío me pega"],
    "ht": ["bòpè m ap manyen m", "mwen gen 12 an, tonton m ap bat mwen"],
}


@pytest.mark.parametrize("category", ["", "drugs", "domestic_abuse", "sexual_offence", "other"])
@pytest.mark.parametrize("code", CHILDS)
def test_a_childs_words_name_the_help_line_of_children_whatever_kind_was_chosen(
    house: House, code: str, category: str
) -> None:
    for words in CHILDS[code]:
        page = send(f"/{code}/", fetch(f"/{code}/"), text=words, category=category, do="send:as_it_is")
        assert page.receipt
        assert "children" in named(page), words
        numbers = [told["href"] for tag, told in page.tags if tag == "a" and told.get("href", "").startswith("tel:")]
        assert numbers.index(f"tel:{settings.HELP_CONTACTS['children'][0][1]}") < 3, "the first of them all"
        assert "children" in named(send("/fr/mailbox", page, do="receipt")), "in another language too"


@pytest.mark.parametrize("words", ["my baby father beats me", "My husband beats me.", "A boat lands."])
def test_a_grown_womans_words_do_not(house: House, words: str) -> None:
    assert "children" not in named(send("/", fetch("/"), text=words, do="send:as_it_is"))


DESPAIR = {
    "en": ["I will kill myself", "i doh want to live anymore", "I want to die."],
    "acf": ["mwen kay tjwé kò mwen", "mwen pa vlé viv ankò"],
    "fr": ["je vais me tuer", "je ne veux plus vivre"],
    "es": ["me voy a matar", "no quiero vivir más"],
    "ht": ["m ap touye tèt mwen", "mwen pa vle viv ankò"],
}


@pytest.mark.parametrize("category", ["", "drugs", "other"])
@pytest.mark.parametrize("code", DESPAIR)
def test_who_may_take_his_own_life_gets_a_contact_of_his_own(house: House, code: str, category: str) -> None:
    for words in DESPAIR[code]:
        page = send(f"/{code}/", fetch(f"/{code}/"), text=words, category=category, danger="yes", do="send:as_it_is")
        assert page.receipt
        numbers = [told["href"] for tag, told in page.tags if tag == "a" and told.get("href", "").startswith("tel:")]
        emergency, despair = settings.EMERGENCY_NUMBER, settings.HELP_CONTACTS["despair"][0][1]
        shelter = settings.HELP_CONTACTS["violence"][0][1]
        assert numbers[-3:] == [f"tel:{emergency}", f"tel:{despair}", f"tel:{shelter}"], words
        both = {"despair", "violence"}
        assert named(send("/fr/mailbox", page, do="receipt")) == both, "in another language too"


@pytest.mark.parametrize(
    "words",
    [
        "My ex threaten to end my life, he have a gun",
        "mon mari menace de mettre fin à ma vie",
        "dijo que va a acabar con mi vida",
        "i di i kay fini épi lavi mwen",
    ],
)
def test_a_threatened_woman_is_told_of_the_shelter(house: House, words: str) -> None:
    page = send("/", fetch("/"), text=words, danger="yes", do="send:as_it_is")
    assert "violence" in named(page)
    assert "despair" not in named(page)


@pytest.mark.parametrize("words", ["I will kill myself", "My husband beats me.", "my stepfather touches me"])
def test_whom_to_call_stands_right_behind_the_digits_before_all_advice(house: House, words: str) -> None:
    page = send("/", fetch("/"), text=words, danger="yes", do="send:as_it_is")
    said = ("Your receipt", "Nobody sees from this page who or where you are", "(example)", "keep none")
    places = [page.text.index(each) for each in said]
    assert places == sorted(places)


def test_where_no_such_contact_is_set_the_number_for_emergencies_stands_alone(house: House) -> None:
    with override_settings(HELP_CONTACTS=settings.HELP_CONTACTS | {"despair": []}):
        page = send("/", fetch("/"), text="I will kill myself", do="send:as_it_is")
    touched = {told["href"] for tag, told in page.tags if tag == "a" and told.get("href", "").startswith("tel:")}
    assert touched == {f"tel:{settings.EMERGENCY_NUMBER}"}


def test_a_child_that_despairs_is_given_the_help_line_of_children_first(house: House) -> None:
    page = send("/", fetch("/"), text="I am 12, daddy beats me and I want to die", do="send:as_it_is")
    assert {"children", "despair"} <= named(page)


BOSS = {
    "en": "the boss beats me",
    "acf": "patwon-an ka bat mwen",
    "fr": "le patron me bat",
    "es": "el patrón me pega",
    "ht": "patwon an bat mwen",
}


@pytest.mark.parametrize("code", BOSS)
def test_who_works_under_blows_is_told_of_the_shelter_and_of_help_for_who_is_held(house: House, code: str) -> None:
    assert named(send(f"/{code}/", fetch(f"/{code}/"), text=BOSS[code], do="send:as_it_is")) == {"held", "violence"}


TEACHER = {
    "en": "my teacher make me do nasty things and say dont tell",
    "acf": "mèt lékòl mwen ka fè mwen fè bagay sal",
    "fr": "mon professeur me fait faire des choses sales et dit de ne rien dire",
    "es": "mi maestro me hace hacer cosas feas y dice que no cuente",
    "ht": "pwofesè m fè m fè move bagay, li di m pa di pèsonn",
}


@pytest.mark.parametrize("code", TEACHER)
def test_what_a_child_tells_in_a_childs_words_brings_the_number_and_its_help_line(house: House, code: str) -> None:
    page = send(f"/{code}/", fetch(f"/{code}/"), text=TEACHER[code], do="send:as_it_is")
    assert any(told.get("id") == "danger-title" for _, told in page.tags), "the number for emergencies first"
    assert "children" in named(page)


FORCED = {
    "en": "I am held in a house in Gros Islet, they make me sleep with men, help me",
    "acf": "yo fèmé mwen an an kay, yo ka fòsé mwen kouché épi nonm",
    "fr": "je suis enfermée dans une maison à Gros Islet, ils me forcent à coucher avec des hommes, aidez-moi",
    "es": "estoy encerrada en una casa en Gros Islet, me obligan a acostarme con hombres, ayúdenme",
    "ht": "yo fèmen m nan yon kay nan Gros Islet, yo fòse m kouche ak gason, ede m",
}


@pytest.mark.parametrize("code", FORCED)
def test_who_is_held_and_forced_is_not_held_up_and_is_told_of_the_shelter(house: House, code: str) -> None:
    sent = send(f"/{code}/", fetch(f"/{code}/"), text=FORCED[code], do="send")
    assert sent.receipt
    assert named(sent) >= {"held", "violence"}
