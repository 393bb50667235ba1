"""`manage.py init`: migrate both databases, make all secrets and keys, print the break-glass shares once."""

import os
import secrets
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from reports import vault
from reports.clock import today
from reports.management.ceremony import Keepers, keepers_of, take_keepers
from reports.management.papers import show_one_by_one
from reports.models import Unit
from reports.models.choices import APART
from reports.people.founding import FIRST_UNITS, AlreadyFounded, FirstOfficer, found, has_manifest, write_secret
from reports.sealing.keys import fingerprint

_UNITS = tuple(slug for slug, _, _ in FIRST_UNITS)

_FOUNDED = "This line was founded already: its secrets, or its units in the database, are here. Nothing was made anew."

_DEMO = (
    FirstOfficer(
        username="reid",
        name="Marcia Reid",
        units=("reception", "general", "major-crime", "vulnerable-persons"),
        is_administrator=True,
    ),
    FirstOfficer(username="jules", name="Anton Jules", units=("reception", "narcotics", "major-crime", "general")),
    FirstOfficer(username="felix", name="Rita Felix", units=("trafficking", "vulnerable-persons", "narcotics")),
    FirstOfficer(username="charles", name="Ian Charles", units=("standards", "oversight")),
    FirstOfficer(username="augustin", name="Lena Augustin", units=("standards", "oversight", "trafficking")),
    FirstOfficer(username="moncherry", name="Thecla Moncherry", units=("oversight",)),
    FirstOfficer(username="estephane", name="Marlon Estephane", units=("standards",)),
)


class Command(BaseCommand):
    """Founds an installation; refuses to found one twice."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the first officers."""
        parser.add_argument(
            "--officer",
            action="append",
            default=[],
            metavar="USERNAME:NAME:UNIT,UNIT|all",
            help="an officer to make now; the first one becomes the administrator",
        )
        take_keepers(parser, with_witnesses=True)
        parser.add_argument("--demo", action="store_true", help="make the demo's officers (standalone mode only)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it, and tell what is told only once."""
        demo = options["demo"]
        if demo and not settings.STANDALONE:
            raise CommandError("--demo exists in the standalone mode only.")
        if has_manifest():
            raise CommandError(_FOUNDED)
        named = [_officer(text, first=at == 0 and not demo) for at, text in enumerate(options["officer"])]
        officers = [*(_DEMO if demo else ()), *named]
        if not officers:
            raise CommandError("Name the first officers: --officer 'mreid:Marcia Reid:all' (or units, with commas)")
        keepers = None
        if not demo:
            _check_units(officers)
            keepers = keepers_of(options)
        if settings.SECRETS_DIR.exists() and not os.access(settings.SECRETS_DIR, os.W_OK):
            raise CommandError(f"{settings.SECRETS_DIR} is not ours to write: give it to user {os.getuid()} (chown).")
        for database in ("default", "keystore"):
            call_command("migrate", database=database, verbosity=0)
        call_command("grant_rights")
        if Unit.objects.exists():
            raise CommandError(_FOUNDED)
        passphrase = secrets.token_urlsafe(24) if demo else _ask_passphrase()
        try:
            founded = found(
                passphrase=passphrase, officers=officers, witnesses=len(keepers.witnesses) if keepers else 0
            )
        except AlreadyFounded:
            raise CommandError(_FOUNDED) from None
        if keepers is None:
            lines = [f"{name}  {password}" for name, password in founded.passwords.items()]
            lines.append(f"root-passphrase  {passphrase}")
            state = settings.DATA_DIR / "state"
            state.mkdir(parents=True, exist_ok=True)
            write_secret(state / "demo.txt", "\n".join(lines))
            return
        self._tell(founded.shares, founded.passwords)
        self._tell_for_the_safe(keepers, officers)

    def _tell_for_the_safe(self, keepers: Keepers, officers: Sequence[FirstOfficer]) -> None:
        shares = fingerprint(vault.manifest().break_glass)
        self.stdout.write("\nAnd this, signed by each, for the safe. It is kept nowhere here either:\n")
        self.stdout.write(keepers.paper(day=today(), shares=shares, members=_members(officers)))
        self.stdout.writelines(_read_by_the_accused(officers))

    def _tell(self, shares: Any, passwords: Any) -> None:
        self.stdout.write("Break-glass shares. Five people come to the screen, one by one, and write theirs on paper.")
        show_one_by_one({f"{number} of {len(shares)}": one for number, one in enumerate(shares, 1)}, self.stdout)
        self.stdout.write("\nFirst passwords, each for its officer alone:")
        show_one_by_one(passwords, self.stdout)
        self.stdout.write("\nNone of this is kept anywhere and none of it can be shown again.")


def _officer(text: str, *, first: bool) -> FirstOfficer:
    try:
        username, name, units = text.split(":")
    except ValueError:
        raise CommandError(f"{text!r} does not read USERNAME:NAME:UNIT,UNIT") from None
    slugs = _UNITS if units == "all" else units.split(",")
    return FirstOfficer(username=username, name=name, units=slugs, is_administrator=first)


def _members(officers: Sequence[FirstOfficer]) -> dict[str, list[str]]:
    """Return who is in each unit, by the unit's name."""
    return {
        name: [officer.name for officer in officers if slug in officer.units] for slug, name, _purpose in FIRST_UNITS
    }


def _read_by_the_accused(officers: Sequence[FirstOfficer]) -> Iterator[str]:
    """Say of standards and oversight which of them nobody reads who is not in the other, too (decision 64)."""
    first, second = (
        (name, {officer.username for officer in officers if slug in officer.units})
        for slug, name, purpose in FIRST_UNITS
        if purpose in APART
    )
    for (name, members), (other, others) in ((first, second), (second, first)):
        if members <= others:
            told = f"what accuses {other} is read by whom it accuses"
            yield f"\nLet an officer join {name} who is not in {other}: {told}.\n"


def _check_units(officers: Sequence[FirstOfficer]) -> None:
    """Refuse units that nobody, or only one person, could open: a tip there would be lost with one password."""
    members = Counter(slug for officer in officers for slug in officer.units)
    unknown = sorted(members.keys() - set(_UNITS))
    if unknown:
        raise CommandError(f"There is no unit {', '.join(unknown)}. The units are: {', '.join(_UNITS)}.")
    lacking = [slug for slug in _UNITS if members[slug] < 2]
    if lacking:
        raise CommandError(f"Two officers are needed in each unit before it may receive tips: {', '.join(lacking)}.")


def _ask_passphrase() -> str:
    passphrase = getpass("Root passphrase (at least 16 characters; it signs who may be sealed to): ")
    if len(passphrase) < 16:
        raise CommandError("The root passphrase needs at least 16 characters.")
    if getpass("Again: ") != passphrase:
        raise CommandError("The two passphrases differ.")
    return passphrase
