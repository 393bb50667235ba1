"""The mailbox: its states, what it shows, what never opens it, and its end."""

import json
import time

import pytest
from django.utils import timezone
from django.utils.http import urlsafe_base64_encode

from reports import vault
from reports.casework.claim import claim_tip
from reports.casework.notes import add_note
from reports.casework.status import close_tip
from reports.dialogue import mailbox
from reports.dialogue.lines import find_line
from reports.dialogue.mailbox import NoSuchMailbox, end_dialogue, find, open_mailbox, read_by_tipster, reopen
from reports.dialogue.reply import NoMailbox, ask_tipster
from reports.intake.door import accept
from reports.intake.receipt import mint
from reports.lifecycle.erasure import erase_tip
from reports.models import Capsule, KeyPurpose, Mailbox, MailboxCopy, StoredKey, Tip
from reports.queries.reading import read_tip
from reports.sealing.envelope import seal
from reports.sealing.keys import derive, new_pair
from tests.arrivals import PHONE, sms, triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.spoilt import spoil


def test_the_mailbox_tells_where_the_tip_stands(house: House) -> None:
    receipt = accept(web()).receipt or ""
    reid = house.officer("reid")
    assert open_mailbox(receipt).state == "received"
    triage_all()
    assert open_mailbox(receipt).state == "new"
    read_tip(house.ring("reid"), only_tip(), by=reid)
    assert open_mailbox(receipt).state == "read"
    tip = claim_tip(tip=only_tip(), by=reid, version=only_tip().version)
    assert open_mailbox(receipt).state == "open"
    ask_tipster(tip=tip, text="Which boat?", by=reid)
    tip = only_tip()
    assert open_mailbox(receipt).state == "waiting"
    close_tip(tip=tip, reason="nothing", by=reid, version=tip.version)
    assert open_mailbox(receipt).state == "closed"


def test_the_thread_shows_officers_words_and_of_the_tipsters_only_the_day(house: House) -> None:
    tip, receipt = triaged_tip(web("Zabriko"))
    reid = house.officer("reid")
    ask_tipster(tip=tip, text="Which boat?", by=reid)
    add_note(tip=tip, text="A secret note", by=reid)
    accept(web("The blue one", joins=open_mailbox(receipt).key))
    shown = open_mailbox(receipt).entries
    assert [(entry.from_officer, entry.text) for entry in shown] == [(True, "Which boat?"), (False, "")]
    assert shown[1].day == timezone.localdate()


@pytest.mark.parametrize("when", ["waiting", "triaged"])
def test_another_well_formed_receipt_opens_nothing(house: House, when: str) -> None:
    accept(web())
    if when == "triaged":
        triage_all()
    other = mint()
    with pytest.raises(NoSuchMailbox):
        open_mailbox(other)
    assert find(other) is None


def test_two_tips_have_two_mailboxes(house: House) -> None:
    one, two = (accept(web(f"Tip {n}")).receipt or "" for n in range(2))
    triage_all()
    assert open_mailbox(one).key != open_mailbox(two).key


@pytest.mark.parametrize("when", ["waiting", "triaged"])
def test_an_ended_dialogue_stays_ended_whenever_it_was_ended(house: House, when: str) -> None:
    receipt = accept(sms()).receipt or ""
    if when == "triaged":
        triage_all()
    opened = open_mailbox(receipt)
    end_dialogue(opened.key)
    triage_all()
    with pytest.raises(NoSuchMailbox):
        open_mailbox(receipt)
    with pytest.raises(NoSuchMailbox):
        reopen(opened.pass_token)
    with pytest.raises(NoMailbox):
        ask_tipster(tip=only_tip(), text="Are you there?", by=house.officer("reid"))
    assert only_tip().unreachable
    assert find_line(PHONE) is None
    assert not StoredKey.objects.filter(purpose=KeyPurpose.LINE).exists()


