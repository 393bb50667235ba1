"""A second tip of words of a tip that tells of two matters: its words, its masks, its keys, and taking it back."""

from typing import Any

import pytest
from django.core.management import call_command

from reports import audit, keystore
from reports.casework.claim import claim_tip
from reports.casework.merging import merge_tip
from reports.casework.notes import add_note
from reports.casework.printing import print_tip
from reports.casework.recuse import LastReader, step_back
from reports.casework.splitting import (
    CannotSplit,
    Chosen,
    NothingChosen,
    Second,
    Touched,
    split_tip,
    told_by_tipster,
    undo_split,
)
from reports.casework.status import close_tip
from reports.casework.unmasking import Purpose
from reports.changing import StaleTip
from reports.dialogue.mailbox import MailboxKey
from reports.intake.door import accept
from reports.keyring import NotYours
from reports.lifecycle.expiry import erase_due
from reports.lifecycle.noted_days import note_days
from reports.models import Alert, AuditEntry, KeyPurpose, Recusal, Split, Status, Tip, TipKey, TriageState, Urgency
from reports.models.choices import ACT, WITHDRAWS
from reports.queries.history import history_of, nobody_has_receipt
from reports.queries.masking import hidden
from reports.queries.reading import ReadEntry, find_tip, read_tip
from reports.signed_row import check_signed
from reports.triage.conflict import keep_from_named
from tests.arrivals import web
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive

DRUGS = "They sell cocaine by the school in Vieux Fort."
GIRL = "My sister saw the girl whom they keep in the house by the church in Micoud."
BOTH = f"{DRUGS} {GIRL}"


@pytest.fixture
def tip(house: House) -> Tip:
    made = arrive(BOTH, answers={"place": "Soufriere", "how_many_know": "few", "how_known": "My sister told me"})
    assert made.unit.slug == "narcotics"
    return made


def split(house: House, tip: Tip, to: str = "trafficking", by: str = "reid", **more: Any) -> Tip:
    first = BOTH.index(GIRL)
    chosen = more.pop("chosen", Chosen(places=[(tip.pk, first, len(BOTH))]))
    urgency, answer = more.pop("urgency", Urgency.TODAY), more.pop("nothing_against", False)
    second = Second(unit=to, category="human_trafficking", urgency=urgency, nothing_against=answer)
    version = more.pop("version", tip.version)
    shown = more.pop("shown", Split.objects.filter(origin=tip, officer=house.officer(by)).count())
    return split_tip(tip=tip, chosen=chosen, second=second, ring=house.ring(by), version=version, shown=shown)


def words(house: House, tip: Tip, by: str) -> ReadEntry:
    [entry] = read_tip(house.ring(by), find_tip(house.ring(by), tip.pk), by=house.officer(by)).entries
    return entry


def masked(entry: ReadEntry) -> list[str]:
    assert entry.findings
    return [entry.text[start:end] for start, end in hidden(entry.findings["findings"])]


def now(tip: Tip) -> Tip:
    return Tip.objects.get(pk=tip.pk)


def test_the_second_tip_tells_the_chosen_words_to_its_unit_alone_and_masks_what_was_masked(
    house: House, tip: Tip
) -> None:
    before = words(house, tip, "reid")
    made = split(house, tip)
    entry = words(house, made, "felix")
    assert entry.text == GIRL
    assert masked(entry) == [one for one in masked(before) if one in GIRL] != []
    assert entry.answers == {"how_many_know": "few"}, "that few could know it goes along, and nothing else"
    assert words(house, tip, "reid").text == BOTH
    for ring, other in (("felix", tip), ("reid", made)):
        with pytest.raises(Tip.DoesNotExist):
            find_tip(house.ring(ring), other.pk)
    assert list(TipKey.objects.filter(tip=made).values_list("unit__slug", flat=True)) == ["trafficking"]
    check_signed(made)
    kept = (made.category, made.urgency, made.channel, made.arrived_hour, made.status)
    assert kept == ("human_trafficking", Urgency.TODAY, tip.channel, tip.arrived_hour, Status.NEW)
    assert nobody_has_receipt(made)
    assert (bytes(now(tip).mailbox_key), bytes(made.mailbox_key)) == (bytes(tip.mailbox_key), b"")


def test_both_histories_tell_of_it_and_name_the_other_inside_one_unit_alone(house: House, tip: Tip) -> None:
    made = split(house, tip)
    assert history_of(tip.pk, house.ring("reid"))[-1].detail["to"] == "trafficking"
    assert made.reference not in str([entry.detail for entry in AuditEntry.objects.filter(tip_id=tip.pk)])
    assert AuditEntry.objects.get(tip_id=made.pk, act="tip.split_off").detail == {}
    own = split(house, now(tip), to="narcotics")
    assert AuditEntry.objects.get(tip_id=own.pk, act="tip.split_off").detail == {"other": tip.reference}


