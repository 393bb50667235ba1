"""The one shape of the pages on which two persons change rules: one proposes, another confirms or refuses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.signed_rules import is_as_signed
from reports.two_persons import Book, ChangeRefused

PROPOSED = _("Your proposal waits for the second person.")
REFUSALS: dict[str, Words] = {
    "not_yours": _("Only who leads a unit, or an administrator, can do this."),
    "waits": _("Another proposal waits. It must be confirmed or refused first."),
    "same": _("It is like this already."),
    "own": _("Somebody else who leads a unit or is an administrator must confirm it."),
    "gone": _("This was answered or changed already."),
    "strange": _("This was changed outside the desk. Refuse it, and tell who runs the system."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ByTwo:
    """A book as its page shows it. `wrong` are the book's own refusals; `words` says any of them.

    `confirmed` is told of what is put in force, `unfit` where a form does not hold.
    """

    book: Book[Any]
    words: Callable[[Any], Words]
    confirmed: Words
    wrong: tuple[type[Exception], ...] = ()
    unfit: Words = ""

    def problem(self, request: DeskRequest, own: Mapping[str, Callable[[], object]]) -> Words | None:
        """Do what the button says and return None, with a message for the next page; else return why it is not done.

        `own` are the page's acts by the words of their buttons; one whose form does not hold returns nothing.
        """
        acts = {"confirm": self._confirm, "drop": self._drop}
        do = request.POST.get("do", "")
        refusals: tuple[type[Exception], ...] = (ChangeRefused, *self.wrong)
        try:
            said = acts[do](request) if do in acts else own.get(do, str)() and PROPOSED
        except refusals as refused:
            return self.words(refused)
        if not said:
            return self.unfit
        messages.success(request, str(said), extra_tags="good")
        return None

    def page(self, request: DeskRequest) -> dict[str, Any]:
        """Return what the template of the proposal shows; `readable` is the proposal where it is as it was signed."""
        waiting = self.book.proposal()
        readable = waiting if waiting and is_as_signed(waiting) else None
        return {
            "may_change": self.book.may_change(request.user),
            "waiting": waiting,
            "readable": readable,
            "strange": "" if readable or not waiting else REFUSALS["strange"],
            "is_own": waiting is not None and waiting.proposed_by_id == request.user.pk,
        }

    def _confirm(self, request: DeskRequest) -> Words:
        self.book.confirm(number(request), by=request.user)
        return self.confirmed

    def _drop(self, request: DeskRequest) -> Words:
        waiting = self.book.proposal()
        is_own = waiting is not None and waiting.proposed_by_id == request.user.pk
        self.book.drop(number(request), by=request.user)
        return _("Your proposal is taken back.") if is_own else _("The proposal is refused.")


def number(request: DeskRequest, name: str = "version") -> int:
    """Return a whole number of a form, 0 for what is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
