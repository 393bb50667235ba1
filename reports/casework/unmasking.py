"""Asking to see what could identify the tipster: for a purpose, written down, and until the officer signs out.

The tip's own unit may ask for each purpose. Where somebody is in danger the duty unit may too, for that one alone:
where help is needed often stands in the very words that could identify who asks for it.
"""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from reports import audit
from reports.alarm import may_be_called_for, standing_by
from reports.keyring import KeyRing, belongs, require_member
from reports.models import Officer, Tip
from reports.models.raw import plain_rows
from reports.sealing.manifest import UnitKey

SHOWN, HIDDEN = "source.shown", "source.hidden"
_NEWEST = (
    "SELECT act FROM audit_entry WHERE tip_id = %s AND actor = %s AND act = ANY(%s) AND at >= %s"
    " ORDER BY at DESC LIMIT 1"
)


class Purpose(models.TextChoices):
    """Why an officer asks. A list and no words: what is typed could tell of the tip, and the trail is not sealed."""

    DANGER = "danger", _("Somebody is in danger")
    WORTH = "worth", _("To judge what the tip is worth")
    ACTION = "action", _("To plan what police do")
    RELEASE = "release", _("To write or check a release copy")
    SAFETY = "safety", _("To keep the tipster safe")
    COURT = "court", _("A court or oversight asks")


def purposes_for(tip: Tip, ring: KeyRing) -> tuple[Purpose, ...]:
    """Return for what the officer of this session, who reads the tip or what was added to it, may ask."""
    if tip.unit_id in ring.unit_ids:
        return tuple(Purpose)
    duty = _called_to(tip)
    return (Purpose.DANGER,) if duty and duty.unit_id in ring.unit_ids else ()


@transaction.atomic
def unmask(*, tip: Tip, purpose: Purpose, by: Officer) -> None:
    """Show an officer what could identify the tipster. The trail's entry is all that is kept of it. Raises NotYours."""
    _require(tip, purpose, by)
    audit.enter(SHOWN, by=by, tip=tip.pk, unit=tip.unit_id, purpose=purpose.value)


@transaction.atomic
def mask_again(*, tip: Tip, by: Officer) -> None:
    """Hide it again, before a colleague comes to the screen. Raises NotYours."""
    _require(tip, Purpose.DANGER, by)
    audit.enter(HIDDEN, by=by, tip=tip.pk, unit=tip.unit_id)


def is_unmasked(tip: Tip, by: Officer, *, since: datetime) -> bool:
    """Whether this officer asked for it after `since`, when the session began, and has not hidden it again."""
    return plain_rows("default", _NEWEST, tip.pk, f"officer:{by.pk}", [SHOWN, HIDDEN], since) == [(SHOWN,)]


def _called_to(tip: Tip) -> UnitKey | None:
    """Return the duty unit while it may be called for danger in another unit's tip."""
    duty = standing_by(tip)
    return duty if duty and may_be_called_for(tip) else None


def _require(tip: Tip, purpose: Purpose, by: Officer) -> None:
    """Raises NotYours."""
    duty = _called_to(tip) if purpose == Purpose.DANGER else None
    if duty is None or not belongs(by, duty.unit_id) or tip.recusals.filter(officer=by).exists():
        require_member(tip, by)
