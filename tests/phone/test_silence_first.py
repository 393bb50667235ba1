"""QUIET alone, before anything was told: the tip that follows is told in silence, whatever comes between."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone
from pytest_django import Settings

from reports.clock import today
from reports.dialogue.forget import silence_line
from reports.dialogue.tasks import forget_idle, give_owed_receipt
from reports.intake.door import accept
from reports.intake.receipt import find_in
from reports.models import AuditEntry, KeyPurpose, Line, Record, Silence, StoredKey, Tip
from reports.phone import wording
from tests.arrivals import sms
from tests.conftest import House
from tests.phone.conftest import through_the_client
from tests.twilio_double import TwilioDouble

PHONE, OTHER = "+17584840001", "+17584840002"
TIP = "They sell drugs behind the school every night"


@pytest.mark.parametrize(
    "word",
    [
        "QUIET",
        "SILANS",
        "Silence",
        "silencio",
        "Pa reponn mwen",
        "please stop",
        "pls dont text me back",
        "arrêtez de m'écrire",
    ],
)
def test_it_is_not_answered_and_the_tip_in_the_next_text_is_told_in_silence(twilio: TwilioDouble, word: str) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text(word) == []
    assert not Tip.objects.exists()
    assert phone.text(TIP) == []
    assert phone.text("The car is white") == []
    line = Line.objects.get()
    assert (line.silent, line.receipt is not None, line.answer_due) == (True, True, None)
    assert (Tip.objects.count(), Record.objects.count()) == (1, 2)
    assert phone.text("RECEIPT") == []
    give_owed_receipt(str(line.pk))
    assert find_in(phone.inbox()[-1].body)


def test_until_then_nothing_is_answered_but_start(twilio: TwilioDouble) -> None:
    phone, first = twilio.phone(PHONE), twilio.phone(OTHER)
    (told,) = first.text(TIP)
    phone.text("QUIET")
    for said in ("QUIET", "STATUS", "RECEIPT", "NEW", "WITHDRAW", "?", find_in(told) or "", "1234 5678 9012"):
        assert phone.text(said) == [], said
    assert phone.text("START") == [f"{wording.text('en', 'started_anew')} {wording.text('acf', 'started_anew')}"]
    assert not Silence.objects.exists()
    (answer,) = phone.text(TIP)
    assert find_in(answer)


def test_danger_told_in_silence_is_not_answered_either(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET")
    assert phone.text("He is killing her now, come to Dennery") == []
    assert Tip.objects.get()


def test_neither_new_nor_forget_ends_it(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET")
    assert phone.text("NEW") == []
    assert phone.text(TIP) == []
    assert phone.text("FORGET") == []
    assert not Line.objects.exists()
    assert phone.text(TIP) == []


def test_stop_ends_it_too(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET")
    phone.text("STOP")
    assert not Silence.objects.exists()


def test_a_day_later_it_is_over_and_deleted(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET")
    until = Silence.objects.get().until
    assert (until.minute, until.second, until.microsecond) == (0, 0, 0), "no finer than the hour"
    assert timedelta(hours=24) <= until - timezone.now() <= timedelta(hours=25)
    forget_idle()
    assert Silence.objects.exists()
    Silence.objects.update(until=timezone.now())
    (answer,) = phone.text(TIP)
    assert find_in(answer)
    forget_idle()
    assert not Silence.objects.exists()


def test_it_tells_no_number_and_lies_beside_no_line(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET")
    wish = Silence.objects.get()
    assert not AuditEntry.objects.filter(act__startswith="line.").exists()
    phone.text(TIP)
    assert bytes(wish.lookup) != bytes(Line.objects.get().lookup)
    assert str(wish) == "<sealed>"
    twilio.phone(OTHER).text("QUIET")
    assert len({bytes(one.lookup) for one in Silence.objects.all()}) == 2


def test_another_phone_is_not_silenced_by_it(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("QUIET")
    (answer,) = twilio.phone(OTHER).text(TIP)
    assert find_in(answer)


def test_who_shares_the_phone_learns_from_start_what_is_the_matter(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET")
    assert phone.text(TIP) == []
    assert phone.text("START") == [wording.text("en", "started")]
    give_owed_receipt(str(Line.objects.get().pk))
    assert find_in(phone.inbox()[-1].body)


def test_a_withheld_number_is_told_that_nothing_can_be_kept(twilio: TwilioDouble) -> None:
    phone = twilio.phone("266696687")
    assert phone.text("QUIET") == [wording.text("en", "quiet_withheld")]
    assert not Silence.objects.exists()


def test_its_retry_changes_nothing_after_start(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET")
    asked, told = twilio.webhooks.sent[-1], twilio.last_reply.body
    assert through_the_client(asked).body == told
    phone.text("START")
    through_the_client(asked)
    assert not Silence.objects.exists()


def test_where_the_tip_came_first_its_later_texts_are_silent(house: House, twilio: TwilioDouble) -> None:
    """The provider swapped two texts: what was answered is answered, and no more is."""
    phone = twilio.phone(PHONE)
    assert find_in(phone.text(TIP)[0])
    assert phone.text("QUIET") == []
    assert Line.objects.get().silent
    assert not Silence.objects.exists()


def meanwhile(act: Callable[[], object], at: str) -> AbstractContextManager[None]:
    """Have something done on another connection just when a statement begins."""
    left = [act]

    def watch(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if at in sql and left:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(left.pop()).result()
                pool.submit(connections.close_all).result()
        return execute(sql, *rest)

    return connection.execute_wrapper(watch)


@pytest.mark.django_db(transaction=True)
def test_asked_for_while_the_tip_is_stored_it_is_kept_all_the_same(house: House, twilio: TwilioDouble) -> None:
    twilio.phone(OTHER).text("A boat without lights in Dennery")  # so that numbers have a key
    phone = twilio.phone(PHONE)
    with meanwhile(lambda: silence_line(sender=PHONE, silent=True), at='INSERT INTO "tip"'):
        assert phone.text(TIP) == []
    line = Line.objects.get(silent=True)
    assert phone.text("The car is white") == []
    assert phone.text("RECEIPT") == []
    give_owed_receipt(str(line.pk))
    assert find_in(phone.inbox()[-1].body)


@pytest.mark.django_db(transaction=True)
def test_a_tip_stored_while_silence_is_asked_for_is_silenced(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    with meanwhile(lambda: accept(sms(TIP, PHONE)), at='INSERT INTO "silence"'):
        phone.text("QUIET")
    assert Line.objects.get().silent
    assert phone.text("The car is white") == []


def test_a_silent_text_with_another_phones_receipt_keeps_the_silence(twilio: TwilioDouble) -> None:
    """No line is made then that could."""
    receipt = find_in(twilio.phone(OTHER).text(TIP)[0])
    phone = twilio.phone(PHONE)
    assert phone.text(f"QUIET {receipt} he is back") == []
    assert phone.text(f"{receipt} the car is white") == []
    assert (Tip.objects.count(), Record.objects.count(), Line.objects.count()) == (1, 3, 1)


def test_beside_a_receipt_it_silences_the_phone_of_that_tip_alone(twilio: TwilioDouble) -> None:
    receipt = find_in(twilio.phone(OTHER).text(TIP)[0])
    assert twilio.phone(PHONE).text(f"QUIET {receipt}") == [wording.text("en", "quiet_there")]
    assert Line.objects.get().silent
    assert not Silence.objects.exists()


def test_a_phone_that_was_idle_for_long_is_told_in_silence_too(twilio: TwilioDouble, settings: Settings) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    Line.objects.update(last_day=today() - timedelta(days=settings.LINE_DAYS + 1))
    assert phone.text("QUIET") == []
    assert phone.text("A boat without lights in Dennery") == []
    assert Tip.objects.count() == 2
    assert Line.objects.get().silent


def test_it_outlives_a_new_key_and_a_new_pepper(twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET")
    later = today() + timedelta(days=92)
    monkeypatch.setattr("reports.dialogue.lines.today", lambda: later)
    assert phone.text(TIP) == []


def test_a_text_that_cannot_be_stored_tells_nobody_of_a_wish_that_was_not_kept(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    StoredKey.objects.filter(purpose=KeyPurpose.EPOCH).delete()
    phone.text(TIP)
    StoredKey.objects.filter(purpose=KeyPurpose.EPOCH).update(sealed=b"spoilt")
    assert twilio.phone(OTHER).text("QUIET") == []
    assert not Silence.objects.exists()
