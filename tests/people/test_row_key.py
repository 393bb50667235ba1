"""A new key of tips' rows: tips stay ours, the old key signs none; vouchers of before are good until they are over."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import timezone

from reports import vault
from reports.clock import today
from reports.dialogue.duty import begin_duty, duty_phone, end_duty
from reports.dialogue.lines import find_line
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.line_mark import is_marked, mark
from reports.models import Channel, Feedback, Hotline, KeyAge, LineTest, Reward, TestState, Tip
from reports.people import row_key
from reports.people.peppers import NotYet, begin, note
from reports.people.row_key import ROW_KEY, end_row_key, end_signing_of_tips, sign_rows_anew
from reports.releases.feedback import belong_together
from reports.sealing.rowmac import RowChanged, row_mac
from reports.signed_row import check_signed
from reports.signed_rules import is_as_signed
from reports.voucher import is_signed, mark_of, payer_half, sign
from tests.arrivals import PHONE, sms, triaged_tip, web
from tests.conftest import House, triage_all
from tests.people.root import secrets_put_back
from tests.releases.handed import given, pair
from tests.test_signed_rules import confirmed


@pytest.fixture(autouse=True)
def _secrets(house: House) -> Iterator[None]:
    with secrets_put_back():
        yield


def test_rows_are_signed_anew_and_a_thief_of_the_old_key_moves_none(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, _ = triaged_tip()
    accept(web())
    triage_all()
    moved = Tip.objects.exclude(pk=tip.pk).get()
    asks = given(house)
    accept(sms())
    waits = accept(web()).receipt or ""
    rules = confirmed((house.make_administrator("jules"), house.officer("reid")), drugs="general")
    begin_duty(number="+1 758 484-0009", hours=8, by=house.officer("reid"))
    stolen = vault.secret(ROW_KEY)
    begin(ROW_KEY)
    note(ROW_KEY)
    check_signed(tip)
    other = house.unit("trafficking")
    Tip.objects.filter(pk=moved.pk).update(unit=other)
    monkeypatch.setattr(row_key, "_SLICE", 1)
    assert sign_rows_anew() == sign_rows_anew() == 1
    end_signing_of_tips()
    assert find_line(PHONE)
    assert open_mailbox(waits).state == "received"
    assert belong_together(**pair(asks))
    kept = Tip.objects.get(pk=tip.pk)
    check_signed(kept)
    with pytest.raises(RowChanged):
        check_signed(Tip.objects.get(pk=moved.pk))
    kept.unit_id = other.pk
    kept.row_mac = row_mac(stolen, "tip row", kept.pk, other.pk, bytes(kept.public_key), bytes(kept.mailbox_key))
    with pytest.raises(RowChanged):
        check_signed(kept)
    rules.refresh_from_db()
    assert is_as_signed(rules)
    assert duty_phone(Hotline.objects.get()) == "+17584840009"
    with pytest.raises(NotYet, match="agencies hold numbers of before"):
        end_row_key()
    Feedback.objects.all().delete()
    end_duty(by=house.officer("reid"))
    end_row_key()
    assert vault.versions(ROW_KEY) == (vault.secret(ROW_KEY),)


def test_a_voucher_of_before_is_paid_and_then_the_old_key_ends(house: House) -> None:
    reward = Reward(
        number="ABCDE", amount=500, offered_month=date(2026, 11, 1), last_day=date(2027, 3, 31), slip=b"slip"
    )
    sign(reward)
    reward.save()
    half, known = payer_half(reward), mark_of(reward, "1" * 15)
    begin(ROW_KEY)
    note(ROW_KEY)
    sign_rows_anew()
    with pytest.raises(NotYet, match="not signed anew"):
        end_row_key()
    end_signing_of_tips()
    assert (is_signed(reward), payer_half(reward), mark_of(reward, "1" * 15)) == (True, half, known)
    with pytest.raises(NotYet, match="1 vouchers are out, the last until 2027-03-31"):
        end_row_key()
    over = {"slip": b"", "code_mark": b"", "row_mac": b""}
    Reward.objects.update(state="collected", ended_month=date(2026, 12, 1), **over)
    end_row_key()
    assert not is_signed(reward)


def test_the_old_key_stays_for_the_duty_phone_until_the_duty_is_over(house: House) -> None:
    begin_duty(number="+1 758 484-0009", hours=12, by=house.officer("reid"))
    _begun_and_signed()
    with pytest.raises(NotYet, match=r"the duty phone may be sealed under it, until \d\d:\d\d$"):
        end_row_key()
    assert duty_phone(Hotline.objects.get()) == "+17584840009"
    KeyAge.objects.filter(name=ROW_KEY).update(since=today() - timedelta(days=2))  # what is set now is a later duty
    end_row_key()


def test_the_old_key_stays_for_the_days_test_of_the_line_until_it_came(house: House) -> None:
    test = LineTest.objects.create(day=today(), channel=Channel.WEB, sent_at=timezone.now())
    made = mark(today())
    _begun_and_signed()
    with pytest.raises(NotYet, match="today's test of the line is on its way"):
        end_row_key()
    assert is_marked(made, today())
    LineTest.objects.filter(pk=test.pk).update(state=TestState.WELL)
    end_row_key()


def _begun_and_signed() -> None:
    begin(ROW_KEY)
    note(ROW_KEY)
    sign_rows_anew()
    end_signing_of_tips()
