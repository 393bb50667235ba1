"""Officers' words read to a caller: in his language where that can be, else told which one it is, and slowly again."""

from xml.etree.ElementTree import fromstring

import pytest

from reports.dialogue.canned import shipped
from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.reply import ask_tipster
from reports.models import MailboxCopy, Tip
from reports.phone.calls.state import State
from tests.calls import PHONE, enter, hear_out, receipts_in, send, sentences, to_the_tone
from tests.conftest import House, triage_all
from tests.phone.calls.test_mailbox import opened
from tests.phone.conftest import PUBLIC
from tests.taken_back import taken_back
from tests.twilio_double import Call, TwilioDouble, new_sid

ENGLISH = "Which days do they come to the beach with the boat?"
SHORT = {
    **dict.fromkeys(("Which days?", "What car?", "Where?", "Plate number?", "Any names?"), "en-US"),
    **dict.fromkeys(("Quels jours?", "Quelle maison?"), "fr-FR"),
    **dict.fromkeys(("¿Qué días?", "¿Dónde?"), "es-MX"),
    **dict.fromkeys(("Ki jou?", "Ki koté?", "Ki moun?", "Ki koulè?", "Ki kay?", "Konmen?", "Ki wout?"), ""),
}


@pytest.fixture
def receipt(twilio: TwilioDouble) -> str:
    found = receipts_in(send(to_the_tone(twilio)))[0]
    triage_all()
    return found


def asked(house: House, *questions: str) -> None:
    for words in questions:
        ask_tipster(tip=Tip.objects.get(), text=words, by=house.officer("reid"))


def in_language(twilio: TwilioDouble, receipt: str, key: str) -> Call:
    call = twilio.phone(PHONE).call()
    if key:
        call.press(key)
    else:
        call.stay_silent()
    call.press("3")
    enter(call, receipt)
    return call


def read(call: Call) -> list[tuple[str, str]]:
    """Return what the provider's voice read, with its language."""
    return [(heard.language, heard.words) for heard in call.heard if heard.language]


