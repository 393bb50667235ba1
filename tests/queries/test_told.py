"""What a tip's sender told, opened for a comparison."""

from reports.casework.notes import add_note
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.models import AuditEntry, Tip
from reports.queries.told import told_in
from tests.arrivals import sms
from tests.conftest import House, triage_all


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
