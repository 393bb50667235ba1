"""Finding a tip by its reference, as somebody typed it."""

import re
from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q

from reports.keyring import KeyRing
from reports.models import AuditEntry, Case, CaseTip, Officer, Recusal, Tip
from reports.models.tip import ids_of, reference
from reports.queries.first_words import kept_from

_BETWEEN = re.compile(r"[\s\u2010-\u2015-]+")  # spaces and dashes of every width
_LOOKS_LIKE = str.maketrans("01", "OI")  # no reference has these two digits
_REFERENCE = re.compile(r"[A-Z2-7]{8}")


def read_reference(typed: str) -> str | None:
    """Return the reference that somebody typed, in its own form; None for what has not the shape of one.

    Case, spaces and dashes do not matter, nor 0 for O and 1 for I. A word of eight letters has the shape, too.
    """
    bare = _BETWEEN.sub("", typed).upper().translate(_LOOKS_LIKE)
    return f"{bare[:4]}-{bare[4:]}" if _REFERENCE.fullmatch(bare) else None


def left_by(officer: Officer) -> set[str]:
    """Return the references of the tips from which an officer stepped back, or that are kept from him."""
    return {reference(pk) for pk in Recusal.objects.filter(officer=officer).values_list("tip", flat=True)}


def cases_left_by(officer: Officer) -> set[str]:
    """Return the ids of the cases that hold a tip which is kept from an officer, or held one and are gone."""
    gone = Recusal.objects.filter(officer=officer).values("tip")
    held = {str(case) for case in CaseTip.objects.filter(tip__in=gone).values_list("case", flat=True)}
    joined = AuditEntry.objects.filter(tip_id__in=gone, act="case.joined").values_list("detail__case", flat=True)
    there = {str(case) for case in Case.objects.filter(pk__in=list(joined)).values_list("pk", flat=True)}
    return held | (set(joined) - there)


def erased_among(called: Collection[str]) -> set[str]:
    """Return those of these references whose tip is erased: from whom it was kept is known no more."""
    if not called:
        return set()
    erased = AuditEntry.objects.filter(reduce(or_, (Q(tip_id__range=ids_of(one)) for one in called)), act="tip.erased")
    return {reference(pk) for pk in erased.values_list("tip_id", flat=True) if pk}


def tips_called(ring: KeyRing, called: str) -> list[Tip]:
    """Return the tips of this reference that the officer may read: mostly one; among a million, two may share it.

    Of a tip that is not the officer's nothing tells that it exists: both kinds are asked for, whatever is found. Nor of
    one that waits to be judged and names him.
    """
    first, last = ids_of(called)
    found: list[Tip] = []
    for tips in (ring.tips, ring.tips_for_information):
        found += tips.select_related("unit", "assigned_to").filter(pk__range=(first, last)).order_by("pk")
    kept = kept_from(ring, found)
    return [tip for tip in found if tip.pk not in kept]
