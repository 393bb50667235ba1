"""A unit of this desk is said to do wrong: none of it reads that, whatever the unit is called here.

tips/units_accused.tsv: a part, whether it accuses a unit, and a made-up text. Of the part `first`, written before the
rules that it mended, 76 of 161 that accuse went to the unit of their kind, and 15 of 82 others to standards.
The part `again` is after what a reader sent who had not seen them; six of its innocent are set apart by other rules.
What a unit did, be it its duty, it is not shown either: of the innocent these are nine more.
"""

from dataclasses import replace
from pathlib import Path

from reports.triage.assessment import Assessment, KnownOfficer, TipText
from reports.triage.pipeline import run
from tests.tables import each_of

CALLED = ("Reception", "Narcotics", "Vulnerable Persons", "Human Trafficking", "General Duty", "Harbour Squad")
OFFICERS = (
    KnownOfficer("Rita Felix", "felix", units=frozenset({"narcotics"})),
    KnownOfficer("Ann Bo", "bo", units=frozenset({"vulnerable-persons"})),
    KnownOfficer("Lee Om", "om", units=frozenset({"general"})),
)


_TIPS = Path(__file__).parents[1] / "tips" / "units_accused.tsv"


def _told(text: str, **answers: str) -> Assessment:
    told = {name.replace("__", "."): said for name, said in answers.items()}
    tip = TipText(text=text, answers=told, channel="web", in_danger=False, language_hint="", officers=OFFICERS)
    return run(replace(tip, called=CALLED))


@each_of(
    [
        ("General Duty stole money from me", "standards"),
        ("General Duty does beat people in the van", "standards"),
        ("them General Duty fellas thief my chain", "standards"),
        ("Harbour Squad take bribes to let the boats pass", "standards"),
        ("Narcotics took my money and let the dealer go", "standards"),
        ("the narcs taking cut from every weed boat in Laborie", "standards"),
        ("dem boys in narcotics is the real dealers", "standards"),
        ("Anton in the drugs office is a dealer", "standards"),
        ("Reception does tell the dealers who come in to report", "standards"),
        ("the woman who runs vulnerable persons hides what her brother does to children", "standards"),
        ("the unit for trafficking takes money from the brothel owner", "standards"),
        ("chèf brigad kriminèl la pran lajan pou l fèmen dosye a", "standards"),
        ("brigad kriminèl la vann prèv yo", "standards"),
        ("inite moun frajil la kache kadejak pou lajan", "standards"),
        ("Sarjan Anton ka pwan lajan", "standards"),
        ("l'accueil du commissariat dit aux dealers qui a parlé", "standards"),
        ("recepción de la policía avisa a los narcos quién denuncia", "standards"),
        ("the hotline tells the gang who calls", "standards"),
        ("the officers at reception, the reception boys does thief what people bring", "standards"),
        ("Professional standards takes money to close complaints", "oversight"),
    ]
)
def test_a_unit_that_does_wrong_does_not_read_it(text: str, unit: str) -> None:
    assert _told(text).unit == unit


def test_what_is_typed_into_a_field_accuses_a_unit_too() -> None:
    assert _told("they do what they want", other__did="General Duty stole money from me").unit == "standards"


@each_of(
    [
        ("Narcotics should search his house, he sells weed", "narcotics"),
        ("They sell narcotics by the school and beat people who talk", "narcotics"),
        ("narcotics selling at the corner every night", "narcotics"),
        ("I want narcotics to know he sells weed by the school", "narcotics"),
        ("I told reception at the hotel that he stole my bag", "general"),
        ("Reception at the hotel stole my card number", "general"),
        ("I called General Duty and they took a report, the man still beats his wife", "vulnerable-persons"),
        ("General Duty never comes, they steal goats every night in Micoud", "narcotics"),
        ("vulnerable persons are beaten in the home", "major-crime"),
        ("vulnerable persons are still beaten in the home in Dennery", "major-crime"),
        ("human trafficking hides in that spa", "trafficking"),
        ("reception sells cocaine to tourists at Sandals, ask for Kenny", "narcotics"),
        ("The front desk lady steals passports of the guests at Sandals", "general"),
        ("the tip line hides who I am, right? A man sells guns in Castries", "major-crime"),
        ("human trafficking takes place in the bar, the owner takes money from the girls", "trafficking"),
        ("Traffic stole an hour from me, a truck with stolen goods at Vieux Fort", "general"),
    ]
)
def test_a_unit_that_is_wanted_or_told_is_not_accused(text: str, unit: str) -> None:
    assert _told(text).unit == unit


@each_of(["Rita at the police help her boyfriend bring in cocaine", "Rita from the police station sells weed"])
def test_a_first_name_that_sits_with_the_police_keeps_the_tip_from_its_bearer(text: str) -> None:
    assert "felix" in _told(text).named


@each_of(["Rita at the bar sells cocaine", "Rita told the police that he sells weed"])
def test_a_first_name_elsewhere_keeps_it_from_nobody(text: str) -> None:
    assert not _told(text).named


def _of(part: str, *, accuses: str) -> list[str]:
    rows = (row.split("\t") for row in _TIPS.read_text(encoding="utf-8").splitlines())
    return [text for where, label, text in rows if (where, label) == (part, accuses)]


def _set_apart(texts: list[str]) -> list[str]:
    return [text for text in texts if _told(text).unit in ("standards", "oversight")]


@each_of(["first", "again"])
def test_no_unit_that_is_accused_in_the_table_reads_of_it(part: str) -> None:
    accusing = _of(part, accuses="yes")
    assert sorted(set(accusing) - set(_set_apart(accusing))) == []


@each_of([("first", 25), ("again", 15)])
def test_few_who_say_the_same_words_of_a_unit_and_accuse_nobody_are_set_apart(part: str, most: int) -> None:
    assert len(_set_apart(_of(part, accuses="no"))) <= most
