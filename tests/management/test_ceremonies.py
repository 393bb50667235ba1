"""The two ceremonies at a terminal, with all that people type there."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports import vault
from reports.clock import today
from reports.management.commands import break_glass, new_shares, rotate_keys, sign_unit_keys
from reports.management.commands.doctor import _CHECKS as DOCTOR
from reports.models import KeyAge, Membership, UnitRenewal
from reports.people.renewing import make_key
from reports.sealing.shares import new_break_glass
from tests.conftest import House
from tests.people.root import manifest_put_back, secrets_put_back

KEEPERS = {"holder": ["Ann", "Ben", "Cleo", "Dan", "Eve"], "keeper": "Fay"}


def typing(monkeypatch: pytest.MonkeyPatch, module: object, *words: str) -> None:
    """Type these words, one for each question, seen or unseen."""
    left: Iterator[str] = iter(words)
    for ask in ("input", "getpass"):
        monkeypatch.setattr(module, ask, lambda _question: next(left), raising=False)


def test_new_keys_are_signed_by_who_knows_the_passphrase(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_key(unit=house.unit("general").pk, ring=house.ring("reid"))
    told = StringIO()
    with manifest_put_back():
        typing(monkeypatch, sign_unit_keys, "not it")
        with pytest.raises(CommandError, match="passphrase"):
            call_command("sign_unit_keys", stdout=told)
        typing(monkeypatch, sign_unit_keys, "a passphrase for the tests")
        call_command("sign_unit_keys", stdout=told)
        assert vault.manifest().units["general"].public == bytes(made.public)
    assert "General Duty, key 2, made by Marcia Reid: " in told.getvalue()
    assert UnitRenewal.objects.get().signed_at


def test_the_workers_keys_are_made_anew_by_one_command_that_is_run_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = StringIO()
    with secrets_put_back():
        typing(monkeypatch, rotate_keys, "not it")
        with pytest.raises(CommandError, match="passphrase"):
            call_command("rotate_keys", "worker", stdout=told)
        assert any("not signed" in wrong for wrong in DOCTOR["Secrets"]())
        typing(monkeypatch, rotate_keys, "a passphrase for the tests")
        call_command("rotate_keys", "worker", stdout=told)
        with pytest.raises(CommandError, match="within two days"):
            call_command("rotate_keys", "worker", stdout=told)
        KeyAge.objects.update(since=today() - timedelta(days=8))
        assert any("waits to be destroyed" in wrong for wrong in DOCTOR["Secrets"]())
        call_command("rotate_keys", "worker", stdout=told)
        assert [wrong for wrong in DOCTOR["Secrets"]() if "key" in wrong] == []
        KeyAge.objects.update(since=today() - timedelta(days=101))
        call_command("rotate_keys", stdout=told)
    assert "The old keys are destroyed" in told.getvalue()
    assert "the worker's key for tips is 101 days old" in told.getvalue()
    for name in ("triage_key", "relay_key"):
        assert b64encode(vault.secret(name)).decode() not in told.getvalue()


def test_new_shares_are_shown_once_and_typed_back_before_they_count(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, passphrase = StringIO(), "a passphrase for the tests"
    witnesses = ("reid", house.password("reid"), "jules", house.password("jules"))
    left = iter((*witnesses, *house.founded.shares[:3], passphrase))

    def typed(_question: str) -> str:
        """Type what is known, then what was just shown."""
        shown = [line for line in told.getvalue().splitlines() if len(line.split()) == 33]
        return next(left, None) or shown.pop(next(places))

    places = iter((0, 2, 4))
    for ask in ("input", "getpass"):
        monkeypatch.setattr(new_shares, ask, typed, raising=False)
    with secrets_put_back():
        call_command("new_shares", **KEEPERS, stdout=told)
        assert [wrong for wrong in DOCTOR["Secrets"]() if "share" in wrong] == []
    assert "In force" in told.getvalue()
    assert not any(word in told.getvalue() for word in (*witnesses[1::2], passphrase, *house.founded.shares))


def test_three_shares_open_a_unit_and_nothing_that_was_typed_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    felix, told = house.officer("felix"), StringIO()
    Membership.objects.filter(unit__slug="narcotics").delete()
    witnesses = ("reid", house.password("reid"), "jules", house.password("jules"))
    shares = house.founded.shares
    for wrong in ((*witnesses[:2], *witnesses[:2]), (*witnesses, "0000")):
        typing(monkeypatch, break_glass, *wrong)
        with pytest.raises(CommandError, match=r"other witness|not the fingerprint"):
            call_command("break_glass", "narcotics", "felix", stdout=told)
    mistyped = f"zebra {shares[0].split(' ', 1)[1]}"
    alien = new_break_glass()[1]
    papers = (mistyped, shares[0].upper(), shares[0], alien[2], alien[1], shares[2].upper(), *shares[:3])
    typing(monkeypatch, break_glass, *witnesses, felix.fingerprint, *papers)
    call_command("break_glass", "narcotics", "felix", stdout=told)
    refused = [line.split(" Only")[0] for line in told.getvalue().splitlines() if "Only this paper" in line]
    assert [line.split()[-1] for line in refused] == ["many.", "already."]
    assert told.getvalue().count("begin with the first again") == 2
    assert house.unit("narcotics").pk in house.ring("felix").unit_ids
    assert not any(word in told.getvalue() for word in (*witnesses[1::2], *house.founded.shares, felix.fingerprint))
