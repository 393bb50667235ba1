"""Words that name nothing are refused as a name, a plate, a boat, an account or a place; what may be one never is."""

from reports.dashboard.asking import ThingForm
from reports.dashboard.no_name import why_no_name
from tests.tables import each_of

_REFUSED = {
    "person": ("...", "the", "The", "and the", "him", "avec", "el que", "nou"),
    "plate": ("jeep", "the jeep", "White Jeep", "Toyota", "taksi-la", "la camioneta blanca", "plate number"),
    "vessel": ("boat", "the big boat", "pirogue", "kannòt-la", "La lancha", "bateau"),
    "account": ("facebook", "his page", "the account", "kont lan"),
    "place": ("there", "the", "behind the", "dans la"),
}
_TAKEN = {
    "person": (
        "J", "A", "j", "Fish", "50 Cent", "April", "Boy", "Nobody", "The Boss", "King", "He Wei", "Le Roux",
        "De La Cruz", "La Shawn", "An", "Jesús", "Ti Boy", "Truck", "El Chapo", "Li",
        "Ella", "Son", "Nan", "Del", "Los", "Men", "Para", "Una", "Les", "Des", "Con", "Elle", "Sala", "Esta", "Era",
        "How", "ella",
    ),
    "plate": (
        "PB 4521", "pb4521", "4521", "PG", "PA", "P like Peter 4 5 6", "papa bravo four five two one", "2H 114",
        "AB-123-CD", "M1 ABC", "TX 88", "jeep 4521", "Sweet Boy", "HAITI 07",
    ),
    "vessel": (
        "Lady Marie", "The Lady", "J 1142", "SL 234", "M/V Island Queen", "No Pressure", "Ti Boat Marie", "La Sirène",
        "Ella", "Era", "La Una",
    ),
    "account": (
        "@slu_blocks", "Four blocks", "1001234567", "Facebook Marketplace Slu", "Big Page Promo", "ella", "🔥🔥", "_._",
    ),
    "place": ("the yellow gate", "The Bridge", "Anse La Raye", "by Ma Rose shop", "la Tou", "Behind the school"),
}  # fmt: skip


@each_of([(kind, said) for kind, listed in _REFUSED.items() for said in listed])
def test_words_that_name_nothing_are_refused_at_their_field(kind: str, said: str) -> None:
    form = ThingForm({"said": said, "meant": kind})
    assert not form.is_valid()
    assert f"“{said}”" in str(form.errors["said"]), form.errors


@each_of([(kind, said) for kind, listed in _TAKEN.items() for said in listed])
def test_what_may_be_a_name_is_taken(kind: str, said: str) -> None:
    assert why_no_name(said, kind) == ""
