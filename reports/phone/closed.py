"""Is the hotline closed? Officers say so at the desk; texts and calls then name another number and promise nothing."""

from dataclasses import dataclass

from django.conf import settings

from reports.models import Hotline


@dataclass(frozen=True, slots=True)
class Closed:
    """The line is closed. `other_number` is the one to call instead, "" for none but the emergency number."""

    other_number: str

    @property
    def number(self) -> str:
        """The number to name: the other one, else that for somebody in danger."""
        return self.other_number or settings.EMERGENCY_NUMBER


def closed() -> Closed | None:
    """Return what to say of a closed hotline, or None while it is open. Raises DatabaseError."""
    row = Hotline.objects.filter(is_closed=True).values_list("other_number", flat=True).first()
    return None if row is None else Closed(row)
