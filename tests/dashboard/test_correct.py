"""Correcting what triage found, on a page of its own."""

import re

from reports import keystore
from reports.intake.door import accept
from reports.models import AuditEntry, KeyPurpose, ProposedTerm, Tip, Urgency
from reports.triage.learning.decisions import all_decisions
from tests.arrivals import web
from tests.conftest import House, only_tip, triage_all
from tests.dashboard.conftest import Desk

WORDS = "They sell weed and zibblewort by the school in Vieux Fort"


def judged_tip(words: str = WORDS) -> Tip:
    accept(web(words))
    triage_all()
    return only_tip()


def right(tip: Tip, **other: str | int) -> dict[str, str | int]:
    meant = {"category": "theft", "urgency": "routine", "junk": "tip", "language": "en", "version": tip.version}
    return meant | other


def routine_tip() -> Tip:
    tip = judged_tip()
    Tip.objects.update(urgency=Urgency.ROUTINE)
    return tip


def in_the_form(page: str) -> dict[str, str]:
    """Return what a browser would send from a page of correction, if nobody touched it."""
    chosen = re.findall(r'<select name="(\w+)"(?:(?!</select>).)*?value="(\w+)" selected', page, re.DOTALL)
    hidden = re.findall(r'<input type="hidden" name="(seen_\w+|version)" value="([^"]*)"', page)
    return dict(chosen + hidden)


def test_the_tip_leads_to_its_correction_which_starts_with_what_stands(house: House, reid: Desk) -> None:
    tip = judged_tip()
    assert "As it stands now" not in reid.get(f"/desk/tips/{tip.pk}").text
    assert f"/desk/tips/{tip.pk}/correct" in reid.get(f"/desk/tips/{tip.pk}").text
    page = reid.get(f"/desk/tips/{tip.pk}/correct").text
    assert re.search(r'<option value="drugs" selected>', page)
    assert 'value="zibblewort"' in page


def test_who_puts_the_kind_right_leaves_it_as_it_stands_whether_it_is_a_tip(house: House, reid: Desk) -> None:
    tip = judged_tip("Buy cheap pills at www.pills.example, best price, free delivery, click now, 50 % off")
    for stands in (True, False):  # whatever triage said: a colleague decided meanwhile
        Tip.objects.update(looks_junk=stands)
        page = reid.get(f"/desk/tips/{tip.pk}/correct").text
        (junk,) = re.findall(r'<select name="junk".*?value="(\w+)" selected', page, re.DOTALL)
        reid.post(f"/desk/tips/{tip.pk}/correct", **right(only_tip(), junk=junk))
        assert only_tip().looks_junk == stands


def test_what_was_kept_is_said_as_it_was(house: House, reid: Desk) -> None:
    tip = judged_tip()
    at = f"/desk/tips/{tip.pk}"
    page = reid.get(f"{at}/correct").text
    assert "Keep it as it stands here</button>" in page
    reid.post(f"{at}/correct", **in_the_form(page))
    assert "Kept: it was right as it stood, and that counts too." in reid.get(at).text
    reid.post(f"{at}/correct", **in_the_form(reid.get(f"{at}/correct").text) | {"category": "theft"})
    assert "Kept. The tip is put right." in reid.get(at).text


def test_a_correction_puts_the_tip_right_and_keeps_the_chosen_words(house: House, reid: Desk) -> None:
    tip = judged_tip()
    answer = reid.post(f"/desk/tips/{tip.pk}/correct", **right(tip, words="zibblewort"))
    assert answer.status_code == 302
    assert only_tip().category == "theft"
    page = reid.get(f"/desk/tips/{tip.pk}").text.partition("What triage found, and why")[2]
    now = page.partition("As triage found it")[0]
    assert "<dt>What it is about</dt><dd><strong>Theft or break-in</strong></dd>" in now
    assert [(term.word, term.category) for term in ProposedTerm.objects.all()] == [("zibblewort", "theft")]
    assert [decision.meant["category"] for decision in all_decisions()] == ["theft"]


def test_a_colleague_was_faster_and_what_was_chosen_is_kept(house: House, reid: Desk) -> None:
    tip = judged_tip()
    sent = in_the_form(reid.get(f"/desk/tips/{tip.pk}/correct").text) | {"category": "theft"}
    Tip.objects.update(version=tip.version + 1)
    answer = reid.post(f"/desk/tips/{tip.pk}/correct", **sent)
    assert answer.status_code == 409
    assert re.search(r'<option value="theft" selected>', answer.text)
    assert not all_decisions()


