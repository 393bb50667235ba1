"""Findings that were taken out of the database take no mask off: words that were judged are then masked whole."""

from html import unescape

import pytest
from django.db import InternalError, connection, transaction

from reports.clock import this_hour
from reports.intake.making_safe import UNSAFE
from reports.models import Record, RecordKind, Tip
from reports.models.rights import Role
from reports.queries.masking import MASK
from reports.writing import RecordRoot, write_record
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk
from tests.desk_api.programs import program

STORY = "My cousin Kervin Alcide hides guns behind my house in Fond Assau."
_GONE = "UPDATE record SET findings = NULL"


@pytest.fixture
def tip(house: House) -> Tip:
    """A tip whose findings the owner of the database took away."""
    tip = arrive(STORY, answers={"place": "across from my house"})
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger is asked
        cursor.execute(_GONE)
        cursor.execute("SET LOCAL session_replication_role = origin")
    return tip


@pytest.mark.parametrize("role", [Role.DESK, Role.WORKER])
def test_no_process_can_take_them_away(house: House, role: Role) -> None:
    arrive(STORY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL tipline.whole = 'on'")
        cursor.execute(f"SET LOCAL ROLE {role}")
        with pytest.raises(InternalError, match="stays as long as the words"), transaction.atomic():
            cursor.execute(_GONE)
        cursor.execute("RESET ROLE")
    assert Record.objects.get().findings


def test_nor_can_the_desk_bring_words_back_without_them(house: House) -> None:
    arrive(STORY)
    words = bytes(Record.objects.get().body)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL tipline.whole = 'on'")
        cursor.execute(f"SET LOCAL ROLE {Role.DESK}")
        cursor.execute("UPDATE record SET findings = NULL, body = ''")  # as words are set apart
        with pytest.raises(InternalError, match="stays as long as the words"), transaction.atomic():
            cursor.execute("UPDATE record SET body = %s", [words])
        cursor.execute("RESET ROLE")


def test_nor_can_the_desk_say_that_nobody_judged_them(house: House) -> None:
    arrive(STORY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL tipline.whole = 'on'")
        cursor.execute(f"SET LOCAL ROLE {Role.DESK}")
        with pytest.raises(InternalError, match="stays as long as the words"), transaction.atomic():
            cursor.execute("UPDATE tip SET triage = 'failed'")
        cursor.execute("RESET ROLE")
    assert Tip.objects.get().triage == "done"


def test_the_house_s_own_sentence_about_a_file_is_not_masked(house: House, reid: Desk) -> None:
    tip = arrive(STORY)
    root = RecordRoot.fresh(tip.pk)
    write_record(root, tip=tip, kind=RecordKind.FILE, text=UNSAFE, by=None, at=this_hour())
    assert UNSAFE in reid.get(f"/desk/tips/{tip.pk}").text


def test_the_desk_shows_no_word_before_its_source_is_asked_for(tip: Tip, reid: Desk) -> None:
    at = f"/desk/tips/{tip.pk}"
    pages = {
        "tip": reid.get(at).text,
        "paper": reid.client.post(f"{at}/print", {"purpose": "danger"}, follow=True).text,
        "list": reid.get("/desk/").text,
    }
    for name, page in pages.items():
        for secret in ("cousin", "guns", "across from"):
            assert secret not in unescape(page), name
        assert MASK in page, name
    reid.ask_for_source(tip)
    assert "My cousin" in unescape(reid.get(at).text)


def is_found(desk: Desk, tip: Tip, **more: str) -> bool:
    response = desk.client.post("/desk/search", {"words": "guns", **more})
    told = b"".join(response.streaming_content) if response.streaming else response.content
    return str(tip.pk) in told.decode()


def test_a_search_without_a_purpose_finds_no_word_of_it(tip: Tip, reid: Desk) -> None:
    assert not is_found(reid, tip)
    assert is_found(reid, tip, masked="on", purpose="danger"), "control"


def test_nor_of_one_whose_findings_were_emptied(house: House, reid: Desk) -> None:
    tip = arrive(STORY)
    Record.objects.update(findings=b"")
    assert not is_found(reid, tip)
    assert is_found(reid, tip, masked="on", purpose="danger"), "control"


def test_a_program_is_told_no_word_of_it(house: House, tip: Tip) -> None:
    caller = program(house)
    [entry] = caller.get(f"tips/{tip.pk}").json()["entries"]
    assert entry["text"] == MASK
    for path in (f"tips/{tip.pk}", "queue"):
        told = caller.get(path).content.decode()
        assert not [secret for secret in ("cousin", "guns", "across from") if secret in told]
