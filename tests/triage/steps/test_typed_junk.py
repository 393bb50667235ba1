"""What is typed into a form's own fields speaks for a tip or against it where the text alone does not."""

import pytest

from reports.triage.assessment import Assessment, TipText
from reports.triage.pipeline import run

ADVERT = "Congratulations! You have won a prize, click here to claim http://win.example"
TOLD = "two men robbed the bakery in Dennery last night with a cutlass"


def _judge(text: str, **answers: str) -> Assessment:
    said = {f"other.{name}": words for name, words in answers.items()}
    return run(TipText(text=text, answers=said, channel="web", in_danger=False, language_hint=""))


def _junk(text: str, **answers: str) -> float:
    judged = _judge(text, **answers)
    (finding,) = judged.of("junk")
    assert finding.score == pytest.approx(sum(span.weight for span in finding.spans), abs=1e-5)
    assert all(span.end <= len(text) for span in finding.spans)
    return judged.junk


def test_a_tip_typed_under_a_test_is_a_tip() -> None:
    assert _junk("test") >= 0.9
    assert _junk("test", did=TOLD) < 0.5


def test_an_advert_typed_into_the_fields_of_an_empty_form_is_an_advert() -> None:
    assert _junk("", did=ADVERT) >= 0.9
    assert _judge("", did=ADVERT).of("junk")[0].value == "advert"


def test_an_advert_typed_under_a_tip_takes_nothing_away_and_a_name_brings_nothing_up() -> None:
    assert _junk(TOLD, did=ADVERT) == _junk(TOLD)
    assert _junk(ADVERT, name="Marcus Zed") == _junk(ADVERT)
    assert _junk("", name="PB 4521") == 0


def test_danger_typed_anywhere_keeps_a_form_at_an_even_chance() -> None:
    assert _junk("", did=f"{ADVERT}. he is killing her now") <= 0.5
