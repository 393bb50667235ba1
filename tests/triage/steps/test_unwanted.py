"""Who is to be kept from a tip at its tipster's wish, and who sits in a unit that a tip about the police names."""

from dataclasses import replace
from time import process_time

from reports.triage.assessment import Assessment, KnownOfficer, TipText
from reports.triage.pipeline import run
from tests.tables import each_of

CALLED = {"Serious Incidents": "major-crime", "Harbour House Team": "trafficking"}
ANTON = KnownOfficer("Anton Jules", "anton", units=frozenset({"narcotics", "general", "major-crime"}))
RITA = KnownOfficer("Rita Felix", "rita", units=frozenset({"narcotics", "vulnerable-persons"}))
MARCIA = KnownOfficer("Marcia Reid", "marcia", units=frozenset({"general", "major-crime", "vulnerable-persons"}))
LENA = KnownOfficer("Lena Augustin", "lena", frozenset({"standards"}), frozenset({"standards", "trafficking"}))
IAN = KnownOfficer("Ian Charles", "ian", frozenset({"standards"}), frozenset({"standards"}))
GRACE = KnownOfficer("Grace Long", "grace", units=frozenset({"general"}))
OFFICERS = (ANTON, RITA, MARCIA, LENA, IAN, GRACE)


def _told(text: str, *officers: KnownOfficer) -> Assessment:
    tip = TipText(
        text=text, answers={}, channel="web", in_danger=False, language_hint="", officers=officers or OFFICERS
    )
    return run(replace(tip, called=tuple(CALLED), called_of=CALLED))


@each_of(
    [
        ("please dont let anton see this. the man in the blue house in bisee selling coke", {"anton"}),
        ("Please don't tell Anton. the man in the blue house in bisee selling coke", {"anton"}),
        ("whatever all you do dont tell marcia. her boyfriend have the gun in his cistern", {"marcia"}),
        ("Rita must not know is me who say. her cousin selling coke in the salon in marchand", {"rita"}),
        ("pa kite Anton wè sa. yo ka vann kokayin an lawi-a", {"anton"}),
        ("que Rita no debe saber que yo hablé, su primo vende coca", {"rita"}),
        ("il ne faut pas le dire à Marcia, son copain a une arme", {"marcia"}),
    ]
)
def test_who_must_not_know_does_not_read_it(text: str, off: set[str]) -> None:
    assert off <= _told(text).named


@each_of(
    [
        "not for narcotics eyes. coke in the fish truck every friday from vieux fort",
        "dont send this to the drug squad. coke in the fish truck every friday",
        "u cant trust the drug squad. 2 kilo in the speaker box at the rum shop in jacmel",
        "keep this away from narcotics, coke in the fish truck every friday",
        "i fraid to talk to the narcotics people. coke in the fish truck every friday",
        "surtout ne donnez pas ca aux stups, le vendeur de coke du port a un ami chez eux",
        "pa kite moun nan brigad dwòg la wè sa. gen yon bato kokayin k ap rive vandredi",
        "Un bateau arrive vendredi avec de la poudre. Surtout que les gens de l'antidrogue ne voient pas ce message",
        "no me fio de los antinarcoticos. venden coca en el bar azul",
    ]
)
def test_a_unit_that_is_not_to_read_it_does_not(text: str) -> None:
    told = _told(text)
    assert told.unit == "standards"
    assert {"anton", "rita"} <= told.named


@each_of(
    [
        ("no me fio de la unidad de personas vulnerables. el vecino le pega a su mujer todas las noches", "standards"),
        ("don't let Serious Incidents see this, the man in the blue house has the gun", "standards"),
        ("keep this away from general duty. stolen bikes in the board house by the river", "standards"),
    ]
)
def test_of_units_by_each_name(text: str, unit: str) -> None:
    assert _told(text).unit == unit


@each_of(
    [
        "if you don't call narcotics now he will move the coke",
        "why don't they send narcotics to the blue house, he selling coke there",
        "don't send a car with lights, call narcotics, he selling coke in the blue house",
        "please let narcotics know that he sells coke in the blue house",
        "narcotics should not wait, he sells coke in the blue house",
        "send the drug squad, don't call first, he sells coke in the blue house",
        "dont tell him i call narcotics, he sells coke in the blue house",
        "coke in the yellow house. don't tell narcotics my name",
        "coke in the yellow house. i would never trust in the grace of god in there",
        "im scared he has coke and sells it to children call narcotics now",
    ]
)
def test_who_wants_a_unit_to_come_or_know_keeps_it_from_nobody(text: str) -> None:
    told = _told(text)
    assert told.unit == "narcotics"
    assert not told.named


@each_of(
    [
        "harbour house team does take bribes from the bar with the venezuelan girls",
        "human trafficking unit take bribes from the bar",
    ]
)
def test_who_sits_in_the_accused_unit_and_in_standards_does_not_read_it(text: str) -> None:
    told = _told(text)
    assert told.unit == "standards"
    assert "lena" in told.named
    assert "ian" not in told.named


def test_who_waits_for_the_key_is_kept_off_and_is_no_reader_of_it() -> None:
    waits = KnownOfficer("Zed Bo", "zed", units=frozenset({"general"}), units_later=frozenset({"narcotics"}))
    told = _told("not for narcotics eyes. coke in the fish truck every friday from vieux fort", ANTON, waits, IAN)
    assert (told.unit, told.named) == ("standards", {"anton", "zed"})
    wish = "Peter sells cocaine at the jetty. Don't let Anton see this."
    assert _told(wish, ANTON, waits, IAN).unit == "standards"
    assert _told(wish, ANTON, replace(waits, units=waits.units_later), IAN).unit == "narcotics"


def test_where_nobody_else_were_left_they_read_it() -> None:
    lena = replace(LENA, apart=frozenset({"standards", "oversight"}), units=LENA.units | {"oversight"})
    told = _told("human trafficking unit take bribes from the bar", ANTON, RITA, MARCIA, lena)
    assert told.unit == "standards"
    assert "lena" not in told.named


def test_a_house_s_unit_with_an_everyday_name_is_named_only_as_a_name() -> None:
    night = KnownOfficer("Al Bo", "al", units=frozenset({"narcotics"}))
    tip = TipText(text="", answers={}, channel="web", in_danger=False, language_hint="", officers=(night, IAN))
    here = replace(tip, called=("Night",), called_of={"Night": "narcotics"})
    assert not run(replace(here, text="i am afraid of night here, he sells coke")).named
    assert run(replace(here, text="i am afraid of the Night unit, he sells coke")).named == {"al"}


def test_a_text_of_nothing_but_units_costs_no_more_than_its_length() -> None:
    costs = []
    for times in (250, 1_000):
        begun = process_time()
        _told("dont tell the drug squad " * times)
        costs.append(process_time() - begun)
    assert costs[1] < 12 * costs[0], "four times the length"
