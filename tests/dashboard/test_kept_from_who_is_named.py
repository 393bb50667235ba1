"""What is added to a tip about an officer who reads it leaves nothing there but that she reads it no more."""

import re

import pytest

from reports.casework.recuse import step_back
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import Alert, AlertState, AuditEntry, Tip
from reports.queries.history import history_of
from reports.queries.lists import View
from reports.queries.question import read_question
from reports.queries.reading import find_tip, read_tip
from reports.queries.search import search
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all
from tests.dashboard.conftest import Desk, sign_in

PHONES = "A boy sells stolen phones behind the market in Castries"
NAMED = "The police woman Marcia Reid is buying the phones from him"
_OFTEN_NEW = re.compile(r'value="[^"]*"|content="[^"]*"|\b\d\d:\d\d\b')


def shown(desk: Desk, tip: Tip) -> list[str]:
    """What she sees of it anywhere, without the tokens that each page makes anew."""
    pages = [f"/desk/tips/{tip.pk}", "/desk/", "/desk/?list=for_us", "/desk/?list=all", "/desk/shift"]
    return [_OFTEN_NEW.sub("", desk.get(page).text) for page in pages]


def known(house: House, tip: Tip) -> dict[str, object]:
    """What stands in rows that her unit reads."""
    row = Tip.objects.filter(pk=tip.pk).values().get()
    entries = AuditEntry.objects.filter(unit_id__in=house.ring("reid").unit_ids, actor__in=["tipster", "worker"])
    return row | {"trail": sorted(entries.values_list("act", "tip_id")), "alerts": list(Alert.objects.values())}


def found(house: House) -> list[Tip]:
    parts = search(house.ring("reid"), read_question("phones"), "phones", View(which="all"))
    return [hit.tip for part in parts for hit in part.hits]


@pytest.mark.parametrize("in_danger", [False, True])
def test_nothing_on_the_tip_shows_that_words_about_her_came(house: House, reid: Desk, *, in_danger: bool) -> None:
    tip, receipt = triaged_tip(web(PHONES))
    jules = sign_in(house, "jules")
    for desk in (reid, jules):
        shown(desk, tip)  # what a first look changes is changed
    before, colleagues, rows = shown(reid, tip), shown(jules, tip), known(house, tip)
    accept(web(NAMED, joins=open_mailbox(receipt).key, in_danger=in_danger))
    assert shown(reid, tip) == before, "while it waits to be judged"
    assert known(house, tip) == rows
    assert len(found(house)) == 1
    triage_all()
    assert shown(jules, tip)[1:] == colleagues[1:], "once it is judged; on its page she can be mentioned no more"
    assert found(house) == []
    assert reid.get(f"/desk/tips/{tip.pk}").status_code == 404
    after = known(house, tip)
    apart = Tip.objects.get(unit__slug="standards")
    assert {alert["tip_id"] for alert in after.pop("alerts")} <= {apart.pk}
    assert after == {name: told for name, told in rows.items() if name != "alerts"}
    assert Alert.objects.filter(tip=apart, state=AlertState.RUNNING).exists() is in_danger
    assert [entry.from_officer for entry in open_mailbox(receipt).entries] == [False], "the tipster reads: you wrote"


def test_other_words_are_news_once_they_are_judged(house: House, reid: Desk) -> None:
    tip, receipt = triaged_tip(web(PHONES))
    accept(web("He is there on Fridays", joins=open_mailbox(receipt).key))
    assert "He is there" not in reid.get(f"/desk/tips/{tip.pk}").text
    triage_all()
    woken = Tip.objects.get()
    assert (woken.has_news, woken.waits_for_us, woken.arrivals) == (True, True, 2)
    assert [entry.act for entry in history_of(tip.pk, house.ring("reid"))].count("tip.added") == 1
    assert "He is there" in reid.get(f"/desk/tips/{tip.pk}").text


