"""News of a file as a mailbox has it: those of an earlier release have no place of their own."""

import json

from reports.dialogue.file_news import file_news

SAID = {"media": "video", "number": 2, "size": 9, "refused": "", "removed": ["gps"], "told": {}}


def test_a_file_has_its_place_among_those_that_were_sent() -> None:
    assert file_news(json.dumps(SAID | {"came_with": 3}).encode()).place == (3, 2)


def test_one_that_an_earlier_release_made_safe_stands_before_them() -> None:
    assert file_news(json.dumps(SAID).encode()).place == (0, 2)
