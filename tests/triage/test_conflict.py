"""A tip about the police: what could be copied before it was judged opens nothing afterwards."""

import pytest

from reports import keystore
from reports.alarm import call_off
from reports.clock import this_hour
from reports.dialogue.mailbox import MailboxKey, open_mailbox
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.intake.submission import ErrandRequest
from reports.keyring import NotYours
from reports.models import (
    Alert,
    AlertState,
    AuditEntry,
    Capsule,
    Errand,
    ErrandKind,
    Fingerprint,
    KeyPurpose,
    Membership,
    Merge,
    Record,
    Recusal,
    Status,
    Tip,
    TipKey,
    TriageState,
    Urgency,
)
from reports.models.due import TAKEN_ON_WITHIN
from reports.queries.reading import read_tip
from reports.retention import closed_today
from reports.sealing.keys import record_key
from reports.sealing.opening import CannotOpen, unseal
from reports.triage import assess as assessing
from reports.triage.assess import TRIES, assess
from reports.triage.tasks import assess_arrival
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all

NAMED = "Constable Marcia Reid takes money from the dealers at the jetty"


def test_keys_copied_at_reception_open_nothing_once_the_tip_is_moved(house: House) -> None:
    accept(web(NAMED))
    tip = only_tip()
    d = house.ring("reid").tip_root(tip)  # what a member of reception may have kept
    e = keystore.get(KeyPurpose.ERASURE, tip.pk)
    before = bytes(Record.objects.get().body)
    triage_all()
    tip, record = only_tip(), Record.objects.get()
    assert tip.unit.slug == "standards"
    new_e = keystore.get(KeyPurpose.ERASURE, tip.pk)
    assert new_e != e
    assert unseal(record_key(d, e, tip.pk, tip.pk, "body"), before, "body", tip.pk, tip.pk)
    for erasure in (e, new_e):
        with pytest.raises(CannotOpen):
            unseal(record_key(d, erasure, tip.pk, tip.pk, "body"), record.body, "body", tip.pk, tip.pk)
    with pytest.raises(CannotOpen):  # nor does the copy of the row, with the key that is there now
        unseal(record_key(d, new_e, tip.pk, tip.pk, "body"), before, "body", tip.pk, tip.pk)
    assert read_tip(house.ring("charles"), tip, by=house.officer("charles")).entries[0].text == NAMED
    assert [key.unit.slug for key in TipKey.objects.select_related("unit")] == ["standards"]


def test_standards_see_what_was_closed_and_merged_away_before_it_was_judged(house: House) -> None:
    leading, _ = triaged_tip()
    accept(web(NAMED, in_danger=True))
    waits = Tip.objects.filter(triage=TriageState.WAITING)
    tip = waits.get()
    call_off(Alert.objects.get(pk=tip.pk), tip, by=house.officer("jules"))
    closed_today(tip)
    waits.update(
        status=Status.CLOSED,
        outcome="duplicate",
        assigned_to=house.officer("jules"),
        due_at=None,
        erase_on=tip.erase_on,
    )
    Merge.objects.create(tip=tip, into=leading, status=Status.NEW, officer=house.officer("jules"))
    assess_arrival(str(tip.pk))  # with the worker's rights
    tip.refresh_from_db()
    assert (tip.unit.slug, tip.status, tip.outcome, tip.assigned_to) == ("standards", Status.NEW, "", None)
    assert (tip.rests_since, tip.erase_on) == (None, None)
    assert tip.due_at == this_hour() + TAKEN_ON_WITHIN[Urgency.IMMEDIATE]
    assert not Merge.objects.exists()
    assert Alert.objects.get(pk=tip.pk).state == AlertState.RUNNING
    assert tip in house.ring("charles").tips.open_work()


def test_an_officer_named_in_a_field_alone_never_reads_the_tip(house: House) -> None:
    accept(web("They sell at the jetty", answers={"category": "drugs", "person.1.name": "Sgt Reid"}))
    d = house.ring("reid").tip_root(only_tip())
    e = keystore.get(KeyPurpose.ERASURE, only_tip().pk)
    triage_all()
    tip, record = only_tip(), Record.objects.get()
    assert tip.unit.slug == "standards"
    assert tip not in house.ring("reid").tips
    with pytest.raises(CannotOpen):
        unseal(record_key(d, e, tip.pk, tip.pk, "body"), record.body, "body", tip.pk, tip.pk)


