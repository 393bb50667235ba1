"""A boat whose name no boat usually bears is known by what stands around it; a name elsewhere is none."""

import pytest

from tests.triage.steps.test_vessels import boats


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the captain of Sugar Plum tell the boys to throw the bags in the sea", ["Sugar Plum"]),
        ('two drums come off "Quick Silver" last night by the jetty', ["Quick Silver"]),
        ("Look for the sloop. Sour Orange. She come Sunday.", ["Sour Orange"]),
        ("the fishing boat is COLD SUPPER and it full of bags", ["COLD SUPPER"]),
        ("Le moteur du voilier a disparu, puis la coque de Petit Matin a été peinte", ["Petit Matin"]),
        ("yo mete moun yo sou Rara Lakay nan lanmè a", ["Rara Lakay"]),
        ("están a bordo de Buena Vecina en el muelle", ["Buena Vecina"]),
        ("somebody steal Porridge Pan 3 off the beach, a canoe", ["Porridge Pan 3"]),
        ("kannòt-la yo ka kwiyé'y pyé mango ka pòté wonm", ["pyé mango"]),
    ],
)
def test_what_stands_around_a_name_makes_it_a_boats(text: str, names: list[str]) -> None:
    assert boats(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "the captain of Police Station Football Team took the money on the boat ride",
        "he get on the boat with Marcus Joseph on Friday",
        "they sell it on Jeremie Street by the fish market, on Mondays. Captain knows",
        "a man on Facebook Marketplace sells my outboard engine",
        "THE BOAT COME IN WITH MARCUS AND JEAN AND THE ENGINE RUNNING",
        "Yesterday the boat was at anchor. The hull is yellow.",
        "son bateau est sur une remorque, AB-123-CD, derrière la maison",
        "my uncle fishes. Mr Green Apple sold us bread",
    ],
)
def test_other_names_near_a_boat_are_no_boats(text: str) -> None:
    assert boats(text) == []
