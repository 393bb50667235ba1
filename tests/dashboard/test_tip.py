"""The tip's page: the words and what triage saw in them, the thread, and every act as a plain form."""

import re
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from reports import keystore
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.lifecycle.erasure import erase_tip
from reports.models import Attachment, AuditEntry, Channel, Delivery, KeyPurpose, Mailbox, Record, RecordKind, Tip
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import DRUGS, arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.uploads import PIXELS, held_photo


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive(answers={"place": "by the <market>", "danger": "no"}, files=(held_photo(),))


def at(tip: Tip, act: str = "") -> str:
    return f"/desk/tips/{tip.pk}{'/' + act if act else ''}"


def acts_on(tip: Tip) -> list[str]:
    return list(AuditEntry.objects.filter(tip_id=tip.pk).order_by("at", "id").values_list("act", flat=True))


def test_the_page_shows_the_words_the_answers_and_why_triage_judged_so(tip: Tip, reid: Desk) -> None:
    reid.ask_for_source(tip)
    page = reid.get(at(tip)).text
    shown = re.sub(r"<span class=.unseen.>[^<]*</span>|</?mark[^>]*>", "", page)
    assert DRUGS in shown
    assert "by the &lt;market&gt;" in page
    assert "Is somebody in danger right now?" in page
    assert "Words of the list: cocaine" in page
    assert "PB 4521" in page


def test_words_that_could_identify_the_tipster_are_marked_in_words_too(tip: Tip, reid: Desk) -> None:
    reid.ask_for_source(tip)
    page = reid.get(at(tip)).text
    marked = re.findall(r'<mark class="who[^"]*" title="([^"]*)">([^<]*)<span class="unseen">', page)
    assert ("could identify the tipster", "My neighbour") in [
        (title.partition(";")[0], words) for title, words in marked
    ]


def test_reading_is_audited_and_takes_the_news_mark_off(house: House, tip: Tip, reid: Desk) -> None:
    Tip.objects.update(has_news=True)
    reid.get(at(tip))
    assert not Tip.objects.get().has_news
    entry = AuditEntry.objects.get(act="tip.read")
    assert (entry.tip_id, entry.actor) == (tip.pk, f"officer:{house.officer('reid').pk}")


def test_a_photo_is_unsealed_for_one_look_and_can_do_nothing(tip: Tip, reid: Desk) -> None:
    file_id = Attachment.objects.get().pk
    path = at(tip, f"files/{file_id}")
    reid.ask_for_source(tip)
    assert f'<img src="{path}"' in reid.get(at(tip)).text
    response = reid.get(path)
    assert response.content == PIXELS
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert "filename" not in response["Content-Disposition"]
    assert "file.read" in acts_on(tip)


def test_a_photo_whose_key_is_gone_is_not_there(tip: Tip, reid: Desk) -> None:
    reid.ask_for_source(tip)
    keystore.destroy(KeyPurpose.ERASURE, [tip.pk])
    assert reid.get(at(tip, f"files/{Attachment.objects.get().pk}")).status_code == 404


def test_taking_a_tip_on_and_giving_it_back(house: House, tip: Tip, reid: Desk) -> None:
    response = reid.client.post(at(tip, "claim"), {"version": tip.version}, follow=True)
    assert "You work on this tip now." in response.text
    claimed = Tip.objects.get()
    assert (claimed.assigned_to, claimed.status) == (house.officer("reid"), "open")
    reid.post(at(tip, "release"), version=claimed.version)
    assert Tip.objects.get().assigned_to is None
    assert [act for act in acts_on(tip) if act != "tip.read"][-2:] == ["tip.claimed", "tip.released"]


def test_a_closed_tip_says_who_worked_on_it_and_is_given_back_by_nobody(house: House, tip: Tip, reid: Desk) -> None:
    Tip.objects.filter(pk=tip.pk).update(assigned_to=house.officer("reid"), status="closed", outcome="nothing")
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert "You worked on this tip. Opened again, it comes back to you." in page
    assert "Give it back" not in page
    assert "Marcia Reid worked on this tip." in sign_in(house, "jules").get(f"/desk/tips/{tip.pk}").text


