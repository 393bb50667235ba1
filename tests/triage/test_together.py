"""Judging together: one opening of the databases for many, and none of them suffers from another."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from reports.dialogue.mailbox import MailboxKey, open_mailbox
from reports.intake.door import accept
from reports.models import AuditEntry, Capsule, Fingerprint, KeyPurpose, Mailbox, StoredKey, Tip, TriageState, Turn
from reports.models.rights import Role
from reports.queries.reading import read_tip
from reports.sealing.opening import CannotOpen
from reports.triage import pipeline
from reports.triage.assess import Told, assess
from reports.triage.assessment import TipText
from reports.triage.settling import receipt_keys
from reports.triage.together import MOST, assess_together
from tests.arrivals import triaged_tip, web
from tests.conftest import House
from tests.management.held import Taken, impatient, taken

__all__ = ["taken"]
NAMED = "Constable Marcia Reid takes money from the dealers at the jetty of Soufriere every Friday night"
TEXTS = [f"They sell cocaine by the school in Vieux Fort, house {number}" for number in range(6)]


def arrive(*texts: str) -> list[str]:
    """Send tips and return their receipts."""
    return [accept(web(text)).receipt or "" for text in texts]


def asks_for_others(statement: str) -> bool:
    """Whether a worker asks for what others judged meanwhile, which it does every few seconds."""
    return statement.startswith("SELECT") and ('FROM "fingerprint"' in statement or 'FROM "erasure"' in statement)


def states() -> list[str]:
    return sorted(Tip.objects.values_list("triage", flat=True))


def test_all_that_wait_are_judged_once_each_with_its_own_keys(house: House) -> None:
    receipts = arrive(*TEXTS)
    assess_together(None)
    assert states() == [TriageState.DONE] * 6
    assert not Capsule.objects.exists()
    assert not StoredKey.objects.filter(purpose=KeyPurpose.ONE_TIME).exists()
    assert Mailbox.objects.count() == Fingerprint.objects.count() == 6
    assert AuditEntry.objects.filter(act="tip.triaged").count() == 6
    assert {open_mailbox(receipt).state for receipt in receipts} == {"new"}
    ring, reid = house.ring("reid"), house.officer("reid")
    read = [read_tip(ring, tip, by=reid).entries[0] for tip in Tip.objects.filter(unit__slug="narcotics")]
    assert sorted(entry.text for entry in read) == TEXTS
    assert all(entry.findings for entry in read)


def test_more_tips_ask_the_databases_for_no_more(house: House) -> None:
    counts = []
    for texts in (TEXTS[:2], TEXTS):
        arrive(*texts)
        with CaptureQueriesContext(connection) as asked:
            assess_together(None)
        counts.append(sum(not asks_for_others(each["sql"]) for each in asked))
    one_more = 1  # for those that are like the first two, where the worker has them in memory by now
    assert counts[1] <= counts[0] + one_more <= 26, counts


def test_one_that_cannot_be_opened_harms_no_other(house: House) -> None:
    arrive(*TEXTS)
    broken = Capsule.objects.all()[2]
    Capsule.objects.filter(pk=broken.pk).update(box=bytes(broken.box)[:-1] + bytes([bytes(broken.box)[-1] ^ 1]))
    with pytest.raises(CannotOpen):
        assess_together(None)
    assert states() == [TriageState.DONE] * 5 + [TriageState.WAITING]
    assert Capsule.objects.get().pk == broken.pk


def test_one_that_cannot_be_saved_harms_no_other(house: House) -> None:
    """Another tip's mailbox stands in the way: the whole batch is refused, and each goes alone."""
    earlier, _ = triaged_tip()
    receipts = arrive(*TEXTS)
    Mailbox.objects.filter(tip=earlier).update(lookup=receipt_keys(receipts[3]).lookup)
    with pytest.raises(Exception, match="lookup"):
        assess_together(None)
    assert states() == [TriageState.DONE] * 6 + [TriageState.WAITING]


