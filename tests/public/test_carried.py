"""What a page carries: only we can read it, nothing in it can be changed, and it grows old without being lost."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.public import carried
from reports.public.carried import CarriedExpired, CarriedRefused, carry, uncarry

states = st.dictionaries(
    st.text(max_size=8), st.one_of(st.text(max_size=40), st.lists(st.text(max_size=5))), max_size=5
)


@given(states)
def test_what_is_carried_comes_back(state: dict[str, object]) -> None:
    assert uncarry(carry(state)) == state


@given(st.text())
def test_no_other_text_is_taken(text: str) -> None:
    with pytest.raises(CarriedRefused):
        uncarry(text)


def test_not_one_bit_of_it_can_be_changed() -> None:
    sealed = bytearray(urlsafe_b64decode(carry({"text": "A boat"}) + "=="))
    for at in range(len(sealed)):
        sealed[at] ^= 1
        with pytest.raises(CarriedRefused):
            uncarry(urlsafe_b64encode(bytes(sealed)).decode())
        sealed[at] ^= 1


def test_nothing_of_it_can_be_read_and_its_length_tells_little() -> None:
    short, long = carry({"text": ""}), carry({"text": "a boat lands " * 20})
    assert "boat" not in long
    assert len(short) == len(long)
    assert carry({"text": ""}) != short


@pytest.mark.parametrize("hours", [-1, carried.HOURS + 1])
def test_after_a_day_it_is_told_to_be_old_and_nothing_is_lost(hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    old, now = carry({"text": "A boat"}), carried.hour_now()
    monkeypatch.setattr(carried, "hour_now", lambda: now + hours)
    with pytest.raises(CarriedExpired) as expired:
        uncarry(old)
    assert expired.value.state == {"text": "A boat"}


def test_the_key_of_another_server_opens_nothing(settings: object) -> None:
    ours = carry({"text": "A boat"})
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    with pytest.raises(CarriedRefused):
        uncarry(ours)
