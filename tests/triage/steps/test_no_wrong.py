"""The police, or an officer, named without a word against them: the tip goes to whom its crime goes, not to standards.

Whoever is named is kept from it all the same.
"""

from dataclasses import replace

from reports.triage.assessment import Assessment, KnownOfficer, TipText
from reports.triage.pipeline import run
from tests.tables import each_of

CALLED = {"General Duty": "general"}
OFFICERS = (
    KnownOfficer("Anton Jules", "anton", units=frozenset({"narcotics", "major-crime", "general"})),
    KnownOfficer("Marcia Reid", "marcia", units=frozenset({"general", "major-crime", "vulnerable-persons"})),
    KnownOfficer("Rita Felix", "rita", units=frozenset({"narcotics", "vulnerable-persons"})),
    KnownOfficer("Ian Charles", "ian", frozenset({"standards"}), frozenset({"standards"})),
)


def _told(text: str) -> Assessment:
    tip = TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="", officers=OFFICERS)
    return run(replace(tip, called=tuple(CALLED), called_of=CALLED))


@each_of(
    [
        (
            "officer Reid helped me when my husband beat me, he now out of jail and says he will kill me",
            "vulnerable-persons",
            {"marcia"},
        ),
        ("the man that shot at constable jules last week is hiding in bexon", "major-crime", {"anton"}),
        ("el hombre que le disparó al sargento jules vive en la casa azul", "major-crime", {"anton"}),
        ("some boys break in a police constable house and thief his gun", "general", set()),
        ("they does run when they see police. they dealing by the school gate", "general", set()),
        ("la policia ya detuvo a uno pero el otro ladron vive en la casa verde", "general", set()),
        ("a man dress like police stop us and take our money, he not no real police", "major-crime", set()),
        (
            "general duty officer was very good to me. now the man who robbed me is back in wiltons yard",
            "major-crime",
            set(),
        ),
    ]
)
def test_who_helped_or_was_harmed_is_accused_of_nothing(text: str, unit: str, kept_from: set[str]) -> None:
    told = _told(text)
    assert (told.unit, told.named) == (unit, kept_from)


@each_of(
    [
        "officer Reid helped me last year. now he sending me messages every night",
        "officer Reid helped me when my husband beat me, but he want me to come by his house for it",
        "officer Reid helped me when my husband beat me, now the officer want sex",
        "officer Reid helped me when he catch me with the gun",
        "an officer helped me when my husband beat me and now he want sex for it",
        "the man that shot at constable jules say jules sell him bad coke",
        "the man that shot at constable jules was his partner in the coke",
        "the man that was shot by constable jules did nothing",
        "constable Reid kill constable Jules",
        "the officer was very good to me but he beat my brother in the cell",
        "when they see police they pay them and the police let them sell by the school",
        "the policeman does take money, he hide it in a police constable house",
        "la policia detuvo a mi hijo y le pegaron en la celda, la policia robo su dinero",
    ]
)
def test_what_leaves_a_doubt_goes_to_standards(text: str) -> None:
    assert _told(text).unit == "standards"


def test_praise_with_a_but_keeps_the_unit_from_it() -> None:
    assert "rita" in _told("narcotics officers was very kind to me until they take my boat").named
