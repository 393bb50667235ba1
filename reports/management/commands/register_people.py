"""`manage.py register_people`: say who stands in the database and not in the register, and enter whom you name.

Needed after a backup was put back: who left, was suspended or changed the password since that copy is told by name,
and comes in again only if somebody who knows better says so. It strikes entries to which no row belongs.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from reports import audit, keystore
from reports.models import AccountLink, Joining, KeyPurpose, Membership, Officer, StoredKey, UnitRenewal
from reports.signed_people import Registered, believed, entry, is_as_signed, register


class Command(BaseCommand):
    """Tells, and enters only what was signed."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whom to enter."""
        parser.add_argument("usernames", nargs="*", help="officers to believe as they and their places stand now")
        parser.add_argument("--all", action="store_true", help="everybody: the register itself was lost")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all rows."""
        rows = _rows()
        there = {entry(row) for row in believed(rows)}
        for row in (row for row in rows if entry(row) not in there):
            officer = _of_whom(row)
            what = _named(row)
            if not is_as_signed(row):
                self.stdout.write(f"{officer.username}, {what}: was changed outside the desk, and is not entered")
            elif options["all"] or officer.username in options["usernames"]:
                register([row])
                audit.enter("people.registered", by="command line", officer=str(officer.pk))
                self.stdout.write(f"{officer.username}, {what}: is entered")
            else:
                self.stdout.write(f"{officer.username}, {what}: is not in the register, and not believed")
        held = StoredKey.objects.filter(purpose=KeyPurpose.PEOPLE).values_list("id", flat=True)
        struck = keystore.destroy(KeyPurpose.PEOPLE, set(held) - {entry(row) for row in rows})
        self.stdout.write(f"{len(rows)} rows were looked at; {struck} entries without a row were struck.")


def _rows() -> list[Registered]:
    rows: list[Registered] = [*Officer.objects.order_by("username")]
    for model in (Membership, Joining):
        rows += model._default_manager.select_related("officer", "unit").order_by("officer__username", "pk")
    rows += AccountLink.objects.select_related("officer").order_by("officer__username")
    return [*rows, *UnitRenewal.objects.select_related("made_by", "unit").order_by("unit__slug")]


def _of_whom(row: Registered) -> Officer:
    match row:
        case Officer():
            return row
        case UnitRenewal():
            return row.made_by
        case _:
            return row.officer


def _named(row: Registered) -> str:
    match row:
        case Officer():
            return "the officer"
        case AccountLink():
            return "the account in the directory"
        case UnitRenewal():
            return f"the new key of {row.unit.name}"
        case _:
            return f"a place in {row.unit.name}"
