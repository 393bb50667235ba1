"""What each kind of errand fetches, how it is made safe, and how its source is deleted: one line of a table each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.gateways.scanner import scanner
from reports.gateways.twilio import Deletion
from reports.gateways.twilio import twilio_gateway as gateway
from reports.intake.media import HEAD_BYTES, CleanFile, FileRefused, MediaKind, Refusal, clean, sniff
from reports.intake.submission import NotTaken
from reports.models import ErrandKind, RecordKind


def clean_any(data: bytes) -> CleanFile:
    """Clean a stranger's file, whose kind is known by its bytes alone. Raises FileRefused, Infected, NotChecked."""
    scanner().check(data)
    kind = sniff(data[:HEAD_BYTES])
    if kind is None:
        raise FileRefused(Refusal.UNKNOWN_FORMAT if data else Refusal.EMPTY)
    return clean(data, kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How one kind of errand is run.

    `fetch` takes the errand's reference and returns a file as it lies there; it raises TwilioFault. None: there is
    nothing to fetch. `clean` returns it safe to keep, or raises as `clean_any` does; neither puts anything anywhere.
    `delete` may be called again at any time. `refused` is the line that an officer reads when what was fetched cannot
    be made safe; it is not kept then. `is_spoken`: a machine may listen to it.
    """

    delete: Callable[[str], Deletion]
    fetch: Callable[[str], bytes] | None = None
    clean: Callable[[bytes], CleanFile] = clean_any
    is_spoken: bool = False
    record: RecordKind = RecordKind.FILE
    refused: str = ""


def handling(kind: str) -> Handling:
    """Return how to run an errand of this kind."""
    return _TABLE[ErrandKind(kind)]


_TABLE: Mapping[ErrandKind, Handling] = {
    ErrandKind.RECORDING: Handling(
        fetch=lambda reference: gateway().fetch_recording(reference),
        clean=lambda data: clean(data, MediaKind.SOUND),
        is_spoken=True,
        delete=lambda reference: gateway().delete_recording(reference),
        record=RecordKind.RECORDING,
        refused="A recording could not be made safe and was not kept. Ask the tipster in the mailbox to say it again.",
    ),
    ErrandKind.MEDIA: Handling(
        fetch=lambda reference: gateway().fetch_media(reference),
        delete=lambda reference: gateway().delete_media(reference),
        refused="The tipster sent a file that could not be opened safely. It was not kept.",
    ),
    ErrandKind.MESSAGE: Handling(delete=lambda reference: gateway().delete_message(reference)),
    ErrandKind.CALL: Handling(delete=lambda reference: gateway().delete_call(reference)),
}

NOT_TAKEN: Mapping[str, str] = {
    NotTaken.TOO_MANY: "The tipster sent more than ten pictures or recordings in one text. Ten were kept, no others.",
    NotTaken.ELSEWHERE: "A picture or recording was sent that could not be taken, because it does not lie at the"
    " telephone provider.",
    NotTaken.MISSING: "A picture or recording was sent that could not be taken, because the telephone provider names"
    " fewer of them than it counts.",
    NotTaken.UNCOUNTED: "A picture or recording may have been sent that was not taken, because the telephone provider"
    " does not say how many there are.",
}
"""The line that an officer reads of what came beside a text and cannot be fetched."""

FETCHED = frozenset(kind for kind, how in _TABLE.items() if how.fetch)
"""The kinds that bring something, which takes a while."""
