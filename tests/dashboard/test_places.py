"""The map of places: counted with progress, and no small number in it, on its page or in the file that leaves it."""

import csv
import re
from urllib.parse import urlencode

from django.utils.timezone import localtime

from reports.models import Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk


def of_its_month(tip: Tip) -> dict[str, str]:
    """Return what is sent to count the places of a tip's unit in its month, by the clock of the island."""
    month = f"{localtime(tip.arrived_hour):%Y-%m}"
    return {"first": month, "last": month, "unit": str(tip.unit_id)}


def test_an_officer_counts_sees_the_map_and_saves_what_may_leave(house: House, reid: Desk, felix: Desk) -> None:
    for number in range(6):
        arrive(f"They sell heroin in Choiseul village, house {number}.")
    for number in range(7):
        arrive(f"They sell cocaine in Dennery village, house {number}.")
    arrive("They sell cocaine in Canaries village.")
    tip = Tip.objects.order_by("pk")[0]
    month = f"{localtime(tip.arrived_hour):%Y-%m}"
    query = f"/desk/numbers/places?first={month}&last={month}&unit={tip.unit_id}"
    assert "not counted yet" in reid.get(query).text
    said = {
        "first": f"{localtime(tip.arrived_hour):%Y-%m}",
        "last": f"{localtime(tip.arrived_hour):%Y-%m}",
        "unit": str(tip.unit_id),
    }
    told = b"".join(reid.client.post("/desk/numbers/places", said).streaming_content).decode()
    assert "Opened 14 of 14 so far" in told
    assert "Done: 14 tips are counted." in told
    page = reid.get(query).text
    assert page.count("<circle") == 3
    assert re.findall(r'<th scope="row">([\w ,]+)</th><td class="number">([^<]*)</td>', page) == [
        ("Dennery", "7"),
        ("Choiseul", "not told"),
        ("Canaries, elsewhere or not told where", "not told"),
    ]
    assert set(re.findall(r'dy="4">([^<]*)<', page)) == {"7", "·"}
    assert page.count('r="3.0"') == 2, "nor does a circle tell it"
    rows = list(csv.reader(reid.get(query + "&as=csv").text.splitlines()))
    assert [row[1:] for row in rows[1:]] == [
        ["Canaries, elsewhere or not told where", "not told"],
        ["Choiseul", "not told"],
        ["Dennery", "7"],
    ]
    assert "may leave the unit is made for one month" in reid.get(query + "&category=drugs").text
    assert felix.get(query).status_code == 422, "another unit's numbers are no choice"


def test_villages_with_few_are_told_together_for_their_district(house: House, reid: Desk) -> None:
    villages = {"Dennery": 6, "Laborie": 7, "Mon Repos": 3, "Praslin": 4, "Micoud": 2}
    for village, count in villages.items():
        for number in range(count):
            tip = arrive(f"They sell cocaine in {village} village, house {number}.")
    said = {
        "first": f"{localtime(tip.arrived_hour):%Y-%m}",
        "last": f"{localtime(tip.arrived_hour):%Y-%m}",
        "unit": str(tip.unit_id),
    }
    b"".join(reid.client.post("/desk/numbers/places", said).streaming_content)
    page = reid.get("/desk/numbers/places?" + urlencode(said)).text
    told = dict(re.findall(r'<th scope="row">([\w ,]+)</th><td class="number">([^<]*)</td>', page))
    assert told == {"Dennery": "6", "Laborie": "7", "Micoud, elsewhere or not told where": "9"}


def test_where_names_alone_would_tell_the_numbers_none_is_told_and_the_page_says_so(house: House, reid: Desk) -> None:
    for place in ("Canaries", "Laborie", "Dennery", "Micoud", "Choiseul"):
        tip = arrive(f"They sell cocaine in {place} village.")
    said = {
        "first": f"{localtime(tip.arrived_hour):%Y-%m}",
        "last": f"{localtime(tip.arrived_hour):%Y-%m}",
        "unit": str(tip.unit_id),
    }
    b"".join(reid.client.post("/desk/numbers/places", said).streaming_content)
    page = reid.get("/desk/numbers/places?" + urlencode(said)).text
    assert "too few from each place to tell of any" in page
    assert "Canaries</th>" not in page


def test_the_map_stands_though_of_no_place_enough_is_told(house: House, reid: Desk) -> None:
    where = [*["in Dennery village"] * 3, *["in Canaries village"] * 3, *["by night"] * 9]
    for number, place in enumerate(where):
        tip = arrive(f"They sell cocaine {place}, house {number}.")
    said = {
        "first": f"{localtime(tip.arrived_hour):%Y-%m}",
        "last": f"{localtime(tip.arrived_hour):%Y-%m}",
        "unit": str(tip.unit_id),
    }
    b"".join(reid.client.post("/desk/numbers/places", said).streaming_content)
    page = reid.get("/desk/numbers/places?" + urlencode(said))
    assert page.status_code == 200
    assert '<th scope="row">No place named</th><td class="number">9</td>' in page.text


def test_of_fewer_than_five_tips_not_even_the_sum_is_told(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine in Canaries village.")
    said = {
        "first": f"{localtime(tip.arrived_hour):%Y-%m}",
        "last": f"{localtime(tip.arrived_hour):%Y-%m}",
        "unit": str(tip.unit_id),
    }
    b"".join(reid.client.post("/desk/numbers/places", said).streaming_content)
    page = reid.get("/desk/numbers/places?" + urlencode(said)).text
    assert "Fewer than 5 tips</caption>" in page
    assert '<th scope="row">Canaries, elsewhere or not told where</th><td class="number">not told</td>' in page
