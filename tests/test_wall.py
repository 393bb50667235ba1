"""The wall inside the database: without any filter, the desk's role meets rows of the officer's own units alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from reports.alarm import raise_alarm
from reports.casework.cases import open_case
from reports.casework.recuse import step_back
from reports.casework.refer import inform_unit
from reports.clock import today
from reports.models import AddedKey, Attachment, Draft, PlaceCount, Recusal, Release, Split, Tip, TipKey
from reports.models.raw import ids, plain_rows
from reports.models.rights import Role
from reports.models.walls import READING, WALLED
from reports.releases.copies import Copy, draft_copy
from reports.releases.feedback import ask_agency
from reports.wall import stand, wall, whole_house
from tests.conftest import House
from tests.dashboard.arrivals import arrive, some_tips
from tests.uploads import held_photo

GIRL = "They force a girl to work in a house in Castries and keep her passport"


@contextmanager
def at_the_desk(house: House, username: str = "") -> Iterator[None]:
    """Ask as the desk's process does: in its role, and for this officer, or for nobody."""
    ring = house.ring(username) if username else None
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {Role.DESK}")
        try:
            with wall():
                if ring:
                    stand(ring.officer.pk, lambda: ring.unit_ids)
                yield
        finally:
            cursor.execute("RESET ROLE")


def everything() -> dict[str, int]:
    """How many rows of each walled table are met without a filter."""
    models: dict[str, type[Model]] = {model._meta.db_table: model for model in apps.get_models()}
    return {table: models[table]._base_manager.count() for table in WALLED}


@pytest.fixture
def tips(house: House) -> tuple[Tip, Tip]:
    """One of drugs with all that can belong to a tip, of which felix may read what was added, and one of his own."""
    drugs, reid = some_tips(), house.officer("reid")
    draft_copy(Copy(text="The source knows that drugs are sold there."), tip=drugs, by=reid)
    drugs.refresh_from_db()
    open_case(tip=drugs, title="The blue boat", ring=house.ring("reid"), version=drugs.version)
    Split.objects.create(tip=drugs, origin=Tip.objects.exclude(pk=drugs.pk)[0], officer=reid)
    PlaceCount.objects.create(unit=drugs.unit, month="2026-10-01", counted_on="2026-11-01", sealed=b"x")
    own = arrive(GIRL, files=(held_photo(),))
    later = drugs.records.exclude(pk=drugs.pk).order_by("position")
    for unit, record in zip((drugs.unit, own.unit), later, strict=False):  # the second: as if felix were on duty
        AddedKey.objects.create(record=record, tip=drugs, unit=unit, generation=1, box=b"x")
    return Tip.objects.get(pk=drugs.pk), own


def test_without_a_filter_an_officer_meets_the_rows_of_the_own_units_alone(house: House, tips: tuple[Tip, Tip]) -> None:
    drugs, own = tips
    assert own.unit_id != drugs.unit_id
    there = everything()
    assert min(there[table] for table in set(WALLED) - {"feedback"}) > 0, "control: something could be met"
    with at_the_desk(house, "felix"):
        assert set(Tip.objects.values_list("pk", flat=True)) == {own.pk}
        assert set(TipKey.objects.values_list("tip", flat=True)) == {own.pk}
        assert Attachment.objects.get().record.tip_id == own.pk
        met = everything()
        assert Tip.objects.filter(pk=drugs.pk).update(version=9) == 0
        assert not Draft.objects.all().delete()[0]
    assert met == dict.fromkeys(WALLED, 0) | {
        "tip": 1, "tip_key": 1, "record": 1, "attachment": 1, "mailbox": 1, "added_key": 1,
    }  # fmt: skip
    with at_the_desk(house, "reid"):
        assert everything()["draft"] == there["draft"]
    with at_the_desk(house):
        assert everything() == dict.fromkeys(WALLED, 0), "a statement that tells nothing gets no row"
    with at_the_desk(house, "felix"), whole_house():
        assert everything() == there


def test_who_stepped_back_meets_nothing_of_a_tip_and_who_is_informed_all(house: House, tips: tuple[Tip, Tip]) -> None:
    drugs, own = tips
    with at_the_desk(house, "reid"):
        step_back(tip=drugs, by=house.officer("reid"), version=drugs.version)
    assert Recusal.objects.filter(tip=drugs).exists()
    drugs.refresh_from_db()
    with at_the_desk(house, "reid"):
        assert reached(drugs.pk) == {"tip": False, "tip_key": False, "records": 0}
    with at_the_desk(house, "jules"):
        assert reached(drugs.pk)["records"] > 1
        inform_unit(tip=drugs, unit="trafficking", ring=house.ring("jules"), version=drugs.version)
    with at_the_desk(house, "felix"):
        assert reached(drugs.pk)["records"] > 1
        assert set(Tip.objects.values_list("pk", flat=True)) == {own.pk, drugs.pk}


def reached(tip_id: UUID) -> dict[str, object]:
    tip = Tip.objects.filter(pk=tip_id).first()
    return {
        "tip": tip is not None,
        "tip_key": TipKey.objects.filter(tip=tip_id).exists(),
        "records": tip.records.count() if tip else 0,
    }


def test_a_function_gives_no_more_than_a_statement_does(house: House, tips: tuple[Tip, Tip]) -> None:
    drugs, reid = tips[0], house.officer("reid")
    raise_alarm([drugs.pk])
    asked_of, _ = ask_agency(Release.objects.get(), agency="customs", reference="ABCDEFGH", by=reid)
    asked = (
        "SELECT count_lists(%s, %s::uuid[], now()), (SELECT count(*) FROM around_tip(%s, %s, now())),"
        " (SELECT count(*) FROM running_alerts(%s, %s::uuid[])), count_agencies(%s, %s::uuid[], %s, %s)"
    )
    whose = reid.pk, ids(drugs.unit_id)
    told = *whose, drugs.pk, reid.pk, *whose, *whose, today(), asked_of.last_day + timedelta(days=1)
    with at_the_desk(house, "felix"):
        counts, *others = plain_rows("default", asked, *told)[0]
        assert (sum(counts), others) == (0, [0, 0, 0]), "whatever units he names"
    with at_the_desk(house, "reid"):
        counts, *others = plain_rows("default", asked, *told)[0]
        assert sum(counts) > 0
        assert others == [1, 1, 1]


def test_each_function_that_reads_behind_the_wall_is_known(house: House) -> None:
    """Else a statement that calls it would tell nothing, and find nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'"
        )
        made = dict(cursor.fetchall())
    reads = {name for name, body in made.items() if any(f"public.{table} AS" in body for table in WALLED)}
    assert reads == set(READING)


@pytest.mark.django_db(transaction=True)
def test_nothing_stays_on_the_connection(house: House) -> None:
    """Another request may get it from a pooler right after."""
    own = arrive(GIRL)
    with at_the_desk(house, "felix"):
        assert Tip.objects.get() == own
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('tipline.units', true), (SELECT count(*) FROM record)")
            assert cursor.fetchone()[1] == 1, "control: this statement was told"
        with connection.connection.cursor() as plain:
            plain.execute("SELECT current_setting('tipline.units', true), (SELECT count(*) FROM record)")
            assert plain.fetchone() == ("", 0)
