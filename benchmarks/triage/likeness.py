"""How long an arrival is compared with a hundred thousand earlier tips, and what remembering them costs.

    python -m benchmarks.triage.likeness [how many] [FILE.jsonl of tips to vary]

The earlier tips are made up of the sentences and names of authored ones, so that common things are common and rare ones
rare. Prints milliseconds of CPU and bytes a tip.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from reports.triage.assessment import Assessment, Likely, TipText, none_earlier
from reports.triage.likeness import Likeness
from reports.triage.pipeline import run
from reports.triage.steps.fingerprints import pack, unpack

_TIPS = Path("tests/triage/tips")
_ASKED = 2_000


def main() -> None:
    """Fill a memory, ask it, and tell."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    files = [Path(name) for name in sys.argv[2:]] or sorted(_TIPS.glob("dev*.jsonl"))
    made = made_up(texts_of(files), random.Random(5))
    prints = [_judged(next(made)).fingerprint for _ in range(4_000)]
    features = [sorted(unpack(one)) for one in prints]
    print(f"features a tip: {sum(map(len, features)) / len(features):.0f}")
    before, began = _memory(), time.process_time()
    memory = Likeness()
    for number in range(count):
        memory.add(str(number), _mixed(features, number))
    spent, held = time.process_time() - began, _memory() - before
    print(f"remembering {count} tips: {spent:.1f} s of CPU, {held / count:.0f} bytes a tip, {held / 1e6:.0f} MB")
    chance = random.Random(6)
    alone = [_milliseconds(partial(memory.like, chance.choice(prints))) for _ in range(_ASKED)]
    whole = [_milliseconds(partial(_judged, next(made), memory.like)) for _ in range(_ASKED)]
    print(f"finding candidates: {_spread(alone)}")
    print(f"the whole of triage with it: {_spread(whole)}")
    print(f"forgetting one tip: {_milliseconds(partial(memory.forget, ['7'])):.1f} ms")


def _judged(text: str, earlier: Callable[[bytes], Likely] = none_earlier) -> Assessment:
    tip = TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="", earlier=earlier)
    return run(tip)


def texts_of(files: Sequence[Path]) -> list[str]:
    """Return the texts of files of tips, a JSON object a line."""
    return [json.loads(line)["text"] for line in chain.from_iterable(file.open(encoding="utf-8") for file in files)]


def made_up(texts: list[str], chance: random.Random) -> Iterator[str]:
    """Tips of two or three sentences, or half sentences, of authored ones."""
    parts = [part.strip() for text in texts for part in text.split(".") if len(part) > 15]
    while True:
        yield ". ".join(chance.sample(parts, chance.choice([1, 2, 2, 3])))


def _mixed(features: list[list[int]], number: int) -> bytes:
    """A fingerprint of half of one tip's features and half of another's, so that no two are the same."""
    chance = random.Random(number)
    one, two = chance.choice(features), chance.choice(features)
    return pack({*chance.sample(one, len(one) // 2), *chance.sample(two, len(two) // 2)})


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def _spread(times: list[float]) -> str:
    ranked = sorted(times)
    middle, high = ranked[len(ranked) // 2], ranked[int(len(ranked) * 0.95)]
    return f"{middle:.2f} ms median, {high:.2f} ms at 95 %, {ranked[-1]:.1f} ms worst"


def _memory() -> int:
    """Bytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
