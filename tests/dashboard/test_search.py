"""The search page: answers as they come, and nothing of the question in an address."""

import re

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from reports.casework.notes import add_note
from reports.models import AuditEntry
from reports.models.tip import ids_of
from reports.queries import search as searching
from reports.sealing.envelope import BOX, ENVELOPE
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in


def asked(desk: Desk, words: str, **more: str) -> str:
    response = desk.post("/desk/search", words=words, **more)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_search_shows_what_fits_with_the_words_marked(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine <b>behind</b> the shop in Soufriere")
    page = asked(reid, "COCAINE shop")
    assert tip.reference in page
    assert '<mark class="hit">cocaine</mark>' in page
    assert "&lt;b&gt;behind&lt;/b&gt;" in page
    assert "One tip fits, of 1 looked through." in page
    assert page.rstrip().endswith("</html>")
    assert "No tip fits" in asked(reid, "heroin")


def test_a_word_with_a_wrong_letter_is_found_if_one_asks_for_it(house: House, reid: Desk) -> None:
    arrive("They sell cocaine behind the shop in Soufriere")
    assert "No tip fits" in asked(reid, "cocane")
    assert "One tip fits" in asked(reid, "cocane", nearly="on")


def test_another_unit_finds_nothing(house: House, reid: Desk) -> None:
    arrive("They sell cocaine behind the shop in Soufriere")
    assert "No tip fits, of 0" in asked(sign_in(house, "charles"), "cocaine")


@pytest.mark.parametrize("words", ["", "...", "-goat"])
def test_an_empty_question_is_told_so_and_nothing_is_searched(house: House, reid: Desk, words: str) -> None:
    response = reid.post("/desk/search", words=words)
    assert response.status_code == 422
    assert 'class="notice errors"' in response.text
    assert not AuditEntry.objects.filter(act="tips.searched").exists()


def test_a_question_stands_in_no_address(house: House, reid: Desk) -> None:
    arrive()
    assert "<mark" not in reid.get("/desk/search?words=cocaine").text


def test_a_reference_opens_its_tip_whatever_else_is_chosen(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine behind the shop in Soufriere")
    typed = tip.reference.replace("-", "").lower()
    response = reid.post("/desk/search", words=typed, category="fraud")
    assert (response.status_code, response["Location"]) == (302, f"/desk/tips/{tip.pk}")
    assert not AuditEntry.objects.filter(act="tips.searched").exists()


def test_a_reference_of_others_answers_like_one_of_nobody(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine behind the shop in Soufriere")
    charles = sign_in(house, "charles")
    theirs, nobody_s = asked(charles, tip.reference), asked(charles, "AAAA-AAAA")
    assert "No tip fits, of 0 looked through." in theirs
    assert same(theirs).replace(tip.reference, "AAAA-AAAA") == same(nobody_s)


def test_a_reference_that_a_note_names_is_found_there_where_it_opens_nothing(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine behind the shop in Soufriere")
    add_note(tip=tip, text="Told before as AAAA-AAAA", by=house.officer("reid"))
    assert tip.reference in asked(reid, "AAAA-AAAA")


def test_a_first_search_settles_the_key_of_what_came_later(house: House, reid: Desk) -> None:
    """With the rights of the desk's own process, which changes the record for it."""
    tip = arrive("They sell cocaine behind the shop in Soufriere")
    add_note(tip=tip, text="Told in the market too", by=house.officer("reid"))
    note = tip.records.exclude(pk=tip.pk).get()
    assert bytes(note.root_box or b"")[:1] == BOX
    for _ in ("settles", "is settled"):
        assert tip.reference in asked(reid, "market")
        note.refresh_from_db()
        assert bytes(note.root_box or b"")[:1] == ENVELOPE


def test_two_tips_of_one_reference_are_both_shown(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine behind the shop in Soufriere")
    twin = only_tip()
    twin.pk = ids_of(tip.reference)[0]
    twin.save(force_insert=True)
    page = reid.post("/desk/search", words=tip.reference).text
    assert f'href="/desk/tips/{tip.pk}"' in page
    assert f'href="/desk/tips/{twin.pk}"' in page


def test_a_search_that_stopped_is_gone_on_with(house: House, reid: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_HITS", 2)
    tips = {arrive(f"They sell cocaine behind the {place} in Soufriere").reference for place in ("shop", "bar", "inn")}
    page = asked(reid, "cocaine")
    button = re.search(r'<button class="button second" form="looking" name="after" value="([^"]+)">Look on', page)
    assert button
    assert 'id="looking"' in page
    assert "Stopped at 2 tips, after looking through 2." in page
    rest = asked(reid, "cocaine", after=button[1])
    assert "One tip fits, of 1 looked through." in rest
    assert "Look on<" not in rest
    [left] = [tip for tip in tips if tip not in page]
    assert left in rest
    assert reid.post("/desk/search", words="cocaine", after="nowhere").status_code == 404


def test_a_second_search_is_answered_while_a_first_one_runs(
    house: House, reid: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = begun_search(house, reid, monkeypatch)
    assert "3 tips fit, of 3 looked through." in asked(reid, "cocaine")
    rest = b"".join(begun.streaming_content).decode()  # type: ignore[attr-defined]
    assert "3 tips fit, of 3 looked through." in rest


def test_a_search_that_is_left_opens_no_further_tip(house: House, reid: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = begun_search(house, reid, monkeypatch)
    with CaptureQueriesContext(connections["default"]) as asked_for:
        begun.close()
        assert list(begun.streaming_content) == []  # type: ignore[attr-defined]
    assert len(asked_for) == 0


def begun_search(house: House, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    """Begin to look through three tips, one after the other, and stop reading when the first was told."""
    monkeypatch.setattr(searching, "FIRST_SLICE", 1)
    monkeypatch.setattr(searching, "SLICE", 1)
    for place in ("shop", "bar", "inn"):
        arrive(f"They sell cocaine behind the {place} in Soufriere")
    response = desk.post("/desk/search", words="cocaine")
    parts = iter(response.streaming_content)  # type: ignore[attr-defined]
    assert b"<h1" in next(parts)
    assert b"of 3 looked through" not in next(parts)
    return response


def same(page: str) -> str:
    """Return a page without what is made anew for each answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_what_narrows_a_search_and_cannot_be_read_refuses_it(house: House, reid: Desk) -> None:
    for told in ({"since": "2026-13-45"}, {"unit": "none"}, {"category": "none"}):
        refused = reid.post("/desk/search", words="goat", **told)
        assert refused.status_code == 422
        assert "Nothing was searched." in refused.text
    assert not AuditEntry.objects.filter(act="tips.searched").exists()


def test_a_found_tip_opens_in_a_tab_of_its_own_so_that_the_answers_stay(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    assert re.search(rf'href="/desk/tips/{tip.pk}.from=search" target="_blank"', asked(reid, "goat"))


def test_a_place_is_found_without_its_apostrophe(house: House, reid: Desk) -> None:
    for written in ("Bois d'Orange", "Bois d\u2019Orange", "Bois dorange"):
        arrive(f"They sell cocaine in {written}")
    assert "3 tips fit" in asked(reid, "bois dorange")
    assert "3 tips fit" in asked(reid, "dorenge", nearly="on")


def test_days_the_wrong_way_round_are_refused_instead_of_finding_nothing(house: House, reid: Desk) -> None:
    arrive("They sell cocaine behind the shop in Soufriere")
    refused = reid.post("/desk/search", words="cocaine", since="2026-11-30", until="2026-11-01")
    assert refused.status_code == 422
    assert "The last day comes before the first" in refused.text


def test_a_found_tip_leads_back_to_the_search_also_after_an_act(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine behind the shop in Soufriere")
    reid.get("/desk/?list=mine")
    (address,) = re.findall(r'href="(/desk/tips/[^"]*)" target="_blank"', asked(reid, "cocaine"))
    assert "Back to: Search" in reid.get(address).text
    page = reid.client.post(f"/desk/tips/{tip.pk}/claim", {"version": tip.version}, follow=True).text
    assert "Back to: Search" in page
    assert "Back to: Mine" in reid.get(f"/desk/tips/{tip.pk}?list=mine").text
