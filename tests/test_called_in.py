"""An officer finds danger in a tip: the duty unit can open it from then on, and nobody of it whom the tip may name."""

import pytest
from pytest_django import Settings

from reports.called_in import call_in_where_lacking
from reports.casework.links import look_again
from reports.casework.merging import merge_tip
from reports.casework.status import change_status, close_tip
from reports.models import Alert, AuditEntry, Recusal, Status, Tip, TipKey, Urgency
from reports.queries.reading import read_tip
from reports.triage.assessment import Assessment
from reports.triage.learning.correct import correct
from tests.casework.test_splitting import BOTH, now, split
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import arrive

GIRL = "They keep a girl in the house by the church in Micoud and she cannot leave"


def correct_to(house: House, tip: Tip, urgency: str, by: str) -> Tip:
    found = read_tip(house.ring(by), tip, by=house.officer(by)).entries[0].findings
    assert found
    meant = {"category": tip.category, "urgency": urgency, "junk": "tip", "language": "en"}
    return correct(
        tip=tip, assessment=Assessment.from_dict(found), meant=meant, ring=house.ring(by), version=tip.version
    )


def merge(house: House, tip: Tip, into: Tip) -> Tip:
    ring, leading = house.ring("felix"), now(into)
    return merge_tip(tip=tip, into=leading, ring=ring, version=now(tip).version, leads_version=leading.version)


def readers(tip: Tip) -> set[str]:
    return set(tip.keys.values_list("unit__slug", flat=True))


def arrived(words: str, settings: Settings, duty: str = "reception") -> Tip:
    """A tip that was judged while the duty unit was another one, whose members nobody looked for in its words."""
    settings.DUTY_UNIT = "vulnerable-persons"
    tip = arrive(words)
    settings.DUTY_UNIT = duty
    return tip


def test_a_correction_to_immediate_gives_the_duty_unit_the_key_and_less_gives_none(
    house: House, settings: Settings
) -> None:
    tip = arrived(GIRL, settings)
    assert (tip.unit.slug, tip.urgency == Urgency.IMMEDIATE, readers(tip)) == ("trafficking", False, {"trafficking"})
    correct_to(house, tip, "today", "felix")
    assert readers(tip) == {"trafficking"}
    correct_to(house, only_tip(), "immediate", "felix")
    assert only_tip().informed == [house.unit("reception").pk]
    assert (
        "in the house by the church"
        in read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries[0].text
    )
    assert Alert.objects.get().tip_id == tip.pk


@pytest.mark.parametrize("is_led", [False, True], ids=["closed", "worked on in another tip"])
def test_of_a_closed_tip_it_gets_the_key_only_where_another_leads_it(
    house: House, settings: Settings, *, is_led: bool
) -> None:
    tip, felix = arrived(GIRL, settings), house.officer("felix")
    if is_led:
        leading = arrive("They hold a girl in a house in Vieux Fort and beat her")
        Tip.objects.filter(pk=leading.pk).update(unit=tip.unit)
        merge(house, tip, leading)
    else:
        close_tip(tip=tip, reason="nothing", by=felix, version=tip.version)
    correct_to(house, now(tip), "immediate", "felix")
    assert readers(tip) == ({"trafficking", "reception"} if is_led else {"trafficking"})
    assert now(tip).informed == ([house.unit("reception").pk] if is_led else [])


def closed(house: House, settings: Settings, urgency: str, more: str = "") -> Tip:
    """A tip that was closed, and then found to be so urgent."""
    tip = arrived(f"{GIRL}{more}", settings)
    close_tip(tip=tip, reason="nothing", by=house.officer("felix"), version=tip.version)
    correct_to(house, now(tip), urgency, "felix")
    assert readers(tip) == {"trafficking"}
    return now(tip)


def open_again(house: House, tip: Tip) -> Tip:
    return change_status(tip=tip, to=Status.NEW, ring=house.ring("felix"), version=tip.version)


def test_what_is_immediate_when_it_is_opened_again_the_duty_unit_can_open(house: House, settings: Settings) -> None:
    tip = open_again(house, closed(house, settings, "immediate"))
    assert (now(tip).status, readers(tip)) == (Status.NEW, {"trafficking", "reception"})
    assert tip in house.ring("reid").tips_for_information


def test_so_can_it_where_another_tip_tells_of_the_same(house: House, settings: Settings) -> None:
    tip = closed(house, settings, "immediate")
    newer = arrived(GIRL.replace("Micoud", "Choiseul"), settings)
    look_again(tip=tip, because_of=newer, ring=house.ring("felix"), version=now(tip).version)
    assert (now(tip).status, readers(tip)) == (Status.NEW, {"trafficking", "reception"})
    assert readers(newer) == {"trafficking"}


def test_what_is_less_urgent_or_does_not_open_is_opened_again_without_a_key(house: House, settings: Settings) -> None:
    assert readers(open_again(house, closed(house, settings, "today"))) == {"trafficking"}
    spoiled = closed(house, settings, "immediate", ", at the second house")
    TipKey.objects.filter(tip=spoiled).update(box=None, settled=b"spoiled")
    assert open_again(house, spoiled).status == Status.NEW
    assert readers(spoiled) == {"trafficking"}


