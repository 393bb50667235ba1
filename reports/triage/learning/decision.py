"""An officer's decision about what triage found. Pure: no database is needed to learn from decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reports.triage.assessment import UNJUDGED, Assessment

TIP, NOT_A_TIP = "tip", "not_a_tip"
_JUNK_LINE = 0.5  # from here on triage called it junk


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What triage had said and what an officer meant, by step, and the features that there were."""

    said: Mapping[str, str]
    meant: Mapping[str, str]
    features: Mapping[str, float] = field(repr=False)
    rules_version: str
    at: datetime

    @property
    def language(self) -> str:
        """The language as the officer left it."""
        return self.meant.get("language", "unsure")


def said_by_triage(assessment: Assessment) -> dict[str, str]:
    """Return what triage itself said, of the category what the term list alone said."""
    by_list = [finding.value for finding in assessment.of("category") if finding.value != UNJUDGED]
    return {
        "category": by_list[0] if by_list else "other",
        "urgency": assessment.urgency,
        "junk": NOT_A_TIP if assessment.junk >= _JUNK_LINE else TIP,
        "language": assessment.language,
    }
