"""How long triage takes over texts made to hurt it: `python -m benchmarks.triage.hostile [random texts]`.

Every text has 20,000 characters, the most that the door lets in, and is judged once as the tip's own words and once cut
over many typed answers. Prints the slowest in milliseconds of CPU, whether any step could not judge one, and how time
grows from half the length to the whole (2 is linear, 4 is quadratic).
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.triage.likeness import texts_of
from reports.triage.assessment import UNJUDGED, TipText
from reports.triage.pipeline import run

MAX_TEXT = 20_000  # characters: reports.intake.submission
_FIELDS = 100
_TIPS = sorted(Path("tests/triage/tips").glob("dev*.jsonl"))
_REPEATED = (
    "a", "a ", "1", "1 2", "P A 1 2 ", "7 5 8 ", "758-", "EC$ ", "$1,", "my ", "not ", "no no ", "I am ",
    "kill ", "he will kill ", "gun now ", "the movie ", "Castries ", "Castries, ", "Gros Islet road ",
    "Marie Therese St Rose ", "Mr ", "at 9 ", "every Friday ", "yesterday at ", "mwen sé ", "frè mwen ",
    "yo ka tjwé ", "ap tiye ", "mi hermano ", "maintenant ", "ahora ", "@", "a@b.c ", "http://a.b/", "( ", "\"",
    "'", "-", ".", "...", "\n", "\u200b", "k\u200bi\u200bl\u200bl ", "\u202eslliw ", "\u0301", "e\u0301\u0302",
    "к", "ɡun ", "ⓖⓤⓝ ", "Ｇ", "ſ", "ﬃ", "İ", "ß", "😀", "👩‍👩‍👧 ", "家", "مرحبا ", "שלום ", "Z̷̛a̸l̶", "\t",
    "\xa0", "_", "*", "0", "8 b 8 ", "a-", "a.ly/",
)  # fmt: skip


def main() -> None:
    """Judge every text, whole and half."""
    more = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    told = []
    unjudged = set()
    for name, text in (*_hostile(), *islice(_random(texts_of(_TIPS), random.Random(7)), more)):
        for where, put in (("", _as_words), (f" over {_FIELDS} answers", _as_answers)):
            half, whole = _milliseconds(put(text[: MAX_TEXT // 2]))[0], _milliseconds(put(text))
            told.append((whole[0], whole[0] / max(half, 1.0), name + where))
            unjudged |= {f"{step} over {name}{where}" for step in whole[1]}
    told.sort(reverse=True)
    print(
        f"{len(told) // 2} texts of {MAX_TEXT:,} characters; could not judge: {', '.join(sorted(unjudged)) or 'none'}\n"
    )
    print("| slowest | CPU | beside half of it |\n|---|---|---|")
    for spent, growth, name in told[:12]:
        print(f"| {name} | {spent:.0f} ms | {growth:.1f} |")


def _as_words(text: str) -> TipText:
    return TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="")


def _as_answers(text: str) -> TipText:
    size = -(-len(text) // _FIELDS)
    answers = {f"other.asked_{at}": text[at * size : (at + 1) * size] for at in range(_FIELDS)}
    return replace(_as_words(text[:size]), answers=answers)


def _milliseconds(tip: TipText) -> tuple[float, list[str]]:
    began = time.process_time()
    findings = run(tip).findings
    return (time.process_time() - began) * 1000, [found.step for found in findings if found.value == UNJUDGED]


def _hostile() -> Iterator[tuple[str, str]]:
    for part in _REPEATED:
        yield repr(part), (part * MAX_TEXT)[:MAX_TEXT]


def _random(texts: list[str], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Words of tips among any characters of Unicode, blanks left out or doubled."""
    words = [word for text in texts for word in text.split()]
    number = 0
    while True:
        number, parts, length = number + 1, [], 0
        while length < MAX_TEXT:
            strange = "".join(chr(chance.choice(_PLANES) + chance.randrange(256)) for _ in range(chance.randrange(4)))
            parts += [chance.choice(words), strange, chance.choice(["", " ", "  ", "\n"])]
            length += sum(map(len, parts[-3:]))
        yield f"random text {number}", "".join(parts)[:MAX_TEXT]


_PLANES = (
    0x00,
    0x0100,
    0x0300,
    0x0400,
    0x0590,
    0x0600,
    0x2000,
    0x2500,
    0x3000,
    0xA000,
    0xD800,
    0xFE00,
    0xFF00,
    0x1F600,
    0xE0000,
)

if __name__ == "__main__":
    main()
