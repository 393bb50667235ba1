"""Crimes told by what people see of them, none by its name.

tips/twelfth.jsonl has 198 made-up tips, eleven of a kind, in five languages, by the hand that then mended the rules by
them: before that, 73 % had their kind first and 84 % among two. It guards against breakage and measures nothing.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from reports.triage.steps.category import CATEGORIES
from tests.tables import each_of
from tests.triage.tips import judge

_ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "tips" / "twelfth.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def judged() -> list[tuple[dict[str, Any], tuple[str, ...]]]:
    return [(row, tuple(judge(row["text"]).categories)) for row in _ROWS]


def test_it_has_as_many_of_each_kind() -> None:
    assert {kind: sum(row["categories"] == [kind] for row in _ROWS) for kind in CATEGORIES} == dict.fromkeys(
        CATEGORIES, 11
    )


@pytest.mark.parametrize("language", ["en", "acf", "fr", "es", "ht"])
def test_a_crime_is_known_by_what_is_seen_of_it(
    judged: list[tuple[dict[str, Any], tuple[str, ...]]], language: str
) -> None:
    told = [(row["categories"][0], kinds) for row, kinds in judged if row["language"] == language]
    assert sum(kinds[:1] == (kind,) for kind, kinds in told) >= 0.88 * len(told)
    assert sum(kind in kinds[:2] for kind, kinds in told) >= 0.94 * len(told)


@each_of(
    [
        ("smuggling", "trucks come at night with drums and leave light"),
        ("smuggling", "des camions viennent la nuit avec des fûts et repartent à vide"),
        ("smuggling", "llegan camiones de noche con tambores y se van vacíos"),
        ("smuggling", "kamyon yo vini lannwit ak dwoum, yo tounen vid"),
        ("smuggling", "Kamyon vini lannwit épi dwonm, yo ka pati vid"),
        ("human_trafficking", "she sends all her pay to a man who keeps her book"),
        ("human_trafficking", "elle donne toute sa paie à un homme qui tient son carnet"),
        ("human_trafficking", "le da todo lo que gana a un hombre que lleva su libreta"),
        ("wanted_person", "he shave off his beard and he does only come out when it dark"),
        ("homicide", "dem say she fall but he scrub the step with bleach the same night"),
        ("violence", "five of them hold him down after the dance and burst his mouth"),
        ("robbery", "a fella on a bike ride up and pull the bag from the lady and gone"),
        ("child_abuse", "the boy come to school with long sleeves and he does eat like he never see food"),
        ("domestic_abuse", "she does wear dark glasses in church and jump when he shift in the pew"),
    ]
)
def test_parts_of_a_scene_together_name_what_none_of_them_says(kind: str, text: str) -> None:
    assert judge(text).categories[0] == kind
