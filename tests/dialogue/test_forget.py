"""FORGET, STOP and long silence destroy a line; the tip and its mailbox stay."""

from datetime import timedelta

from django.conf import settings

from reports.clock import today
from reports.dialogue.forget import EPOCH_DAYS, end_line, forget_idle_lines
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import AuditEntry, KeyPurpose, Line, StoredKey, Tip
from tests.arrivals import PHONE, sms, triaged_tip
from tests.conftest import House, only_tip


def test_forget_destroys_key_and_row_and_leaves_tip_and_mailbox(house: House) -> None:
    _, receipt = triaged_tip(sms())
    assert end_line(sender=PHONE)
    assert not Line.objects.exists()
    assert not StoredKey.objects.filter(purpose=KeyPurpose.LINE).exists()
    assert only_tip().unreachable
    assert open_mailbox(receipt).state == "new"


def test_forget_from_a_phone_that_nobody_knows_changes_nothing(house: House) -> None:
    accept(sms())
    assert not end_line(sender="+17584840002")
    assert not end_line(sender="")
    assert Line.objects.exists()
    assert not only_tip().unreachable


def test_a_phone_that_was_forgotten_starts_a_new_tip(house: House) -> None:
    accept(sms())
    end_line(sender=PHONE)
    assert accept(sms("Again")).receipt
    assert Tip.objects.count() == 2


def test_the_trail_says_that_a_line_was_forgotten_and_not_whose(house: House) -> None:
    accept(sms())
    end_line(sender=PHONE)
    entry = AuditEntry.objects.get(act="line.forgotten")
    assert (entry.actor, entry.detail, entry.at.minute) == ("tipster", {}, 0)


def test_a_silent_line_is_forgotten_after_sixty_days_and_not_before(house: House) -> None:
    accept(sms())
    Line.objects.update(last_day=today() - timedelta(days=settings.LINE_DAYS))
    forget_idle_lines()
    assert Line.objects.exists()
    Line.objects.update(last_day=today() - timedelta(days=settings.LINE_DAYS + 1))
    forget_idle_lines()
    assert not Line.objects.exists()
    assert only_tip().unreachable


def test_the_key_of_an_epoch_goes_when_no_line_can_need_it(house: House) -> None:
    accept(sms())
    epochs = StoredKey.objects.filter(purpose=KeyPurpose.EPOCH)
    forget_idle_lines()
    assert epochs.count() == 1
    epochs.update(day=today() - timedelta(days=EPOCH_DAYS + 1))
    forget_idle_lines()
    assert not epochs.exists()
