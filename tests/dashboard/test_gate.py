"""The gate: every page of the desk, walked by nobody, by half an officer, and by an officer of another unit."""

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, reverse

from reports.dashboard.urls import urlpatterns
from reports.models import Attachment, AuditEntry, Tip
from reports.models.tip import TipQuerySet
from reports.wall import whole_house
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.selects import forget_selects
from tests.uploads import held_photo

# The link's own tests: test_duty; the paper's: test_people.
ENTRANCE = {"sign_in", "second_factor", "enrol", "sign_out", "confirm_by_link", "paper"}
ENTRANCE |= {"to_directory", "from_directory", "away"}
INSIDE = [route for route in urlpatterns if isinstance(route, URLPattern) and route.name not in ENTRANCE]
# Whoever was called may confirm an alert, also of a tip that they cannot open: that page answers everybody alike.
OF_A_TIP = [route for route in INSIDE if "tip_id" in str(route.pattern) and route.name != "confirm_alert"]


def address(route: URLPattern, tip_id: UUID, attachment_id: UUID) -> str:
    return reverse(
        f"dashboard:{route.name}",
        kwargs={name: attachment_id if name == "attachment_id" else tip_id for name in route.pattern.converters},
    )


def is_shut_out(status: int, place: str, text: str) -> bool:
    """Whether an answer is the way to the sign-in page, gives an officer's own words back, or is for a script alone."""
    if status == 401:
        return not text
    if status == 403:
        return "You were signed out" in text and "textarea" not in text
    return (status, place.partition("?")[0], text) == (302, "/desk/sign-in", "")


def walk(desk: Desk, routes: list[URLPattern], tip_id: UUID, attachment_id: UUID) -> Iterator[tuple[int, str, str]]:
    for route in routes:
        path = address(route, tip_id, attachment_id)
        for send in (desk.get, desk.post):
            response = send(path)
            yield response.status_code, response.headers.get("Location", ""), response.text


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive(files=(held_photo(),))


@pytest.fixture
def file_id(tip: Tip) -> UUID:
    return Attachment.objects.get(record__tip=tip).pk


def test_nobody_sees_only_the_sign_in_page(tip: Tip, file_id: UUID) -> None:
    for answer in walk(Desk(Client(), ""), INSIDE, tip.pk, file_id):
        assert is_shut_out(*answer)
    assert Tip.objects.get().version == tip.version


