"""What an entry of the trail tells beside its act: what was chosen, what it was before, whom it is about."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.casework.printing import PRINTED
from reports.casework.refer import NOTHING_AGAINST, Standing
from reports.casework.unmasking import SHOWN, Purpose
from reports.dashboard.macro_names import told as told_of_macro
from reports.dashboard.wording import Words, language
from reports.models import AuditEntry, Category, CloseReason, LinkKind, Macro, Status, Struck, Unit, Urgency
from reports.models.choices import IN_PLACE_OF

_CHOSEN: dict[str, tuple[str, type[TextChoices]]] = {
    "tip.moved": ("to", Status),
    "tip.closed": ("reason", CloseReason),
    "tip.category_set": ("category", Category),
    "outcome.struck": ("why", Struck),
    SHOWN: ("purpose", Purpose),
    PRINTED: ("purpose", Purpose),
    "tips.searched": ("purpose", Purpose),
    "source.searched": ("purpose", Purpose),
}
_JUDGED: dict[str, tuple[Words, Callable[[Any], Words]]] = {
    "category": (gettext_lazy("What it is about"), lambda code: Category(code).label),
    "urgency": (gettext_lazy("How soon"), lambda number: Urgency(number).label),
    "language": (gettext_lazy("Language"), language),
    "looks_junk": (gettext_lazy("Looks like junk"), lambda is_junk: _("yes") if is_junk else _("no")),
}


def detail(entry: AuditEntry, names: Mapping[str, str]) -> Words:
    """Return it in plain words, or ""; `names` are those of `actor_names`."""
    return (
        _changes(entry.detail)
        or _chosen(entry)
        or _macro(entry, names)
        or _answered(entry, names)
        or _stood_in(entry, names)
        or _whom(entry, names)
        or renamed(entry)
        or _more(entry)
    )


def renamed(entry: AuditEntry) -> str:
    """Return what a unit was called before, and what since; "" of any other act."""
    if "name_was" not in entry.detail:
        return ""
    return _("from %(old)s to %(new)s") % {"old": entry.detail["name_was"], "new": entry.detail["name"]}


def _chosen(entry: AuditEntry) -> Words:
    name, choices = _CHOSEN.get(entry.act, ("", Status))
    told = str(entry.detail.get(name, ""))
    words = choices(told).label if told in choices.values else ""
    number = entry.detail.get("report")
    return _("Report %(number)s: %(why)s") % {"number": number, "why": words} if number and words else words


def _macro(entry: AuditEntry, names: Mapping[str, str]) -> Words:
    """Return what a macro does; of entries from before that was kept, nothing."""
    if not entry.act.startswith("macro."):
        return ""
    parts = {
        name: entry.detail[name] for name in ("takes_on", "category", "question", "outcome") if name in entry.detail
    }
    to = entry.detail.get("to")
    unit = Unit(slug=to, name=names.get(to, to)) if to else None
    return told_of_macro(Macro(**parts, to=unit)) if parts or unit else ""


def _answered(entry: AuditEntry, names: Mapping[str, str]) -> str:
    """Return where a tip went from standards or oversight, and what its officer answered for."""
    if entry.detail.get("answered") != NOTHING_AGAINST:
        return ""
    answer = _("read it, and answered that nothing in it is said against police, or that unit")
    whom = _whom(entry, names)
    return f"{whom}: {answer}" if whom else answer


def _stood_in(entry: AuditEntry, names: Mapping[str, str]) -> str:
    """Return in which unit's place the duty unit got a tip, or that it went back; "" where neither is so."""
    place, whom = names.get(entry.detail.get(IN_PLACE_OF, "")), _whom(entry, names)
    if place:
        said = _("in the place of %(unit)s") % {"unit": place}
    elif entry.act == "tip.referred" and entry.detail.get("why") == Standing.BACK:
        said = _("which is back")
    else:
        return ""
    return f"{whom}, {said}" if whom else said


def _whom(entry: AuditEntry, names: Mapping[str, str]) -> str:
    officer = f"officer:{entry.detail.get('officer')}"
    if was := names.get(f"officer:{entry.detail.get('officer_was')}"):
        return _("from %(old)s to %(new)s") % {"old": was, "new": names.get(officer, "")}
    whom = names.get(officer if officer != entry.actor else "", "") or names.get(entry.detail.get("to", ""), "")
    return f"{whom} {entry.detail['reading']}" if whom and "reading" in entry.detail else whom


def _more(entry: AuditEntry) -> Words:
    if entry.act == "tipster.asked" and entry.detail.get("repeats"):
        return _("sent as it is, though it repeats words of the tip")
    if entry.detail.get("reading"):
        agency = settings.AGENCIES.get(entry.detail.get("agency", ""), "")
        return f"{agency} {entry.detail['reading']}".strip()
    if entry.act == "hotline.closed":
        return str(entry.detail.get("number", ""))
    if entry.act == "list.read":
        count = len(entry.detail.get("tips", "").split())
        return ngettext("%(count)d tip", "%(count)d tips", count) % {"count": count}
    kind, other = entry.detail.get("kind"), str(entry.detail.get("other", "")) or _when(entry.detail)
    told = f"{LinkKind(kind).label} {other}" if kind in LinkKind.values else other
    outcome = entry.detail.get("outcome_was")
    if outcome in CloseReason.values:
        return _("%(why)s; it was closed: %(outcome)s") % {"why": told, "outcome": CloseReason(outcome).label}
    return told


def _when(told: Mapping[str, Any]) -> str:
    if "first" in told:
        return _("%(first)s to %(last)s") % {"first": told["first"], "last": told.get("last", "")}
    return next((str(told[name]) for name in ("month", "day", "until") if name in told), "")


def _changes(told: Mapping[str, Any]) -> str:
    """Return the old and new values; of entries from before these were kept, what was changed."""
    changes = [
        _("%(what)s: from %(old)s to %(new)s") % {"what": what, "old": say(told[f"{name}_was"]), "new": say(told[name])}
        for name, (what, say) in _JUDGED.items()
        if f"{name}_was" in told
    ]
    steps = str(told.get("changed", "")).replace("junk", "looks_junk").split(",")
    return "; ".join(changes or [str(_JUDGED[step][0]) for step in steps if step in _JUDGED])