def test_a_stale_page_changes_nothing_says_so_and_keeps_what_was_typed(tip: Tip, reid: Desk) -> None:
    reid.post(at(tip, "claim"), version=tip.version)
    reid.post(at(tip, "ask"), version=tip.version + 1, question="Which days?")
    for act, fields in {
        "ask": {"question": "Which boat was it?"},
        "status": {"to": "open"},
        "close": {"reason": "seizure"},
        "release": {},
    }.items():
        before = Tip.objects.values().get()
        response = reid.post(at(tip, act), version=tip.version, **fields)
        assert response.status_code == 409
        assert "Somebody changed this tip" in response.text
        assert Tip.objects.values().get() == before
        assert "Which boat was it?" in response.text or act != "ask"
        assert 'value="seizure" selected' in response.text or act != "close"
    assert Record.objects.filter(kind=RecordKind.QUESTION).count() == 1


@pytest.mark.parametrize("version", ["", "abc", "-1", "²", "9" * 30, "1\x00"])
def test_a_version_that_is_no_number_is_stale(tip: Tip, reid: Desk, version: str) -> None:
    assert reid.post(at(tip, "claim"), version=version).status_code == 409


def test_asking_puts_the_question_into_the_mailbox_and_waits(house: House, reid: Desk) -> None:
    receipt = accept(Submission(channel=Channel.WEB, text=DRUGS, repeat_key=b"one")).receipt
    triage_all()
    tip = Tip.objects.get()
    response = reid.client.post(at(tip, "ask"), {"version": tip.version, "question": "Which days?"}, follow=True)
    assert "Which days?" in response.text
    assert "asked the tipster" in response.text
    assert str(Delivery.NONE.label) in response.text
    assert Tip.objects.get().status == "waiting"
    assert [entry.text for entry in open_mailbox(receipt or "").entries] == ["Which days?"]


def test_a_question_to_a_phone_shows_how_far_the_text_has_come(house: House, reid: Desk) -> None:
    tip = arrive(channel=Channel.SMS, sender="+17584840001")
    reid.post(at(tip, "ask"), version=tip.version, question="Which days?")
    assert "Text queued" in reid.get(at(tip)).text
    Record.objects.filter(kind=RecordKind.QUESTION).update(delivery=Delivery.FAILED)
    page = reid.get(at(tip)).text
    assert "Text not delivered" in page
    assert "4840001" not in page


def test_an_answer_comes_back_into_the_thread(house: House, reid: Desk) -> None:
    tip = arrive(channel=Channel.SMS, sender="+17584840001")
    reid.post(at(tip, "ask"), version=tip.version, question="Which days?")
    accept(Submission(channel=Channel.SMS, text="Fridays", repeat_key=b"sms:2", sender="+17584840001"))
    triage_all()
    assert "Tipster wrote again" in reid.get("/desk/").text
    page = reid.get(at(tip)).text
    assert page.index("Which days?") < page.index("Fridays")


def test_a_question_cannot_be_sent_before_triage(house: House, reid: Desk) -> None:
    tip = arrive(triaged=False)
    assert 'name="question"' not in reid.get(at(tip)).text
    response = reid.post(at(tip, "ask"), version=tip.version, question="Which days?")
    assert response.status_code == 422
    assert "This cannot reach the tipster" in response.text
    assert "Which days?" in response.text


def test_a_question_to_an_ended_dialogue_is_kept_on_the_page(tip: Tip, reid: Desk) -> None:
    Mailbox.objects.update(is_open=False)
    response = reid.post(at(tip, "ask"), version=tip.version, question="Which days?")
    assert response.status_code == 422
    assert "This cannot reach the tipster" in response.text
    assert "Which days?</textarea>" in response.text


@pytest.mark.parametrize(("act", "field"), [("ask", "question"), ("note", "text"), ("close", "reason")])
@pytest.mark.parametrize("nothing", ["", "   ", "\n"])
def test_an_empty_form_says_beside_the_field_what_is_missing(
    tip: Tip, reid: Desk, act: str, field: str, nothing: str
) -> None:
    response = reid.post(at(tip, act), version=tip.version, **{field: nothing})
    assert response.status_code == 422
    assert f'href="#id_{field}"' in response.text
    assert f'id="id_{field}_error"' in response.text
    assert 'aria-invalid="true"' in response.text


def test_what_is_too_long_or_no_text_is_refused_and_stays(tip: Tip, reid: Desk) -> None:
    response = reid.post(at(tip, "note"), text="x" * 10_001)
    assert response.status_code == 422
    assert "10001 characters long" in response.text
    assert "x" * 10_001 in response.text
    assert reid.post(at(tip, "note"), text="a\x00b").status_code == 422
    assert not Record.objects.filter(kind=RecordKind.NOTE).exists()


