"""Publishing a month: oversight and administrators alone."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from reports.casework.outcomes import Figures, record_outcome
from reports.models import Outcome, Statement, Tip
from reports.notices.editions import edition
from reports.notices.statement import draw_statement, parts_of, publish_statement
from reports.signed_people import sign
from tests.conftest import House
from tests.dashboard.conftest import sign_in
from tests.public.put_up import october_brought

OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(("name", "status"), [("charles", 200), ("reid", 404), ("felix", 200)])
def test_only_who_speaks_for_the_force_publishes(house: House, name: str, status: int) -> None:
    felix = house.officer("felix")
    felix.is_administrator = True
    sign(felix)
    felix.save()
    october_brought(house)
    desk = sign_in(house, name)
    assert desk.get("/desk/numbers/statement?month=2026-10").status_code == status
    desk.post("/desk/numbers/statement", month="2026-10", sure="on", seen=edition(parts_of(draw_statement(OCTOBER))))
    assert Statement.objects.exists() == (status == 200)


@pytest.mark.parametrize("month", ["2126-01", "soon", "2026-13"])
def test_a_month_that_is_none_or_not_over_is_not_there(house: House, month: str) -> None:
    assert sign_in(house, "charles").get(f"/desk/numbers/statement?month={month}").status_code == 404


def test_the_public_reads_what_was_published(house: House) -> None:
    october_brought(house)
    desk = sign_in(house, "charles")
    october = {"month": "2026-10", "sure": "on", "seen": edition(parts_of(draw_statement(OCTOBER)))}
    assert "No month has been published yet." in Client().get("/about/numbers").text
    assert Client().get("/about/numbers/2026-10").status_code == 404
    unsure = desk.client.post("/desk/numbers/statement", {"month": "2026-10"})
    assert unsure.status_code == 422
    assert "Nothing is published yet" in unsure.text
    assert "each number of October 2026 above (6 tips)" in unsure.text
    assert "<h1>What the public would read of October 2026</h1>" in unsure.text
    assert not Statement.objects.exists()
    assert "The month is published." in desk.client.post("/desk/numbers/statement", october, follow=True).text
    assert "<h1>What the public reads of October 2026</h1>" in desk.get("/desk/numbers/statement?month=2026-10").text
    assert "published already" in desk.client.post("/desk/numbers/statement", october, follow=True).text
    page = Client().get("/about/numbers/2026-10").text
    assert "What tips brought in October 2026" in page
    assert "October 2026" in Client().get("/about/numbers").text
    paper = Client().get("/about/numbers/2026-10.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert dict(pikepdf.open(BytesIO(paper.content)).docinfo) == {"/Title": "What tips brought in October 2026"}
    assert "2026-10,tips,6" in Client().get("/about/numbers/2026-10.csv").text.splitlines()
    assert "octobre 2026" in Client().get("/fr/about/numbers/2026-10").text


def test_a_month_whose_numbers_changed_behind_the_page_is_shown_again_and_not_published(house: House) -> None:
    october_brought(house)
    desk = sign_in(house, "charles")
    seen = re.search(r'name="seen" value="([\w: ]+)"', desk.get("/desk/numbers/statement?month=2026-10").text)
    assert seen
    earlier = datetime(2026, 9, 3, 10, tzinfo=UTC)
    Tip.objects.filter(pk__in=Tip.objects.values("pk")[:1]).update(arrived_hour=earlier)
    told = {"month": "2026-10", "sure": "on", "seen": seen[1]}
    stale = desk.client.post("/desk/numbers/statement", told)
    assert (stale.status_code, "changed after you opened" in stale.text) == (409, True)
    assert not Statement.objects.exists()
    again = re.search(r'name="seen" value="([\w: ]+)"', stale.text)
    assert again
    desk.client.post("/desk/numbers/statement", told | {"seen": again[1]})
    assert Statement.objects.exists()


def test_a_month_of_which_nothing_is_known_is_not_published(house: House) -> None:
    desk = sign_in(house, "charles")
    october = {"month": "2026-10", "sure": "on", "seen": edition(parts_of(draw_statement(OCTOBER)))}
    page = desk.get("/desk/numbers/statement?month=2026-10").text
    assert "there is nothing to publish" in page
    assert "<h1>Nothing of October 2026 can be published</h1>" in page
    assert "Publish this month" not in page
    assert "so it is not published" in desk.client.post("/desk/numbers/statement", october, follow=True).text
    assert not Statement.objects.exists()


def test_a_published_month_is_shown_as_the_public_reads_it_beside_what_changed_since(house: House) -> None:
    october_brought(house)
    desk = sign_in(house, "charles")
    october = {"month": "2026-10", "sure": "on", "seen": edition(parts_of(draw_statement(OCTOBER)))}
    desk.client.post("/desk/numbers/statement", october)
    address, since = "/desk/numbers/statement?month=2026-10", "Since it was published"
    assert since not in desk.get(address).text
    Tip.objects.filter(pk__in=Tip.objects.values("pk")[:1]).update(arrived_hour=datetime(2026, 9, 3, tzinfo=UTC))
    page = desk.get(address).text
    assert '<th scope="row">Tips that arrived</th><td>6</td>' in page
    assert since in page
    assert "<li>Tips that arrived: 5</li>" in page


def test_a_great_number_is_written_as_its_reader_writes_it(house: House) -> None:
    october_brought(house)
    for tip in Tip.objects.all():
        record_outcome(Figures(counts={"cash": 5_000}), tip=tip, by=house.officer("reid"), version=tip.version)
    Outcome.objects.update(at=datetime(2026, 10, 9, 12, tzinfo=UTC))
    publish_statement(OCTOBER, by=house.officer("charles"))
    desk = sign_in(house, "charles")
    Outcome.objects.filter(tip=Tip.objects.earliest("pk")).update(struck=True)
    shown = desk.get("/desk/numbers/statement?month=2026-10").text
    assert "<td>30,000</td>" in shown
    assert "<li>Cash taken, in dollars: 25,000</li>" in shown
    for language, number in {"": "30,000", "acf/": "30,000", "fr/": "30\xa0000", "es/": "30\xa0000"}.items():
        assert f"<td>{number}</td>" in Client().get(f"/{language}about/numbers/2026-10").text
