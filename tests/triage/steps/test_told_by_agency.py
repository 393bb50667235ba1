"""What an agency tells of an arrest is no danger any more; what is now, or is still to come, is."""

from dataclasses import replace

from reports.triage.assessment import TipText
from reports.triage.pipeline import run
from tests.tables import each_of

_TIP = TipText(text="", answers={}, channel="", in_danger=False, language_hint="en")


def _urgency(text: str, *, gave_copy: frozenset[str] | None = frozenset(), bore_fruit: bool = True) -> str:
    return run(replace(_TIP, text=text, gave_copy=gave_copy, bore_fruit=bore_fruit)).urgency


@each_of(
    [
        "Found him in the yard. Officer Jules was told.",
        "Suspect was shooting at the crew",
        "We found the girl tied up in the house, she is safe",
        "Girl found locked in the boot of the car, unhurt.",
        "He had a gun and a knife, he stabbed one of ours. Arrested.",
        "We stopped the boat tonight, the crew fired at us. Two arrested",
        "Suspect now in custody, he was shooting at the crew",
        "Boarded at sea, three men armed, one shot, guns recovered",
        "He was beating her when we came in. Arrested.",
        "The boat was unloading at the beach when we came, 20 bales seized",
        "Two women were being held in the cabin, both rescued",
    ]
)
def test_a_story_of_what_was_done_rings_for_nobody(text: str) -> None:
    assert _urgency(text) != "immediate"


@each_of(
    [
        "they are going to kill her tonight",
        "We arrested two but they are going to kill her tonight.",
        "We arrested two, the third has a gun to her head",
        "Two arrested. His brother is outside her house now with a gun, come quick",
        "He says he will kill her tonight. 3 kg seized.",
        "A man in the yard next door is shooting at people now, please come quick",
        "Thanks to Constable Reid. Captain arrested; his people are going to shoot whoever told, tonight.",
        "Ils vont la tuer ce soir. Bateau saisi.",
        "La van a matar esta noche",
        "Yo pral touye l aswè a",
        "The woman on board says they have her daughter and will kill her at midnight",
    ]
)
def test_what_is_now_or_still_to_come_is_danger_whatever_came_of_the_copy(text: str) -> None:
    assert [_urgency(text, bore_fruit=fruit) for fruit in (True, False)] == ["immediate", "immediate"]


def test_where_the_form_tells_of_no_result_rules_that_are_certain_count_as_in_any_tip() -> None:
    text = "Suspect was shooting at the crew"
    assert [_urgency(text, bore_fruit=fruit) for fruit in (True, False)] == ["today", "immediate"]


def test_small_signs_alone_are_those_of_somebody_who_looks_on() -> None:
    text = "Found him in the yard"
    assert _urgency(text, gave_copy=None, bore_fruit=False) == "immediate", "control"
    assert _urgency(text, bore_fruit=False) == "today"
