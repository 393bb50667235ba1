"""Officers at the phone: their texts are never tips, and a mailbox that answers confirms nothing."""

from reports.models import Alert, AlertState, Errand, Line, Tip
from tests.alerts.conftest import JULES, REID, danger, night, on_duty, pass_time, texts, work  # noqa: F401
from tests.conftest import House
from tests.twilio_double import TwilioDouble


def test_a_text_from_an_officers_number_is_never_a_tip_whatever_it_says(house: House, night: TwilioDouble) -> None:  # noqa: F811
    phone = night.phone(REID)
    for words in ("ok", "They sell drugs at the corner", "FORGET", "STATUS", "plate 4821, blue van", "4711", ""):
        assert "never tips" in phone.text(words)[-1]
    assert phone.text("call him on 471199 now")[-1].count("never tips") == 1
    assert phone.text(" 471199 ")[-1].startswith("This waits no more")
    assert (phone.text("STOP"), Tip.objects.count(), Line.objects.count()) == ([], 0, 0)
    assert Errand.objects.filter(kind="message", record=None).count() == 10  # deleted at the provider, all of them
    night.phone("+17584849999").text("They sell drugs at the corner")
    assert Tip.objects.count() == 1


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
