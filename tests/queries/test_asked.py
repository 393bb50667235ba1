"""What officers searched for is readable for a year, and bound to its entry; older ones stay readable as they were."""

from base64 import b64encode
from datetime import timedelta

import pytest

from reports import audit
from reports.clock import today
from reports.keyring import KeyRing, NotYours
from reports.models import AuditEntry, KeyPurpose, StoredKey
from reports.queries.asked import DAYS, forget_questions, key_of_month, questions_in, sealed_for
from reports.sealing.envelope import seal
from tests.aged import kept_since
from tests.conftest import House
from tests.spoilt import spoil


@pytest.fixture
def ring(house: House) -> KeyRing:
    return house.ring("reid")


def _searched(house: House, ring: KeyRing, asked: str = "PJ 4521 Joseph") -> AuditEntry:
    unit = house.unit("narcotics").pk
    entry = audit.entry("tips.searched", by=ring.officer, unit=unit)
    entry.detail["question"] = sealed_for(ring, entry, unit, asked, key=key_of_month())
    entry.save(force_insert=True)
    return entry


def _asked(ring: KeyRing, entry: AuditEntry) -> str:
    return questions_in(ring, [entry])[entry.pk]


def test_a_question_is_read_until_its_year_is_over(house: House, ring: KeyRing) -> None:
    entry = _searched(house, ring)
    kept_since(today() - timedelta(days=DAYS), StoredKey.objects.filter(purpose=KeyPurpose.SEARCH))
    forget_questions()
    assert _asked(ring, entry) == "PJ 4521 Joseph"
    kept_since(today() - timedelta(days=DAYS + 1), StoredKey.objects.filter(purpose=KeyPurpose.SEARCH))
    forget_questions()
    assert _asked(ring, entry) == ""


def test_the_questions_of_a_month_share_a_key_and_none_opens_in_another_entry(house: House, ring: KeyRing) -> None:
    one, other = _searched(house, ring), _searched(house, ring, "Gros Islet")
    assert StoredKey.objects.filter(purpose=KeyPurpose.SEARCH).count() == 1
    one.detail["question"] = other.detail["question"]
    assert _asked(ring, one) == ""


def test_a_spoilt_key_costs_its_month_and_no_search(house: House, ring: KeyRing) -> None:
    before = _searched(house, ring)
    spoil(KeyPurpose.SEARCH, StoredKey.objects.get(purpose=KeyPurpose.SEARCH).id)
    assert _asked(ring, _searched(house, ring, "Gros Islet")) == "Gros Islet"
    assert _asked(ring, before) == ""


@pytest.mark.parametrize("is_bound", [True, False])
def test_questions_of_before_are_read_as_they_were(house: House, ring: KeyRing, is_bound: bool) -> None:
    unit = house.unit("narcotics").pk
    entry = audit.entry("tips.searched", by=ring.officer, unit=unit)
    labels = ("question", unit, entry.pk, entry.actor) if is_bound else ("question", unit)
    entry.detail["question"] = b64encode(seal(ring.unit(unit).symmetric, b"blue boat", *labels)).decode()
    assert _asked(ring, entry) == "blue boat"
    with pytest.raises(NotYours):
        _asked(house.ring("felix"), entry)
