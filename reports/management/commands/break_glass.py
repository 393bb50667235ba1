"""`manage.py break_glass UNIT OFFICER`: the ceremony with three of five shares, for a unit that nobody can open."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management import BaseCommand, CommandError

from reports.management.hearing import hear_shares
from reports.models import Officer, Unit
from reports.people.break_glass import (
    WITNESSES,
    NotTheirPassword,
    are_two_others,
    attend,
    break_glass,
    is_read_out,
)
from reports.people.standing import NotAllowed
from reports.sealing.opening import CannotOpen
from reports.sealing.shares import SharesRefused
from reports.signed_people import PersonChanged

_REFUSED = {
    NotAllowed: "Refused: it takes two witnesses besides the officer, whose fingerprint must fit.",
    SharesRefused: "These shares do not belong together, or are not of this house.",
    CannotOpen: "What lies in the escrow does not open. Was it changed in the database?",
    PersonChanged: "A row of an officer was changed outside the desk. Nothing was handed over.",
    NotTheirPassword: "That is not the witness's password.",
}


class Command(BaseCommand):
    """Nothing that is typed is shown or kept; the trail keeps who got the key and who watched."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the unit and the officer who is to open it."""
        parser.add_argument("unit", help="the unit's short name, such as narcotics")
        parser.add_argument("officer", help="user name of the officer who gets the key")

    def handle(self, *args: Any, **options: Any) -> None:
        """Hear the witnesses, the fingerprint and the shares, and hand the unit's key to the officer."""
        unit = Unit.objects.filter(slug=options["unit"]).first()
        officer = Officer.objects.filter(username=options["officer"]).first()
        if unit is None:
            there = ", ".join(Unit.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no unit {options['unit']}. There are: {there}.")
        if officer is None:
            raise CommandError(f"There is no officer {options['officer']}: the user name with which one signs in.")
        self.stdout.write(f"{officer.name} is to get the key of {unit.name}. {WITNESSES} others watch.")
        try:
            witnesses = [
                attend(input(f"Witness {at}, user name: "), getpass("Password: ")) for at in range(1, WITNESSES + 1)
            ]
            if not are_two_others(witnesses, officer):
                raise CommandError("A witness is neither the officer who gets the key nor the other witness.")
            fingerprint = input(f"{officer.name} reads the fingerprint out (desk, own page): ")
            if not is_read_out(fingerprint, officer):
                raise CommandError(f"That is not the fingerprint of the key that {officer.name} has here.")
            shares = hear_shares("Share", ask=getpass, tell=self.stdout.write)
            break_glass(unit=unit, to=officer, fingerprint=fingerprint, shares=shares, witnesses=witnesses)
        except tuple(_REFUSED) as refused:
            raise CommandError(_REFUSED[type(refused)]) from None
        self.stdout.write(f"{officer.name} opens {unit.name} from the next page on. Let a second officer join today.")