def test_whom_it_may_name_is_kept_away_there_too(house: House, settings: Settings) -> None:
    open_again(house, closed(house, settings, "immediate", ". Jules knows it"))
    assert set(Recusal.objects.values_list("officer__username", flat=True)) == {"jules"}


def led_by_immediate(house: House, settings: Settings, more: str = "") -> tuple[Tip, Tip]:
    """Two tips of one unit of which the duty unit holds no key; the first one was found to be immediate."""
    tip, leading = arrived(GIRL, settings), arrived(f"{GIRL.replace('Micoud', 'Choiseul')}{more}", settings)
    assert leading.urgency != Urgency.IMMEDIATE
    correct_to(house, tip, "immediate", "felix")
    assert (now(leading).unit, readers(leading)) == (tip.unit, {"trafficking"})
    return now(tip), now(leading)


def test_what_an_immediate_tip_is_merged_into_the_duty_unit_can_open(house: House, settings: Settings) -> None:
    tip, leading = led_by_immediate(house, settings)
    merge(house, tip, leading)
    assert (now(leading).urgency, readers(leading)) == (Urgency.IMMEDIATE, {"trafficking", "reception"})
    assert now(leading).informed == [house.unit("reception").pk]
    read = read_tip(house.ring("reid"), now(leading), by=house.officer("reid"))
    assert "the church in Choiseul" in read.entries[0].text


def test_what_is_merged_into_an_immediate_one_gives_no_key(house: House, settings: Settings) -> None:
    tip, leading = led_by_immediate(house, settings)
    merge(house, leading, tip)
    assert readers(leading) == {"trafficking"}


def test_merging_too_keeps_away_whom_the_leading_one_may_name(house: House, settings: Settings) -> None:
    tip, leading = led_by_immediate(house, settings, ". Jules knows it")
    merge(house, tip, leading)
    assert leading in house.ring("reid").tips_for_information
    assert leading not in house.ring("jules").tips_for_information
    assert tip in house.ring("jules").tips_for_information


def test_what_cannot_be_opened_is_merged_without_a_key(house: House, settings: Settings) -> None:
    tip, leading = led_by_immediate(house, settings)
    TipKey.objects.filter(tip=leading).update(box=None, settled=b"spoiled")
    merge(house, tip, leading)
    assert (now(leading).urgency, readers(leading)) == (Urgency.IMMEDIATE, {"trafficking"})


def test_nobody_of_it_whom_the_tip_may_name_comes_to_read_it(house: House, settings: Settings) -> None:
    tip = arrived(f"{GIRL}. Jules knows it", settings)
    correct_to(house, tip, "immediate", "felix")
    assert set(Recusal.objects.values_list("officer__username", flat=True)) == {"jules"}
    assert only_tip() in house.ring("reid").tips_for_information
    assert only_tip() not in house.ring("jules").tips_for_information


def test_where_it_may_name_all_of_the_duty_unit_that_gets_no_key_and_it_rings(house: House, settings: Settings) -> None:
    tip = arrived(f"{GIRL}. Jules and Reid know it", settings)
    correct_to(house, tip, "immediate", "felix")
    assert readers(tip) == {"trafficking"}
    assert not Recusal.objects.exists()
    assert Alert.objects.exists()


def test_what_is_kept_apart_stays_there(house: House) -> None:
    tip = arrive("Constable Anton Jules takes bribes at the market")
    assert tip.unit.slug == "standards"
    correct_to(house, tip, "immediate", "charles")
    assert readers(tip) == {"standards"}


def test_a_row_that_was_changed_in_the_database_gives_nobody_a_key_and_rings(house: House, settings: Settings) -> None:
    tip = arrived(GIRL, settings)
    Tip.objects.update(row_mac=b"\0" * 32)
    correct_to(house, only_tip(), "immediate", "felix")
    assert readers(tip) == {"trafficking"}
    assert Alert.objects.exists()


def test_a_second_tip_that_an_officer_makes_immediate_opens_too(house: House, settings: Settings) -> None:
    settings.DUTY_UNIT = "general"
    made = split(house, arrive(BOTH), urgency=Urgency.TODAY)
    assert readers(made) == {"trafficking"}
    made = split(house, Tip.objects.exclude(pk=made.pk).get(), urgency=Urgency.IMMEDIATE)
    assert readers(made) == {"trafficking", "general"}
    assert Tip.objects.get(pk=made.pk).informed == [house.unit("general").pk]


def test_two_who_read_at_once_hand_over_one_key_and_the_trail_says_so_once(house: House, settings: Settings) -> None:
    tip = arrived(GIRL, settings)
    Tip.objects.filter(pk=tip.pk).update(urgency=Urgency.IMMEDIATE)
    first, second = now(tip), now(tip)
    call_in_where_lacking(first, house.ring("felix"))
    call_in_where_lacking(second, house.ring("felix"))
    assert AuditEntry.objects.filter(act="tip.shared").count() == 1
    assert first.informed == second.informed == [house.unit("reception").pk]
