"""Where it is: a map without a script, names that are nearly right, and nothing of it in an address."""

from unicodedata import combining, normalize

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from reports.guides import guide
from reports.island import island, nearest
from reports.public.places import LETTERS, alike, district_at, district_names, is_island, villages, written
from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.tables import each_of


def questions() -> Page:
    return send("/", fetch("/"), text="A boat lands.", category="drugs", do="questions")


def chosen_district(page: Page) -> str:
    body = page.response.content.decode()
    select = body.partition('name="place.district"')[2].partition("</select>")[0]
    return select.partition(" selected")[0].rpartition('value="')[2].rstrip('"') if " selected" in select else ""


def test_every_district_is_on_the_map_once_and_has_villages() -> None:
    drawn = [each.id for each in island().districts]
    [asked] = [each for each in guide("drugs").place if each.id == "place.district"]
    assert sorted(drawn) == sorted({option.id for option in asked.options} - {"sea", "abroad", "unknown"})
    assert all(villages(district) for district in drawn)


@each_of(
    [
        ("13.996, -61.006", "Castries"),
        ("13.717, -60.950", "Vieux Fort"),
        ("13.856, -61.057", "Soufriere"),
        ("13.914, -60.889", "Dennery"),
        ("14.067, -60.950", "Gros Islet"),
        ("14.600, -61.070", ""),  # Fort-de-France
        ("0.0, 0.0", ""),
        ("Dennery", ""),
        ("1, 2, 3", ""),
        ("nan, nan", ""),
        ("inf, 1", ""),
        ("", ""),
    ]
)
def test_a_place_in_degrees_has_a_village_near_it_or_none(place: str, village: str) -> None:
    """Places as GeoNames has them, to the third digit."""
    assert nearest(place) == village


def test_the_name_of_a_district_stands_where_it_can_be_touched() -> None:
    for district in island().districts:
        assert district_at(*map(str, district.name_at)) == district.id


@pytest.mark.parametrize("code", ["en", "acf", "fr", "es", "ht"])
def test_no_name_on_the_map_crosses_a_border(code: str) -> None:
    with override(code):
        named = district_names()
    for district in island().districts:
        for line, foot in written(district, named[district.id]):
            half = len(line) * LETTERS * 0.56 / 2  # of a sans-serif's letters
            corners = [
                (district.name_at[0] + side * half, y) for side in (-1, 0, 1) for y in (foot, foot - LETTERS * 0.7)
            ]
            inside = {district_at(str(int(x)), str(int(y))) for x, y in corners}
            assert inside == {district.id}, line


@given(st.text(max_size=6), st.text(max_size=6))
def test_whatever_a_browser_sends_is_a_district_or_the_sea(x: str, y: str) -> None:
    assert district_at(x, y) in {"", *district_names()}


@pytest.mark.parametrize(("typed", "name"), [("denry", "Dennery"), ("Gros Ile", "Gros Islet"), ("soufri", "Soufriere")])
def test_a_name_that_is_nearly_right_is_found_with_its_district(typed: str, name: str) -> None:
    assert name in [place.name for place in alike(typed)]
    assert all(place.district in {"", *district_names()} for place in alike(typed))


@pytest.mark.parametrize("code", ["en", "acf", "fr", "es", "ht"])
def test_each_name_that_a_page_shows_is_found_in_every_language(code: str) -> None:
    with override(code):
        shown = {name: label for name, label in district_names().items() if name not in {"sea", "abroad", "unknown"}}
    for name, label in shown.items():
        plain = "".join(sign for sign in normalize("NFD", label) if not combining(sign))
        for typed in (label, plain, label.upper(), f" {plain.replace(' ', '')} ", label.replace(" ", "-")):
            for language in ("en", "acf"):
                with override(language):
                    first = alike(typed)[0]
                    assert (first.district, first.district_name) == (name, district_names()[name]), typed


@each_of(
    [
        ("Gwo Zile", "Gros Islet"),
        ("gwo-zilé", "Gros Islet"),
        ("Vyé Fò", "Vieux Fort"),
        ("vye fo", "Vieux Fort"),
        ("Ans Lawé", "Anse la Raye"),
        ("Gwozil", "Gros Islet"),
        ("Rodni Be", "Rodney Bay"),
        ("Pòtoprens", "Port-au-Prince"),
        ("ayiti", "Haiti"),
        ("SOUFRIÈRE", "Soufriere"),
    ]
)
def test_a_name_as_people_say_it_is_found_with_or_without_accents_and_blanks(typed: str, name: str) -> None:
    assert alike(typed)[0].name == name


@given(st.text(max_size=40))
def test_looking_up_never_fails_and_never_floods(typed: str) -> None:
    assert len(alike(typed)) <= 6


