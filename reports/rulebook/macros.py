"""Doing to a tip all that a macro does, or none of it."""

from django.db import transaction

from reports.casework.macros import do_without_key
from reports.casework.refer import refer_tip
from reports.dialogue.canned import canned_for
from reports.dialogue.reply import ask_tipster
from reports.keyring import KeyRing
from reports.models import Macro, Tip


class NoSuchQuestion(Exception):
    """The question of the macro is not offered for tips of this kind, or is withdrawn."""


class OfAnotherUnit(Exception):
    """A macro is done to tips of its own unit."""


@transaction.atomic
def do_macro(*, macro: Macro, tip: Tip, ring: KeyRing, version: int) -> None:
    """Do it from the version that the officer saw. Raises OfAnotherUnit, NoSuchQuestion and what its verbs raise."""
    if macro.unit_id != tip.unit_id:
        raise OfAnotherUnit
    version = do_without_key(macro=macro, tip=tip, by=ring.officer, version=version)
    if macro.question:
        about = macro.category or tip.category
        offered = {one.name: one.said for one in canned_for(category=about, language=tip.language)}
        if macro.question not in offered:
            raise NoSuchQuestion
        ask_tipster(tip=tip, text=offered[macro.question], by=ring.officer, version=version)
    if macro.to:
        refer_tip(tip=tip, to=macro.to.slug, ring=ring, version=version)
