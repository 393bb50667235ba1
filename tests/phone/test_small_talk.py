"""Words that tell nothing: no tip, and on an open line kept only where they may answer something."""

import tomllib
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from pytest_django import Settings

from reports.clock import today
from reports.dialogue.reply import ask_tipster
from reports.intake.receipt import find_in
from reports.models import Errand, ErrandKind, Line, Record, Status, Tip
from reports.phone import small_talk as rules
from reports.phone.small_talk import Kind, small_talk
from reports.phone.wording import languages, text, wish
from tests.conftest import House, only_tip, triage_all
from tests.tables import each_of
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
TIP = "They sell drugs behind the school every night"
LISTED = tomllib.loads(Path(rules.__file__).with_suffix(".toml").read_text("utf-8"))


@each_of(
    [
        ("YES", Kind.YES, "en"),
        ("Yesss!!", Kind.YES, "en"),
        ("ok", Kind.OK, "en"),
        ("OK thanks 👍🏿", Kind.THANKS, "en"),
        ("k", Kind.OK, "en"),
        ("hello?", Kind.GREETING, "en"),
        ("Helloooo good morning", Kind.GREETING, "en"),
        ("Hello, is anybody there?", Kind.GREETING, "en"),
        ("Thank you, no", Kind.NO, "en"),
        ("mèsi", Kind.THANKS, "acf"),
        ("Wi", Kind.YES, "acf"),
        ("Bonjou", Kind.GREETING, "acf"),
        ("bonswa misye", Kind.GREETING, "ht"),
        ("bonswè mésyé", Kind.GREETING, "acf"),
        ("bonsoir madame", Kind.GREETING, "fr"),
        ("Oui, merci", Kind.YES, "fr"),
        ("Bonsoir, il y a quelqu'un ?", Kind.GREETING, "fr"),
        ("gracias", Kind.THANKS, "es"),
        ("¡Hola! ¿Hay alguien?", Kind.GREETING, "es"),
        ("Èske gen moun la?", Kind.GREETING, "ht"),
        ("is this anonymous?", Kind.SEEN, "en"),
        ("¿Me van a deportar?", Kind.PAPERS, "es"),
        ("Will police tell immigration?", Kind.PAPERS, "en"),
        ("hello, will you deport me", Kind.PAPERS, "en"),
        ("Allez-vous m'expulser ?", Kind.PAPERS, "fr"),
        ("Ès lapolis kay di imigwasyon?", Kind.PAPERS, "acf"),
        ("Èske lapolis ap rele imigrasyon?", Kind.PAPERS, "ht"),
        ("English please", Kind.GREETING, "en"),
        ("Wrong number, sorry", Kind.FINE, "en"),
        ("en español por favor", Kind.GREETING, "es"),
        ("C'est anonyme ?", Kind.SEEN, "fr"),
        ("Français svp", Kind.GREETING, "fr"),
        ("Kwéyòl", Kind.GREETING, "acf"),
        ("Kreyòl tanpri", Kind.GREETING, "ht"),
        ("never mind", Kind.FINE, "en"),
        ("Laissez tomber, merci", Kind.FINE, "fr"),
        ("👍", Kind.OK, ""),
        ("🙏🏿 ❤️", Kind.OK, ""),
    ]
)
def test_it_is_known_by_its_kind_and_language(said: str, kind: Kind, language: str) -> None:
    talk = small_talk(said)
    assert talk
    assert (talk.kind, talk.language) == (kind, language)


@each_of(
    [
        "ok he is back",
        "hello he has a gun",
        "yes he did it",
        "no police came",
        "police",
        "please",
        "help",
        "Joseph",
        "thanks but the car was blue",
        "good morning there is a body on the beach",
        "si viene",
        "oui il est là",
        "wi i la",
        "non pa li",
        "mèsi, men li gen yon zam",
        "hola, tiene una pistola",
        "test the water it is poisoned",
        "who is this man",
        "ok 🔫",
        "👍🔫",
        "k 4471",
        "",
        "...",
        "?",
    ]
)
def test_what_may_tell_something_is_none(said: str) -> None:
    assert small_talk(said) is None


def test_none_of_it_is_a_word_of_ours() -> None:
    for kind, language in product(Kind, languages()):
        for phrase in LISTED.get(kind, {}).get(language, ()):
            asked = wish(phrase)
            assert asked is None or asked.is_guess, phrase


@pytest.mark.parametrize(
    ("said", "language"),
    [("hello?", "en"), ("mèsi", "acf"), ("merci", "fr"), ("gracias", "es"), ("alo", "fr")],
)
def test_as_a_first_text_it_is_told_what_this_line_is_and_nothing_is_kept(
    twilio: TwilioDouble, said: str, language: str
) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text(said) == [text(language, "hello")]
    assert not Tip.objects.exists()
    assert Errand.objects.filter(kind=ErrandKind.MESSAGE).count() == 1, "it is deleted at the provider"
    assert find_in(phone.text(TIP)[0])


