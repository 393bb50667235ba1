"""A text is read clause by clause."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.phone.clauses import Clause, bare, clauses_of, without_signature
from reports.phone.silence import wish_for_silence
from reports.phone.wording import Wish, wish
from tests.tables import each_of

LONG = "and then he come in the shop and take the money from the old man " * 12


def test_marks_part_clauses_and_a_full_stop_ends_a_sentence() -> None:
    assert clauses_of("Arrêt, he says... no (never). Go") == [
        Clause("arret", goes_on=False),
        Clause("he says", goes_on=True),
        Clause("no", goes_on=True),
        Clause("never", goes_on=True),
        Clause("go", goes_on=False),
    ]


@given(st.text(st.sampled_from("ab .,!é"), max_size=1500))
def test_no_word_is_lost_and_none_is_put_in(said: str) -> None:
    read = {word for one in clauses_of(said) for word in one.words.split()} - {"~"}
    assert read == set(bare(said).split()) or max(map(len, bare(said).split()), default=0) > 200


@pytest.mark.parametrize("wish", ["please dont text me back", "he does check my phone"])
@pytest.mark.parametrize("after", ["", "they have guns in the yellow house by the bridge and a boat " * 9])
def test_a_wish_in_a_text_without_marks_is_heard_wherever_it_stands(wish: str, after: str) -> None:
    assert wish_for_silence(LONG) is None
    said = f"{LONG}{wish}{'. ' if after and 'text' in wish else ' '}{after}"
    assert wish_for_silence(said)


@pytest.mark.parametrize("shift", range(0, 60, 7))
def test_where_a_long_clause_is_cut_nothing_begins_or_ends(shift: int) -> None:
    """Cut before "him", "do not text" would be the wish."""
    told = f"{'x' * shift} he told her and them and all of us again and again do not text him or his brother "
    assert wish_for_silence(told * 12) is None


@each_of(
    [
        ("st\u00adop", Wish.QUIET),
        ("Stop\nSent from my phone", Wish.QUIET),
        ("STOP\n\nEnvoyé de mon iPhone", Wish.QUIET),
        ("FORGET\n-- \nSent from my Galaxy", Wish.FORGET),
        ("FOR\u200bGET", Wish.FORGET),
    ]
)
def test_neither_what_shows_nowhere_nor_a_line_of_the_phones_own_hides_a_word_of_ours(said: str, meant: Wish) -> None:
    found = wish(said)
    assert found
    assert found.wish is meant


def test_what_somebody_tells_of_a_phone_is_no_line_of_its_own() -> None:
    assert without_signature("he sent\nit from my phone") == "he sent\nit from my phone"
    assert without_signature("they sell drugs\nSent from my iPhone") == "they sell drugs."
    assert without_signature("they sell drugs\n\n-- \n - Envoyé de mon téléphone ") == "they sell drugs."
    began = process_time()
    without_signature(f"a{'\n' * 20_000}x")
    assert process_time() - began < 1.0, "the blank lines of a text are no work"
