"""What a unit does that is no officer's work, whatever it is: "drug squad letting the container pass".

Phones write more deeds than a list holds. So where a unit's own people open a sentence, what they do accuses them, but
for what officers do on duty, and what somebody wishes that they did. Of English alone: its verbs stand right behind.
"""

from reports.triage.steps.draft import Draft, UnitNamed
from reports.triage.steps.meaning import spoken
from reports.triage.steps.of_units import listed
from reports.triage.steps.wording import Token


def does_anything(draft: Draft, unit: UnitNamed, at: int) -> int | None:
    """Return the word after a verb at `at` that is no officer's work; None where it is, or is no verb."""
    word = draft.tokens[at]
    is_known = word.text in listed("on_duty") | listed("dutiful") | listed("no_verbs") | listed("told_there")
    if is_known or not word.text.isalpha() or _is_name(draft, word) or "en" not in spoken(draft):
        return None
    return at + 1 if _opens(draft, unit) else None


def _opens(draft: Draft, unit: UnitNamed) -> bool:
    """Whether nothing stands before the unit in its sentence but small words, and whoever is in it."""
    ours = listed("before_units") | listed("openers") | listed("inside") | listed("insiders") | listed("roles")
    ours |= listed("persons") | listed("chiefs")
    at, clause = unit.first - 1, draft.tokens[unit.first].clause
    while at >= 0 and draft.tokens[at].clause == clause and draft.tokens[at].text in ours:
        at -= 1
    return at < 0 or draft.tokens[at].clause != clause


def _is_name(draft: Draft, word: Token) -> bool:
    text = draft.tip.text
    return text[word.start : word.start + 1].isupper() and not text.isupper()
