"""Who may come in, signed: officers, their places in units, their accounts and programs, and units' next keys.

Two things must hold of a row before it is believed.
- **It is signed**: a MAC under the officers' pepper, which only the desk holds. So whoever writes to the database, the
  other faces and the worker included, can neither smuggle in an officer, nor swap a key that a colleague is about to
  seal to, nor reinstate somebody, nor make a head or an administrator.
- **It stands in the register**, which lies in the key store: an entry for each row that is in force, made when it is
  signed and struck when it changes or goes. So a row cannot be put back as it once was. Only the desk's role may make
  or strike an entry; what has no pepper, the worker and the telephone's face, believes the register alone.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, partial
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete

from reports import keystore, vault
from reports.models import AccountLink, ApiToken, Joining, KeyPurpose, Membership, Officer, Unit, UnitRenewal
from reports.models.choices import APART
from reports.models.kept import ONE, REMEMBERED, Kept, WithOfficer
from reports.sealing.labels import Label, encoded
from reports.sealing.rowmac import is_person_mac, person_mac

log = logging.getLogger(__name__)
Registered = Officer | Membership | Joining | AccountLink | UnitRenewal
Signed = Registered | ApiToken
# Not tokens: they are deleted by processes that may strike no entry.
_REGISTERED = (Officer, Membership, Joining, AccountLink, UnitRenewal)
ENOUGH = 2  # who can open a unit's tips; with one, a forgotten password loses them
_PEPPER = "officer_pepper"
_PLACE = tuple(one.attname for one in Membership._meta.concrete_fields)
_COLLEAGUE = WithOfficer(Membership, "officer")
# As each process may read them: without bundles and the officers' own secrets.
_BARE = tuple(name for name in _PLACE if name != "bundle")
_WHO = tuple(one.attname for one in Officer._meta.concrete_fields if one.attname not in Officer.SECRETS)
_seen: ContextVar[set[UUID] | None] = ContextVar("seen", default=None)


class PersonChanged(Exception):
    """The row of an officer or of a place in a unit is not the one that was signed."""


def sign(row: Signed) -> None:
    """Set the MAC of a row that is about to be saved, and enter it in the register; what stood there before is struck.

    The entry is made at once and the old one struck with the commit: a crash in between leaves an entry too many, which
    doctor tells of, and shuts nobody out.
    """
    before = _entry_of_stored(row)
    row.row_mac = person_mac(vault.secret(_PEPPER), *_told(row))
    if isinstance(row, _REGISTERED):
        register([row])
        if before and before != entry(row):
            transaction.on_commit(partial(_strike, type(row), row.pk, before))


def register(rows: Iterable[Registered]) -> None:
    """Enter rows in the register, as they were signed."""
    for row in rows:
        keystore.get_or_renew(KeyPurpose.PEOPLE, entry(row))  # a spoilt entry is none


def is_signed(row: Signed) -> bool:
    """Return whether a row is as it was signed, and still in force."""
    return bool(believed([row]))


def is_as_signed(row: Signed) -> bool:
    """Return whether a row is as it was signed, be it in force or not: for who fills the register."""
    return _fits(row)


def believed[Row: Signed](rows: Iterable[Row], *, though_silent: bool = False) -> list[Row]:
    """Return those of these rows that are as they were signed, and still in force; the register is asked once.

    `though_silent`: where the key store does not answer, the MAC alone is enough.
    """
    signed = [row for row in rows if _fits(row)]
    entries = {entry(row) for row in signed if isinstance(row, _REGISTERED)}
    seen = _seen.get()
    seen = set() if seen is None else seen
    there = seen & entries
    if entries - there:
        try:
            there |= keystore.which_are_there(KeyPurpose.PEOPLE, entries - there)
        except (OperationalError, InterfaceError):
            if not though_silent:
                raise
            there = entries
        seen |= there
    return [row for row in signed if not isinstance(row, _REGISTERED) or entry(row) in there]


def rows_of(officer: Officer) -> list[Membership]:
    """Return an officer's places in units, whether or not they are believed."""
    return [Membership.from_db("default", _PLACE, values) for values in _rows_of().rows({ONE: officer.pk})]


@cache  # each page of the desk asks it
def _rows_of() -> Kept:
    return Kept.of(Membership.objects.filter(officer=ONE).values_list(*_PLACE))


def places_of(officer: Officer) -> list[Membership]:
    """Return an officer's places in units, those that are believed; a unit has one for each generation of its key."""
    rows = rows_of(officer)
    found = believed(rows)
    if len(found) < len(rows):
        log.error("A place in a unit is not signed, or was put back from an old copy: it is left out.")
    return found


def units_of(officer: Officer) -> list[UUID]:
    """Return the units that an officer is a member of, by places that are believed."""
    return list({row.unit_id for row in places_of(officer)})


def whose_heads_decide(units: Iterable[UUID]) -> set[UUID]:
    """Return those of an officer's units whose heads decide about the officer.

    Who is of standards or oversight answers to these alone: the head of another unit, who may be looked into, takes
    nobody off his own case.
    """
    theirs = set(units)
    return set(Unit.objects.filter(pk__in=theirs, purpose__in=APART).values_list("pk", flat=True)) or theirs


def whom_heads_decide_about(units: Collection[UUID]) -> list[Officer]:
    """Return the officers, not suspended, about whom the heads of these units decide, by name.

    Of each only what pages say of him was read.
    """
    rows = (
        [(_COLLEAGUE.row(values), values[-1]) for values in _colleagues(tuple(sorted(units))).rows()] if units else []
    )
    apart = {place.unit_id for place, purpose in rows if purpose in APART}
    theirs: dict[Officer, set[UUID]] = {}
    for place in believed(place for place, _ in rows):
        theirs.setdefault(place.officer, set()).add(place.unit_id)
    return [officer for officer, own in theirs.items() if not (own & apart or own).isdisjoint(units)]


