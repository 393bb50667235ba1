"""What agencies owe: late, waiting, answered and looked at or not, for the unit that gave the copy."""

from datetime import timedelta

from reports.casework.merging import merge_tip
from reports.clock import today
from reports.models import AuditEntry, Feedback
from reports.releases.answers import take_over, withdraw_number
from reports.releases.feedback import AgencyAnswer, take_answer
from reports.releases.owed import Due, owed, to_look_at
from reports.signed_row import sign_row
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import sign_in
from tests.releases.handed import given, pair


def test_a_copy_is_chased_from_half_its_time_until_somebody_has_looked_at_the_answer(house: House) -> None:
    asks, ring = given(house), house.ring("reid")
    [one] = owed(ring)
    assert (one.due, one.given_on, to_look_at(ring)) == (Due.WAITS, today(), 0)
    for left, due, count in ((29, Due.LATE, 1), (-1, Due.NEVER, 0), (30, Due.WAITS, 0)):
        Feedback.objects.update(last_day=today() + timedelta(days=left))
        assert ([each.due for each in owed(ring)], to_look_at(ring)) == ([due], count), left
    assert owed(house.ring("felix")) == []
    moved = Feedback.objects.get()
    sign_row(moved)
    moved.save()
    take_answer(AgencyAnswer(used=True), **pair(asks))
    assert ([each.due for each in owed(ring)], to_look_at(ring)) == ([Due.NEWS], 1)
    found = Feedback.objects.select_related("tip").get()
    take_over(found.pk, tip=found.tip, by=house.officer("reid"))
    assert ([each.due for each in owed(ring)], to_look_at(ring)) == ([Due.DONE], 0)


def test_an_answer_without_numbers_is_done_with_once_somebody_says_that_he_has_looked(house: House) -> None:
    asks, ring = given(house), house.ring("reid")
    take_answer(AgencyAnswer(used=False, code="not_found", text="Nothing there."), **pair(asks))
    triage_all()
    found = Feedback.objects.select_related("tip").get()
    desk, at = sign_in(house, "reid"), f"/desk/tips/{found.tip_id}"
    assert "I have looked at the answer to" in desk.get(at).text
    assert to_look_at(ring) == 1
    assert sign_in(house, "felix").post(f"{at}/numbers/{found.pk}/looked-at").status_code == 404
    assert desk.post(f"{at}/numbers/{found.pk}/looked-at").status_code == 302
    assert ([each.due for each in owed(ring)], to_look_at(ring)) == ([Due.DONE], 0)
    page = desk.get(at).text
    assert "Looked at by Marcia Reid" in page
    assert "I have looked at the answer to" not in page
    assert AuditEntry.objects.filter(act="feedback.looked_at", tip_id=found.tip_id).count() == 1


def test_an_answer_with_numbers_is_not_done_with_before_they_are_taken_over(house: House) -> None:
    asks, ring = given(house), house.ring("reid")
    take_answer(AgencyAnswer(used=True, numbers={"arrests": 2}), **pair(asks))
    triage_all()
    found = Feedback.objects.select_related("tip").get()
    desk, at = sign_in(house, "reid"), f"/desk/tips/{found.tip_id}"
    assert "I have looked at the answer to" not in desk.get(at).text
    assert desk.post(f"{at}/numbers/{found.pk}/looked-at").status_code == 404
    assert to_look_at(ring) == 1


def test_an_answer_with_numbers_at_a_merged_tip_is_looked_at_there(house: House) -> None:
    asks, ring = given(house), house.ring("reid")
    take_answer(AgencyAnswer(used=True, numbers={"arrests": 2}), **pair(asks))
    triage_all()
    found = Feedback.objects.select_related("tip").get()
    leads = arrive("They sell cocaine by the school in Dennery")
    assert leads.unit_id == found.tip.unit_id
    merge_tip(tip=found.tip, into=leads, ring=ring, version=found.tip.version, leads_version=leads.version)
    desk, at = sign_in(house, "reid"), f"/desk/tips/{found.tip_id}"
    page = desk.get(at).text
    assert "over into what came of it" not in page
    assert "written down at the tip that leads this one" in page
    assert "I have looked at the answer to" in page
    assert desk.post(f"{at}/numbers/{found.pk}/looked-at").status_code == 302
    assert ([each.due for each in owed(ring)], to_look_at(ring)) == ([Due.DONE], 0)


def test_a_number_that_was_taken_back_is_owed_no_more(house: House) -> None:
    given(house)
    found = Feedback.objects.select_related("tip").get()
    withdraw_number(found.pk, tip=found.tip, by=house.officer("reid"))
    assert owed(house.ring("reid")) == []
