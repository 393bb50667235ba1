"""Asking the tipster: a question ready to be sent, in the tip's language, words of one's own, or both."""

import pytest
from django.urls import reverse

from reports.dashboard.asking import AskForm
from reports.dialogue.canned import canned_for, shipped
from reports.models import Channel, Record, RecordKind, Tip
from reports.queries.reading import read_tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk

FRENCH = {each.name: each.said for each in canned_for(category="drugs", language="fr", among=shipped())}


@pytest.fixture
def tip(house: House) -> Tip:
    tip = arrive("Des hommes vendent de la drogue près de l'école, chaque vendredi", channel=Channel.WEB)
    Tip.objects.filter(pk=tip.pk).update(language="fr", category="drugs")
    tip.refresh_from_db()
    return tip


def asked(house: House, tip: Tip) -> list[str]:
    read = read_tip(house.ring("reid"), tip, by=house.officer("reid"))
    return [entry.text for entry in read.entries if entry.record.kind == RecordKind.QUESTION]


def ask(tip: Tip, reid: Desk, **typed: str) -> int:
    tip.refresh_from_db()
    url = reverse("dashboard:ask", args=[tip.pk])
    return reid.client.post(url, {"version": tip.version, **typed}, follow=True).status_code


def test_the_tips_page_offers_questions_in_english_and_as_they_are_sent(tip: Tip, reid: Desk) -> None:
    page = reid.get(reverse("dashboard:tip", args=[tip.pk])).text
    assert "Do you know when it may happen again?" in page
    assert 'lang="fr">Savez-vous quand cela peut se reproduire' in page
    assert "no native speaker has checked it" in page


def test_a_chosen_question_is_sent_in_the_tips_language(house: House, tip: Tip, reid: Desk) -> None:
    assert ask(tip, reid, ready="when_again", question="") == 200
    assert asked(house, tip) == [FRENCH["when_again"]]


def test_a_chosen_question_and_ones_own_words_go_together(house: House, tip: Tip, reid: Desk) -> None:
    assert ask(tip, reid, ready="still_so", question="Merci.") == 200
    assert asked(house, tip) == [f"{FRENCH['still_so']}\nMerci."]


def test_ones_own_words_go_alone(house: House, tip: Tip, reid: Desk) -> None:
    assert ask(tip, reid, question="Merci.") == 200
    assert asked(house, tip) == ["Merci."]


def test_words_in_another_language_are_sent_only_when_the_officer_insists(house: House, tip: Tip, reid: Desk) -> None:
    typed = "What time do they come in the evening?"
    url = reverse("dashboard:ask", args=[tip.pk])
    page = reid.client.post(url, {"version": tip.version, "question": typed}).text
    assert "The tip is in French; this looks like English." in page
    assert "Your question is in another language" in page
    assert typed in page
    assert asked(house, tip) == []
    assert ask(tip, reid, question=typed, do="as_it_is") == 200
    assert ask(tip, reid, question="À quelle heure viennent-ils le soir ?") == 200
    assert asked(house, tip) == [typed, "À quelle heure viennent-ils le soir ?"]


def test_words_that_ask_who_the_tipster_is_are_sent_only_when_the_officer_insists(
    house: House, tip: Tip, reid: Desk
) -> None:
    typed = "Quel est votre nom ?"
    page = reid.client.post(reverse("dashboard:ask", args=[tip.pk]), {"version": tip.version, "question": typed}).text
    assert "Your question asks who the tipster is" in page
    assert "“votre nom”" in page
    assert asked(house, tip) == []
    assert ask(tip, reid, question=typed, do="as_it_is") == 200
    assert asked(house, tip) == [typed]


@pytest.mark.parametrize("typed", [{}, {"ready": "", "question": "  "}, {"ready": "no such"}])
def test_nothing_and_an_unknown_question_are_not_sent(tip: Tip, reid: Desk, typed: dict[str, str]) -> None:
    assert ask(tip, reid, **typed) == 422
    assert not Record.objects.filter(kind=RecordKind.QUESTION).exists()


def test_an_english_tip_shows_each_question_once(house: House) -> None:
    form = AskForm(tip=Tip(category="fraud", language="en"))
    labels = [str(label) for _, label in form.fields["ready"].choices]  # type: ignore[attr-defined]
    assert len(labels) == len(set(labels))
    assert not [label for label in labels if "<" in label]


@pytest.mark.parametrize(
    ("channel", "language", "is_told"),
    [
        (Channel.CALL, "acf", True),
        (Channel.CALL, "ht", True),
        (Channel.CALL, "fr", False),  # the provider's voice reads it
        (Channel.SMS, "acf", False),
        (Channel.WEB, "ht", False),
    ],
)
def test_who_asks_a_caller_in_a_creole_learns_that_only_ready_questions_are_heard(
    tip: Tip, reid: Desk, channel: str, language: str, is_told: bool
) -> None:
    Tip.objects.filter(pk=tip.pk).update(channel=channel, language=language)
    page = reid.get(reverse("dashboard:tip", args=[tip.pk])).text
    assert ("only a question that is ready" in page) is is_told
