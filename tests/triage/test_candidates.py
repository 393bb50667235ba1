"""An arrival is compared with what this process has opened of the earlier tips, and with nothing that was erased."""

from datetime import timedelta
from uuid import UUID

import pytest

from reports.clock import day_of, this_hour
from reports.intake.door import accept
from reports.lifecycle.erasure import erase_tip
from reports.models import Fingerprint, Tip
from reports.triage import candidates
from reports.triage.candidates import earlier_tips, forget_all, remember
from reports.triage.conflict import keep_fingerprint
from tests.arrivals import web
from tests.conftest import House, triage_all
from tests.triage.tips import judge

WORDS = "Goat number %d was stolen in Dennery by men in a white truck"


def three_tips() -> list[Tip]:
    for number in range(3):
        accept(web(WORDS % number, repeat_key=b"%d" % number))
    triage_all()
    forget_all()
    return list(Tip.objects.order_by("pk"))


def found(tip: Tip) -> set[str]:
    """Return the ids of the tips that this one would be compared with."""
    return {earlier.tip for earlier in earlier_tips(tip)(judge(WORDS % 7).fingerprint).tips}


def ids(*tips: Tip) -> set[str]:
    return {str(tip.pk) for tip in tips}


def test_a_tip_is_compared_with_every_other_and_never_with_itself(house: House) -> None:
    first, *others = three_tips()
    for _ in range(2):  # opened, and kept open
        assert found(first) == ids(*others)


def test_a_tip_erased_before_is_not_opened(house: House) -> None:
    first, second, third = three_tips()
    erase_tip(tip_id=second.pk, by="test")
    assert found(first) == ids(third)


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask what others did at every arrival, not every few seconds."""
    monkeypatch.setattr(candidates, "_ASKING", 0.0)
    monkeypatch.setattr(candidates, "_PATIENCE", 0.0)


@pytest.mark.usefixtures("no_patience")
def test_a_tip_erased_meanwhile_is_forgotten_when_next_asked(house: House) -> None:
    first, second, third = three_tips()
    assert found(first) == ids(second, third)
    erase_tip(tip_id=second.pk, by="test")
    assert found(first) == ids(third)


@pytest.mark.usefixtures("no_patience")
def test_what_another_worker_judged_is_asked_for(house: House) -> None:
    first, *others = three_tips()
    assert found(first) == ids(*others)
    accept(web(WORDS % 8))
    fourth = Tip.objects.exclude(pk__in=[first.pk, *(tip.pk for tip in others)]).get()
    keep_fingerprint(fourth, judge(WORDS % 8).fingerprint)
    assert found(first) == ids(*others, fourth)


@pytest.mark.usefixtures("no_patience")
def test_a_process_that_began_in_an_empty_house_asks_for_what_others_judged(house: House) -> None:
    forget_all()
    candidates.keep_up()
    others = three_others()
    assert found(others[0]) == ids(*others[1:])


@pytest.mark.usefixtures("no_patience")
@pytest.mark.parametrize("hours", [0, 3, 30])
def test_what_others_judged_is_asked_for_though_it_was_closed_or_this_process_was_idle(
    house: House, hours: int
) -> None:
    forget_all()
    candidates.keep_up()
    first, second, third = three_others()
    came = this_hour() - timedelta(hours=hours)
    candidates._memory.asked = came
    Tip.objects.filter(pk=second.pk).update(arrived_hour=came)
    Tip.objects.filter(pk=third.pk).update(arrived_hour=day_of(came))
    assert found(first) == ids(second, third)


def three_others() -> list[Tip]:
    """Three tips that another process has judged, while this one stands still."""
    mine = candidates._memory
    forget_all()
    tips = three_tips()
    candidates._memory = mine
    return tips


def test_what_this_process_judged_is_known_at_once(house: House) -> None:
    first, second, third = three_tips()
    assert found(first) == ids(second, third)
    remember(UUID(int=7), judge(WORDS % 9).fingerprint)
    assert found(first) == ids(second, third) | {str(UUID(int=7))}


def test_a_damaged_fingerprint_is_left_out(house: House) -> None:
    first, second, third = three_tips()
    Fingerprint.objects.filter(pk=second.pk).update(sealed=b"\x01damaged")
    assert found(first) == ids(third)


def test_a_fingerprint_of_an_older_kind_is_left_out(house: House) -> None:
    first, *others = three_tips()
    remember(UUID(int=8), b"\x01" + bytes(336))
    assert found(first) == ids(*others)
