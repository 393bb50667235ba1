import hashlib
from pathlib import Path

from reports.kept_from import ONLY_TOLD_OF
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
        "sé sa ki ka pwan kwiyé-a ki vann mwen",
        "moun ki te vin sezi dwòg la kenbe mwatye, yo vann li nan katye a",
    ]
)
def test_who_hints_at_police_is_read_by_standards(text: str) -> None:
    judged = judge(text)
    assert (judged.unit, judged.conflict_of_interest) == ("standards", True)
    (conflict,) = (one for one in judged.findings if one.step == "conflict")
    assert conflict.score == 0
    assert all(text[span.start : span.end].strip() for span in conflict.spans if span.rule == ONLY_TOLD_OF)


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
    assert sum(accusing) <= 6
    assert sum(innocent) <= 3


def test_the_rules_name_the_weights_that_are_shipped() -> None:
    assert rules("accusing")["weights"] == hashlib.blake2b(weights_file("accusing"), digest_size=8).hexdigest()


def _read_here(text: str) -> Assessment:
    called = dict(_CALLED)
    return run(
        TipText(
            text=text,
            answers={},
            channel="web",
            in_danger=False,
            language_hint="",
            officers=_OFFICERS,
            called=tuple(called),
            called_of=called,
            duty="reception",
        )
    )


def _readers(judged: Assessment) -> set[str]:
    return {one.id for one in _OFFICERS if judged.unit in one.units} - judged.named


def _is_read_by(whom: str, judged: Assessment) -> bool:
    return judged.unit not in _APART if whom == "P" else not _readers(judged).isdisjoint(whom)
