"""A tip as programs read it: what stays in the clear, in one shape for lists and for the tip itself."""

from typing import Any

from rest_framework import serializers

from reports.models import Category, Channel, CloseReason, Status, Tip, TriageState


class UnitOut(serializers.Serializer[Any]):
    """A unit."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()


class TipRowOut(serializers.Serializer[Any]):
    """What a list tells of a tip. `urgency` is 0 immediate, 1 today, 2 routine; `arrived_hour` is never finer.

    Of a tip that was closed the day alone is known: `arrived_hour` is then midnight of that day in the force's time
    zone, and stays so when it is opened again. No hour and no age can be counted from it.

    `version` goes into every act on it: the act is refused where somebody meanwhile changed what it decides upon.
    A colleague's note, link or mask is no such change.
    """

    id = serializers.UUIDField()
    reference = serializers.CharField()
    unit = UnitOut()
    status = serializers.ChoiceField(choices=Status.choices)
    urgency = serializers.IntegerField()
    category = serializers.ChoiceField(choices=Category.choices)
    channel = serializers.ChoiceField(choices=Channel.choices)
    language = serializers.CharField()
    arrived_hour = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    triage = serializers.ChoiceField(choices=TriageState.choices)
    assigned_to = serializers.CharField(allow_null=True)
    assigned_to_id = serializers.UUIDField(allow_null=True, help_text="what lists are narrowed by")
    outcome = serializers.CharField(help_text=f"empty while open; then one of {', '.join(CloseReason.values)}")
    has_news = serializers.BooleanField()
    waits_for_us = serializers.BooleanField()
    withdrawn = serializers.BooleanField()
    looks_junk = serializers.BooleanField()
    version = serializers.IntegerField()


_PLAIN = [name for name in map(str, TipRowOut().fields) if name not in ("assigned_to", "unit")]


def row(tip: Tip) -> dict[str, Any]:
    """Return what a list tells of a tip; its unit and officer are fetched with it."""
    told: dict[str, Any] = {name: getattr(tip, name) for name in _PLAIN}
    unit = {"id": tip.unit_id, "slug": tip.unit.slug, "name": tip.unit.name}
    named = tip.assigned_to.name if tip.assigned_to else None
    return told | {"unit": unit, "assigned_to": named}
