"""Officers are looked for by name: a large force makes no tip slow."""

from time import process_time

from reports.triage.assessment import KnownOfficer, TipText
from reports.triage.steps.draft import Draft
from reports.triage.steps.officers import named_officers
from reports.triage.steps.wording import tokens_of

_LONG = "and then he come in the shop and take the money from the old man " * 300


def test_no_word_of_a_long_tip_is_held_against_every_officer_of_a_large_force() -> None:
    force = tuple(KnownOfficer(f"Marcia Placeholder{number}", str(number)) for number in range(3_000))
    reed = KnownOfficer("Anita Reid", "anita")
    text = f"{_LONG} and Anita Reed warns him"
    officers = (*force, reed)
    tip = TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="", officers=officers)
    told = Draft(tip=tip, tokens=tokens_of(text))
    began = process_time()
    named = list(named_officers(told))
    assert process_time() - began < 1.0
    assert [one.meant for one in named] == [{reed}]