def test_that_words_went_to_standards_shows_nowhere_on_the_first_tip(house: House, tip: Tip) -> None:
    before = Tip.objects.filter(pk=tip.pk).values().get()
    entries = AuditEntry.objects.filter(tip_id=tip.pk).count()
    made = split(house, tip, to="standards")
    assert words(house, made, "charles").text == GIRL
    assert Tip.objects.filter(pk=tip.pk).values().get() == before
    assert AuditEntry.objects.filter(tip_id=tip.pk).count() == entries
    undo_split(second=made.pk, by=house.officer("reid"))
    assert AuditEntry.objects.filter(tip_id=tip.pk).count() == entries


def test_what_the_tipster_takes_back_is_taken_back_in_both_at_once(house: House, tip: Tip) -> None:
    made = split(house, tip)
    accept(web("Do not use it", joins=MailboxKey(tip.pk), answers={ACT: WITHDRAWS}, withdraws=True))
    assert (now(tip).withdrawn, now(made).withdrawn) == (True, True)
    triage_all()
    assert now(made).has_news
    assert AuditEntry.objects.filter(tip_id=made.pk, act="tip.first_taken_back").count() == 1


def test_an_immediate_second_tip_rings(house: House, tip: Tip) -> None:
    assert not Alert.objects.filter(pk=split(house, tip).pk).exists()
    assert Alert.objects.filter(pk=split(house, now(tip), urgency=Urgency.IMMEDIATE).pk).exists()


def test_who_stepped_back_from_the_first_does_not_see_the_second(house: House, tip: Tip) -> None:
    step_back(tip=tip, by=house.officer("jules"), version=tip.version)
    made = split(house, now(tip), to="narcotics")
    assert list(Recusal.objects.filter(tip=made).values_list("officer", flat=True)) == [house.officer("jules").pk]


def test_taken_back_its_words_are_gone_at_once_and_its_row_in_the_night(house: House, tip: Tip) -> None:
    made = split(house, tip)
    words(house, made, "felix")  # reading is no act
    with pytest.raises(Touched):
        undo_split(second=made.pk, by=house.officer("jules"))
    assert undo_split(second=made.pk, by=house.officer("reid"))
    for purpose in (KeyPurpose.ERASURE, KeyPurpose.FINGERPRINT):
        assert not keystore.get_many(purpose, [made.pk])
    assert now(made).status == Status.CLOSED
    assert not Split.objects.exists()
    assert "tip.split_undone" in [entry.act for entry in history_of(tip.pk, house.ring("reid"))]
    note_days()
    assert erase_due() == 1
    assert list(Tip.objects.all()) == [tip]


@pytest.mark.parametrize("is_printed", [False, True])
def test_nobody_takes_back_what_somebody_worked_on_or_has_on_paper(house: House, tip: Tip, *, is_printed: bool) -> None:
    made, felix = split(house, tip), house.officer("felix")
    if is_printed:
        print_tip(tip=made, purpose=Purpose.ACTION, by=felix)
    else:
        add_note(tip=made, text="Known house", by=felix)
    with pytest.raises(Touched):
        undo_split(second=made.pk, by=house.officer("reid"))
    assert keystore.get_many(KeyPurpose.ERASURE, [made.pk])


def test_that_everybody_is_called_is_no_act_and_that_somebody_sees_to_it_is_one(house: House, tip: Tip) -> None:
    for act, by in (("alert.everybody", audit.WORKER), ("alert.confirmed", house.officer("felix"))):
        made = split(house, now(tip), urgency=Urgency.IMMEDIATE)
        audit.enter(act, by=by, tip=made.pk, unit=made.unit_id)
        if by == audit.WORKER:
            assert undo_split(second=made.pk, by=house.officer("reid"))
        else:
            with pytest.raises(Touched):
                undo_split(second=made.pk, by=house.officer("reid"))


def test_a_page_sent_twice_makes_one_tip_for_standards(house: House, tip: Tip) -> None:
    split(house, tip, to="standards", shown=0)
    with pytest.raises(StaleTip):
        split(house, now(tip), to="standards", shown=0)
    assert Tip.objects.count() == 2
    split(house, now(tip), to="oversight", shown=1)


def test_who_steps_back_from_the_first_later_reads_nothing_of_the_second_either(house: House, tip: Tip) -> None:
    own, other = split(house, tip, to="narcotics"), split(house, now(tip))
    claim_tip(tip=own, by=house.officer("jules"), version=own.version)
    step_back(tip=now(tip), by=house.officer("jules"), version=now(tip).version)
    assert set(Recusal.objects.values_list("tip", flat=True)) == {tip.pk, own.pk, other.pk}
    with pytest.raises(Tip.DoesNotExist):
        find_tip(house.ring("jules"), own.pk)
    assert (now(own).assigned_to, now(own).status) == (None, Status.NEW)
    told = AuditEntry.objects.filter(act="tip.recused").values_list("tip_id", flat=True)
    assert set(told) == {tip.pk, own.pk}, "another unit learns nothing of it"


