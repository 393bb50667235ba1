"""The page on which single findings are put right."""

import re
from html import unescape

import pytest

from reports.casework.refer import inform_unit
from reports.models import AuditEntry, Tip
from reports.triage.learning.single import all_said
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in

STORY = "My cousin Kervin Alcide sells crack behind the yellow gate in Dennery. His truck is PB 4521."


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive(STORY)


def at(tip: Tip, act: str = "marks") -> str:
    return f"/desk/tips/{tip.pk}/{act}".rstrip("/")


def mask(desk: Desk, tip: Tip, words: str, **more: str) -> object:
    return desk.post(at(tip), do="mask", words=words, kind="", version=only_tip().version, **more)


def test_an_officer_masks_what_the_machine_missed_from_the_tip_s_own_page(tip: Tip, reid: Desk) -> None:
    page = reid.get(at(tip, "")).text
    assert "yellow gate" in page
    assert "Mask words that the machine missed" in page
    form = {"from": "tip", "do": "mask", "words": "the yellow  GATE", "kind": "neighbour"}
    answer = reid.post(at(tip), version=tip.version, **form)
    assert answer["Location"] == at(tip, "")
    page = reid.get(at(tip, "")).text
    assert "yellow gate" not in page
    assert "Masked in one place." in page
    assert "Masked words that could identify the tipster" in reid.get(at(tip, "trail")).text


def test_words_that_are_not_there_are_said_to_be_so_and_stay_in_the_field(tip: Tip, reid: Desk) -> None:
    answer = reid.post(at(tip), do="mask", words="the blue gate", version=tip.version)
    assert answer.status_code == 422
    assert "do not stand in the tip as you see it" in answer.text
    assert "the blue gate</textarea>" in answer.text
    assert reid.post(at(tip), do="mask", words="", version=tip.version).status_code == 422
    stale = reid.post(at(tip), do="mask", words="Dennery", version=tip.version + 1)
    assert stale.status_code == 409
    assert "Dennery</textarea>" in stale.text


def test_a_mask_is_taken_off_by_who_sees_what_is_under_it_and_for_good(house: House, tip: Tip, reid: Desk) -> None:
    assert "cousin" not in reid.get(at(tip)).text
    reid.ask_for_source(tip)
    page = unescape(reid.get(at(tip)).text)
    assert "cousin" in page
    [place] = re.findall(r'name="place" value="(:0:\d+)"', page)[:1]
    form = {"do": "unmask", "record": str(tip.pk), "place": place, "version": only_tip().version}
    reid.post(at(tip, "source/hide"))
    assert reid.post(at(tip), **form).status_code == 409
    reid.ask_for_source(tip)
    assert reid.post(at(tip), **form).status_code == 302
    reid.post(at(tip, "source/hide"))
    assert "My cousin" in reid.get(at(tip, "")).text
    assert "My cousin" in reid.get("/desk/").text
    reid.post(at(tip), do="back", record=str(tip.pk), number=0, version=only_tip().version)
    assert "cousin" not in reid.get(at(tip, "")).text


def test_a_thing_is_said_to_be_none(tip: Tip, reid: Desk) -> None:
    start = STORY.index("PB 4521")
    form = {"do": "thing", "record": str(tip.pk), "place": f":{start}:{start + 7}", "kind": "plate", "meant": ""}
    assert f':{start}:{start + 7}"' in reid.get(at(tip)).text
    assert reid.post(at(tip), version=tip.version, **form).status_code == 302
    page = reid.get(at(tip)).text
    assert f':{start}:{start + 7}"' not in page
    assert "What officers took away" in page
    assert reid.post(at(tip), version=only_tip().version, **form).status_code == 409
    assert [said.said for _, said in all_said()] == ["plate"]


def test_an_officer_says_what_words_name_and_takes_it_back(tip: Tip, reid: Desk) -> None:
    page = reid.get(at(tip)).text
    assert "Name what the machine missed" in page
    assert "yellow gate in Dennery" in page, "the words to choose from"
    sent = {"do": "add", "said": "Yellow  gate", "meant": "place", "village": "Dennery"}
    assert reid.post(at(tip), version=tip.version, **sent)["Location"] == at(tip)
    page = unescape(reid.get(at(tip)).text)
    assert "Found now in one place." in page
    start = STORY.index("yellow gate")
    place = f":{start}:{start + len('yellow gate')}"
    assert f'value="{place}"' in page
    assert page.count("said by an officer") == 1
    assert "Said of words that triage passed by what they name" in reid.get(at(tip, "trail")).text
    back = {"do": "thing", "record": str(tip.pk), "place": place, "kind": "place", "meant": ""}
    assert reid.post(at(tip), version=only_tip().version, **back).status_code == 302
    assert "said by an officer" not in reid.get(at(tip)).text
    assert [(said.said, said.meant) for _, said in all_said()] == [("", "place")]


