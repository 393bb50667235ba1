"""What is ticked brings the number for danger as words do, be it asked of somebody else."""

import pytest

from tests.conftest import House
from tests.public.browser import fetch, send
from tests.public.test_danger_first import buttons, has_number

TO_COME = [
    ("robbery", "robbery.next", "yes"),
    ("violence", "violence.again", "yes"),
    ("homicide", "homicide.next", "yes"),
    ("domestic_abuse", "domestic_abuse.risk:choking", "on"),
    ("domestic_abuse", "domestic_abuse.risk:kill", "on"),
]


@pytest.mark.parametrize(("kind", "tick", "as_"), TO_COME)
def test_who_ticks_that_somebody_may_be_attacked_yet_is_asked_about_danger(
    house: House, kind: str, tick: str, as_: str
) -> None:
    page = send("/", fetch("/"), category=kind, text="Two men in a white van did it. My brother saw.", do="questions")
    page = send("/", page, do="send", **{tick: as_})
    if as_ == "yes":  # one more sheet asks of whom
        page = send("/", page, do="send")
    assert has_number(page)
    assert "Could somebody be in danger now?" in page.text
    assert buttons(page)[:2] == ["back", "send:as_it_is"], "it is no call of her own"
    receipt = send("/", page, do="send:as_it_is")
    assert receipt.receipt
    assert has_number(receipt)


@pytest.mark.parametrize(
    ("kind", "tick", "as_"), [("robbery", "robbery.next", "no"), ("domestic_abuse", "domestic_abuse.risk:weapon", "on")]
)
def test_what_tells_of_no_attack_to_come_brings_no_number(house: House, kind: str, tick: str, as_: str) -> None:
    page = send("/", fetch("/"), category=kind, text="Two men in a white van did it.", do="questions")
    assert not has_number(send("/", page, do="send", **{tick: as_}))
