"""Rules of triage that nobody can read: what is told is taken all the same, and the page names the number."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.models import Tip
from reports.phone.hearing import hear
from reports.triage.steps import lexicon
from reports.triage.steps.rule_files import RulesUnread, contents_of
from tests.conftest import House
from tests.public.browser import fetch, send


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each file that triage judges by is found damaged, as by a web server that started after a slip of the pen."""

    def damaged(path: Path) -> dict[str, object]:
        if path.name == "entities.toml":  # holds the figures and places of the pages themselves, too
            return contents_of(path)
        raise RulesUnread(f"{path.name}: line 1")

    caches = (lexicon.rules, lexicon.concepts, lexicon._tables, lexicon.lexicon, lexicon.rules_version)
    monkeypatch.setattr(lexicon, "contents_of", damaged)
    for cached in caches:
        cached.cache_clear()
    yield
    monkeypatch.setattr(lexicon, "contents_of", contents_of)
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("unread")
def test_a_tip_gets_its_receipt_though_nobody_could_look_at_it_first(house: House) -> None:
    page = send("/", fetch("/"), text="My brother keeps guns at Bexon.", do="send")
    assert page.status == 200
    assert len(page.receipt.replace(" ", "")) == 20
    assert Tip.objects.count() == 1
    assert "911" in page.text


@pytest.mark.usefixtures("unread")
def test_a_text_is_heard_all_the_same() -> None:
    assert hear("My brother keeps guns at Bexon.").language == "en"
