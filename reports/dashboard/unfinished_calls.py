"""Calls that an officer has begun to write down and not stored: they are offered by name, never put into a new page.

A caller's words under another caller's would be stored as one tip, and lead the police to the wrong house.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from reports.dashboard.call_draft import Draft
from reports.dashboard.draft_fields import KEPT_HOUR, begun_fields
from reports.guides import in_words
from reports.keyring import KeyRing
from reports.queries.drafts import Begun, begun_calls

MOST = 20  # that are offered


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One of them. `since` and `until` are the hour in which it was written last, `begins` is what it tells."""

    id: UUID
    draft: Draft
    since: datetime
    until: datetime
    begins: str = field(repr=False)


def unfinished(ring: KeyRing) -> list[Unfinished]:
    """Return them, the newest first."""
    found = [_read(pk, begun) for pk, begun in begun_calls(ring).items()]
    return sorted(found, key=lambda one: one.since, reverse=True)[:MOST]


def _read(pk: UUID, begun: Begun) -> Unfinished:
    fields = begun_fields(begun.text)
    draft, since = Draft(fields), datetime.fromisoformat(fields.get(KEPT_HOUR, f"{begun.day}T00:00+00:00"))
    answers = "; ".join(said for _question, said in in_words(draft.to_send, asked=draft.guide))
    return Unfinished(pk, draft, since, since + timedelta(hours=1), draft.text.strip() or answers)
