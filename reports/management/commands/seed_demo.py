"""`manage.py seed_demo`: thirty invented tips, through the real door and the worker, some worked on; notices too."""

import secrets
import time
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from reports import vault
from reports.alerts.confirm import confirm
from reports.alerts.phones import ask_number, confirm_number
from reports.alerts.roster import LONGEST, begin_duty
from reports.alerts.waiting import of_officer
from reports.casework.claim import claim_tip
from reports.casework.notes import add_note
from reports.casework.status import close_tip
from reports.dialogue.canned import canned_for
from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.keyring import KeyRing
from reports.management.demo_notices import put_up_demo_notices
from reports.models import AskedPhone, Capsule, Channel, ConfirmedBy, Officer, Tip, Unit
from reports.officers_phones import code_of
from reports.people.enrol import read_password
from reports.queries.lists import View
from reports.queries.queue import QueueRow, queue_page
from reports.queries.readings import note_reading
from reports.sealing.officers import open_slot, stretch

_TIPS = Path(__file__).parent.parent / "demo_tips.toml"
_JUNK = ("hello testing", "GET CHEAP LOANS")
DUTY_PHONE = "+17584840100"
_MANY = 100  # tips of a queue: the demo's, and what others sent meanwhile
_PATIENCE = 120  # seconds for the worker to judge them all


class Command(BaseCommand):
    """Fills the demo; needs the worker, and exists in the standalone mode only."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Beside `--first-start` the command takes nothing."""
        told = "somebody may have sent a tip already: the form answers before the demo is made"
        parser.add_argument("--first-start", action="store_true", help=told)

    def handle(self, *args: Any, **options: Any) -> None:
        """Send the tips, wait for the worker, then work on some of them as the demo's officers."""
        if not settings.STANDALONE:
            raise CommandError("seed_demo exists in the standalone mode only.")
        if Tip.objects.exists() and not options["first_start"]:
            raise CommandError("There are tips already; the demo is not mixed with them.")
        notices = put_up_demo_notices(writer=_officer("reid"), publisher=_officer("jules"))
        receipts = [accept(submission).receipt for submission in _submissions()]
        self._wait_for_worker()
        _see_to_alerts()
        _work_on_some()
        current_app.send_task("reports.watch.test_line")  # now, or the clock is missed until its first minute is over
        receipt = next(receipt for receipt in receipts if receipt and _has_question(receipt))
        self.stdout.write(
            f"{len(receipts)} tips, {notices} notices. A tipster's receipt with a question waiting: {receipt}\n"
            f"The officer on duty is reid, on the simulated phone {DUTY_PHONE}: send a tip of danger, and it rings."
        )

    def _wait_for_worker(self) -> None:
        until = time.monotonic() + _PATIENCE
        while Capsule.objects.exists():
            if time.monotonic() > until:
                raise CommandError("The worker did not judge the demo's tips. Is it running?")
            time.sleep(0.2)


def _submissions() -> Iterator[Submission]:
    for number, tip in enumerate(_told()):
        by_text = tip.get("channel") == "sms"
        answers: dict[str, str] = {name: tip[name] for name in ("category", "place") if name in tip}
        yield Submission(
            channel=Channel.SMS if by_text else Channel.WEB,
            text=tip["text"],
            answers=answers,
            in_danger=tip.get("danger", False),
            repeat_key=secrets.token_bytes(16),
            sender=f"+1758555{number:04d}" if by_text else "",
        )


@cache
def _told() -> list[dict[str, Any]]:
    return list(tomllib.loads(_TIPS.read_text())["tip"])


def _is_ours(row: QueueRow) -> bool:
    """Whether a tip is of the demo, by most of its first words: some are masked. Nobody works on what others sent."""
    said = set(row.preview.split())
    return any(2 * len(said.intersection(tip["text"].split())) > len(said) for tip in _told())


def _see_to_alerts() -> None:
    """Let the demo's tips of danger be seen to, and reid be on duty for all who come after them."""
    reid = _officer("reid")
    others = [row.tip.pk for row in queue_page(demo_ring("reid"), size=_MANY).rows if not _is_ours(row)]
    for tip_id in of_officer(reid).exclude(pk__in=others).values_list("pk", flat=True):
        confirm(tip_id, by=reid, how=ConfirmedBy.DESK)
    with transaction.atomic():  # so that no code is texted
        ask_number(DUTY_PHONE, of=reid)
        confirm_number(code_of(AskedPhone.objects.get(officer=reid)), of=reid)
    for unit in Unit.objects.filter(memberships__officer=reid):
        begin_duty(officer=reid, unit=unit.pk, hours=LONGEST, by=reid)


def _work_on_some() -> None:
    reid, jules = demo_ring("reid"), demo_ring("jules")
    rows = filter(_is_ours, queue_page(reid, size=_MANY).rows)
    real = (row for row in rows if not row.preview.startswith(_JUNK))
    for number, row in enumerate(islice(real, 6)):
        note_reading(row.tip, reid.officer)
        tip = claim_tip(tip=row.tip, by=reid.officer, version=row.tip.version)
        if number % 2:
            ready, *_others = canned_for(category=tip.category, language=tip.language)
            ask_tipster(tip=tip, text=f"{ready.said}\nThank you for your help so far.", by=reid.officer)
        else:
            add_note(tip=tip, text="Checked with the patrol: known address.", by=reid.officer)
    rows = filter(_is_ours, queue_page(jules, View(which="unassigned"), size=_MANY).rows)
    for row in (row for row in rows if row.preview.startswith(_JUNK)):
        note_reading(row.tip, jules.officer)
        tip = claim_tip(tip=row.tip, by=jules.officer, version=row.tip.version)
        close_tip(tip=tip, reason="not_a_tip", by=jules.officer, version=tip.version)


def demo_ring(username: str) -> KeyRing:
    """Return the keys of one of the demo's officers, by the password that was written down for the demo."""
    lines = (settings.DATA_DIR / "state" / "demo.txt").read_text().splitlines()
    password = dict(line.split()[:2] for line in lines if line.strip())[username]
    officer = _officer(username)
    salt, _ = read_password(officer)
    slot_key = stretch(password, salt, vault.secret("officer_pepper")).slot_key
    return KeyRing(officer, open_slot(slot_key, officer.password_slot, officer.pk, bytes(officer.public_key)))


def _officer(username: str) -> Officer:
    return Officer.objects.get(username=username)


def _has_question(receipt: str) -> bool:
    return any(entry.from_officer for entry in open_mailbox(receipt).entries)
