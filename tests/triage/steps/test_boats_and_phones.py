"""How islanders name boats and write telephone numbers, in five languages, and what looks like one and is none."""

from tests.tables import each_of
from tests.triage.tips import judge


def _found(kind: str, text: str) -> list[str]:
    spans = [span for one in judge(text).entities if one.value == kind for span in one.spans]
    return [text[span.start : span.end] for span in spans]


@each_of(
    [
        ("a white pirogue named Blessed Hands come in by the jetty at night", "Blessed Hands"),
        ("a boat they does call sweet pea bringing in weed", "sweet pea"),
        ("the boat have No Pressure write on it", "No Pressure"),
        ("is a red canoe with J 1187 on the bow", "J 1187"),
        ("pirogue J 1234 SL unloading by Anse La Raye", "J 1234 SL"),
        ("white boat SL 2214 by the reef", "SL 2214"),
        ("une barque qui s'appelle bel espoir", "bel espoir"),
        ("une barque nommée Bel Espoir", "Bel Espoir"),
        ("la lancha, le dicen La Negra", "La Negra"),
        ("yon bato yo rele sen pyè ap pote moun", "sen pyè"),
        ("yon kannòt non'y sé bon lavi", "bon lavi"),
    ]
)
def test_a_boat_is_found_by_what_it_is_called_or_by_its_number(text: str, boat: str) -> None:
    assert _found("vessel", text) == [boat]


@each_of(
    [
        "the car J 1187 parked by the school",
        "No boat came, no one on the beach",
        "dice que la lancha viene de noche",
        "la barque est partie vers Anse La Raye",
    ]
)
def test_what_stands_beside_a_boat_is_no_name(text: str) -> None:
    assert _found("vessel", text) == []


@each_of(
    [
        ("his number is 484 12 34", "484 12 34"),
        ("call him on 758 4841234", "758 4841234"),
        ("whatsapp +1 (758) 484-1234 for the pills", "+1 (758) 484-1234"),
        ("number is 484 - 1234", "484 - 1234"),
        ("number is 484–1234", "484–1234"),
        ("it is 001 758 484 1234", "001 758 484 1234"),
        ("rele l sou 3712-3456", "3712-3456"),
        ("teléfono cuatro ocho cuatro uno dos tres cuatro", "cuatro ocho cuatro uno dos tres cuatro"),
    ]
)
def test_a_telephone_number_is_found_in_groups(text: str, phone: str) -> None:
    assert _found("phone", text) == [phone]


@each_of(
    [
        "he was there from 2023-2024 and 2019 - 2020",
        "they ask 2500-3000 dollars for a visa",
        "plate PA 4123 and PB 3345",
    ]
)
def test_years_sums_and_plates_are_no_telephone(text: str) -> None:
    assert _found("phone", text) == []
