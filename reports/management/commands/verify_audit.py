"""`manage.py verify_audit`: whether the audit trail is whole, from its first entry to the head that lies outside it."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from reports import audit
from reports.lifecycle.chain import ChainBroken, check_chain, fits_anchor, is_anchored, start_anew
from reports.models import AuditEntry


class Command(BaseCommand):
    """Exits with 1 where an entry was changed, taken out, put in or cut off, or no anchor is found.

    Changes nothing, but with --start-anew: then what does not fit its anchor is chained on from where it ends now.
    """

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to go on after what does not fit was looked into."""
        parser.add_argument("--start-anew", action="store_true")

    def handle(self, *args: Any, start_anew: bool, **options: Any) -> None:
        """Print how far the trail holds."""
        if start_anew:
            _go_on()
        try:
            length = check_chain()
        except ChainBroken as problem:
            raise CommandError(str(problem)) from None
        if length and not is_anchored():
            raise CommandError("No anchor of the trail is found here: look from retention's host, or it was cut.")
        waiting = AuditEntry.objects.filter(sequence__isnull=True).count()
        self.stdout.write(f"The trail is whole: {length} entries, chained and anchored; {waiting} wait to be chained.")


def _go_on() -> None:
    """That it was gone on with stays in the trail itself; the anchor that did not fit stays beside the new one."""
    if fits_anchor():
        raise CommandError("The trail fits its anchor: nothing is to be started anew.")
    audit.enter("trail.started_anew", by="command line", entries_lost=start_anew())
