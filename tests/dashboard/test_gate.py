"""The gate: every page of the desk, walked by nobody, by half an officer, and by an officer of another unit."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, reverse

from reports.dashboard.urls import urlpatterns
from reports.models import Attachment, AuditEntry, Tip
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.uploads import held_photo

ENTRANCE = {"sign_in", "second_factor", "enrol", "sign_out"}
INSIDE = [route for route in urlpatterns if isinstance(route, URLPattern) and route.name not in ENTRANCE]
OF_A_TIP = [route for route in INSIDE if "tip_id" in str(route.pattern)]


def address(route: URLPattern, tip_id: UUID, attachment_id: UUID) -> str:
    known = {"tip_id": tip_id, "attachment_id": attachment_id, "record_id": tip_id, "notice_id": tip_id}
    return reverse(f"dashboard:{route.name}", kwargs={name: known[name] for name in route.pattern.converters})


def is_shut_out(status: int, place: str, text: str) -> bool:
    """Whether an answer is the way to the sign-in page, or the page that gives an officer's own words back."""
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


def test_the_walk_knows_every_page() -> None:
    assert {route.name for route in INSIDE} == {
        "queue", "tip", "claim", "release", "ask", "note", "move", "close", "trail", "attachment", "recovery_codes",
        "correct", "text_again", "hotline", "notices", "new_notice", "notice", "publish_notice", "end_notice",
    }  # fmt: skip


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


def test_another_unit_s_tip_answers_exactly_as_one_that_does_not_exist(tip: Tip, file_id: UUID, felix: Desk) -> None:
    there = list(walk(felix, OF_A_TIP, tip.pk, file_id))
    absent = list(walk(felix, OF_A_TIP, uuid4(), uuid4()))
    assert {status for status, _, _ in there} == {404, 405}
    without_tokens = [(status, text.count("\n"), text.partition("<main")[2]) for status, _, text in there]
    assert without_tokens == [(status, text.count("\n"), text.partition("<main")[2]) for status, _, text in absent]
    assert not AuditEntry.objects.filter(tip_id=tip.pk, actor__startswith="officer").exists()
    assert Tip.objects.get().version == tip.version


def test_another_unit_s_tip_is_in_no_list_and_no_count(tip: Tip, felix: Desk) -> None:
    for which in ("open", "mine", "unassigned", "urgent", "all"):
        page = felix.get(f"/desk/?list={which}").text
        assert str(tip.pk) not in page
        assert tip.reference not in page
        assert "Kenny" not in page


def test_a_file_of_another_tip_is_not_opened_through_an_own_one(house: House, tip: Tip, reid: Desk) -> None:
    other = arrive("They force a girl to work in a house and keep her passport", files=(held_photo(),))
    file_id = Attachment.objects.get(record__tip=other).pk
    assert reid.get(f"/desk/tips/{tip.pk}/files/{file_id}").status_code == 404


def test_no_page_of_the_desk_stays_in_a_cache(house: House, tip: Tip, reid: Desk) -> None:
    for path in ("/desk/", f"/desk/tips/{tip.pk}", f"/desk/tips/{tip.pk}/trail", f"/desk/tips/{uuid4()}"):
        assert "no-store" in reid.get(path)["Cache-Control"]
    assert "no-store" in Client().get("/desk/sign-in")["Cache-Control"]


def test_browsers_tell_the_desk_where_a_form_came_from_and_tell_nobody_else(house: House, reid: Desk) -> None:
    for response in (reid.get("/desk/"), Client().get("/desk/sign-in")):
        assert response["Referrer-Policy"] == "same-origin"


def test_the_desk_runs_no_script_and_loads_nothing_from_others(house: House, tip: Tip, reid: Desk) -> None:
    for path in ("/desk/", f"/desk/tips/{tip.pk}"):
        response = reid.get(path)
        assert "script-src 'none'" in response["Content-Security-Policy"]
        assert "<script" not in response.text
        assert "style=" not in response.text
        assert "http" not in response.text.replace("http://www.w3.org", "")


def test_the_words_of_the_tip_reach_its_own_unit(house: House, tip: Tip) -> None:
    assert DRUGS[:30] in sign_in(house, "reid").get("/desk/").text
