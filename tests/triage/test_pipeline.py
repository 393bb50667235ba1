import json
import os
import subprocess
import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.triage.assessment import UNJUDGED, URGENCIES, Assessment, EarlierTip, Likely, TipText
from reports.triage.pipeline import STEPS, run
from reports.triage.steps.aspect import NOT_NOW
from reports.triage.steps.draft import Draft, Step
from reports.triage.steps.happening import HAPPENING
from reports.triage.steps.language import judge_language
from reports.triage.steps.meaning import find_meaning
from reports.triage.steps.reading import read
from reports.triage.steps.urgency import HABIT
from tests.tables import each_of
from tests.triage.tips import TIPS, Tip, judge

_PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from([tip.text for tip in TIPS]),
    st.sampled_from(["no gun", "pa ni zam", "test", "lol jk", "help", "\0", "😀" * 9, "ﷺ", "PA 1234", "now", "a"]),
)
_TEXTS = st.lists(_PIECES, max_size=6).map(" ".join)


def _rank(assessment: Assessment) -> int:
    return URGENCIES.index(assessment.urgency)


@each_of(TIPS)
def test_an_authored_tip_gets_its_language(tip: Tip) -> None:
    assert judge(tip.text).language == tip.language


@each_of(TIPS)
def test_an_authored_tip_gets_its_category_among_the_first_two(tip: Tip) -> None:
    assert tip.category in judge(tip.text).categories[:2]


@each_of(TIPS)
def test_an_authored_tip_is_at_least_as_urgent_as_it_should_be(tip: Tip) -> None:
    assert _rank(judge(tip.text)) >= URGENCIES.index(tip.urgency)


@each_of(TIPS)
def test_no_authored_tip_is_called_junk(tip: Tip) -> None:
    assert judge(tip.text).junk < 0.5


@settings(deadline=None)
@given(text=_TEXTS, in_danger=st.booleans())
def test_any_text_is_judged_by_every_step(text: str, in_danger: bool) -> None:
    assert judge(text, in_danger=in_danger).unjudged == ()


@settings(deadline=None)
@given(text=_TEXTS)
def test_spans_lie_inside_the_text_and_scores_are_their_sum(text: str) -> None:
    for finding in judge(text, category="drugs").findings:
        assert all(0 <= span.start <= span.end <= len(text) for span in finding.spans)
        weighed = sum(span.weight for span in finding.spans)
        if finding.step == "junk":
            weighed = min(1.0, max(0.0, weighed))
        if finding.step != "routing":
            assert finding.score == pytest.approx(weighed, abs=1e-5)


def _tells_of_another_time(text: str) -> bool:
    """Whether a text says 'yesterday', 'every Friday' or the like: what goes on beside it goes on then, not now.

    So it is of a "now" that tells how long, as in "now living": words put behind a plain one can make it such.
    """
    tip = TipText(text=text, answers={}, channel="sms", in_danger=False, language_hint="")
    return not {NOT_NOW, HABIT, "now_weak"}.isdisjoint(find_meaning(judge_language(read(Draft(tip=tip)))).any_words)


def test_a_word_of_another_time_is_seen() -> None:
    assert _tells_of_another_time("YE Kannòt ka wivé lannwit, yo ka déchajé bagay")
    assert not _tells_of_another_time("Kannòt ka wivé lannwit, yo ka déchajé bagay")
    assert _tells_of_another_time("They are not allowed to leave now living with him")
    assert _tells_of_another_time("misyé-a ka bat fanm-lan tout lannwit")
    assert not _tells_of_another_time("They are not allowed to leave now that he is back")
    assert not _tells_of_another_time("he has a knife now has the door closed")
    assert not _tells_of_another_time("They are not allowed to leave now I am scared")


_CRIED_FIRST = "immediate/any/help"  # "HELP" is a cry where it is the first word: what stands before it takes that away


@settings(deadline=None)
@given(before=_TEXTS, text=_TEXTS, after=_TEXTS)
def test_urgency_that_a_rule_gave_is_never_lowered_by_adding_text(before: str, text: str, after: str) -> None:
    alone, together = judge(text), judge(f"{before} {text} {after}")
    assume(not _tells_of_another_time(f"{before} {text} {after}"))
    assume(together.of("language")[0].value == alone.of("language")[0].value)  # "Z@M" is a gun in Kwéyòl alone
    if not any(span.rule.startswith((HAPPENING, _CRIED_FIRST)) for span in alone.of("urgency")[0].spans):
        assert _rank(together) >= _rank(alone)


@settings(deadline=None)
@given(text=_TEXTS)
def test_danger_named_by_the_tipster_is_always_immediate(text: str) -> None:
    assert judge(text, in_danger=True).urgency == "immediate"


@settings(deadline=None)
@given(text=_TEXTS)
def test_an_assessment_survives_json(text: str) -> None:
    assessment = judge(text)
    assert Assessment.from_dict(json.loads(json.dumps(assessment.to_dict()))) == assessment


@settings(deadline=None)
@given(noise=st.sets(st.integers(0, 2**32 - 1), max_size=120))
def test_a_foreign_fingerprint_is_passed_over(noise: set[int]) -> None:
    earlier = Likely(tips=(EarlierTip(tip="1", features=tuple(sorted(noise))),), count=1)
    tip = TipText(
        text="he sells weed", answers={}, channel="web", in_danger=False, language_hint="", earlier=lambda _: earlier
    )
    assert run(tip).unjudged == ()


def test_a_failing_step_is_a_finding_and_the_tip_goes_on() -> None:
    def broken(draft: Draft) -> Draft:
        raise ValueError(draft.tip.channel)

    tip = TipText(text="selling cocaine", answers={}, channel="web", in_danger=False, language_hint="")
    assessment = run(tip, tuple(Step(s.name, broken) if s.name == "language" else s for s in STEPS))
    assert assessment.unjudged == ("language",)
    assert assessment.language == "unsure"
    assert assessment.unit == "narcotics"


@pytest.mark.parametrize("failing", ["reading", "urgency"])
def test_a_tip_whose_urgency_could_not_be_judged_is_read_today(failing: str) -> None:
    def broken(draft: Draft) -> Draft:
        raise ValueError(draft.tip.channel)

    tip = TipText(text="help me he has a gun", answers={}, channel="web", in_danger=False, language_hint="")
    assessment = run(tip, tuple(Step(s.name, broken) if s.name == failing else s for s in STEPS))
    assert any(f.value == UNJUDGED for f in assessment.findings)
    assert assessment.urgency == "today"


def test_the_rules_version_is_named() -> None:
    assert judge("hello").rules_version.startswith("3+")


_TOLD = """
from reports.triage.assessment import TipText
from reports.triage.pipeline import run
text = "il jette de l'eau de javel au visage de sa femme"
print(run(TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="")).findings)
"""


def test_the_same_tip_gives_the_same_findings_in_every_process() -> None:
    """Sets of words have another order in each: where one was walked through, so had the findings."""
    told = {
        subprocess.check_output([sys.executable, "-c", _TOLD], env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    }
    assert len(told) == 1
