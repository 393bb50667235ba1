"""Each kind of errand has its line in the table."""

import pytest

from reports.intake import errand_kinds
from reports.intake.errand_kinds import clean_any, handling
from reports.intake.media import FileRefused, Refusal
from reports.models import ErrandKind
from tests.intake.telling_pictures import TELLING
from tests.twilio_double import TwilioDouble, new_sid, tone


@pytest.mark.parametrize("kind", errand_kinds._TABLE)
def test_every_kind_says_what_is_deleted_and_what_is_told_when_it_cannot_be_made_safe(kind: ErrandKind) -> None:
    how = handling(kind)
    assert callable(how.delete)
    assert bool(how.fetch) == bool(how.refused)


def test_a_fetched_recording_comes_back_disguised(provider: TwilioDouble) -> None:
    recording = provider.state.add_recording(new_sid("CA"), seconds=1)
    how = handling(ErrandKind.RECORDING)
    assert how.fetch
    assert how.clean(how.fetch(recording.sid)).kind == "audio/mpeg"


@pytest.mark.parametrize(("data", "kind"), [(TELLING["png"], "image/jpeg"), (tone(1.0), "audio/mpeg")])
def test_a_file_is_cleaned_as_what_its_bytes_are(data: bytes, kind: str) -> None:
    assert clean_any(data).kind == kind


@pytest.mark.parametrize(("data", "reason"), [(b"", Refusal.EMPTY), (b"MZ a program", Refusal.UNKNOWN_FORMAT)])
def test_a_file_of_no_kind_is_refused(data: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        clean_any(data)
    assert refused.value.reason is reason