@pytest.mark.parametrize(
    ("said", "meant", "why"),
    [
        ("the blue gate", "place", "do not stand in the tip outside its masks"),
        ("cousin", "person", "do not stand in the tip outside its masks"),
        ("PB 4521", "vessel", "is found there already"),
        ("yellow gate", "phone", "at least seven digits"),
        ("yellow gate", "", "Choose what they name."),
        ("yellow gate", "drug", "Select a valid choice"),
        ("", "person", "Write the words that name it."),
    ],
)
def test_what_cannot_be_named_is_refused_with_a_sentence_beside_its_words(
    tip: Tip, reid: Desk, said: str, meant: str, why: str
) -> None:
    reid.ask_for_source(tip)  # what is masked is refused to who sees it, too
    answer = reid.post(at(tip), do="add", said=said, meant=meant, village="", version=only_tip().version)
    assert answer.status_code == 422
    assert why in unescape(answer.text)
    assert f'value="{said}"' in answer.text
    assert list(all_said()) == []


def test_a_word_named_as_a_colleague_changed_the_tip_stays_in_the_field(tip: Tip, reid: Desk) -> None:
    stale = reid.post(at(tip), do="add", said="gate", meant="place", village="", version=tip.version + 1)
    assert stale.status_code == 409
    assert 'value="gate"' in stale.text


def test_a_tip_that_is_not_the_same_is_suggested_no_more(house: House, reid: Desk) -> None:
    earlier, tip = arrive(STORY), arrive(f"{STORY} Please come.")
    assert "Not the same incident" in reid.get(at(tip)).text
    answer = reid.post(
        at(tip), do="unlike", record=str(tip.pk), other=str(earlier.pk), version=Tip.objects.get(pk=tip.pk).version
    )
    assert answer.status_code == 302
    assert f"/beside/{earlier.pk}" not in reid.get(at(tip, "")).text


def test_what_is_no_act_changes_nothing(tip: Tip, reid: Desk) -> None:
    back = {"do": "back", "record": str(tip.pk), "number": "-1"}
    for form in ({}, {"do": "unmask"}, {"do": "thing", "record": "x"}, back):
        assert reid.post(at(tip), version=tip.version, **form).status_code == 409
    assert only_tip().version == tip.version


def test_who_reads_for_information_puts_nothing_right(house: House, tip: Tip, reid: Desk) -> None:
    inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=tip.version)
    felix = sign_in(house, "felix")
    assert felix.get(at(tip)).status_code == 302
    assert "Only officers of the unit" in felix.get(f"/desk/tips/{tip.pk}").text
    assert felix.post(at(tip), do="mask", words="Dennery", version=only_tip().version).status_code == 409
    sent = {"do": "add", "said": "Dennery", "meant": "person"}
    assert felix.post(at(tip), version=only_tip().version, **sent).status_code in (409, 422)
    assert not AuditEntry.objects.filter(act="finding.masked").exists()


def test_passing_a_tip_on_can_say_that_triage_chose_the_wrong_unit(house: House, tip: Tip, reid: Desk) -> None:
    assert reid.post(at(tip, "refer"), unit="nowhere", wrongly="on", version=tip.version).status_code == 409
    assert list(all_said()) == []
    assert reid.post(at(tip, "refer"), unit="trafficking", wrongly="on", version=tip.version).status_code == 302
    [(_, said)] = all_said()
    assert (said.step, said.meant) == ("routing", "trafficking")


def test_a_release_copy_that_holds_words_masked_by_hand_is_warned_of(tip: Tip, reid: Desk) -> None:
    reid.post(at(tip), do="mask", words="yellow gate", kind="", version=tip.version)
    reid.ask_for_source(tip, "release")
    page = reid.get(at(tip, "releases/new")).text
    assert "yellow gate" not in page
    address = reid.post(at(tip, "releases/new"), text="Crack is sold behind the yellow gate.")["Location"]
    warned = reid.get(address).text.partition("This could still identify the source")[2].partition("</ul>")[0]
    assert "yellow gate" in warned
