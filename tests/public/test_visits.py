"""What stands in lists of pages elsewhere is what the urls lead to."""

import re
from pathlib import Path

from django.conf import settings

from tests.conftest import House
from tests.public.browser import fetch
from tests.public.visits import NO_PAGES, PATHS, PATTERNS, put_up


def test_every_address_is_a_page_to_look_at_or_said_to_be_none(house: House) -> None:
    put_up(house)
    assert set(NO_PAGES) <= set(PATTERNS)
    assert not [path for path in PATHS if "<" in path or "." in path]
    assert [path for path in PATHS if fetch(f"/en/{path}").number_of("h1") != 1] == []


def test_lighthouse_scores_all_of_them() -> None:
    script = (Path(settings.BASE_DIR) / "benchmarks/lighthouse/run.sh").read_text()
    named = re.search(r"for page in (.*?); do", script, re.DOTALL)
    assert named
    words = named[1].replace('""', "/").replace("\\\n", " ").replace("$notice", "notices/1001")
    assert "$pictured" in words.split(), "and a notice with its picture"
    words = words.replace("$pictured", "notices/1001")
    words = words.replace("$month", "about/numbers/2026-10")
    assert set(words.split()) == {path or "/" for path in PATHS}
