"""Calls and closed tips on the tip's page: what stands where words or colours would mislead."""

import pytest

from reports.models import Channel, Tip, Urgency
from reports.models.choices import BY_MACHINE, HEARD, UNHEARD
from tests.conftest import House
from tests.dashboard.arrivals import arrive, recorded_call
from tests.dashboard.conftest import Desk
from tests.twilio_double import tone


def test_a_call_points_to_its_recording(house: House, reid: Desk) -> None:
    tip = recorded_call(tone(0.1))
    reid.ask_for_source(tip)
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert page.index("A call: listen to the recording below.") < page.index("<audio controls")
    assert "No words." not in page


def test_a_call_whose_recording_has_not_come_says_so(house: House, reid: Desk) -> None:
    page = reid.get(f"/desk/tips/{arrive('', channel=Channel.CALL).pk}").text
    assert "Its recording is still being fetched" in page
    assert "<audio" not in page


def test_a_call_whose_recording_could_not_be_kept_points_to_the_reason(house: House, reid: Desk) -> None:
    page = reid.get(f"/desk/tips/{recorded_call(None, 'The provider no longer has it.').pk}").text
    assert page.index("the reason stands below") < page.index("The provider no longer has it.")


def test_a_tip_by_web_without_words_still_says_that_there_are_none(house: House, reid: Desk) -> None:
    assert "No words." in reid.get(f"/desk/tips/{arrive('', in_danger=True).pk}").text


@pytest.mark.parametrize("path", ["/desk/?list=all", "/desk/tips/{}"])
def test_an_urgency_wears_its_colour_only_until_the_tip_is_closed(house: House, reid: Desk, path: str) -> None:
    tip = arrive()
    Tip.objects.update(urgency=Urgency.IMMEDIATE)
    page = reid.get(path.format(tip.pk)).text
    assert 'class="urgency u0"' in page
    Tip.objects.update(status="closed", outcome="nothing")
    page = reid.get(path.format(tip.pk)).text
    assert 'class="urgency past"' in page
    assert 'u0"' not in page
    assert "Immediate" in page


@pytest.mark.parametrize(("code", "word"), [("en", "English"), ("acf", "Kwéyòl"), ("", "Language unsure")])
def test_the_language_is_a_word(house: House, reid: Desk, code: str, word: str) -> None:
    tip = arrive()
    Tip.objects.update(language=code)
    for path in ("/desk/", f"/desk/tips/{tip.pk}"):
        page = reid.get(path).text
        assert f" {word} <span" in page
        assert f" {code} <span" not in page


@pytest.mark.parametrize(
    ("whose", "words", "told"),
    [
        (BY_MACHINE, "he is at the jetty", "Machine transcript, unchecked"),
        (UNHEARD, "", "No machine transcript: not made yet, or failed. Listen to the recording"),
    ],
)
def test_words_that_a_machine_heard_are_marked_as_unchecked(
    house: House, reid: Desk, whose: str, words: str, told: str
) -> None:
    tip = recorded_call(tone(0.1), words, answers={HEARD: whose})
    reid.ask_for_source(tip)
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert page.index(told) < page.index("<audio controls")
    assert HEARD not in page
    assert words in page


@pytest.mark.parametrize(("sound", "times"), [(tone(0.1), 1), (None, 0)], ids=["a recording", "none that was kept"])
def test_a_recording_without_an_engine_says_so(house: House, reid: Desk, sound: bytes | None, times: int) -> None:
    page = reid.get(f"/desk/tips/{recorded_call(sound).pk}").text
    assert page.count("No transcript: no engine was installed. Listen to the recording") == times
