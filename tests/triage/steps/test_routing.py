import pytest

from reports.triage.assessment import Assessment, KnownOfficer, TipText
from reports.triage.pipeline import run
from reports.triage.steps.category import CATEGORIES
from reports.triage.steps.lexicon import rules
from tests.tables import each_of
from tests.triage.tips import judge

UNITS = {
    "reception",
    "standards",
    "oversight",
    "major-crime",
    "narcotics",
    "trafficking",
    "vulnerable-persons",
    "general",
}


def _with_officers(text: str, *officers: str, **answers: str) -> Assessment:
    return _named(text, *map(KnownOfficer, officers), **answers)


def test_every_category_goes_to_a_unit_that_exists() -> None:
    assert set(rules("routing")["units"]) == set(CATEGORIES)
    assert set(rules("routing")["units"].values()) <= UNITS


def test_a_child_goes_to_vulnerable_persons() -> None:
    assert judge("he beats the children every night").unit == "vulnerable-persons"


def test_police_misconduct_goes_to_standards() -> None:
    assessment = judge("the police taking money from the dealers")
    assert (assessment.unit, assessment.conflict_of_interest) == ("standards", True)


@pytest.mark.parametrize(
    "text",
    [
        "He is robbing shops. Is two people in the Major Crime unit telling him when they coming",
        "People in the Major Crime unit telling Delroy Vite when they coming. He keeps coke",
    ],
)
def test_a_unit_that_warns_whom_it_looks_for_does_not_read_it(text: str) -> None:
    assert judge(text).unit == "standards"


def test_a_unit_that_is_only_wanted_there_reads_it() -> None:
    assert judge("Please tell the Major Crime unit that he keeps coke in the blue house").unit == "narcotics"


def test_the_standards_unit_does_not_read_about_itself() -> None:
    assert judge("the standards unit is corrupt and took a bribe").unit == "oversight"


@pytest.mark.parametrize(
    "text",
    [
        "PC Placeholder sells weed",
        "anita placeholder sells weed",
        "Sgt Anita Placeholder",
        "He has weed. His girl is A. Placeholder and she warns him",
    ],
)
def test_a_named_officer_goes_to_standards(text: str) -> None:
    assert _with_officers(text, "Anita Placeholder").unit == "standards"


REID, JOSEPH = KnownOfficer("Marcia Reid", "reid"), KnownOfficer("Peter Joseph", "joseph")


@pytest.mark.parametrize(
    "text",
    [
        "He have two guns. His girl is M. Reid and she warn him.",
        "He sells weed with m. reid",
        "He sells weed with M.J. Reid",
        "He sells weed with J. M. Reid",
        "the sergeant, Reid, is taking money from who sell weed",
        "he say the officer, Reid, warns him, he sells weed",
        "a good officer, Reid, sells weed",
        "PC, Reid, takes bribes from who sell weed",
        "le sergent, Reid, prend de l'argent pour la drogue",
        "el sargento, Reid, vende droga",
        "yon sajan, Reid, ap vann dwòg",
        "an polis, Reid, ka vann zèb",
        "Reid from the tip line is his woman, he sells weed",
        "reid in Major Crime is his woman, he have guns",
        "sergeant R. took the weed home",
        "officer Reids wife sells weed",
        "a police lady name Reid does visit him, he sells coke",
        "Reid the police selling weed",
        "Il vend de la drogue, Reid de la police est sa femme",
        "Vende droga, Reid de la policía es su mujer",
        "L ap vann dwòg, Reid nan lapolis la se menaj li",
        "I ka vann zèb, Reid adan lapolis sé fanm li",
    ],
)
def test_an_initial_or_the_police_beside_a_last_name_make_it_an_officers(text: str) -> None:
    judged = _named(text, REID, JOSEPH)
    assert (judged.unit, judged.named) == ("standards", {"reid"})


