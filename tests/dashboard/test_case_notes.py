"""Writing at a case: its title, notes that lie with one of its tips, and a long case page by page."""

import re

import pytest

from reports.casework.cases import StaleTitle, rename_case
from reports.casework.notes import add_note
from reports.models import AuditEntry, Case, Record, Tip
from reports.queries import cases as reading_cases
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.cases import at, case_of_two_tips
from tests.dashboard.conftest import Desk, sign_in


@pytest.fixture
def case(house: House) -> Case:
    return case_of_two_tips(house)


def test_a_case_gets_another_title_which_lies_sealed(case: Case, reid: Desk) -> None:
    assert reid.post(at(case, "title"), title="  The  blue boat ").status_code == 302
    page = reid.get(at(case)).text
    assert "<h1>The blue boat</h1>" in page
    assert "The truck" not in page
    assert b"boat" not in bytes(Case.objects.get().title)
    assert AuditEntry.objects.get(act="case.renamed").detail == {"case": str(case.pk)}


def test_a_case_keeps_its_title_where_none_is_given_and_from_others(house: House, case: Case, reid: Desk) -> None:
    for title in (" ", "", "x" * 500):
        assert reid.post(at(case, "title"), title=title).status_code == 422
    assert sign_in(house, "felix").post(at(case, "title"), title="Ours now").status_code == 404
    assert "<h1>The truck</h1>" in reid.get(at(case)).text


def test_a_note_at_the_case_lies_with_its_tip_and_both_pages_show_it(case: Case, reid: Desk) -> None:
    tip = case.entries.all()[0].tip
    assert reid.post(at(case, "note"), tip=str(tip.pk), text="Ask the <harbour> master").status_code == 302
    note = Record.objects.get(kind="note")
    assert note.tip_id == tip.pk
    assert b"harbour" not in bytes(note.body)
    page = reid.get(at(case)).text
    assert "Ask the &lt;harbour&gt; master" in page
    assert f"/desk/tips/{tip.pk}#note-{note.pk}" in page
    assert "Ask the &lt;harbour&gt; master" in reid.get(f"/desk/tips/{tip.pk}").text


def test_notes_of_all_its_tips_stand_there_newest_first(house: House, case: Case, reid: Desk) -> None:
    for number, entry in enumerate(case.entries.order_by("pk")):
        add_note(tip=entry.tip, text=f"note {number}", by=house.officer("jules"))
    told = re.findall(r"note \d", reid.get(at(case)).text)
    assert told == ["note 1", "note 0"]


def test_a_note_needs_words_and_a_tip_of_the_case(house: House, case: Case, reid: Desk) -> None:
    tip, other = case.entries.all()[0].tip, arrive("A man with a gun in Dennery")
    for sent in (
        {"tip": str(tip.pk), "text": " "},
        {"tip": str(other.pk), "text": "Hello"},
        {"tip": "x", "text": "Hi"},
    ):
        assert reid.post(at(case, "note"), **sent).status_code == 422
    answer = reid.post(at(case, "note"), tip=str(tip.pk), text="@kenny758 calls")
    assert answer.status_code == 422
    assert "@kenny758 cannot be mentioned" in answer.text
    assert "@kenny758 calls</textarea>" in answer.text
    assert not Record.objects.filter(kind="note").exists()


def test_a_name_that_is_none_is_kept_at_the_case_by_a_tick_with_the_tip_that_was_chosen(
    house: House, case: Case, reid: Desk
) -> None:
    tip = case.entries.order_by("pk")[1].tip
    assert "it mentions nobody" not in reid.get(at(case)).text
    page = reid.post(at(case, "note"), tip=f"{tip.pk} {tip.version}", text="@kenny758 calls").text
    assert 'name="plain"' in page
    chosen = re.findall(r'<option value="([^"]+)" selected', page)
    assert chosen == [f"{tip.pk} {tip.version}"]
    assert reid.post(at(case, "note"), tip=chosen[0], text="@kenny758 calls", plain="on").status_code == 302
    assert Record.objects.get(kind="note").tip_id == tip.pk


def test_a_note_that_is_sent_twice_is_kept_once(case: Case, reid: Desk) -> None:
    offered = re.findall(r'<option value="([^"]+)"', reid.get(at(case)).text)
    answers = [reid.post(at(case, "note"), tip=offered[0], text="Known house").status_code for _ in range(2)]
    assert answers == [302, 409]
    assert Record.objects.filter(kind="note").count() == 1


def test_a_long_case_is_read_page_by_page(case: Case, reid: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_cases, "PAGE", 1)
    names = [tip.reference for tip in Tip.objects.all()]

    def listed(address: str) -> list[str]:
        part = reid.get(address).text.partition('id="tips-title"')[2].partition("</section>")[0]
        return [name for name in names if name in part]

    first, second = listed(at(case)), listed(at(case) + "?page=2")
    assert sorted(first + second) == sorted(names)
    assert 'rel="next" href="?page=2' in reid.get(at(case)).text
    assert listed(at(case) + "?page=99") == second
    assert listed(at(case) + "?page=x") == first


def test_tips_beyond_those_compared_are_listed_too(case: Case, reid: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_cases, "PAGE", 1)
    monkeypatch.setattr(reading_cases, "MOST_TIPS", 1)
    page = reid.get(at(case) + "?page=2").text
    assert "Of 2 tips the 1 most urgent were compared." in page
    assert page.count("Take it out") == 1


def test_of_two_titles_for_one_case_the_second_is_refused_and_stands_in_the_field(
    house: House, case: Case, reid: Desk
) -> None:
    (was,) = re.findall(r'name="was" value="(\w+)"', reid.get(at(case)).text)
    assert reid.post(at(case, "title"), title="The blue boat", was=was).status_code == 302
    refused = reid.post(at(case, "title"), title="The green boat", was=was)
    assert refused.status_code == 409
    assert 'value="The green boat"' in refused.text
    assert "<h1>The blue boat</h1>" in refused.text
    with pytest.raises(StaleTitle):
        rename_case(case=case, title="The red boat", ring=house.ring("reid"))
