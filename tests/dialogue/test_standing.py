"""Where a tip stands that is worked on in another one, as its tipster hears it."""

from reports.casework.claim import claim_tip
from reports.casework.merging import merge_tip
from reports.casework.status import close_tip
from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.models import Tip
from reports.queries.reading import read_tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all


def test_a_merged_tip_stands_where_the_one_stands_that_leads_it_and_is_not_told_of_it(house: House) -> None:
    merged, receipt = triaged_tip(web("Zabriko"))
    accept(web("Zabriko again"))
    triage_all()
    leads = Tip.objects.exclude(pk=merged.pk).get()
    ring, reid = house.ring("reid"), house.officer("reid")
    read_tip(ring, merged, by=reid)
    merged, leads = fresh(merged), fresh(leads)
    merge_tip(tip=merged, into=leads, ring=ring, version=merged.version, leads_version=leads.version)
    assert Tip.objects.get(pk=merged.pk).status == "closed"
    assert open_mailbox(receipt).state == "read"
    claim_tip(tip=fresh(leads), by=reid, version=fresh(leads).version)
    assert open_mailbox(receipt).state == "open"
    ask_tipster(tip=fresh(leads), text="Which boat?", by=reid)
    assert open_mailbox(receipt).state == "open", "the other one is asked"
    close_tip(tip=fresh(leads), reason="nothing", by=reid, version=fresh(leads).version)
    assert open_mailbox(receipt).state == "closed"


def fresh(tip: Tip) -> Tip:
    return Tip.objects.get(pk=tip.pk)
