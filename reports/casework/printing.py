"""Putting a tip on paper: for a purpose, written down. What a browser prints by itself no server sees."""

from django.db import transaction

from reports import audit
from reports.casework.unmasking import Purpose
from reports.keyring import require_member
from reports.models import Officer, Tip

PRINTED = "tip.printed"


@transaction.atomic
def print_tip(*, tip: Tip, purpose: Purpose, by: Officer) -> None:
    """Enter in the trail that an officer of the tip's unit asked for its page on paper. Raises NotYours."""
    require_member(tip, by)
    audit.enter(PRINTED, by=by, tip=tip.pk, unit=tip.unit_id, purpose=purpose.value)
