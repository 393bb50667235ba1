"""Asking to see what could identify the tipster: for a purpose, written down, and until the officer signs out."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from reports import audit
from reports.keyring import require_member
from reports.models import AuditEntry, Officer, Tip

SHOWN, HIDDEN = "source.shown", "source.hidden"


class Purpose(models.TextChoices):
    """Why an officer asks. A list and no words: what is typed could tell of the tip, and the trail is not sealed."""

    DANGER = "danger", _("Somebody is in danger")
    WORTH = "worth", _("To judge what the tip is worth")
    ACTION = "action", _("To plan what police do")
    RELEASE = "release", _("To write or check a release copy")
    SAFETY = "safety", _("To keep the tipster safe")
    COURT = "court", _("A court or oversight asks")


@transaction.atomic
def unmask(*, tip: Tip, purpose: Purpose, by: Officer) -> None:
    """Show an officer what could identify the tipster. The trail's entry is all that is kept of it. Raises NotYours."""
    require_member(tip, by)
    audit.enter(SHOWN, by=by, tip=tip.pk, unit=tip.unit_id, purpose=purpose.value)


@transaction.atomic
def mask_again(*, tip: Tip, by: Officer) -> None:
    """Hide it again, before a colleague comes to the screen. Raises NotYours."""
    require_member(tip, by)
    audit.enter(HIDDEN, by=by, tip=tip.pk, unit=tip.unit_id)


def is_unmasked(tip: Tip, by: Officer, *, since: datetime) -> bool:
    """Whether this officer asked for it after `since`, when the session began, and has not hidden it again."""
    entries = AuditEntry.objects.filter(tip_id=tip.pk, actor=f"officer:{by.pk}", act__in=(SHOWN, HIDDEN), at__gte=since)
    return entries.order_by("-at").values_list("act", flat=True).first() == SHOWN
