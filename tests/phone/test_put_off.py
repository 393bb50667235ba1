"""Texts that ask to be answered later, for somebody is there now, and tips that only sound so."""

from reports.phone.wording import wish
from tests.phone.silenced import assert_silenced
from tests.tables import each_of


@each_of(
    [
        "text me later not now he is here",
        "reply later he is here",
        "call me later he is home now",
        "text me tomorrow, he is home",
        "write me only in the day he sleeps beside me",
        "please wait until he sleeps before you text",
        "answer after he goes to work. he beats me",
        "only answer after 8, he is home now",
        "not now he is here, later",
        "répondez plus tard il est là",
        "responda mas tarde el esta aqui",
        "reponn mwen pita li la",
        "wéponn mwen pli ta i la",
    ]
)
def test_who_asks_for_an_answer_later_because_somebody_is_there_gets_none_now(said: str) -> None:
    assert_silenced(said)


@each_of(
    [
        "STOP. he is here with a knife",
        "stop, he is reading this",
        "ARRET il est là",
        "ALTO. esta aqui",
        "sispann. li la",
        "arete. i la",
    ]
)
def test_stop_and_that_he_is_here_is_told_in_silence(said: str) -> None:
    assert_silenced(said)


@each_of(
    [
        "no me respondas tiene pistola",
        "no me escriban tiene pistola",
        "no respondas tiene pistola",
        "no responder tiene arma",
    ]
)
def test_a_spanish_refusal_needs_no_mark_before_who_is_armed(said: str) -> None:
    assert_silenced(said)


@each_of(
    [
        "he call me later and say he is home with the gun",
        "he text me tomorrow he is here",
        "STOP he beats me",
        "DETENER. un hombre vende armas en la escuela",
        "arete li la",
        "call me when you reach, he is here with a gun",
        "the boys call later he is home",
        "ella me llama mas tarde, el esta en la casa",
        "he is here he have a gun",
        "stop the man who sells there",
        "il m'a dit appelle moi plus tard il est là",
    ]
)
def test_a_tip_of_who_is_there_or_calls_later_is_answered(said: str) -> None:
    assert wish(said) is None
