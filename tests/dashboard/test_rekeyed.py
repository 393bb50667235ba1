"""Other keys: no key does two things, and none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.dashboard.rekeyed import NoKey, rekeyed
from reports.models import Officer
from tests.conftest import House
from tests.dashboard.conftest import Desk

KEYS = st.sampled_from("abcdefgé[;2")


def test_a_free_key_and_a_key_that_did_something_else() -> None:
    moved = rekeyed({}, "t", "5")
    assert moved == {"t": "5", "5": "t"}
    assert rekeyed(moved, "5", "t") == {}
    changed = rekeyed({}, "j", "k")
    assert changed == {"j": "k", "k": "j"}
    assert rekeyed(changed, "k", "n") == {"j": "n", "k": "j", "n": "k"}
    assert rekeyed(changed, "k", "k") == changed


@given(st.lists(st.tuples(KEYS, KEYS)))
def test_whatever_is_changed_each_key_does_one_thing_and_each_thing_has_a_key(changes: list[tuple[str, str]]) -> None:
    kept: dict[str, str] = {}
    for key, now in changes:
        does = {pressed: one for one, pressed in kept.items()}.get(key, key)
        kept = rekeyed(kept, key, now)
        assert kept.get(does, does) == now
        assert set(kept) == set(kept.values())
        assert all(one != pressed for one, pressed in kept.items())


@pytest.mark.parametrize(
    ("key", "now"), [("", "t"), ("t", ""), ("t", "ab"), ("t", " "), ("t", "?"), ("?", "t"), ("t", "\n")]
)
def test_what_is_no_key_changes_nothing(key: str, now: str) -> None:
    with pytest.raises(NoKey):
        rekeyed({}, key, now)


def test_keys_are_changed_and_put_back_under_the_own_name(house: House, reid: Desk) -> None:
    page = reid.client.post("/desk/you", {"do": "change", "key": "t", "now": '"'}, follow=True).text
    assert "In the place of t you press &quot;" in page
    assert 'data-keys="&quot;tt&quot;"' in page
    assert house.officer("jules").key_map == {}
    assert "not the question mark" in reid.client.post("/desk/you", {"do": "change", "key": "t"}, follow=True).text
    reid.post("/desk/you", do="back")
    assert not Officer.objects.exclude(key_map={}).exists()
    assert "data-keys" not in reid.get("/desk/you").text
