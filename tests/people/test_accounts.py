"""Whose account is whose: bound once, parted by who decides, and believed only as it was signed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from reports.gateways.directory import Account
from reports.models import AccountLink, AuditEntry, Officer
from reports.people.accounts import OtherAccount, bind_account, is_bound, owner_of, part_account
from reports.people.peppers import sign_people_anew
from reports.people.standing import NotAllowed
from tests.conftest import House

FIRST, SECOND = (Account("https://idp.example", subject, "") for subject in ("s-1", "s-2"))


def test_an_account_and_an_officer_belong_together_once(house: House) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    assert not is_bound(reid, FIRST)
    assert owner_of(FIRST) is None
    for _again in range(2):
        bind_account(officer=reid, account=FIRST)
    assert owner_of(FIRST) == reid
    assert is_bound(reid, FIRST)
    for officer, account in ((reid, SECOND), (jules, FIRST)):
        with pytest.raises(OtherAccount):
            bind_account(officer=officer, account=account)
    bind_account(officer=jules, account=SECOND)
    entries = AuditEntry.objects.filter(act="people.account_bound")
    assert {entry.actor for entry in entries} == {f"officer:{one.pk}" for one in (reid, jules)}


def test_the_database_holds_no_account_twice(house: House) -> None:
    bind_account(officer=house.officer("reid"), account=FIRST)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountLink.objects.create(officer=house.officer("jules"), issuer=FIRST.issuer, subject=FIRST.subject)


def test_a_directory_that_takes_the_place_of_another_binds_anew(house: House) -> None:
    reid, moved = house.officer("reid"), Account("https://other.example", "s-1", "")
    bind_account(officer=reid, account=FIRST)
    assert owner_of(moved) is None
    bind_account(officer=reid, account=moved)
    assert (owner_of(moved), owner_of(FIRST)) == (reid, None)


def test_what_a_database_writer_puts_in_or_changes_is_not_believed(house: House) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    forged = AccountLink.objects.create(officer=jules, issuer=SECOND.issuer, subject=SECOND.subject)
    assert owner_of(SECOND) is None
    for officer, account in ((jules, SECOND), (jules, FIRST), (reid, SECOND)):
        with pytest.raises(OtherAccount):
            is_bound(officer, account)
    forged.delete()
    bind_account(officer=reid, account=FIRST)
    AccountLink.objects.update(subject="s-2")
    assert owner_of(SECOND) is None
    AccountLink.objects.update(subject="s-1", officer=jules)
    assert owner_of(FIRST) is None
    AccountLink.objects.update(officer=reid)
    assert owner_of(FIRST) == reid


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_put_back_after_the_two_were_parted_is_not_believed(house: House) -> None:
    reid = house.officer("reid")
    bind_account(officer=reid, account=FIRST)
    kept = AccountLink.objects.get()
    assert part_account(officer=reid, by=house.make_administrator("jules"))
    kept.save(force_insert=True)
    assert owner_of(FIRST) is None
    told = StringIO()
    call_command("register_people", stdout=told)
    assert "reid, the account in the directory: is not in the register" in told.getvalue()
    call_command("register_people", "reid", stdout=told)
    assert owner_of(FIRST) == reid


def test_a_new_pepper_signs_accounts_anew(house: House) -> None:
    bind_account(officer=house.officer("reid"), account=FIRST)
    assert sign_people_anew() == 0
    assert owner_of(FIRST) == house.officer("reid")


def test_who_does_not_decide_about_an_officer_parts_nothing(house: House) -> None:
    reid, felix = house.make_administrator("reid"), house.officer("felix")
    bind_account(officer=reid, account=FIRST)
    for by in (reid, felix, house.officer("jules")):
        with pytest.raises(NotAllowed):
            part_account(officer=reid, by=by)
    assert owner_of(FIRST) == reid
    assert not part_account(officer=felix, by=reid), "there was none"
    assert not AuditEntry.objects.filter(act="people.account_parted").exists()


def test_the_machines_keeper_parts_the_only_administrator(house: House) -> None:
    bind_account(officer=house.make_administrator("reid"), account=FIRST)
    call_command("part_account", "reid", stdout=StringIO())
    assert owner_of(FIRST) is None
    assert AuditEntry.objects.filter(act="people.account_parted", actor="command line").exists()
    for name in ("reid", "nobody"):
        with pytest.raises(CommandError):
            call_command("part_account", name)


def test_a_suspended_officer_owns_nothing(house: House) -> None:
    bind_account(officer=house.officer("reid"), account=FIRST)
    Officer.objects.filter(username="reid").update(is_active=False)
    assert owner_of(FIRST) is None
    with pytest.raises(NotAllowed):
        bind_account(officer=house.officer("reid"), account=FIRST)
