"""Release copies at the desk."""

import re
from html import unescape
from io import BytesIO

import pikepdf
import pytest
from django.http import HttpResponse

from reports.casework.refer import inform_unit
from reports.models import AuditEntry, KeyPurpose, Release, Tip, TipKey
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.spoilt import spoil

STORY = "My cousin keeps guns in Fond Assau. He goes out Friday 20th 9 pm."
CLEAN = "The source knows that guns are kept in Gros Islet district."


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive(STORY)


def at(tip: Tip, what: str = "new") -> str:
    return f"/desk/tips/{tip.pk}/releases/{what}"


def press(desk: Desk, copy: str, do: str, **fields: str) -> HttpResponse:
    """Open a copy and press one of its buttons."""
    return desk.post(copy, do=do, seen=seen(desk.get(copy)), **fields)


def seen(page: HttpResponse) -> str:
    found = re.search(r'name="seen" value="(\w*)"', page.text)
    assert found, page.text
    return found[1]


def test_of_a_tip_in_which_nothing_is_masked_a_copy_is_written_too(house: House, reid: Desk) -> None:
    tip = arrive("Two outboard engines were stolen in Dennery.")
    asks = reid.get(at(tip))["Location"]
    assert asks.endswith("#source")
    assert '<details id="source" open>' in reid.get(asks).text
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert '<details id="source">' in page
    assert "Nothing is masked here" in page
    assert f'action="/desk/tips/{tip.pk}/source"' in page
    reid.ask_for_source(tip, "release")
    assert reid.get(at(tip)).status_code == 200
    assert "Nothing is masked here" not in reid.get(f"/desk/tips/{tip.pk}").text


def test_a_copy_goes_from_suggestions_to_a_colleague_s_check_and_onto_paper(house: House, tip: Tip, reid: Desk) -> None:
    assert reid.get(at(tip))["Location"].endswith("#source"), "who hides the source must have asked to see it"
    reid.ask_for_source(tip, "release")
    page = unescape(reid.get(at(tip)).text)
    assert "[the source knows] keeps guns in [Gros Islet district]. He goes out [a weekend evening]." in page
    reid.post(at(tip), text="My cousin keeps [guns]")
    copy = at(tip, str(Release.objects.get().pk))
    page = unescape(reid.get(copy).text)
    assert "This could still identify the source" in page
    assert "“My cousin”" in page
    assert "Brackets are left" in press(reid, copy, "send", text="[guns]").text
    assert press(reid, copy, "send", text=CLEAN).status_code == 302
    assert "Checked: release it" not in reid.get(copy).text
    press(reid, copy, "release")
    assert Release.objects.get().state == "waiting"
    assert reid.post(copy + "/file").status_code == 404
    jules = sign_in(house, "jules")
    jules.ask_for_source(tip, "release")
    assert "Checked: release it" in jules.get(copy).text
    press(jules, copy, "release")
    page = jules.get(copy).text
    assert "Intelligence: never to be filed or quoted" in page
    assert CLEAN in page
    assert "Anton Jules ·" in page
    assert "Read the release copy" in reid.get(f"/desk/tips/{tip.pk}/trail").text
    paper = jules.post(copy + "/file")
    assert paper["Content-Disposition"] == f'attachment; filename="release-{tip.reference}.pdf"'
    assert dict(pikepdf.open(BytesIO(paper.content)).docinfo) == {"/Title": f"Release copy {tip.reference}"}
    assert AuditEntry.objects.filter(act="release.exported").count() == 1
    assert jules.post(copy + "/file", agency="the newspaper").status_code == 404
    assert jules.post(copy + "/file", agency="customs").status_code == 200
    assert "Another unit, instead of the tip" in page
    assert jules.post(copy + "/file", agency="unit:trafficking").status_code == 200
    assert jules.post(copy + "/file", agency="unit:nowhere").status_code == 404
    assert not TipKey.objects.filter(tip=tip, unit__slug="trafficking").exists()
    assert "Gave the release copy to another unit" in reid.get(f"/desk/tips/{tip.pk}/trail").text
    assert "Gave the release copy to an outside agency" in reid.get(f"/desk/tips/{tip.pk}/trail").text
    found = b"".join(reid.client.post("/desk/search", {"words": "district"}).streaming_content)
    assert b"No tip fits" in found, "a copy is read with a reference or not at all"
    reid.post(copy, do="withdraw")
    assert CLEAN not in jules.get(copy).text
    assert jules.post(copy + "/file").status_code == 404


def test_who_writes_checks_or_saves_a_copy_is_told_which_signs_its_pdf_cannot_show(
    house: House, tip: Tip, reid: Desk
) -> None:
    told = "The PDF cannot show every sign"
    reid.ask_for_source(tip, "release")
    reid.post(at(tip), text=CLEAN)
    copy = at(tip, str(Release.objects.get().pk))
    assert told not in reid.get(copy).text
    press(reid, copy, "keep", text=f"{CLEAN} The boat is the 海星.")
    page = unescape(reid.get(copy).text)
    assert told in page
    assert "<bdi>海</bdi> [sign U+6D77], <bdi>星</bdi> [sign U+661F]" in page
    press(reid, copy, "send", text=f"{CLEAN} The boat is the 海星.")
    jules = sign_in(house, "jules")
    jules.ask_for_source(tip, "release")
    assert told in jules.get(copy).text, "who checks it"
    press(jules, copy, "release")
    assert told in jules.get(copy).text, "who saves it"
    assert jules.post(copy + "/file").status_code == 200


