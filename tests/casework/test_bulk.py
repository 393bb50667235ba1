"""One act on many tips: what is chosen, what is refused beforehand and why, and what ends by itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.alarm import raise_alarm
from reports.casework.bulk import (
    BadValue,
    NothingChosen,
    TooLate,
    begin,
    choose,
    counts,
    forget_bulks,
    look_ahead,
    refusals,
    take_up,
    undo,
    unread_of,
)
from reports.casework.bulk_work import work
from reports.casework.links import link_tips
from reports.casework.notes import add_note
from reports.casework.recuse import step_back
from reports.casework.setting import set_category
from reports.clock import today
from reports.models import AuditEntry, Bulk, BulkState, LinkKind, Merge, Status, Tip
from reports.queries.readings import note_reading
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.queries.crowd import crowd

GIRL = "They force a girl to work in a house in Gros Islet and keep her passport"


def named(*tips: Tip) -> list[tuple[object, int]]:
    return [(tip.pk, tip.version) for tip in Tip.objects.filter(pk__in=[tip.pk for tip in tips])]


def why(tip: Tip, bulk: Bulk) -> str:
    """Return why an act is refused for a tip that nobody has touched since it was chosen."""
    step = choose(named(tip), act="claim", by=bulk.officer).steps.get()  # type: ignore[arg-type]
    return refusals([step], bulk)[step.pk]


def test_each_tip_that_is_refused_says_why_beforehand(house: House) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    free, taken, mine, closed, stepped, foreign, stale = (
        arrive(text)
        for text in ("Stolen goat", "Stolen cow", "Stolen car", "Stolen hen", "Stolen boat", GIRL, "Stolen ox")
    )
    Tip.objects.filter(pk=taken.pk).update(assigned_to=jules, status=Status.OPEN)
    Tip.objects.filter(pk=mine.pk).update(assigned_to=reid, status=Status.WAITING)
    Tip.objects.filter(pk=closed.pk).update(status=Status.CLOSED, outcome="nothing")
    step_back(tip=stepped, by=reid, version=stepped.version)
    chosen = named(free, taken, mine, closed, stepped, foreign, stale)
    Tip.objects.filter(pk=stale.pk).update(version=99)
    bulk = choose(chosen, act="claim", by=reid)  # type: ignore[arg-type]
    assert dict(bulk.steps.values_list("tip", "why")) == {
        free.pk: "", taken.pk: "taken", mine.pk: "nothing", closed.pk: "closed",
        stepped.pk: "not_yours", foreign.pk: "not_yours", stale.pk: "stale",
    }  # fmt: skip
    assert (counts(bulk)["waiting"], counts(bulk)["refused"]) == (1, 6)
    asked = choose(chosen, act="ask_again", by=reid)  # type: ignore[arg-type]
    look_ahead(asked, (today() + timedelta(days=3)).isoformat())
    assert list(asked.steps.filter(why="").values_list("tip", flat=True)) == [mine.pk]
    given = Bulk(officer=reid, act="give", value=str(jules.pk))
    step_back(tip=free, by=jules, version=free.version)
    free.refresh_from_db()
    assert why(free, given) == "colleague"
    raise_alarm([free.pk])
    assert why(free, Bulk(officer=reid, act="close", value="nothing")) == "alert"
    assert why(free, Bulk(officer=reid, act="category", value=free.category)) == "nothing"


def test_a_leading_tip_is_not_closed_with_others_while_a_merged_one_rings(house: House) -> None:
    reid, leading, merged = house.officer("reid"), arrive("Stolen goat"), arrive("Stolen cow")
    Merge.objects.create(tip=merged, into=leading, status=Status.NEW, officer=reid)
    close = Bulk(officer=reid, act="close", value="nothing")
    assert why(leading, close) == ""
    raise_alarm([merged.pk])
    assert why(leading, close) == "alert"


def test_what_may_yet_go_to_standards_is_not_closed_with_others(house: House) -> None:
    reid = house.officer("reid")
    tip = arrive("PC Anton Jules takes money at the jetty", triaged=False)
    assert why(tip, Bulk(officer=reid, act="close", value="prank")) == "untriaged"
    assert why(tip, Bulk(officer=reid, act="claim")) == ""


@pytest.mark.parametrize(
    ("act", "value"),
    [("close", "sold"), ("category", "x"), ("give", "jules"), ("ask_again", "soon"), ("ask_again", "2020-01-01")],
)
def test_a_value_that_fits_no_act_is_refused(house: House, act: str, value: str) -> None:
    bulk = choose(named(arrive()), act=act, by=house.officer("reid"))  # type: ignore[arg-type]
    with pytest.raises(BadValue):
        look_ahead(bulk, value)
    with pytest.raises(TooLate):
        begin(bulk)


def test_tips_that_nobody_has_read_whole_are_not_closed_together(house: House) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    read, half, unread, junk = (arrive(text) for text in ("Stolen goat", "Stolen cow", "Stolen hen", "Stolen ox"))
    note_reading(read, jules)
    note_reading(half, reid)
    Tip.objects.filter(pk=half.pk).add_words()
    Tip.objects.filter(pk=junk.pk).update(looks_junk=True)
    bulk = choose(named(read, half, unread, junk), act="close", by=reid)  # type: ignore[arg-type]
    look_ahead(bulk, "nothing")
    assert dict(bulk.steps.values_list("tip", "why")) == {
        read.pk: "", half.pk: "unread", unread.pk: "unread", junk.pk: "",
    }  # fmt: skip
    assert unread_of(bulk) == {half.pk, unread.pk, junk.pk}
    begin(bulk)
    work(bulk.pk)
    assert set(Tip.objects.filter(status=Status.CLOSED).values_list("pk", flat=True)) == {read.pk, junk.pk}
    other = choose(named(half, unread), act="claim", by=reid)  # type: ignore[arg-type]
    assert set(other.steps.values_list("why", flat=True)) == {""}


def test_nothing_is_begun_twice_or_undone_after_a_day_and_all_is_forgotten_then(house: House) -> None:
    reid = house.officer("reid")
    with pytest.raises(NothingChosen):
        choose([], act="claim", by=reid)
    with pytest.raises(NothingChosen):
        choose(named(arrive("Stolen goat")), act="erase", by=reid)  # type: ignore[arg-type]
    bulk = choose(named(arrive()), act="claim", by=reid)  # type: ignore[arg-type]
    begin(bulk)
    assert AuditEntry.objects.get(act="bulk.begun").detail == {"kind": "claim", "tips": 1}
    with pytest.raises(TooLate):
        begin(bulk)
    with pytest.raises(TooLate):
        undo(bulk)
    Bulk.objects.update(at=timezone.now() - timedelta(hours=25))
    take_up()  # a worker died over it: it is asked for again, and never forgotten while it runs
    forget_bulks()
    assert Bulk.objects.count() == 1
    Bulk.objects.update(state=BulkState.DONE)
    with pytest.raises(TooLate):
        undo(bulk)
    forget_bulks()
    assert not Bulk.objects.exists()


def test_what_a_colleague_adds_beside_the_point_stands_in_no_act_s_way(house: House) -> None:
    goat, cow = arrive("Stolen goat"), arrive("Stolen cow")
    seen, jules = named(goat, cow), house.officer("jules")
    add_note(tip=goat, text="Brown, one horn", by=jules)
    bulk = choose(seen, act="close", by=house.officer("reid"))  # type: ignore[arg-type]
    note_reading(goat, jules)
    note_reading(cow, jules)
    look_ahead(bulk, "nothing")
    begin(bulk)
    now = Tip.objects.get(pk=goat.pk)
    link_tips(tip=now, other=cow, kind=LinkKind.PERSON, by=jules, version=now.version)
    work(bulk.pk)
    assert (counts(bulk)["done"], counts(bulk)["refused"]) == (2, 0)
    assert not Tip.objects.exclude(status=Status.CLOSED).exists()


def test_to_look_at_more_tips_beforehand_asks_for_nothing_more(house: House) -> None:
    asked = []
    for number in (2, 7):
        tips = [Tip.objects.get(pk=tip.pk) for tip in crowd(house.unit("narcotics"), number)]
        with CaptureQueriesContext(connection) as found:
            bulk = choose(named(*tips), act="close", by=house.officer("reid"))  # type: ignore[arg-type]
            look_ahead(bulk, "nothing")
        asked.append(len(found))
        assert sum(counts(bulk).values()) == number
    assert asked[0] == asked[1]


@pytest.mark.parametrize("begins", [False, True])
def test_what_a_colleague_decides_meanwhile_refuses_an_act_on_many(house: House, begins: bool) -> None:
    tip, reid, jules = arrive("Stolen goat"), house.officer("reid"), house.officer("jules")
    seen = named(tip)
    bulk = choose(seen, act="claim", by=reid) if begins else None  # type: ignore[arg-type]
    if bulk:
        begin(bulk)
    set_category(tip=tip, category="smuggling", by=jules, version=tip.version)
    bulk = bulk or choose(seen, act="claim", by=reid)  # type: ignore[arg-type]
    work(bulk.pk)
    assert bulk.steps.get().why == "stale"
    assert Tip.objects.get(pk=tip.pk).assigned_to is None
