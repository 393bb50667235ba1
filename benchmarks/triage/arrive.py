"""Puts arrivals through the door as fast as it takes them: `python -m benchmarks.triage.arrive COUNT FILE.jsonl…`.

Runs in the environment of an installation whose worker is not running. Every text is put together from authored ones.
"""

import random
import sys
from pathlib import Path
from uuid import uuid4

import django

django.setup()

from benchmarks.triage.likeness import made_up, texts_of  # noqa: E402
from reports.intake.door import accept  # noqa: E402
from reports.intake.submission import Submission  # noqa: E402
from reports.models import Channel  # noqa: E402


def main() -> None:
    """Send them."""
    count, files = int(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    words = made_up(texts_of(files), random.Random())
    for _ in range(count):
        accept(Submission(channel=Channel.WEB, text=next(words), repeat_key=uuid4().bytes))


if __name__ == "__main__":
    main()
