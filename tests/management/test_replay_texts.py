"""Replaying a file of texts: every row once through the signed webhook, and losses and doubles are counted."""

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from reports.management.replaying import Replay, outgoing, share, texts_of
from tests.conftest import House
from tipline.standalone import telephone


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "texts.csv"
    path.write_text("id,message,original\n1,A gun,Yon zam\n2,A boat,\n3,  ,\n4,x,y\n", encoding="utf-8")
    return path


def test_each_row_gives_the_first_column_that_holds_something(rows: Path) -> None:
    assert list(texts_of(rows, ["original", "message"])) == ["Yon zam", "A boat", "y"]


def test_each_text_has_its_own_phone_and_name_and_some_come_twice(rows: Path) -> None:
    sent = outgoing(["x"] * 200, limit=100, doubled=0.3)
    assert len({text.sid for text in sent}) == len({text.sender for text in sent}) == 100
    assert 10 < sum(text.times == 2 for text in sent) < 60


def test_what_the_server_does_not_answer_is_counted() -> None:
    replay = Replay(url="http://127.0.0.1:9", public_url="https://x", account="AC", token="t", number="+1")
    replay.run(outgoing(["a", "b"], limit=2, doubled=0.0), rate=1000)
    assert (replay.tally.answered, replay.tally.refused) == (0, 2)
    assert replay.tally.statuses == {0: 2}


def test_a_token_that_the_server_does_not_know_is_told_by_its_status(live_server: LiveServer, house: House) -> None:
    replay = Replay(url=live_server.url, public_url="https://x", account="AC", token="t", number="+1")
    replay.run(outgoing(["a", "b"], limit=2, doubled=0.0), rate=1000)
    assert replay.tally.statuses == {403: 2}


def test_the_share_of_few_values() -> None:
    assert share([], 0.99) == 0.0
    assert share([3.0, 1.0, 2.0], 0.5) == 2.0
    assert share([3.0, 1.0, 2.0], 0.99) == 3.0


def test_a_real_line_is_never_filled_with_made_up_tips(house: House, settings: Settings, rows: Path) -> None:
    settings.STANDALONE = False
    with pytest.raises(CommandError, match="standalone mode only"):
        call_command("replay_texts", str(rows))


def test_a_file_without_texts_and_a_rate_of_none_are_refused(house: House, rows: Path, settings: Settings) -> None:
    settings.STANDALONE, settings.TWILIO_AUTH_TOKEN = True, ["token"]
    with pytest.raises(CommandError, match="more than 0"):
        call_command("replay_texts", str(rows), rate=0.0)
    with pytest.raises(CommandError, match="no column of nowhere holds one"):
        call_command("replay_texts", str(rows), column=["nowhere"])


def test_a_command_beside_the_demo_knows_its_telephone(tmp_path: Path) -> None:
    assert telephone.begun(tmp_path) == {}
    begun = telephone.begin(tmp_path)
    assert telephone.begun(tmp_path) == begun
    assert stat.S_IMODE((tmp_path / "telephone.json").stat().st_mode) == 0o600
