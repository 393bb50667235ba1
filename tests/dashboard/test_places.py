"""The map of places: counted with progress, exact inside the unit, and nothing small in the file that leaves it."""

import csv

from reports.models import Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk


def test_an_officer_counts_sees_the_map_and_saves_what_may_leave(house: House, reid: Desk, felix: Desk) -> None:
    for number in range(6):
        arrive(f"They sell cocaine in Dennery village, house {number}.")
    arrive("They sell cocaine in Canaries village.")
    tip = Tip.objects.order_by("pk")[0]
    query = f"/desk/numbers/places?first={tip.arrived_hour:%Y-%m}&last={tip.arrived_hour:%Y-%m}&unit={tip.unit_id}"
    assert "not counted yet" in reid.get(query).text
    said = {"first": f"{tip.arrived_hour:%Y-%m}", "last": f"{tip.arrived_hour:%Y-%m}", "unit": str(tip.unit_id)}
    told = b"".join(reid.client.post("/desk/numbers/places", said).streaming_content).decode()
    assert "Opened 7 of 7 so far" in told
    assert "Done: 7 tips are counted." in told
    page = reid.get(query).text
    assert page.count("<circle") == 2
    assert '<th scope="row">Dennery</th><td class="number">6</td>' in page
    assert '<th scope="row">Canaries</th><td class="number">1</td>' in page
    rows = list(csv.reader(reid.get(query + "&as=csv").text.splitlines()))
    assert [row[1:] for row in rows[1:]] == [["Canaries", "not told"], ["Dennery", "not told"]]
    assert "may leave the unit is made for one month" in reid.get(query + "&category=drugs").text
    assert felix.get(query).status_code == 422, "another unit's numbers are no choice"
