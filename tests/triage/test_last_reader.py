"""A guess takes nobody off who reads a tip alone."""

from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import Membership, Recusal, Tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all

OUTRIGHT = "Constable Anton Jules takes money from the madam of the club, girls are locked in there"
HINT = "I told nobody but this number about the girls, and the madam read me my own words. She has their passports"


def test_who_reads_a_tip_of_standards_alone_stays_where_words_only_hint_at_his_unit(house: House) -> None:
    felix, standards = house.officer("felix"), house.unit("standards")  # of trafficking, too
    Membership.objects.create(officer=felix, unit=standards, generation=1, bundle=b"")
    tip, receipt = triaged_tip(web(OUTRIGHT))
    assert tip.unit == standards
    others = Membership.objects.filter(unit=standards).exclude(officer=felix).values_list("officer", flat=True)
    Recusal.objects.bulk_create(Recusal(tip=tip, officer_id=one) for one in others)
    accept(web(HINT, joins=open_mailbox(receipt).key))
    triage_all()
    assert not Recusal.objects.filter(tip=tip, officer=felix).exists()
    assert Tip.objects.get(pk=tip.pk).unit == standards
