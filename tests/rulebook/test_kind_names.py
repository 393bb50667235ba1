"""No kind of tip is called as another one is."""

from reports.guides import whole
from reports.rulebook.kind_names import is_of_another
from tests.tables import each_of


@each_of(
    [
        ("theft", "Robbery", True),
        ("theft", " ROBBERY. ", True),
        ("drugs", "Vól ou cambriolage", True),
        ("drugs", whole("threat")["title"]["acf"], True),
        ("drugs", "Powders", True),
        ("fraud", "Powders", False),
        ("robbery", "Robbery", False),
        ("drugs", "Robbery of drugs", False),
    ]
)
def test_another_kinds_name_is_known(category: str, name: str, known: bool) -> None:
    tables = {"fraud": whole("fraud") | {"title": {"en": "Powders"}}}
    assert is_of_another(category, name, tables) == known
