"""Wishes for silence inside a first text, and ordinary tips that stand near them."""

import tomllib
from pathlib import Path
from time import process_time

import pytest

from reports.phone.silence import wish_for_silence
from reports.phone.wording import wish
from tests.phone.silenced import assert_silenced
from tests.tables import each_of
from tests.twilio_double import TwilioDouble


def _said(name: str) -> dict[str, list[str]]:
    listed = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))
    return {kind: said.strip().splitlines() for kind, said in listed.items()}


SAID, ASKED = _said("silence.toml"), _said("asked.toml")
HOSTILE = ("don t text me ", "no ", "if u answer me ", "pa ekwi mwen ", "ne pas ", "no me ", "he a b ", "i ")


@each_of(SAID["wish"] + ASKED["wish"] + ASKED["varied"] + ASKED["mended"])
def test_a_wish_for_silence_in_a_first_text_is_heard_and_the_tip_kept(said: str) -> None:
    assert_silenced(said)


@each_of(SAID["tip"] + SAID["near"] + ASKED["tip"] + ASKED["beside_mended"])
def test_an_ordinary_tip_is_answered(said: str) -> None:
    assert wish(said) is None


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_of_twenty_thousand_characters_takes_little_time(piece: str) -> None:
    wish_for_silence("")
    said = piece * (20_000 // len(piece))
    begun = process_time()
    wish_for_silence(said)
    assert process_time() - begun < 5


@pytest.mark.parametrize(
    "said",
    [
        "My phone is going dead and he coming up the step with a gun, I in the bathroom",
        "Nobody can reach me in here, he lock the door and he killing me",
    ],
)
def test_who_is_in_danger_and_out_of_reach_is_told_the_number_for_it(twilio: TwilioDouble, said: str) -> None:
    assert "911" in " ".join(twilio.phone("+17584840001").text(said))
