import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.triage.assessment import TipText
from reports.triage.pipeline import run
from reports.triage.steps.language import sums_of_usual
from reports.triage.steps.letters import weights_file
from reports.triage.steps.lexicon import rules
from tests.sealing.tampering import FEW
from tests.tables import each_of
from tests.triage.tips import TIPS, Tip, judge


def told(text: str, hint: str = "ht") -> str:
    return run(TipText(text=text, answers={}, channel="web", in_danger=False, language_hint=hint)).language


def test_no_word_that_only_a_tip_holds_is_kept_in_memory() -> None:
    told("the man was there with a gun")
    kept = sums_of_usual.cache_info().currsize
    told("the man Zzkwelbrixom was there with Ydnomvur a gun")
    assert kept
    assert sums_of_usual.cache_info().currsize == kept


def plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


@pytest.mark.parametrize(
    "text",
    [
        "The man is selling drugs by the shop. Nonm-la ka vann zèb épi i ni yon fizi andidan kay-la.",
        "The man is selling drugs by the shop nonm-la ka vann zeb epi i ni yon fizi andidan kay la",
    ],
)
def test_a_mixed_tip_names_both_languages(text: str) -> None:
    assert set(judge(text).languages) == {"en", "acf"}


def test_the_language_of_most_words_stands_first() -> None:
    text = "He does sell by the shop every night. Nonm-la ka vann zèb épi i ni yon fizi andidan kay-la, vini vit."
    assert judge(text).languages == ("acf", "en")


def test_each_stretch_of_a_language_is_a_span_of_its_share() -> None:
    text = "Vini vit souplé. He is hitting the woman. I ka tjwé'y andidan kay-la"
    first, second = judge(text).of("language")
    assert [text[span.start : span.end] for span in first.spans] == ["Vini vit souplé", "I ka tjwé'y andidan kay-la"]
    assert [text[span.start : span.end] for span in second.spans] == ["He is hitting the woman"]
    assert first.score + second.score == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    "text",
    ["dem fellas selling drugs by de block", "man wha happening", "drugs", "gun in Leslie Land", "he dey in Bexon"],
)
def test_short_and_vernacular_english_is_english(text: str) -> None:
    assert judge(text).languages == ("en",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yo ka vann", "acf"),
        ("y ap vann", "ht"),
        ("nou ka wè yo anlè mòn-lan", "acf"),
        ("nou wè yo sou mòn nan", "ht"),
        ("sa ka fèt", "acf"),
        ("sak ap fèt", "ht"),
    ],
)
def test_the_two_creoles_are_told_apart(text: str, language: str) -> None:
    assert judge(text).language == language


@each_of(TIPS)
def test_dropped_accents_do_not_change_the_language(tip: Tip) -> None:
    assert judge(plain(tip.text).upper()).language == tip.language


def test_a_place_name_is_no_word_of_its_language() -> None:
    assert judge("Anse La Raye").language == "unsure"
    assert judge("a fight in Vieux Fort").language == "en"


def test_too_few_words_are_unsure() -> None:
    assert judge("PA 1234").language == "unsure"


def test_the_hint_decides_only_where_words_do_not() -> None:
    assert told("PA 1234") == "ht"
    assert told("the man is in the house with her") == "en"


@given(text=st.text(max_size=300))
@FEW
def test_the_shares_of_any_text_add_up_to_no_more_than_all_of_it(text: str) -> None:
    assert 0 <= sum(finding.score for finding in judge(text).of("language")) <= 1 + 1e-5


def test_the_rules_name_the_weights_they_belong_to() -> None:
    digest = hashlib.blake2b(weights_file("language"), digest_size=8).hexdigest()
    assert rules("language")["weights"] == digest


@pytest.mark.parametrize("said", ["an moun mò", "yon nonm mouri", "yon moun mouri", "i ni an fizi", "mwen pè"])
def test_a_few_words_of_a_creole_are_one_though_it_is_not_sure_which(said: str) -> None:
    assert judge(said).language in ("acf", "ht")


@pytest.mark.parametrize("said", ["mon repos bay", "bon", "se pelean", "yo bro", "la clery road"])
def test_a_few_words_that_only_look_like_one_are_none(said: str) -> None:
    assert judge(said).language not in ("acf", "ht")


def by_text(text: str, answered_in: str) -> str:
    return run(TipText(text=text, answers={}, channel="sms", in_danger=False, language_hint=answered_in)).language


@pytest.mark.parametrize(("said", "answered_in"), [("sekou", "ht"), ("secours", "fr"), ("mwen pè", "ht")])
def test_a_text_of_few_words_is_in_the_language_that_it_was_answered_in(said: str, answered_in: str) -> None:
    assert by_text(said, "") != answered_in
    assert by_text(said, answered_in) == answered_in


def test_words_that_clearly_say_another_language_outweigh_what_was_answered() -> None:
    assert by_text("sekou\nthe man is in the house with her", "ht") == "en"
    assert by_text("sekou\nI ni an nonm épi an fizi adan kay-la, i ka gadé mwen an fenèt-la", "ht") == "acf"
    assert by_text("Mwen wè yon moun mouri", "ht") == "ht"
    assert by_text("Mwen wè yon moun mouri", "acf") == "acf"
