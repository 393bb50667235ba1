"""The digits that confirm an alert are understood as people and phones write them, and a text is one try."""

import pytest

from reports.alerts.codes import codes_in, is_code_alone
from reports.alerts.confirm import Answer
from reports.models import AlertStep
from tests.alerts.conftest import REID, danger, on_duty, work
from tests.alerts.phones import confirm_by_text
from tests.conftest import House
from tests.twilio_double import TwilioDouble


@pytest.mark.parametrize(
    "said",
    ["{}", "{}.", "{0:.3} {1}", "{0:.3}-{1}", "{0:.3}.{1}", "{0:.3} \u2013 {1}", "{0:.3}\u00a0{1}", "Tel 2026 {}",
     "30.11.26 {}", "ok, {0:.3}  {1}, I go", "On Monday you wrote: \u201canswer {}\u201d", "yes\n{}", "no{}"],
)  # fmt: skip
def test_a_code_is_known_however_its_digits_are_written(house: House, night: TwilioDouble, said: str) -> None:
    on_duty(house, "reid", "major-crime")
    danger()
    work()
    AlertStep.objects.update(code="654839")
    text = said.format("654839", "839")
    assert night.phone(REID).text(text)[-1].startswith("Confirmed."), text


def test_each_group_is_tried_in_the_order_of_the_text() -> None:
    assert codes_in("Tel 2026 654839") == ["654839"]
    assert codes_in("30.11.26 654-839") == ["301126", "654839"]
    assert codes_in("30.11 65-48") == [], "two numbers in one"
    assert codes_in("6 5 4 8 3 9") == ["654839"]
    assert codes_in("٦٥٤٨٣٩") == ["654839"]
    for none in ("", "4711", "6548391", "65483", "call 654 or 839", "654,839,1", "plate 4821, blue van"):
        assert codes_in(none) == [], none


def test_a_text_of_many_numbers_is_a_guess_and_none_of_them_is_tried(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "major-crime")
    danger()
    work()
    AlertStep.objects.update(code="654839")
    assert codes_in(" ".join(f"{code:06}," for code in range(1_000))) == []
    assert codes_in(" ".join("123456789")) == [], "nor by one sliding over the other"
    assert confirm_by_text(REID, "654836, 654837, 654838, 654839") == Answer.UNKNOWN
    assert confirm_by_text(REID, "654837, 654838, 654839") == Answer.CONFIRMED


def test_six_digits_in_groups_are_answered_as_those_in_one() -> None:
    for alone in ("471199", " 471 199 ", "47-11-99", "471199."):
        assert is_code_alone(alone)
    for more in ("call 471199", "471199 471199", "471199 4", "4711", ""):
        assert not is_code_alone(more)
