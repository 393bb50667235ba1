"""The records of a tip's page: those that are judged, as Django would bring them, with their files."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.casework.notes import add_note
from reports.intake.door import accept
from reports.models import Attachment, Record
from reports.queries.records import judged_records
from tests.arrivals import sms, triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.uploads import held_photo


def test_records_come_in_order_with_their_officers_and_files(house: House) -> None:
    tip, _ = triaged_tip(web("Cocaine at the jetty", files=(held_photo(), held_photo(b"another"))))
    note = add_note(tip=tip, text="Seen it myself", by=house.officer("reid"))
    [(first, files), (second, none)] = judged_records(tip)
    assert (first.pk, second.pk) == (tip.pk, note.pk)
    assert {file.pk for file in files} == set(Attachment.objects.values_list("pk", flat=True))
    assert none == []
    for found in (first, second):
        plain = Record.objects.get(pk=found.pk)
        for field in Record._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(plain, field.attname), field.name
    with CaptureQueriesContext(connection) as asked:
        assert (first.officer, second.officer.name) == (None, "Marcia Reid")  # type: ignore[union-attr]
        assert first.tip is tip
    assert not asked.captured_queries


def test_files_are_asked_for_where_there_are_some(house: House) -> None:
    tip, _ = triaged_tip()
    judged_records(tip)
    with CaptureQueriesContext(connection) as asked:
        judged_records(tip)
    assert len(asked) == 1


def test_what_waits_to_be_judged_is_left_out(house: House) -> None:
    accept(sms("They sell drugs at the bay"))
    tip = only_tip()
    assert [one.pk for one, _ in judged_records(tip)] == [tip.pk], "a tip's own words are read before they are judged"
    triage_all()
    accept(sms("The north one"))
    assert (tip.records.count(), len(judged_records(tip))) == (2, 1)
    triage_all()
    assert len(judged_records(tip)) == 2
