"""An officer's words as a text: whose they are, where to answer, and what that costs."""

import pytest

from reports.dialogue.as_text import as_text
from reports.dialogue.canned import LANGUAGES, shipped
from reports.gateways.segments import segments
from tests.tables import each_of

QUESTIONS = [(language, said) for row in shipped().rows.values() for language, said in row.words.items()]


def test_it_says_whose_words_they_are_and_that_they_may_be_answered_here() -> None:
    assert as_text(" Which days?\n", "en") == "555: Which days?\nAnswer here."
    assert as_text("Ki jou?", "acf") == "555: Ki jou?\nWéponn isi-a."
    assert as_text("Which days?", "unsure") == as_text("Which days?", "") == "555: Which days?\nAnswer here."


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_to_answer_makes_no_text_costly(language: str) -> None:
    sent = segments(as_text("Which days?", language))
    assert (sent.encoding, sent.parts) == ("GSM-7", 1)
    assert "\n" in as_text("Which days?", language)


@pytest.mark.parametrize("letter", ["a", "ж"])
def test_it_is_left_out_where_it_would_cost_a_segment_more(letter: str) -> None:
    fits = 160 if letter == "a" else 70
    room = len("555: \nAnswer here.")
    assert as_text(letter * (fits - room), "en").endswith("Answer here.")
    assert as_text(letter * (fits - room + 1), "en") == f"555: {letter * (fits - room + 1)}"


@each_of(QUESTIONS)
def test_a_ready_question_takes_two_segments_at_most(language: str, said: str) -> None:
    sent = segments(as_text(said, language))
    assert sent.parts == 1 or (sent.parts == 2 and sent.encoding == "GSM-7")


SPANISH = "¿Qué días llega el camión? ¿Más o menos a qué hora está allí, y quién lo espera detrás de la casa?"
PLAIN = "¿Qué dias llega el camion? ¿Mas o menos a qué hora esta alli, y quién lo espera detras de la casa?"
FRENCH = "Où est-ce que ça s’est passé – à côté de l’hôtel ? Était-ce la même voiture, et qui la conduisait ?"


@each_of([(SPANISH, 1, PLAIN), (SPANISH * 3, 2, PLAIN), (FRENCH, 1, "ca s'est passé - à coté de l'hotel ?")])
def test_letters_with_a_plain_twin_make_no_text_costly(said: str, parts: int, words: str) -> None:
    sent = as_text(said, "es")
    assert (segments(sent).encoding, segments(sent).parts) == ("GSM-7", parts)
    assert segments(f"555: {said}").parts >= 2 * parts
    assert words in sent


def test_what_costs_no_less_stays_as_it_is_written() -> None:
    assert as_text("¿Qué días?", "") == "555: ¿Qué días?\nAnswer here."
    assert as_text(f"{SPANISH} ж", "es").startswith(f"555: {SPANISH} ж")
