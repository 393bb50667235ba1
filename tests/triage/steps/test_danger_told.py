"""The reason of an alert is the true one."""

import pytest

from reports.triage.assessment import TipText
from reports.triage.pipeline import run


@pytest.mark.parametrize(
    ("before", "said"),
    [(False, "the tipster says that somebody is in danger now"), (True, "was immediate danger before")],
)
def test_the_reason_says_who_called_it_danger(before: bool, said: str) -> None:
    tip = TipText(
        text="he sells bikes", answers={}, channel="sms", in_danger=True, language_hint="en", judged_before=before
    )
    (found,) = (finding for finding in run(tip).findings if finding.step == "urgency")
    assert [said in span.rule for span in found.spans] == [True]