def test_officers_words_are_read_in_their_own_language_and_begin_to_fade(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    spanish = "¿A qué hora llegan los hombres del barco azul a la playa?"
    asked(house, ENGLISH, spanish)
    call = opened(twilio, receipt)
    call.press("1")
    assert read(call) == [("en-US", ENGLISH), ("es-MX", spanish)]
    assert sentences(call, "ht")[-5:] == ["question", "written_en", "written_es", "mailbox_again", "mailbox_withdraw"]
    assert MailboxCopy.objects.filter(fades_on=None).count() == 0


@pytest.mark.parametrize(("key", "told"), [("1", []), ("2", ["written_en"]), ("4", ["written_en"]), ("", [])])
def test_who_speaks_another_language_is_told_in_it_which_one_this_is_and_hears_it_slowly_again(
    house: House, twilio: TwilioDouble, receipt: str, key: str, told: list[str]
) -> None:
    asked(house, ENGLISH)
    call = in_language(twilio, receipt, key)
    hear_out(call)
    assert [name for name in sentences(call) if name.startswith("written_")] == told
    assert read(call) == [("en-US", ENGLISH)]
    call = in_language(twilio, receipt, key)
    call.press("1")
    once = len(read(call))
    call.press("1")
    phrases = [words for _, words in read(call)[once:]]
    assert phrases == ["Which days do they", "come to the beach", "with the boat?"]


def test_what_an_officer_asks_while_the_reading_goes_on_was_not_heard(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    asked(house, ENGLISH)
    call = new_sid("CA")
    address = State(call=call, language="en", mailbox=open_mailbox(receipt).pass_token).to("in_mailbox")
    reading = twilio.webhooks.post(PUBLIC + address, {"CallSid": call, "Digits": "1"}).body
    asked(house, "What colour is the boat?")
    (over,) = fromstring(reading).iter("Redirect")
    assert "/voice/heard?" in (over.text or "")
    twilio.webhooks.post(PUBLIC + (over.text or ""), {"CallSid": call})
    assert [entry.text for entry in open_mailbox(receipt).entries if entry.copy and not entry.fades_on] == [
        "What colour is the boat?"
    ]


@pytest.mark.parametrize(
    ("key", "language", "voice"), [("1", "en", "en-US"), ("3", "fr", "fr-FR"), ("4", "es", "es-MX")]
)
@pytest.mark.parametrize("sent_in", ["en", "acf"])
def test_a_ready_question_is_read_in_the_callers_language(
    house: House, twilio: TwilioDouble, receipt: str, key: str, language: str, voice: str, sent_in: str
) -> None:
    words = shipped().rows["where"].words
    asked(house, words[sent_in])
    call = in_language(twilio, receipt, key)
    call.press("1")
    assert read(call) == [(voice, words[language])]
    assert not [name for name in sentences(call) if name.startswith("written_")]
    assert MailboxCopy.objects.filter(fades_on=None).count() == 0


def test_a_ready_question_among_an_officers_own_words_is_read_in_the_callers_language(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    words = shipped().rows["where"].words
    asked(house, f"{words['en']}\nThank you for your help so far.")
    call = in_language(twilio, receipt, "4")
    call.press("1")
    assert read(call) == [("es-MX", words["es"]), ("en-US", "Thank you for your help so far.")]
    assert sentences(call)[-3:] == ["written_en", "mailbox_again", "mailbox_withdraw"]
    call = in_language(twilio, receipt, "2")
    call.press("1")
    assert sentences(call)[-4:] == ["asked_where", "written_en", "mailbox_again", "mailbox_withdraw"]


@pytest.mark.parametrize(("key", "language"), [("2", "acf"), ("5", "ht")])
@pytest.mark.parametrize("sent_in", ["en", "acf", "es"])
def test_a_ready_question_is_played_where_no_voice_can_read_it(
    house: House, twilio: TwilioDouble, receipt: str, key: str, language: str, sent_in: str
) -> None:
    asked(house, shipped().rows["where"].words[sent_in])
    call = in_language(twilio, receipt, key)
    for _ in range(2):
        call.press("1")
        assert sentences(call, language)[-4:] == ["question", "asked_where", "mailbox_again", "mailbox_withdraw"]
    assert read(call) == []
    assert MailboxCopy.objects.filter(fades_on=None).count() == 0


def test_a_ready_question_is_of_the_tips_language_for_who_has_chosen_none(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    words = shipped().rows["where"].words
    Tip.objects.update(language="fr")
    asked(house, words["acf"])
    call = in_language(twilio, receipt, "")
    call.press("1")
    assert read(call) == [("fr-FR", words["fr"])]
    assert (
        sentences(call, "en")[-3:] == sentences(call, "acf")[-3:] == ["written_fr", "mailbox_again", "mailbox_withdraw"]
    )


def test_what_no_voice_can_read_is_said_to_stand_on_the_page_and_is_not_read(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    asked(house, "Ki jou moun-lan ka vini, épi ki koté yo ka mété dwòg-la? Ou sa di nou ki koulè bato-a.")
    call = opened(twilio, receipt)
    call.press("1")
    assert sentences(call, "ht")[-3:] == ["question_elsewhere", "mailbox_again", "mailbox_withdraw"]
    assert MailboxCopy.objects.filter(fades_on=None).count() == 1


@pytest.mark.parametrize("of_the_tip", ["acf", "ht", "en", "fr"])
def test_an_officers_short_question_is_read_in_its_language_whatever_the_tips_and_no_other_voice_reads_it(
    house: House, twilio: TwilioDouble, receipt: str, of_the_tip: str
) -> None:
    Tip.objects.update(language=of_the_tip)
    heard, left_unheard = {}, {}
    for words in SHORT:
        with taken_back():
            asked(house, words)
            call = in_language(twilio, receipt, "2")
            call.press("1")
            heard[words] = read(call), "question_elsewhere" in sentences(call)
            left_unheard[words] = MailboxCopy.objects.filter(fades_on=None).count()
    assert heard == {words: ([(voice, words)] if voice else [], not voice) for words, voice in SHORT.items()}
    assert left_unheard == {words: 0 if voice else 1 for words, voice in SHORT.items()}


def test_of_many_messages_the_last_are_read(house: House, twilio: TwilioDouble, receipt: str) -> None:
    asked(
        house, *(f"Which of the {number} boats came to the beach first?" for number in ("two", "three", "four", "five"))
    )
    call = in_language(twilio, receipt, "1")
    call.press("1")
    assert [words.split()[3] for _, words in read(call)] == ["three", "four", "five"]
    assert MailboxCopy.objects.filter(fades_on=None).count() == 1
