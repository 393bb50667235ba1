"""How a tipster is protected, and where that ends: an index and a few short pages of plain words."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.needs import whom_to_call
from reports.public.contacts import needs
from reports.rewards.tariff import places


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of the index; `name` is its route, its template and its place in the address at once."""

    name: str
    label: Promise
    about: Promise


TOPICS = (
    Topic("identity", _("How your identity is protected"), _("What we do, and what you can do.")),
    Topic("kept", _("What we keep"), _("Everything that is stored, why, and for how long.")),
    Topic("phones", _("What phone companies still know"), _("This page, a text or a call: what each one shows.")),
    Topic("after", _("What happens to a tip"), _("From the moment you press Send.")),
    Topic("times", _("How long a tip is kept"), _("And when it is erased for good.")),
    Topic("numbers", _("What tips bring"), _("The numbers of each month.")),
    Topic("rewards", _("Rewards without a name"), _("What there is, and how it is paid.")),
    Topic("limits", _("What we cannot promise"), _("Please read this before you write.")),
)


def about(request: HttpRequest) -> HttpResponse:
    return _page(request, "index")


def topic(request: HttpRequest, name: str) -> HttpResponse:
    return _page(request, name)


def get_help(request: HttpRequest) -> HttpResponse:
    """Whom to call, by need, and what people can do who are held or made to work."""
    page = {
        "page": "help",
        "needs": needs(),
        "contacts": whom_to_call("held"),
        "silent_calls": settings.SILENT_CALLS,
        "without_papers": settings.HELP_WITHOUT_PAPERS,
    }
    return render(request, "public/help.html", page)


def _page(request: HttpRequest, name: str) -> HttpResponse:
    page = {
        "page": "about",
        "topic": name,
        "topics": TOPICS,
        "onion": settings.ONION_URL,
        "places": places(),
    }
    return render(request, f"public/about/{name}.html", page)
