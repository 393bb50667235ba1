"""`manage.py new_shares`: the ceremony that makes five new break-glass shares, and the old ones worth nothing."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from reports.clock import today
from reports.management.ceremony import keepers_of, take_keepers
from reports.management.hearing import hear_shares
from reports.management.papers import show_one_by_one
from reports.people.break_glass import WITNESSES, NotTheirPassword, attend
from reports.people.new_shares import draw_set, put_in_force
from reports.people.signing import WrongPassphrase
from reports.people.standing import NotAllowed
from reports.sealing.keys import fingerprint
from reports.sealing.opening import CannotOpen
from reports.sealing.shares import SharesRefused
from reports.signed_people import PersonChanged

_REFUSED = {
    NotAllowed: "Refused: it takes two witnesses, and a copy in escrow of every unit's key as the manifest lists it.",
    SharesRefused: "These shares do not belong together, or are not those that were asked for.",
    CannotOpen: "The old shares do not open what lies in the escrow.",
    WrongPassphrase: "That passphrase does not open the root key of this house.",
    PersonChanged: "A row of an officer was changed outside the desk.",
    NotTheirPassword: "That is not the witness's password.",
}


class Command(BaseCommand):
    """Until the last share is typed back, nothing has changed and the old shares are good."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how much is lost."""
        told = "fewer than three old papers are left: each unit has to make a new key before its glass can be broken"
        parser.add_argument("--without-old", action="store_true", help=told)
        told = "ask each unit for a new key: somebody may hold three old papers and a copy of the database"
        parser.add_argument("--renew-units", action="store_true", help=told)
        take_keepers(parser, with_witnesses=False)

    def handle(self, *args: Any, **options: Any) -> None:
        """Hear witnesses, old shares and passphrase, print the new shares, hear three of them."""
        path = settings.SECRETS_DIR / "root_key.sealed"
        if not path.exists():
            raise CommandError("Bring root_key.sealed back into the secrets folder for this.")
        try:
            witnesses = [
                attend(input(f"Witness {at}, user name: "), getpass("Password: ")) for at in range(1, WITNESSES + 1)
            ]
            keepers = keepers_of(options, witnesses=[one.name for one in witnesses])
            old = [] if options["without_old"] else self._hear("Old share")
            passphrase = getpass("Root passphrase: ")
            fresh = draw_set()
            self.stdout.write("New shares. Five people come to the screen, one by one, and write theirs on paper.")
            numbered = {f"{number} of {len(fresh.shares)}": one for number, one in enumerate(fresh.shares, 1)}
            show_one_by_one(numbered, self.stdout)
            self.stdout.write("\nNow three of the five read theirs from the paper and type it.")
            put_in_force(
                fresh,
                old=old,
                typed_back=self._hear("New share"),
                witnesses=witnesses,
                passphrase=passphrase,
                sealed_root=path.read_text(),
                renew_units=options["renew_units"],
            )
        except tuple(_REFUSED) as refused:
            raise CommandError(f"{_REFUSED[type(refused)]} Nothing has changed.") from None
        self.stdout.write(f"\n{keepers.paper(day=today(), shares=fingerprint(fresh.public))}\n")
        self.stdout.write("Let each sign this for the safe, in the place of the old one. It is kept nowhere here.")
        self.stdout.write("In force: destroy the old papers and clear this screen. Copy manifest.json to every host.")

    def _hear(self, what: str) -> list[str]:
        return hear_shares(what, ask=getpass, tell=self.stdout.write)
