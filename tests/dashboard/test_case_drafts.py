"""A note at a case that is not sent: it is kept as notes on tips are, with the tip that is chosen for it."""

import re
from urllib.parse import unquote

import pytest
from django.contrib.sessions.models import Session

from reports.casework.cases import take_from_case
from reports.lifecycle.erasure import erase_tip
from reports.models import AuditEntry, Case, Draft, Record, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.cases import at, case_of_two_tips
from tests.dashboard.conftest import Desk, sign_in

WORDS = "Ask the harbour master about <Ti Marie>"
SHOWN = "Ask the harbour master about &lt;Ti Marie&gt;"


@pytest.fixture
def case(house: House) -> Case:
    return case_of_two_tips(house)


def tips_of(case: Case) -> list[Tip]:
    return [entry.tip for entry in case.entries.order_by("pk")]


def begun(desk: Desk, case: Case) -> tuple[str, list[str]]:
    """Return what stands in the field for a note, and which tip is chosen."""
    page = desk.get(at(case)).text
    words = re.findall(r'<textarea name="text"[^>]*>\s*([^<]*)</textarea>', page)
    return words[0], re.findall(r'<option value="([0-9a-f-]+) \d+" selected', page)


def pass_of(desk: Desk, case: Case) -> str:
    return re.findall(r'name="draft_pass" value="([^"]+)"', desk.get(at(case)).text)[0]


def test_what_the_page_sends_while_one_types_stands_in_its_field_until_it_is_sent(
    house: House, case: Case, reid: Desk
) -> None:
    first, second = tips_of(case)
    for tip, said in ((first, "Ask"), (second, WORDS)):
        answer = reid.post(at(case, "note/draft"), tip=f"{tip.pk} {tip.version}", text=said)
        assert answer.text == "Kept, locked for you alone. Not sent yet."
    assert begun(reid, case) == (SHOWN, [str(second.pk)])
    assert Draft.objects.get().tip == second, "with another tip there is no second one"
    assert b"harbour" not in bytes(Draft.objects.get().body)
    assert begun(sign_in(house, "jules"), case) == ("", [])
    assert f"{at(case)}#id_text" in reid.get("/desk/you").text
    assert reid.post(at(case, "note"), tip=str(second.pk), text=WORDS).status_code == 302
    assert (Draft.objects.count(), begun(reid, case)) == (0, ("", []))


def test_words_sent_after_the_session_ended_stand_in_the_field_after_signing_in(
    house: House, case: Case, reid: Desk
) -> None:
    tip, carried = tips_of(case)[1], pass_of(reid, case)
    Session.objects.all().delete()
    said = reid.post(at(case, "note"), draft_pass=carried, tip=f"{tip.pk} {tip.version}", text=WORDS)
    assert (said.status_code, SHOWN in said.text) == (403, False)
    assert at(case) in unquote(said.text)
    reid.give_password(house.password("reid"))
    reid.give_code()
    assert begun(reid, case) == (SHOWN, [str(tip.pk)])
    assert AuditEntry.objects.get(act="draft.kept").actor == "nobody"


def test_a_pass_keeps_words_with_tips_of_its_case_alone(case: Case, reid: Desk) -> None:
    other, carried = arrive("Stolen goat in Dennery"), pass_of(reid, case)
    Session.objects.all().delete()
    refused = reid.post(at(case, "note"), draft_pass=carried, tip=str(other.pk), text=WORDS)
    assert SHOWN in refused.text
    assert not Draft.objects.exists()


def test_a_refused_note_is_kept_and_thrown_away_by_its_button(case: Case, reid: Desk) -> None:
    tip = tips_of(case)[0]
    assert reid.post(at(case, "note"), tip=str(tip.pk), text=f"@nobody {WORDS}").status_code == 422
    assert begun(reid, case) == (f"@nobody {SHOWN}", [str(tip.pk)])
    page = reid.client.post(at(case, "note/draft/drop"), {"text": WORDS, "tip": str(tip.pk)}, follow=True).text
    assert "thrown away" in page
    assert begun(reid, case) == ("", [])


def test_a_browser_without_script_keeps_it_by_a_button(case: Case, reid: Desk) -> None:
    tip = tips_of(case)[0]
    sent = {"begun": at(case), "text": WORDS, "tip": f"{tip.pk} {tip.version}"}
    assert "Keep what I have begun" in reid.get(at(case)).text
    assert reid.post(at(case, "note/draft"), **sent)["Location"] == at(case)
    assert begun(reid, case) == (SHOWN, [str(tip.pk)])
    reid.post(at(case, "note/draft"), **sent | {"text": " "})
    assert begun(reid, case) == ("", [])


def test_it_lies_with_tips_of_the_case_that_the_officer_may_read(house: House, case: Case, reid: Desk) -> None:
    tip, other = tips_of(case)[0], arrive("Stolen goat in Dennery")
    assert reid.post(at(case, "note/draft"), tip=str(other.pk), text=WORDS).status_code == 404
    assert reid.post(at(case, "note/draft"), tip="x", text=WORDS).status_code == 404
    assert sign_in(house, "felix").post(at(case, "note/draft"), tip=str(tip.pk), text=WORDS).status_code == 404
    assert not Draft.objects.exists()


def test_it_is_shown_behind_the_own_name_where_its_tip_left_the_case_and_dies_with_it(
    house: House, case: Case, reid: Desk
) -> None:
    tip = tips_of(case)[0]
    reid.post(at(case, "note/draft"), tip=str(tip.pk), text=WORDS)
    tip.refresh_from_db()
    take_from_case(case=case, tip=tip, by=house.officer("reid"), version=tip.version)
    assert begun(reid, case) == ("", [])
    page = reid.get("/desk/you").text
    assert SHOWN in page
    assert at(case) not in page
    erase_tip(tip_id=tip.pk, by=house.officer("reid"))
    assert SHOWN not in reid.get("/desk/you").text
    assert not Draft.objects.exists()
    assert not Record.objects.filter(kind="note").exists()
