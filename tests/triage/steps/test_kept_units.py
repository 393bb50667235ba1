"""From which units a tip is to be kept, whoever sits in them: told by the unit, also where nobody of it is known."""

from reports.triage.assessment import Assessment, KnownOfficer, TipText
from reports.triage.pipeline import run
from tests.tables import each_of

_OFFICERS = (
    KnownOfficer("Rita Felix", "rita", units=frozenset({"vulnerable-persons"})),
    KnownOfficer("Ian Charles", "ian", frozenset({"standards"}), frozenset({"standards"})),
)
_BEATS = "A man name Peter does beat his wife. He live in Ciceron."


def _told(text: str, *, in_danger: bool = False) -> Assessment:
    return run(TipText(text=text, answers={}, channel="web", in_danger=in_danger, language_hint="", officers=_OFFICERS))


@each_of(
    [
        (f"{_BEATS} Not for narcotics eyes please.", {"narcotics"}, set()),
        (f"{_BEATS} I fraid to talk to the narcotics people.", set(), {"narcotics"}),
        (f"{_BEATS} narcotics was here and they laugh with him.", set(), {"narcotics"}),
        ("The narcotics squad sells what they seize, I saw it.", set(), {"narcotics"}),
        (f"{_BEATS} Narcotics, please come quick.", set(), set()),
        (_BEATS, set(), set()),
    ]
)
def test_the_unit_is_noted_though_nobody_sits_there(text: str, unwanted: set[str], told_of: set[str]) -> None:
    told = _told(text)
    assert (told.units_unwanted, told.units_told_of) == (unwanted, told_of)
    again = Assessment.from_dict(told.to_dict())
    assert (again.units_unwanted, again.units_told_of) == (unwanted, told_of)


def test_of_a_cry_for_help_only_the_wish_is_noted() -> None:
    cry = "Help, he is beating her now, she is bleeding. narcotics was here and they laugh with him."
    assert not _told(cry, in_danger=True).units_told_of
    assert _told(f"{cry} Not for narcotics eyes please.", in_danger=True).units_unwanted == {"narcotics"}
