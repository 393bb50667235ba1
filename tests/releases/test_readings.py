"""Reading a release copy leaves its own reference, on the page and in the trail."""

import pytest

from reports.keyring import NotYours
from reports.models import AuditEntry, Release
from reports.releases.copies import Copy, ReleaseRefused, draft_copy, release_copy, send_to_check, withdraw
from reports.releases.readings import NoSuchAgency, export_copy, read_copy
from tests.conftest import House
from tests.dashboard.arrivals import arrive


@pytest.fixture
def copy(house: House) -> Release:
    return draft_copy(Copy(text="Guns are kept there."), tip=arrive(), by=house.officer("reid"))


def test_each_reading_has_a_mark_of_its_own_that_the_trail_can_find(house: House, copy: Release) -> None:
    marks = {read_copy(copy, house.ring("jules")).mark for _ in range(3)}
    assert len(marks) == 3
    entries = AuditEntry.objects.filter(act="release.read").values_list("detail__reading", flat=True)
    assert marks == {f"Anton Jules · {code[:4]}-{code[4:]}" for code in entries}


def test_only_what_is_released_leaves_as_a_file_and_nothing_withdrawn_is_read(house: House, copy: Release) -> None:
    ring = house.ring("reid")
    with pytest.raises(ReleaseRefused):
        export_copy(copy, ring)
    send_to_check(copy, ring=ring)
    release_copy(copy, by=house.officer("jules"))
    copy.refresh_from_db()
    assert export_copy(copy, ring).copy.text == "Guns are kept there."
    assert AuditEntry.objects.filter(act="release.exported").count() == 1
    given = export_copy(copy, ring, agency="coast_guard")
    assert given.mark.startswith("Coast guard · ")
    assert AuditEntry.objects.get(act="release.given").detail["agency"] == "coast_guard"
    own = export_copy(copy, ring, unit=house.unit("trafficking"))
    assert own.mark.startswith(f"{house.unit('trafficking').name} · ")
    entry = AuditEntry.objects.get(act="release.given_unit").detail
    assert entry["to"] == "trafficking"
    assert own.mark.endswith(f"{entry['reading'][:4]}-{entry['reading'][4:]}")
    assert own.asks is None
    with pytest.raises(NoSuchAgency):
        export_copy(copy, ring, agency="the newspaper")
    with pytest.raises(NotYours):
        read_copy(copy, house.ring("felix"))
    withdraw(copy, by=house.officer("reid"))
    copy.refresh_from_db()
    with pytest.raises(ReleaseRefused):
        read_copy(copy, ring)
