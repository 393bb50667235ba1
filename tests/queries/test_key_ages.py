"""Ages of the secrets, and what is told of them."""

from datetime import timedelta

from reports.clock import today
from reports.models import KeyAge
from reports.queries.key_ages import ages, late_keys
from tests.conftest import House
from tests.dashboard.conftest import sign_in


def test_what_is_due_is_told_to_officers_and_nothing_else_is(house: House) -> None:
    KeyAge.objects.all().delete()
    desk = sign_in(house, "reid")
    assert "Not noted here yet" in desk.get("/desk/status").text
    for name, days in (("triage_key", 100), ("row_mac_key", 9_000), ("relay_key", 101)):
        KeyAge.objects.create(name=name, mark=name, since=today() - timedelta(days=days))
    assert ages() == {"triage_key": 100, "row_mac_key": 9_000, "relay_key": 101}
    assert list(late_keys()) == ["the worker's key for numbers is 101 days old: manage.py rotate_keys"]
    assert "the worker&#x27;s key for numbers is 101 days old" in desk.get("/desk/status").text
    KeyAge.objects.update(since=today(), before_is_good=True)
    assert list(late_keys()) == []
