"""The desk's pages in a full table: how long they take, and how many statements each asks of Postgres."""

import base64
import json
from dataclasses import dataclass

from benchmarks.house import House
from benchmarks.officer import OfficerAtDesk

_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK")
_DEEP_OPEN = (
    "SELECT json_build_array(urgency, looks_junk, arrived_hour, id) FROM tip WHERE status <> 'closed'"
    " ORDER BY urgency, looks_junk, arrived_hour, id OFFSET {row} LIMIT 1"
)
_DEEP_ALL = (
    "SELECT json_build_array(arrived_hour, id) FROM tip ORDER BY arrived_hour DESC, id DESC OFFSET {row} LIMIT 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: milliseconds at first sight and usually, and its statements."""

    name: str
    first: float
    usual: float
    statements: int


def measure_desk(house: House) -> list[Page]:
    """Sign in and look at each page; then once more with Postgres writing down what it is asked."""
    tips = int(house.value("SELECT count(*) FROM tip"))
    with house.serving(house.desk, house.desk_port, "/desk/sign-in"):
        officer = OfficerAtDesk(house.desk_port, "reid", house.passwords["reid"])
        paths = _paths(house, tips)
        times = {name: officer.look(path) for name, path in paths.items()}
    with house.statements_logged(), house.serving(house.desk, house.desk_port, "/desk/sign-in"):
        counts = {name: _count(house, officer, path) for name, path in paths.items()}
    return [Page(name=name, first=times[name][0], usual=times[name][1], statements=counts[name]) for name in paths]


def _paths(house: House, tips: int) -> dict[str, str]:
    last = int(house.value("SELECT count(*) FROM tip WHERE status <> 'closed'")) - 40
    some = house.value(
        "SELECT id FROM tip WHERE unit_id IN (SELECT unit_id FROM membership m JOIN officer o ON o.id = m.officer_id"
        " WHERE o.username = 'reid') AND status = 'open' LIMIT 1"
    )
    return {
        "queue, first page": "/",
        "queue, last page": f"/?list=open&after={_cursor(house, _DEEP_OPEN, last)}",
        "all tips, first page": "/?list=all",
        f"all tips, from row {tips // 2:,}": f"/?list=all&after={_cursor(house, _DEEP_ALL, tips // 2)}",
        f"all tips, from row {tips - 200:,}": f"/?list=all&after={_cursor(house, _DEEP_ALL, tips - 200)}",
        "one tip": f"/tips/{some}",
    }


def _cursor(house: House, question: str, row: int) -> str:
    """Return the cursor that the desk itself would give on reaching that row."""
    place = house.value(f"SELECT ({question.format(row=row)})::text")
    return base64.urlsafe_b64encode(json.dumps(json.loads(place)).encode()).decode()


def _count(house: House, officer: OfficerAtDesk, path: str) -> int:
    officer.page(path)  # opens the connections
    house.statements()
    officer.page(path)
    return sum(not statement.startswith(_NOT_COUNTED) for statement in house.statements())
