"""Changing the questions ready to be sent takes two persons, and nothing that shows a tip gets in."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import connection

from reports.dialogue.canned import asked_in, canned_for, in_force, shipped
from reports.models import AuditEntry, Category, HouseRules, Officer
from reports.rulebook.questions import BOOK, BadQuestion, propose, withdraw
from reports.signed_rules import sign_rules
from reports.two_persons import ChangeRefused
from tests import servers
from tests.conftest import House

SINCE = shipped().rows["since_when"]
FIVE = tuple(sorted(Category.values)[:5])


@pytest.fixture
def two(house: House) -> tuple[Officer, Officer]:
    return house.make_administrator("reid"), house.officer("charles")


def test_no_question_leads_a_tipster_elsewhere(two: tuple[Officer, Officer]) -> None:
    for words in ("Look at http://evil.example/x now please", "See evil-example.com"):
        with pytest.raises(BadQuestion, match="away"):
            propose("", {"en": words}, ("always",), by=two[0])


def test_no_sign_that_nobody_sees_comes_into_a_question(two: tuple[Officer, Officer]) -> None:
    reid, charles = two
    BOOK.confirm(propose("", {"en": "How\u202e long \u200bso?"}, ("always",), by=reid).version, by=charles)
    assert in_force().rows["own_1"].words == {"en": "How long so?"}
    with pytest.raises(BadQuestion, match="english"):
        propose("", {"en": "\u200b\u202e"}, ("always",), by=charles)


def test_two_persons_change_a_question_and_what_was_sent_stays_known(two: tuple[Officer, Officer]) -> None:
    reid, charles = two
    made = propose("since_when", {"en": "How long has it been so?", "fr": SINCE.words["fr"]}, FIVE, by=reid)
    assert in_force() == shipped(), "one person changes nothing"
    BOOK.confirm(made.version, by=charles)
    offered = {each.name: each for each in canned_for(category=FIVE[0], language="es")}
    changed = offered["since_when"]
    assert (changed.said, changed.translated) == ("How long has it been so?", False)
    assert next(each for each in canned_for(category=FIVE[0], language="fr") if each.name == "since_when").translated
    assert not [each for each in canned_for(category="traffic", language="en") if each.name == "since_when"]
    assert asked_in("How long has it been so?", "fr") == (SINCE.words["fr"], "fr")
    assert asked_in(SINCE.words["es"], "ht") == (SINCE.words["ht"], "ht"), "what a tipster was sent before"
    BOOK.confirm(withdraw("since_when", by=charles).version, by=reid)
    assert "since_when" not in in_force().rows
    assert asked_in("How long has it been so?", "es") == ("How long has it been so?", "en")
    BOOK.confirm(propose("", dict(SINCE.words), ("always",), by=reid).version, by=charles)
    assert in_force().rows["own_1"].words == SINCE.words
    acts = AuditEntry.objects.filter(act__startswith="questions.").order_by("at").values_list("act", "detail")
    assert [act for act, _detail in acts] == ["questions.proposed", "questions.confirmed"] * 3
    assert {tuple(detail) for _act, detail in acts} == {("version",)}, "no word of a question"


def test_nobody_confirms_their_own_and_others_do_nothing(house: House, two: tuple[Officer, Officer]) -> None:
    reid, charles = two
    made = propose("done", {"en": "Thank you."}, ("always",), by=reid)
    jules = house.officer("jules")
    Officer.objects.filter(username="jules").update(is_administrator=True)  # a row that nobody signed
    for reason, act in (
        ("own", lambda: BOOK.confirm(made.version, by=reid)),
        ("waits", lambda: propose("done", {"en": "Thanks."}, ("always",), by=charles)),
        ("not_yours", lambda: propose("done", {"en": "Thanks."}, ("always",), by=jules)),
        ("not_yours", lambda: BOOK.confirm(made.version, by=house.officer("jules"))),
        ("not_yours", lambda: BOOK.drop(made.version, by=jules)),
        ("not_yours", lambda: withdraw("done", by=jules)),
    ):
        with pytest.raises(ChangeRefused) as refused:
            act()
        assert refused.value.reason == reason
    BOOK.drop(made.version, by=charles)
    assert (BOOK.proposal(), in_force()) == (None, shipped())


@pytest.mark.parametrize(
    ("language", "words", "piece"),
    [
        ("en", "Is Kenny Joseph there now?", "Kenny Joseph"),
        ("en", "Did you see it at 9?", "9"),
        ("en", "Is it still near Gros Islet?", "Gros Islet"),
        ("en", "What did they steal?", "steal"),
        ("en", "Was your brother there?", "brother"),
        ("en", "Is it still in {place}?", "{"),
        ("fr", "L'avez-vous vu avec Kenny Joseph ?", "Kenny Joseph"),
        ("es", "¿Todavía vende cocaína?", "cocaína"),
    ],
)
def test_what_could_be_a_fact_of_a_tip_is_refused(
    two: tuple[Officer, Officer], language: str, words: str, piece: str
) -> None:
    with pytest.raises(BadQuestion) as bad:
        propose("done", {"en": "Thank you.", language: words}, ("always",), by=two[0])
    assert (bad.value.reason, bad.value.language) == ("gives_away", language)
    assert piece in bad.value.pieces
    assert not HouseRules.objects.exists()


def test_a_question_needs_english_five_kinds_and_few_letters(two: tuple[Officer, Officer]) -> None:
    for reason, words, offered in (
        ("english", {"fr": "Merci."}, ("always",)),
        ("few", {"en": "Thank you."}, FIVE[:4]),
        ("few", {"en": "Thank you."}, (*FIVE, "no such")),
        ("long", {"en": "so " * 60}, ("always",)),
    ):
        with pytest.raises(BadQuestion) as bad:
            propose("done", words, offered, by=two[0])
        assert bad.value.reason == reason


def test_a_row_of_another_hand_is_checked_when_it_is_confirmed(two: tuple[Officer, Officer]) -> None:
    told = {"done": {"words": {"en": "Is Kenny Joseph there?"}, "offered": ["always"]}}
    written = HouseRules(kind="questions", version=2, told=told, proposed_by=two[0])
    sign_rules(written)
    written.save()
    with pytest.raises(BadQuestion):
        BOOK.confirm(2, by=two[1])


@contextmanager
def proposing_at_the_same_moment(by: Officer) -> Iterator[None]:
    """Another process has put its proposal in, and commits it when ours waits for that."""
    url = servers._running[0].postgres.url(str(connection.settings_dict["NAME"]))
    other, watch = psycopg2.connect(url), psycopg2.connect(url)
    watch.autocommit = True
    with other.cursor() as cursor:
        cursor.execute(
            "INSERT INTO house_rules (id, kind, version, state, told, proposed_by_id)"
            " VALUES (gen_random_uuid(), 'questions', 2, 'proposed', '{}', %s)",
            [str(by.pk)],
        )

    def commit_when_waited_for() -> None:
        with watch.cursor() as cursor:
            until, waits = time.monotonic() + 30, 0
            while not waits and time.monotonic() < until:
                cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                (waits,) = cursor.fetchone()
                time.sleep(0.02)
        other.commit()

    committing = threading.Thread(target=commit_when_waited_for)
    committing.start()
    try:
        yield
    finally:
        committing.join()
        other.close()
        watch.close()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_propose_at_the_same_moment_one_is_told_that_the_other_waits(two: tuple[Officer, Officer]) -> None:
    reid, charles = two
    with proposing_at_the_same_moment(charles), pytest.raises(ChangeRefused) as refused:
        propose("done", {"en": "Thank you."}, ("always",), by=reid)
    assert refused.value.reason == "waits"


def test_no_question_ready_to_be_sent_asks_tipsters_who_they_are(two: tuple[Officer, Officer]) -> None:
    for language, words in (("en", "What is your name and phone number?"), ("fr", "Quel est votre nom ?")):
        with pytest.raises(BadQuestion) as bad:
            propose("done", {"en": "Thank you.", language: words}, ("always",), by=two[0])
        assert (bad.value.reason, bad.value.language) == ("who", language)
    assert not HouseRules.objects.exists()
