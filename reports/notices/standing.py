"""What the public may see of the notices."""

from django.db.models import QuerySet

from reports.clock import today
from reports.models import Notice


def standing_notices() -> QuerySet[Notice]:
    """Return the notices that stand today, newest first, without their pictures."""
    return Notice.objects.standing(today()).defer("picture")


def standing_notice(number: str) -> Notice:
    """Return one that stands today. Raises Notice.DoesNotExist."""
    return Notice.objects.standing(today()).get(number=number.upper())
