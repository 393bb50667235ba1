"""Words that nobody could judge: the desk shows them whole and says so, whatever is added later, until masked."""

import pytest

from reports import keystore
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import Capsule, KeyPurpose, Tip, TriageState
from reports.queries.reading import read_tip
from reports.triage import assess as assessing
from reports.triage.assess import TRIES, assess
from reports.triage.learning.amend import MARKED, mask_words
from reports.triage.learning.amending import NothingThere
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.dashboard.conftest import Desk
from tests.triage.test_assess import fail
from tests.triage.test_giving_up import DRUGS, MORE, add, give_up

UNJUDGED = "Nobody has judged these words: nothing in them is masked"


def page(desk: Desk) -> str:
    return desk.get(f"/desk/tips/{only_tip().pk}").text


def test_first_words_that_nobody_could_judge_stay_to_be_read_when_more_is_added(
    house: House, reid: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = accept(web(DRUGS)).receipt or ""
    with monkeypatch.context() as patch:
        patch.setattr(assessing, "run", fail)
        give_up(only_tip().pk)
    assert page(reid).count(UNJUDGED) == 1
    add(receipt)
    triage_all()
    tip = only_tip()
    assert tip.triage == TriageState.FAILED
    first, later = read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries
    assert (first.text, first.findings, later.record.was_given_up) == (DRUGS, None, False)
    assert later.findings, "control: what was added was judged"
    told = page(reid)
    assert told.count(UNJUDGED) == 1
    assert "cocaine at the jetty" in told
    assert "758 484 0001" not in told


def test_an_addition_that_nobody_could_judge_says_so_until_an_officer_masks_it(house: House, reid: Desk) -> None:
    _, receipt = triaged_tip(web(DRUGS))
    record_id = add(receipt)
    keystore.destroy(KeyPurpose.ONE_TIME, [record_id])
    assess(record_id)
    told = page(reid)
    assert (told.count(UNJUDGED), "Fridays" in told) == (1, True)
    ring, failed = house.ring("reid"), only_tip()
    many = mask_words(tip=failed, words="Fridays", kind=MARKED, ring=ring, version=failed.version, with_source=False)
    assert many == 1
    told = page(reid)
    assert (UNJUDGED in told, "Fridays" in told) == (False, False)


def test_what_waits_beside_a_tip_is_not_looked_through_for_words_to_mask(house: House) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    Tip.objects.update(triage=TriageState.FAILED)
    add(receipt)
    ring = house.ring("reid")
    with pytest.raises(NothingThere):
        mask_words(tip=only_tip(), words="Fridays", kind=MARKED, ring=ring, version=tip.version, with_source=True)


def test_an_addition_that_fails_settles_nothing_of_first_words_that_wait_for_their_next_try(house: House) -> None:
    receipt = accept(web(DRUGS)).receipt or ""
    first = only_tip().pk
    Capsule.objects.update(attempts=1)
    accept(web(MORE, joins=open_mailbox(receipt).key, in_danger=True))  # so that it stays
    added = Capsule.objects.exclude(pk=first).get().pk
    Capsule.objects.filter(pk=added).update(attempts=TRIES)  # each killed its worker
    assess(added)
    assert Tip.objects.get(pk=first).triage == TriageState.WAITING
    triage_all()
    assert Tip.objects.get(pk=first).triage == TriageState.DONE