def test_a_word_that_is_not_of_this_tip_is_refused(house: House, reid: Desk) -> None:
    tip = judged_tip()
    answer = reid.post(f"/desk/tips/{tip.pk}/correct", **right(tip, words="neighbourhood"))
    assert answer.status_code == 422
    assert not ProposedTerm.objects.exists()


def test_an_officer_of_another_unit_finds_nothing_to_correct(house: House, felix: Desk) -> None:
    tip = judged_tip()
    assert felix.get(f"/desk/tips/{tip.pk}/correct").status_code == 404
    assert felix.post(f"/desk/tips/{tip.pk}/correct", **right(tip)).status_code == 404
    assert not AuditEntry.objects.filter(act="tip.corrected").exists()


def test_a_tip_that_is_not_judged_yet_has_nothing_to_correct(house: House, reid: Desk) -> None:
    accept(web(WORDS))
    tip = only_tip()
    answer = reid.get(f"/desk/tips/{tip.pk}/correct")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/tips/{tip.pk}")


def test_a_tip_whose_second_key_is_gone_is_not_corrected_and_the_page_says_why(house: House, reid: Desk) -> None:
    tip = judged_tip()
    keystore.destroy(KeyPurpose.FINGERPRINT, [tip.pk])
    assert reid.post(f"/desk/tips/{tip.pk}/correct", **right(tip)).status_code == 403
    assert only_tip().category == "drugs"


def test_what_a_colleague_raised_meanwhile_is_not_lowered_by_pressing_again(house: House, reid: Desk) -> None:
    address = f"/desk/tips/{routine_tip().pk}/correct"
    seen = in_the_form(reid.get(address).text)
    assert reid.post(address, **seen | {"urgency": "immediate"}).status_code == 302
    refused = reid.post(address, **seen | {"category": "theft"})
    assert refused.status_code == 409
    assert "was Routine, is Immediate now." in refused.text
    assert "You had chosen" not in refused.text
    assert reid.post(address, **in_the_form(refused.text)).status_code == 302
    assert (only_tip().urgency, only_tip().category) == (Urgency.IMMEDIATE, "theft")


def test_where_both_changed_the_same_the_tip_stays_as_it_is_and_both_are_told(house: House, reid: Desk) -> None:
    address = f"/desk/tips/{routine_tip().pk}/correct"
    seen = in_the_form(reid.get(address).text)
    reid.post(address, **seen | {"urgency": "immediate"})
    refused = reid.post(address, **seen | {"urgency": "today"})
    assert "was Routine, is Immediate now." in refused.text
    assert "You had chosen Today: choose it again below if it is still right." in refused.text
    assert in_the_form(refused.text)["urgency"] == "immediate"
    again = in_the_form(refused.text) | {"urgency": "today"}  # he looked, and decides
    assert reid.post(address, **again).status_code == 302
    assert only_tip().urgency == Urgency.TODAY


def test_a_correction_that_was_begun_and_left_lowers_nothing_that_was_raised_since(house: House, reid: Desk) -> None:
    tip = routine_tip()
    address, page = f"/desk/tips/{tip.pk}/correct", reid.get(f"/desk/tips/{tip.pk}/correct").text
    carried = re.search(r'name="draft_pass" value="([^"]+)"', page)
    assert carried
    seen = in_the_form(page)
    keep = f"/desk/tips/{tip.pk}/draft/correction"
    assert reid.post(keep, draft_pass=carried[1], **seen | {"category": "theft"}).status_code == 200
    Tip.objects.update(urgency=Urgency.IMMEDIATE, version=tip.version + 1)
    begun = reid.get(address).text
    assert "was Routine, is Immediate now." in begun
    assert reid.post(address, **in_the_form(begun)).status_code == 302
    assert (only_tip().urgency, only_tip().category) == (Urgency.IMMEDIATE, "theft")


def test_a_danger_that_was_raised_without_a_new_version_is_not_lowered_either(house: House, reid: Desk) -> None:
    address = f"/desk/tips/{routine_tip().pk}/correct"
    seen = in_the_form(reid.get(address).text)
    Tip.objects.update(urgency=Urgency.IMMEDIATE)
    assert reid.post(address, **seen | {"category": "theft"}).status_code == 409
    assert only_tip().urgency == Urgency.IMMEDIATE
