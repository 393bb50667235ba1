"""`manage.py seed_demo`: some thirty invented tips, through the real door and the running worker, some worked on."""

import secrets
import time
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from reports import vault
from reports.casework.claim import claim_tip
from reports.casework.notes import add_note
from reports.casework.status import close_tip
from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.keyring import KeyRing
from reports.models import Capsule, Channel, Officer, Tip
from reports.people.enrol import read_password
from reports.queries.queue import queue_page
from reports.sealing.officers import open_slot, stretch

_TIPS = Path(__file__).parent.parent / "demo_tips.toml"
_JUNK = ("hello testing", "GET CHEAP LOANS")
_PATIENCE = 120  # seconds for the worker to judge them all


class Command(BaseCommand):
    """Fills the demo; needs the worker, and exists in the standalone mode only."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Send the tips, wait for the worker, then work on some of them as the demo's officers."""
        if not settings.STANDALONE:
            raise CommandError("seed_demo exists in the standalone mode only.")
        if Tip.objects.exists():
            raise CommandError("There are tips already; the demo is not mixed with them.")
        receipts = [accept(submission).receipt for submission in _submissions()]
        self._wait_for_worker()
        _work_on_some()
        receipt = next(receipt for receipt in receipts if receipt and _has_question(receipt))
        self.stdout.write(f"{len(receipts)} tips. A tipster's receipt with a question waiting: {receipt}")

    def _wait_for_worker(self) -> None:
        until = time.monotonic() + _PATIENCE
        while Capsule.objects.exists():
            if time.monotonic() > until:
                raise CommandError("The worker did not judge the demo's tips. Is it running?")
            time.sleep(0.2)


def _submissions() -> Iterator[Submission]:
    for number, tip in enumerate(tomllib.loads(_TIPS.read_text())["tip"]):
        by_text = tip.get("channel") == "sms"
        answers = {name: tip[name] for name in ("category", "place") if name in tip}
        yield Submission(
            channel=Channel.SMS if by_text else Channel.WEB,
            text=tip["text"],
            answers=answers,
            in_danger=tip.get("danger", False),
            repeat_key=secrets.token_bytes(16),
            sender=f"+1758555{number:04d}" if by_text else "",
        )


def _work_on_some() -> None:
    reid, jules = _ring("reid"), _ring("jules")
    real = (row for row in queue_page(reid).rows if not row.preview.startswith(_JUNK))
    for number, row in enumerate(islice(real, 6)):
        tip = claim_tip(tip=row.tip, by=reid.officer, version=row.tip.version)
        if number % 2:
            ask_tipster(
                tip=tip, text="Thank you. Can you tell us which days this happens, and until when?", by=reid.officer
            )
        else:
            add_note(tip=tip, text="Checked with the patrol: known address.", by=reid.officer)
    rows = queue_page(jules, which="unassigned", size=50).rows
    for row in (row for row in rows if row.preview.startswith(_JUNK)):
        tip = claim_tip(tip=row.tip, by=jules.officer, version=row.tip.version)
        close_tip(tip=tip, reason="not_a_tip", by=jules.officer, version=tip.version)


def _ring(username: str) -> KeyRing:
    lines = (settings.DATA_DIR / "state" / "demo.txt").read_text().splitlines()
    password = dict(line.split()[:2] for line in lines if line.strip())[username]
    officer = Officer.objects.get(username=username)
    salt, _ = read_password(officer)
    slot_key = stretch(password, salt, vault.secret("officer_pepper")).slot_key
    return KeyRing(officer, open_slot(slot_key, officer.password_slot, officer.pk, bytes(officer.public_key)))


def _has_question(receipt: str) -> bool:
    return any(entry.from_officer for entry in open_mailbox(receipt).entries)
