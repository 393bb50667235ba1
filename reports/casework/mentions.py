"""Mentioning a colleague in a note: with @ and the user name, and only who may open the tip."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from django.db.models import QuerySet

from reports.models import Mention, Officer, Record, Recusal, Tip
from reports.models.kept import ONE, OTHER, Kept

MOST_NAMED = 30
_MENTION = re.compile(r"(?<![\w.@/])@(\w[\w.-]*)")


class CannotMention(Exception):
    """Names that no officer has who may open the tip; whether such an officer exists is not told."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__("Nobody with that name may open this tip.")


def may_open(tip: Tip) -> QuerySet[Officer]:
    """Return the officers who may open a tip: of the units that hold its key, without who stepped back."""
    gone = Recusal.objects.filter(tip=tip).values("officer")
    units = tip.keys.values("unit")
    here = Officer.objects.filter(is_active=True, memberships__unit__in=units).exclude(pk__in=gone)
    return here.distinct().order_by("name")


class Name(NamedTuple):
    """How an officer is mentioned, and what he is called."""

    username: str
    name: str


def to_mention(tip: Tip, by: Officer) -> list[Name]:
    """Return the first of those whom an officer can mention in a note on a tip, by name."""
    return [Name(*row) for row in _to_mention().rows({ONE: tip.pk, OTHER: by.pk})]


@cache
def _to_mention() -> Kept:
    return Kept.of(may_open(Tip(pk=ONE)).exclude(pk=OTHER).values_list("username", "name")[:MOST_NAMED])


def mentioned_in(text: str, tip: Tip) -> list[Officer]:
    """Return whom a note mentions. Raises CannotMention."""
    names = list(dict.fromkeys(name.rstrip(".-").casefold() for name in _MENTION.findall(text)))
    found = {officer.username: officer for officer in may_open(tip).filter(username__in=names)} if names else {}
    if unknown := [name for name in names if name not in found]:
        raise CannotMention(unknown)
    return list(found.values())


def keep_mentions(record: Record, officers: Iterable[Officer], *, by: Officer) -> None:
    """Let these officers find a note among their mentions."""
    Mention.objects.bulk_create(Mention(record=record, officer=one, at=record.at) for one in officers if one != by)


def note_seen(tip: Tip, by: Officer) -> None:
    """Keep that an officer has opened a tip in whose notes he is mentioned."""
    Mention.objects.filter(officer=by, record__tip=tip, is_new=True).update(is_new=False)
