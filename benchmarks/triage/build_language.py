"""Build reports/triage/rules/language.json.gz: what the pieces of a word say about its language.

    python -m benchmarks.triage.build_language FOLDER

FOLDER holds the borrowed collections named in borrowed.py. Only weights of word pieces are written, never text.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.triage import borrowed
from benchmarks.triage.fitting import Example, fit, write
from reports.triage.steps.language import NAMES, letters_of
from reports.triage.steps.wording import tokens_of

LANGUAGES = tuple(NAMES)
RIDGE, RAREST, KEEP = 2.0, 3, 14_000
_LINES, _CHUNKS = 2500, 3


def sources(folder: Path) -> Iterator[tuple[str, str, float]]:
    """Yield language, line and how much a line of this source counts."""
    for section, line in (*borrowed.seeds("tips"), *borrowed.seeds("stories"), *borrowed.seeds("everyday")):
        if section in NAMES:
            yield section, line, 4.0
    for section, line in borrowed.seeds("junk"):
        yield section.split()[-1], line, 2.0
    named: tuple[tuple[str, Iterable[str], float], ...] = (
        ("en", (text for kind, text in borrowed.texts(folder) if kind == "ham"), 1.0),
        ("en", borrowed.disaster(folder, "message"), 0.5),
        ("en", borrowed.schoolbooks(folder, "ht-en.src"), 0.5),
        ("fr", borrowed.guadeloupe(folder, "gold_sent"), 1.0),
        ("fr", borrowed.schoolbooks(folder, "ht-fr.src"), 1.0),
        ("fr", borrowed.rights(folder, "fra"), 0.5),
        ("es", borrowed.schoolbooks(folder, "ht-es.src"), 1.0),
        ("es", borrowed.portal(folder, "msgstr"), 1.0),
        ("es", borrowed.rights(folder, "spa"), 1.0),
        ("ht", borrowed.schoolbooks(folder, "ht_monolingual.txt"), 1.0),
        ("ht", borrowed.schoolbooks(folder, "ht-en.trg"), 1.0),
        ("ht", borrowed.rights(folder, "hat_popular"), 0.5),
        ("acf", borrowed.speeches(folder), 1.0),
        ("acf", borrowed.guadeloupe(folder, "source_sent"), 0.3),
    )
    for language, lines, counts in named:
        kept = sorted({line for line in lines if not borrowed.is_kept_back(line)})
        chance = random.Random(len(kept))
        yield from ((language, line, counts) for line in chance.sample(kept, min(_LINES, len(kept))))


def examples(folder: Path) -> list[Example]:
    """Each line whole and in short pieces, with and without its accents; every language counts the same."""
    chance = random.Random(5)
    rows = [(language, piece, counts) for language, line, counts in sources(folder) for piece in _pieces(line, chance)]
    rows += [(language, place, 2.0) for _, place in borrowed.seeds("places") for language in LANGUAGES]
    sums: defaultdict[str, float] = defaultdict(float)
    for language, _, counts in rows:
        sums[language] += counts
    most = max(sums.values())
    return [
        Example(features=features(text), label=LANGUAGES.index(language), weight=counts * most / sums[language])
        for language, text, counts in rows
    ]


def _pieces(line: str, chance: random.Random) -> Sequence[str]:
    words = line.split()
    pieces = [line]
    for _ in range(_CHUNKS if len(words) > 4 else 0):
        start = chance.randrange(len(words) - 2)
        pieces.append(" ".join(words[start : start + chance.randint(2, 6)]))
    return [*pieces, *(_plain(piece) for piece in pieces if not piece.isascii())]


def _plain(text: str) -> str:
    return " ".join(token.text for token in tokens_of(text))


def features(text: str) -> Counter[str]:
    return Counter(piece for token in tokens_of(text) for piece in letters_of(text, token))


if __name__ == "__main__":
    model = fit(examples(Path(sys.argv[1])), len(LANGUAGES), ridge=RIDGE, rarest=RAREST, keep=KEEP)
    print(f"{len(model.names)} pieces, {write(model, 'language', LANGUAGES):,} bytes")
