"""The worker's new keys: what waits opens at each step, wherever they are broken off; in the end the old are dead."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from reports import vault, worker_box
from reports.alerts.phones import ask_number
from reports.dialogue.reply import ask_tipster
from reports.hooks.keeping import make_hook
from reports.intake.door import accept
from reports.intake.errands import UNDER_WAY
from reports.intake.ordering import order_deletion_once
from reports.models import AuditEntry, ErrandKind, KeyAge
from reports.people import secret_files, worker_keys
from reports.people.secret_files import add_version
from reports.people.signing import WrongPassphrase, install
from reports.people.worker_keys import BOXES, Stage, StillNeeded, box_anew, end_old, left_under_old, make, note, stage
from reports.sealing.opening import CannotOpen, open_box
from reports.triage.learning.decisions import keep_decision
from reports.triage.learning.single import Said, keep_said
from tests.alerts.phones import keep_number
from tests.arrivals import sms, triaged_tip, web
from tests.conftest import House
from tests.people.root import sealed_root, secrets_put_back
from tests.people.test_signing import PASSPHRASE
from tests.triage.learning.decided import decision


@pytest.fixture(autouse=True)
def _secrets(house: House) -> Iterator[None]:
    with secrets_put_back():
        yield


@pytest.fixture
def waiting(house: House, settings: Settings) -> None:
    """Something of each kind that is sealed to the worker."""
    settings.HOOK_HOSTS = ["records.example"]
    tip, _ = triaged_tip(sms(owed="{receipt}"))
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    keep_decision(tip, decision(0, "drugs", "theft"), by=house.officer("reid"))
    keep_said(tip, Said(step="routing", said="general", meant="narcotics"), by=house.officer("reid"))
    keep_number("+1 758 484-0101", of=house.officer("reid"))
    ask_number("+1 758 484-0102", of=house.officer("reid"))
    make_hook(label="R", address="https://records.example/", unit_id=tip.unit_id, by=house.officer("reid"))
    order_deletion_once("SM" + "0" * 32, ErrandKind.MESSAGE, wait=UNDER_WAY)
    accept(web())
    accept(sms("More of it", "+17584840002", owed="{receipt}"))
    assert all(kind.model._base_manager.exists() for kind in BOXES)


def all_open() -> bool:
    """Open the box of everything as the worker does."""
    for kind in BOXES:
        for row in kind.model._base_manager.all():
            worker_box.open_to_worker(kind.key, getattr(row, kind.column), *kind.labels(row))
    return True


def opened_with(pairs: dict[str, object]) -> int:
    """Count the boxes that these keys open."""
    opened = 0
    for kind in BOXES:
        for row in kind.model._base_manager.all():
            try:
                open_box(pairs[kind.key], getattr(row, kind.column), *kind.labels(row))  # type: ignore[arg-type]
            except CannotOpen:
                continue
            opened += 1
    return opened


def days_pass(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    later = worker_box.today() + timedelta(days=days)
    for module in (worker_keys, secret_files, worker_box):
        monkeypatch.setattr(module, "today", lambda: later)


def test_every_step_may_be_the_last_and_in_the_end_the_old_keys_open_nothing(
    waiting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {kind.key: vault.worker_pair(kind.key) for kind in BOXES}
    count = opened_with(old)
    before = vault.manifest()
    assert stage() == Stage.STEADY
    add_version("triage_key")  # killed between the two
    assert stage() == Stage.MADE
    assert all_open()
    make()
    assert stage() == Stage.MADE
    with pytest.raises(WrongPassphrase):
        worker_keys.sign(passphrase="not it", sealed_root=sealed_root())
    install(worker_keys.sign(passphrase=PASSPHRASE, sealed_root=sealed_root()))
    assert stage() == Stage.IN_FORCE
    now = vault.manifest()
    assert (now.version, now.units, now.break_glass) == (before.version + 1, before.units, before.break_glass)
    accept(web("Sealed to the new key at once"))
    assert opened_with({key: vault.worker_pair(key) for key in old}) == 1
    with pytest.raises(StillNeeded):
        end_old()  # not noted since when: killed before it could be
    note()
    monkeypatch.setattr(worker_keys, "_SLICE", 1)
    assert left_under_old() == count
    assert box_anew() == count
    assert box_anew() == left_under_old() == opened_with(old) == 0
    assert all_open()
    with pytest.raises(StillNeeded):
        end_old()
    days_pass(monkeypatch, 2)
    end_old()
    assert stage() == Stage.STEADY
    assert {len(vault.versions(key)) for key in old} == {1}
    assert all_open()
    assert opened_with(old) == 0
    assert not KeyAge.objects.filter(name__in=old, before_is_good=True).exists()
    assert AuditEntry.objects.filter(act="keys.worker_old_ended").count() == 1


def test_old_keys_stay_while_a_host_still_seals_to_them(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    make()
    late = vault.manifest()
    install(worker_keys.sign(passphrase=PASSPHRASE, sealed_root=sealed_root()))
    note()
    days_pass(monkeypatch, 3)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(vault, "manifest", lambda: late)
        triaged_tip()
    assert KeyAge.objects.get(name="triage_key").before_used_on == worker_box.today()
    with pytest.raises(StillNeeded):
        end_old()
    days_pass(monkeypatch, 2)
    end_old()


def test_a_manifest_that_lists_a_key_of_somebody_else_is_told(house: House) -> None:
    path = secret_files.settings.SECRETS_DIR / "triage_key"
    secret_files.write_in_place(path, (path.parent / "row_mac_key").read_text().strip())
    assert stage() == Stage.LOST
