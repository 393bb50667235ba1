"""A legal hold: two persons ask and confirm, two lift; meanwhile nothing erases the tip."""

from datetime import timedelta

import pytest

from reports.casework.recuse import step_back
from reports.casework.refer import refer_tip
from reports.changing import StaleTip
from reports.clock import today
from reports.intake.door import accept
from reports.keyring import KeyRing, NotYours
from reports.lifecycle.erasure import TipHeld, erase_tip
from reports.lifecycle.expiry import erase_due, settle_days
from reports.lifecycle.holds import (
    HoldRefused,
    ask_hold,
    ask_lift,
    confirm_hold,
    confirm_lift,
    refuse_hold,
    refuse_lift,
    standing_in,
    waiting_for,
)
from reports.lifecycle.noted_days import note_days
from reports.models import AuditEntry, ErasureDay, HoldState, LegalHold, Tip, UnitPurpose
from reports.people.enrol import add_member, new_officer
from reports.queries.reading import read_tip, read_with_root
from reports.triage.conflict import keep_from_named
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip
from tests.people.coming_in import shut_out

WHY = "The High Court has asked for it, zabriko."


def due_tip() -> Tip:
    """A closed tip whose day has come."""
    triaged_tip()
    Tip.objects.update(status="closed", outcome="nothing", rests_since="2020-01-01", erase_on=today())
    ErasureDay.objects.create(tip=only_tip(), rests_since="2020-01-01", erase_on=today())
    return only_tip()


def ask(house: House, tip: Tip, by: str = "reid") -> LegalHold:
    return ask_hold(tip=tip, reason=WHY, ring=house.ring(by), version=only_tip().version)


def refused(reason: str, act: object) -> None:
    with pytest.raises(HoldRefused) as problem:
        act()  # type: ignore[operator]
    assert problem.value.reason == reason


def test_two_persons_keep_a_tip_and_two_let_it_go(house: House) -> None:
    charles, tip = house.officer("charles"), due_tip()
    hold = ask(house, tip)
    assert erase_due() == 0, "what is asked for keeps it for a while"
    with pytest.raises(TipHeld):
        erase_tip(tip_id=tip.pk, by="command line")
    [waiting] = waiting_for(house.ring("charles"))
    assert waiting.reason == WHY, "who answers holds no key of the tip, and reads why"
    confirm_hold(hold, by=charles)
    with pytest.raises(TipHeld):
        erase_tip(tip_id=tip.pk, by="command line")
    LegalHold.objects.update(asked_on="2020-01-01")
    note_days()
    settle_days()
    assert erase_due() == 0
    ask_lift(tip=tip, ring=house.ring("reid"), version=only_tip().version)
    assert erase_due() == 0
    refuse_lift(hold, by=charles)
    ask_lift(tip=tip, ring=house.ring("reid"), version=only_tip().version)
    confirm_lift(hold, by=charles)
    assert only_tip().erase_on == today() + timedelta(days=14), "its unit is warned once more"
    note_days()
    assert erase_due() == 0
    assert ErasureDay.objects.get().erase_on == today() + timedelta(days=14)
    ErasureDay.objects.update(erase_on=today())
    assert erase_due() == 1
    assert not LegalHold.objects.exists()
    acts = list(AuditEntry.objects.filter(act__startswith="hold.").order_by("at").values_list("act", flat=True))
    assert acts == [
        "hold.asked", "hold.read", "hold.confirmed", "hold.lift_asked", "hold.kept", "hold.lift_asked", "hold.lifted",
    ]  # fmt: skip


def test_one_person_alone_keeps_nothing_for_long(house: House) -> None:
    tip = due_tip()
    hold = ask(house, tip)
    add_member(officer=house.officer("reid"), keys=house.ring("charles").unit(hold.unit_id), by="test")
    refused("own_asking", lambda: confirm_hold(hold, by=house.officer("reid")))
    refused("is_open", lambda: ask(house, tip))
    LegalHold.objects.update(asked_on=today() - timedelta(days=14))
    settle_days()
    refused("asked_before", lambda: ask(house, tip))
    assert erase_due() == 1


