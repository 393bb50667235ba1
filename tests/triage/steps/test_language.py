from reports.triage.assessment import TipText
from reports.triage.pipeline import run
from tests.triage.tips import judge


def test_a_mixed_tip_names_both_languages() -> None:
    text = "The man is selling drugs by the shop. Nonm-la ka vann zèb épi i ni yon fizi andidan kay-la."
    assert set(judge(text).languages) == {"en", "acf"}


def test_too_few_words_are_unsure() -> None:
    assert judge("PA 1234").language == "unsure"


def test_the_hint_decides_only_where_words_do_not() -> None:
    def told(text: str) -> str:
        return run(TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="ht")).language

    assert told("PA 1234") == "ht"
    assert told("the man is in the house with her") == "en"
