"""The thinnest whole thread: a tip arrives, is judged, is read, is asked about, and the tipster answers."""

import pytest

from reports.casework.claim import claim_tip
from reports.casework.status import close_tip
from reports.dialogue.mailbox import NoSuchMailbox, end_dialogue, open_mailbox, reopen
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.models import Capsule, Channel, StoredKey, Tip, TriageState
from reports.queries.queue import queue_page
from reports.queries.reading import find_tip, read_tip
from tests.conftest import House, only_tip, triage_all


def tip_by_web(text: str, key: bytes = b"one", **more: object) -> Submission:
    return Submission(channel=Channel.WEB, text=text, repeat_key=key, **more)  # type: ignore[arg-type]


def test_a_tip_is_sealed_judged_read_and_answered(house: House) -> None:
    receipt = accept(tip_by_web("Boat landing cocaine at Soufriere tonight, two men with guns")).receipt
    assert receipt
    assert open_mailbox(receipt).state == "received"

    triage_all()

    tip = only_tip()
    assert tip.triage == TriageState.DONE
    assert not Capsule.objects.exists()
    ring, reid = house.ring("reid"), house.officer("reid")
    rows = queue_page(ring).rows
    assert [row.tip for row in rows] == [tip]
    assert rows[0].preview.startswith("Boat landing cocaine")
    claim_tip(tip=tip, by=reid, version=tip.version)
    ask_tipster(tip=tip, text="Which boat?", by=reid)

    mailbox = open_mailbox(receipt)
    assert [entry.text for entry in mailbox.entries] == ["Which boat?"]
    again = reopen(mailbox.pass_token)
    accept(tip_by_web("The blue one, Ti Marie", key=b"two", joins=again.key))
    triage_all()

    found = find_tip(ring, tip.pk)
    assert found.has_news
    read = read_tip(ring, found, by=reid)
    assert [entry.text for entry in read.entries][-1] == "The blue one, Ti Marie"
    close_tip(tip=tip, reason="seizure", by=reid, version=Tip.objects.get().version)
    assert open_mailbox(receipt).state == "closed"

    end_dialogue(again.key)
    with pytest.raises(NoSuchMailbox):
        open_mailbox(receipt)


def test_an_officer_outside_the_unit_finds_nothing(house: House) -> None:
    accept(tip_by_web("They sell weed by the school in Vieux Fort"))
    triage_all()
    ring = house.ring("charles")
    assert queue_page(ring).rows == ()
    with pytest.raises(Tip.DoesNotExist):
        find_tip(ring, only_tip().pk)


def test_the_same_request_gets_the_same_receipt_and_makes_one_tip(house: House) -> None:
    first = accept(tip_by_web("Stolen goat"))
    keys = StoredKey.objects.count()
    second = accept(tip_by_web("Stolen goat"))
    assert (second.receipt, second.repeated) == (first.receipt, True)
    assert Tip.objects.count() == 1
    assert StoredKey.objects.count() == keys


def test_a_phone_is_known_again_and_its_text_joins(house: House) -> None:
    text = Submission(channel=Channel.SMS, text="Man with gun", repeat_key=b"sms:1", sender="+17584840001")
    assert accept(text).receipt
    later = Submission(channel=Channel.SMS, text="He gone to Dennery", repeat_key=b"sms:2", sender="+17584840001")
    assert accept(later).joined
    assert Tip.objects.count() == 1
