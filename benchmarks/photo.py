"""The form page, and sending with and without a photo: `python -m benchmarks.photo` writes '## With a photo'."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine
from benchmarks.arriving import CLIENTS
from benchmarks.house import House, NotReady, running_house
from benchmarks.page import put_section
from benchmarks.photo_visits import photo

_TITLE = "With a photo"
_KINDS = {
    "page": ("The form page", 7.0),
    "words": ("Sending words", 7.0),
    "photo": ("Sending words and a photo", 25.0),
}
_HOW = """
*Sending* is from the first byte of the form to the receipt; with a photo that is receiving, cleaning in a child
process, sealing and storing. Two photos are cleaned at a time in each of two server processes, all on the cores that
visitors use too. Who waits longer than 20 seconds is told that too many files are arriving (*asked to wait*) and sends
again, which his time includes. Every receipt stands for a stored tip: the run counts both.
"""


def main() -> None:
    before, lines = machine.other_work(), []
    with (
        tempfile.TemporaryDirectory(prefix="tipline-bench-") as folder,
        running_house(Path(folder)) as house,
        house.serving(house.intake, house.intake_port),
    ):
        for kind in _KINDS:
            for clients in CLIENTS:
                lines.append(_row(house, kind, clients))
                print(lines[-1], flush=True)
    note = f"Run on {datetime.now(UTC).date()}. {machine.told_load(before)}"
    head = "| | clients | a second | p50 / p95 / p99 | asked to wait |\n|---|---|---|---|---|\n"
    size = f"The photo is a JPEG of twelve megapixels and {len(photo()) / 1_000_000:.1f} MB."
    put_section(_TITLE, f"{note} {size}\n\n{head}" + "\n".join(lines) + "\n" + _HOW)


def _row(house: House, kind: str, clients: int) -> str:
    name, seconds = _KINDS[kind]
    count = "SELECT count(*) FROM tip"
    before = int(house.value(count))
    said = house.run("-m", "benchmarks.photo_visits", kind, str(house.intake_port), str(clients), str(seconds))
    told = json.loads(said)
    stored = int(house.value(count)) - before
    if told["failures"] or stored != (0 if kind == "page" else told["answered"]):
        raise NotReady(
            f"{kind}, {clients} clients: {told['failures'][:1]}, {told['answered']} answered, {stored} stored"
        )
    times = " / ".join(_told(told["posts"], share) for share in (0.50, 0.95, 0.99))
    busy = str(told["busy"]) if kind == "photo" else ""
    return f"| {name} | {clients} | {told['rate']:.1f} | {times} | {busy} |"


def _told(seconds: list[float], share: float) -> str:
    value = seconds[round(share * (len(seconds) - 1))] if seconds else 0.0
    return f"{value:.1f} s" if value >= 1 else f"{1000 * value:.0f} ms"


if __name__ == "__main__":
    main()
