"""`manage.py sign_unit_keys`: sign the manifest that lists units' new keys, and put it into force on this host."""

from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from reports.people.renewing import note_in_force
from reports.people.signing import NothingToSign, WrongPassphrase, install, sign_keys, waiting
from reports.sealing.keys import fingerprint


class Command(BaseCommand):
    """Asks for the root passphrase; root_key.sealed has to lie in the secrets folder meanwhile."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Show what would be signed, to be compared with the maker's page, and sign it."""
        for made in waiting():
            told = f"{made.unit.name}, key {made.generation}, made by {made.made_by.name}: "
            self.stdout.write(told + fingerprint(bytes(made.public)))
        try:
            sealed = (settings.SECRETS_DIR / "root_key.sealed").read_text()
            signed = sign_keys(passphrase=getpass("Root passphrase: "), sealed_root=sealed, by="administrator")
        except FileNotFoundError:
            raise CommandError("Bring root_key.sealed back into the secrets folder for this.") from None
        except NothingToSign:
            raise CommandError("Nothing waits for a signature.") from None
        except WrongPassphrase:
            raise CommandError("That passphrase does not open the root key of this house.") from None
        install(signed)
        note_in_force()
        self.stdout.write("In force here. Copy manifest.json to every other host, and take root_key.sealed away again.")
