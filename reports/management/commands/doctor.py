"""`manage.py doctor`: say what is wrong with settings, secrets, databases, queue, trail and the parts at work."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from reports import vault
from reports.clock import today
from reports.fingerprints import LIKENESS_KEY
from reports.keystore import spoilt
from reports.lifecycle.backup import PUBLIC_KEY, BackupSet, changed_on, last_backups
from reports.lifecycle.chain import ChainBroken, check_chain, is_anchored
from reports.lifecycle.expiry import long_due
from reports.management.broken import why_it_broke
from reports.management.freeing import unfree
from reports.management.helping import helping, listening
from reports.management.prompts import WRONG, Prompts
from reports.management.rights import problems, shut_out
from reports.management.telephone import dialling, texting
from reports.management.walls import holes
from reports.management.watching import (
    alerts,
    held,
    line_tests,
    on_time,
    parts,
    parts_that_are_well,
    read_about_police,
    taken_calls,
    watcher,
)
from reports.models import (
    AccountLink,
    Capsule,
    Dispatch,
    Errand,
    HoldState,
    HouseRules,
    Joining,
    KeyAge,
    KeyPurpose,
    LegalHold,
    Membership,
    Officer,
    RetentionRules,
    StoredKey,
    TipKey,
    Unit,
    UnitEscrow,
    UnitRenewal,
)
from reports.models.choices import APART
from reports.people import worker_keys
from reports.people.founding import SIGNING_KEYS
from reports.people.standing import openers
from reports.people.worker_keys import Stage
from reports.queries.key_ages import BREAK_GLASS, late_key_files, late_keys
from reports.queries.ledger import overdue
from reports.queries.room import gigabytes
from reports.queries.stuck import given_up, stuck_arrivals
from reports.sealing.keys import fingerprint
from reports.signed_people import ENOUGH, Registered, believed, entry
from reports.signed_rules import is_as_signed
from reports.triage.rule_faults import faults

_NAMED = 5
_HALF_DONE = {
    Stage.MADE: "new keys of the worker were made and not signed: manage.py rotate_keys worker",
    Stage.LOST: "the manifest lists a key of the worker that is not here: what comes in may not be judged",
}


class Command(BaseCommand):
    """Looks at everything once; exits with 1 when something is wrong, and with 2 when a check itself breaks."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --json."""
        parser.add_argument("--json", action="store_true", help="tell it to a program: one object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run each check and tell what it found."""
        told, code = {}, 0
        for name in _CHECKS:
            try:
                told[name], also = list(_CHECKS[name]()), _ALSO.get(name, str)()
            except Exception as problem:  # noqa: BLE001 - a check that breaks is itself the finding
                told[name], also, code = [why_it_broke(problem)], "", 2
            if not options["json"]:
                self.stdout.write(f"{name}: {_shortened(told[name]) or 'well'}{also}")
        wrong = sum(len(found) for found in told.values())
        if options["json"]:
            self.stdout.write(json.dumps({"well": not wrong, "checks": told}))
        if wrong:
            raise CommandError(f"{wrong} things need a look.", returncode=code or 1)


def _shortened(found: Sequence[str]) -> str:
    """Put what was found into one line that can be read: where rights are missing, hundreds are."""
    more = len(found) - _NAMED
    return "; ".join(found[:_NAMED]) + (f"; and {more} more like these (--json tells all)" if more > 0 else "")


def _databases() -> Iterator[str]:
    for alias in settings.DATABASES:
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield f"{alias} is not migrated"
    with connections["default"].cursor() as cursor:
        cursor.execute("SHOW track_commit_timestamp")
        if cursor.fetchone() != ("off",):
            yield "Postgres keeps commit times: switch track_commit_timestamp off"


def _size() -> str:
    disk = settings.DATABASE_DISK_GB
    of = f" of {disk}" if disk else "; set TIPLINE_DATABASE_DISK_GB to the size of their disk to be warned"
    return f" ({gigabytes()} GB{of})"


def _rights() -> Iterator[str]:
    for alias in settings.DATABASES:
        yield from problems(alias)
        yield from holes(alias)
        yield from unfree(alias)
        yield from () if settings.STANDALONE else shut_out(alias)


def _secrets() -> Iterator[str]:
    yield from late_key_files()
    listed = vault.manifest().units
    for unit in Unit.objects.all():
        key = listed.get(unit.slug)
        if key is None or key.unit_id != unit.pk or key.generation != unit.generation:
            yield f"the manifest does not list the unit {unit.slug} as the database does"
        elif not UnitEscrow.objects.filter(unit=unit, generation=key.generation).exists():
            yield f"{unit.slug} has no copy for the break-glass shares: make it a new key"
    shares = KeyAge.objects.filter(name=BREAK_GLASS).first()
    if shares and shares.mark != fingerprint(vault.manifest().break_glass):
        yield "the manifest does not list the newest shares: manage.py new_shares, with these as the old ones"
    yield from _secret_files()
    if vault.holds("triage_key") and (stage := worker_keys.stage()) in _HALF_DONE:
        yield _HALF_DONE[stage]
    if vault.holds("triage_key") and not vault.holds(LIKENESS_KEY):
        yield "the worker has no likeness_key and judges nothing: manage.py rotate_keys likeness_key"
    yield from late_keys()
    public, desk = (settings.SECRETS_DIR / name for name in SIGNING_KEYS)
    if public.exists() and not settings.STANDALONE and (not desk.exists() or public.read_text() == desk.read_text()):
        yield "the desk signs with the key of the public faces: manage.py rotate_keys desk_secret_key"


def _secret_files() -> Iterator[str]:
    for path in settings.SECRETS_DIR.glob("*"):
        if path.is_file() and path.stat().st_mode & 0o077:
            yield f"others may read the secret {path.name}"
    if (settings.SECRETS_DIR / "root_key.sealed").exists() and not settings.STANDALONE:
        yield "root_key.sealed lies on this host: move it to the stick of its keeper"


def _key_store() -> Iterator[str]:
    for purpose, ids in spoilt().items():
        named = ", ".join(map(str, ids[:_NAMED]))
        yield f"{len(ids)} keys ({purpose.label}) do not open: put them back from a backup within seven days: {named}"


def _units() -> Iterator[str]:
    for unit in Unit.objects.all():
        members = len(openers(unit.pk))
        if members < ENOUGH and unit.purpose not in APART:
            stays = unit.slug == settings.DUTY_UNIT
            told = "its tips come here all the same" if stays else "new tips go to the duty unit too"
            yield f"{unit.name} has {members} member{'' if members == 1 else 's'}; two are needed to be safe: {told}"
        if unit.has_leaver:
            yield f"{unit.name} needs a new key, for somebody who knew it has left"
        held = unit.memberships.values("generation")
        if strays := TipKey.objects.filter(unit=unit).exclude(generation__in=held).count():
            yield f"{strays} tips of {unit.name} lie under an ended key: does a host still use an old manifest?"


def _people() -> Iterator[str]:
    rows: list[Registered] = [*Officer.objects.all(), *Membership.objects.all(), *Joining.objects.all()]
    rows += [*AccountLink.objects.all(), *UnitRenewal.objects.all()]
    if unsigned := len(rows) - len(believed(rows)):
        told = "were changed outside the desk, or put back from a copy"
        yield f"{unsigned} rows of officers, places, accounts or new keys {told}"
    if count := StoredKey.objects.filter(purpose=KeyPurpose.PEOPLE).exclude(id__in=map(entry, rows)).count():
        yield f"{count} entries of the register of people belong to no row: run manage.py register_people"
    rules = [*HouseRules.objects.exclude(state="dropped"), *RetentionRules.objects.exclude(state="dropped")]
    if forged := sum(not is_as_signed(row) for row in rules):
        yield f"{forged} versions of the rules of the house were changed outside the desk, and hold nothing"


def _queue() -> Iterator[str]:
    with current_app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1, timeout=2)
    long_ago = timezone.now() - timedelta(minutes=10)
    for model, what in ((Capsule, "tips wait for triage"), (Errand, "errands wait"), (Dispatch, "texts wait")):
        count = model.objects.filter(due_at__lt=long_ago).count()
        if count:
            yield f"{count} {what} for more than ten minutes"
    if count := stuck_arrivals():
        yield f"{count} arrivals are seen by nobody: they cannot be judged, and giving up fails too"
    if count := given_up():
        yield f"{count} tips could not be judged, and nobody has taken them on: look at the worker's log"