@pytest.mark.parametrize(("said", "language"), [("YES", "en"), ("ok", "en"), ("oui", "fr"), ("wi", "acf")])
def test_what_may_answer_an_officer_whose_line_has_run_out_is_told_how_to_go_on_with_a_tip(
    house: House, twilio: TwilioDouble, settings: Settings, said: str, language: str
) -> None:
    phone = twilio.phone(PHONE)
    receipt = find_in(phone.text(TIP)[0])
    triage_all()
    ask_tipster(tip=only_tip(), text="Is he at home?", by=house.officer("reid"))
    Line.objects.update(last_day=today() - timedelta(days=settings.LINE_DAYS + 1))
    assert phone.text(said) == [text(language, "started_anew")]
    assert phone.text(f"{receipt} {said}") == [text("en", "by_receipt_alone")]
    assert Record.objects.count() == 3


def test_on_an_open_line_it_opens_no_tip_and_rings_nobody(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert [phone.text(said) for said in ("ok", "thanks", "👍", "k")] == [[]] * 4
    assert phone.text("hello?") == [text("en", "hello")]
    assert (Tip.objects.count(), Record.objects.count()) == (1, 1)


@pytest.mark.parametrize("said", ["YES", "no", "wi", "Non"])
def test_a_yes_or_no_may_answer_our_own_question_for_danger_and_is_kept(twilio: TwilioDouble, said: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text(said) == [text("en", "joined")]
    assert (Tip.objects.count(), Record.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "said", ["yes", "no", "ok", "k", "fine thanks", "no thanks", "👍", "wi", "wrong number", "Statua", "quite"]
)
def test_while_an_officer_waits_for_an_answer_it_is_one(house: House, twilio: TwilioDouble, said: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    triage_all()
    ask_tipster(tip=only_tip(), text="Is he at home?", by=house.officer("reid"))
    assert phone.text(said) == [text("en", "joined")]
    assert Record.objects.count() == 3


@pytest.mark.parametrize(
    "said",
    ["ok thanks", "Thank you!", "mèsi", "D'accord, merci", "vale gracias", "bye", "ok thx 👍", "hello"],
)
def test_thanks_and_greetings_are_no_answer_to_an_officer_and_the_question_stays_open(
    house: House, twilio: TwilioDouble, said: str
) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    triage_all()
    ask_tipster(tip=only_tip(), text="Is he at home?", by=house.officer("reid"))
    is_greeting = said == "hello"
    assert phone.text(said) == ([text("en", "hello")] if is_greeting else [])
    triage_all()
    assert (Record.objects.count(), only_tip().status) == (2, Status.WAITING)
    phone.text("yes he is")
    triage_all()
    assert (Record.objects.count(), only_tip().status == Status.WAITING) == (3, False)


def test_a_letter_typed_several_times_is_certain_even_then(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    triage_all()
    ask_tipster(tip=only_tip(), text="Is he at home?", by=house.officer("reid"))
    assert phone.text("STOPPP") == []
    assert Record.objects.count() == 2
    assert phone.text("yes") == [], "it is silent from now on"


def test_after_quiet_it_opens_no_tip_and_is_not_answered(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET")
    assert [phone.text(said) for said in ("ok", "hello", "yes")] == [[]] * 3
    assert not Tip.objects.exists()


def test_beside_a_receipt_or_a_picture_it_is_kept(twilio: TwilioDouble) -> None:
    receipt = find_in(twilio.phone(PHONE).text(TIP)[0])
    assert twilio.phone("+17584840002").text(f"{receipt} yes") == [text("en", "by_receipt_alone")]
    assert Record.objects.count() == 2


def test_who_asks_about_immigration_is_told_honestly_and_it_is_kept_nowhere(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text("¿Me van a deportar?") == [text("es", "papers")]
    assert not Tip.objects.exists()
    phone.text("Mi jefe tiene mi pasaporte y no me paga desde enero")
    assert phone.text("¿me van a deportar?") == [text("es", "papers")]
    assert phone.text("will police tell immigration") == [text("en", "papers")]
    assert Record.objects.count() == 1


def test_a_telling_of_deportation_is_a_tip() -> None:
    for said in ("he says he will deport me if I leave", "me van a deportar mañana", "they deport my friend yesterday"):
        assert small_talk(said) is None


@pytest.mark.parametrize(
    ("said", "language", "name"),
    [
        ("I have no papers", "en", "papers"),
        ("je n'ai pas de papiers", "fr", "papers"),
        ("no tengo papeles", "es", "papers"),
        ("mwen pa ni papyé", "acf", "papers"),
        ("m pa gen papye", "ht", "papers"),
        ("me van a deportar", "es", "papers"),
        ("another message", "en", "hello"),
        ("otro mensaje", "es", "hello"),
        ("lòt mésaj", "acf", "hello"),
        ("yon lòt mesaj", "ht", "hello"),
    ],
)
def test_what_may_tell_something_from_a_phone_with_a_tip_is_told_there_alone(
    twilio: TwilioDouble, said: str, language: str, name: str
) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text(said) == [text(language, name)]
    assert not Record.objects.exists()
    phone.text(TIP)
    phone.text(said)
    assert only_tip().records.count() == 2


def test_who_tells_of_being_deported_is_told_the_same_where_it_is_kept(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("Mi jefe tiene mi pasaporte y no me paga desde enero")
    assert phone.text("me van a deportar") == [text("es", "papers")]
    assert phone.text("Me mandan a Venezuela") == [text("es", "danger")]
    assert Record.objects.count() == 3
