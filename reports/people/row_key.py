"""A new key of tips' rows: tips, what finds them and rules of the house are signed anew, and of these the old key is
believed no more.

Vouchers are not signed anew, numbers that agencies were given are made from it, and the duty phone and the day's test
of the line hang on it: for these alone the old one stays until they are over. Until then whoever holds it can still
sign a voucher.
"""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from psycopg2.extras import execute_values

from reports import audit, vault
from reports.clock import today
from reports.models import (
    Capsule,
    Channel,
    Feedback,
    FeedbackState,
    Hotline,
    HouseRules,
    KeyAge,
    Line,
    LineTest,
    RetentionRules,
    Reward,
    RewardState,
    TestState,
    Tip,
)
from reports.people.peppers import NotYet, end_version
from reports.people.secret_files import limit_before
from reports.signed_row import is_signed, sign_row
from reports.signed_rules import is_as_signed, sign_rules
from reports.voucher import is_of_before

ROW_KEY: Final = "row_mac_key"
_SLICE: Final = 2000
_BY: Final = "command line"
_SIGN: Final = (
    'UPDATE "{table}" AS one SET row_mac = fresh.mac FROM (VALUES %s) AS fresh (id, mac) WHERE one."{key}" = fresh.id'
)


def sign_rows_anew() -> int:
    """Sign all rows and rules with the key in force; return how many were not signed and stay so."""
    waiting = Capsule.objects.filter(waiting__isnull=False)
    rows: tuple[QuerySet[Any], ...] = Tip.everything.all(), Line.objects.all(), waiting, Feedback.objects.all()
    return sum(map(_sign_anew, rows)) + _sign_rules_anew()


def end_signing_of_tips() -> None:
    """Believe no tip, nothing that finds one and no rule of the house by the key before any more.

    A voucher that it signs is believed until the key ends, an agency's number is known by it, and so are the marks of
    lines and the duty phone's.
    """
    if len(vault.trusted(ROW_KEY)) > 1:
        limit_before(ROW_KEY)
        audit.enter("keys.tips_signed_anew", by=_BY)


@transaction.atomic
def end_row_key() -> None:
    """Destroy the key before. Raises NotYet while something still hangs on it."""
    if still := what_needs_the_key_before():
        raise NotYet(still)
    end_version(ROW_KEY)


def what_needs_the_key_before() -> str:
    """Say it; nothing, where the key may be destroyed."""
    age = KeyAge.objects.filter(name=ROW_KEY).first()
    if age is None or len(vault.trusted(ROW_KEY)) > 1:
        return "rows of tips are not signed anew"
    offered = Reward.objects.filter(state=RewardState.OFFERED)
    if vouchers := sum(map(is_of_before, offered)):
        return f"{vouchers} vouchers are out, the last until {max(one.last_day for one in offered)}"
    given = Feedback.objects.filter(state=FeedbackState.OPEN, last_day__gte=today())
    if given.filter(last_day__lte=age.since + timedelta(days=settings.FEEDBACK_DAYS)).exists():
        return "agencies hold numbers of before"
    return _what_a_day_needs(age.since)


def _what_a_day_needs(since: date) -> str:
    """Return what of before `since` may hang on the old key for some hours: no duty lasts into a second day."""
    now = timezone.now()
    duty = Hotline.objects.filter(duty_until__gt=now).first()
    if duty and duty.duty_until and since >= today() - timedelta(days=1):
        return f"the duty phone may be sealed under it, until {timezone.localtime(duty.duty_until):%H:%M}"
    awaited = LineTest.objects.filter(day=today(), channel=Channel.WEB, state=TestState.SENT, tip=None)
    if since == today() and awaited.exists():
        return "today's test of the line is on its way"
    return ""


def _sign_anew(every: QuerySet[Any]) -> int:
    """Sign rows in slices; return how many were not signed."""
    told = every.model._meta
    statement = _SIGN.format(table=told.db_table, key=told.pk.column)
    last, unsigned, is_through = UUID(int=0), 0, False
    while not is_through:
        with transaction.atomic():
            rows = list(every.select_for_update().filter(pk__gt=last).order_by("pk")[:_SLICE])
            signed = [row for row in rows if is_signed(row)]
            for row in signed:
                sign_row(row)
            if signed:
                fresh = [(row.pk, bytes(row.row_mac)) for row in signed]
                with connection.cursor() as cursor:
                    execute_values(cursor.cursor, statement, fresh, template="(%s::uuid, %s)", page_size=_SLICE)
        unsigned += len(rows) - len(signed)
        is_through = len(rows) < _SLICE
        last = rows[-1].pk if rows else last
    return unsigned


@transaction.atomic
def _sign_rules_anew() -> int:
    unsigned = 0
    for model in (RetentionRules, HouseRules):
        for row in model._default_manager.select_for_update().order_by("pk"):
            if is_as_signed(row):
                sign_rules(row)
                row.save(update_fields=["row_mac"])
            else:
                unsigned += 1
    return unsigned
