"""Proofs of what does not tell a quiet day from a busy one: sizes of all that is sealed, and what leaves the house."""

import re
from datetime import timedelta

from django.apps import apps
from django.db.models import BinaryField, DateTimeField, TimeField
from django.test import Client
from django.utils import timezone

from reports.clock import this_hour
from reports.intake.door import accept
from reports.models import Record, Tip
from reports.queries.metrics import exposed
from tests.arrivals import sms, web
from tests.conftest import House, triage_all
from tests.privacy.test_thefts import STORY, told

FINDINGS = "record.findings"  # longer where triage found more, padded to 512 bytes: the threat model says so


def test_timing_a_busy_day_leaves_sealed_values_of_the_same_sizes_and_no_clock(house: House) -> None:
    """A web tip and a text, then twenty more of other words and lengths: every column of both databases."""
    _day(1)
    quiet = _marks()
    _day(10)
    busy = _marks()
    told(
        f"timing: {len(quiet)} marks of a quiet day in {len({name for name, _ in quiet})} columns; {busy - quiet} more"
    )
    assert Tip.objects.count() == 22
    assert busy - quiet == set()
    assert {name for name, _ in quiet} >= {
        "record.body",
        "tip_key.box",
        "mailbox.lookup",
        "stored_key.sealed",
        "tip.arrived_hour",
    }
    Record.objects.filter(pk=Tip.objects.values("pk")[:1]).update(at=timezone.now().replace(minute=7, second=7))
    assert ("record.at", (7, 7)) in _marks() - quiet, "control: a moment would be seen"


def _day(tips: int) -> None:
    for number in range(tips):
        accept(web(STORY[: 20 + 5 * number] + "." * number))
        accept(sms(STORY[number:], f"+1758484{tips:02}{number:02}"))
    triage_all()


def _marks() -> set[tuple[str, object]]:
    """The size of each sealed value, and the time below the hour of each moment, by column; officers' rows apart."""
    found: set[tuple[str, object]] = set()
    for model in apps.get_app_config("reports").get_models():
        rows = model._base_manager.all()
        if model._meta.db_table == "audit_entry":
            rows = rows.exclude(actor__startswith="officer")
        for field in model._meta.local_concrete_fields:
            name = f"{model._meta.db_table}.{field.name}"
            if isinstance(field, BinaryField) and name != FINDINGS:
                found |= {(name, len(value)) for value in rows.values_list(field.name, flat=True) if value is not None}
            elif isinstance(field, DateTimeField | TimeField) and not name.startswith(("officer", "alert")):
                found |= {(name, (at.minute, at.second)) for at in rows.values_list(field.name, flat=True) if at}
    return found


def test_timing_what_leaves_the_house_is_the_same_within_an_hour(house: House, client: Client) -> None:
    """The numbers for Prometheus and the page of numbers, while this hour brings one tip, and then twelve more."""
    accept(web(STORY))
    triage_all()
    quiet = _outside(client)
    for number in range(12):
        accept(web(f"{STORY} {number}"))
    waiting = _outside(client)
    triage_all()
    busy = _outside(client)
    told(f"timing: {len(quiet)} pages and lists for others after one tip, while twelve wait, and after: all the same")
    assert quiet == waiting == busy
    Tip.objects.update(arrived_hour=this_hour() - timedelta(hours=2))
    assert _outside(client) != quiet, "control: an hour later they are counted"


def _outside(client: Client) -> dict[str, str]:
    pages = {
        path: re.sub(r'name="(ticket|pass)" value="[^"]*"', "", client.get(path).text)
        for path in ("/", "/about/numbers")
    }
    return {"metrics": exposed(), **pages}
