"""`manage.py replay_texts FILE.csv`: send a file of texts through the webhook and say what became of them.

Reports how many were accepted, stored twice and lost (both must be 0), how long the webhook took, and how long it took
until they were triaged. Exists in the standalone mode only: it makes tips.
"""

import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection

from reports.intake.repeats import Repeat
from reports.management.replaying import Outgoing, Replay, Tally, outgoing, share, texts_of
from reports.models import Capsule, Record, RecordKind
from reports.phone.sms import repeat_key_of
from reports.phone.understanding import understand

_ARRIVALS = (RecordKind.TIP, RecordKind.ADDITION)
_LOOK_EVERY = 0.5


class Command(BaseCommand):
    """Needs the web server, a worker and the clock of the same installation."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and how fast and how much of it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--column", action="append", help="where the text stands; the first that is not empty")
        parser.add_argument("--rate", type=float, default=20.0, help="texts a second")
        parser.add_argument("--limit", type=int, default=1000)
        parser.add_argument("--doubled", type=float, default=0.05, help="share of texts that come twice")
        parser.add_argument("--url", default="", help="where the web server listens, if not at PUBLIC_URL")
        parser.add_argument("--patience", type=float, default=600.0, help="seconds to wait for triage afterwards")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, wait for the worker, count."""
        if not settings.STANDALONE or not settings.TWILIO_AUTH_TOKEN:
            raise CommandError("replay_texts exists in the standalone mode only, with a provider's token.")
        texts = _texts(options)
        before = Record.objects.filter(kind__in=_ARRIVALS).count()
        replay = Replay(
            url=options["url"] or settings.PUBLIC_URL,
            public_url=settings.PUBLIC_URL,
            account=settings.TWILIO_ACCOUNT_SID,
            token=settings.TWILIO_AUTH_TOKEN[0],
            number=settings.TWILIO_NUMBER,
        )
        waiting = Waiting()
        waiting.start()
        seconds = replay.run(texts, rate=options["rate"])
        drained = waiting.drain(options["patience"])
        telling = [text for text in texts if _tells(text.body)]
        stored = sum(Repeat(repeat_key_of(text.sid)).came_before() for text in telling)
        twice = Record.objects.filter(kind__in=_ARRIVALS).count() - before - stored
        nothing, lost = len(texts) - len(telling), len(telling) - stored
        tally, slow = replay.tally, replay.tally.taken
        again = sum(text.times > 1 for text in texts)
        said = [
            f"{len(texts)} texts in {seconds:.0f} s ({len(texts) / max(seconds, 0.1):.1f} a second), {again} twice",
            f"accepted {tally.answered}, not answered well {tally.refused}{_statuses(tally)},"
            f" telling nothing {nothing}, lost {lost}",
            f"stored twice {twice}, answered unlike the first time {tally.unlike}",
            f"answer: median {share(slow, 0.5) * 1000:.0f} ms, p99 {share(slow, 0.99) * 1000:.0f} ms",
            f"until triaged, with the quiet window of the web server: mean {waiting.mean(len(texts)):.0f} s;"
            f" all of them {drained:.0f} s after the last was sent",
            f"still waiting {Capsule.objects.count()}",
        ]
        self.stdout.write("\n".join(said))
        if lost or twice or tally.unlike:
            raise CommandError("Texts were lost or stored twice, unless somebody else told something meanwhile.")


def _texts(options: dict[str, Any]) -> list[Outgoing]:
    """Read what is to be sent. Raises CommandError."""
    if options["rate"] <= 0:
        raise CommandError("--rate: how many texts a second, more than 0.")
    if not options["file"].is_file():
        raise CommandError(f"There is no file {options['file']}.")
    columns = options["column"] or ["original", "message", "text", "body"]
    texts = outgoing(texts_of(options["file"], columns), limit=options["limit"], doubled=options["doubled"])
    if not texts:
        raise CommandError(f"There is no text in {options['file']}: no column of {', '.join(columns)} holds one.")
    return texts


def _statuses(tally: Tally) -> str:
    """Tell what came instead: 403 where the server knows another token, 0 where nothing came at all."""
    told = ", ".join(f"{times} x {status}" for status, times in sorted(tally.statuses.items()))
    return f" ({told})" if told else ""


def _tells(body: str) -> bool:
    """Whether the first text of a phone is kept; a greeting or a word of ours is not."""
    return understand(body, phone=None, has_pictures=False, opt_out="").tells


class Waiting(threading.Thread):
    """Looks how many arrivals wait for triage, from the first text until none does.

    The mean wait follows from that: the sum of all waits is the number waiting, added up over time (Little's law).
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.waited, self.count, self.is_over = 0.0, 0, threading.Event()

    def run(self) -> None:
        """Count until told to stop."""
        last = time.monotonic()
        while not self.is_over.wait(_LOOK_EVERY):
            self.count, now = Capsule.objects.count(), time.monotonic()
            self.waited, last = self.waited + self.count * (now - last), now
        connection.close()

    def drain(self, patience: float) -> float:
        """Wait until nothing waits, or patience ends. Return the seconds."""
        start = time.monotonic()
        while Capsule.objects.exists() and time.monotonic() < start + patience:
            time.sleep(_LOOK_EVERY)
        self.is_over.set()
        self.join()
        return time.monotonic() - start

    def mean(self, arrivals: int) -> float:
        """Return how long one arrival waited on average."""
        return self.waited / arrivals if arrivals else 0.0
