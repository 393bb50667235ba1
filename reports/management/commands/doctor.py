"""`manage.py doctor`: say what is wrong with settings, secrets, databases, the queue and the trail."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from reports import vault
from reports.clock import today
from reports.lifecycle.chain import ChainBroken, check_chain, is_anchored
from reports.models import Capsule, Dispatch, Errand, Unit
from reports.queries.ledger import overdue


class Command(BaseCommand):
    """Looks at everything once; exits with 1 when something is wrong."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run each check and tell what it found."""
        wrong = 0
        for name, check in _CHECKS.items():
            try:
                problems = list(check())
            except Exception as problem:  # noqa: BLE001 - a check that breaks is itself the finding
                problems = [f"{type(problem).__name__}: {problem}"]
            wrong += len(problems)
            self.stdout.write(f"{name}: {'; '.join(problems) or 'well'}")
        if wrong:
            raise CommandError(f"{wrong} things need a look.")


def _databases() -> Iterator[str]:
    for alias in settings.DATABASES:
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield f"{alias} is not migrated"
    with connections["default"].cursor() as cursor:
        cursor.execute("SHOW track_commit_timestamp")
        if cursor.fetchone() != ("off",):
            yield "Postgres keeps commit times: switch track_commit_timestamp off"


def _secrets() -> Iterator[str]:
    newest = vault.key_files().newest()
    if date.fromisoformat(newest) < today() - timedelta(days=2):
        yield f"the newest key file is of {newest}: does the worker rotate them?"
    listed = vault.manifest().units
    for unit in Unit.objects.all():
        key = listed.get(unit.slug)
        if key is None or key.unit_id != unit.pk or key.generation != unit.generation:
            yield f"the manifest does not list the unit {unit.slug} as the database does"
    for path in settings.SECRETS_DIR.glob("*"):
        if path.is_file() and path.stat().st_mode & 0o077:
            yield f"others may read the secret {path.name}"


def _units() -> Iterator[str]:
    for unit in Unit.objects.all():
        members = unit.memberships.filter(generation=unit.generation, officer__is_active=True).count()
        if members < 2:
            yield f"{unit.name} has {members} member{'' if members == 1 else 's'}; two are needed to be safe"


def _queue() -> Iterator[str]:
    with current_app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1, timeout=2)
    long_ago = timezone.now() - timedelta(minutes=10)
    for model, what in ((Capsule, "tips wait for triage"), (Errand, "errands wait"), (Dispatch, "texts wait")):
        count = model.objects.filter(due_at__lt=long_ago).count()
        if count:
            yield f"{count} {what} for more than ten minutes"


def _trail() -> Iterator[str]:
    try:
        if check_chain() and not is_anchored():
            yield "no anchor of the trail is found here: look from the worker's host, or it was cut short"
    except ChainBroken as problem:
        yield str(problem)


def _ledger() -> Iterator[str]:
    if count := overdue():
        yield f"{count} things should long have been deleted at the telephone provider: manage.py purge_status"


_CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "Databases": _databases,
    "Secrets": _secrets,
    "Units": _units,
    "Queue": _queue,
    "Audit trail": _trail,
    "Copies at the provider": _ledger,
}
