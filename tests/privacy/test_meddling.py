"""Proofs against who can write to the database: swapped keys, swapped rows; and days that look alike."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone

from reports.clock import today
from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.reply import ask_tipster
from reports.gateways.postgres_tools import shuffle
from reports.intake.door import NotStored, accept
from reports.keyring import NotYours
from reports.lifecycle.backup import in_order
from reports.models import (
    AuditEntry,
    Capsule,
    HouseRules,
    KeyPurpose,
    Membership,
    Officer,
    Record,
    StoredKey,
    Tip,
    TipKey,
)
from reports.people.enrol import add_member
from reports.people.places import take_out
from reports.people.suspending import suspend
from reports.queries.reading import read_tip
from reports.rulebook import routing
from reports.sealing.keys import new_pair
from reports.sealing.opening import CannotOpen
from reports.sealing.rowmac import RowChanged
from reports.signed_people import entry, is_signed, members_of
from reports.triage.routes import in_force as routes
from tests.arrivals import web
from tests.conftest import House, triage_all
from tests.privacy.test_thefts import STORY, told


def two_tips() -> tuple[Tip, Tip, str]:
    receipt = accept(web(STORY)).receipt or ""
    triage_all()
    first = Tip.objects.get()
    accept(web(f"{STORY}, and another time at Vieux Fort"))
    triage_all()
    return first, Tip.objects.exclude(pk=first.pk).get(), receipt


@pytest.mark.parametrize("field", ["public_key", "mailbox_key", "unit"])
def test_redirect_nothing_is_sealed_to_a_key_that_was_swapped(house: House, field: str) -> None:
    """A database writer puts his own key, or another unit, into a tip's row, and waits for what comes next."""
    tip, _, receipt = two_tips()
    key, records = open_mailbox(receipt).key, Record.objects.count()
    accept(web("More of it", joins=key))
    assert Record.objects.count() == records + 1, "control: untouched, the tip takes more"
    thief = new_pair()
    value = house.unit("trafficking") if field == "unit" else thief.public
    Tip.objects.filter(pk=tip.pk).update(**{field: value})
    refused = []
    for act in (
        lambda: accept(web("Still more", joins=key)),
        lambda: ask_tipster(tip=Tip.objects.get(pk=tip.pk), text="Which boat?", by=house.officer("reid")),
    ):
        try:
            act()
        except (NotStored, NotYours, RowChanged) as problem:
            refused.append(type(problem).__name__)
    told(f"redirect: {field} swapped: {refused}, and nothing new is stored")
    assert len(refused) == 2
    assert Record.objects.count() == records + 1


def test_row_swap_no_value_opens_in_another_place(house: House) -> None:
    """He moves sealed values between two tips of one unit, between fields, and between officers' boxes."""
    first, second, _ = two_tips()
    Tip.objects.update(unit=first.unit_id)
    ring, reid = house.ring("reid"), house.officer("reid")
    one, other = Record.objects.get(pk=first.pk), Record.objects.get(pk=second.pk)
    assert read_tip(ring, first, by=reid).entries[0].text == STORY, "control: in its own place it opens"
    swaps = {
        "words of another tip": lambda: Record.objects.filter(pk=first.pk).update(body=other.body),
        "findings as words": lambda: Record.objects.filter(pk=first.pk).update(body=one.findings),
        "words with one bit turned": lambda: Record.objects.filter(pk=first.pk).update(body=turned(bytes(one.body))),
    }
    opened = []
    for name, swap in swaps.items():
        swap()
        if can_read(house, first):
            opened.append(name)
        Record.objects.filter(pk=first.pk).update(body=one.body)
    keys = {key.tip_id: key for key in TipKey.objects.filter(tip__in=[first.pk, second.pk])}
    TipKey.objects.filter(tip=first.pk).update(settled=keys[second.pk].settled, box=keys[second.pk].box)
    opened += ["the key of another tip"] if can_read(house, first) else []
    TipKey.objects.filter(tip=first.pk).update(settled=keys[first.pk].settled, box=keys[first.pk].box)
    stolen = Membership.objects.get(officer=house.officer("felix"), unit=house.unit("trafficking"))
    stolen.officer, stolen.pk = reid, None
    stolen.save()
    opened += ["a colleague's bundle"] if can_read_unit(house) else []
    stolen.delete()
    told(f"row-swap: {len(swaps) + 2} swaps, {len(opened)} opened")
    assert opened == []
    assert can_read(house, first), "control: put back, it opens"


@pytest.mark.django_db(transaction=True)
def test_row_swap_no_person_comes_back_from_an_old_copy(house: House) -> None:
    """He puts rows back that were signed once: a suspended officer's, and the place of one who left."""
    reid, jules, unit = house.make_administrator("reid"), house.officer("jules"), house.unit("general").pk
    place = Membership.objects.get(officer=jules, unit=unit)
    register = StoredKey.objects.get(id=entry(place), purpose=KeyPurpose.PEOPLE)
    add_member(officer=house.officer("felix"), keys=house.ring("reid").unit(unit), by=reid)
    take_out(officer=jules, unit=unit, by=reid)
    suspend(officer=jules, by=reid, though_few=True)
    jules.save()
    place.save_base(raw=True, force_insert=True)
    back = {
        "a suspended officer": is_signed(house.officer("jules")),
        "the place of one who left": unit in house.ring("jules").unit_ids,
        "a place, before the worker that calls": jules.pk in members_of([unit]),
    }
    came = [name for name, is_back in back.items() if is_back]
    told(f"row-swap: {len(back)} rows put back from an old copy: {came or 'none'} believed")
    assert came == []
    register.save(force_insert=True)
    both = unit in house.ring("jules").unit_ids
    told(f"row-swap: with last week's copy of the key store put back as well, the place is believed: {both}")
    assert both, "control, and a limit that the threat model names"