@pytest.mark.parametrize(
    "text",
    [
        "Tell the police Joseph is selling weed",
        "Joseph is wanted by the police for selling weed",
        "Joseph is in the police station, the weed in his yard",
        "The police looking for John Joseph in Dennery, he have weed",
        "John Joseph from the police youth club know who sell weed",
        "I Joseph saw them selling weed",
        "P Paul Joseph sells weed in Dennery",
        "a Reid boy sells weed",
        "the officer's car has weed in the trunk, send somebody",
        "Joseph in the house with the weed, police come",
        "Good day officer, Joseph is selling weed",
        "Hello, sergeant, Joseph is selling weed",
        "Officer, Joseph is selling weed",
        "Bonjour sergent, Joseph vend de la drogue",
        "Buenos días oficial, Joseph vende droga",
        "Bonjou polisye, Joseph ap vann dwòg",
        "K.L. Joseph sells weed",
    ],
)
def test_police_who_are_told_of_a_namesake_make_him_no_officer(text: str) -> None:
    rested_on = {span.rule for found in _named(text, REID, JOSEPH).of("conflict") for span in found.spans}
    assert not {rule for rule in rested_on if "officer" in rule and "/" not in rule}


@pytest.mark.parametrize(
    "text", ["the Placeholder boys sell weed", "a Placeholder sells weed", "P. Placeholder sells weed"]
)
def test_a_last_name_alone_is_half_a_village(text: str) -> None:
    assert _with_officers(text, "Anita Placeholder").unit == "narcotics"


@pytest.mark.parametrize(
    "answers",
    [
        {"person__1__name": "Sgt Placeholder"},
        {"person__1__name": "anita placeholder"},
        {"person__1__name": "Placeholder, Anita"},
        {"person__2__nickname": "Placeholder", "person__2__role": "she is a police in Dennery"},
        {"person__1__role": "sergeant", "person__1__name": "A. Placeholder"},
        {"vehicle__1__driver": "that PC Placeholder"},
        {"category": "misconduct", "misconduct__who": "Placeholder"},
        {"drugs__runs": "Anita Placeholder and her boys"},
    ],
)
def test_an_officer_named_in_a_field_alone_goes_to_standards(answers: dict[str, str]) -> None:
    judged = _with_officers("They sell weed in Dennery", "Anita Placeholder", **answers)
    assert (judged.unit, judged.conflict_of_interest) == ("standards", True)
    assert all(span.end <= len("They sell weed in Dennery") for found in judged.findings for span in found.spans)


@pytest.mark.parametrize(
    "answers",
    [
        {"person__1__name": "Placeholder"},
        {"person__1__name": "Peter Placeholder", "person__1__role": "wanted by police"},
        {"person__1__name": "Placeholder", "person__2__role": "police"},
        {"person__1__company": "the Placeholder boys"},
    ],
)
def test_a_common_name_in_a_field_drags_no_tip_to_standards(answers: dict[str, str]) -> None:
    assert _with_officers("They sell weed in Dennery", "Anita Placeholder", **answers).unit == "narcotics"


def test_police_conduct_told_in_fields_alone_goes_to_standards() -> None:
    told = _with_officers("", other__who="the police", other__did="taking money from the drug dealers")
    assert (told.unit, told.conflict_of_interest) == ("standards", True)


def test_the_standards_unit_named_in_a_field_goes_to_oversight() -> None:
    told = _with_officers("the police took a bribe", misconduct__reply="to internal affairs, nothing came of it")
    assert told.unit == "oversight"


def _named(text: str, *officers: KnownOfficer, **answers: str) -> Assessment:
    told = {name.replace("__", "."): said for name, said in answers.items()}
    return run(TipText(text=text, answers=told, channel="web", in_danger=False, language_hint="", officers=officers))


ANITA, PETER = (
    KnownOfficer("Anita Placeholder", "anita", frozenset({"standards"})),
    KnownOfficer("Peter Placeholder", "peter"),
)


@pytest.mark.parametrize(
    ("text", "unit", "named"),
    [
        ("Sgt Placeholder sells weed", "oversight", {"anita", "peter"}),
        ("Sgt Paul Placeholder sells weed", "oversight", {"anita", "peter"}),
        ("Sgt Peter Placeholder sells weed", "standards", {"peter"}),
        ("anita placeholder sells weed", "oversight", {"anita"}),
        ("Peter Placeholder and PC Anita Placeholder sell weed", "oversight", {"anita", "peter"}),
        ("the police taking money from the dealers", "standards", set()),
    ],
)
def test_whoever_may_be_meant_counts_unless_the_first_name_tells(text: str, unit: str, named: set[str]) -> None:
    judged = _named(text, ANITA, PETER)
    assert (judged.unit, judged.named) == (unit, named)