def _joins(house: House, username: str, slug: str) -> None:
    officer, unit = house.officer(username), house.unit(slug)
    Membership.objects.create(officer=officer, unit=unit, generation=1, bundle=b"")


def _leaves(house: House, username: str, slug: str) -> None:
    Membership.objects.filter(officer=house.officer(username), unit=house.unit(slug)).delete()


def test_a_tip_that_names_somebody_of_standards_goes_to_oversight(house: House) -> None:
    _leaves(house, "charles", "oversight")
    _joins(house, "felix", "oversight")
    tip, _ = triaged_tip(web("Sergeant Charles takes money from the dealers at the jetty"))
    assert tip.unit.slug == "oversight"
    assert not Recusal.objects.exists()


@pytest.mark.parametrize(
    ("reads", "words"),
    [
        ("standards", "The oversight people take money from the drug boss to close the complaint"),
        ("standards", "Oversight told the man that I complained about him"),
        ("oversight", "Professional Standards told the officer who it was that complained"),
        ("oversight", "Internal affairs takes bribes to lose our files"),
    ],
)
def test_what_accuses_standards_or_oversight_is_read_in_the_other_by_who_is_in_that_alone(
    house: House, reads: str, words: str
) -> None:
    _joins(house, "felix", reads)
    tip, _ = triaged_tip(web(words))
    assert tip.unit.slug == reads
    assert list(Recusal.objects.filter(tip=tip).values_list("officer__username", flat=True)) == ["charles"]
    assert tip not in house.ring("charles").tips


def test_a_member_of_oversight_who_is_named_is_taken_off_what_oversight_reads(house: House) -> None:
    """Here he sits in both units, so that no unit is without him."""
    _joins(house, "felix", "oversight")
    tip, _ = triaged_tip(web("They sell at the jetty", answers={"person.1.name": "Ian Charles"}))
    assert tip.unit.slug == "oversight"
    assert list(Recusal.objects.values_list("officer__username", flat=True)) == ["charles"]
    assert tip not in house.ring("charles").tips
    assert not AuditEntry.objects.filter(act="tip.recused").exists()


def test_no_row_names_an_officer_who_could_not_read_the_tip_anyway(house: House) -> None:
    tip, _ = triaged_tip(web(NAMED))
    assert tip.unit.slug == "standards"
    assert not Recusal.objects.exists()


def test_what_is_added_about_a_reader_of_standards_leaves_his_sight(house: House) -> None:
    _joins(house, "felix", "oversight")
    tip, receipt = triaged_tip(web(NAMED))
    accept(web("PC Ian Charles is her friend and covers it up", joins=open_mailbox(receipt).key))
    triage_all()
    apart = Tip.objects.exclude(pk=tip.pk).get()
    assert apart.unit.slug == "oversight"
    assert apart not in house.ring("charles").tips
    thread = read_tip(house.ring("charles"), tip, by=house.officer("charles"))
    assert [entry.text for entry in thread.entries] == [NAMED]


def test_what_joined_before_the_tip_was_judged_moves_with_it(house: House) -> None:
    accept(web(NAMED))
    accept(web("And on Sundays too", joins=MailboxKey(only_tip().pk)))
    triage_all()
    thread = read_tip(house.ring("charles"), only_tip(), by=house.officer("charles"))
    assert [entry.text for entry in thread.entries] == [NAMED, "And on Sundays too"]


def test_the_tipster_keeps_the_mailbox_of_a_tip_that_was_moved(house: House) -> None:
    tip, receipt = triaged_tip(web(NAMED))
    ask_tipster(tip=tip, text="Which jetty?", by=house.officer("charles"))
    assert [entry.text for entry in open_mailbox(receipt).entries if entry.from_officer] == ["Which jetty?"]


