"""Who may be meant by a last name does not read the tip; but somebody always does."""

import pytest

from reports.alerts.roster import Roster, may_confirm
from reports.casework.claim import claim_tip
from reports.casework.refer import refer_tip
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import Alert, AlertState, AuditEntry, ConfirmedBy, Recusal, Status, Tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all


def _off(tip: Tip) -> set[str]:
    return set(Recusal.objects.filter(tip=tip).values_list("officer__username", flat=True))


def test_an_officer_whose_last_name_stands_there_alone_does_not_read_it_in_his_own_unit(house: House) -> None:
    tip, _ = triaged_tip(web("Jules selling cocaine by the standpipe"))
    assert (tip.unit.slug, _off(tip)) == ("narcotics", {"jules"})
    assert tip not in house.ring("jules").tips
    assert tip in house.ring("reid").tips
    assert not AuditEntry.objects.filter(act="tip.recused").exists()


def test_an_officer_whose_last_name_stands_there_is_not_called_nor_does_the_duty_unit_s_key_open_it(
    house: House,
) -> None:
    words = "My uncle force a girl to work for reid in the bar, she cannot leave"
    tip, _ = triaged_tip(web(words, in_danger=True))
    assert tip.unit.slug == "trafficking"
    assert _off(tip) == {"reid"}
    assert tip not in house.ring("reid").tips_for_information
    assert not may_confirm(tip, house.officer("reid").pk)
    assert may_confirm(tip, house.officer("jules").pk)
    assert house.officer("reid").pk not in Roster().everybody(tip)


def test_a_tip_with_the_last_name_of_everybody_who_would_read_it_goes_to_standards(house: House) -> None:
    tip, _ = triaged_tip(web("jules an reid selling cocaine by the standpipe"))
    assert (tip.unit.slug, _off(tip)) == ("standards", set())


def test_an_addition_with_an_officer_s_last_name_takes_the_tip_from_him(house: House) -> None:
    tip, receipt = triaged_tip(web("They sell cocaine by the standpipe"))
    claim_tip(tip=tip, by=house.officer("jules"), version=tip.version)
    accept(web("is jules own", joins=open_mailbox(receipt).key))
    triage_all()
    tip.refresh_from_db()
    assert (tip.status, tip.assigned_to, _off(tip)) == (Status.NEW, None, {"jules"})
    assert tip.due_at is not None


def test_an_addition_with_everybody_s_last_name_is_set_apart(house: House) -> None:
    tip, receipt = triaged_tip(web("They sell cocaine by the standpipe"))
    accept(web("is jules an reid own", joins=open_mailbox(receipt).key))
    triage_all()
    assert Tip.objects.exclude(pk=tip.pk).get().unit.slug == "standards"
    assert _off(tip) == set()


def test_an_addition_that_would_leave_nobody_keeps_who_reads_it_now(house: House) -> None:
    tip, receipt = triaged_tip(web("Jules selling cocaine by the standpipe"))
    accept(web("is reid own", joins=open_mailbox(receipt).key))
    triage_all()
    moved = Tip.objects.exclude(pk=tip.pk).first()
    assert moved is not None or _off(tip) == {"jules"}, "apart, or read by who is left"
    assert tip in house.ring("reid").tips


def _confirmed_by(house: House, name: str) -> None:
    over = {"state": AlertState.CONFIRMED, "due_at": None, "begun_at": None}
    Alert.objects.update(confirmed_by=house.officer(name), how=ConfirmedBy.DESK, **over)


def test_danger_rings_anew_once_who_saw_to_it_is_kept_from_it(house: House) -> None:
    accept(web("They sell cocaine by the standpipe, jules have a gun on them", in_danger=True))
    _confirmed_by(house, "jules")
    triage_all()
    assert "jules" in _off(only_tip())
    alert = Alert.objects.get()
    assert (alert.state, alert.confirmed_by) == (AlertState.RUNNING, None)


def test_danger_that_a_colleague_sees_to_rings_no_more(house: House) -> None:
    accept(web("They sell cocaine by the standpipe, jules have a gun on them", in_danger=True))
    _confirmed_by(house, "reid")
    triage_all()
    assert Alert.objects.get().state == AlertState.CONFIRMED


@pytest.mark.parametrize(
    "words",
    [
        "Jools polis la ka vini pou tjwé mwen apwézan",
        "Anton J the police is choking my mother now",
        "antonjules@gov.lc has a gun to my head now",
    ],
)
def test_who_is_named_as_he_sounds_or_in_part_is_not_called_for_it(house: House, words: str) -> None:
    tip, _ = triaged_tip(web(words, in_danger=True))
    assert "jules" in _off(tip)
    assert tip not in house.ring("jules").tips
    assert house.officer("jules").pk not in Roster().everybody(tip)


def test_an_answer_that_names_an_officer_as_he_sounds_takes_the_tip_from_him(house: House) -> None:
    tip, receipt = triaged_tip(web("They sell cocaine by the standpipe"))
    accept(web("Jools polis la ka vini la chak swè", joins=open_mailbox(receipt).key))
    triage_all()
    assert "jules" in _off(tip)


def test_who_passes_it_on_shows_it_to_nobody_whose_name_sounds_so(house: House) -> None:
    tip, _ = triaged_tip(web("Jools the detective sell back the coke in Bexon"))
    assert tip.unit.slug == "standards"
    passed = refer_tip(tip=tip, to="narcotics", ring=house.ring("charles"), version=tip.version, nothing_against=True)
    assert _off(passed) == {"jules"}
    assert passed in house.ring("reid").tips
