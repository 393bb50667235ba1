"""Who can open what: units with their members, how each of them would get in again, and what may lock a unit out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.utils import timezone

from reports import vault
from reports.models import AuditEntry, Joining, Membership, Officer, SignInCode, TipKey, Unit, UnitRenewal
from reports.models.choices import APART
from reports.models.kept import MOMENT, REMEMBERED, Kept
from reports.sealing.keys import fingerprint
from reports.signed_people import ENOUGH, believed, is_signed
from reports.wall import whole_house

NEWS_DAYS = 14
LOUD = frozenset({
    "people.code_given", "people.started_anew", "people.recovered", "people.phone_renewed", "people.written_code_used",
    "people.suspended", "people.reinstated", "people.key_handed", "people.taken_out", "people.leads",
    "people.fingerprint_refused", "people.joined", "people.invited", "people.key_made", "people.key_signed",
    "people.glass_broken", "people.unit_made", "people.unit_renamed", "people.shares_replaced", "people.passkey_added",
    "people.account_bound", "people.account_parted", "people.code_void",
})  # fmt: skip
"""What a unit should know of its members at once: each may be somebody who gets in, or is shut out, wrongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One officer in one unit."""

    officer: Officer
    is_head: bool
    opens: bool
    waits: bool
    has_phone: bool
    has_recovery: bool
    is_genuine: bool
    code: SignInCode | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHealth:
    """A unit, its members, how many of them can open its tips, and how far a new key has come."""

    unit: Unit
    members: tuple[Member, ...]
    openers: int
    renewal: UnitRenewal | None
    under_old_keys: int
    own_next: bytes = b""
    """The public half of the next key that who looks holds: what the row says, a database writer may say."""
    read_by: Unit | None = None
    """Of standards and oversight the other one, if everybody who opens this one's tips sits there, too."""

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the next key, as who makes it and who signs it compare it."""
        return fingerprint(self.own_next or bytes(self.renewal.public)) if self.renewal else ""

    @property
    def is_few(self) -> bool:
        """Whether the unit could be locked out by one forgotten password."""
        return self.openers < ENOUGH

    @property
    def is_apart(self) -> bool:
        """Whether its tips are about the police, so that no other unit ever works in its place."""
        return self.unit.purpose in APART

    @property
    def lacks_head(self) -> bool:
        """Whether nobody can decide who joins."""
        return not any(one.is_head and one.officer.is_active for one in self.members)


@whole_house()  # how many keys of a unit are old, whoever stepped back from which tip
def health_of(units: Iterable[UUID] | None) -> list[UnitHealth]:
    """Return how these units stand, or all of them."""
    chosen = Unit.objects.select_related("renewal").order_by("name")
    if units is not None:
        chosen = chosen.filter(pk__in=list(units))
    teams = list(chosen)
    held = Membership.objects.filter(unit__in=teams).select_related("officer").order_by("officer__name", "generation")
    waiting = Joining.objects.filter(unit__in=teams).select_related("officer").order_by("officer__name")
    rows: list[Membership | Joining] = [*held, *waiting]
    believed([*rows, *(row.officer for row in rows)])  # at once: each row is asked for again below
    ids = {row.officer_id for row in rows}
    phones = set(Authenticator.objects.filter(user__in=ids, type="totp").values_list("user", flat=True))
    codes = SignInCode.objects.filter(officer__in=ids, until__gt=timezone.now()).in_bulk()
    listed = {unit.unit_id: unit.generation for unit in vault.manifest().units.values()}
    stands = [_unit(team, held, waiting, phones, codes, listed.get(team.pk, 0)) for team in teams]
    return [replace(one, read_by=_read_by(one, stands)) for one in stands]


def _read_by(one: UnitHealth, stands: Iterable[UnitHealth]) -> Unit | None:
    """Return the other of standards and oversight, if nobody opens this one's tips who is not in it (decision 64).

    Whoever has a key of the other counts, of whatever age: triage takes all of them off a tip that accuses it.
    """
    opens = {member.officer.pk for member in one.members if member.opens}
    others = (other for other in stands if one.is_apart and other.is_apart and other.unit != one.unit)
    sit = ((other.unit, {member.officer.pk for member in other.members if not member.waits}) for other in others)
    return next((unit for unit, members in sit if opens and opens <= members), None)


def _unit(
    unit: Unit,
    held: Iterable[Membership],
    waiting: Iterable[Joining],
    phones: set[UUID],
    codes: dict[UUID, SignInCode],
    generation: int,
) -> UnitHealth:
    def member(row: Membership | Joining, *, opens: bool, waits: bool) -> Member:
        officer = row.officer
        return Member(
            officer=officer,
            is_head=row.is_head,
            opens=opens,
            waits=waits,
            has_phone=officer.pk in phones,
            has_recovery=officer.recovery_slot is not None,
            is_genuine=is_signed(row) and is_signed(officer),
            code=codes.get(officer.pk),
        )

    members: dict[UUID, Member] = {}
    for row in (row for row in held if row.unit_id == unit.pk):
        opens = row.generation == generation and row.officer.is_active and is_signed(row) and is_signed(row.officer)
        if row.officer_id not in members or opens:
            members[row.officer_id] = member(row, opens=opens, waits=False)
    for waits in (row for row in waiting if row.unit_id == unit.pk and row.officer_id not in members):
        members[waits.officer_id] = member(waits, opens=False, waits=True)
    renewal = getattr(unit, "renewal", None)
    return UnitHealth(
        unit=unit,
        members=tuple(sorted(members.values(), key=lambda one: (one.officer.name, one.officer.username))),
        openers=sum(one.opens for one in members.values()),
        renewal=renewal,
        under_old_keys=old_keys(unit.pk, generation).count() if renewal and renewal.signed_at else 0,
    )


def old_keys(unit: UUID, generation: int) -> QuerySet[TipKey]:
    """Return the wraps of a unit's tips that lie under keys older than `generation`."""
    return TipKey.objects.filter(unit=unit, generation__lt=generation)


def news_of(units: Iterable[UUID], *, most: int = 20) -> list[AuditEntry]:
    """Return what was done about members of these units in the last two weeks, the newest first."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    return list(_loud(units, since).order_by("-at", "id")[:most])


def unseen_acts(units: Iterable[UUID], officer: Officer) -> set[str]:
    """Return what kinds of things others did about these units and their members since the officer last looked."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    since = max(since, officer.news_seen_at or since)
    return {act for (act,) in _news(tuple(sorted(units)), officer.pk).rows({MOMENT: since})}


@lru_cache(REMEMBERED)
def _news(units: tuple[UUID, ...], officer: UUID) -> Kept:
    return Kept.of(_loud(units, MOMENT).exclude(actor=f"officer:{officer}").values_list("act").distinct())


def _loud(units: Iterable[UUID], since: datetime) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(act__startswith="people.", act__in=LOUD, unit_id__in=list(units), at__gt=since)
