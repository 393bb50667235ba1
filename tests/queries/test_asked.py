"""What officers searched for is readable for a year, and bound to its entry; older ones stay readable as they were."""

from base64 import b64encode
from datetime import timedelta

import pytest

from reports import audit
from reports.clock import today
from reports.keyring import KeyRing, NotYours
from reports.models import AuditEntry, KeyPurpose, StoredKey
from reports.people.enrol import add_member
from reports.queries.asked import DAYS, forget_questions, key_of_month, questions_in, sealed_for
from reports.queries.lists import View
from reports.queries.question import read_question
from reports.queries.search import search
from reports.sealing.envelope import seal
from tests.aged import kept_since
from tests.conftest import House
from tests.queries.test_unit_trail import acts, join
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


def looked_for(house: House, words: str, who: str) -> None:
    list(search(house.ring(who), read_question(words), words, View(which="all")))


def test_the_words_of_a_search_open_for_the_unit_alone(house: House) -> None:
    looked_for(house, "blue boat", "jules")
    page = acts(house, "narcotics")
    [entry] = [entry for entry in page.entries if entry.act == "tips.searched"]
    assert page.questions == {entry.pk: "blue boat"}
    assert acts(house, "narcotics", "charles").questions == {}
    _join_standards(house)
    assert acts(house, "narcotics").questions == {}, "it may be about a tip of standards"


def _join_standards(house: House) -> None:
    keys = house.ring("charles").unit(house.unit("standards").pk)
    add_member(officer=house.officer("jules"), keys=keys, by="test")


def test_the_words_of_who_has_left_standards_stay_shut_to_his_head(house: House) -> None:
    _join_standards(house)
    looked_for(house, "Sergeant Reid", "jules")
    house.officer("jules").memberships.filter(unit=house.unit("standards")).delete()
    looked_for(house, "blue boat", "jules")
    assert list(acts(house, "narcotics").questions.values()) == ["blue boat"]


def test_a_place_in_standards_that_nobody_signed_hides_no_words(house: House) -> None:
    looked_for(house, "blue boat", "jules")
    join(house, "jules", "standards")
    assert list(acts(house, "narcotics").questions.values()) == ["blue boat"]


def test_a_further_unit_hides_no_search_from_who_leads_one_of_them(house: House) -> None:
    join(house, "jules", "trafficking")
    looked_for(house, "blue boat", "jules")
    assert list(acts(house, "narcotics").questions.values()) == ["blue boat"]


def test_a_search_stands_with_the_units_whose_tips_it_looked_through(house: House) -> None:
    view = View(which="all", unit=str(house.unit("general").pk))
    list(search(house.ring("reid"), read_question("blue boat"), "blue boat", view))
    searched = AuditEntry.objects.filter(act="tips.searched").values_list("unit_id", flat=True)
    assert list(searched) == [house.unit("general").pk]


def test_a_question_belongs_to_its_entry_and_its_officer(house: House) -> None:
    looked_for(house, "blue boat", "jules")
    looked_for(house, "white van", "jules")
    entries = AuditEntry.objects.filter(act="tips.searched", unit_id=house.unit("narcotics").pk)
    one, other = entries.order_by("at")
    entries.filter(pk=one.pk).update(detail=other.detail)
    entries.filter(pk=other.pk).update(actor=f"officer:{house.officer('reid').pk}")
    assert acts(house, "narcotics").questions == {}


def test_a_question_of_before_stays_readable(house: House) -> None:
    looked_for(house, "blue boat", "jules")
    unit = house.unit("narcotics").pk
    entry = AuditEntry.objects.get(act="tips.searched", unit_id=unit)
    entry.detail["question"] = b64encode(
        seal(house.ring("jules").unit(unit).symmetric, b"sloop", "question", unit)
    ).decode()
    entry.save()
    assert acts(house, "narcotics").questions == {entry.pk: "sloop"}
