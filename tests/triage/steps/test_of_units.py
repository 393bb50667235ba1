"""Somebody is set into a unit of this desk, by name or by role: it accuses somebody inside, and he never reads it."""

from reports.triage.assessment import Assessment, KnownOfficer, TipText
from reports.triage.pipeline import run
from tests.tables import each_of

OFFICERS = (
    KnownOfficer("Anton Jules", "jules", units=frozenset({"narcotics"})),
    KnownOfficer("Marcia Reid", "reid", units=frozenset({"reception"})),
    KnownOfficer("Ian Charles", "charles", frozenset({"standards"}), frozenset({"standards"})),
    KnownOfficer("Lena Paul", "lena", frozenset({"oversight"}), frozenset({"oversight"})),
)


def _told(text: str, **answers: str) -> Assessment:
    told = {name.replace("__", "."): said for name, said in answers.items()}
    return run(TipText(text=text, answers=told, channel="sms", in_danger=False, language_hint="", officers=OFFICERS))


@each_of(
    [
        ("Anton in narcotics does tell the Grass Street boys when to hide the weed", "standards", "jules"),
        ("anton from the drug squad have a stash of weed", "standards", "jules"),
        ("Anton, who works in CID, sells weed", "standards", "jules"),
        ("the drug squad's Anton sells weed", "standards", "jules"),
        ("Anton nan narcotics ap vann zèb", "standards", "jules"),
        ("Anton adan nakotik ka vann zèb", "standards", "jules"),
        ("Anton des stupéfiants vend de la drogue", "standards", "jules"),
        ("Anton de los narcóticos vende droga", "standards", "jules"),
        ("Marcia at reception telling people on the block who call the tip line", "standards", "reid"),
        ("Marcia adan resepsyon ka di tout moun ki moun ki aplé", "standards", "reid"),
        ("Marcia on the tip line desk selling weed", "standards", "reid"),
        ("Marcia that answer the tip line giving out names", "standards", "reid"),
        ("Anton works for narcotics and sells weed", "standards", "jules"),
        ("Anton the narcotics man sells weed", "standards", "jules"),
        ("Charles from standards burying complaints for money", "oversight", "charles"),
        ("the lady Lena that work in oversight sells weed", "standards", "lena"),
    ]
)
def test_an_officer_s_name_of_a_unit_names_him(text: str, unit: str, named: str) -> None:
    judged = _told(text)
    assert (judged.unit, judged.named) == (unit, {named})


@each_of(
    [
        ("The head of Major Crime own the nightclub", "standards"),
        ("the narcotics boss have a boat that nobody search", "standards"),
        ("le chef des stupéfiants a une villa", "standards"),
        ("el jefe de narcóticos tiene una casa con droga", "standards"),
        ("chèf nakotik la gen yon bato", "standards"),
        ("chèf nakotik-la ni an bato", "standards"),
        ("the lady at the police reception is his girl", "standards"),
        ("an officer from the drug squad own the house where they cook crack", "standards"),
        ("Kervin from the drug squad bring the weed on Fridays", "standards"),
        ("The head of standards own the nightclub", "oversight"),
        ("the chief of oversight own the nightclub", "standards"),
    ]
)
def test_a_role_or_another_name_of_a_unit_accuses_somebody_inside(text: str, unit: str) -> None:
    judged = _told(text)
    assert judged.unit == unit


@each_of(
    [
        ("Ask Marcia Reed who she give the name of the tipster to, a man dead because of her", "reid"),
        ("marcia ried sells weed", "reid"),
        ("Marcia Redi sells weed", "reid"),
        ("Anton Jule sells weed", "jules"),
        ("anton julles sells weed", "jules"),
    ]
)
def test_a_last_name_with_a_letter_wrong_behind_its_first_name_names_an_officer(text: str, named: str) -> None:
    judged = _told(text)
    assert (judged.unit, judged.named) == ("standards", {named})


@each_of(
    [
        ("I told the officer at narcotics, he sells weed",),
        ("the drug squad came and searched, the weed is next door",),
        ("the officer from narcotics came and took a report, they sell weed again",),
        ("Please tell the head of narcotics that he sells weed",),
        ("I want the head of Major Crime to know: they sell weed at the club",),
        ("Anton sells weed in Dennery",),
        ("Marcia at the hotel reception sells weed",),
        ("Kevon at reception in the guest house sells weed",),
        ("Kervin is in CID custody but his brother sells weed",),
        ("the boss of the trafficking sells weed",),
        ("they sell weed in Dennery and narcotics know",),
        ("the man with the narcotics sells weed too",),
        ("Anton with the narcotics in his bag sells weed",),
        ("marcia read the note, they sell weed",),
        ("Marcia Reading sells weed",),
        ("Tony Reed sells weed",),
        ("the drug squad should search Anton's yard, he sells weed",),
    ]
)
def test_who_only_speaks_of_a_unit_or_of_a_civilian_accuses_nobody(text: str) -> None:
    assert _told(text).unit not in ("standards", "oversight")


def test_somebody_of_a_unit_told_in_a_field_counts_and_shows_no_place_in_the_text() -> None:
    judged = _told("They sell weed", other__did="Anton in narcotics tells them when to hide")
    assert (judged.unit, judged.named) == ("standards", {"jules"})
    assert all(span.end <= len("They sell weed") for span in judged.of("conflict")[0].spans)


CALLED = ("Harbour Squad", "Castries", ".")


@each_of(
    [
        ("Anton in Harbour Squad does tell the Grass Street boys when to hide the weed", "standards"),
        ("the harbour squad's Anton sells weed", "standards"),
        ("Anton from Castries sells weed", "narcotics"),
        ("the harbour squad of boys sells weed", "narcotics"),
    ]
)
def test_an_officer_is_set_into_a_unit_by_the_name_that_it_has_here(text: str, unit: str) -> None:
    tip = TipText(
        text=text, answers={}, channel="sms", in_danger=False, language_hint="", officers=OFFICERS, called=CALLED
    )
    assert run(tip).unit == unit
