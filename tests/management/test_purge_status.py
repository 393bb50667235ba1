"""The ledger of what lies at the provider: counts by kind, and an alarm when something is overdue."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports import keystore
from reports.clock import today
from reports.intake.errands import UNDER_WAY, run_errand
from reports.intake.ordering import order_deletion_once
from reports.lifecycle.tasks import look_at_copies
from reports.models import Errand, ErrandKind
from reports.queries.ledger import OVERDUE_TRIES
from reports.writing import new_errand
from tests.conftest import House
from tests.provider import provider
from tests.twilio_double import TwilioDouble, new_sid

__all__ = ["provider"]


def said() -> str:
    out = StringIO()
    call_command("purge_status", stdout=out)
    return out.getvalue()


def test_nothing_waits_on_a_fresh_line(house: House) -> None:
    assert "Nothing waits" in said()


def test_what_waits_is_counted_by_kind_with_the_reason_of_the_last_refusal(
    house: House, provider: TwilioDouble
) -> None:
    order_deletion_once(new_sid("CA"), ErrandKind.CALL, wait=UNDER_WAY)
    text = provider.send(to="+17584840001", body="x", direction="outbound-api", callback="")
    order_deletion_once(text.sid, ErrandKind.MESSAGE, wait=UNDER_WAY)
    provider.state.faults.too_early = 1
    run_errand(Errand.objects.get(kind=ErrandKind.MESSAGE).pk)
    assert "message: 1 waiting, 0 overdue" in said()
    assert "1 too early" in said()
    assert "call: 1 waiting" in said()


def test_a_call_s_record_is_deleted_too(house: House, provider: TwilioDouble) -> None:
    provider.state.calls["CA" + "1" * 32] = "+17584840001"
    order_deletion_once("CA" + "1" * 32, ErrandKind.CALL, wait=UNDER_WAY)
    run_errand(Errand.objects.get().pk)
    assert not Errand.objects.exists()
    assert provider.state.calls == {}


@pytest.mark.parametrize("late", [{"attempts": OVERDUE_TRIES}, {"day": today() - timedelta(days=2)}])
def test_what_is_overdue_fails_the_command_and_is_logged(
    house: House, late: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    look_at_copies()
    assert not caplog.records
    errand, key = new_errand(None, ErrandKind.MESSAGE, new_sid("SM"), wait=60)
    keystore.put(key)
    errand.save()
    Errand.objects.update(**late)
    with pytest.raises(CommandError, match="1 things should long have been deleted"):
        said()
    look_at_copies()
    assert [line.levelno for line in caplog.records] == [logging.ERROR]
