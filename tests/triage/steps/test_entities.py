from itertools import pairwise

import pytest

from tests.tables import each_of
from tests.triage.tips import judge


def _found(text: str) -> set[tuple[str, str]]:
    return {(f.value, text[s.start : s.end]) for f in judge(text).entities for s in f.spans}


@each_of(
    [
        ("he drives PA 1234", ("plate", "PA 1234")),
        ("the car number is p 4521", ("plate", "p 4521")),
        ("call 758-456-7890 and ask", ("phone", "758-456-7890")),
        ("call +1 758 456 7890 and ask", ("phone", "+1 758 456 7890")),
        ("they paid EC$5,000 for it", ("money", "EC$5,000")),
        ("at 11:30 pm they come", ("datetime", "11:30 pm")),
        ("tous les soirs", ("datetime", "tous les soirs")),
        ("a boat named Sweet Mary came", ("vessel", "Sweet Mary")),
        ("his page is @fast_boss", ("account", "@fast_boss")),
        ("he posts on facebook as Island Deals", ("account", "Island Deals")),
        ("number plate P like Peter 4 5 6 7", ("plate", "P like Peter 4 5 6 7")),
        ("a white van papa bravo four five two one", ("plate", "papa bravo four five two one")),
        ("la placa es pe ce tres cero ocho", ("plate", "pe ce tres cero ocho")),
        ("la plaque est pé dé trois zéro huit", ("plate", "pé dé trois zéro huit")),
        ("plak la se pe be kat senk de youn", ("plate", "pe be kat senk de youn")),
        ("niméwo vwati-a sé pé kat senk dé yonn", ("plate", "pé kat senk dé yonn")),
        ("plate number tee ex... no, tango alpha 4 5 2", ("plate", "tango alpha 4 5 2")),
        ("the plate starts with PD 4", ("plate", "PD 4")),
        ("bus 2H 114 overloaded", ("plate", "2H 114")),
        ("a white taxi, TX 123", ("plate", "TX 123")),
        ("call seven one two four five six seven", ("phone", "seven one two four five six seven")),
        ("el bote se llama La Negra", ("vessel", "La Negra")),
        ("kannòt-la Bèl Maten ka wivé", ("vessel", "Bèl Maten")),
        ("he paid two grand", ("money", "two grand")),
        ("li mande mil dola", ("money", "mil dola")),
        ("they meet every Friday night there", ("datetime", "every Friday night")),
        ("chak vandrèdi swa", ("datetime", "chak vandrèdi swa")),
        ("viene los viernes", ("datetime", "viernes")),
        ("a man they call Shotta", ("person", "Shotta")),
        ("yo ka kriyé'y Ti Bòl", ("person", "Ti Bòl")),
        ("se llama Ramón y vive", ("person", "Ramón")),
        ("ask Mr Joseph about it", ("person", "Mr Joseph")),
        ("lady name Shermaine takin deposits", ("person", "Shermaine")),
        ("Yannick dit Gucci travaille là", ("person", "Yannick")),
        ("Nou pa wè ti fi-a Shanel Félisyen", ("person", "Shanel Félisyen")),
        ("Frè m Odilon Sentil te al peche", ("person", "Odilon Sentil")),
        ("Marlon St Omer have the phones", ("person", "Marlon St Omer")),
        ("Sajan Antwàn ka pwan lajan", ("person", "Sajan Antwàn")),
        ("Yesterday Alphonsus took the iron", ("person", "Alphonsus")),
        ("Bugzy keepin it in the tank", ("person", "Bugzy")),
        ("Busco a Eliécer Montalvo, cubano", ("person", "Eliécer Montalvo")),
        ("The barrel for Tall Boy in Jacmel", ("person", "Tall Boy")),
        ("he run from Clarke St in Castries", ("place", "Clarke St")),
        ("yo ka débatjé an Lans Lawivyè", ("place", "Lans Lawivyè")),
        ("yo ka wété Go Zilé", ("place", "Go Zilé")),
        ("is 50 a bag", ("money", "50")),
        ("he charging 5 hundred for it", ("money", "5 hundred")),
        ("it come 3 in d morning", ("datetime", "3 in d morning")),
        ("los fines de semana la alquila", ("datetime", "los fines de semana")),
        ("he buss his head with a bottle", ("weapon", "bottle")),
        ("they fighting wit cutlas", ("weapon", "cutlas")),
        ("body found below Millet", ("place", "Millet")),
        ("he run down jeremie st", ("place", "jeremie st")),
        ("by the Cresslands Gap", ("place", "Cresslands Gap")),
        ("they live in desruisseau", ("place", "desruisseau")),
        ("down in soufrierre", ("place", "soufrierre")),
        ("Bonjou, yo ka vann zèb toulé jou bò légliz-la, nan Wavin Klè", ("place", "Wavin Klè")),
        ("bò lakay li Vyé Fò", ("place", "Vyé Fò")),
        ("IN GROS ISLET", ("place", "GROS ISLET")),
        ("he has a cutlass", ("weapon", "cutlass")),
        ("selling ganja", ("drug", "ganja")),
    ]
)
def test_a_thing_that_can_be_looked_up_is_found(text: str, entity: tuple[str, str]) -> None:
    assert entity in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "my papa de 300 dollars man in a car",
        "the taxi from hotel 215 and papa with one bag",
        "machin lan te 250 mil goud",
        "el carro de 300 dolares se fue",
    ],
)
def test_a_word_that_only_sounds_like_a_letter_makes_no_plate(text: str) -> None:
    assert "plate" not in {kind for kind, _ in _found(text)}


def test_other_spellings_stand_for_one_place() -> None:
    rules = {f.spans[0].rule for f in judge("Castries Kastwi KASTRI").entities}
    assert rules == {"Castries"}


@pytest.mark.parametrize("text", ["A 40-year-old man", "i pa 100 moun", "in 2024 he left", "at 1200 he left"])
def test_an_age_or_a_number_is_no_plate(text: str) -> None:
    assert "plate" not in {kind for kind, _ in _found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "he called the police",
        "they call me back",
        "Good Morning. Please hurry",
        "My cousin is sick",
        "to call her mother",
        "The Haitian man is hiding",
        "le vieux monsieur anglais",
    ],
)
def test_not_every_word_after_called_or_with_a_capital_is_a_name(text: str) -> None:
    assert "person" not in {kind for kind, _ in _found(text)}


def test_no_two_things_share_a_character() -> None:
    text = "Mr Peter of Peter Street sells coke from his boat called Coke Castries, every Friday, PA 1234 5"
    spans = sorted((s.start, s.end) for f in judge(text).entities for s in f.spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_a_plain_word_that_is_also_a_place_needs_its_capital() -> None:
    assert _found("he had no patience and no diamond") == set()


@pytest.mark.parametrize("text", ["he drink a bottle of rum and drive", "yo haché'y an moso", "he walked with a stick"])
def test_a_plain_thing_with_which_nobody_is_struck_is_no_weapon(text: str) -> None:
    assert "weapon" not in {kind for kind, _ in _found(text)}


def test_an_age_is_no_time() -> None:
    assert "datetime" not in {kind for kind, _ in _found("He is about five.")}