def test_the_page_says_who_of_two_can_still_check_a_copy(house: House, tip: Tip, reid: Desk) -> None:
    only, none = "You are the only one left who may check this copy.", "Nobody is left who may check this copy"
    jules = sign_in(house, "jules")
    for desk in (reid, jules):
        desk.ask_for_source(tip, "release")
    reid.post(at(tip), text=CLEAN)
    copy = at(tip, str(Release.objects.get().pk))
    assert [one in reid.get(copy).text for one in (only, none)] == [False, False]
    assert [one in jules.get(copy).text for one in (only, none)] == [True, False]
    press(jules, copy, "keep", text=CLEAN, translation="The source knows it.")
    assert none in reid.get(copy).text
    press(reid, copy, "send", text=CLEAN, translation="The source knows it.", weighed="on")
    assert Release.objects.get().state == "waiting"
    assert none in jules.get(copy).text


def test_a_copy_of_a_tip_of_fields_alone_begins_with_what_was_typed_into_them(house: House, reid: Desk) -> None:
    answers = {
        "category": "firearms", "place": "in Fond Assau", "when": "Friday 20th 9 pm", "how_known": "saw",
        "person.1.name": "Kervinn Zed", "person.1.role": "my cousin is his driver", "vehicle.1.plate": "PB 4521",
    }  # fmt: skip
    tip = arrive("", answers=answers)
    reid.ask_for_source(tip, "release")
    page = unescape(reid.get(at(tip)).text)
    assert "Where: in [Gros Islet district]\nWhen: [a weekend evening]" in page
    assert "A person: What has this person to do with it: [the source knows] is his driver" in page
    assert "A person: Name: Kervinn Zed" in page
    assert "A car, bus or bike: Number plate, or a part of it: PB 4521" in page
    assert "How do you know" not in page.partition("<textarea")[2].partition("</textarea")[0]


def test_a_unit_that_reads_for_information_has_no_release_copies(house: House, tip: Tip, reid: Desk) -> None:
    reid.ask_for_source(tip)
    reid.post(at(tip), text=CLEAN)
    inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=Tip.objects.get().version)
    felix = sign_in(house, "felix")
    page = felix.get(f"/desk/tips/{tip.pk}").text
    assert "Write a release copy" not in page
    assert "The source knows" not in page
    for path in (at(tip), at(tip, str(Release.objects.get().pk))):
        assert felix.get(path).status_code == 404
        assert felix.post(path, text=CLEAN, do="withdraw").status_code == 404


def test_a_copy_is_reached_through_its_own_tip_alone(house: House, tip: Tip, reid: Desk) -> None:
    other = arrive("They sell cocaine by the market in Castries")
    reid.ask_for_source(tip)
    reid.post(at(tip), text=CLEAN)
    assert reid.get(at(other, str(Release.objects.get().pk))).status_code == 404


def test_of_two_officers_in_one_draft_neither_overwrites_the_other(house: House, tip: Tip, reid: Desk) -> None:
    reid.ask_for_source(tip)
    reid.post(at(tip), text=CLEAN)
    copy, jules = at(tip, str(Release.objects.get().pk)), sign_in(house, "jules")
    jules.ask_for_source(tip, "release")
    mine, theirs = seen(reid.get(copy)), seen(jules.get(copy))
    assert reid.post(copy, do="keep", text="Marigot alone.", seen=mine).status_code == 302
    empty = jules.post(copy, do="keep", text="", seen=theirs)
    assert seen(empty) == theirs, "a refused page must not pass for one that shows the newest words"
    late = jules.post(copy, do="keep", text="Canaries alone.", seen=theirs)
    assert late.status_code == 409
    assert "Marigot alone." in late.text
    assert "Canaries alone.</textarea>" in late.text
    assert reid.get(copy).text.count("Canaries") == 0
    assert jules.post(copy, do="keep", text="Marigot and Canaries.", seen=seen(late)).status_code == 302
    press(reid, copy, "send", text="Marigot and Canaries.")
    gone = jules.post(copy, do="keep", text="Soufriere too.", seen=theirs)
    assert gone.status_code == 409
    assert "Soufriere too." in gone.text, "words that cannot be kept are still shown"
    assert "not a draft any more" in gone.text


@pytest.mark.parametrize("do", ["release", "keep"])
def test_a_damaged_copy_moves_nowhere_and_the_page_says_why(house: House, tip: Tip, reid: Desk, do: str) -> None:
    reid.ask_for_source(tip)
    reid.post(at(tip), text=CLEAN)
    copy, desk = at(tip, str(Release.objects.get().pk)), reid
    if do == "release":
        press(reid, copy, "send", text=CLEAN)
        desk = sign_in(house, "jules")
        desk.ask_for_source(tip, "release")
    state, shown = Release.objects.get().state, seen(desk.get(copy))
    spoil(KeyPurpose.ERASURE, Release.objects.get().record_id)
    refused = desk.post(copy, do=do, seen=shown, text=CLEAN, weighed="on")
    assert (refused.status_code, "does not fit its keys" in refused.text) == (403, True)
    assert Release.objects.get().state == state
