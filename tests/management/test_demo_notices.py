"""The demo's notices: each in every language, told by the picture's words too, and none of a real person."""

import pytest
from django.conf import settings
from django.test import Client

from reports.management.demo_notices import put_up_demo_notices
from reports.notices.standing import standing_notices
from tests.conftest import House
from tests.public.browser import fetch, send


@pytest.mark.parametrize("code", [code for code, _ in settings.LANGUAGES])
def test_the_demo_shows_its_notices_in_every_language(house: House, code: str) -> None:
    assert put_up_demo_notices(writer=house.officer("reid"), publisher=house.officer("jules")) == 3
    page = fetch(f"/{code}/notices")
    links = [told for tag, told in page.tags if tag == "a" and f"/{code}/notices/" in told.get("href", "")]
    assert len(links) == 3
    assert not any("lang" in link for link in links)
    pictures = []
    for link in links:
        notice = fetch(link["href"])
        pictures += [told for tag, told in notice.tags if tag == "img"]
        assert notice.status == 200
        assert send(f"/{code}/", notice).status == 200
    (picture,) = pictures
    assert picture.get("lang", code) == "en"
    assert Client().get(picture["src"])["Content-Type"] == "image/jpeg"


def test_each_notice_has_a_writer_and_a_publisher(house: House) -> None:
    put_up_demo_notices(writer=house.officer("reid"), publisher=house.officer("jules"))
    assert {
        (each.made_by.username, each.published_by.username) for each in standing_notices() if each.published_by
    } == {("reid", "jules")}
