"""`manage.py compare_texts`: hold the provider's list of texts against what arrived here.

Finds texts whose webhook never came, and copies that were left at the provider. Of use with message redaction off.
"""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from reports.gateways.twilio import Unavailable
from reports.phone.missed import compare


class Command(BaseCommand):
    """Prints counts only. With --take-in, what never arrived is taken in now and what was left is deleted there."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the one choice there is."""
        parser.add_argument("--take-in", action="store_true", help="take in what never arrived, delete what was left")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare once."""
        try:
            found = compare(take_in=options["take_in"])
        except Unavailable as problem:
            raise CommandError(f"The provider cannot be asked: {problem or 'no answer'}.") from None
        self.stdout.write(f"{found.listed} texts at the provider, {found.left_behind} of them left there too long.")
        self.stdout.write(f"{found.never_arrived} never arrived here; {found.taken} were taken in now.")
        if found.never_arrived > found.taken:
            raise CommandError("Texts never arrived. Look at them with --take-in.")
