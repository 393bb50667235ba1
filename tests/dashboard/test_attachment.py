"""Files at the desk: a video can be skipped through, a PDF only saved, and none of them can do anything."""

import os
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpResponse

from reports.gateways.blobs import blobs
from reports.intake.door import accept
from reports.intake.making_safe import make_safe
from reports.models import Attachment, AuditEntry, Errand, Tip
from reports.sealing.files import PIECE
from tests.arrivals import web
from tests.conftest import House, only_tip, triage_all
from tests.dashboard.conftest import Desk
from tests.uploads import held_photo, held_raw

FILM = os.urandom(3 * PIECE + 100)
SIZE = len(FILM)


def stored(data: bytes, mime: str) -> Tip:
    """A tip of narcotics with one file."""
    accept(web("Cocaine at the jetty", files=(replace(held_photo(data), mime=mime),)))
    triage_all()
    return only_tip()


def path() -> str:
    found = Attachment.objects.get()
    return f"/desk/tips/{found.record.tip_id}/files/{found.pk}"


def ask(desk: Desk, wanted: str | None) -> Any:
    desk.ask_for_source(only_tip())
    return desk.client.get(path(), headers={"Range": wanted} if wanted else {})


def body(response: HttpResponse) -> bytes:
    return response.getvalue()


@pytest.fixture
def film(house: House) -> Tip:
    return stored(FILM, "video/mp4")


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        (f"bytes={PIECE - 5}-{PIECE + 5}", PIECE - 5, PIECE + 5),
        (f"bytes={2 * PIECE}-", 2 * PIECE, SIZE - 1),
        ("bytes=-100", SIZE - 100, SIZE - 1),
        (f"bytes=-{2 * SIZE}", 0, SIZE - 1),
        (f"bytes={SIZE - 1}-{SIZE + 500}", SIZE - 1, SIZE - 1),
    ],
)
def test_a_part_of_a_film_is_that_part(film: Tip, reid: Desk, wanted: str, first: int, last: int) -> None:
    response = ask(reid, wanted)
    assert body(response) == FILM[first : last + 1]
    assert int(response["Content-Length"]) == last - first + 1
    whole = last - first + 1 == SIZE
    assert response.status_code == (200 if whole else 206)
    assert response.get("Content-Range") == (None if whole else f"bytes {first}-{last}/{SIZE}")


@pytest.mark.parametrize("wanted", [None, "bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,5-6", "lines=1-2", "bytes=١-"])
def test_what_is_no_range_gets_the_whole(film: Tip, reid: Desk, wanted: str | None) -> None:
    if wanted and not wanted.isascii():
        wanted = wanted.encode().decode("latin-1")
    response = ask(reid, wanted)
    assert response.status_code == 200
    assert body(response) == FILM
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", "bytes=5-4", "bytes=-0", "bytes=999999999999-"])
def test_a_part_beyond_the_end_is_refused(film: Tip, reid: Desk, wanted: str) -> None:
    response = ask(reid, wanted)
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize("wanted", [None, "bytes=70000-", "bytes=99999999-"])
@pytest.mark.parametrize(
    "mime", ["video/mp4", "audio/mpeg", "image/jpeg", "application/pdf", "text/html", "image/svg+xml"]
)
def test_no_file_can_do_anything(house: House, reid: Desk, mime: str, wanted: str | None) -> None:
    stored(FILM, mime)
    response = ask(reid, wanted)
    body(response)
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    shown = mime in {"video/mp4", "audio/mpeg", "image/jpeg"}
    assert response["Content-Type"] == (mime if shown else "application/octet-stream")
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")


def test_a_pdf_is_saved_under_a_random_name(house: House, reid: Desk) -> None:
    tip = stored(b"%PDF-1.7 a page", "application/pdf")
    reid.ask_for_source(tip)
    assert "Save the PDF" in reid.get(f"/desk/tips/{tip.pk}").text
    response = ask(reid, "bytes=3-5")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{Attachment.objects.get().pk}.pdf"'
    assert body(response) == b"%PDF-1.7 a page"


