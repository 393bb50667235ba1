"""The pictures and sounds of a text: which can be fetched, and why the others cannot."""

import re
from dataclasses import dataclass, field

from django.http import QueryDict

from reports.gateways.twilio import MEDIUM
from reports.intake.submission import ErrandRequest, NotTaken
from reports.models import ErrandKind

MOST_MEDIA = 10  # Twilio's limit
_FIELD = re.compile(r"MediaUrl(\d{1,3})")
_MEDIA_PATH = re.compile(
    r"https://(?:[a-z0-9-]+\.)*twilio\.com/2010-04-01/Accounts/AC\w{32}/Messages/(\w+)/Media/(\w+)"
)


@dataclass(frozen=True, slots=True)
class Pictures:
    """`taken`: the gateway's references. `lost`: why one was not taken, None where all were."""

    taken: tuple[str, ...] = field(default=(), repr=False)
    lost: NotTaken | None = None

    def __bool__(self) -> bool:
        return bool(self.taken or self.lost)

    def errands(self) -> list[ErrandRequest]:
        """Return what the worker fetches; one of what was not taken leaves a line for officers."""
        references = [*self.taken, *([self.lost.value] if self.lost else [])]
        return [ErrandRequest(kind=ErrandKind.MEDIA, reference=reference) for reference in references]


def pictures_of(fields: QueryDict) -> Pictures:
    """Return the pictures of the provider's request. How many there are it says in NumMedia, which may lie."""
    numbered = sorted((int(found[1]), name) for name in fields if (found := _FIELD.fullmatch(name)))
    sent = [reference_of(fields.get(name, "")) for _, name in numbered]
    good = tuple(filter(None, sent))
    return Pictures(good[:MOST_MEDIA], _why_not(fields.get("NumMedia") or "0", sent=len(sent), good=len(good)))


def _why_not(said: str, *, sent: int, good: int) -> NotTaken | None:
    if not (said.isascii() and said.isdigit()):
        return NotTaken.UNCOUNTED
    if max(int(said[:3]), sent) > MOST_MEDIA and good >= MOST_MEDIA:
        return NotTaken.TOO_MANY
    if good < sent:
        return NotTaken.ELSEWHERE
    return NotTaken.MISSING if int(said[:3]) > sent else None


def reference_of(url: str) -> str:
    """Twilio's address of a medium as the gateway's reference; "" for an address that is not Twilio's."""
    parts = _MEDIA_PATH.fullmatch(url)
    reference = f"{parts[1]}/{parts[2]}" if parts else ""
    return reference if MEDIUM.fullmatch(reference) else ""
