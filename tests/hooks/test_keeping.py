"""Only listed hosts are told, by members of the unit; address and key lie sealed."""

import pytest

from reports.hooks.keeping import MOST, HookRefused, drop_hook, hooks_of, is_allowed, make_hook
from reports.keyring import NotYours
from reports.models import AuditEntry, Hook
from tests.conftest import House

HOST = "records.police.example"
ADDRESS = f"https://{HOST}/told?from=tipline"


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.HOOK_HOSTS", [HOST])


def make(house: House, username: str = "reid", address: str = ADDRESS) -> str:
    return make_hook(label="Records", address=address, unit_id=house.unit("general").pk, by=house.officer(username))


def test_address_and_key_are_stored_sealed_and_the_trail_names_neither(house: House) -> None:
    key = make(house)
    hook = Hook.objects.get()
    assert key.startswith("whsec_")
    assert HOST.encode() not in bytes(hook.box)
    assert HOST not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert hook.seen == 0


def test_members_of_the_unit_see_and_drop_it_and_nobody_else_does(house: House) -> None:
    with pytest.raises(NotYours):
        make(house, "felix")
    make(house)
    hook = Hook.objects.get()
    assert list(hooks_of(house.officer("jules"))) == [hook]
    assert not hooks_of(house.officer("felix")).exists()
    with pytest.raises(NotYours):
        drop_hook(hook.pk, by=house.officer("felix"))
    drop_hook(hook.pk, by=house.officer("jules"))
    assert not Hook.objects.exists()


def test_a_unit_has_few_and_each_has_a_name(house: House) -> None:
    for _ in range(MOST):
        make(house)
    with pytest.raises(HookRefused):
        make(house)


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/",
        f"https://{HOST}@other.example/",
        f"https://{HOST}:8443/",
        f"https://{HOST}.other.example/",
        f"ftp://{HOST}/",
        "https://[::1/",
        f"https://{HOST}:x/",
        f"https://{HOST}/{'x' * 300}",
        f"https://{HOST}/\n",
        "",
    ],
)
def test_no_other_host_is_told_however_it_is_written(house: House, address: str) -> None:
    assert not is_allowed(address)
    with pytest.raises(HookRefused):
        make(house, address=address)


def test_outside_the_demo_only_https_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_allowed(f"http://{HOST}/")
    monkeypatch.setattr("django.conf.settings.STANDALONE", False)
    assert not is_allowed(f"http://{HOST}/")
    assert is_allowed(ADDRESS)
