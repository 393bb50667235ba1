"""How officers write of the one who calls is marked before it is stored; what they write of the crime is not."""

from reports.dashboard.call_draft import Draft
from tests.dashboard.test_of_the_caller import OF_THE_CALLER
from tests.tables import each_of


def is_of_the_caller(text: str) -> bool:
    return "caller" in Draft({"text": text}).concerns().kinds


@each_of([*OF_THE_CALLER, "The caller's brother works there"])
def test_who_calls_is_marked_however_an_officer_writes_of_it(text: str) -> None:
    assert is_of_the_caller(text)


@each_of(
    [
        "Two men land bales from a white pirogue behind the shop, every Friday after dark.",
        "The dealer calls his customers at night",
        "He was seen from the road with a bag",
        "The car is grey and stands by the bar",
        "A woman sells pills from her shop",
        "They load the boat from the jetty",
        "Un homme vend de la drogue près de l'école",
    ]
)
def test_what_is_told_of_the_crime_is_not(text: str) -> None:
    assert not is_of_the_caller(text)
