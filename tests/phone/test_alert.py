"""Officers at the phone: a tipster's texts are never taken for theirs, and a mailbox that answers confirms nothing."""

import pytest

from reports.alerts.phones import ask_number, owners_of
from reports.models import Alert, AlertPhone, AlertState, AlertStep, Errand, Line, Record, Tip, Urgency
from reports.people.suspending import suspend
from reports.phone.alert import STRAY
from tests.alerts.conftest import JULES, REID, danger, night, on_duty, pass_time, texts, work  # noqa: F401
from tests.alerts.phones import keep_number
from tests.conftest import House, triage_all
from tests.twilio_double import TwilioDouble

TIPSTER = "+17584840777"
CRY = "They found out it was me and are outside my door with a gun, help"


def test_no_officer_silences_a_phone_by_typing_its_number_in(house: House, night: TwilioDouble) -> None:  # noqa: F811
    phone = night.phone(TIPSTER)
    phone.text("They sell drugs at the corner")
    ask_number(TIPSTER, of=house.officer("jules"))
    assert "911" in phone.text(CRY)[-1]
    triage_all()
    assert Tip.objects.get().urgency == Urgency.IMMEDIATE
    assert (phone.text("QUIET"), Line.objects.get().silent) == ([], True)
    phone.text("FORGET")
    assert not Line.objects.exists()


def test_a_phone_that_told_nothing_yet_tells_a_tip_though_its_number_waits(
    house: House,
    night: TwilioDouble,  # noqa: F811
) -> None:
    ask_number(TIPSTER, of=house.officer("jules"))
    assert "Receipt" in night.phone(TIPSTER).text("They sell drugs at the corner")[-1]
    assert Tip.objects.count() == 1


@pytest.mark.parametrize("words", [CRY, "They came back", "They came back with a boat", "STATUS", "QUIET", "FORGET"])
def test_a_phone_with_a_line_is_a_tipsters_whoever_has_it_confirmed(
    house: House,
    night: TwilioDouble,  # noqa: F811
    words: str,
) -> None:
    phone = night.phone(TIPSTER)
    phone.text("They sell drugs at the corner")
    keep_number(TIPSTER, of=house.officer("jules"))
    assert "officer" not in " ".join(phone.text(words))


def test_danger_is_taken_from_an_officers_phone_too(house: House, night: TwilioDouble) -> None:  # noqa: F811
    assert "Receipt" in night.phone(REID).text(CRY)[-1]
    triage_all()
    assert Alert.objects.get().is_running


def test_what_was_entered_before_numbers_were_confirmed_rings_on_and_silences_nobody(
    house: House,
    night: TwilioDouble,  # noqa: F811
) -> None:
    AlertPhone.objects.filter(officer=house.officer("reid")).update(is_confirmed=False)
    on_duty(house, "reid", "major-crime")
    phone = night.phone(REID)
    assert "Receipt" in phone.text("They sell drugs at the corner")[-1]
    danger()
    work()
    assert len(texts(night, REID)) == 1
    assert "Confirmed" in phone.text(AlertStep.objects.get().code)[-1]
    assert Tip.objects.count() == 2


def test_a_suspended_officers_number_keeps_no_tip_out(house: House, night: TwilioDouble) -> None:  # noqa: F811
    suspend(officer=house.officer("jules"), by=house.officer("reid"), though_few=True)
    assert not owners_of(JULES)
    assert "Receipt" in night.phone(JULES).text("They sell drugs at the corner")[-1]


def test_a_text_from_an_officers_number_is_no_tip_where_nothing_is_in_danger(house: House, night: TwilioDouble) -> None:  # noqa: F811
    phone = night.phone(REID)
    for words in ("ok", "They sell drugs at the corner", "FORGET", "STATUS", "plate 4821, blue van", "4711", ""):
        assert "tips only where they tell of danger" in phone.text(words)[-1]
    assert phone.text("call him on 471199 now")[-1].count("tips only where") == 1
    assert phone.text(" 471199 ")[-1].startswith("This waits no more")
    assert (phone.text("STOP"), Tip.objects.count(), Line.objects.count()) == ([], 0, 0)
    assert Errand.objects.filter(kind="message", record=None).count() == 10  # deleted at the provider, all of them
    night.phone("+17584849999").text("They sell drugs at the corner")
    assert Tip.objects.count() == 1


def test_a_code_from_another_phone_is_no_tip_and_answered_alike_whatever_rings(
    house: House,
    night: TwilioDouble,  # noqa: F811
) -> None:
    stranger, other = night.phone(TIPSTER), night.phone("+17584840778")
    assert stranger.text("123456") == [STRAY]
    on_duty(house, "reid", "major-crime")
    danger()
    work()
    code, tips = AlertStep.objects.get().code, Tip.objects.count()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for said in (code, f"{code[:3]} {code[3:]}", f"{code[:3]}-{code[3:]}.", wrong):
        assert (stranger.text(said), other.text(said)) == ([STRAY], [STRAY]), said
    assert (Tip.objects.count(), Line.objects.count(), Alert.objects.get().is_running) == (tips, 0, True)
    assert not Errand.objects.filter(kind="message").exclude(record=None).exists(), "it is deleted at the provider"


def test_six_digits_are_kept_where_they_tell_something_or_nobody_can_be_told(
    house: House,
    night: TwilioDouble,  # noqa: F811
) -> None:
    stranger = night.phone(TIPSTER)
    for words in ("911911", "112 112", "plate 482 112", "123456 he has a gun"):
        assert stranger.text(words) != [STRAY], words
        Line.objects.all().delete()
    stranger.text("They sell drugs at the corner")
    before = Record.objects.count()
    assert stranger.text("482112") != [STRAY], "it may be what was asked"
    assert Record.objects.count() == before + 1
    silent = night.phone("+17584840779")
    silent.text("QUIET")
    assert (silent.text("482112"), Record.objects.count()) == ([], before + 2)


def test_the_key_one_confirms_and_nothing_else_does(house: House, night: TwilioDouble) -> None:  # noqa: F811
    on_duty(house, "reid", "major-crime")
    danger()
    work()
    pass_time(60)
    mailbox = night.rung[-1].answer()
    for _ in range(3):
        mailbox.stay_silent()
    assert mailbox.over
    assert Alert.objects.get().is_running
    pass_time(130, times=3)
    wrong = night.rung[-1].answer()
    wrong.press("5")
    assert "Nothing is confirmed" in wrong.words()
    pass_time(130, times=2)
    right = night.rung[-1].answer()
    right.press("1")
    assert "Confirmed" in right.words()
    assert Alert.objects.get().how == "key"
    late = night.rung[0]
    late.rings, late.over = True, False
    late.answer().press("1")
    assert "already" in late.words()
    assert Alert.objects.get().state == AlertState.CONFIRMED


def test_a_strangers_request_is_refused(house: House, client: object, night: TwilioDouble) -> None:  # noqa: F811
    on_duty(house, "reid", "major-crime")
    tip = danger()
    work()
    step = Alert.objects.get(pk=tip.pk).steps.get()
    for path in ("", "/key", "/state"):
        answer = client.post(f"/phone/alert/{step.pk}{path}", {"CallSid": "CA" + "0" * 32, "Digits": "1"})  # type: ignore[attr-defined]
        assert answer.status_code == 403
    assert Alert.objects.get().is_running
    assert len(texts(night, JULES)) == 0
