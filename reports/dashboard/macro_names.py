"""What macros are called, where they are offered: what one does is its name."""

from django.utils.translation import gettext as _

from reports.casework.macros import has_macros, macros_of
from reports.dashboard.wording import Words
from reports.dialogue.canned import ENGLISH
from reports.dialogue.canned import in_force as questions
from reports.models import Category, CloseReason, Macro, Membership, Officer, Status, Tip


def told(macro: Macro) -> str:
    """Return what a macro does, in words: that is its name."""
    parts: list[Words] = [_("take it on")] if macro.takes_on else []
    if macro.category:
        parts.append(_("about: %(kind)s") % {"kind": Category(macro.category).label})
    if macro.question:
        row = questions().rows.get(macro.question)
        parts.append(
            _("ask: “%(words)s”") % {"words": row.words[ENGLISH] if row else _("a question that is withdrawn")}
        )
    if macro.outcome:
        parts.append(_("close: %(why)s") % {"why": CloseReason(macro.outcome).label})
    if macro.to:
        parts.append(_("pass on to %(unit)s") % {"unit": macro.to.name})
    name = ", ".join(map(str, parts))
    return name[:1].upper() + name[1:]


def for_tip(tip: Tip) -> list[tuple[Macro, str]]:
    """Return the macros that can be done to a tip, with their names."""
    if tip.status == Status.CLOSED or not has_macros(tip.unit_id):
        return []
    return [(macro, told(macro)) for macro in macros_of([tip.unit_id])]


def for_many(officer: Officer) -> list[tuple[str, str]]:
    """Return the macros that an officer can do to several tips, as choices: those that need no key."""
    units = Membership.objects.filter(officer=officer).values_list("unit", flat=True)
    return [(str(macro.pk), f"{macro.unit.name}: {told(macro)}") for macro in macros_of(units) if not macro.needs_key]