def test_who_asked_may_take_it_back_and_may_not_ask_again_alone(house: House) -> None:
    tip = due_tip()
    hold = ask(house, tip)
    refuse_hold(hold, by=house.officer("reid"))
    refused("asked_before", lambda: ask(house, tip))
    refused("not_asked", lambda: confirm_hold(hold, by=house.officer("charles")))
    refuse_hold(ask(house, tip, "jules"), by=house.officer("charles"))
    assert erase_due() == 1


def test_only_the_unit_asks_and_only_oversight_answers(house: House) -> None:
    tip = due_tip()
    for stranger in ("felix", "charles"):
        with pytest.raises(NotYours):
            ask(house, tip, stranger)
    hold = ask(house, tip)
    for stranger in ("felix", "jules"):
        with pytest.raises(NotYours):
            confirm_hold(hold, by=house.officer(stranger))
        assert waiting_for(house.ring(stranger)) == []
    with pytest.raises(NotYours):
        ask_lift(tip=tip, ring=house.ring("felix"), version=only_tip().version)
    refused("not_held", lambda: ask_lift(tip=tip, ring=house.ring("reid"), version=only_tip().version))
    with pytest.raises(StaleTip):
        ask_lift(tip=tip, ring=house.ring("reid"), version=0)
    refused("no_words", lambda: ask_hold(tip=tip, reason=" ", ring=house.ring("reid"), version=0))


def test_who_stepped_back_neither_asks_nor_sees_it(house: House) -> None:
    tip = due_tip()
    step_back(tip=tip, by=house.officer("jules"), version=tip.version)
    with pytest.raises(NotYours):
        ask(house, tip, "jules")
    ask(house, tip)
    assert standing_in(house.ring("jules")) == []
    assert [hold.tip_id for hold in standing_in(house.ring("reid"))] == [tip.pk]


def test_a_tip_about_the_police_is_held_without_any_other_unit(house: House) -> None:
    triaged_tip(web("Sergeant Brown of the police takes money from drug dealers in Dennery every Friday"))
    tip = only_tip()
    assert tip.unit == house.unit("standards")
    hold = ask_hold(tip=tip, reason=WHY, ring=house.ring("charles"), version=tip.version)
    assert hold.unit == house.unit("standards")
    charles = house.officer("charles")
    refused("own_asking", lambda: confirm_hold(hold, by=charles))
    with pytest.raises(NotYours):
        confirm_hold(hold, by=house.officer("reid"))


def test_the_reason_is_read_with_the_tip_and_lies_sealed(house: House) -> None:
    tip = due_tip()
    hold = ask(house, tip)
    assert [entry.text for entry in read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries][-1] == WHY
    assert b"zabriko" not in bytes(hold.box) + bytes(hold.record.body)
    LegalHold.objects.update(box=bytes(hold.box)[:-1])
    assert waiting_for(house.ring("charles"))[0].reason == ""


def seat(house: House, username: str, slug: str) -> KeyRing:
    """Let somebody sit in one unit alone, of which Charles holds the key."""
    keys = house.ring("charles").unit(house.unit(slug).pk)
    house.founded.passwords[username] = "long enough for a seat"
    name, password = username.title(), house.password(username)
    new_officer(username=username, name=name, password=password, unit_keys=[keys], by="test")
    return house.ring(username)


def reasons(ring: KeyRing) -> list[str]:
    return [one.reason for one in waiting_for(ring)]


def pass_on(tip: Tip, to: str, ring: KeyRing) -> Tip:
    version = only_tip().version
    return refer_tip(tip=tip, to=to, ring=ring, version=version, nothing_against=True)


