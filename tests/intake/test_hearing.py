"""What a machine heard in a recording: sealed, judged, and marked as what nobody has checked.

The engine's library is a double (tests/speech_double): no real model comes with the tests.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from reports import keystore
from reports.gateways.speech import speech
from reports.intake import hearing
from reports.intake.door import accept
from reports.intake.errands import run_errand
from reports.intake.submission import ErrandRequest, Submission
from reports.models import Attachment, AuditEntry, Capsule, Channel, Errand, ErrandKind, KeyPurpose, Record, Status, Tip
from reports.models.choices import BY_MACHINE, HEARD, UNHEARD
from reports.queries.reading import ReadEntry, read_tip
from reports.triage.assessment import Assessment
from tests.conftest import House, only_tip, triage_all
from tests.speech_double import SpeechDouble, install
from tests.twilio_double import TwilioDouble, new_sid

GUN = "There is a man with a gun in the yard now, he is shooting"
CROOKED = "Constable Joseph of the Soufriere station takes money from the dealers"


@pytest.fixture
def engine(tmp_path: Path, settings: LazySettings) -> Iterator[SpeechDouble]:
    double = install(tmp_path)
    settings.SPEECH_MODEL, settings.SPEECH_PYTHON = str(double.model), str(double.python)
    speech.cache_clear()
    yield double
    speech.cache_clear()


def called(provider: TwilioDouble, *, triaged: bool = True) -> None:
    """Take a call, and run the errand that fetches its recording."""
    recording = provider.state.add_recording(new_sid("CA"), seconds=1)
    fetch = ErrandRequest(kind=ErrandKind.RECORDING, reference=recording.sid)
    accept(Submission(channel=Channel.CALL, repeat_key=b"one call", errands=(fetch,)))
    if triaged:
        triage_all()
    run_errand(Errand.objects.get().pk)


def last_entry(house: House, tip: Tip, officer: str = "reid") -> ReadEntry:
    return read_tip(house.ring(officer), tip, by=house.officer(officer)).entries[-1]


def test_the_words_are_sealed_beside_the_recording_and_marked(
    house: House, provider: TwilioDouble, engine: SpeechDouble
) -> None:
    engine.hears(GUN)
    called(provider)
    triage_all()
    entry = last_entry(house, only_tip())
    assert (entry.text, entry.answers, len(entry.attachments)) == (GUN, {HEARD: BY_MACHINE}, 1)
    assert AuditEntry.objects.filter(act="recording.heard").count() == 1
    for sealed in Record.objects.values_list("body", flat=True):
        assert b"gun" not in bytes(sealed)


@pytest.mark.parametrize("triaged", [True, False], ids=["after the tip", "together with the tip"])
def test_triage_judges_the_words_and_the_tip_becomes_as_urgent_as_they_are(
    house: House, provider: TwilioDouble, engine: SpeechDouble, triaged: bool
) -> None:
    engine.hears(GUN)
    called(provider, triaged=triaged)
    triage_all()
    findings = last_entry(house, only_tip()).findings
    assert findings
    assert Assessment.from_dict(findings).urgency == "immediate"
    assert only_tip().get_urgency_display() == "Immediate"
    assert not Capsule.objects.exists()


def test_the_words_say_what_a_tip_is_about_until_an_officer_has_it(
    house: House, provider: TwilioDouble, engine: SpeechDouble
) -> None:
    engine.hears("They are selling cocaine by the school in Dennery every evening")
    called(provider)
    triage_all()
    assert (only_tip().category, only_tip().language) == ("drugs", "en")


def test_the_words_leave_alone_what_an_officer_works_on(
    house: House, provider: TwilioDouble, engine: SpeechDouble
) -> None:
    engine.hears("They are selling cocaine by the school in Dennery every evening")
    called(provider)
    Tip.objects.update(status=Status.OPEN)
    triage_all()
    assert only_tip().category == "other"


def test_words_about_the_police_leave_with_their_recording(
    house: House, provider: TwilioDouble, engine: SpeechDouble
) -> None:
    engine.hears(CROOKED)
    called(provider)
    triage_all()
    old, apart = Tip.objects.order_by("triage", "unreachable")
    assert Attachment.objects.get().record.tip_id == apart.pk
    assert apart.channel == Channel.CALL
    assert not last_entry(house, old).attachments


@pytest.mark.parametrize("fault", ["raise", "killed", "nonsense"])
def test_an_engine_that_fails_leaves_the_recording_and_a_mark(
    house: House, provider: TwilioDouble, engine: SpeechDouble, fault: str
) -> None:
    engine.fails(fault)
    called(provider)
    entry = last_entry(house, only_tip())
    assert (entry.text, entry.answers, len(entry.attachments)) == ("", {HEARD: UNHEARD}, 1)
    assert not Capsule.objects.exists()
    assert not Errand.objects.exists()


def test_the_recording_is_kept_and_deleted_there_before_the_engine_starts(
    house: House, provider: TwilioDouble, engine: SpeechDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.hears(GUN)

    def die(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(hearing, "_write_down", die)
    with pytest.raises(SystemExit):
        called(provider)
    assert len(provider.state.deleted) == 1
    assert last_entry(house, only_tip()).answers == {HEARD: UNHEARD}


def test_nothing_is_written_to_a_recording_whose_words_were_erased_meanwhile(
    house: House, provider: TwilioDouble, engine: SpeechDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.hears(GUN)
    unheard: list[hearing.Unheard] = []
    with monkeypatch.context() as patch:
        patch.setattr("reports.intake.errands.hear", unheard.append)
        called(provider)
    keystore.destroy(KeyPurpose.ERASURE, [unheard[0].root.record_id])
    hearing.hear(unheard[0])
    assert not Capsule.objects.exists()
    assert GUN not in repr(unheard)


def test_without_an_engine_nothing_is_said_of_a_transcript(house: House, provider: TwilioDouble) -> None:
    called(provider)
    assert last_entry(house, only_tip()).answers == {}
