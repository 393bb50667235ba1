"""The language of a few words, for marking them on a page."""

from reports.triage.spoken import spoken_in


def test_a_short_sentence_is_known_by_its_words() -> None:
    sentences = {
        "en": "Which colour is the boat?",
        "acf": "Ki koulè kannòt-la?",
        "fr": "De quelle couleur est le bateau ?",
        "es": "¿De qué color es el barco?",
        "ht": "Ki koulè bato a ye?",
    }
    assert {code: spoken_in(words) for code, words in sentences.items()} == {code: code for code in sentences}


def test_of_no_words_nothing_is_said() -> None:
    assert [spoken_in(words) for words in ("", "211", "+1 758 …")] == ["", "", ""]
