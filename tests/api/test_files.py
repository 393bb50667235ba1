"""Programs send files with a tip: as a form, all of them or none."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.models import Attachment, Errand, Tip
from tests.api.programs import FORM, KEY, ticket
from tests.conftest import House
from tests.intake.bodies import MB, picture, stored
from tests.uploads import voice


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("CANARY.jpg", picture(), "image/jpeg")


def sound() -> SimpleUploadedFile:
    return SimpleUploadedFile("CANARY.wav", voice(), "audio/wav")


def send(client: Client, **fields: object) -> Any:
    return client.post(FORM, {"ticket": ticket(client), "text": "Stolen outboard engine", **fields}, headers=KEY)


def test_files_come_with_a_tip_and_the_answer_says_what_was_removed(client: Client, house: House) -> None:
    answer = send(client, files=[photo(), sound()], in_danger="true")
    assert answer.status_code == 201
    told = answer.json()["files"]
    assert [each["kind"] for each in told] == ["image", "sound"]
    assert "comment" in told[0]["removed"]
    assert told[1]["removed"] is None
    assert Attachment.objects.count() == Errand.objects.count() == 1
    assert Tip.objects.get().urgency == 0


def test_a_form_without_files_is_a_tip_too(client: Client, house: House) -> None:
    answer = send(client)
    assert (answer.status_code, answer.json()["files"]) == (201, [])


def test_the_same_files_again_get_the_same_answer_and_others_another(client: Client, house: House) -> None:
    same = picture()
    first, second = (send(client, files=SimpleUploadedFile("a.jpg", same)) for _ in range(2))
    assert second.json()["receipt"] == first.json()["receipt"]
    assert second.json()["repeated"]
    assert not send(client, files=SimpleUploadedFile("a.jpg", picture())).json()["repeated"]
    assert Attachment.objects.count() == Tip.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"MZ a program", "unknown_format"), (b"\xff\xd8\xff broken", "damaged")],
)
def test_one_refused_file_stores_nothing_and_is_named(client: Client, house: House, data: bytes, reason: str) -> None:
    before = stored()
    answer = send(client, files=[photo(), SimpleUploadedFile("a", data), sound()])
    assert answer.status_code == 400
    assert answer.json()["stored"] is False
    assert answer.json()["errors"] == {"files": [{"position": "2", "reason": reason}]}
    assert not Tip.objects.exists()
    assert stored() == before


def test_more_than_ten_files_are_refused(client: Client, house: House) -> None:
    answer = send(client, files=[sound() for _ in range(11)])
    assert answer.json()["errors"]["files"] == [{"position": "11", "reason": "too_many"}]


def test_a_tip_without_words_leaves_no_file_behind(client: Client, house: House) -> None:
    before = stored()
    answer = send(client, text="", files=[photo(), sound()])
    assert answer.status_code == 400
    assert "text" in answer.json()["errors"]
    assert stored() == before


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"no form at all", "multipart/form-data; boundary=b", 400),
        (b"x" * 10, "multipart/form-data", 400),
        (b"x" * 10, "multipart/mixed; boundary=b", 415),
        (b'{"text": "x"}', "application/json", 415),
        (
            b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + b"x" * 2 * MB,
            "multipart/form-data; boundary=b",
            413,
        ),
    ],
)
def test_what_is_no_form_of_ours_is_refused_in_json(
    client: Client, house: House, body: bytes, kind: str, status: int
) -> None:
    answer = client.generic("POST", FORM, body, kind, headers=KEY)
    assert answer.status_code == status
    assert answer.json()["stored"] is False  # type: ignore[attr-defined]


def test_a_form_brings_its_answers_as_a_text_of_json(client: Client, house: House) -> None:
    told = send(client, category="drugs", answers='{"drugs.stash": "in the yard", "drugs.runs": ["x"], "odd": "y"}')
    assert told.json()["dropped"] == ["odd"]
    assert "answers" in send(client, answers="{broken").json()["errors"]
