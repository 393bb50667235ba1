"""Notices from the desk to the public: written by one, published by another, taken down again."""

import re
from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from reports.clock import today
from reports.models import Notice
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in


def written(**other: object) -> dict[str, object]:
    told = {
        "kind": "wanted",
        "category": "robbery",
        "last_day": (today() + timedelta(days=7)).isoformat(),
        "title_en": "John Invented",
        "text_en": "Last seen in Dennery.",
        "title_acf": "Jan Envanté",
        "text_acf": "Yo wè'y an Dennery.",
    }
    return told | other


def picture(colour: str = "blue") -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (900, 900), colour).save(made, "PNG")
    return SimpleUploadedFile("IMG_0001.png", made.getvalue())


def drawn_up(desk: Desk) -> Notice:
    desk.client.post("/desk/notices/new", written(picture=picture(), picture_words="A man in a blue shirt"))
    return Notice.objects.get()


def read_by(desk: Desk, notice: Notice) -> str:
    """What the form of the notice's page says that was read."""
    return seen_in(desk.get(f"/desk/notices/{notice.pk}").text)


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_notice_changed_behind_its_reader_is_not_published_thrown_away_or_lost(house: House, reid: Desk) -> None:
    notice, jules = drawn_up(reid), sign_in(house, "jules")
    seen, page = read_by(jules, notice), f"/desk/notices/{notice.pk}"
    reid.post(page, **written(text_en="Mary saw it.", picture_words="A man", seen=read_by(reid, notice)))
    for path in ("/publish", "/end"):
        stale = jules.client.post(page + path, {"seen": seen})
        assert (stale.status_code, "Mary saw it." in stale.text) == (409, True)
        assert "changed after you opened it" in stale.text
    assert jules.client.post(f"{page}/publish").status_code == 409
    mine = written(text_en="Seen in Soufriere.", picture_words="A man", seen=seen)
    stale = jules.client.post(page, mine)
    assert (stale.status_code, "Mary saw it." in stale.text, "Seen in Soufriere." in stale.text) == (409, True, True)
    assert Notice.objects.get().words["en"]["text"] == "Mary saw it."
    jules.post(f"{page}/publish", seen=read_by(jules, notice))
    assert "Mary saw it." in Client().get(f"/en/notices/{notice.number}").text


def test_who_publishes_sees_the_picture_and_another_one_refuses_it(house: House, reid: Desk) -> None:
    notice, jules = drawn_up(reid), sign_in(house, "jules")
    page = f"/desk/notices/{notice.pk}"
    read = jules.get(page).text
    assert f'width="320" height="320" src="{page}/picture" alt="A man in a blue shirt"' in read
    shown = jules.get(f"{page}/picture")
    with Image.open(BytesIO(shown.content)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (480, 480))
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "no-store")
    assert shown["Content-Security-Policy"] == "sandbox; default-src 'none'"
    reid.post(
        page, **written(picture=picture("red"), picture_words="A man in a blue shirt", seen=read_by(reid, notice))
    )
    refused = jules.client.post(f"{page}/publish", {"seen": seen_in(read)})
    assert (refused.status_code, "<dt>Picture</dt>" in refused.text) == (409, True)
    assert Client().get(f"{page}/picture").status_code == 302
    jules.post(f"{page}/end", seen=read_by(jules, notice))
    assert (jules.get(f"{page}/picture").status_code, "<img" in jules.get(page).text) == (404, False)


def test_a_notice_goes_from_the_desk_to_the_public_in_its_language(house: House, reid: Desk) -> None:
    notice = drawn_up(reid)
    public = Client()
    assert public.get(f"/en/notices/{notice.number}").status_code == 404
    assert "A colleague publishes it" in reid.get(f"/desk/notices/{notice.pk}").text
    jules = sign_in(house, "jules")
    jules.post(f"/desk/notices/{notice.pk}/publish", seen=read_by(jules, notice))
    assert "John Invented" in public.get("/en/notices").text
    assert "Jan Envanté" in public.get(f"/acf/notices/{notice.number}").text
    french = public.get(f"/fr/notices/{notice.number}").text
    assert 'lang="en"' in french
    assert "John Invented" in french
    assert 'alt="A man in a blue shirt"' in french


def test_the_picture_is_small_and_gone_with_the_notice(house: House, reid: Desk) -> None:
    notice = drawn_up(reid)
    jules = sign_in(house, "jules")
    jules.post(f"/desk/notices/{notice.pk}/publish", seen=read_by(jules, notice))
    answer = Client().get(f"/en/notices/{notice.number}/picture")
    with Image.open(BytesIO(answer.content)) as shown:
        assert shown.size == (480, 480)
    jules.post(f"/desk/notices/{notice.pk}/end")
    assert Client().get(f"/en/notices/{notice.number}/picture").status_code == 404
    assert "John Invented" not in Client().get("/en/notices").text


def test_the_author_cannot_publish_and_is_told_why(house: House, reid: Desk) -> None:
    notice = drawn_up(reid)
    answer = reid.client.post(f"/desk/notices/{notice.pk}/publish", {"seen": read_by(reid, notice)}, follow=True)
    assert "published by a colleague" in answer.text


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(house: House, reid: Desk) -> None:
    answer = reid.client.post("/desk/notices/new", written(last_day="2020-01-01"))
    assert answer.status_code == 422
    assert "Choose a last day" in answer.text
    assert "Last seen in Dennery." in answer.text
    broken = SimpleUploadedFile("x.png", b"not a picture")
    answer = reid.client.post("/desk/notices/new", written(picture=broken, picture_words="A man"))
    assert "could not be read" in answer.text
    assert not Notice.objects.exists()


def test_strangers_write_no_notice(house: House) -> None:
    assert Client().post("/desk/notices/new", written()).status_code in (302, 403)
    assert not Notice.objects.exists()


def test_a_form_of_another_site_writes_no_notice(house: House) -> None:
    desk = sign_in(house, "reid", Client())
    desk.client.handler.enforce_csrf_checks = True
    assert desk.client.post("/desk/notices/new", written()).status_code == 403
    assert not Notice.objects.exists()
