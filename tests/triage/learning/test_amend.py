"""An officer puts single findings right, and it counts wherever the tip is read."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from reports.casework.cases import add_to_case, open_case
from reports.casework.notes import add_note
from reports.casework.places import place_of_tip
from reports.changing import StaleTip
from reports.dashboard.places import place_of
from reports.intake.door import accept
from reports.keyring import NotYours
from reports.models import AuditEntry, KeyPurpose, LinkKind, Tip
from reports.queries.cases import find_case, read_case
from reports.queries.lists import View
from reports.queries.question import read_question
from reports.queries.queue import queue_page
from reports.queries.reading import Judged, ReadEntry, read_judged, read_tip
from reports.queries.search import search
from reports.queries.things import find_same, things_in
from reports.retelling import repeated
from reports.triage.assessment import Assessment
from reports.triage.learning import amend
from reports.triage.learning.amending import FoundAlready, NothingThere
from reports.triage.learning.single import all_said
from reports.triage.neutral import neutral
from reports.triage.warning import giveaways
from reports.withheld import masked_answers
from tests.arrivals import sms
from tests.conftest import House, only_tip, triage_all
from tests.dashboard.arrivals import arrive
from tests.spoilt import spoil

WORDS = "They sell crack in Dennery by the yellow gate where we all sit. Kervin Alcide keeps it."


def first(house: House, tip: Tip) -> ReadEntry:
    return read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries[0]


def masks(house: House, words: str, *, kind: str = "neighbour", with_source: bool = False) -> int:
    tip = only_tip()
    ring = house.ring("reid")
    return amend.mask_words(tip=tip, words=words, kind=kind, ring=ring, version=tip.version, with_source=with_source)


def test_words_masked_by_hand_are_masked_in_lists_searches_questions_and_copies(house: House) -> None:
    tip, ring = arrive(WORDS), house.ring("reid")
    assert masks(house, "the yellow gate where we all sit") == 1
    assert "yellow gate" not in queue_page(ring).rows[0].preview
    found = search(ring, read_question("dennery"), "dennery", View(which="all"), giveaways)
    [hit] = [hit for part in found for hit in part.hits]
    assert "yellow" not in "".join(cut.text for cut in hit.cuts)
    assert repeated(ring, tip, "Who sits by the yellow gate?", with_source=False) == []
    entry = first(house, tip)
    assert "yellow" not in neutral(entry.text, Assessment.from_dict(entry.findings or {}))
    assert "[in the area]" in neutral(entry.text, Assessment.from_dict(entry.findings or {}))


def test_words_of_an_answer_are_masked_where_answers_are_shown(house: House) -> None:
    tip = arrive("", answers={"category": "drugs", "drugs.where": "by the yellow gate", "place": "the yellow gate"})
    assert masks(house, "the yellow gate") == 2
    entry = first(house, tip)
    shown = masked_answers(entry.answers, entry.findings)
    assert shown["place"] == "[…]"
    assert "yellow" not in " ".join(shown.values())


def test_it_is_kept_without_words_and_written_down_without_what_they_tell(house: House) -> None:
    arrive(WORDS)
    masks(house, "yellow gate", kind="job")
    [(_, said)] = all_said()
    assert (said.step, said.said, said.meant, said.rules, said.times) == ("identifying", "", "job", [], 1)
    assert AuditEntry.objects.get(act="finding.masked").detail["places"] == 1


def test_what_stands_under_a_mask_cannot_be_guessed(house: House) -> None:
    arrive("My cousin Kervin sells crack in Dennery.")
    with pytest.raises(NothingThere):
        masks(house, "cousin")
    assert masks(house, "cousin", with_source=True) == 1
    assert AuditEntry.objects.filter(act="finding.masked").count() == 1


def test_a_mask_is_taken_off_for_everybody_and_its_rule_is_kept(house: House) -> None:
    tip, ring = arrive("My cousin Kervin sells crack in Dennery."), house.ring("reid")
    start, end = amend.masked_places(first(house, tip), "")[0]
    assert "cousin" not in queue_page(ring).rows[0].preview
    amend.take_mask_off(tip=tip, record=tip.pk, place=("", start, end), ring=ring, version=tip.version)
    assert "cousin" in queue_page(ring).rows[0].preview
    [(_, said)] = all_said()
    assert said.rules
    assert all(rule.startswith("kin/") for rule in said.rules)
    again = only_tip()
    amend.put_back(tip=again, record=tip.pk, number=0, ring=ring, version=again.version)
    assert "cousin" not in queue_page(ring).rows[0].preview


def test_a_thing_that_is_none_joins_no_tips_any_more(house: House) -> None:
    tip, ring = arrive(WORDS), house.ring("reid")
    start = WORDS.index("Kervin Alcide")
    place = ("", start, start + len("Kervin Alcide"))

    def people() -> list[str]:
        entry = first(house, tip)
        told = things_in(Judged.of(entry.text, entry.answers, entry.findings or {}))
        return [thing.name for thing in told if thing.kind == "person"]

    assert people() == ["Kervin Alcide"]
    amend.call_it(tip=tip, record=tip.pk, place=place, kind="person", meant="", ring=ring, version=tip.version)
    assert people() == []
    with pytest.raises(NothingThere):
        amend.call_it(
            tip=tip, record=tip.pk, place=place, kind="person", meant="ghost", ring=ring, version=tip.version + 1
        )


MISSED = "They sell crack by ti kolon, one big belly keeps it. My cousin big belly's girl told me."
AGAIN = "Is big belly self that robbed the shop by Ti  Kolon."


def name(house: House, tip: Tip, words: str, kind: str, village: str = "") -> int:
    tip, ring = Tip.objects.get(pk=tip.pk), house.ring("reid")
    return amend.add_thing(tip=tip, words=words, kind=kind, village=village, ring=ring, version=tip.version)


def test_what_officers_name_counts_among_the_same_things_in_cases_and_on_the_map(house: House) -> None:
    one, two = arrive(MISSED), arrive(AGAIN)
    Tip.objects.update(unit=house.unit("general"))
    ring = house.ring("reid")
    assert find_same(ring, one)[0] == []
    for tip in (one, two):
        assert name(house, tip, "big  BELLY", "person")
        assert name(house, tip, "ti kolon", "place", "Dennery") == 1
    [same] = find_same(ring, Tip.objects.get(pk=one.pk))[0]
    assert {(thing.kind, thing.key) for thing in same.things} == {
        ("person", "big belly"), ("place", "Dennery ti kolon"),
    }  # fmt: skip
    now = Tip.objects.get(pk=one.pk)
    case = open_case(title="The shop", tip=now, ring=ring, version=now.version)
    add_to_case(case=case, tip=two, by=ring.officer, version=Tip.objects.get(pk=two.pk).version)
    [person] = read_case(ring, find_case(ring, case.pk)).named[LinkKind.PERSON]
    assert (person.thing.name, len(person.tips), person.sources) == ("big belly", 2, 2)
    assert [place_of_tip(read_judged(ring, [tip.pk])[tip.pk], place_of) for tip in (one, two)] == ["Dennery"] * 2


def test_what_is_masked_is_named_by_nobody_and_stays_masked(house: House) -> None:
    tip = arrive("My cousin Kervin sells crack in Dennery, by the yellow gate.")
    masked = amend.masked_places(first(house, tip), "")
    masks(house, "yellow gate")
    for words in ("cousin", "yellow gate", "[…]", "by the […]", "planned"):
        with pytest.raises(NothingThere):
            name(house, tip, words, "person")
    assert amend.masked_places(first(house, tip), "")[0] == masked[0]
    assert name(house, tip, "crack in Dennery", "place") == 1
    masks(house, "crack in Dennery")
    things = things_in(Judged.of(*told_of(first(house, tip))))
    assert "crack in Dennery" not in [thing.name for thing in things], "masked afterwards it is no thing any more"


def test_what_triage_missed_is_kept_without_words_and_written_down_without_the_kind(house: House) -> None:
    tip = arrive(MISSED)
    assert name(house, tip, "ti kolon", "place") == 1
    [(_, said)] = all_said()
    assert (said.step, said.said, said.meant, said.rules, said.times) == ("entities", "", "place", [], 1)
    assert AuditEntry.objects.get(act="finding.added").detail["places"] == 1
    with pytest.raises(FoundAlready):
        name(house, tip, "ti kolon", "place")
    with pytest.raises(NothingThere):
        name(house, tip, "crack", "drug")
    assert len(list(all_said())) == 1


def test_what_an_officer_named_is_taken_back_and_put_back_and_that_is_none_of_triage_s_faults(house: House) -> None:
    tip = arrive(MISSED)
    start = MISSED.index("ti kolon")
    name(house, tip, "ti kolon", "place")

    def places() -> list[str]:
        things = things_in(Judged.of(*told_of(first(house, tip))))
        return [thing.name for thing in things if thing.kind == "place"]

    assert places() == ["ti kolon"]
    now, place = only_tip(), ("", start, start + len("ti kolon"))
    ring = house.ring("reid")
    amend.call_it(tip=now, record=tip.pk, place=place, kind="place", meant="", ring=ring, version=now.version)
    assert places() == []
    assert [(said.said, said.meant) for _, said in all_said()] == [("", "place")]
    now = only_tip()
    amend.put_back(tip=now, record=tip.pk, number=0, ring=ring, version=now.version)
    assert places() == ["ti kolon"]


def test_words_of_answers_and_of_later_messages_are_named_too_by_the_unit_alone(house: House) -> None:
    tip = arrive("They hide it", answers={"category": "drugs", "drugs.where": "by big belly"})
    assert name(house, tip, "Big Belly", "person") == 1
    things = things_in(Judged.of(*told_of(first(house, tip))))
    assert [(thing.name, thing.answer) for thing in things] == [("big belly", "drugs.where")]
    with pytest.raises(NotYours):
        amend.add_thing(tip=tip, words="They", kind="person", village="", ring=house.ring("felix"), version=tip.version)


def told_of(entry: ReadEntry) -> tuple[str, Mapping[str, str], Mapping[str, Any]]:
    return entry.text, entry.answers, entry.findings or {}


def test_two_tips_are_not_one_incident_and_nothing_is_suggested_any_more(house: House) -> None:
    earlier, tip = arrive(WORDS), arrive(f"{WORDS} Please come.")
    entry, ring = first(house, tip), house.ring("reid")
    assert str(earlier.pk) in Assessment.from_dict(entry.findings or {}).alike
    amend.not_alike(tip=tip, record=tip.pk, other=str(earlier.pk), ring=ring, version=tip.version)
    assert Assessment.from_dict(first(house, tip).findings or {}).alike == ()


def test_only_the_unit_changes_findings_and_only_as_it_saw_them(house: House) -> None:
    tip = arrive(WORDS)
    ring = house.ring("reid")
    with pytest.raises(StaleTip):
        amend.mask_words(tip=tip, words="Dennery", kind="marked", ring=ring, version=tip.version + 1, with_source=False)
    with pytest.raises(NotYours):
        amend.mask_words(
            tip=tip, words="Dennery", kind="marked", ring=house.ring("felix"), version=tip.version, with_source=False
        )
    with pytest.raises(NothingThere):
        amend.put_back(tip=tip, record=uuid4(), number=0, ring=ring, version=tip.version)
    with pytest.raises(NothingThere):
        amend.mask_words(tip=tip, words="Dennery", kind="x", ring=ring, version=tip.version, with_source=False)
    assert list(all_said()) == []


def test_a_tip_that_triage_failed_on_can_be_masked_and_one_that_waits_cannot(house: House) -> None:
    tip = arrive(WORDS, triaged=False)
    with pytest.raises(NothingThere):
        masks(house, "Dennery")
    Tip.objects.filter(pk=tip.pk).update(triage="failed")
    assert masks(house, "Dennery") == 1
    assert "Dennery" not in queue_page(house.ring("reid")).rows[0].preview


def test_the_wrong_unit_is_said_with_the_kind_that_led_there(house: House) -> None:
    tip = arrive(WORDS)
    amend.say_wrong_unit(tip=tip, meant="general", ring=house.ring("reid"))
    [(_, said)] = all_said()
    assert (said.step, said.said, said.meant, said.rules) == ("routing", tip.unit.slug, "general", [tip.category])


def test_words_are_masked_wherever_the_tip_opens_though_a_note_or_a_message_is_damaged(house: House) -> None:
    for words in (WORDS, "They sit by the yellow gate every day.", "By the yellow gate again."):
        accept(sms(words))
        triage_all()
    tip = only_tip()
    note = add_note(tip=tip, text="Known", by=house.officer("reid"))
    spoil(KeyPurpose.ERASURE, note.pk)
    assert masks(house, "yellow gate") == 3
    spoil(KeyPurpose.ERASURE, tip.records.filter(kind="addition").order_by("position")[0].pk)
    assert masks(house, "Dennery") == 1
