"""Whether an officer has closed the line, and where tipsters are sent meanwhile: every officer is told."""

from reports.models import Hotline


def closed_line() -> str | None:
    """Return the number that texts and calls name while the line is closed, "" for none; None while it is open."""
    return Hotline.objects.filter(is_closed=True).values_list("other_number", flat=True).first()
