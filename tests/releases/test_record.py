"""The record of a release copy holds its words and nothing by which the tip's row could be found."""

import json

from reports.models import Release
from reports.releases.copies import Copy, draft_copy, release_copy, send_to_check
from reports.releases.readings import export_copy
from reports.releases.record import CONTEXT, as_record
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_a_record_has_the_words_the_caveat_and_a_mark_and_nothing_of_the_tip(house: House) -> None:
    tip = arrive()
    copy = draft_copy(Copy(text="Guns are kept there."), tip=tip, by=house.officer("reid"))
    send_to_check(copy, ring=house.ring("reid"))
    release_copy(copy, by=house.officer("jules"))
    copy = Release.objects.select_related("record__tip__unit", "checked_by").get()
    reading = export_copy(copy, house.ring("reid"))
    told = as_record(reading, copy, copy.record.tip)
    assert told["nc:DocumentDescription"] == [{"nc:DescriptionText": "Guns are kept there.", "nc:LanguageCode": "en"}]
    assert told["tipline:ReadingMark"] == reading.mark
    assert told["tipline:CheckedBy"] == "Anton Jules"
    whole = json.dumps(told)
    hidden = (str(tip.pk), tip.reference, tip.arrived_hour.isoformat(), str(copy.record_id), "web", "PB 4521")
    assert not [word for word in hidden if word in whole]
    assert {name.partition(":")[0] for name in told if not name.startswith("@")} == set(CONTEXT)