def test_what_a_worker_died_over_is_taken_along_by_nobody(house: House) -> None:
    arrive(*TEXTS)
    died = Capsule.objects.all()[0].pk
    Capsule.objects.filter(pk=died).update(attempts=1)
    assess_together(None)
    assert Capsule.objects.get().pk == died
    assess_together(died)
    assert states() == [TriageState.DONE] * 6


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
@pytest.mark.parametrize(
    ("alias", "holds"), [("default", "SELECT FROM tip FOR UPDATE"), ("keystore", "LOCK TABLE stored_key")]
)
def test_what_somebody_holds_is_waited_for_once_and_the_rest_comes_back(taken: Taken, alias: str, holds: str) -> None:
    """Else two turns of sixteen keep both processes from ending whoever holds it, for eight minutes."""
    arrive(*TEXTS[:3])
    held = taken(Role.INTAKE, holds, alias)
    with impatient(), pytest.raises(OperationalError, match="lock timeout"):
        assess_together(None)
    assert list(Capsule.objects.values_list("attempts", flat=True)) == [1, 1, 1]
    held.connection.rollback()
    for name in list(Capsule.objects.values_list("pk", flat=True)):
        assess_together(name)
    assert states() == [TriageState.DONE] * 3


def test_what_waits_for_more_words_is_left_waiting(house: House) -> None:
    accept(web(TEXTS[0], more_may_follow=True))
    arrive(TEXTS[1])
    assess_together(None)
    assert states() == [TriageState.DONE, TriageState.WAITING]
    assert Capsule.objects.get().turn == Turn.QUIET


def test_words_that_came_meanwhile_are_judged_with_the_tip(house: House) -> None:
    arrive("There is a man with a")
    tip = Tip.objects.get()
    accept(web("gun in the market, shooting now", joins=MailboxKey(tip.pk)))
    assess_together(tip.pk)
    tip.refresh_from_db()
    assert (tip.triage, tip.urgency) == (TriageState.DONE, 0)


def test_twins_of_one_batch_find_each_other(house: House) -> None:
    words = "A white van unloads cocaine at the jetty of Soufriere every Friday night at ten"
    arrive(words, words)
    assess_together(None)
    ring, reid = house.ring("reid"), house.officer("reid")
    found = [read_tip(ring, tip, by=reid).entries[0].findings or {} for tip in Tip.objects.all()]
    alike = [one["value"] for each in found for one in each["findings"] if one["step"] == "duplicates"]
    assert len(alike) == 1


@contextmanager
def counting_runs() -> Iterator[list[str]]:
    """Note each run of the steps."""
    runs: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is pipeline.run.__code__:
            runs.append(frame.f_locals["tip"].text)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield runs
    finally:
        sys.setprofile(before)


def test_a_tip_about_the_police_goes_through_the_steps_once_and_its_twin_finds_it(house: House) -> None:
    arrive(NAMED, TEXTS[0], NAMED)
    with counting_runs() as runs:
        assess_together(None)
    assert sorted(runs) == sorted([NAMED, TEXTS[0], NAMED])
    ring, charles = house.ring("charles"), house.officer("charles")
    apart = Tip.objects.filter(unit__slug="standards")
    assert len(apart) == 2
    found = [read_tip(ring, tip, by=charles).entries[0].findings or {} for tip in apart]
    assert [one["step"] for each in found for one in each["findings"]].count("duplicates") == 1


def test_what_was_concluded_of_other_words_is_not_taken_for_a_tip(house: House) -> None:
    arrive(TEXTS[0])
    other = TipText(text=NAMED, answers={}, channel="web", in_danger=False, language_hint="")
    with counting_runs() as runs:
        assess(Tip.objects.get().pk, Told(other, pipeline.run(other)))
    assert runs == [NAMED, TEXTS[0]]
    assert Tip.objects.get().unit.slug == "narcotics"


def test_the_first_turn_comes_first_and_the_oldest_has_its_own(house: House) -> None:
    arrive(*(f"{TEXTS[0]}{number}" for number in range(MOST + 4)))
    oldest, urgent, *_ = Capsule.objects.order_by("due_at").values_list("pk", flat=True)
    Capsule.objects.filter(pk=urgent).update(turn=Turn.IMMEDIATE)
    assess_together(oldest)
    assert Capsule.objects.count() == 4
    assert not Capsule.objects.filter(pk__in=[oldest, urgent]).exists()
