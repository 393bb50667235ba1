"""New peppers: nobody is locked out while one follows the other, and in the end the old one opens and signs nothing."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports import vault
from reports.clock import this_hour, today
from reports.dialogue.lines import find_line
from reports.dialogue.mailbox import NoSuchMailbox, open_mailbox, reopen
from reports.intake.door import SentBefore, accept
from reports.management.commands import rotate_keys
from reports.models import KeyAge, Line, Mailbox, Membership, Officer, Tip
from reports.people import peppers
from reports.people.codes import fitting_code, give_code
from reports.people.enrol import is_under_pepper_of_now, proven
from reports.people.passwords import print_recovery
from reports.people.peppers import NotYet, begin, end_officer_pepper, end_signing, not_signed_in, note, sign_people_anew
from reports.people.secret_files import OFFICER_PEPPER
from reports.people.starting import PaperRefused, read_paper
from reports.people.tokens import NoSuchToken, make_token, open_token
from reports.sealing.receipts import bears_guard, open_receipt
from reports.signed_people import is_signed
from reports.signed_row import sign_row
from tests.arrivals import PHONE, sms, triaged_tip, web
from tests.conftest import House, triage_all
from tests.dashboard.conftest import sign_in
from tests.people.root import secrets_put_back


@pytest.fixture(autouse=True)
def _secrets(house: House) -> Iterator[None]:
    with secrets_put_back():
        yield


def everybody_signed() -> bool:
    return all(is_signed(row) for model in (Officer, Membership) for row in model.objects.all())


def test_officers_come_in_before_and_after_and_the_old_pepper_ends_when_all_have(house: House) -> None:
    ring = house.ring("reid")
    printed = print_recovery(current=house.password("reid"), ring=ring)
    token, unused = (make_token(label="t", scopes=["read"], days=9, ring=ring) for _ in range(2))
    code = give_code(officer=house.officer("jules"), kind="phone", by=house.officer("reid"))
    desk = sign_in(house, "reid")  # with a phone: its seed lies under the old pepper
    begin(OFFICER_PEPPER)
    note(OFFICER_PEPPER)
    assert everybody_signed(), "before they are signed anew"
    smuggled = house.officer("felix")
    Officer.objects.filter(pk=smuggled.pk).update(is_administrator=True)
    assert sign_people_anew() == sign_people_anew() == 1
    Officer.objects.filter(pk=smuggled.pk).update(is_administrator=False)
    smuggled.refresh_from_db()
    end_signing()
    assert not is_signed(smuggled), "who was changed meanwhile is signed by nobody"
    assert is_signed(house.officer("reid"))
    assert desk.get("/desk/").status_code == 200, "sessions go on"
    assert {officer.username for officer in not_signed_in()} == {"reid", "jules", "felix", "charles"}
    with pytest.raises(NotYet, match="charles"):
        end_officer_pepper()
    desk.client.post("/desk/sign-out")
    assert desk.give_password(house.password("reid")).status_code == 302
    assert desk.give_code().status_code == 302, "the seed of the phone is sealed under the new pepper"
    assert is_under_pepper_of_now(house.officer("reid"))
    assert proven(house.officer("jules"), house.password("jules")), "one that has not yet signed in may"
    assert proven(house.officer("jules"), "not it") is None
    assert fitting_code(house.officer("jules"), code, "phone")
    assert open_token(token).ring
    assert read_paper("reid", printed).pair
    later = print_recovery(current=house.password("reid"), ring=house.ring("reid"))
    assert read_paper("reid", later).pair
    Officer.objects.exclude(username="reid").update(is_active=False)
    end_officer_pepper()
    assert len(vault.versions(OFFICER_PEPPER)) == 1
    assert open_token(token).ring
    with pytest.raises(NoSuchToken):
        open_token(unused)
    with pytest.raises(PaperRefused):
        read_paper("reid", printed)


def test_a_request_that_comes_again_after_the_change_is_known_and_one_page_opens_the_mailbox_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = accept(web(repeat_key=b"once", once_key=b"ticket"))
    page = open_mailbox(first.receipt or "").pass_token
    begin(peppers.REQUEST_PEPPER)
    note(peppers.REQUEST_PEPPER)
    again = accept(web(repeat_key=b"once", once_key=b"ticket"))
    assert (again.receipt, again.repeated, Tip.objects.count()) == (first.receipt, True, 1)
    with pytest.raises(SentBefore):
        accept(web(once_key=b"ticket"))
    assert reopen(page)
    with pytest.raises(NotYet):
        peppers.end_request_pepper()
    monkeypatch.setattr(peppers, "today", lambda: today() + timedelta(days=2))
    peppers.end_request_pepper()
    assert not KeyAge.objects.get(name=peppers.REQUEST_PEPPER).before_is_good
    with pytest.raises(NoSuchMailbox):
        reopen(page)


def test_a_new_pepper_of_receipts_ends_no_mailbox_and_knows_every_phone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = peppers.RECEIPT_PEPPER
    old = vault.secret(name)
    accept(sms())
    judged = accept(web()).receipt or ""
    triage_all()
    waits = accept(web()).receipt or ""
    line = Line.objects.get()
    begin(name)
    note(name)
    assert open_mailbox(waits).state == "received"
    fresh = accept(web()).receipt or ""
    triage_all()
    assert [open_mailbox(one).state for one in (judged, waits, fresh)] == ["new"] * 3
    assert bears_guard(waits, old), "it was minted before, and lies where its digits say"
    assert Mailbox.objects.filter(lookup=open_receipt(waits, old).lookup).exists()
    assert not Mailbox.objects.filter(lookup=open_receipt(fresh, old).lookup).exists()
    assert find_line(PHONE) == line
    accept(sms("And on Sundays"))
    assert Line.objects.get().lookup != line.lookup
    with pytest.raises(NotYet, match="may still be judged"):
        peppers.end_receipt_pepper()
    two_days_on = today() + timedelta(days=2)
    monkeypatch.setattr(peppers, "today", lambda: two_days_on)
    with pytest.raises(NotYet, match="4 open mailboxes and 1 phones"):
        peppers.end_receipt_pepper()
    kept = Mailbox.objects.get(lookup=open_receipt(fresh, vault.secret(name)).lookup)
    Tip.objects.filter(pk=kept.pk).update(arrived_hour=this_hour() + timedelta(days=3))
    Line.objects.update(last_day=two_days_on)
    with pytest.raises(NotYet, match="3 open mailboxes and 0 phones"):
        peppers.end_receipt_pepper()
    Mailbox.objects.exclude(pk=kept.pk).update(is_open=False)
    peppers.end_receipt_pepper()
    assert len(vault.versions(name)) == 1
    assert open_mailbox(fresh).state == "new"
    assert find_line(PHONE) is not None


def test_a_receipt_whose_digits_say_the_wrong_pepper_is_found_all_the_same(house: House) -> None:
    """Judged by a worker that had not yet heard of the new one."""
    old = vault.secret(peppers.RECEIPT_PEPPER)
    begin(peppers.RECEIPT_PEPPER)
    tip, receipt = triaged_tip()
    keys = open_receipt(receipt, old)
    Mailbox.objects.update(lookup=keys.lookup)
    tip.mailbox_key = keys.pair.public
    sign_row(tip)
    tip.save()
    assert open_mailbox(receipt).state == "new"


def test_on_several_hosts_each_understands_the_new_pepper_before_one_uses_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = StringIO()

    def run(*more: str) -> None:
        call_command("rotate_keys", "officer_pepper", *more, stdout=told)

    monkeypatch.setattr(rotate_keys, "PAUSE", 0)
    old = vault.secret(OFFICER_PEPPER)
    run("--several-hosts")
    fresh = vault.versions(OFFICER_PEPPER)[1]
    assert vault.versions(OFFICER_PEPPER) == vault.trusted(OFFICER_PEPPER) == (old, fresh)
    run("--several-hosts")
    assert vault.versions(OFFICER_PEPPER) == vault.trusted(OFFICER_PEPPER) == (fresh, old)
    assert everybody_signed()
    run("--several-hosts")
    assert vault.trusted(OFFICER_PEPPER) == (fresh,)
    assert everybody_signed()
    with pytest.raises(CommandError, match="not signed in since: charles"):
        run()
    run("--without-them")
    assert vault.versions(OFFICER_PEPPER) == (fresh,)
    call_command("rotate_keys", "request_pepper", stdout=told)
    with pytest.raises(CommandError, match="two days"):
        call_command("rotate_keys", "request_pepper", stdout=told)
    call_command("rotate_keys", "receipt_pepper", stdout=told)
    with pytest.raises(CommandError, match=r"judged\. Run this again in two days\."):
        call_command("rotate_keys", "receipt_pepper", stdout=told)
    call_command("rotate_keys", "row_mac_key", stdout=told)
    assert "0 did not fit" in told.getvalue()
    assert "Nothing needs the old key any more. Run this again now" in told.getvalue()
    call_command("rotate_keys", "row_mac_key", stdout=told)
    assert len(vault.versions("row_mac_key")) == 1