def _trail() -> Iterator[str]:
    try:
        if check_chain() and not is_anchored():
            yield "no anchor of the trail is found here: look where retention runs, or it was cut short"
    except ChainBroken as problem:
        yield str(problem)


def _ledger() -> Iterator[str]:
    if count := overdue():
        yield f"{count} things should long have been deleted at the telephone provider: manage.py purge_status"


def _voice() -> Iterator[str]:
    states = Counter(prompt.state for prompt in Prompts(settings.BASE_DIR / "static").all())
    for state in WRONG:
        if states[state]:
            yield f"{states[state]} of the line's sounds: {state} (manage.py make_prompts --check)"


def _backups() -> Iterator[str]:
    if not (settings.SECRETS_DIR / PUBLIC_KEY).exists():
        if not settings.STANDALONE:
            yield "nothing is backed up: manage.py backup_key, then manage.py backup"
        return
    last = last_backups()
    for which in BackupSet:
        day = last.get(which)
        if day is None:
            yield f"{which} were never backed up from here"
        elif which == BackupSet.SECRETS:
            if changed_on(settings.SECRETS_DIR) > day:
                yield f"secrets changed since their last backup of {day}"
        elif day < today() - timedelta(days=1):
            yield f"the last backup of {which} is of {day}"


def _last_backups() -> str:
    last = last_backups()
    told = ", ".join(f"{which} {last[which]}" for which in BackupSet if which in last)
    return f" (last: {told})" if told else " (none was made from here)"


def _keeping() -> Iterator[str]:
    if count := long_due().count():
        yield f"{count} closed tips are past the day of their erasure: does beat run?"
    if count := LegalHold.objects.filter(state=HoldState.ASKED).count():
        yield f"{count} legal holds wait for the second person"


_CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "Databases": _databases,
    "Rights in the databases": _rights,
    "Secrets": _secrets,
    "Keys in the key store": _key_store,
    "Units": _units,
    "Who reads about the police": read_about_police,
    "People": _people,
    "Queue": _queue,
    "Rules of triage": faults,
    "Clock and daily test": line_tests,
    "As the processes see it": parts,
    "Watcher outside": watcher,
    "Alerts": alerts,
    "Rows that somebody held": held,
    "Calls that officers take": taken_calls,
    "On time": on_time,
    "Audit trail": _trail,
    "Backups": _backups,
    "Keeping": _keeping,
    "Copies at the provider": _ledger,
    "Voice of the line": _voice,
    "Putting callers through": dialling,
    "Length of our texts": texting,
    "Help for tipsters": helping,
    "Page read aloud": listening,
}
_ALSO: dict[str, Callable[[], str]] = {
    "Databases": _size,
    "Backups": _last_backups,
    "As the processes see it": parts_that_are_well,
}
"""What is told of a thing that is well, too."""
