"""Unusual reading at the desk: a page and marks for oversight, and nothing of it for anybody else."""

import pytest

from reports.casework.claim import claim_tip
from reports.models import AuditEntry, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.queries.test_unusual import noon, read


@pytest.fixture
def jules(house: House) -> Desk:
    return sign_in(house, "jules")


def test_oversight_is_told_and_the_officer_sees_neither_mark_nor_who_looked(house: House, jules: Desk) -> None:
    tip = arrive("Constable Marcia Reid takes money from the men who sell cocaine in Soufriere")
    claim_tip(tip=tip, by=house.officer("charles"), version=tip.version)
    AuditEntry.objects.all().delete()
    read(house, "jules", noon(1), 12)
    read(house, "jules", noon(1), 1, tip=tip)
    charles = sign_in(house, "charles")
    badge = '1<span class="unseen"> to look at: unusual reading'
    assert badge in charles.get("/desk/").text
    assert badge not in jules.get("/desk/").text
    page = charles.get("/desk/unusual").text
    assert "Anton Jules" in page
    assert "opened 13 tips in an hour; mostly it is 0" in page
    assert "/desk/unusual" in charles.get("/desk/you").text
    assert badge not in charles.get("/desk/").text, "until there is more"
    AuditEntry.objects.filter(act="unusual.read").update(at=noon(3))
    session = charles.client.session
    del session["unusual"]
    session.save()
    assert badge in charles.get("/desk/").text
    assert "Unusual:" in charles.get(f"/desk/tips/{tip.pk}/trail").text
    assert jules.get("/desk/unusual").status_code == 404
    own = arrive("Stolen goat in Dennery")
    AuditEntry.objects.filter(tip_id=tip.pk).update(tip_id=own.pk)
    Tip.objects.filter(pk=own.pk).update(version=3)
    assert "Unusual" not in jules.get(f"/desk/tips/{own.pk}/trail").text
    assert "Unusual" not in jules.get("/desk/you").text
    assert AuditEntry.objects.filter(act="unusual.read", tip_id=None).count() == 1
