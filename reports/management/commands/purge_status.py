"""`manage.py purge_status`: what still lies at the telephone provider and waits to be deleted there."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from reports.queries.ledger import ledger


class Command(BaseCommand):
    """Counts, nothing else: no reference and no number is read. Exits with 1 when something is overdue."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each kind."""
        rows = ledger()
        for row in rows:
            why = ", ".join(f"{count} {word}" for word, count in sorted(row.problems.items())) or "not yet refused"
            self.stdout.write(f"{row.kind}: {row.count} waiting, {row.overdue} overdue, since {row.since} ({why})")
        if rows:
            self.stdout.write("What waits is asked for again by itself, until the provider confirms that it is gone.")
        else:
            self.stdout.write("Nothing waits: all that we know of is deleted at the provider.")
        late = sum(row.overdue for row in rows)
        if late:
            raise CommandError(f"{late} things should long have been deleted at the provider.")
