"""Making a second tip at the desk: what can be ticked, what is pasted, and taking it back."""

import re
from datetime import timedelta

from django.db.models import F

from reports.clock import today
from reports.lifecycle.expiry import erase_due
from reports.lifecycle.noted_days import note_days
from reports.models import ErasureDay, Split, StoredKey, Tip
from reports.queries.masking import MASK
from reports.releases.feedback import AgencyAnswer, take_answer
from reports.triage.learning.decisions import all_decisions
from tests.aged import kept_since
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.releases.handed import given, pair

DRUGS = "They sell cocaine by the school in Vieux Fort."
GIRL = "My sister saw the girl whom they keep in the house by the church in Micoud."


def second(tip: Tip) -> dict[str, object]:
    return {"version": tip.version, "unit": "trafficking", "category": "human_trafficking", "urgency": "1", "made": 0}


def test_a_ticked_sentence_and_an_answer_make_a_second_tip_and_it_is_taken_back(house: House, reid: Desk) -> None:
    tip = arrive(f"{DRUGS} {GIRL}", answers={"place": "by the old wharf", "how_known": "My sister told me"})
    to = f"/desk/tips/{tip.pk}/split"
    assert to in reid.get(f"/desk/tips/{tip.pk}").text
    page = reid.get(to).text
    assert DRUGS in page
    assert GIRL not in page, "what is masked on the tip is masked here"
    assert MASK in page
    assert "My sister told me" not in page
    parts = re.findall(r'name="part" value="([^"]+)"', page)
    assert len(parts) == 3
    made = reid.client.post(to, {**second(tip), "part": parts[1:]}, follow=True).text
    row = Tip.objects.exclude(pk=tip.pk).get()
    assert f"The second tip is made: {row.reference}." in made
    there = sign_in(house, "felix").get(f"/desk/tips/{row.pk}").text
    assert "whom they keep in the house by the church" in there
    assert "by the old wharf" in there
    assert "by the school" not in there
    assert "Words of another tip" in there
    assert tip.reference in there
    assert "a question would reach nobody" in there
    page = reid.client.post(to, {"do": "undo", "second": str(row.pk)}, follow=True).text
    assert "The second tip is taken back." in page
    assert not Split.objects.exists()
    assert "It cannot be taken back" in reid.post(to, do="undo", second=str(row.pk)).text


def test_who_asks_in_a_second_tip_is_told_that_it_has_no_mailbox(house: House, reid: Desk) -> None:
    tip = arrive(f"{DRUGS} {GIRL}", answers={"place": "by the old wharf"})
    to = f"/desk/tips/{tip.pk}/split"
    parts = re.findall(r'name="part" value="([^"]+)"', reid.get(to).text)
    reid.post(to, **second(tip), part=parts[-1])
    row = Tip.objects.exclude(pk=tip.pk).get()
    asked = sign_in(house, "felix").post(f"/desk/tips/{row.pk}/ask", version=row.version, question="On which days?")
    assert "this tip has no mailbox" in asked.text
    assert "not triaged" not in asked.text


def test_pasted_words_are_looked_for_as_the_officer_sees_them(reid: Desk) -> None:
    tip = arrive(f"{DRUGS} {GIRL}")
    to = f"/desk/tips/{tip.pk}/split"
    for words, told in (("", "Tick what the second tip tells"), ("cocaine\nby the wharf", "do not stand in the tip")):
        answer = reid.post(to, **second(tip), words=words)
        assert (answer.status_code, told in answer.text) == (422, True)
    answer = reid.post(to, **second(tip) | {"unit": ""})
    assert "Choose a unit." in answer.text
    assert reid.post(to, **second(tip), words="by the school\nin Micoud").status_code == 302
    assert Tip.objects.count() == 2


def test_words_whose_key_is_older_than_the_desk_may_destroy_are_gone_in_fourteen_days(reid: Desk) -> None:
    tip = arrive(f"{DRUGS} {GIRL}")
    to = f"/desk/tips/{tip.pk}/split"
    reid.post(to, **second(tip), words="in Micoud")
    made = Tip.objects.exclude(pk=tip.pk).get()
    kept_since(today() - timedelta(40), StoredKey.objects.filter(id=made.pk))
    page = reid.client.post(to, {"do": "undo", "second": str(made.pk)}, follow=True).text
    assert "Its words will be gone in fourteen days." in page
    note_days()
    assert erase_due() == 0
    ErasureDay.objects.update(erase_on=F("erase_on") - timedelta(13))
    assert erase_due() == 1
    assert not StoredKey.objects.filter(id=made.pk).exists()


def test_a_page_sent_twice_makes_one_tip_for_standards(reid: Desk) -> None:
    tip = arrive(f"{DRUGS} {GIRL}")
    to = f"/desk/tips/{tip.pk}/split"
    form = second(tip) | {"unit": "standards", "words": "in Micoud"}
    assert [reid.post(to, **form).status_code for _ in range(2)] == [302, 409]
    assert 'name="made" value="1"' in reid.get(to).text
    assert Split.objects.count() == 1


def test_an_old_page_makes_nothing(reid: Desk) -> None:
    tip = arrive(DRUGS)
    answer = reid.post(f"/desk/tips/{tip.pk}/split", **second(tip) | {"version": 99}, part=f"{tip.pk}/0")
    assert answer.status_code == 409
    assert Tip.objects.count() == 1


def test_a_second_tip_is_masked_unmasked_and_corrected_like_any_other(reid: Desk) -> None:
    tip = arrive(f"{DRUGS} {GIRL}")
    reid.post(f"/desk/tips/{tip.pk}/split", **second(tip) | {"unit": "narcotics"}, words=GIRL[len("My sister ") :])
    made = Tip.objects.exclude(pk=tip.pk).get()

    def at_version() -> int:
        return Tip.objects.get(pk=made.pk).version

    marks = f"/desk/tips/{made.pk}/marks"
    assert reid.post(marks, do="mask", words="the church", kind="", version=at_version()).status_code == 302
    reid.ask_for_source(made)
    [place] = re.findall(r'name="place" value="([^"]+)"', reid.get(marks).text)[:1]
    unmask = {"do": "unmask", "record": str(made.pk), "place": place}
    assert reid.post(marks, **unmask, version=at_version()).status_code == 302
    meant = {"category": "child_abuse", "urgency": "today", "junk": "tip", "language": "en"}
    assert reid.post(f"/desk/tips/{made.pk}/correct", **meant, version=at_version()).status_code == 302
    assert Tip.objects.get(pk=made.pk).category == "child_abuse"
    assert [decision.meant["category"] for decision in all_decisions()] == ["child_abuse"]


def test_what_an_agency_answered_is_none_of_the_words_that_can_go_along(house: House, reid: Desk) -> None:
    asks = given(house)
    take_answer(AgencyAnswer(used=True, code="seizure", numbers={}, text="His wife told us."), **pair(asks))
    triage_all()
    [tip] = Tip.objects.all()
    page = reid.get(f"/desk/tips/{tip.pk}/split").text
    assert 'name="part"' in page
    assert "His wife" not in page