@lru_cache(REMEMBERED)
def _colleagues(units: tuple[UUID, ...]) -> Kept:
    there = Officer.objects.filter(is_active=True, memberships__unit__in=units)
    places = Membership.objects.filter(officer__in=there.values("pk")).order_by("officer__name", "officer")
    return Kept.of(places.values_list(*_COLLEAGUE.columns, "unit__purpose"))


def members_of(units: Iterable[UUID]) -> set[UUID]:
    """Return the officers who are members of any of these units, not suspended, by rows that are believed.

    It needs no pepper: the worker, which calls people, and the telephone's face ask so too.
    """
    return set().union(*members_of_each(units).values())


def members_of_each(units: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Return the same of each of these units, in one statement for all."""
    found: dict[UUID, set[UUID]] = {unit: set() for unit in units}
    for place in _seated(_of_units(tuple(sorted(found)))):
        found[place.unit_id].add(place.officer_id)
    return found


def few_open() -> set[UUID]:
    """Return the units that fewer than `ENOUGH` officers could open now: active ones, who hold the key in force.

    Like `members_of`, it needs no pepper.
    """
    listed = {unit.unit_id: unit.generation for unit in vault.manifest().units.values()}
    openers = Counter(row.unit_id for row in _seated(_of_all()) if row.generation == listed.get(row.unit_id))
    return {unit for unit in listed if openers[unit] < ENOUGH}


def _seated(asked: Kept) -> list[Membership]:
    """Return the places that are believed, of officers who are believed too; the register is asked once."""
    rows, end = asked.rows(), len(_BARE)
    places = [Membership.from_db("default", _BARE, values[:end]) for values in rows]
    officers = {values[end]: values[end:] for values in rows}
    everybody: list[Officer | Membership] = [
        *places,
        *(Officer.from_db("default", _WHO, values) for values in officers.values()),
    ]
    there = believed(everybody)
    active = {one.pk for one in there if isinstance(one, Officer)}
    return [one for one in there if isinstance(one, Membership) and one.officer_id in active]


@lru_cache(REMEMBERED)
def _of_units(units: tuple[UUID, ...]) -> Kept:
    return _places(Membership.objects.filter(unit__in=units))


@cache
def _of_all() -> Kept:
    return _places(Membership.objects.all())


def _places(places: QuerySet[Membership]) -> Kept:
    here = places.filter(officer__is_active=True)
    return Kept.of(here.values_list(*_BARE, *(f"officer__{name}" for name in _WHO)))


@contextmanager
def remembered() -> Iterator[None]:
    """Ask the register once for each row, for the length of a request."""
    token = _seen.set(set())
    try:
        yield
    finally:
        _seen.reset(token)


def require_signed(*rows: Signed) -> None:
    """Raise PersonChanged unless each of these rows is as it was signed, and still in force."""
    if len(believed(rows)) < len(rows):
        raise PersonChanged


def entry(row: Registered) -> UUID:
    """Return where a row stands in the register: made of all that it says and of its MAC, a bundle by the MAC alone."""
    name = encoded((*_told(row, with_bundle=False), bytes(row.row_mac)))
    return UUID(bytes=blake2b(name, digest_size=16, person=b"people").digest())


def _fits(row: Signed) -> bool:
    """Whether the MAC fits; of what cannot be held against it here, the pepper or the bundle, the register tells."""
    if isinstance(row, _REGISTERED) and (not vault.holds(_PEPPER) or "bundle" in row.get_deferred_fields()):
        return True
    return any(is_person_mac(row.row_mac, pepper, *_told(row)) for pepper in vault.trusted(_PEPPER))


def _entry_of_stored(row: Signed) -> UUID | None:
    if not isinstance(row, _REGISTERED) or row._state.adding:
        return None
    stored: Any = type(row)._default_manager.filter(pk=row.pk).first()  # type: ignore[misc]
    return entry(stored) if stored else None


def _strike(model: type[Any], pk: Any, struck: UUID) -> None:
    """Strike an entry, unless the row has come to be the same again."""
    now = model._default_manager.filter(pk=pk).first()
    if now is None or entry(now) != struck:
        keystore.destroy(KeyPurpose.PEOPLE, [struck])


def _strike_deleted(sender: type[Any], instance: Registered, **_more: Any) -> None:
    """Who left stays out: his row cannot be put back."""
    transaction.on_commit(partial(_strike, sender, instance.pk, entry(instance)))


for _model in (Membership, Joining, AccountLink, UnitRenewal):
    post_delete.connect(_strike_deleted, sender=_model, dispatch_uid=f"strike {_model.__name__}")


def _told(row: Signed, *, with_bundle: bool = True) -> tuple[str, *tuple[Label, ...]]:
    match row:
        case Officer():
            powers = int(row.is_active), int(row.is_administrator)
            return "officer", row.pk, row.username, row.name, bytes(row.public_key), *powers
        case Membership():
            digest = (blake2b(bytes(row.bundle), digest_size=32).digest(),) if with_bundle else ()
            return "membership", row.officer_id, row.unit_id, row.generation, *digest, int(row.is_head)
        case Joining():
            return "joining", row.officer_id, row.unit_id, int(row.is_head), row.asked_by_id
        case AccountLink():
            return "account", row.officer_id, row.issuer, row.subject
        case UnitRenewal():
            return "unit renewal", row.unit_id, row.generation, bytes(row.public)
        case ApiToken():
            opens = bytes(row.verifier), bytes(row.slot or b"")
            return "token", row.pk, row.officer_id, " ".join(row.scopes), row.ends_on.isoformat(), *opens
