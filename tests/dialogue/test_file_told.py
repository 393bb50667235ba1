"""What a file told is had once, by the page that asks first, and by nobody with another receipt."""

import pytest

from reports.dialogue.file_told import ask_file, erase_unseen
from reports.dialogue.mailbox import NoSuchMailbox, OpenMailbox, end_dialogue, open_mailbox
from reports.intake.door import accept
from reports.intake.media import MediaKind
from reports.lifecycle.erasure import erase_tip
from reports.models import MailboxCopy
from tests.arrivals import web
from tests.conftest import House, triage_all
from tests.intake.telling_films import film
from tests.uploads import held_raw
from tests.waiting import make_files_safe


def mailbox_with_film() -> tuple[str, OpenMailbox]:
    receipt = accept(web("A boat", files=(held_raw(film(), MediaKind.VIDEO),))).receipt or ""
    triage_all()
    make_files_safe()
    return receipt, open_mailbox(receipt)


def test_the_first_page_to_ask_has_it_and_no_other(house: House) -> None:
    receipt, first = mailbox_with_film()
    [entry] = first.entries
    assert entry.copy
    assert entry.file
    assert entry.file.tells
    assert not entry.file.told
    second = open_mailbox(receipt)
    before = bytes(MailboxCopy.objects.get().body)
    told = ask_file(first.pass_token, entry.copy)
    assert told
    assert bytes(MailboxCopy.objects.get().body) != before
    assert ask_file(first.pass_token, entry.copy) == told
    assert ask_file(second.pass_token, entry.copy) == {}
    assert ask_file(first.pass_token, entry.copy) == {}, "somebody else asked: then it is gone"
    [later] = open_mailbox(receipt).entries
    assert later.file
    assert not later.file.tells
    assert later.file.removed == entry.file.removed


def test_what_was_erased_unseen_nobody_has(house: House) -> None:
    _, opened = mailbox_with_film()
    [entry] = opened.entries
    assert entry.copy
    erase_unseen(opened.pass_token, entry.copy)
    assert ask_file(opened.pass_token, entry.copy) == {}


def test_another_mailbox_s_pass_has_nothing_of_it(house: House) -> None:
    _, ours = mailbox_with_film()
    other = accept(web("Another boat")).receipt or ""
    triage_all()
    theirs = open_mailbox(other)
    [entry] = ours.entries
    assert entry.copy
    assert ask_file(theirs.pass_token, entry.copy) == {}
    assert ask_file(ours.pass_token, entry.copy)
    with pytest.raises(NoSuchMailbox):
        ask_file("made up", entry.copy)


def test_of_an_erased_tip_nothing_is_left_to_ask_for(house: House) -> None:
    _, opened = mailbox_with_film()
    [entry] = opened.entries
    assert entry.copy
    end_dialogue(opened.key)
    erase_tip(tip_id=opened.key.tip_id, by="test")
    assert ask_file(opened.pass_token, entry.copy) == {}
