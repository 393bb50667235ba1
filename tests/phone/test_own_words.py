"""How people ask and take back in words of their own, and how they mistype ours."""

import pytest
from pytest_django import Settings

from reports.gateways.segments import segments
from reports.phone.wording import Wish, text, wish


@pytest.mark.parametrize(
    ("said", "meant", "language"),
    [
        ("mwen vlé wété sa mwen di", Wish.WITHDRAW, "acf"),
        ("Pwan mésaj mwen viwé souple", Wish.WITHDRAW, "acf"),
        ("Annulez mon message s'il vous plaît", Wish.WITHDRAW, "fr"),
        ("Je veux supprimer mon message", Wish.WITHDRAW, "fr"),
        ("por favor quiero borrar mi mensaje", Wish.WITHDRAW, "es"),
        ("Mwen vle retire mesaj mwen an", Wish.WITHDRAW, "ht"),
        ("Qu'est devenu mon message ?", Wish.STATUS, "fr"),
        ("où en est mon signalement", Wish.STATUS, "fr"),
        ("¿Qué pasó con mi mensaje?", Wish.STATUS, "es"),
        ("Sa ki pasé épi mésaj mwen?", Wish.STATUS, "acf"),
        ("Kisa ki rive mesaj mwen an?", Wish.STATUS, "ht"),
        ("ESTATI", Wish.STATUS, "ht"),
        ("silense", Wish.QUIET, "fr"),
        ("Silense: il la frappe", Wish.QUIET, "fr"),
        ("silensio", Wish.QUIET, "es"),
        ("silanse", Wish.QUIET, "acf"),
        ("quiett", Wish.QUIET, "en"),
        ("recu", Wish.RECEIPT, "fr"),
        ("REÇU", Wish.RECEIPT, "fr"),
        ("resu", Wish.RECEIPT, "fr"),
    ],
)
def test_peoples_own_words_and_slips_are_understood(said: str, meant: Wish, language: str) -> None:
    asked = wish(said)
    assert asked
    assert (asked.wish, asked.languages[0]) == (meant, language)


@pytest.mark.parametrize(
    "said",
    [
        "Silas",
        "Quite a lot of guns in Dennery",
        "Silent",
        "mwen vlé wété lajan-an an kay mwen",
        "Annulez mon message il a un fusil",
        "Qu'est devenu mon fils",
        "qué pasó con mi hermano",
        "kote mesaj mwen te voye a",
    ],
)
def test_what_may_tell_something_is_no_word_of_ours(said: str) -> None:
    assert wish(said) is None


def test_start_from_a_phone_that_nobody_knows_is_answered_in_two_languages_and_two_segments(settings: Settings) -> None:
    settings.HOTLINE_NUMBER, settings.EMERGENCY_NUMBER = "555", "911"
    sent = segments(f"{text('en', 'started_anew')} {text('acf', 'started_anew')}")
    assert (sent.encoding, sent.parts) == ("GSM-7", 2)
