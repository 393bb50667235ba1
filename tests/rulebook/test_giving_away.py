"""What must not stand in a question ready to be sent."""

from reports.dialogue.canned import LANGUAGES, shipped
from reports.rulebook.giving_away import giving_away
from tests.conftest import House


def test_the_shipped_questions_could_be_written_at_the_desk(house: House) -> None:
    refused = [
        (name, language)
        for name, row in shipped().rows.items()
        for language in LANGUAGES
        if giving_away(row.words[language], language)
    ]
    assert refused == [("last_seen", "acf")]  # "sété" is taken for an hour


def test_an_officers_name_is_found_and_each_piece_is_told_once(house: House) -> None:
    assert "Marcia Reid" in giving_away("Was Marcia Reid there?", "en")
    assert giving_away("Did it happen at 7, or at 7?", "en").count("7") <= 1
