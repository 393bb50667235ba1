import hashlib
from pathlib import Path

from reports.kept_from import READS_LIKE
from reports.triage.assessment import Assessment, KnownOfficer, TipText
from reports.triage.pipeline import run
from reports.triage.steps.letters import weights_file
from reports.triage.steps.lexicon import rules
from tests.tables import each_of
from tests.triage.tips import judge

_TIPS = Path(__file__).parents[1] / "tips"
_APART = frozenset({"standards", "oversight"})
_CALLED = (
    ("Reception", "reception"),
    ("Narcotics", "narcotics"),
    ("Major Crime", "major-crime"),
    ("Vulnerable Persons", "vulnerable-persons"),
    ("Human Trafficking", "trafficking"),
    ("General Duty", "general"),
)


def _officer(name: str, initial: str, *units: str) -> KnownOfficer:
    return KnownOfficer(name, initial, _APART.intersection(units), frozenset(units))


_OFFICERS = (
    _officer("Anton Jules", "J", "reception", "narcotics", "major-crime", "general"),
    _officer("Marcia Reid", "R", "reception", "general", "major-crime", "vulnerable-persons"),
    _officer("Rita Felix", "F", "narcotics", "vulnerable-persons", "trafficking"),
    _officer("Ian Charles", "C", "standards"),
    _officer("Lena Augustin", "A", "standards", "oversight", "trafficking"),
    _officer("Thecla Moncherry", "M", "oversight"),
)


@each_of(
    [
        "only one number on earth I told about Bigga, and by Tuesday Bigga was playing my own voice in the rum shop",
        "the gun they take from my brother I see it again with the same sticker in the hand of a bad boy",
        "Ceux qui gardent les saisies revendent la cocaïne au bar du port, avec le scellé encore dessus",
        "los que vienen con los perros al muelle se quedan con la mitad de lo que encuentran",
        "moun ki ka gadé sa yo sézi-a ka vann li dèyè",
        "moun ki te vin sezi dwòg la kenbe mwatye, yo vann li nan katye a",
    ]
)
def test_who_hints_at_police_is_read_by_standards(text: str) -> None:
    judged = judge(text)
    assert (judged.unit, judged.conflict_of_interest) == ("standards", True)
    (conflict,) = (one for one in judged.findings if one.step == "conflict")
    assert conflict.score == 0
    assert all(text[span.start : span.end].strip() for span in conflict.spans if span.rule == READS_LIKE)


@each_of(
    [
        "They sell weed in Dennery",
        "He sells coke from the blue house by the school",
        "I told my cousin and the next day the whole village knew who I was",
        "the bouncers take money at the door and beat who will not pay",
        "Yo ka vann zèb dèyè légliz-la toulé swè",
        "el dueño del bar se queda con los pasaportes de las muchachas",
        "send the drug squad, they keeping cocaine in the blue house",
        "",
    ]
)
def test_who_hints_at_nobody_is_read_where_its_crime_goes(text: str) -> None:
    assert judge(text).unit not in ("standards", "oversight")


def test_who_hints_at_standards_is_read_by_oversight_and_not_by_standards() -> None:
    judged = _read_here("Those who are meant to investigate the police sold my complaint to the sergeant it was about")
    assert (judged.unit, _readers(judged)) == ("oversight", {"M"})


def test_who_hints_at_oversight_is_read_by_who_is_in_standards_alone() -> None:
    judged = _read_here("The civilians who are meant to watch the police dine with them and bury every complaint")
    assert (judged.unit, _readers(judged)) == ("standards", {"C"})


def test_a_guess_alone_gives_no_tip_to_an_oversight_in_which_nobody_is() -> None:
    text = "Those who are meant to investigate the police sold my complaint to the sergeant it was about"
    assert _read_here(text, without="MA").unit == "standards"


def test_an_accusation_drowns_in_no_long_text() -> None:
    other = "My neighbour has a new dog and we were all at her party on Sunday, the cake was good and nobody fought. "
    hint = "Only one number on earth I told about Bigga, and by Tuesday Bigga had my voice in the rum shop. "
    assert judge(other * 4).unit not in _APART
    assert judge(other * 4 + hint + other * 4).unit == "standards"


@each_of(["", " Mr Charles the baker saw it.", " Please send the drug squad."])
def test_a_name_beside_it_that_is_only_turned_to_hides_no_accusation(more: str) -> None:
    hint = "Only one number on earth I told about Bigga, and by Tuesday Bigga was playing my own voice in the rum shop."
    assert _read_here(hint + more).unit == "standards"


def test_whose_unit_is_hinted_at_is_kept_off_later_too() -> None:
    judged = _read_here(
        "them fellas who come to search we house for weed keep half of it and sell it to the boy by the shop"
    )
    assert (judged.unit, judged.units_told_of) == ("standards", {"narcotics"})
    assert judged.named == {"J", "F"}


def test_danger_now_stays_with_who_can_be_called() -> None:
    text = "whoever opens these messages sold me, he is outside my door now with a cutlass, help"
    assert judge(text).unit not in ("standards", "oversight")


def test_of_a_set_by_other_hands_few_are_read_by_whom_they_accuse_and_few_that_accuse_nobody_are_set_apart() -> None:
    lines = (_TIPS / "accusing_kept.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    judged = [(whom, _read_here(text)) for whom, _, text in rows]
    accusing = [_is_read_by(whom, one) for whom, one in judged if whom != "-"]
    innocent = [one.unit in _APART for whom, one in judged if whom == "-"]
    assert (len(accusing), len(innocent)) == (90, 30)
    assert sum(accusing) <= 3
    assert sum(innocent) <= 3


def test_the_rules_name_the_weights_that_are_shipped() -> None:
    assert rules("accusing")["weights"] == hashlib.blake2b(weights_file("accusing"), digest_size=8).hexdigest()


def _read_here(text: str, *, without: str = "") -> Assessment:
    called = dict(_CALLED)
    return run(
        TipText(
            text=text,
            answers={},
            channel="web",
            in_danger=False,
            language_hint="",
            officers=tuple(one for one in _OFFICERS if one.id not in without),
            called=tuple(called),
            called_of=called,
            duty="reception",
        )
    )


def _readers(judged: Assessment) -> set[str]:
    return {one.id for one in _OFFICERS if judged.unit in one.units} - judged.named


def _is_read_by(whom: str, judged: Assessment) -> bool:
    return judged.unit not in _APART if whom == "P" else not _readers(judged).isdisjoint(whom)
