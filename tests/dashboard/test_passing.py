"""Passing tips on, at the desk."""

import pytest

from reports import audit, keystore
from reports.casework.notes import add_note
from reports.models import AuditEntry, FindingCorrection, KeyPurpose, Record, RecordKind, Recusal
from tests.casework.test_recuse import set_apart
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.desk_api.programs import program
from tests.spoilt import spoil


def test_a_tip_is_passed_on_from_its_page(house: House, reid: Desk) -> None:
    tip = arrive()
    assert "Pass the tip on" in reid.get(f"/desk/tips/{tip.pk}").text
    sent = {"unit": "trafficking", "version": tip.version, "reads_on": "on"}
    page = reid.client.post(f"/desk/tips/{tip.pk}/refer", sent, follow=True).text
    assert "The tip is with the other unit now." in page
    left = reid.get(f"/desk/tips/{tip.pk}").text
    assert "works on this tip. You can read it, and do nothing to it." in left
    assert "<textarea" not in left
    assert "Passed the tip on" in sign_in(house, "felix").get(f"/desk/tips/{tip.pk}").text


@pytest.mark.parametrize(("kept", "status"), [({}, 404), ({"reads_on": "on"}, 409)])
@pytest.mark.parametrize(("act", "field"), [("note", "text"), ("ask", "question")])
def test_words_typed_while_the_tip_is_passed_on_stand_on_the_page(
    house: House, reid: Desk, act: str, field: str, kept: dict[str, str], status: int
) -> None:
    tip = arrive()
    reid.post(f"/desk/tips/{tip.pk}/refer", unit="trafficking", version=tip.version, **kept)
    page = reid.post(f"/desk/tips/{tip.pk}/{act}", **{field: "Ask the harbour master"})
    assert page.status_code == status
    assert "Ask the harbour master" in page.text
    assert "Copy it now" in page.text


def test_words_begun_before_the_tip_was_passed_on_stand_on_the_officer_s_own_page(house: House, reid: Desk) -> None:
    tip = arrive()
    reid.post(f"/desk/tips/{tip.pk}/draft", text="Ask the harbour master")
    assert "Ask the harbour master" not in reid.get("/desk/you").text
    reid.post(f"/desk/tips/{tip.pk}/refer", unit="trafficking", version=tip.version)
    assert "Ask the harbour master" in reid.get("/desk/you").text


