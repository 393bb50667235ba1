"""Junk sorts down within its urgency: it is there to be read, last, and one word of a crime brings it up again."""

import pytest

from reports.dialogue.mailbox import MailboxKey
from reports.intake.door import accept
from reports.models import Tip, Urgency
from reports.queries.queue import queue_page
from reports.queries.reading import read_tip
from reports.triage.assessment import Assessment
from reports.triage.learning.correct import correct
from tests.arrivals import web
from tests.conftest import House, only_tip, triage_all

ADVERT = "CONGRATULATIONS!!! You have won a FREE iPhone, click here now http://win-big.example and claim your prize $$$"


def test_junk_comes_after_what_arrived_later_and_is_not_hidden(house: House) -> None:
    receipts = [accept(web(text)).receipt for text in (ADVERT, "Somebody broke into the chemist in Gros Islet")]
    assert all(receipts)
    triage_all()
    assert sorted(Tip.objects.values_list("looks_junk", flat=True)) == [False, True]
    Tip.objects.update(unit=house.unit("general"), urgency=Urgency.ROUTINE)
    ordered = list(Tip.objects.by_urgency())
    assert [tip.looks_junk for tip in ordered] == [False, True]
    assert {row.tip.pk for row in queue_page(house.ring("jules")).rows} <= {tip.pk for tip in ordered}


def test_a_threat_to_life_among_junk_is_not_sorted_down(house: House) -> None:
    accept(web(f"{ADVERT} he has a gun to her head now, he will kill her", in_danger=True))
    triage_all()
    assert (only_tip().urgency, only_tip().looks_junk) == (Urgency.IMMEDIATE, False)


def test_words_of_a_crime_that_follow_bring_it_up_and_junk_that_follows_pulls_nothing_down(house: House) -> None:
    accept(web(ADVERT))
    triage_all()
    key = MailboxKey(only_tip().pk)
    assert only_tip().looks_junk
    accept(web("Sorry, the real thing: they sell cocaine behind the shop in Soufriere", joins=key))
    triage_all()
    assert not only_tip().looks_junk
    accept(web(ADVERT, joins=key))
    triage_all()
    assert not only_tip().looks_junk


@pytest.mark.parametrize(("meant", "sorted_down"), [("tip", False), ("not_a_tip", True)])
def test_what_an_officer_says_of_it_counts(house: House, meant: str, sorted_down: bool) -> None:
    accept(web("They sell cocaine behind the shop in Soufriere"))
    triage_all()
    tip = only_tip()
    Tip.objects.update(looks_junk=not sorted_down)
    reid = house.officer("reid")
    (entry,) = read_tip(house.ring("reid"), tip, by=reid).entries
    assessment = Assessment.from_dict(entry.findings or {})
    said = {"category": "drugs", "urgency": "routine", "junk": meant, "language": "en"}
    correct(tip=tip, assessment=assessment, meant=said, ring=house.ring("reid"), version=tip.version)
    assert only_tip().looks_junk is sorted_down
