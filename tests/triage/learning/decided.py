"""Invented decisions of officers, without a database: features as triage would find them."""

from datetime import UTC, datetime, timedelta

from reports.triage.learning.decision import Decision

_START = datetime(2026, 1, 1, tzinfo=UTC)


def decision(at: int, said: str, meant: str, rules: tuple[str, ...] = (), language: str = "en") -> Decision:
    """The `at`-th decision: what the list said, what was meant, and which rules had fired."""
    features = {f"rule:{rule}": 2.0 for rule in rules} | {"channel:web": 1.0, f"language:{language}": 1.0}
    if said != "other":
        features[f"score:{said}"] = 2.0
    return Decision(
        said={"category": said, "urgency": "today", "junk": "tip", "language": language},
        meant={"category": meant, "urgency": "today", "junk": "tip", "language": language},
        features=features,
        rules_version="1",
        at=_START + timedelta(hours=at),
    )


def habit(number: int) -> list[Decision]:
    """Officers here call it smuggling whenever a pirogue is named with drugs; the list says drugs."""
    made = []
    for at in range(number):
        if at % 2:
            made.append(decision(at, "drugs", "smuggling", ("drugs/en/cocaine", "drugs/en/pirogue")))
        else:
            made.append(decision(at, "drugs", "drugs", ("drugs/en/cocaine",)))
    return made
