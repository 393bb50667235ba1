"""`manage.py erase_tip ID`: destroy a tip's keys, then all that is stored of it."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError

from reports.lifecycle.erasure import erase_tip


class Command(BaseCommand):
    """Erases one tip for good."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the tip, and a plain yes."""
        parser.add_argument("tip", type=UUID)
        parser.add_argument("--yes", action="store_true", help="really erase it; this cannot be undone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase it."""
        if not options["yes"]:
            raise CommandError("Add --yes: an erased tip cannot be brought back, not from a backup either.")
        erase_tip(tip_id=options["tip"], by="command line")
        self.stdout.write("Erased. Copies of the key store can no longer open it after eight days.")
