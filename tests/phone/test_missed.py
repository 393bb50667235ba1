"""What the provider took and never brought is found in its list and taken in once; it rings no phone."""

from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from reports.dialogue.lines import find_line
from reports.dialogue.owed import give_receipt
from reports.dialogue.reply import ask_tipster
from reports.gateways.twilio import Unavailable
from reports.gateways.twilio_list import texts_there
from reports.intake.errands import run_errand
from reports.intake.receipt import find_in
from reports.models import Attachment, AuditEntry, Errand, ErrandKind, KeyPurpose, Line, MailboxCopy, StoredKey, Tip
from reports.phone.missed import compare
from reports.queries.history import lost_by
from reports.queries.reading import read_tip
from tests.arrivals import triaged_tip, web
from tests.calls import to_the_tone
from tests.conftest import House, only_tip, triage_all
from tests.phone.test_mms import run_all
from tests.spoilt import spoil
from tests.twilio_double import TwilioDouble

PHONE, OTHER = "+17584840001", "+17584840002"
LONG_AGO, EARLIER = "Wed, 25 Nov 2026 01:00:00 +0000", "Wed, 25 Nov 2026 00:30:00 +0000"


def age(twilio: TwilioDouble, created: str = LONG_AGO) -> None:
    for text in twilio.state.texts.values():
        text.created = created


