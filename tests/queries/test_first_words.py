"""What a list shows of a tip: nothing that was not asked for, and nothing less because another tip is damaged."""

from reports import keystore
from reports.intake.door import accept
from reports.models import KeyPurpose, Officer, Tip, TriageState
from reports.queries.first_words import first_words, kept_from
from reports.queries.reading import read_tip
from tests.arrivals import web
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive
from tests.spoilt import spoil


def test_a_tip_that_does_not_open_hides_no_other_and_is_told(house: House) -> None:
    for number in (1, 2, 3):
        accept(web(f"Cocaine at jetty {number}"))
    triage_all()
    tips = list(Tip.objects.all())
    ring, told_by = house.ring("reid"), {}
    for tip in tips:
        told_by[read_tip(ring, tip, by=house.officer("reid")).entries[0].text[-1]] = tip
    well, spoilt, erased = told_by["1"], told_by["2"], told_by["3"]
    spoil(KeyPurpose.ERASURE, spoilt.pk)
    keystore.destroy(KeyPurpose.ERASURE, [erased.pk])
    told = first_words(house.ring("reid"), tips)
    assert {tip_id: (one.text, one.opens) for tip_id, one in told.items()} == {
        well.pk: ("Cocaine at jetty 1", True),
        spoilt.pk: ("", False),
    }
    well.keys.update(box=b"\x11" + bytes(80), settled=None)
    assert not first_words(house.ring("reid"), tips)[well.pk].opens


def test_while_a_tip_waits_whose_first_name_stands_there_is_not_shown_it(house: House) -> None:
    tip = arrive("Peter does beat his wife. Don't let anton see this.", triaged=False)
    assert tip.triage == TriageState.WAITING
    assert kept_from(house.ring("jules"), [tip]) == {tip.pk}
    assert kept_from(house.ring("reid"), [tip]) == set()
    Officer.objects.filter(username="jules").update(name="Will Jules")
    will = arrive("He will beat his wife again.", triaged=False)
    assert kept_from(house.ring("jules"), [tip, will]) == set()
