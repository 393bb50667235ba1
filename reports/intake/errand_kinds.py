"""What each kind of errand fetches, how it is made safe, and how its source is deleted: one line of a table each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.gateways.twilio import Deletion
from reports.gateways.twilio import twilio_gateway as gateway
from reports.intake.media import HEAD_BYTES, CleanFile, FileRefused, MediaKind, Refusal, clean, sniff
from reports.models import ErrandKind, RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How one kind of errand is run.

    `fetch` takes the errand's reference and returns a file that is safe to keep; it raises FileRefused or TwilioFault,
    and never puts what it fetched anywhere. None: there is nothing to fetch. `delete` may be called again at any time.
    `refused` is the line that an officer reads when what was fetched cannot be made safe; it is not kept then.
    """

    delete: Callable[[str], Deletion]
    fetch: Callable[[str], CleanFile] | None = None
    record: RecordKind = RecordKind.ADDITION
    refused: str = ""


def handling(kind: str) -> Handling:
    """Return how to run an errand of this kind."""
    return _TABLE[ErrandKind(kind)]


def _recording(reference: str) -> CleanFile:
    return clean(gateway().fetch_recording(reference), MediaKind.SOUND)


def _medium(reference: str) -> CleanFile:
    return clean_any(gateway().fetch_media(reference))


def clean_any(data: bytes) -> CleanFile:
    """Clean a file whose kind is known by its bytes alone. Raises FileRefused."""
    kind = sniff(data[:HEAD_BYTES])
    if kind is None:
        raise FileRefused(Refusal.UNKNOWN_FORMAT if data else Refusal.EMPTY)
    return clean(data, kind)


_TABLE: Mapping[ErrandKind, Handling] = {
    ErrandKind.RECORDING: Handling(
        fetch=_recording,
        delete=lambda reference: gateway().delete_recording(reference),
        record=RecordKind.RECORDING,
        refused="A recording could not be made safe and was not kept. Ask the tipster in the mailbox to say it again.",
    ),
    ErrandKind.MEDIA: Handling(
        fetch=_medium,
        delete=lambda reference: gateway().delete_media(reference),
        refused="The tipster sent a file that could not be opened safely. It was not kept.",
    ),
    ErrandKind.MESSAGE: Handling(delete=lambda reference: gateway().delete_message(reference)),
    ErrandKind.CALL: Handling(delete=lambda reference: gateway().delete_call(reference)),
}
