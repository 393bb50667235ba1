"""The desk and the numbers that agencies hold."""

from datetime import timedelta

import pytest

from reports.clock import today
from reports.models import Feedback
from tests.conftest import House, triage_all
from tests.dashboard.conftest import sign_in
from tests.public.test_answer import send, ticket
from tests.releases.handed import given


@pytest.fixture(autouse=True)
def _ripe(settings: object) -> None:
    settings.RIPENING = 0  # type: ignore[attr-defined]


def test_the_desk_takes_a_number_back(house: House) -> None:
    asks = given(house)
    one = Feedback.objects.get()
    path = f"/desk/tips/{one.tip_id}/numbers/{one.pk}/withdraw"
    assert sign_in(house, "felix").post(path).status_code == 404
    reid = sign_in(house, "reid")
    assert "Withdraw the number" in reid.get(f"/desk/tips/{one.tip_id}").text
    assert reid.post(path).status_code == 302
    gone = send(asks, by=ticket(), text="Kept on the page.")
    assert gone.status_code == 410
    assert "taken this number back" in gone.text
    assert "Kept on the page." in gone.text


def test_what_agencies_owe_stands_on_a_list_and_on_the_queue(house: House) -> None:
    given(house)
    reid = sign_in(house, "reid")
    assert "to look at" not in reid.get("/desk/").text
    Feedback.objects.update(last_day=today() + timedelta(days=5))
    assert '1<span class="unseen"> to look at' in reid.get("/desk/").text
    page = reid.get("/desk/agencies").text
    assert page.index("Overdue: ask them (1)") < page.index("Customs") < page.index("by Marcia Reid, reference")
    assert "Customs" not in sign_in(house, "felix").get("/desk/agencies").text


def test_what_an_agency_wrote_is_masked_until_the_source_is_asked_for(house: House) -> None:
    asks = given(house)
    told = "Arrested. It was Kendell, my cousin, who told us."
    assert send(asks, by=ticket(), text=told).status_code == 200
    triage_all()
    tip = Feedback.objects.get().tip
    reid = sign_in(house, "reid")
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert "Kendell" not in page
    assert "Their words are masked" in page
    response = reid.client.post("/desk/search", {"words": "kendell"})
    assert b"No tip fits" in b"".join(response.streaming_content)
    reid.ask_for_source(tip, "worth")
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert "Kendell" in page
    assert '<mark class="who"' in page.partition('id="agencies"')[2]
