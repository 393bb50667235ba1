"""How officers write of the one who calls is marked before it is stored; what they write of the crime is not."""

from reports.dashboard.call_draft import Draft
from tests.tables import each_of


def is_of_the_caller(text: str) -> bool:
    return "caller" in Draft({"text": text}).concerns().kinds


@each_of(
    [
        "The informant works at Sandals as a cook",
        "Informant is a teacher at Micoud Secondary",
        "The lady who called lives two doors from him",
        "Complainant is her daughter",
        "Reporter is the neighbour",
        "This is the same woman who called yesterday",
        "Male caller, about 40, stutters",
        "Voice sounds like Peter from the garage",
        "The caller was in his car at the time, plate PB 4521",
        "She is calling from Mon Repos",
        "I know the caller from church",
        "She saw it from her kitchen window",
        "His sister called",
        "Caller: Mary Joseph, tel 4841234",
        "Moun ki kwiyé a sé fwè misyé",
        "La personne qui appelle est la voisine",
        "Quien llama es la esposa",
        "The caller's brother works there",
    ]
)
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
