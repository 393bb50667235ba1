"""Clauses that refuse an answer in little words alone, and tips that speak of answers, of going and of ending."""

import tomllib
from pathlib import Path
from time import process_time

import pytest

from reports.phone.clauses import clauses_of
from reports.phone.refusal import refused_in
from reports.phone.wording import wish
from tests.phone.silenced import assert_silenced
from tests.tables import each_of

SAID = {
    name: said.strip().splitlines()
    for name, said in tomllib.loads(Path(__file__).with_name("refusal.toml").read_text("utf-8")).items()
}
HOSTILE = ("no reply ", "if you text ", "pa ekwi mwen ", "svp pas ", "no me ", "thanks no call me ")


@each_of(SAID["wish"])
def test_who_refuses_an_answer_gets_none(said: str) -> None:
    assert_silenced(said)


@each_of(SAID["tip"])
def test_a_tip_that_speaks_of_going_or_of_answers_is_answered(said: str) -> None:
    assert wish(said) is None


@each_of(
    [
        ("dont text her back pls, is she he want", ()),
        ("he said no texts to this phone please", ()),
        ("no replyin ok thank u", ("en",)),
        ("if u text back my brother will see it", ("en",)),
        ("if you text him back he will see it", ()),
        ("no me vayan a textear de vuelta xfa", ("es",)),
        ("si lo llaman el lo ve", ()),
        ("you dont answer back", ()),
        ("i text and text but no reply back to me", ()),
    ]
)
def test_it_is_a_refusal_of_ours_and_not_of_somebody_else(said: str, languages: tuple[str, ...]) -> None:
    assert refused_in(clauses_of(said)) == languages


@each_of(
    [
        "no reply. he has gun",
        "No reply! He is in the house with a knife",
        "no answer. he beats my mother",
        "no reply he have a gun",
        "he has a gun. no reply",
        "they sell guns by the bridge, no answer",
        "sans réponse. il a un fusil",
        "il frappe ma mère. sans réponse",
        "sin respuesta. tiene una pistola",
        "mi padrastro la toca. sin respuesta",
        "san wépons. i ni an fizi",
        "pa ni wépons, i ka bat manman mwen",
        "san repons. li gen zam",
        "li ap bat manman m. san repons",
    ]
)
def test_no_reply_beside_a_tip_is_a_wish(said: str) -> None:
    assert_silenced(said)


@each_of(
    [
        "No answer. They moved",
        "no answer, he is gone since Monday",
        "I called 911. no answer",
        "we rang the station twice, no reply. he has a gun",
        "I text my sister, no reply, she is missing",
        "Sans réponse. Ils ont déménagé",
        "j'ai appelé la police. sans réponse",
        "llamé a la policía. sin respuesta",
        "Sin respuesta, ella no está",
        "mwen kwiyé lapolis. pa ni wépons",
        "m rele lapolis, pa gen repons",
        "no answer at the door",
        "my mother fall down in the kitchen, no answer",
        "Screaming next door. I shout to her. No answer.",
        "banging on the door. no answer",
        "No answer. Neighbours hear screaming",
        "Mon père est tombé. pas de réponse",
        "Elle est par terre. Aucune réponse",
        "Mi mamá se cayó. Sin respuesta",
        "Está tirado en el piso, sin respuesta",
        "sin respuesta. no respira",
        "Manman mwen tonbé. Pa ni wépons",
        "Li tonbe atè a. Pa gen repons",
    ]
)
def test_where_somebody_called_is_gone_or_lies_there_no_answer_is_told(said: str) -> None:
    assert wish(said) is None


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_of_twenty_thousand_characters_takes_little_time(piece: str) -> None:
    refused_in([])
    clauses = clauses_of(piece * (20_000 // len(piece)))
    begun = process_time()
    refused_in(clauses)
    assert process_time() - begun < 5
