"""Names and numbers of this force for every template, as `house`, and the languages a page can be read in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csp import get_nonce
from django.urls import get_script_prefix
from django.utils.translation import get_language

from reports.public.colours import has_own_look


@dataclass(frozen=True, slots=True)
class House:
    """What a page may say about who runs the line."""

    brand: str
    has_own_look: bool
    logo: str
    force_name: str
    emergency_number: str
    hotline_number: str
    public_url: str
    exit_url: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """This page in one language: `name` in that language itself, `path` on this host, `url` for search machines.

    `form` is where a tip that is being written goes on in it.
    """

    code: str
    name: str
    path: str
    form: str
    url: str
    is_current: bool


def house(request: HttpRequest) -> dict[str, object]:
    return {
        "house": House(
            brand=settings.BRAND,
            has_own_look=has_own_look(),
            logo=settings.LOGO.look,
            force_name=settings.FORCE_NAME,
            emergency_number=settings.EMERGENCY_NUMBER,
            hotline_number=settings.HOTLINE_NUMBER,
            public_url=settings.PUBLIC_URL,
            exit_url=settings.QUICK_EXIT_URL,
        ),
        "languages": list(_languages(request)),
        "holds_words": request.method == "POST",
        "visit": getattr(request, "visit", ""),
        "nonce": get_nonce(request),
        "reading": (aside := getattr(request, "aside", None)),
        "in_form": aside is not None,
        "again": aside.again if aside else "stay",
        "around": "public/layout.html" if is_tipsters() else "base.html",
    }


def is_tipsters() -> bool:
    """Whether the answer goes to a tipster: his language then stands before every address."""
    return get_script_prefix().strip("/").rpartition("/")[2] in dict(settings.LANGUAGES)


def is_onion(request: HttpRequest) -> bool:
    """Whether the page was reached as an onion service."""
    return str(request.META.get("HTTP_HOST", "")).partition(":")[0].endswith(".onion")


def _languages(request: HttpRequest) -> Iterator[Spoken]:
    here = settings.ONION_URL if is_onion(request) else settings.PUBLIC_URL
    for code, name in settings.LANGUAGES:
        path = f"/{code}{request.path_info}"
        yield Spoken(code, name, path, f"/{code}/", here + path, is_current=code == get_language())
