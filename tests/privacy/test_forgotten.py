"""Proofs of forgetting: an erased tip in last week's dump, and a password that is gone. Each has a control."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from reports import vault
from reports.casework.claim import claim_tip
from reports.casework.outcomes import Figures, record_outcome
from reports.gateways import postgres_tools
from reports.intake.door import accept
from reports.keyring import NotYours
from reports.lifecycle.erasure import erase_tip
from reports.lifecycle.tasks import part_numbers
from reports.management.rights import grant
from reports.models import Erasure, Officer, Outcome, Tip
from reports.people.enrol import encode_password, read_password
from reports.queries.reading import read_tip
from reports.sealing.keys import new_pair
from reports.sealing.officers import fill_slot, new_salt, open_slot, stretch
from reports.sealing.opening import CannotOpen
from tests.arrivals import web
from tests.conftest import FIRST, House, triage_all
from tests.dashboard.arrivals import not_at_midnight
from tests.privacy.test_thefts import STORY, told


def put_back(dump: Path) -> None:
    postgres_tools.restore("default", [dump.read_bytes()])
    grant("default", {})  # a dump holds no rights


def readers(house: House, tip: Tip) -> list[str]:
    """The officers who can read the tip's words, each with the true password."""
    found = []
    for first in FIRST:
        try:
            read = read_tip(house.ring(first.username), tip, by=house.officer(first.username))
        except NotYours:
            continue
        found += [first.username] if any(STORY in entry.text for entry in read.entries) else []
    return found


@pytest.mark.django_db(transaction=True)
def test_erase_proof_last_weeks_dump_opens_for_nobody(house: House, tmp_path: Path) -> None:
    """Erase a tip, put last week's whole dump back with Postgres's own tools, and try every officer's password."""
    accept(web(STORY))
    triage_all()
    tip, dump = Tip.objects.get(), tmp_path / "last week"
    dump.write_bytes(b"".join(postgres_tools.dump("default")))
    put_back(dump)
    before = readers(house, tip)
    assert before == ["reid", "jules"], "control: until it is erased, the restored tip opens"
    erase_tip(tip_id=tip.pk, by="proof")
    assert Erasure.objects.exists()
    put_back(dump)
    assert Tip.objects.filter(pk=tip.pk).exists(), "the thief's copy holds the row"
    after = readers(house, tip)
    size = dump.stat().st_size // 1000
    told(f"erase-proof: {size} kB of last week, {len(FIRST)} passwords: read by {before}, once erased by {after}")
    assert after == []
    plain = subprocess.run([f"{settings.PG_BIN}/pg_restore", "--file=-", dump], capture_output=True, check=True).stdout
    assert b"COPY public.record" in plain
    assert STORY.encode() not in plain


@pytest.mark.django_db(transaction=True)
def test_erase_proof_numbers_that_stay_join_no_entry_of_the_trail(house: House) -> None:
    """Set what is counted beside the trail, by the inner numbers that Postgres keeps and by the second."""
    reid = house.officer("reid")
    for number in range(3):
        accept(web(f"{STORY} {number}"))
    triage_all()
    not_at_midnight()
    for tip in Tip.objects.all():
        claimed = claim_tip(tip=tip, by=reid, version=tip.version)
        record_outcome(Figures(counts={"arrests": 1}), tip=claimed, by=reid, version=claimed.version)
    before = joined()
    assert before == {"tally": 6, "tally_count": 0, "outcome": 3}, "control: by day each row is somebody's"
    part_numbers()
    own = Outcome.objects.get(tip=tip)
    erase_tip(tip_id=tip.pk, by="proof")
    erased = joined(tip, own)
    part_numbers()
    after = joined(tip, own)
    told(f"erase-proof: rows of numbers that join the trail: {before}; of an erased tip {erased}, by morning {after}")
    assert erased["outcome"] == 1, "control: the erasure and its entry are one transaction"
    assert not any(after.values())
    assert Outcome.objects.filter(tip=None, arrests=1).exists()


def joined(tip: Tip | None = None, outcome: Outcome | None = None) -> dict[str, int]:
    """How many rows of each table of numbers are of one transaction, or of one second, with an entry of the trail.

    Of one tip alone, where one is given, and of its outcome: all that is done here is done in a second.
    """
    found = {}
    with connections["default"].cursor() as cursor:
        for table in ("tally", "tally_count", "outcome"):
            is_dated = table == "outcome"
            moment = "OR abs(extract(epoch FROM kept.at - entry.at)) < 1" if is_dated else ""
            own = outcome.pk if outcome and is_dated else None
            cursor.execute(
                f"SELECT count(DISTINCT kept.id) FROM {table} AS kept JOIN audit_entry AS entry"
                f" ON (kept.xmin::text = entry.xmin::text {moment}) WHERE entry.tip_id IS NOT NULL"
                " AND coalesce(entry.tip_id = %s::uuid, true) AND coalesce(kept.id = %s::uuid, true)",
                [tip and tip.pk, own],
            )
            found[table] = cursor.fetchone()[0]
    return found


def test_lost_password_a_reset_login_reads_nothing(house: House) -> None:
    """Whoever resets a login, with every right on the database and the pepper, has a name and no keys."""
    accept(web(STORY))
    triage_all()
    tip, reid = Tip.objects.get(), house.officer("reid")
    assert "reid" in readers(house, tip), "control: the true password reads it"
    salt, pair = new_salt(), new_pair()
    fresh = stretch("a new password of the thief", salt, vault.secret("officer_pepper"))
    old_salt, _ = read_password(reid)
    old_slot, old_public = bytes(reid.password_slot), bytes(reid.public_key)
    wrong = stretch("a guess", old_salt, vault.secret("officer_pepper"))
    with pytest.raises(CannotOpen):
        open_slot(wrong.slot_key, old_slot, reid.pk, old_public)
    Officer.objects.filter(pk=reid.pk).update(
        password=encode_password(salt, fresh),
        password_slot=fill_slot(fresh.slot_key, pair, reid.pk),
        public_key=pair.public,
    )
    house.founded.passwords["reid"], kept = "a new password of the thief", house.password("reid")  # type: ignore[index]
    try:
        found = reset_reads(house, tip)
    finally:
        house.founded.passwords["reid"] = kept  # type: ignore[index]
    told(f"lost-password: a reset login opens {found} of the tip; colleagues still read it: {readers_but(house, tip)}")
    assert found == "nothing"
    assert readers_but(house, tip) == ["jules"]
    assert connections["default"].is_usable()


def reset_reads(house: House, tip: Tip) -> str:
    try:
        read_tip(house.ring("reid"), tip, by=house.officer("reid"))
    except (NotYours, CannotOpen):
        return "nothing"
    return "words"


def readers_but(house: House, tip: Tip) -> list[str]:
    read = read_tip(house.ring("jules"), tip, by=house.officer("jules"))
    return ["jules"] if read.entries else []
