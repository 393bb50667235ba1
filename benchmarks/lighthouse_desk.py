"""Score the desk's pages for accessibility: `python -m benchmarks.lighthouse_desk`, with Node 20 and a Chromium.

Fills a house with the demo's tips, worked on as the demo's are, signs an officer in, and lets
benchmarks/lighthouse/run.sh look at every page that an officer comes to without a form, in English. Fails below 100.
With pages behind it, as in `… / /search`, it looks at these alone.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.house import House, running_house
from benchmarks.officer import OfficerAtDesk

_RUN = Path(__file__).parent / "lighthouse" / "run.sh"
_TIP = re.compile(r'href="/desk(/tips/[0-9a-f-]{36})[?"]')
_PAGES = (
    "/", "/?list=urgent", "/?list=informed", "/?list=all", "/search", "/numbers", "/numbers?first=2026-01",
    "/numbers/places", "/you", "/you/programs", "/you/password", "/you/recovery", "/you/phone", "/you/passkeys",
    "/people", "/cases", "/take-call", "/several", "/mentions", "/shift", "/duty", "/keeping", "/agencies", "/status",
    "/line-test", "/hotline", "/notices", "/notices/new", "/rewards", "/rewards/pay", "/macros", "/questions",
    "/routing", "/guides", "/guides/drugs",
)  # fmt: skip
_OF_A_TIP = ("", "/trail", "/outcome", "/correct", "/marks", "/case", "/same", "/split")
_TIPS = 3  # looked at themselves; of the first of them the pages behind it, too


def main() -> None:
    """Make a desk, and score it."""
    with tempfile.TemporaryDirectory(prefix="tipline-lighthouse-") as folder, running_house(Path(folder)) as house:
        with house.working():
            house.run("manage.py", "seed_demo", env=house.env | {"TIPLINE_STANDALONE": "1"})
        with house.serving(house.desk, house.desk_port, "/desk/sign-in"):
            done = _score(house)
    raise SystemExit(done)


def _score(house: House) -> int:
    officer = OfficerAtDesk(house.desk_port, "reid", house.passwords["reid"])
    pages = sys.argv[1:] or (*_PAGES, *_tip_pages(officer.page("/?list=all")))
    addresses = [f"/desk{path}" for path in pages]
    env = os.environ | {"HOST": "127.0.0.1", "PORT": str(house.desk_port), "DESK_COOKIE": officer.cookies()}
    return subprocess.run([_RUN, *addresses], env=env, check=False).returncode


def _tip_pages(listed: str) -> Iterator[str]:
    first, *others = list(dict.fromkeys(_TIP.findall(listed)))[:_TIPS]
    yield from (first + path for path in _OF_A_TIP)
    yield from others
    yield f"{first}/beside/{others[0].rpartition('/')[2]}"


if __name__ == "__main__":
    main()
