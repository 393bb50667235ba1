"""Whether a tipster can be reached, as the page of a tip tells it."""

import pytest
from pytest_django import Settings

from reports import audit
from reports.dashboard.reach import is_by_phone_alone, reach_of, when_texts_leave
from reports.dashboard.wording import LOST, NO_READER
from reports.intake.taking_back import take_back
from reports.models import Channel, Tip, Urgency
from reports.queries.reading import read_tip
from tests.arrivals import sms, triaged_tip
from tests.conftest import House, triage_all


@pytest.mark.parametrize(
    ("act", "lost", "is_mute"),
    [
        ("call.hung_up", LOST["call.hung_up"], True),
        ("call.reading", LOST["call.reading"], False),
        ("line.unanswered", NO_READER, True),
        ("line.idle", LOST["line.idle"], False),
        ("dialogue.ended", LOST["dialogue.ended"], True),
    ],
)
def test_why_a_tipster_cannot_be_reached_and_whether_anybody_can_be_asked(
    house: House, act: str, lost: object, is_mute: bool
) -> None:
    tip, _ = triaged_tip()
    assert reach_of(tip) == {"lost": "", "ended": False, "is_mute": False, "has_no_receipt": False}
    tip.unreachable = True
    audit.enter(act, by=audit.TIPSTER, tip=tip.pk)
    assert reach_of(tip) == {"lost": lost, "ended": act == "dialogue.ended", "is_mute": is_mute}


def test_one_wish_with_the_receipt_proves_them_all(house: House) -> None:
    tip, _ = triaged_tip()
    seen = []
    for key in (b"one", None):
        take_back(tip_id=tip.pk, channel=Channel.SMS, repeat_key=key)
        triage_all()
        entries = read_tip(house.ring("reid"), Tip.objects.get(), by=house.officer("reid")).entries
        seen.append((is_by_phone_alone(entries), is_by_phone_alone(entries[:1])))
    assert seen == [(True, False), (False, False)]


def test_the_page_says_when_a_text_leaves(house: House, settings: Settings) -> None:
    tip, _ = triaged_tip(sms())
    settings.TEXTS_EVERY = 15
    assert "with whatever else waits then" in when_texts_leave(tip)
    tip.urgency = Urgency.IMMEDIATE
    assert "at once" in when_texts_leave(tip)
    settings.TEXTS_EVERY = 0
    assert when_texts_leave(tip) == ""


@pytest.mark.parametrize("act", ["line.silenced", "line.receipt_given", "line.reached"])
def test_that_the_receipt_of_a_tip_told_in_silence_waits_is_said_until_it_was_sent(house: House, act: str) -> None:
    tip, _ = triaged_tip(sms())
    assert reach_of(tip, [True])["has_no_receipt"]
    assert not reach_of(tip, [False])["has_no_receipt"]
    audit.enter(act, by=audit.TIPSTER, tip=tip.pk, unit=tip.unit_id)
    assert not reach_of(tip, [True])["has_no_receipt"]