def test_a_tip_that_may_speak_of_everybody_there_is_not_passed_on_and_no_name_is_said(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine for Felix by the school")
    page = reid.post(f"/desk/tips/{tip.pk}/refer", unit="trafficking", version=tip.version)
    assert page.status_code == 409
    assert "Nobody of that unit could read this tip." in page.text


@pytest.mark.parametrize("purpose", [KeyPurpose.ERASURE, KeyPurpose.FINGERPRINT])
def test_a_damaged_tip_that_came_to_the_wrong_unit_is_passed_on_without_the_remark(
    house: House, reid: Desk, purpose: KeyPurpose
) -> None:
    tip = arrive()
    spoil(purpose, tip.pk)
    sent = reid.post(f"/desk/tips/{tip.pk}/refer", unit="trafficking", version=tip.version, wrongly="on")
    assert (sent.status_code, only_tip().unit.slug) == (302, "trafficking")
    assert not FindingCorrection.objects.exists()
    assert not AuditEntry.objects.filter(act="finding.wrong_unit").exists()


def test_another_unit_is_let_in_to_read(house: House, reid: Desk) -> None:
    tip = arrive()
    page = reid.client.post(f"/desk/tips/{tip.pk}/inform", {"unit": "trafficking", "version": tip.version}, follow=True)
    assert "The other unit can read the tip now." in page.text
    assert tip.reference in sign_in(house, "felix").get("/desk/?list=informed").text


def test_who_may_only_read_a_tip_is_led_back_from_each_form_that_would_be_refused(house: House, reid: Desk) -> None:
    tip = arrive()
    reid.post(f"/desk/tips/{tip.pk}/inform", unit="trafficking", version=tip.version)
    felix = sign_in(house, "felix")
    for page in ("correct", "outcome", "case", "marks", "split"):
        assert reid.get(f"/desk/tips/{tip.pk}/{page}").status_code == 200, page
        led = felix.get(f"/desk/tips/{tip.pk}/{page}")
        assert (led.status_code, led["Location"]) == (302, f"/desk/tips/{tip.pk}"), page
    assert "Only officers of the unit that works on a tip can do this." in felix.get(f"/desk/tips/{tip.pk}").text


@pytest.mark.parametrize(
    ("act", "sent"),
    [("claim", {}), ("release", {}), ("note", {"text": "x"}), ("ask", {"question": "x"}), ("status", {"to": "waiting"}),
     ("close", {"reason": "nothing"}), ("outcome", {"arrests": "1"}),
     ("correct", {"category": "drugs", "urgency": "today", "junk": "tip", "language": "en"})],
)  # fmt: skip
def test_who_reads_a_tip_for_information_is_told_that_nothing_can_be_done(
    house: House, reid: Desk, act: str, sent: dict[str, str]
) -> None:
    tip = arrive()
    reid.post(f"/desk/tips/{tip.pk}/inform", unit="trafficking", version=tip.version)
    before = only_tip()
    answer = sign_in(house, "felix").post(f"/desk/tips/{tip.pk}/{act}", version=before.version, **sent)
    assert answer.status_code == 409
    assert "Only officers of the unit that works on a tip can do this." in answer.text
    assert only_tip().version == before.version


def test_an_officer_steps_back(house: House, reid: Desk) -> None:
    tip = arrive()
    page = reid.client.post(f"/desk/tips/{tip.pk}/step-back", {"version": tip.version}, follow=True).text
    assert "You stepped back." in page
    assert tip.reference not in page
    assert reid.get(f"/desk/tips/{tip.pk}").status_code == 404


@pytest.mark.parametrize(
    ("way", "unit", "version"), [("refer", "nowhere", 0), ("inform", "", 0), ("refer", "trafficking", 9)]
)
def test_what_cannot_be_done_is_told_on_the_tip_s_page(
    house: House, reid: Desk, way: str, unit: str, version: int
) -> None:
    tip = arrive()
    response = reid.post(f"/desk/tips/{tip.pk}/{way}", unit=unit, version=tip.version + version)
    assert response.status_code == 409
    assert "Not done" in response.text
    assert only_tip().unit == tip.unit


def test_who_reads_a_tip_for_information_is_named_and_can_be_stopped(house: House, reid: Desk) -> None:
    tip = arrive()
    address = f"/desk/tips/{tip.pk}"
    assert "They read it for information" not in reid.get(address).text
    reid.post(f"{address}/inform", unit="trafficking", version=tip.version)
    page = reid.get(address).text
    assert house.unit("trafficking").name in page[page.index("They read it for information") :]
    sent = {"unit": "trafficking", "do": "end", "version": only_tip().version}
    page = reid.client.post(f"{address}/inform", sent, follow=True).text
    assert "The other unit reads the tip no more." in page
    assert sign_in(house, "felix").get(address).status_code == 404
    again = reid.post(f"{address}/inform", **sent | {"version": only_tip().version})
    assert again.status_code == 409
    assert "That unit does not read this tip for information." in again.text


def test_the_page_says_that_a_namesake_was_left_out_and_of_others_who_stepped_back_nothing(
    house: House, reid: Desk
) -> None:
    says = "A name in this tip is a colleague's, too"
    tip, other = arrive("Jules sell cocaine by the school"), arrive("They sell cocaine by the school")
    Recusal.objects.create(tip=other, officer=house.officer("jules"))
    assert says in reid.get(f"/desk/tips/{tip.pk}").text
    assert says not in reid.get(f"/desk/tips/{other.pk}").text


@pytest.mark.parametrize("how", ["the key is gone", "the key is spoilt"])
def test_the_board_is_not_let_in_where_a_damaged_note_may_propose_a_reward(house: House, reid: Desk, how: str) -> None:
    tip = arrive()
    add_note(tip=tip, text="Seen", by=house.officer("reid"), version=tip.version)
    note = Record.objects.get(kind=RecordKind.NOTE)
    if how == "the key is gone":
        keystore.destroy(KeyPurpose.ERASURE, [note.pk])
    else:
        spoil(KeyPurpose.ERASURE, note.pk)
    page = reid.post(f"/desk/tips/{tip.pk}/inform", unit="oversight", version=only_tip().version)
    assert (page.status_code, "damaged or changed, and does not open" in page.text) == (409, True)
    assert only_tip().informed == []
    told = program(house).post(f"tips/{tip.pk}/inform", unit="oversight", version=only_tip().version)
    assert told.status_code == 403


def test_standards_keep_a_tip_from_whom_added_words_name_on_the_page_of_these(house: House, reid: Desk) -> None:
    tip, apart = set_apart(house)
    charles, address = sign_in(house, "charles"), f"/desk/tips/{apart.pk}"
    page = charles.get(address).text
    assert "Somebody whose name stands here reads the tip that these words were added to" in page
    assert "Keep that tip from Marcia Reid" in page
    assert "Keep that tip" not in reid.get(f"/desk/tips/{tip.pk}").text
    version, hers = apart.version, str(house.officer("reid").pk)
    for lost in ({}, {"officer": ""}, {"officer": "nonsense"}):
        assert charles.post(f"{address}/keep-off", version=version, **lost).status_code == 400
    assert not Recusal.objects.exists(), "whose press lost its value steps back from nothing"
    told = charles.client.post(f"{address}/keep-off", {"officer": hers, "version": version}, follow=True)
    assert "The officer does not see that tip any more." in told.text
    assert "Keep that tip from Marcia Reid" not in told.text
    assert reid.get(f"/desk/tips/{tip.pk}").status_code == 404
    again = charles.post(f"{address}/keep-off", officer=hers, version=version + 1)
    assert (again.status_code, "neither reads that tip nor is called for it" in again.text) == (409, True)


def test_the_page_of_what_lies_with_standards_says_of_nobody_who_reads_it_that_he_cannot(house: House) -> None:
    apart = set_apart(house)[1]
    address, says = f"/desk/tips/{apart.pk}", "Others opened this tip who cannot read it now"
    charles = sign_in(house, "charles")
    assert says not in charles.get(address).text
    audit.enter("tip.read", by=house.officer("felix"), tip=apart.pk)
    assert says in charles.get(address).text
