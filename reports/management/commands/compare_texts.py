"""`manage.py compare_texts`: hold the provider's lists of texts and recordings against what arrived here.

Finds texts and recordings whose webhooks never came, and copies that were left at the provider. With message redaction
switched on it finds recordings alone.
"""

import time
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError, close_old_connections

from reports.gateways.twilio import Unavailable
from reports.phone.missed import compare


class Command(BaseCommand):
    """Prints counts only. With --take-in, what never arrived is taken in now and what was left is deleted there."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the choices there are."""
        parser.add_argument("--take-in", action="store_true", help="take in what never arrived, delete what was left")
        parser.add_argument("--every", type=int, metavar="SECONDS", help="compare again and again until it is stopped")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, once or for ever."""
        while options["every"]:
            self._turn(take_in=options["take_in"])
            time.sleep(options["every"])
        self._once(take_in=options["take_in"])

    def _turn(self, *, take_in: bool) -> None:
        """Compare once, and go on whatever comes of it; a turn that could be made leaves its mark for the watch."""
        try:
            self._once(take_in=take_in)
        except (DatabaseError, InterfaceError) as problem:
            self.stderr.write(f"The texts could not be compared: {type(problem).__name__}.")
            close_old_connections()
            return
        except CommandError as problem:
            self.stderr.write(str(problem))
            if isinstance(problem.__cause__, Unavailable):
                return
        (settings.DATA_DIR / "state" / "compared").touch()

    def _once(self, *, take_in: bool) -> None:
        try:
            found = compare(take_in=take_in)
        except Unavailable as problem:
            raise CommandError(f"The provider cannot be asked: {problem or 'no answer'}.") from problem
        self.stdout.write(f"{found.listed} texts at the provider, {found.left_behind} of them left there too long.")
        self.stdout.write(f"{found.recordings} recordings at the provider, {found.unheard} of them unknown here.")
        lost = found.never_arrived + found.unheard
        self.stdout.write(f"{lost} never arrived here; {found.taken} were taken in now.")
        if lost > found.taken:
            raise CommandError("Texts or recordings never arrived. Look at them with --take-in.")