def turned(body: bytes) -> bytes:
    return body[:-1] + bytes([body[-1] ^ 1])


def can_read(house: House, tip: Tip) -> bool:
    try:
        return bool(read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries)
    except Exception:  # noqa: BLE001 - however it fails
        return False


def can_read_unit(house: House) -> bool:
    try:
        return house.unit("trafficking").pk in house.ring("reid").unit_ids
    except CannotOpen:
        return False


def test_timing_a_quiet_and_a_busy_hour_leave_the_same_marks(house: House) -> None:
    """One short tip in one hour, and twelve of any length up to a page's third in another: what each row tells."""
    accept(web("x"))
    quiet = marks()
    for number in range(12):
        accept(web(f"{STORY} " * (1 + number % 4)))
    busy = marks()
    triage_all()
    told(f"timing: marks of a quiet hour {sorted(quiet)}; of a busy one {sorted(busy)}; after triage no clock is left")
    assert busy == quiet
    assert not Capsule.objects.exists()
    exact = timezone.now() - timedelta(hours=1)
    late = AuditEntry.objects.filter(at__gte=exact).exclude(actor__startswith="officer").values_list("at", flat=True)
    assert {(at.minute, at.second, at.microsecond) for at in late} <= {(0, 0, 0)}
    accept(web("y" * 3000))
    assert marks() != quiet, "control: a much longer tip is told from a short one, as the threat model says"


@pytest.mark.django_db(transaction=True)
def test_timing_a_backup_does_not_tell_which_row_came_first(house: House) -> None:
    """Tips in a known order; the order in which a dump writes them, before and after backups shuffle."""
    with connections["default"].cursor() as cursor:
        cursor.execute("TRUNCATE tip CASCADE")  # gaps left by other tests fill in any order
    came = []
    for number in range(24):
        known = set(Tip.objects.values_list("pk", flat=True))
        accept(web(f"{STORY} {number}"))
        came.append(Tip.objects.exclude(pk__in=known).get().pk)
    before = in_dump()
    shuffle("default", in_order())
    after = in_dump()
    told(f"timing: {len(came)} tips lie in the order they came: {before == came}; once backed up: {after == came}")
    assert before == came, "control: without it the order shows"
    assert after == sorted(came)
    assert {"alert", "attachment", "mailbox_copy", "recusal", "capsule", "errand"} < set(in_order())
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT indrelid::regclass::text FROM pg_index WHERE indisclustered")
        assert {row[0] for row in cursor.fetchall()} == set(in_order())


def in_dump() -> list[UUID]:
    """The tips in the order in which pg_dump writes them: that of the heap."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT id FROM tip ORDER BY ctid")
        return [row[0] for row in cursor.fetchall()]


def marks() -> set[tuple[object, ...]]:
    """What a thief measures of each tip: sizes of all that is sealed, and its time below the hour."""
    rows = Record.objects.select_related("tip", "capsule")
    return {
        (
            len(bytes(row.body)),
            len(bytes(row.tip.public_key)),
            len(bytes(row.capsule.box)) if hasattr(row, "capsule") else 0,
            row.at.minute,
            row.tip.arrived_hour.second,
        )
        for row in rows
    }


def test_redirect_no_table_of_units_is_believed_that_two_persons_did_not_sign(house: House) -> None:
    """A database writer routes theft to a unit that he reads, by a row of his own and by changing one of ours."""
    administrator, reid = house.make_administrator("jules"), house.officer("reid")
    wanted = dict(routes().units) | {"theft": "narcotics"}
    signature = bytes(Officer.objects.first().row_mac)
    row = HouseRules.objects.create(
        kind="routing", version=2, told=wanted, state="in_force", proposed_by=administrator, answered_by=reid,
        in_force_since=today(), row_mac=signature,
    )  # fmt: skip
    own = unit_of_a_theft()
    row.delete()
    made = routing.propose(wanted | {"theft": "general", "fraud": "narcotics"}, by=administrator)
    routing.BOOK.confirm(made.version, by=reid)
    HouseRules.objects.filter(pk=made.pk).update(told=wanted)
    changed = unit_of_a_theft()
    told(f"redirect: a theft goes to {own} past a row of his own, to {changed} past a changed one")
    assert {own, changed} == {"general"}
    HouseRules.objects.all().delete()
    routing.BOOK.confirm(routing.propose(wanted, by=administrator).version, by=reid)
    assert unit_of_a_theft() == "narcotics", "control: what two persons confirm is believed"


def unit_of_a_theft() -> str:
    known = set(Tip.objects.values_list("pk", flat=True))
    accept(web(f"They broke in and stole a generator, number {len(known)}.", answers={"category": "theft"}))
    triage_all()
    return Tip.objects.exclude(pk__in=known).get().unit.slug