def test_an_addition_about_the_police_leaves_the_unit_that_reads_the_tip(house: House) -> None:
    tip, receipt = triaged_tip(web("They sell cocaine at the jetty"))
    accept(web(NAMED, joins=open_mailbox(receipt).key))
    addition = Record.objects.exclude(pk=tip.pk).get()
    e = keystore.get(KeyPurpose.ERASURE, addition.pk)
    triage_all()
    thread = read_tip(house.ring("reid"), tip, by=house.officer("reid"))
    assert [entry.text for entry in thread.entries] == ["They sell cocaine at the jetty"]
    apart = Tip.objects.exclude(pk=tip.pk).get()
    assert apart.unit.slug == "standards"
    assert read_tip(house.ring("charles"), apart, by=house.officer("charles")).entries[0].text == NAMED
    with pytest.raises(NotYours):
        house.ring("reid").tip_root(apart)
    assert e not in keystore.get_many(KeyPurpose.ERASURE, [addition.pk, apart.pk]).values()
    assert set(Fingerprint.objects.values_list("pk", flat=True)) == {tip.pk, apart.pk}
    assert not AuditEntry.objects.filter(tip_id=tip.pk, act="tip.set_apart").exists()
    assert [entry.from_officer for entry in open_mailbox(receipt).entries] == [False]  # "you wrote" stays


def test_standards_learn_which_tip_an_addition_came_from(house: House) -> None:
    tip, receipt = triaged_tip(web("They sell cocaine at the jetty"))
    accept(web(NAMED, joins=open_mailbox(receipt).key))
    triage_all()
    apart = Tip.objects.exclude(pk=tip.pk).get()
    found = read_tip(house.ring("charles"), apart, by=house.officer("charles")).entries[0].findings
    assert found
    (origin,) = [one for one in found["findings"] if one["step"] == "origin"]
    assert origin["value"] == str(tip.pk)
    assert f"{tip.reference} (Drugs), which Narcotics reads" in origin["reason"]


def test_what_the_addition_still_waits_for_goes_with_it(house: House) -> None:
    tip, receipt = triaged_tip(web("They sell cocaine at the jetty"))
    wanted = ErrandRequest(kind=ErrandKind.MEDIA, reference="/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1")
    accept(web(NAMED, joins=open_mailbox(receipt).key, errands=(wanted,)))
    triage_all()
    apart = Tip.objects.exclude(pk=tip.pk).get()
    assert Errand.objects.get().record_id == apart.pk


def test_a_later_word_of_a_thread_goes_on_where_it_was(house: House) -> None:
    tip, receipt = triaged_tip(web("They sell cocaine at the jetty"))
    for words in (NAMED, "On Fridays after dark"):
        accept(web(words, joins=open_mailbox(receipt).key))
        triage_all()
    thread = read_tip(house.ring("reid"), tip, by=house.officer("reid"))
    assert [entry.text for entry in thread.entries] == ["They sell cocaine at the jetty", "On Fridays after dark"]


@pytest.mark.parametrize("joins", [False, True])
def test_a_judge_that_dies_after_the_keys_changed_loses_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch, joins: bool
) -> None:
    tip = triaged_tip(web("They sell cocaine at the jetty"))[0] if joins else None
    accept(web(NAMED, joins=MailboxKey(tip.pk) if tip else None))
    record_id = Capsule.objects.get().pk

    def die(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(assessing, "_save_findings", die)
        with pytest.raises(OSError):  # noqa: PT011
            assess(record_id)
    triage_all()
    moved = Tip.objects.get(unit__slug="standards")
    assert read_tip(house.ring("charles"), moved, by=house.officer("charles")).entries[0].text == NAMED


def test_a_tip_that_cannot_be_moved_stays_readable_at_reception(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    accept(web(NAMED))

    def die(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(assessing, "_save_findings", die)
    for _ in range(TRIES - 1):
        with pytest.raises(OSError):  # noqa: PT011
            assess(only_tip().pk)
    assess(only_tip().pk)
    tip = only_tip()
    assert tip.unit.slug == "reception"
    assert read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries[0].text == NAMED


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Anton in narcotics does tell the Grass Street boys when to hide the weed", "jules"),
        ("Marcia at reception telling people on the block who call the tip line", "reid"),
        ("Ask Marcia Reed who she give the name of the tipster to, a man dead because of her", "reid"),
        ("The head of Major Crime own the nightclub", "reid"),
    ],
)
def test_who_is_named_by_his_unit_or_nearly_by_his_name_never_has_the_tip_on_a_list(
    house: House, words: str, named: str
) -> None:
    tip, _ = triaged_tip(web(words))
    assert tip.unit.slug == "standards"
    assert tip in house.ring("charles").tips.open_work()
    assert tip not in house.ring(named).tips
    assert tip not in house.ring(named).tips_for_information
