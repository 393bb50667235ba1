"""What a tip's sender told, opened for a comparison."""

from django.db import connections
from django.test.utils import CaptureQueriesContext

from reports.casework.notes import add_note
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.models import AuditEntry, KeyPurpose, Tip
from reports.queries.told import told_in
from tests.arrivals import sms
from tests.conftest import House, triage_all
from tests.spoilt import spoil


def test_only_the_senders_words_are_opened_and_news_stay_news(house: House) -> None:
    accept(sms("They sell drugs at the bay"))
    triage_all()
    tip, reid = Tip.objects.get(), house.officer("reid")
    add_note(tip=tip, text="Known", by=reid)
    ask_tipster(tip=tip, text="Which bay?", by=reid)
    accept(sms("The north one"))
    triage_all()
    Tip.objects.update(has_news=True)
    assert [entry.text for entry in told_in(house.ring("reid"), tip)] == ["They sell drugs at the bay", "The north one"]
    assert Tip.objects.get().has_news, "nobody has read it"
    assert not AuditEntry.objects.filter(act="tip.read").exists()


def test_the_key_store_is_asked_once_and_what_is_damaged_is_left_out(house: House) -> None:
    for words in ("They sell drugs at the bay", "The north one", "By the old boat"):
        accept(sms(words))
        triage_all()
    tip, ring = Tip.objects.get(), house.ring("reid")
    told_in(ring, tip)  # opens what stays open
    with CaptureQueriesContext(connections["keystore"]) as asked:
        assert len(told_in(ring, tip)) == 3
    assert len(asked) == 1
    spoil(KeyPurpose.ERASURE, tip.pk)
    assert [entry.text for entry in told_in(ring, tip)] == ["The north one", "By the old boat"]
