"""What the public may see of the notices."""

from django.db.models import QuerySet

from reports.clock import today
from reports.models import Notice, NoticeState


def standing_notices() -> QuerySet[Notice]:
    """Return the notices that stand today, newest first, without their pictures."""
    return Notice.objects.standing(today()).defer("picture")


def standing_notice(number: str) -> Notice:
    """Return one that stands today. Raises Notice.DoesNotExist."""
    return Notice.objects.standing(today()).get(number=number.upper())


def has_stood(number: str) -> bool:
    """Whether the public could once see it, and cannot any more. Of a draft it never could."""
    over = Notice.objects.filter(number=number.upper(), published_day__isnull=False)
    return over.exclude(state=NoticeState.PUBLISHED, last_day__gte=today()).exists()