@pytest.mark.parametrize(("mime", "tag"), [("video/mp4", "<video"), ("audio/mpeg", "<audio"), ("image/jpeg", "<img")])
def test_each_kind_has_its_place_on_the_page_of_the_tip(house: House, reid: Desk, mime: str, tag: str) -> None:
    tip = stored(FILM, mime)
    reid.ask_for_source(tip)
    page = reid.get(f"/desk/tips/{tip.pk}")
    assert f"{tag} " in page.text
    assert f'src="{path()}"' in page.text
    assert "media-src 'self'" in page["Content-Security-Policy"]


def test_skipping_through_a_film_leaves_one_entry_and_looking_again_another(film: Tip, reid: Desk) -> None:
    for wanted in (None, "bytes=70000-", "bytes=5-6", "bytes=-10"):
        body(ask(reid, wanted))
    assert AuditEntry.objects.filter(act="file.read").count() == 1
    body(ask(reid, "bytes=0-"))
    assert AuditEntry.objects.filter(act="file.read").count() == 2


def test_nobody_reads_the_end_of_a_film_without_an_entry(film: Tip, reid: Desk) -> None:
    body(ask(reid, "bytes=70000-"))
    assert AuditEntry.objects.filter(act="file.read").count() == 1


def test_a_film_that_was_tampered_with_is_not_there(film: Tip, reid: Desk) -> None:
    name = Attachment.objects.get().pk
    sealed = bytearray(blobs().get(name))
    sealed[40] ^= 1
    blobs().delete(name)
    assert ask(reid, None).status_code == 404
    blobs().put(name, [bytes(sealed)])
    assert ask(reid, "bytes=70000-").status_code == 404


def test_the_page_says_while_a_file_is_being_made_safe(house: House, reid: Desk) -> None:
    accept(web("Cocaine at the jetty", files=(held_raw(), held_raw())))
    triage_all()
    page = f"/desk/tips/{only_tip().pk}"
    reid.ask_for_source(only_tip())
    assert "2 files are still being made safe" in reid.get(page).text
    first, second = Errand.objects.values_list("pk", flat=True)
    make_safe(first)
    assert "A file is still being made safe" in reid.get(page).text
    make_safe(second)
    shown = reid.get(page).text
    assert "being made safe" not in shown
    assert shown.count("<audio ") == 2
    assert "File from the tipster" in shown


@pytest.mark.parametrize(("kind", "as_page"), [("image/jpeg", "<img"), ("video/mp4", "<video"), ("audio/mpeg", "")])
def test_a_picture_opened_by_itself_stands_in_a_page_with_the_caveat(
    house: House, reid: Desk, kind: str, as_page: str
) -> None:
    tip = stored(FILM, kind)
    reid.ask_for_source(tip)
    alone = reid.client.get(path(), headers={"Sec-Fetch-Dest": "document"})
    if not as_page:
        assert body(alone) == FILM, "nothing of a recording goes on paper"
        return
    assert as_page in alone.text
    assert f'src="{path()}"' in alone.text
    assert "Intelligence: never to be filed or quoted" in alone.text
    assert "This page is not for paper" in alone.text
    assert body(reid.client.get(path(), headers={"Sec-Fetch-Dest": as_page[1:]})) == FILM


@pytest.mark.parametrize(
    ("kind", "shown_by"), [("application/pdf", ""), ("audio/mpeg", ""), ("image/jpeg", "image"), ("video/mp4", "video")]
)
def test_each_opening_by_itself_leaves_one_entry(house: House, reid: Desk, kind: str, shown_by: str) -> None:
    reid.ask_for_source(stored(FILM, kind))
    for times in (1, 2):
        body(reid.client.get(path(), headers={"Sec-Fetch-Dest": "document"}))
        if shown_by:
            assert AuditEntry.objects.filter(act="file.read").count() == times - 1, "the page alone shows nothing yet"
            body(reid.client.get(path(), headers={"Sec-Fetch-Dest": shown_by}))
        assert AuditEntry.objects.filter(act="file.read").count() == times