@pytest.fixture(autouse=True)
def _a_morning_later(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    monkeypatch.setattr("reports.phone.missed.timezone.now", lambda: datetime(2026, 11, 25, 9, tzinfo=UTC))


def lose_one(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("They sell drugs there")
    twilio.webhooks.weather.lost = 1.0
    twilio.phone(OTHER).text("A boat without lights", media=[("image/jpeg", b"x")])
    twilio.webhooks.weather.lost = 0.0
    age(twilio)


def test_a_text_that_never_came_is_found_and_only_told_of(twilio: TwilioDouble) -> None:
    lose_one(twilio)
    found = compare(take_in=False)
    assert (found.never_arrived, found.taken) == (1, 0)
    assert Tip.objects.count() == 1


def test_it_is_taken_in_once_with_its_picture_and_rings_no_phone(twilio: TwilioDouble) -> None:
    lose_one(twilio)
    assert compare(take_in=True).taken == 1
    assert compare(take_in=True).never_arrived == 0
    assert Tip.objects.count() == 2
    assert twilio.phone(OTHER).inbox() == []
    assert Errand.objects.filter(kind=ErrandKind.MEDIA).count() == 1
    late = AuditEntry.objects.get(act="text.came_late")
    assert not Tip.objects.get(pk=late.tip_id).unreachable, "a question can be texted"


def test_a_word_that_cannot_be_obeyed_yet_keeps_no_text_behind_it_out(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("They sell drugs there")
    twilio.webhooks.weather.lost = 1.0
    phone.text("FORGET")
    twilio.phone(OTHER).text("A boat without lights")
    age(twilio)
    spoil(KeyPurpose.EPOCH, StoredKey.objects.get(purpose=KeyPurpose.EPOCH).id)
    found = compare(take_in=True)
    assert (found.never_arrived, found.taken) == (2, 1)
    assert Tip.objects.count() == 2


@pytest.mark.parametrize("word", ["RECEIPT", "It is still there", "hello?", "ok"])
def test_its_receipt_comes_when_the_phone_texts_again(
    twilio: TwilioDouble, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_one(twilio)
    compare(take_in=True)
    asked: list[UUID] = []
    monkeypatch.setattr("reports.outbox.enqueue", lambda task, row, **more: asked.append(row))
    twilio.phone(OTHER).text(word)
    line = find_line(OTHER)
    assert line
    assert asked.count(line.pk) == 1
    give_receipt(line.pk)
    assert find_in(twilio.phone(OTHER).inbox()[-1].body)


def test_of_two_that_were_lost_the_first_begins_the_tip(twilio: TwilioDouble, house: House) -> None:
    twilio.webhooks.weather.lost = 1.0
    phone = twilio.phone(PHONE)
    phone.text("They sell drugs there")
    phone.text("The man has a red cap")
    twilio.webhooks.weather.lost = 0.0
    for text, created in zip(reversed(twilio.state.texts.values()), (LONG_AGO, EARLIER), strict=True):
        text.created = created
    twilio.state.texts = dict(reversed(twilio.state.texts.items()))
    assert compare(take_in=True).taken == 2
    triage_all()
    entries = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries
    assert [entry.text for entry in entries] == ["They sell drugs there", "The man has a red cap"]


@pytest.mark.parametrize("sender", ["anonymous", PHONE])
def test_nobody_is_remembered_for_one_that_is_older_than_a_line(
    twilio: TwilioDouble, sender: str, settings: Settings
) -> None:
    settings.LINE_DAYS = 0 if sender == PHONE else 60
    twilio.webhooks.weather.lost = 1.0
    twilio.phone(sender).text("They sell drugs there")
    age(twilio)
    compare(take_in=True)
    assert not Line.objects.exists()
    assert only_tip().unreachable
    assert lost_by(only_tip().pk) == "text.came_late"


@pytest.mark.parametrize(("word", "lines"), [("FORGET", 0), ("STOP", 0), ("NEW", 1), ("START", 1), ("RECEIPT", 1)])
def test_of_words_that_ask_only_those_that_end_something_are_obeyed_late(
    twilio: TwilioDouble, word: str, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    twilio.phone(PHONE).text("QUIET: they sell drugs there")
    twilio.webhooks.weather.lost = 1.0
    twilio.phone(PHONE).text(word)
    twilio.webhooks.weather.lost = 0.0
    age(twilio)
    asked: list[object] = []
    monkeypatch.setattr("reports.outbox.enqueue", lambda *what, **more: asked.append(what))
    before = len(twilio.phone(PHONE).inbox())
    assert compare(take_in=True).taken == 1
    assert Line.objects.filter(silent=True, renewed=False).count() == lines
    assert asked == []
    assert len(twilio.phone(PHONE).inbox()) == before


def test_a_question_is_not_taken_for_read_because_a_receipt_came_late(twilio: TwilioDouble, house: House) -> None:
    tip, receipt = triaged_tip(web())
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    twilio.webhooks.weather.lost = 1.0
    twilio.phone(PHONE).text(receipt)
    age(twilio)
    assert compare(take_in=True).taken == 1
    assert MailboxCopy.objects.get().fades_on is None


def test_a_word_that_was_obeyed_is_not_taken_for_lost_while_its_deletion_waits(twilio: TwilioDouble) -> None:
    """The worker is down: at the provider the word looks like any other text, and must not be answered again."""
    twilio.phone(PHONE).text("HELP")
    age(twilio)
    before = len(twilio.phone(PHONE).inbox())
    for _ in range(2):
        assert compare(take_in=True).never_arrived == 0
    assert len(twilio.phone(PHONE).inbox()) == before
    assert Errand.objects.filter(kind=ErrandKind.MESSAGE).count() == 1, "the deletion was ordered once"


def test_it_compares_again_and_again_whatever_went_wrong(
    twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "state").mkdir()
    lose_one(twilio)
    account, waits = settings.TWILIO_ACCOUNT_SID, []

    def wait(seconds: int) -> None:
        waits.append(seconds)
        settings.TWILIO_ACCOUNT_SID = account
        if len(waits) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("reports.management.commands.compare_texts.time.sleep", wait)
    settings.TWILIO_ACCOUNT_SID = ""
    said = StringIO()
    with pytest.raises(KeyboardInterrupt):
        call_command("compare_texts", "--take-in", "--every", "600", stdout=StringIO(), stderr=said)
    assert "cannot be asked" in said.getvalue()
    assert waits == [600, 600]
    assert Tip.objects.count() == 2
    assert (tmp_path / "state" / "compared").exists()


def lose_what_was_said(twilio: TwilioDouble, *, seconds: int = 1, created: str = LONG_AGO) -> None:
    """A caller speaks and hangs up, and no notice of it comes."""
    call = to_the_tone(twilio, "fr")
    twilio.webhooks.weather.lost = 1.0
    twilio.state.recordings[call.speak(seconds, then="hangup")].created = created
    twilio.webhooks.weather.lost = 0.0
    twilio.webhooks.waiting.clear()


def test_what_was_said_and_never_told_of_is_a_tip_as_after_a_hang_up(twilio: TwilioDouble, house: House) -> None:
    lose_what_was_said(twilio)
    found = compare(take_in=False)
    assert (found.recordings, found.unheard, found.taken) == (1, 1, 0)
    with pytest.raises(CommandError, match="never arrived"):
        call_command("compare_texts", stdout=StringIO())
    assert compare(take_in=True).taken == 1
    assert compare(take_in=True).unheard == 0
    triage_all()
    tip = only_tip()
    assert (tip.channel, tip.unreachable, lost_by(tip.pk)) == ("call", True, "call.hung_up")
    run_all()
    assert Attachment.objects.count() == 1
    assert twilio.state.recordings == {}, "the voice itself is gone there"


def test_a_recording_of_nothing_is_deleted_there_and_makes_no_tip(twilio: TwilioDouble) -> None:
    lose_what_was_said(twilio)
    for recording in twilio.state.recordings.values():
        recording.seconds = 0
    assert compare(take_in=True).taken == 1
    run_all()
    assert (Tip.objects.count(), twilio.state.recordings) == (0, {})


def test_what_waits_or_was_deleted_or_sent_is_no_unknown_recording(twilio: TwilioDouble) -> None:
    sent, deleted, waiting = (to_the_tone(twilio) for _ in range(3))
    for call in (sent, deleted, waiting):
        call.speak(1)
    sent.press("2")
    deleted.press("3")
    for recording in twilio.state.recordings.values():
        recording.created = LONG_AGO
    assert compare(take_in=True).unheard == 0
    assert Tip.objects.count() == 1


@pytest.mark.parametrize("created", ["Wed, 25 Nov 2026 08:40:00 +0000", "Wed, 25 Aug 2026 08:00:00 +0000"])
def test_what_may_still_wait_or_nobody_would_know_again_is_left_alone(twilio: TwilioDouble, created: str) -> None:
    lose_what_was_said(twilio, created=created)
    assert compare(take_in=True).unheard == 0


def test_what_another_program_of_the_account_recorded_is_none_of_ours(twilio: TwilioDouble) -> None:
    lose_what_was_said(twilio)
    twilio.state.outward |= set(twilio.state.calls)
    twilio.state.number = "+17584440000"
    assert compare(take_in=True).unheard == 0
    twilio.state.calls.clear()
    assert compare(take_in=True).unheard == 1, "its call's record is gone: only ours are ever deleted"


def test_what_is_on_its_way_is_not_taken_for_lost(twilio: TwilioDouble) -> None:
    lose_one(twilio)
    age(twilio, "Wed, 25 Nov 2026 08:59:00 +0000")
    assert compare(take_in=True).never_arrived == 0


def test_copies_that_were_left_there_are_deleted(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text("They sell drugs there")
    assert find_in(answer)
    for text in twilio.state.texts.values():
        text.status = "received" if text.direction == "inbound" else "delivered"
    age(twilio)
    assert compare(take_in=True).left_behind == 2
    for errand in Errand.objects.all():
        run_errand(errand.pk)
    assert twilio.state.texts == {}


def test_the_list_is_read_page_by_page(twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.gateways.twilio_list._PAGE", 3)
    for number in range(4):
        twilio.phone(f"+1758484000{number}").text("They sell drugs there")
    assert len({text.sid for text in texts_there()}) == 8


def test_the_command_prints_counts_and_no_number(twilio: TwilioDouble) -> None:
    lose_one(twilio)
    said = StringIO()
    with pytest.raises(CommandError, match="never arrived"):
        call_command("compare_texts", stdout=said)
    assert "1 never arrived here" in said.getvalue()
    assert PHONE not in said.getvalue()
    call_command("compare_texts", "--take-in", stdout=said)


def test_without_an_account_it_says_so(house: House) -> None:
    with pytest.raises(Unavailable):
        compare(take_in=False)
    with pytest.raises(CommandError, match="cannot be asked"):
        call_command("compare_texts")
