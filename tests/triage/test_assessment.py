"""An assessment is plain data that comes back as it was saved."""

import json

from hypothesis import given
from hypothesis import strategies as st

from reports.triage.assessment import Assessment, Finding, Span
from tests.sealing.tampering import FEW

numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)
spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99), st.text(max_size=9), numbers)
found = st.builds(
    Finding,
    step=st.sampled_from(["language", "category", "duplicates"]),
    value=st.text(max_size=9),
    score=numbers,
    reason=st.text(max_size=20),
    spans=st.lists(spans, max_size=3).map(tuple),
)


some = st.lists(found, max_size=4).map(tuple)


@given(findings=some, fingerprint=st.binary(max_size=40), named=st.dictionaries(st.text(max_size=9), some, max_size=2))
@FEW
def test_an_assessment_comes_back_from_its_json_as_it_was(
    findings: tuple[Finding, ...], fingerprint: bytes, named: dict[str, tuple[Finding, ...]]
) -> None:
    made = Assessment(findings=findings, rules_version="1", fingerprint=fingerprint, in_answers=named)
    assert Assessment.from_dict(json.loads(json.dumps(made.to_dict()))) == made


def test_an_assessment_without_findings_is_read_soon_by_nobody_in_particular() -> None:
    empty = Assessment(findings=(), rules_version="1")
    assert (empty.unit, empty.categories, empty.language) == ("reception", ("other",), "unsure")
    assert not empty.conflict_of_interest
    assert empty.duplicates == ()
