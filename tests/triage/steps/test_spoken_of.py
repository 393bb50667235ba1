"""A unit that a tip speaks of: none of it reads that, unless it is only turned to."""

from dataclasses import replace

from reports.triage.assessment import Assessment, KnownOfficer, TipText
from reports.triage.pipeline import run
from tests.tables import each_of

CALLED = {"Serious Incidents": "major-crime", "General Duty": "general"}
OFFICERS = (
    KnownOfficer("Anton Jules", "anton", units=frozenset({"narcotics"})),
    KnownOfficer("Marcia Reid", "marcia", units=frozenset({"general", "major-crime"})),
    KnownOfficer("Rita Felix", "rita", units=frozenset({"vulnerable-persons"})),
    KnownOfficer("Ian Charles", "ian", frozenset({"standards"}), frozenset({"standards"})),
    KnownOfficer("Lena Augustin", "lena", units=frozenset({"trafficking"})),
    KnownOfficer("Grace Long", "grace", units=frozenset({"reception"})),
)


def _told(text: str) -> Assessment:
    tip = TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="", officers=OFFICERS)
    return run(replace(tip, called=tuple(CALLED), called_of=CALLED))


@each_of(
    [
        ("i see narcotics fellas counting bales behind the cemetery", "anton"),
        ("everybody in the village know narcotics have a weed field of their own", "anton"),
        ("narcotics put a gun in my son car", "anton"),
        ("narcotics counting bales behind the church", "anton"),
        ("drug squad fellas in the guest house with the coke man every friday", "anton"),
        ("i call to say narcotics fellas counting bales behind the cemetery", "anton"),
        ("my friend tell me narcotics have a weed field of their own", "anton"),
        ("every sunday the dealer playing dominoes with the drug squad", "anton"),
        ("moun nakotik yo ap dòmi lakay gwo machann nan", "anton"),
        ("sé jan nakotik-la ka bwè épi mèt bato-a", "anton"),
        ("los de narcóticos andan con el dueño de la coca", "anton"),
        ("les gars des stups dînent avec le vendeur de coke", "anton"),
        ("the fella who rob me is friends with general duty", "marcia"),
        ("serious incidents men wear the dead man watch", "marcia"),
        ("the women and children unit ask me for money", "rita"),
        ("dem human traffickin police does drink free in that bar", "lena"),
        ("hablamos con la gente de trata y en vez de ayudarnos llamaron a la dueña", "lena"),
        ("the people who take the tips tell the boys on the block", "grace"),
        ("d lady who took my call give him my number", "grace"),
        ("moun nan gichè estasyon an chire papye a", "grace"),
        ("moun ki ka wéponn telefòn-la sé zanmi nonm-lan", "grace"),
        ("la dame qui prend les appels raconte tout au quartier", "grace"),
        ("dem vunerable persons ppl tell d man which day d social worker coming", "rita"),
        ("detektiv yo pran telefòn mwen", "marcia"),
        ("who readin dese messages, somebody tell him what I write", "grace"),
        ("vulnerable persons is family with the pastor who touch the girls", "rita"),
        ("Reception is protecting the shooter", "grace"),
        ("Reception lost my statement on purpose", "grace"),
        ("I do not trust Reception, they give my name away. He sells coke", "grace"),
        ("The 555 girls selling numbers", "grace"),
        ("Sé dwòg skwòd la ki mété bagay-la an bous li", "anton"),
        ("Vilnérab Pèsonn la ka voyé sé timoun-lan viwé an kay nonm-lan", "rita"),
        ("La brigada de drogas vende lo mismo que quita", "anton"),
        ("La cellule traite des êtres humains touche l'argent des bordels", "lena"),
        (
            "i went to vulnerable persons and the officer there ask me how much i will pay. he does beat my child",
            "rita",
        ),
    ]
)
def test_whose_unit_is_spoken_of_does_not_read_it(text: str, officer: str) -> None:
    told = _told(text)
    assert officer in told.named
    assert told.unit in {"standards", *(unit for one in OFFICERS for unit in one.units)}
    assert told.named < {one.id for one in OFFICERS if told.unit in one.units} | {officer} or told.unit == "standards"