def test_half_an_officer_sees_only_the_sign_in_page(house: House, tip: Tip, file_id: UUID, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    reid.give_password(house.password("reid"))
    for answer in walk(reid, INSIDE, tip.pk, file_id):
        assert is_shut_out(*answer)


def test_an_officer_who_has_no_phone_set_up_is_half_an_officer(house: House, tip: Tip, file_id: UUID) -> None:
    desk = Desk(Client(), "reid")
    desk.give_password(house.password("reid"))
    for answer in walk(desk, INSIDE, tip.pk, file_id):
        assert is_shut_out(*answer)
    assert not Authenticator.objects.exists()


def test_django_s_own_login_without_the_second_factor_opens_nothing(house: House, tip: Tip, file_id: UUID) -> None:
    desk = Desk(Client(), "reid")
    desk.client.force_login(house.officer("reid"))
    for answer in walk(desk, INSIDE, tip.pk, file_id):
        assert is_shut_out(*answer)


def without_tokens(answers: list[tuple[int, str, str]], tip_id: UUID) -> list[tuple[int, int, str]]:
    said = [(status, text.count("\n"), text.partition("<main")[2]) for status, _, text in answers]
    return [(status, lines, main.replace(str(tip_id), "")) for status, lines, main in said]


def test_another_unit_s_tip_answers_exactly_as_one_that_does_not_exist(tip: Tip, file_id: UUID, felix: Desk) -> None:
    there = list(walk(felix, OF_A_TIP, tip.pk, file_id))
    none = uuid4()
    absent = list(walk(felix, OF_A_TIP, none, uuid4()))
    assert {status for status, _, _ in there} == {404, 405}
    assert without_tokens(there, tip.pk) == without_tokens(absent, none), "but for the address that was asked for"
    mine = AuditEntry.objects.filter(tip_id=tip.pk, actor__startswith="officer").values_list("act", flat=True)
    assert set(mine) == {"tip.refused"}
    assert Tip.objects.get().version == tip.version


def test_another_unit_s_tip_is_in_no_list_and_no_count(tip: Tip, felix: Desk) -> None:
    for which in ("open", "mine", "unassigned", "urgent", "all"):
        page = felix.get(f"/desk/?list={which}").text
        assert str(tip.pk) not in page
        assert tip.reference not in page
        assert "Kenny" not in page


def test_where_every_filter_by_unit_is_forgotten_another_unit_s_tip_stays_out_of_sight(
    tip: Tip, file_id: UUID, felix: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wall inside the database holds alone (reports.wall)."""
    for name in ("of_units", "informing", "seen_by"):
        monkeypatch.setattr(TipQuerySet, name, lambda tips, *_: tips.all())
    forget_selects()
    assert {status for status, _, _ in walk(felix, OF_A_TIP, tip.pk, file_id)} == {404, 405}
    for which in ("open", "unassigned", "all", "informed"):
        assert tip.reference not in felix.get(f"/desk/?list={which}").text
    assert Tip.objects.get().version == tip.version
    monkeypatch.setattr("reports.dashboard.gate.stand", lambda *_: None)
    monkeypatch.setattr("reports.dashboard.gate.wall", whole_house)
    assert tip.reference in felix.get("/desk/?list=all").text, "control: without the wall it is there"


def test_a_file_of_another_tip_is_not_opened_through_an_own_one(house: House, tip: Tip, reid: Desk) -> None:
    other = arrive("They force a girl to work in a house and keep her passport", files=(held_photo(),))
    file_id = Attachment.objects.get(record__tip=other).pk
    reid.ask_for_source(tip)
    assert reid.get(f"/desk/tips/{tip.pk}/files/{file_id}").status_code == 404


def test_no_page_of_the_desk_stays_in_a_cache(house: House, tip: Tip, reid: Desk) -> None:
    for path in ("/desk/", f"/desk/tips/{tip.pk}", f"/desk/tips/{tip.pk}/trail", f"/desk/tips/{uuid4()}"):
        assert "no-store" in reid.get(path)["Cache-Control"]
    assert "no-store" in Client().get("/desk/sign-in")["Cache-Control"]


def test_browsers_tell_the_desk_where_a_form_came_from_and_tell_nobody_else(house: House, reid: Desk) -> None:
    for response in (reid.get("/desk/"), Client().get("/desk/sign-in")):
        assert response["Referrer-Policy"] == "same-origin"


def test_the_desk_runs_two_scripts_of_its_own_and_loads_nothing_from_others(house: House, tip: Tip, reid: Desk) -> None:
    for path in ("/desk/", f"/desk/tips/{tip.pk}"):
        response = reid.get(path)
        assert "script-src 'self';" in response["Content-Security-Policy"]
        scripts = re.findall(r'<script src="([^"]*)"[^>]*></script>', response.text)
        assert scripts == ["/static/dashboard/first.js", "/static/dashboard/desk.js"]
        assert response.text.count("<script") == 2
        assert not re.search(r"\son\w+=", response.text)
        assert "style=" not in response.text
        assert "http" not in response.text.replace("http://www.w3.org", "").replace("http-equiv", "")


def test_the_entrance_runs_no_script(tip: Tip) -> None:
    response = Client().get("/desk/sign-in")
    assert "script-src 'none'" in response["Content-Security-Policy"]
    assert "<script" not in response.text


def test_the_words_of_the_tip_reach_its_own_unit(house: House, tip: Tip) -> None:
    assert "Kenny sells cocaine behind the shop" in sign_in(house, "reid").get("/desk/").text


def test_the_address_of_an_act_leads_to_the_page_with_its_button(reid: Desk, tip: Tip) -> None:
    answer = reid.get(f"/desk/tips/{tip.pk}/hold")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert f'href="/desk/tips/{tip.pk}"' in answer.text
    assert "<title>Nothing here" in answer.text
