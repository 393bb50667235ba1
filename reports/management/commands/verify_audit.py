"""`manage.py verify_audit`: whether the audit trail is whole, from its first entry to the head that lies outside it."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from reports.lifecycle.chain import ChainBroken, check_chain, is_anchored
from reports.models import AuditEntry


class Command(BaseCommand):
    """Changes nothing. Exits with 1 where an entry was changed, taken out, put in or cut off, or no anchor is found."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how far the trail holds."""
        try:
            length = check_chain()
        except ChainBroken as problem:
            raise CommandError(str(problem)) from None
        if length and not is_anchored():
            raise CommandError("No anchor of the trail is found here: look from retention's host, or it was cut.")
        waiting = AuditEntry.objects.filter(sequence__isnull=True).count()
        self.stdout.write(f"The trail is whole: {length} entries, chained and anchored; {waiting} wait to be chained.")
