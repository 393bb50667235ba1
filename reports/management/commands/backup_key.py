"""`manage.py backup_key --to FILE`: make the key pair of the backups; the half that opens them belongs on no host."""

from argparse import ArgumentParser
from base64 import b64encode
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from reports import audit
from reports.lifecycle.backup import PUBLIC_KEY
from reports.people.founding import write_secret
from reports.sealing.keys import fingerprint, new_pair


class Command(BaseCommand):
    """Makes the pair once; a second one is refused, for it would open no older backup."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the place of the private half."""
        parser.add_argument("--to", type=Path, required=True, help="a new file on a stick that you take away")
        parser.add_argument("--anew", action="store_true", help="replace the public key; keep the old stick as well")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        public, private = settings.SECRETS_DIR / PUBLIC_KEY, options["to"]
        if public.exists() and not options["anew"]:
            raise CommandError("There is a key for backups already. --anew makes another one for backups from now on.")
        if private.exists():
            raise CommandError(f"{private} exists: name a new file.")
        pair = new_pair()
        write_secret(private, b64encode(pair.private).decode())
        write_secret(public, b64encode(pair.public).decode())
        audit.enter("backup.key_made", by="command line")
        self.stdout.write(f"Backups are sealed to {fingerprint(pair.public)}. Write this down beside the stick.")
        self.stdout.write(f"{private} opens them. Take it off this host, copy it once, keep both away from backups.")
