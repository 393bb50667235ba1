"""The child's whole life: load, give up everything, read the file, answer.

Started with the kind of file as its argument, the file's bytes as standard input and an empty memory file as standard
output. Writes one line of JSON, `{"refused": code}` or `{"kind", "removed", "told"}`, after the latter the new bytes.

Decoders are C code fed by strangers. So all they need is loaded first, then memory, time and every further file or
socket are given up, and only then is the file looked at.
"""

import json
import os
import resource
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from reports.intake.media_child.made import Made, Refused

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use: bytes of memory, seconds of processor time, bytes of output."""

    memory: int
    seconds: int
    output: int


# The module that cleans a kind, and what it may use.
CLEANERS = {
    "image": ("images", Limits(1536 * _MB, 15, 12 * _MB)),
    "pdf": ("pdf", Limits(1024 * _MB, 25, 60 * _MB)),
    "video": ("video", Limits(1536 * _MB, 400, 120 * _MB)),
    "sound": ("sound", Limits(1536 * _MB, 240, 20 * _MB)),
}


def main() -> None:
    """Never returns: the process ends with its answer."""
    clean(sys.argv[1], load(sys.argv[1]))


def load(kind: str) -> ModuleType:
    """Load all that cleaning a kind needs, and return its module."""
    cleaner = import_module(f"reports.intake.media_child.{CLEANERS[kind][0]}")
    cleaner.load()
    return cleaner


def clean(kind: str, cleaner: ModuleType) -> None:
    """Read the file, give up everything, and answer. Never returns."""
    data = sys.stdin.buffer.read()
    give_up_everything(CLEANERS[kind][1])
    try:
        made = cleaner.clean(data)
    except Refused as refusal:
        _answer({"refused": str(refusal)})
    except MemoryError:
        _answer({"refused": "too_many_pixels" if kind == "image" else "too_large"})
    else:
        _hand_over(made)


def give_up_everything(limits: Limits) -> None:
    """Leave this process its three open files, and no more memory and time than these."""
    # Where the host itself runs out of memory, this process goes and not the database beside it.
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as chosen:
        chosen.write("1000")
    # A second between the two, so that the end of its time is told from a kill by the host.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.output),
        (resource.RLIMIT_CORE, 0),  # a core file would hold the file
        (resource.RLIMIT_NOFILE, 0),  # none but the three that are open, even if one of them is closed
    ):
        resource.setrlimit(what, (most, most))


def _hand_over(made: Made) -> None:
    head: dict[str, object] = {"kind": made.kind, "removed": sorted(set(made.removed)), "told": dict(made.told)}
    _answer(head, made.data)


def _answer(head: dict[str, object], body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
    sys.stdout.buffer.flush()
    os._exit(0)  # no decoder's clean-up code runs after the answer
