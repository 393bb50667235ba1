"""What four acts at the desk cost our processor in this house, as JSON; runs with the settings of the desk."""

import json
import os
import re
from statistics import median

import django

django.setup()

from benchmarks.million_pages import some_tips, units_of  # noqa: E402
from benchmarks.seat import Looked, Seat  # noqa: E402
from reports.models import Officer, Status, Tip  # noqa: E402
from reports.queries.lists import AGES  # noqa: E402

_LOOKS = 20
_SEARCHES = 4
_FEW = 1_000  # tips of a search below which the page itself is most of what it costs


def main() -> None:
    units = units_of(Officer.objects.get(username="reid"))
    seat = Seat("reid", os.environ["BENCH_PASSWORD"])
    seat.look("/?list=open")  # the first look settles keys
    listed = _cost([seat.look("/?list=open") for _ in range(_LOOKS)])
    ids = some_tips(units, _LOOKS)
    for one in ids:
        seat.look(f"/tips/{one}")
    read = _cost([seat.look(f"/tips/{one}") for one in ids])
    new = some_tips(units, _LOOKS, status=Status.NEW)
    versions = dict(Tip.objects.filter(pk__in=new).values_list("pk", "version"))
    claimed = _cost([seat.look(f"/tips/{one}/claim", {"version": versions[one]}) for one in new])
    asked = {"words": "nothing-has-this-word", "days": str(AGES[-1])}
    seat.look("/search", asked)
    looks = [seat.look("/search", asked) for _ in range(_SEARCHES)]
    found = re.search(r"of ([\d,]+) looked through", looks[0].told)
    through = int(found[1].replace(",", "")) if found else 0
    searched = round(1000 * _cost(looks) / through, 1) if through >= _FEW else None
    print(json.dumps({"list": listed, "tip": read, "claim": claimed, "search": searched, "searched": through}))


def _cost(looks: list[Looked]) -> float:
    return round(median(one.cpu for one in looks), 1)


if __name__ == "__main__":
    main()
