"""How a tipster is protected, and where that ends: an index and a few short pages of plain words."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

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

# The usual contact of the setting HELP_CONTACTS: a name that the catalogues know is shown translated.
gettext_noop("Human trafficking hotline")


def about(request: HttpRequest) -> HttpResponse:
    return _page(request, "index")


def topic(request: HttpRequest, name: str) -> HttpResponse:
    return _page(request, name)


def get_help(request: HttpRequest) -> HttpResponse:
    """For people who are held or made to work."""
    return render(request, "public/help.html", {"page": "help", "contacts": settings.HELP_CONTACTS})


def _page(request: HttpRequest, name: str) -> HttpResponse:
    page = {
        "page": "about",
        "topic": name,
        "topics": TOPICS,
        "onion": settings.ONION_URL,
        "places": places(),
    }
    return render(request, f"public/about/{name}.html", page)