def test_a_note_is_for_the_unit_and_never_for_the_mailbox(house: House, reid: Desk) -> None:
    receipt = accept(Submission(channel=Channel.WEB, text=DRUGS, repeat_key=b"one")).receipt
    triage_all()
    tip = Tip.objects.get()
    response = reid.client.post(at(tip, "note"), {"version": tip.version, "text": "Known <address>"}, follow=True)
    assert "Known &lt;address&gt;" in response.text
    assert "Note by Marcia Reid" in response.text
    assert open_mailbox(receipt or "").entries == ()


def test_a_colleague_s_tip_is_not_taken_away(house: House, tip: Tip, reid: Desk) -> None:
    Tip.objects.update(assigned_to=house.officer("felix"))
    assert "Take it on" not in reid.get(at(tip)).text
    response = reid.post(at(tip, "claim"), version=tip.version)
    assert response.status_code == 409
    assert "A colleague works on this tip already." in response.text
    assert reid.post(at(tip, "release"), version=tip.version).status_code == 409


def test_a_tip_whose_row_was_changed_in_the_database_is_written_to_by_nobody(tip: Tip, reid: Desk) -> None:
    Tip.objects.update(mailbox_key=b"\x01" * 32)
    for act, field in (("ask", "question"), ("note", "text")):
        response = reid.post(at(tip, act), version=tip.version, **{field: "Which days?"})
        assert response.status_code == 409
        assert "not the signed ones" in response.text
        assert "Which days?" in response.text


def test_a_tip_with_a_broken_key_says_so_and_shows_nothing(tip: Tip, reid: Desk) -> None:
    tip.keys.update(box=b"\x11" + bytes(80), settled=None)
    response = reid.get(at(tip))
    assert response.status_code == 403
    assert "Your key does not open this tip" in response.text


def test_an_erased_tip_says_that_it_is_erased(tip: Tip, reid: Desk) -> None:
    keystore.destroy(KeyPurpose.ERASURE, Record.objects.values_list("pk", flat=True))
    page = reid.get(at(tip))
    assert page.status_code == 200
    assert "The words of this tip were destroyed" in page.text
    erase_tip(tip_id=tip.pk, by="test")
    assert reid.get(at(tip)).status_code == 404


def test_a_repeat_points_to_the_earlier_tip_only_if_the_officer_may_see_it(house: House, reid: Desk) -> None:
    earlier = arrive(DRUGS)
    later = arrive(DRUGS + " Again last night.")
    assert f'href="/desk/tips/{earlier.pk}"' in reid.get(at(later)).text
    Tip.objects.filter(pk=earlier.pk).update(unit=house.unit("standards"))
    page = reid.get(at(later)).text
    assert str(earlier.pk) not in page
    assert earlier.reference not in page
    assert "Perhaps the same as" not in page


def test_the_trail_names_every_act_and_reading_in_plain_words(house: House, tip: Tip, reid: Desk) -> None:
    reid.get(at(tip))
    reid.post(at(tip, "claim"), version=tip.version)
    page = reid.get(at(tip, "trail")).text
    for words in ("The tip arrived", "Triaged", "Read the tip", "Took the tip on", "Marcia Reid", "Tipster"):
        assert words in page
    assert re.search(r"in the hour from \d\d:00", page)
    assert "tip." not in page.replace("dashboard/tip.", "")


def test_a_call_s_recording_is_played_on_the_page(house: House, reid: Desk) -> None:
    tip = arrive(files=(held_photo(),))
    response = reid.get(at(tip))
    assert "media-src 'self'" in response["Content-Security-Policy"]


def test_the_tip_page_takes_a_fixed_number_of_statements(tip: Tip, reid: Desk) -> None:
    def statements() -> tuple[int, int]:
        with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keystore"]) as k:
            assert reid.get(at(tip)).status_code == 200
        return len(main), len(k)

    reid.post(at(tip, "claim"), version=tip.version)
    reid.get(at(tip))
    few = statements()
    for number in range(6):
        reid.post(at(tip, "note"), version=tip.version + 1 + number, text=f"note {number}")
    reid.get(at(tip))  # which shows "Your note is kept." and takes it out of the session
    assert statements() == few
    assert Record.objects.filter(kind=RecordKind.NOTE).count() == 6
    assert few == (20, 2)


def test_a_page_of_no_tip_is_the_same_wherever_it_is_looked_for(house: House, reid: Desk) -> None:
    answers = {reid.get(f"/desk/tips/{uuid4()}").text.partition("<main")[2] for _ in range(2)}
    assert len(answers) == 1
    assert sign_in(house, "felix").get(f"/desk/tips/{uuid4()}").status_code == 404
