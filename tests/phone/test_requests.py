"""A request outweighs a hint of the same text that its phone should stay quiet, and no wish (decision 153)."""

import tomllib
from pathlib import Path

import pytest

from reports.intake.receipt import find_in
from reports.management.catalogues import languages, read
from reports.models import Line, Urgency
from reports.phone.clauses import clauses_of
from reports.phone.requests import asks_for_an_answer, asks_somebody_to_come
from reports.phone.wording import Wish, wish
from tests.conftest import only_tip, triage_all
from tests.tables import each_of
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
SAID = {
    name: said.strip().splitlines()
    for name, said in tomllib.loads(Path(__file__).with_name("requests.toml").read_text("utf-8")).items()
}


@each_of(SAID["answered"] + SAID["cry"])
def test_who_asks_for_an_answer_or_for_somebody_from_a_phone_that_is_only_read_is_answered(said: str) -> None:
    assert wish(said) is None


@each_of(SAID["silent"])
def test_who_wants_no_text_or_is_watched_now_is_not(said: str) -> None:
    found = wish(said)
    assert found
    assert (found.wish, found.rest) == (Wish.QUIET, said)


def test_the_words_that_the_page_tells_are_obeyed_without_a_mark() -> None:
    told = {code: _told_on_the_page(code) for code in languages()}
    assert all(told.values()), told
    assert not [words for words in told.values() if not asks_for_an_answer(clauses_of(f"xyz abc {words}"))]
    assert not [words for words in told.values() if not asks_for_an_answer(clauses_of(f"{words} xyz abc"))]


def _told_on_the_page(language: str) -> str:
    said = next(str(one.string) for one in read(language) if "write ANSWER ME and" in str(one.id))
    words = [word.strip(".,") for word in said.split() if word.strip(".,:").isupper() or "-" in word]
    return " ".join(word for word in words if ":" not in word)


@each_of(
    [
        ("please answer me", True),
        ("he reads it but text me back please", True),
        ("are you coming?", True),
        ("répondez-moi svp", True),
        ("contéstenme por favor", True),
        ("wéponn mwen souplé", True),
        ("reponn mwen tanpri", True),
        ("text me only when he is gone", False),
        ("answer me tomorrow", False),
        ("dont answer me", False),
        ("he said answer me", False),
        ("respondanme cuando el no este", False),
    ]
)
def test_an_answer_is_asked_for_now_and_of_us(said: str, asks: bool) -> None:
    assert asks_for_an_answer(clauses_of(said)) is asks


@each_of(
    [
        ("send police", True),
        ("he has a knife, please somebody come quick", True),
        ("voyé polis", True),
        ("envoyez la police", True),
        ("manden a la policia", True),
        ("voye lapolis", True),
        ("help me renew my licence", False),
        ("he said he will send somebody", False),
        ("they come quick in a white van", False),
    ]
)
def test_somebody_is_asked_to_come_by_who_writes(said: str, asks: bool) -> None:
    assert asks_somebody_to_come(clauses_of(said)) is asks


@pytest.mark.parametrize(
    ("said", "is_answered"),
    [
        ("He reads my phone. Send police now, he has a gun", True),
        ("He is beside me, send police to Ravine Poisson", False),
        ("I am hiding in the bathroom texting, please answer me, he has a knife", True),
        ("Don't text me back, send police, he has a gun", False),
    ],
)
def test_the_tip_is_immediate_either_way_and_the_number_for_danger_comes_where_an_answer_does(
    twilio: TwilioDouble, said: str, is_answered: bool
) -> None:
    told = twilio.phone(PHONE).text(said)
    assert bool(told) is is_answered
    assert all("911" in one and find_in(one) for one in told)
    assert Line.objects.get().silent is not is_answered
    triage_all()
    assert only_tip().urgency == Urgency.IMMEDIATE