@each_of(
    [
        "narcotics have to come quick, they landing coke in anse cochon",
        "this one is for narcotics, coke hide in a fridge in a shop in bruceville",
        "somebody tell me to write to narcotics. the man cooking crack in the yellow house",
        "narcotics took the coke away last week, thank you, now he has more",
        "he sells narcotics by the school",
        "there is narcotics in the fishing boat Lady Grace at Laborie, under the ice",
        "que los de narcóticos vayan a la casa azul, ahí venden coca",
        "voyé nakotik an kay blé-a, yo ka vann kokayin",
    ]
)
def test_a_unit_that_is_turned_to_reads_it(text: str) -> None:
    told = _told(text)
    assert (told.unit, told.named) == ("narcotics", frozenset())


@each_of(
    [
        "ask narcotics where the rest of the coke is",
        "the dealer calls narcotics when somebody talks",
        "lè nakotik ka vini yo ka pwan lajan",
        "narcotics need to be looked into",
        "J'ai été contrôlé par la brigade des stups. Ils l'ont posé eux-mêmes.",
        "sé jan dwòg skwad-la ka pwan lajan",
        "when narcotics come he does run through the back with the coke",
        "narcotics raid him in june and he start back to sell coke the same week",
        "narcotics never find it, the coke is in the ceiling",
        "he moves the coke because he knows narcotics are coming",
        "les stups sont passés hier mais la cocaïne est dans la cave",
        "nakotik te vin isit men yo pa jwenn anyen, l ap vann kokayin toujou",
    ]
)
def test_whatever_a_unit_did_none_of_it_is_shown(text: str) -> None:
    """From words alone nobody can tell its duty from a first hint of something else."""
    assert "anton" in _told(text).named


@each_of(
    [
        ("dont tell him i call narcotics he will kill me now", "major-crime"),
        ("i scared to call reception he is outside the door with a gun now", "major-crime"),
        ("vulnerable persons left and he is killing her now come quick", "vulnerable-persons"),
        ("general duty drove past and did nothing he is stabbing somebody right now", "major-crime"),
        ("serious incidents know him he kill before and now he is in my house with a gun", "major-crime"),
        ("im scared he have a gun he will shoot us now call serious incidents", "major-crime"),
    ]
)
def test_who_can_be_called_for_a_life_stays(text: str, unit: str) -> None:
    told = _told(text)
    assert told.urgency == "immediate"
    readers = {one.id for one in OFFICERS if told.unit in one.units}
    assert told.unit not in ("standards", "oversight"), unit
    assert readers - told.named


def test_a_danger_that_speaks_of_a_whole_unit_is_the_duty_units() -> None:
    text = "it is the drug squad, four of them have my uncle tied on a chair, the weed is only an excuse, come now"
    tip = TipText(text=text, answers={}, channel="web", in_danger=True, language_hint="", officers=OFFICERS)
    for duty, unit, named in (("reception", "reception", {"anton"}), ("", "narcotics", set())):
        told = run(replace(tip, called=tuple(CALLED), called_of=CALLED, duty=duty))
        assert (told.unit, told.named) == (unit, named)


def test_a_story_of_danger_that_accuses_a_whole_unit_is_read_by_another() -> None:
    text = "my boyfriend was questioned by narcotics for the killing last month, they put a wet bag over his head"
    tip = TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="", officers=OFFICERS)
    told = run(replace(tip, called=tuple(CALLED), called_of=CALLED))
    assert "anton" not in {one.id for one in OFFICERS if told.unit in one.units} - told.named


def test_no_danger_is_given_to_a_duty_unit_in_which_nobody_is() -> None:
    text = "it is the drug squad, four of them have my uncle tied on a chair, the weed is only an excuse, come now"
    tip = TipText(text=text, answers={}, channel="web", in_danger=True, language_hint="", officers=OFFICERS)
    told = run(replace(tip, called=tuple(CALLED), called_of=CALLED, duty="nobody-sits-here"))
    assert (told.unit, told.named) == ("narcotics", set())
