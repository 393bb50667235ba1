"""An officer puts single findings right, and it counts wherever the tip is read."""

from uuid import uuid4

import pytest

from reports.casework.notes import add_note
from reports.changing import StaleTip
from reports.intake.door import accept
from reports.keyring import NotYours
from reports.models import AuditEntry, KeyPurpose, Tip
from reports.queries.lists import View
from reports.queries.question import read_question
from reports.queries.queue import queue_page
from reports.queries.reading import Judged, ReadEntry, read_tip
from reports.queries.search import search
from reports.queries.things import things_in
from reports.retelling import repeated
from reports.triage.assessment import Assessment
from reports.triage.learning import amend
from reports.triage.learning.amending import NothingThere
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