def test_the_last_reader_of_the_second_does_not_step_back_from_the_first(house: House, tip: Tip) -> None:
    own = split(house, tip, to="narcotics")
    step_back(tip=own, by=house.officer("reid"), version=own.version)
    with pytest.raises(LastReader):
        step_back(tip=now(tip), by=house.officer("jules"), version=now(tip).version)
    assert not Recusal.objects.filter(officer=house.officer("jules")).exists()


def test_who_is_named_in_later_words_is_kept_from_the_second_too_but_for_its_last_reader(
    house: House, tip: Tip
) -> None:
    own, last = split(house, tip, to="narcotics"), split(house, now(tip), to="narcotics")
    Recusal.objects.create(tip=last, officer=house.officer("reid"))
    keep_from_named(now(tip), {str(house.officer("jules").pk)})
    kept = Recusal.objects.filter(officer=house.officer("jules")).values_list("tip", flat=True)
    assert set(kept) == {tip.pk, own.pk}


@pytest.mark.parametrize("is_merged", [False, True])
def test_a_closed_second_tip_is_opened_again_when_the_first_is_taken_back(
    house: House, tip: Tip, is_merged: bool
) -> None:
    made, felix = split(house, tip), house.officer("felix")
    leading = split(house, now(tip))
    if is_merged:
        merge_tip(tip=made, into=leading, ring=house.ring("felix"), version=made.version, leads_version=leading.version)
    else:
        close_tip(tip=made, reason="nothing", by=felix, version=made.version)
    Split.objects.filter(tip=leading).delete()
    close_tip(tip=now(leading), reason="nothing", by=felix, version=now(leading).version)
    accept(web("Do not use it", joins=MailboxKey(tip.pk), answers={ACT: WITHDRAWS}, withdraws=True))
    triage_all()
    assert now(made).status == (Status.CLOSED if is_merged else Status.NEW)
    assert now(leading).status == (Status.NEW if is_merged else Status.CLOSED)


def test_nobody_can_be_asked_by_a_second_tip_of_one_that_triage_gave_up(house: House, tip: Tip) -> None:
    Tip.objects.update(triage=TriageState.FAILED)
    assert nobody_has_receipt(split(house, now(tip)))


def test_erasing_the_first_at_once_tells_where_copies_of_its_words_are_left(
    house: House, tip: Tip, capsys: pytest.CaptureFixture[str]
) -> None:
    made = split(house, tip)
    call_command("erase_tip", str(tip.pk), yes=True)
    assert f"1 in number: {made.pk}" in capsys.readouterr().out
    assert words(house, made, "felix").text == GIRL


@pytest.mark.parametrize("why", ["closed", "withdrawn", "second", "nobody", "unknown"])
def test_some_tips_stay_whole(house: House, tip: Tip, why: str) -> None:
    to, by = "trafficking", "reid"
    if why == "closed":
        close_tip(tip=tip, reason="nothing", by=house.officer("reid"), version=tip.version)
    elif why == "withdrawn":
        Tip.objects.update(withdrawn=True)
    elif why == "second":
        tip, by, to = split(house, tip), "felix", "narcotics"
    elif why == "nobody":
        keep_from = house.officer("felix")
        Recusal.objects.create(tip=tip, officer=keep_from)
    else:
        to = "nowhere"
    count = Tip.objects.count()
    chosen = Chosen(places=[(tip.pk, 0, 20)])
    with pytest.raises(CannotSplit):
        split(house, now(tip), to=to, by=by, chosen=chosen)
    assert Tip.objects.count() == count


def test_an_old_page_a_stranger_and_no_words_make_nothing(house: House, tip: Tip) -> None:
    with pytest.raises(NotYours):
        told_by_tipster(house.ring("felix"), tip)
    with pytest.raises(NothingChosen):
        split(house, tip, chosen=Chosen(places=[(tip.pk, 5, 5)], answers=[(tip.pk, "no such")]))
    add_note(tip=tip, text="Two matters", by=house.officer("jules"))
    split(house, tip)  # a note stands in nobody's way
    with pytest.raises(StaleTip):
        split(house, tip, version=99)
    assert Tip.objects.count() == 2


def test_who_may_be_named_in_the_chosen_words_is_kept_from_the_second_tip(house: House) -> None:
    tip = arrive(f"{DRUGS} {GIRL} Felix and jules are in it.")
    for to, by in (("narcotics", "reid"), ("major-crime", "reid")):
        whole = Chosen(places=[(tip.pk, 0, 200)])
        made = split(house, tip, to=to, by=by, chosen=whole, version=now(tip).version)
        assert list(Recusal.objects.filter(tip=made).values_list("officer__username", flat=True)) == ["jules"]
    with pytest.raises(CannotSplit):
        split(house, tip, chosen=Chosen(places=[(tip.pk, 0, 200)]), version=now(tip).version)
