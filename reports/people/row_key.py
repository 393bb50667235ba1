"""A new key of tips' rows: tips and rules of the house are signed anew, and the old key signs no tip any more.

Vouchers that people hold, and numbers that agencies were given, are made from it: for these alone the old one stays
good until they are over.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from psycopg2.extras import execute_values

from reports import audit, vault
from reports.clock import today
from reports.models import Feedback, FeedbackState, HouseRules, KeyAge, RetentionRules, Reward, RewardState, Tip
from reports.people.peppers import NotYet, end_version
from reports.people.secret_files import limit_before
from reports.sealing.rowmac import RowChanged
from reports.signed_row import check_signed, sign_row
from reports.signed_rules import is_as_signed, sign_rules
from reports.voucher import is_of_before

ROW_KEY: Final = "row_mac_key"
_SLICE: Final = 2000
_BY: Final = "command line"
_SIGN: Final = "UPDATE tip SET row_mac = fresh.mac FROM (VALUES %s) AS fresh (id, mac) WHERE tip.id = fresh.id"


def sign_tips_anew() -> int:
    """Sign all tips and rules with the key in force, in slices; return how many were not signed and stay so."""
    last, unsigned, is_through = UUID(int=0), 0, False
    while not is_through:
        with transaction.atomic():
            rows = list(Tip.everything.select_for_update().filter(pk__gt=last).order_by("pk")[:_SLICE])
            fresh = [(tip.pk, bytes(tip.row_mac)) for tip in rows if _signed_anew(tip)]
            if fresh:
                with connection.cursor() as cursor:
                    execute_values(cursor.cursor, _SIGN, fresh, template="(%s::uuid, %s)", page_size=_SLICE)
        unsigned += len(rows) - len(fresh)
        is_through = len(rows) < _SLICE
        last = rows[-1].pk if rows else last
    return unsigned + _sign_rules_anew()


def end_signing_of_tips() -> None:
    """Believe no signature of the key before any more; vouchers and agencies' numbers of before are still known."""
    if len(vault.trusted(ROW_KEY)) > 1:
        limit_before(ROW_KEY)
        audit.enter("keys.tips_signed_anew", by=_BY)


@transaction.atomic
def end_row_key() -> None:
    """Destroy the key before. Raises NotYet while a voucher or an agency's number was made from it."""
    age = KeyAge.objects.filter(name=ROW_KEY).first()
    if age is None or len(vault.trusted(ROW_KEY)) > 1:
        raise NotYet("rows of tips are not signed anew")
    offered = Reward.objects.filter(state=RewardState.OFFERED)
    if vouchers := sum(map(is_of_before, offered)):
        raise NotYet(f"{vouchers} vouchers are out, the last until {max(one.last_day for one in offered)}")
    given = Feedback.objects.filter(state=FeedbackState.OPEN, last_day__gte=today())
    if given.filter(last_day__lte=age.since + timedelta(days=settings.FEEDBACK_DAYS)).exists():
        raise NotYet("agencies hold numbers of before")
    end_version(ROW_KEY)


def _signed_anew(tip: Tip) -> bool:
    try:
        check_signed(tip)
    except RowChanged:
        return False
    sign_row(tip)
    return True


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