def test_touching_the_map_chooses_a_district_and_keeps_all_answers(house: House) -> None:
    page = send("/", questions(), do="map", **{"drugs.stash": "the roof"})
    assert page.number_of("button") > 10
    x, y = island().districts[0].name_at
    page = send("/", page, **{"at.x": x, "at.y": y})
    assert chosen_district(page) == "gros_islet"
    assert page.fields["drugs.stash"] == "the roof"
    assert "Rodney Bay" in page.response.content.decode(), "the villages of the district are offered"
    assert send("/", page, do="send", **{"place.district": "gros_islet"}).receipt


def test_the_names_stand_before_the_map_which_is_a_blank_where_no_such_picture_is_drawn(house: House) -> None:
    """Tor Browser at its safest draws none, and keeps its room free: taller than a screen."""
    told = send("/", questions(), do="map").response.content.decode()
    assert told.index('value="district:canaries"') < told.index('value="back:questions"') < told.index('class="map"')


def test_touching_the_sea_says_so_and_a_name_may_be_pressed_instead(house: House) -> None:
    page = send("/", questions(), do="map")
    page = send("/", page, **{"at.x": "1", "at.y": "1"})
    assert "You touched the sea" in page.text
    assert chosen_district(send("/", page, do="district:canaries")) == "canaries"


def test_the_map_pressed_by_a_key_says_how_to_choose_without_it(house: House) -> None:
    page = send("/", questions(), do="map")
    assert [told["tabindex"] for tag, told in page.tags if tag == "input" and told.get("type") == "image"] == ["-1"]
    page = send("/", page, **{"at.x": "0", "at.y": "0"})  # as browsers send it from a keyboard
    assert "You touched the sea" not in page.text
    assert "Without one, choose a name" in page.text
    assert chosen_district(send("/", page, do="district:canaries")) == "canaries"


ISLAND = (
    "St Lucia|St. Lucia|st lucia|ST LUCIA|Saint Lucia|saintlucia|St-Lucia|Ste Lucie|Sainte-Lucie|Sainte Lucie",
    "Saint Lucie|Sent Lisi|Sentlisi|sent lisi|Sent Lusi|Santa Lucía|santa lucia|Saint Luca|St Luccia|Lucia|island",
    "the island|all over the island|everywhere|l'île|ile|toute l'île|la isla|isla|lil-la|péyi-a|zile a|zile",
)


@each_of([typed for names in ISLAND for typed in names.split("|")])
def test_the_whole_island_is_no_place_and_never_abroad(typed: str) -> None:
    assert is_island(typed)
    assert alike(typed) == []


@each_of(
    [
        "Pigeon Island",
        "Dennery",
        "Castries",
        "St Louis Street",
        "Saltibus",
        "Soufriere",
        "Rat Island",
        "Desruisseaux",
        "Saint Vincent",
    ]
)
def test_a_place_of_the_island_is_not_the_whole_of_it(typed: str) -> None:
    assert not is_island(typed)


@each_of(
    [("Dennery, St Lucia", "Dennery"), ("Vieux Fort Saint Lucia", "Vieux Fort"), ("Castries, St. Lucia", "Castries")]
)
def test_the_name_of_the_island_behind_a_place_hides_it_not(typed: str, name: str) -> None:
    assert alike(typed)[0].name == name


@pytest.mark.parametrize("code", ["en", "acf", "fr", "es", "ht"])
def test_who_looks_up_the_island_or_nothing_is_told_what_helps(house: House, code: str) -> None:
    start = send(f"/{code}/", fetch(f"/{code}/"), text="A boat lands.", category="drugs", do="questions")
    for typed, english in (("St Lucia", "A village, a street or a bay helps more"), ("  ", "Type a village")):
        page = send(f"/{code}/", start, do="find", place=typed)
        body = page.response.content.decode()
        assert "place:" not in body, "no place is offered"
        assert "|abroad" not in body
        assert code != "en" or english in page.text
        assert chosen_district(page) == ""


def test_a_place_that_was_looked_up_is_put_in_with_its_district(house: House) -> None:
    page = send("/", questions(), do="find", place="Denry")
    assert "Dennery (Dennery)" in page.text
    page = send("/", page, do="place:Dennery|dennery", place="Denry")
    assert page.fields["place"] == "Dennery"
    assert chosen_district(page) == "dennery"


def test_an_unknown_place_may_stay_as_it_is(house: House) -> None:
    page = send("/", questions(), do="find", place="Zzyzx")
    assert "We know no place with such a name" in page.text
    assert page.fields["place"] == "Zzyzx"


def test_the_map_is_a_picture_that_runs_and_loads_nothing(house: House) -> None:
    answer = fetch("/island.svg").response
    assert answer["Content-Type"] == "image/svg+xml"
    body = answer.content.decode()
    assert "Soufriere" in body
    assert not [word for word in ("script", "href", "style", "on") if f"<{word}" in body or f" {word}=" in body]
