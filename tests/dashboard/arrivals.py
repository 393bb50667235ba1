"""Tips for the desk to work on, through the real door and the real triage."""

from reports.intake.door import accept
from reports.intake.media import CleanPhoto
from reports.intake.submission import Submission
from reports.models import Channel, Tip
from tests.conftest import triage_all

DRUGS = "My neighbour Kenny sells cocaine behind the shop in Soufriere. His truck is PB 4521. I and my mother saw it."


def arrive(text: str = DRUGS, *, triaged: bool = True, channel: Channel = Channel.WEB, **more: object) -> Tip:
    """Send one tip and return its row, as triage left it."""
    before = set(Tip.objects.values_list("pk", flat=True))
    accept(Submission(channel=channel, text=text, repeat_key=text.encode(), **more))  # type: ignore[arg-type]
    if triaged:
        triage_all()
    return Tip.objects.exclude(pk__in=before).get()


def photo(data: bytes = b"\xff\xd8\xff a photo") -> CleanPhoto:
    """Return a cleaned photo; the desk never looks inside."""
    return CleanPhoto(data=data, kind="image/jpeg", removed=("place",))
