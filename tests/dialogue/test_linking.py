"""A phone goes on with the tip of a receipt when somebody asks for it, and not before."""

from datetime import timedelta

from django.conf import settings

from reports.clock import today
from reports.dialogue.linking import link_phone
from reports.intake.door import accept
from reports.models import AuditEntry, Line, Tip
from tests.arrivals import PHONE, sms, triaged_tip, web
from tests.conftest import House, triage_all


def test_a_phone_and_a_tip_that_have_no_other_are_linked(house: House) -> None:
    tip, _ = triaged_tip(web())
    Tip.objects.update(unreachable=True)
    assert link_phone(sender=PHONE, tip_id=tip.pk)
    assert (Line.objects.get().tip_id, Tip.objects.get().unreachable) == (tip.pk, False)
    assert AuditEntry.objects.filter(tip_id=tip.pk, act="line.opened").count() == 1
    assert not link_phone(sender=PHONE, tip_id=tip.pk)
    assert not link_phone(sender="+17584840099", tip_id=tip.pk)
    assert Line.objects.count() == 1


def test_a_line_that_was_silent_for_long_gives_way(house: House) -> None:
    tip, _ = triaged_tip(web())
    accept(sms())
    triage_all()
    assert not link_phone(sender=PHONE, tip_id=tip.pk)
    Line.objects.update(last_day=today() - timedelta(days=settings.LINE_DAYS + 1))
    assert link_phone(sender=PHONE, tip_id=tip.pk)
    assert Line.objects.get().tip_id == tip.pk
    assert Tip.objects.exclude(pk=tip.pk).get().unreachable