def test_somebody_of_standards_named_in_a_field_sends_the_tip_to_oversight() -> None:
    assert _named("They sell weed", ANITA, PETER, person__1__name="Placeholder, Anita").named == {"anita"}
    assert _named("They sell weed", ANITA, PETER, person__1__name="Placeholder, Peter").unit == "standards"
    assert _named("", ANITA, PETER, category="misconduct", misconduct__who="Placeholder").unit == "oversight"


def test_who_is_named_stands_beside_what_officers_are_shown() -> None:
    stored = _named("PC Placeholder sells weed", PETER).to_dict()
    assert stored.pop("kept_from") == ["peter"]
    assert "peter" not in str(stored)


@each_of(
    [
        ("the drug squad tipping off the dealers in Wilton Yard", "standards"),
        ("brigade des stups prend de l'argent des dealers", "standards"),
        ("the special services unit stole the money they found", "standards"),
        ("I called the narcotics unit twice and nobody came", "narcotics"),
        ("the drugs squad keeping some of the cocaine", "standards"),
        ("drug squads stealing the weed they find", "standards"),
        ("one of the narcotics fellas selling back the coke they seize", "standards"),
        ("them boys from the marine unit does let the boats pass for money", "standards"),
        ("He work with the drug squad and does sell the weed they seize", "standards"),
        ("eskwad dwòg la ka vann kokayin", "standards"),
        ("les stups gardent une partie de la cocaïne", "standards"),
        ("They sell weed. The drug squad should raid it tonight", "narcotics"),
        ("tell the drugs squad to come quick, man selling coke by the school", "narcotics"),
        ("Please send the narcotics unit, they are keeping cocaine in the house", "narcotics"),
        ("they hide the coke when the drug squad pass", "narcotics"),
    ]
)
def test_a_unit_is_complained_of_as_the_police_are(text: str, unit: str) -> None:
    """Its name alone sets no tip apart: people write whom they want to come."""
    assert judge(text).unit == unit


def test_police_conduct_that_only_the_answers_name_is_told_once() -> None:
    told = _with_officers("please look", other__did="a police takes bribes from the drug dealers")
    (conflict,) = told.of("conflict")
    assert told.categories[0] == "misconduct"
    assert set(conflict.spans) <= set(told.of("category")[0].spans)
    assert 0 < conflict.score <= told.of("category")[0].score


@each_of(
    [
        ("Constable Marcia Reid takes money from a man in Vieux Fort", "speaks of an officer or of a unit by name,"),
        ("the narcotics squad sells what they seize, I saw it", "speaks of an officer or of a unit by name,"),
        ("the police taking money from the dealers", "speaks of police conduct,"),
        (
            "Thanks to the officers who came. The boy who did it is selling stolen phones.",
            "police whom nobody knows,",
        ),
        ("Sé moun-lan ki ka wéponn 555 la ka vann non moun", "reads like tips that accuse police, though no rule"),
    ]
)
def test_why_standards_read_it_is_told_by_its_cause(text: str, why: str) -> None:
    reid = KnownOfficer("Marcia Reid", "1", units=frozenset({"major-crime"}))
    assessment = _named(text, reid)
    [conflict] = assessment.of("conflict")
    assert why in conflict.reason


def test_what_its_kind_alone_sends_to_standards_says_so() -> None:
    [routing] = judge("They throwing bottles at the police jeep each time it pass by the bridge in Marchand").of(
        "routing"
    )
    assert routing.value == "standards"
    assert routing.reason.startswith("Its kind alone, police or official doing wrong,")


def test_where_nobody_is_left_to_read_it_says_whether_they_are_named_or_of_a_unit_that_it_speaks_of() -> None:
    reid = KnownOfficer("Marcia Reid", "1", units=frozenset({"vulnerable-persons"}))
    of_standards = KnownOfficer("Ian Charles", "2", units=frozenset({"standards"}), apart=frozenset({"standards"}))
    beats = "A man name Peter does beat his wife. He live in Ciceron."
    for more, why, other in (
        ("Don't let Marcia see this.", "is named in it, or is not to know of it,", "of a unit"),
        ("vulnerable persons was here and they laugh with him.", "is of a unit that it speaks of,", "is named"),
    ):
        reason = _named(f"{beats} {more}", reid, of_standards).of("routing")[0].reason
        assert why in reason
        assert other not in reason