def test_a_tip_that_is_withdrawn_because_of_her_is_withdrawn_without_a_reason(house: House, reid: Desk) -> None:
    tip, receipt = triaged_tip(web(PHONES))
    said = {"mailbox.act": "withdraws"}
    accept(web(NAMED, joins=open_mailbox(receipt).key, withdraws=True, answers=said))
    triage_all()
    page = sign_in(house, "jules").get(f"/desk/tips/{tip.pk}").text
    assert "Withdraws the tip" in page
    assert "Marcia Reid is" not in page
    assert Tip.objects.get(pk=tip.pk).withdrawn
    apart = Tip.objects.get(unit__slug="standards")
    entries = read_tip(house.ring("charles"), apart, by=house.officer("charles")).entries
    assert [entry.text for entry in entries] == [NAMED]


def test_standards_see_to_which_tip_words_were_added_and_what_else_was(house: House, reid: Desk) -> None:
    tip, receipt = triaged_tip(web(PHONES))
    for words in (NAMED, "Marcia Reid keeps two of them in her car"):
        accept(web(words, joins=open_mailbox(receipt).key))
        triage_all()
    first, second = Tip.objects.filter(unit__slug="standards").order_by("pk")
    charles = sign_in(house, "charles")
    page = charles.get(f"/desk/tips/{first.pk}").text
    assert "Added to another tip" in page
    assert f"It was added to tip {tip.reference}" in page
    assert str(tip.pk) not in page, "standards cannot open it"
    assert f"/desk/tips/{first.pk}/beside/{second.pk}" in charles.get(f"/desk/tips/{first.pk}/same").text
    assert charles.get(f"/desk/tips/{first.pk}/beside/{second.pk}").text.count(tip.reference) == 1
    hers = "".join(reid.get(f"/desk/tips/{tip.pk}{page}").text for page in ("", "/trail", "/same"))
    assert [one.reference for one in (first, second) if one.reference in hers] == []


def test_that_standards_tried_to_open_her_tip_is_told_to_standards_alone(house: House, reid: Desk) -> None:
    tip, _ = triaged_tip(web(PHONES))
    for name in ("charles", "felix"):
        with pytest.raises(Tip.DoesNotExist):
            find_tip(house.ring(name), tip.pk)
    for page in (f"/desk/tips/{tip.pk}", f"/desk/tips/{tip.pk}/trail"):
        assert "Ian Charles" not in reid.get(page).text
        assert "Rita Felix" in reid.get(page).text
    told = history_of(tip.pk, house.ring("charles"))
    assert [entry.act for entry in told].count("tip.refused") == 2


def test_whom_added_words_shut_out_is_told_to_standards_and_to_no_colleague(house: House, reid: Desk) -> None:
    tip, receipt = triaged_tip(web(PHONES))
    jules = sign_in(house, "jules")
    assert jules.get(f"/desk/tips/{tip.pk}").status_code == 200
    assert "Open now at another desk: Anton Jules" in reid.get(f"/desk/tips/{tip.pk}").text
    accept(web("Anton Jules tells them when to hide", joins=open_mailbox(receipt).key))
    triage_all()
    assert jules.get(f"/desk/tips/{tip.pk}").status_code == 404
    page, trail = reid.get(f"/desk/tips/{tip.pk}").text, reid.get(f"/desk/tips/{tip.pk}/trail").text
    assert "was not let in" not in page + trail
    assert "Open now at another desk: Anton" not in page
    told = history_of(tip.pk, house.ring("charles"))
    assert [entry.act for entry in told].count("tip.refused") == 1


def test_of_who_stepped_back_it_stays_known_that_he_tried_again(house: House, reid: Desk) -> None:
    tip, _ = triaged_tip(web(PHONES))
    step_back(tip=tip, by=house.officer("jules"), version=Tip.objects.get(pk=tip.pk).version)
    assert sign_in(house, "jules").get(f"/desk/tips/{tip.pk}").status_code == 404
    assert "was not let in" in reid.get(f"/desk/tips/{tip.pk}/trail").text
