"""A mailbox that stands open while its tip is judged by the worker."""

import pytest

from reports.dialogue import turns
from tests.conftest import House, triage_all
from tests.public.browser import send
from tests.public.mailboxes import additions, opened, told


@pytest.mark.parametrize("do", ["add", "look", "ask_withdraw", "ask_end"])
def test_a_mailbox_opened_before_its_tip_was_judged_goes_on_afterwards(house: House, do: str) -> None:
    page = opened(told())
    triage_all()
    after = send("/mailbox", page, text="There were two boats.", do=do)
    assert after.status == 200
    if do == "add":
        assert "We have what you added" in after.text
        assert additions() == 1
    else:
        after = send("/mailbox", after, do="look")
        assert after.fields["text"] == "There were two boats."
        assert "Waiting" in after.text


def test_what_was_typed_meanwhile_stays_where_many_look_for_their_mailbox(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(told())
    triage_all()
    monkeypatch.setattr(turns, "QUICK", turns.Turns(at_once=1, waiting=0, patience=0.0))
    with turns.QUICK.one():
        locked = send("/mailbox", page, text="There were two boats.", do="add")
    assert locked.status == 503
    assert locked.fields["text"] == "There were two boats."
