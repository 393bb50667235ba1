"""All that is wrong with the words of a guide is told at once, and where it lies."""

from copy import deepcopy
from typing import Any

import pytest

from reports.guides import whole
from reports.rulebook.guide_checks import BadGuide, check


def test_each_fault_of_a_guide_is_told_with_its_text() -> None:
    table: dict[str, Any] = deepcopy(dict(whole("drugs")))
    table["title"]["ht"] = "www.malo.example"
    own = {"kind": "one", "ask": {"en": "Children?", "fr": "Votre nom ?"}, "hint": {"es": "¿Cómo se llama usted?"}}
    table["questions"].append(own | {"id": "own_1", "options": [["own_1", {"fr": "Oui"}]], "if": {}})
    table["questions"].append(
        {"id": "own_2", "kind": "pick", "ask": {"en": "Where?"}, "hint": {}, "options": [], "if": {}}
    )
    with pytest.raises(BadGuide) as refused:
        check("drugs", table, {})
    told = [(fault.reason, fault.part, fault.language) for fault in refused.value.faults]
    assert told == [
        ("away", "title", "ht"),
        ("who", "ask", "fr"),
        ("who", "hint", "es"),
        ("english", "option", "en"),
        ("options", "", "en"),
    ]
    assert [dict(fault.text) for fault in refused.value.faults[1:4]] == [own["ask"], own["hint"], {"fr": "Oui"}]
    assert refused.value.faults[4].said == "Where?"
    assert check("drugs", whole("drugs"), {})
