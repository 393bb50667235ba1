"""Police of no known unit and by no name: what they did goes to standards, that they were turned to does not."""

from reports.triage.assessment import Assessment, KnownOfficer, TipText
from reports.triage.pipeline import run
from tests.tables import each_of

OFFICERS = (
    KnownOfficer("Marcia Reid", "marcia", units=frozenset({"reception", "general", "major-crime"})),
    KnownOfficer("Ian Charles", "ian", frozenset({"standards"}), frozenset({"standards"})),
)


def _told(text: str, *, in_danger: bool = False) -> Assessment:
    return run(TipText(text=text, answers={}, channel="web", in_danger=in_danger, language_hint="", officers=OFFICERS))


@each_of(
    [
        "two policemen sat in a marked vehicle and watched the fight by the jerk stand last month",
        "in September policemen came into his field with a paper which they did not let him read",
        "can a homicide detective be dating the main suspect? i see them hugging up in Marigot",
        "my neighbour is a policeman and the stepdaughter sleeping in his room",
        "unos policías se llevaron la moto de mi primo y la venden",
        "polisye yo kraze pòt mwen",
    ]
)
def test_police_who_are_told_of_do_not_read_it(text: str) -> None:
    told = _told(text)
    assert told.unit == "standards", told.urgency


@each_of(
    [
        "the officer told me to write here, a man is selling weed by the school",
        "please send a policeman to the market, boys fighting there every noon",
        "the fella who shot the policeman in 2019 is hiding by his mother in Desruisseaux",
        "un policía me dijo que escriba aquí, el vecino tiene un arma",
        "he dressed like a policeman and robbed the shop in Dennery",
    ]
)
def test_police_who_are_only_turned_to_or_harmed_set_nothing_apart(text: str) -> None:
    assert _told(text).unit != "standards"


def test_of_danger_now_who_can_be_called_stays() -> None:
    text = "three policemen by the bridge, a man is bleeding, come now"
    assert _told(text, in_danger=True).unit != "standards"


@each_of(
    [
        ("A grey car PC 4410 sells weed at the park in Bexon", "reception"),
        ("a jeep with plates PC 4410 sells weed in Bexon", "reception"),
        ("PC 441 takes money from the boys in Bexon", "standards"),
        ("PC 4410 sells weed at the park in Bexon", "standards"),
        ("the car that PC 4410 drives has weed in it", "standards"),
        ("A car came and PC 4410 sells weed from it", "standards"),
        ("badge number PC 4410 sells weed in Bexon", "standards"),
    ]
)
def test_the_plate_of_a_car_is_no_constable(text: str, unit: str) -> None:
    told = _told(text)
    assert ("standards" if told.unit == "standards" else "reception") == unit
