"""A call that an officer took goes from the desk to a process that holds what the door needs."""

from uuid import uuid4

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from reports.intake.door import NotStored
from reports.intake.handed_in import hand_in
from reports.intake.submission import Submission
from reports.models import AuditEntry, Channel, Tip, Urgency
from reports.models.choices import TAKEN
from tests.conftest import House
from tests.counter.test_taken_call import WHERE
from tests.dashboard.conftest import sign_in
from tests.dashboard.test_take_call import ADDRESS, STORY, send
from tests.outage import no_database


def call(house: House, **more: object) -> Submission:
    fields: dict[str, object] = {
        "channel": Channel.CALL, "text": STORY, "answers": {TAKEN: "yes"}, "in_danger": True, "language": "en",
        "repeat_key": uuid4().bytes, "once_key": b"once", "taken_by": house.officer("reid"),
    }  # fmt: skip
    return Submission(**fields | more)  # type: ignore[arg-type]


@pytest.mark.urls("tests.counter.test_taken_call")
@pytest.mark.django_db(transaction=True)
def test_a_call_is_handed_in_and_its_receipt_comes_back(
    house: House, live_server: LiveServer, settings: Settings
) -> None:
    settings.COUNTER_URL = f"{live_server.url}{WHERE}"
    page = send(sign_in(house, "reid"), danger="yes")
    tip = Tip.objects.get()
    assert (tip.channel, tip.urgency) == (Channel.CALL, Urgency.IMMEDIATE)
    assert 'class="readout"' in page
    assert AuditEntry.objects.get(act="tip.taken_down").actor == f"officer:{house.officer('reid').pk}"
    first = call(house, repeat_key=b"one")
    assert hand_in(first).receipt == hand_in(first).receipt
    assert Tip.objects.count() == 2


@pytest.mark.urls("tests.counter.test_taken_call")
@pytest.mark.django_db(transaction=True)
def test_what_is_not_stored_stays_on_the_page(house: House, live_server: LiveServer, settings: Settings) -> None:
    settings.COUNTER_URL = f"{live_server.url}{WHERE}"
    reid = sign_in(house, "reid")
    with no_database("keystore"):
        answer = reid.post(ADDRESS, text=STORY, category="drugs", language="en", do="send")
    assert (answer.status_code, STORY in answer.text) == (503, True)
    settings.COUNTER_URL = "http://127.0.0.1:9/counter/"  # nobody is there
    with pytest.raises(NotStored):
        hand_in(call(house))
