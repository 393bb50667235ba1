"""The search page: answers as they come, and nothing of the question in an address."""

import pytest

from reports.models import AuditEntry
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in


def asked(desk: Desk, words: str, **more: str) -> str:
    response = desk.post("/desk/search", words=words, **more)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_search_shows_what_fits_with_the_words_marked(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine <b>behind</b> the shop in Soufriere")
    page = asked(reid, "COCAINE shop")
    assert tip.reference in page
    assert '<mark class="hit">cocaine</mark>' in page
    assert "&lt;b&gt;behind&lt;/b&gt;" in page
    assert "One tip fits, of 1 looked through." in page
    assert page.rstrip().endswith("</html>")
    assert "No tip fits" in asked(reid, "heroin")


def test_a_word_with_a_wrong_letter_is_found_if_one_asks_for_it(house: House, reid: Desk) -> None:
    arrive("They sell cocaine behind the shop in Soufriere")
    assert "No tip fits" in asked(reid, "cocane")
    assert "One tip fits" in asked(reid, "cocane", nearly="on")


def test_another_unit_finds_nothing(house: House, reid: Desk) -> None:
    arrive("They sell cocaine behind the shop in Soufriere")
    assert "No tip fits, of 0" in asked(sign_in(house, "charles"), "cocaine")


@pytest.mark.parametrize("words", ["", "...", "-goat"])
def test_an_empty_question_is_told_so_and_nothing_is_searched(house: House, reid: Desk, words: str) -> None:
    response = reid.post("/desk/search", words=words)
    assert response.status_code == 422
    assert 'class="notice errors"' in response.text
    assert not AuditEntry.objects.filter(act="tips.searched").exists()


def test_a_question_stands_in_no_address(house: House, reid: Desk) -> None:
    arrive()
    assert "<mark" not in reid.get("/desk/search?words=cocaine").text