def test_a_pass_opens_again_for_half_an_hour(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tip, receipt = triaged_tip()
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    opened = open_mailbox(receipt)
    assert [entry.text for entry in reopen(opened.pass_token).entries] == ["Which boat?"]
    later = time.time() + mailbox.PASS_AGE + 1
    monkeypatch.setattr(mailbox.time, "time", lambda: later)
    with pytest.raises(NoSuchMailbox):
        reopen(opened.pass_token)


def test_a_pass_from_before_triage_opens_the_same_mailbox_afterwards(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = open_mailbox(accept(web()).receipt or "")
    assert reopen(before.pass_token).state == "received"
    triage_all()
    after = reopen(before.pass_token)
    assert (after.key, after.state) == (before.key, "new")
    assert reopen(after.pass_token).state == "new"
    later = time.time() + mailbox.PASS_AGE + 1
    monkeypatch.setattr(mailbox.time, "time", lambda: later)
    with pytest.raises(NoSuchMailbox):
        reopen(before.pass_token)


def test_a_pass_of_a_host_not_yet_upgraded_opens_what_is_not_judged_yet(house: House) -> None:
    opened = open_mailbox(accept(web()).receipt or "")
    plain = {"tip": str(opened.key.tip_id), "seed": "", "until": time.time() + mailbox.PASS_AGE}
    key = derive(vault.versions("request_pepper")[0], "mailbox pass")
    old = urlsafe_base64_encode(seal(key, json.dumps(plain).encode(), "mailbox pass", padding=128))
    again = reopen(old)
    assert (again.key, again.state) == (opened.key, "received")
    assert reopen(again.pass_token).state == "received"
    triage_all()
    with pytest.raises(NoSuchMailbox):
        reopen(old)


@pytest.mark.parametrize("token", ["", "x", "AAAA", "%00", "é", "A" * 5000])
def test_a_pass_made_by_hand_opens_nothing(house: House, token: str) -> None:
    with pytest.raises(NoSuchMailbox):
        reopen(token)


def test_a_changed_pass_opens_nothing(house: House) -> None:
    _, receipt = triaged_tip()
    token = open_mailbox(receipt).pass_token
    for at in range(0, len(token), 7):
        with pytest.raises(NoSuchMailbox):
            reopen(token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :])


def test_a_pass_holds_neither_receipt_nor_tip_in_the_clear(house: House) -> None:
    tip, receipt = triaged_tip()
    opened = open_mailbox(receipt)
    assert tip.pk.hex[:8] not in opened.pass_token
    assert "Which" not in repr(opened)
    assert opened.pass_token not in repr(opened)


def test_the_mailbox_of_an_erased_tip_is_gone(house: House) -> None:
    tip, receipt = triaged_tip()
    token = open_mailbox(receipt).pass_token
    erase_tip(tip_id=tip.pk, by="test")
    for look in (lambda: open_mailbox(receipt), lambda: reopen(token)):
        with pytest.raises(NoSuchMailbox):
            look()


def test_a_lookup_moved_to_another_tip_does_not_open_it(house: House) -> None:
    mine, theirs = (accept(web(f"Tip {n}")).receipt or "" for n in range(2))
    triage_all()
    victim = open_mailbox(theirs).key
    stolen = Mailbox.objects.get(tip=open_mailbox(mine).key.tip_id)
    lookup = bytes(stolen.lookup)
    stolen.delete()
    Mailbox.objects.filter(tip=victim.tip_id).update(lookup=lookup)
    with pytest.raises(NoSuchMailbox):
        open_mailbox(mine)


def test_a_planted_mailbox_key_opens_nothing(house: House) -> None:
    _, receipt = triaged_tip()
    Tip.objects.update(mailbox_key=new_pair().public)
    with pytest.raises(NoSuchMailbox):
        open_mailbox(receipt)


def test_words_that_do_not_open_are_told_of_and_the_rest_stays_readable(house: House) -> None:
    tip, receipt = triaged_tip()
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    ask_tipster(tip=tip, text="Which day?", by=house.officer("reid"))
    one, two = MailboxCopy.objects.order_by("record__position")
    MailboxCopy.objects.filter(pk=two.pk).update(body=bytes(one.body), root_box=bytes(one.root_box))
    told = [(entry.text, entry.is_shut) for entry in open_mailbox(receipt).entries]
    assert told == [("Which boat?", False), ("", True)]
    spoil(KeyPurpose.ERASURE, one.pk)
    shut = open_mailbox(receipt)
    assert [entry.is_shut for entry in read_by_tipster(shut).entries] == [True, True]
    assert not MailboxCopy.objects.exclude(fades_on=None).exists(), "what was not shown does not fade"


def test_nothing_in_the_databases_names_the_receipt(house: House) -> None:
    receipt = accept(web()).receipt or ""
    waiting = bytes(Capsule.objects.get().waiting or b"")
    triage_all()
    box = Mailbox.objects.get()
    assert receipt.encode() not in waiting + bytes(box.lookup)
    assert bytes(box.lookup) != waiting
