"""Names and numbers of this force for every template, as `house`."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class House:
    """What a page may say about who runs the line."""

    force_name: str
    emergency_number: str
    hotline_number: str
    public_url: str
    exit_url: str


def house(request: HttpRequest) -> dict[str, House]:
    return {
        "house": House(
            force_name=settings.FORCE_NAME,
            emergency_number=settings.EMERGENCY_NUMBER,
            hotline_number=settings.HOTLINE_NUMBER,
            public_url=settings.PUBLIC_URL,
            exit_url=settings.QUICK_EXIT_URL,
        )
    }
