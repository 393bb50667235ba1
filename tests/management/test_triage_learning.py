"""The commands that report on learning and choose what is used."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.models import LearnedModel
from reports.triage.learning.decisions import keep_decision
from tests.arrivals import triaged_tip
from tests.conftest import House
from tests.triage.learning.decided import decision


def told(command: str, *options: str) -> str:
    out = StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue()


def test_the_report_says_what_to_do_when_there_is_nothing(house: House) -> None:
    assert "on a tip's page" in told("triage_report")


def test_the_report_tells_numbers_and_no_small_group(house: House) -> None:
    tip, _ = triaged_tip()
    keep_decision(tip, decision(0, "other", "homicide"), by=house.officer("reid"))
    report = told("triage_report")
    assert "fewer than five each" in report
    assert "homicide                en" in report  # a term is missing here


def test_learning_too_early_says_how_many_are_needed(house: House) -> None:
    with pytest.raises(CommandError, match="50 at first"):
        call_command("triage_model", "--learn")


def test_a_model_can_be_used_and_put_aside_again(house: House) -> None:
    from django.utils import timezone

    model = LearnedModel.objects.create(
        made_at=timezone.now(), rules_version="1", decisions=60, held_out=20, list_agreed=10, agreed=18, weights={}
    )
    assert "60 decisions" in told("triage_model", "--use", str(model.pk))
    assert LearnedModel.objects.get().in_use
    assert "term list alone" in told("triage_model", "--off")
    assert not LearnedModel.objects.get().in_use
    with pytest.raises(CommandError, match="no such model"):
        call_command("triage_model", "--use", "00000000-0000-0000-0000-000000000000")
