"""Files beside words about the police go where the words go, whichever of the workers is first."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from reports.clock import in_seconds
from reports.dialogue.mailbox import MailboxKey
from reports.gateways.blobs import blobs
from reports.intake import errands as fetching
from reports.intake.door import accept
from reports.intake.errands import run_errand
from reports.intake.making_safe import make_safe
from reports.intake.submission import ErrandRequest, Submission
from reports.models import Attachment, AuditEntry, Errand, ErrandKind, KeyPurpose, Record, StoredKey, Tip
from reports.queries.reading import read_attachment, read_tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.intake.test_errands import jpeg
from tests.twilio_double import TwilioDouble, new_sid
from tests.twilio_double.state import Medium, Text
from tests.uploads import held_photo, held_raw

NAMED = "Constable Marcia Reid takes money from the dealers at the jetty"
RUN = {ErrandKind.UPLOAD: make_safe, ErrandKind.MEDIA: run_errand}


def run_errands() -> None:
    Errand.objects.update(due_at=in_seconds(-1))
    for errand_id, kind in list(Errand.objects.values_list("pk", "kind")):
        RUN[ErrandKind(kind)](errand_id)


def judged_first() -> None:
    triage_all()
    run_errands()


def errands_first() -> None:
    run_errands()
    triage_all()
    run_errands()


BOTH_ORDERS = pytest.mark.parametrize("work", [judged_first, errands_first])


def with_files(provider: TwilioDouble, joins: MailboxKey | None = None) -> Submission:
    """Words about an officer with a photo and a voice from the web, and a photo that lies at the provider."""
    medium = Medium(sid=new_sid("ME"), kind="image/jpeg", data=jpeg())
    text = Text(sid=new_sid("MM"), sender="", to="", body="", direction="inbound", status="received", media=[medium])
    provider.state.add_text(text)
    wanted = ErrandRequest(kind=ErrandKind.MEDIA, reference=f"{text.sid}/{medium.sid}")
    return web(NAMED, joins=joins, files=(held_photo(), held_raw()), errands=(wanted,))


def read_all(house: House, tip: Tip, name: str) -> list[str]:
    """Open every file of a tip as this officer, and return their kinds."""
    ring, officer = house.ring(name), house.officer(name)
    files = [file for entry in read_tip(ring, tip, by=officer).entries for file in entry.attachments]
    return sorted(read_attachment(ring, tip, file.id, by=officer)[1] for file in files)


@BOTH_ORDERS
def test_a_first_tip_is_moved_with_its_files(house: House, provider: TwilioDouble, work: Callable[[], None]) -> None:
    accept(with_files(provider))
    work()
    tip = only_tip()
    assert tip.unit.slug == "standards"
    assert read_all(house, tip, "charles") == ["audio/mpeg", "image/jpeg", "image/jpeg"]
    assert not Errand.objects.exists()


@BOTH_ORDERS
def test_an_addition_is_set_apart_with_its_files(
    house: House, provider: TwilioDouble, work: Callable[[], None]
) -> None:
    tip, _ = triaged_tip(web("They sell cocaine at the jetty"))
    accept(with_files(provider, joins=MailboxKey(tip.pk)))
    work()
    apart = Tip.objects.exclude(pk=tip.pk).get()
    assert apart.unit.slug == "standards"
    assert read_all(house, apart, "charles") == ["audio/mpeg", "image/jpeg", "image/jpeg"]
    assert read_all(house, tip, "reid") == []
    assert not Attachment.objects.filter(record__tip=tip).exists()
    assert not Errand.objects.exists()
    told = AuditEntry.objects.filter(tip_id=tip.pk).values_list("act", flat=True)
    assert not {"media.fetched", "provider.deleted", "file.made_safe"} & set(told)


def test_the_provider_is_asked_for_nothing_until_an_addition_is_judged(house: House, provider: TwilioDouble) -> None:
    tip, _ = triaged_tip()
    accept(with_files(provider, joins=MailboxKey(tip.pk)))
    run_errands()
    assert Errand.objects.filter(fetched=False, attempts=0).count() == 2
    assert all(due > in_seconds(0) for due in Errand.objects.values_list("due_at", flat=True))
    assert not provider.state.deleted


def test_a_tip_that_moves_while_its_photo_is_fetched_takes_the_photo_with_it(
    house: House, provider: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(with_files(provider))
    whole = fetching._store

    def late(*given: Any, **more: Any) -> object:
        triage_all()
        return whole(*given, **more)

    monkeypatch.setattr(fetching, "_store", late)
    run_errands()
    run_errands()
    assert only_tip().unit.slug == "standards"
    assert read_all(house, only_tip(), "charles") == ["audio/mpeg", "image/jpeg", "image/jpeg"]


def test_an_errand_that_was_read_before_its_addition_moved_stores_where_it_is_now(
    house: House, provider: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the waiting had been passed an instant too early: what is read late decides."""
    tip, _ = triaged_tip(web("They sell cocaine at the jetty"))
    accept(with_files(provider, joins=MailboxKey(tip.pk)))
    whole = fetching._store

    def late(*given: Any, **more: Any) -> object:
        triage_all()
        return whole(*given, **more)

    def never(_: UUID) -> bool:
        return False

    with monkeypatch.context() as patch:
        patch.setattr(fetching, "_waits_for_triage", never)
        patch.setattr(fetching, "_store", late)
        run_errands()
    run_errands()
    apart = Tip.objects.exclude(pk=tip.pk).get()
    assert read_all(house, apart, "charles") == ["audio/mpeg", "image/jpeg", "image/jpeg"]
    assert not Attachment.objects.filter(record__tip=tip).exists()


def test_nothing_sealed_as_it_came_is_left_of_what_was_set_apart(house: House, provider: TwilioDouble) -> None:
    tip, _ = triaged_tip()
    submission = with_files(provider, joins=MailboxKey(tip.pk))
    raw = [held.blob for held in submission.files if held.raw]
    accept(submission)
    judged_first()
    assert [blobs().has(name) for name in raw] == [False]
    alive = set(Record.objects.values_list("pk", flat=True)) | set(Tip.objects.values_list("pk", flat=True))
    assert set(StoredKey.objects.filter(purpose=KeyPurpose.ERASURE).values_list("id", flat=True)) <= alive
