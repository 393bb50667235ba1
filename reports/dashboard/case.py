"""One case: its tips, what they name together, and how many sources there may be, with the reasons."""

from hashlib import blake2b
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from reports.casework.cases import set_open, take_from_case
from reports.dashboard.acts import REFUSED, version_of
from reports.dashboard.asking import NoteForm
from reports.dashboard.draft_pass import pass_for
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.models import Case, LinkKind, Tip
from reports.queries.cases import Titled, find_case, read_case
from reports.queries.drafts import Begun, begun_on_case
from reports.queries.sources import Sources

_KINDS: dict[LinkKind, Words] = {
    LinkKind.PERSON: gettext_lazy("People"),
    LinkKind.PLATE: gettext_lazy("Number plates"),
    LinkKind.BOAT: gettext_lazy("Boats"),
    LinkKind.PHONE: gettext_lazy("Phone numbers"),
    LinkKind.PLACE: gettext_lazy("Places"),
}


MOST_NAMED = 30  # of a kind; those that most tips name
_LONGEST_NUMBER = 6


@at_the_desk
@require_safe
def case(request: DeskRequest, case_id: UUID) -> HttpResponse:
    return case_page(request, own_case(request, case_id))


@at_the_desk
@require_POST
def set_case(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Close a case, or open it again."""
    set_open(case=own_case(request, case_id).case, is_open=request.POST.get("to") == "open", by=request.user)
    return redirect("dashboard:case", case_id=case_id)


@at_the_desk
@require_POST
def take_out(request: DeskRequest, case_id: UUID, tip_id: UUID) -> HttpResponse:
    """Take a tip out of a case."""
    tip, titled = own_tip(request, tip_id), own_case(request, case_id)  # the tip first: trying one is in its trail
    try:
        is_left = take_from_case(case=titled.case, tip=tip, by=request.user, version=version_of(request))
    except tuple(REFUSED) as refused:
        return case_page(request, titled, status=409, refused=REFUSED[type(refused)])
    said = _("The tip is out of the case.") if is_left else _("That was its last tip: the case is gone.")
    messages.success(request, said, extra_tags="good")
    return redirect("dashboard:case", case_id=case_id) if is_left else redirect("dashboard:cases")


def own_case(request: DeskRequest, case_id: UUID) -> Titled:
    """Return a case of the officer's units; any other answers as one that does not exist."""
    try:
        return find_case(request.key_ring, case_id)
    except Case.DoesNotExist:
        raise Http404 from None


def case_page(
    request: DeskRequest,
    titled: Titled,
    *,
    status: int = 200,
    refused: Words = "",
    note: NoteForm | None = None,
    title: str = "",
) -> HttpResponse:
    """Return the page of a case; `refused` says what was not done, and why. `title` is one that was not given."""
    read = read_case(request.key_ring, titled, page_of(request))
    named = [(label, read.named[kind][:MOST_NAMED]) for kind, label in _KINDS.items() if kind in read.named]
    begun = begun_on_case(request.key_ring, read.compared)
    page = {
        "page": "cases",
        "titled": titled,
        "title_mark": title_mark(titled),
        "title": title,
        "read": read,
        "named": named,
        "unnamed": sum(max(0, len(things) - MOST_NAMED) for things in read.named.values()),
        "note_form": note or _begun_note(begun),
        "begun": begun and begun[1],
        "draft_pass": pass_for(request, titled.case),
        "reasons": _reasons(read.sources),
        "refused": refused,
    }
    return render(request, "dashboard/case.html", page, status=status)


def _begun_note(begun: tuple[Tip, Begun] | None) -> NoteForm:
    """Return the form for a note, with what the officer has begun and the tip that was chosen for it."""
    if begun is None:
        return NoteForm()
    form = NoteForm(initial={"text": begun[1].text})
    form.about = begun[0].pk
    return form


def title_mark(titled: Titled) -> str:
    """Return a word for the title as it is stored now, which tells nothing of it: it is sealed anew each time."""
    return blake2b(bytes(titled.case.title), digest_size=8).hexdigest()


def page_of(request: DeskRequest) -> int:
    """Return which page of a list the address asks for, from 1."""
    told = request.GET.get("page", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < _LONGEST_NUMBER else 1


def _reasons(told: Sources) -> list[str]:
    """Return what the estimate rests on, and why it may be wrong."""
    reasons = []
    if told.in_like_words:
        reasons.append(
            _("%(number)d tips use nearly the same words as another: each such group counts once.")
            % {"number": told.in_like_words}
        )
    if told.without_words:
        more = ngettext(
            "%(number)d tip has too few words to compare: it is counted apart.",
            "%(number)d tips have too few words to compare: they are counted apart.",
            told.without_words,
        )
        reasons.append(more % {"number": told.without_words})
    if told.count > 1 and (told.channels > 1 or told.languages > 1):
        reasons.append(_("They came in different ways or languages, which speaks for more than one person."))
    elif told.count > 1:
        reasons.append(_("All came the same way and in one language: they may be fewer."))
    reasons.append(_("However often one mailbox or phone wrote to its tip, it counts once."))
    reasons.append(_("One person can send many tips, and one story can go round: this is no proof."))
    return reasons