def test_a_question_goes_with_its_tip_to_standards_and_oversight_reads_it_no_more(house: House) -> None:
    tip = triaged_tip()[0]
    above, apart = seat(house, "moncherry", "oversight"), seat(house, "estephane", "standards")
    hold = ask(house, tip, "jules")
    assert reasons(above) == [WHY], "control: of a tip that is not about the police oversight does"
    pass_on(tip, "standards", house.ring("jules"))
    assert reasons(above) == []
    assert standing_in(above) == []
    for act in (confirm_hold, refuse_hold):
        with pytest.raises(NotYours):
            act(hold, by=above.officer)
    assert reasons(apart) == [WHY]
    moved = LegalHold.objects.get()
    labels = ("hold", tip.pk, hold.record_id, hold.unit_id, hold.generation)
    assert read_with_root(above, moved.record, hold.unit_id, moved.box, *labels) == "", "its key lies with them no more"
    assert AuditEntry.objects.get(act="hold.moved").unit_id == house.unit("standards").pk
    confirm_hold(hold, by=apart.officer)
    with pytest.raises(TipHeld):
        erase_tip(tip_id=tip.pk, by="command line")
    pass_on(tip, "general", apart)
    ask_lift(tip=tip, ring=house.ring("reid"), version=only_tip().version)
    assert reasons(apart) == [], "nor standards of what they passed on"
    assert reasons(above) == [WHY]


def test_a_hold_that_stands_and_what_is_asked_to_lift_it_go_with_the_tip(house: House) -> None:
    tip = triaged_tip()[0]
    above, apart = seat(house, "moncherry", "oversight"), seat(house, "estephane", "standards")
    hold = ask(house, tip, "jules")
    confirm_hold(hold, by=above.officer)
    ask_lift(tip=tip, ring=house.ring("jules"), version=only_tip().version)
    pass_on(tip, "standards", house.ring("jules"))
    assert standing_in(above) == []
    with pytest.raises(NotYours):
        confirm_lift(hold, by=above.officer)
    assert reasons(apart) == [WHY]
    confirm_lift(hold, by=apart.officer)
    assert LegalHold.objects.get().state == HoldState.LIFTED


def test_whom_the_tip_names_in_oversight_learns_of_no_question(house: House) -> None:
    tip = triaged_tip(web("Moncherry sells cocaine from the blue house by the harbour in Dennery"))[0]
    above = seat(house, "moncherry", "oversight")
    hold = ask(house, tip)
    assert reasons(house.ring("charles")) == [WHY]
    assert standing_in(above) == []
    with pytest.raises(NotYours):
        confirm_hold(hold, by=above.officer)


def test_where_all_of_oversight_is_named_a_second_one_of_the_unit_answers(house: House) -> None:
    tip = triaged_tip(web("Charles sells cocaine from the blue house by the harbour in Dennery"))[0]
    assert tip.unit.purpose == UnitPurpose.ORDINARY, "control"
    hold = ask(house, tip)
    assert hold.unit_id == tip.unit_id
    refused("own_asking", lambda: confirm_hold(hold, by=house.officer("reid")))
    assert reasons(house.ring("jules")) == [WHY]
    confirm_hold(hold, by=house.officer("jules"))


def test_whom_later_words_name_in_oversight_answers_no_more(house: House) -> None:
    tip = triaged_tip()[0]
    above = seat(house, "moncherry", "oversight")
    ask(house, tip)
    assert reasons(above) == [WHY]
    keep_from_named(only_tip(), [str(above.officer.pk)])
    assert standing_in(above) == []
    assert reasons(house.ring("charles")) == [WHY]


def test_what_waits_to_be_judged_is_not_asked_about(house: House) -> None:
    accept(web("Sergeant Brown of the police takes money from drug dealers in Dennery every Friday"))
    refused("not_judged", lambda: ask(house, only_tip()))


def test_what_a_suspended_officer_asked_for_is_refused_and_asked_anew(house: House) -> None:
    tip, charles = due_tip(), house.officer("charles")
    hold = ask(house, tip, "jules")
    shut_out("jules")
    refused("asker_gone", lambda: confirm_hold(hold, by=charles))
    refuse_hold(hold, by=charles)
    hold = ask(house, tip)
    confirm_hold(hold, by=charles)
    ask_lift(tip=tip, ring=house.ring("reid"), version=only_tip().version)
    shut_out("reid")
    refused("asker_gone", lambda: confirm_lift(hold, by=charles))
    assert LegalHold.objects.filter(state=HoldState.LIFTING).exists()
