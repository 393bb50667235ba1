"""The questions ready to be sent, at the desk: as they are, and changing one with a second person."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dashboard.by_two import REFUSALS, ByTwo
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import LANGUAGES, Words
from reports.dialogue.as_text import as_text
from reports.dialogue.canned import ALWAYS, Question, Questions, in_force
from reports.gateways.segments import segments
from reports.models import Category, HouseRules
from reports.rulebook.questions import BOOK, FEWEST_CATEGORIES, BadQuestion, differences, propose, withdraw

NEW = "new"
_PIECES: dict[str, Any] = {
    "gives_away": _("This shows what a tip was about, or could: %(pieces)s. Leave it out."),
    "away": _("A link or a number to call: %(pieces)s. No question may lead a tipster elsewhere."),
    "who": _("This asks tipsters who they are: %(pieces)s. No question may do that."),
}
_WRONG: dict[str, Words] = {
    "english": _("Write the question in English."),
    "few": _("Choose every kind, or at least five: who sees the question could else tell what the tip was about."),
    "many": _("These are too many questions. Withdraw one first."),
    "long": _("Too long: at most 160 characters."),
}


class QuestionForm(forms.Form):
    """One question in five languages, and for what it is offered."""

    offered = forms.MultipleChoiceField(
        label=_("Offered for"),
        choices=[(ALWAYS, _("Every kind of tip")), *Category.choices],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for language in LANGUAGES:
            area = forms.Textarea(attrs={"rows": 2, "lang": language})
            self.fields[language] = forms.CharField(
                label=str(LANGUAGES[language]), required=False, max_length=1000, widget=area
            )
        self.fields["en"].help_text = _("Where another language is empty, English is sent, and the officer is told.")
        self.order_fields([*LANGUAGES, "offered"])


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: DeskRequest) -> HttpResponse:
    standing = in_force()
    name = (request.POST if request.method == "POST" else request.GET).get("change", "")
    row = standing.rows.get(name)
    start = {**row.words, "offered": row.offered} if row else {}
    form = QuestionForm(request.POST if request.POST.get("do") == "propose" else None, initial=start)
    problem: Words | None = ""
    if request.method == "POST":
        page = _by_two(form)
        problem = page.problem(
            request,
            {"withdraw": lambda: withdraw(name, by=request.user), "propose": lambda: _proposed(request, name, form)},
        )
        if problem is None:
            return redirect("dashboard:questions")
    return _page(request, standing, name, form, problem)


def _by_two(form: QuestionForm) -> ByTwo:
    return ByTwo(
        book=BOOK,
        wrong=(BadQuestion,),
        words=lambda bad: _put(bad, form) if isinstance(bad, BadQuestion) else REFUSALS[bad.reason],
        confirmed=_("It is in force: officers are offered it from now on."),
        unfit=_("Look at the fields."),
    )


def _proposed(request: DeskRequest, name: str, form: QuestionForm) -> HouseRules | None:
    if not form.is_valid():
        return None
    words = {language: form.cleaned_data[language] for language in LANGUAGES}
    return propose("" if name == NEW else name, words, tuple(form.cleaned_data["offered"]), by=request.user)


def _put(bad: BadQuestion, form: QuestionForm) -> Words:
    """Put what is wrong beside its field, where the form was sent; return it for the head of the page."""
    if bad.reason in _PIECES:
        wrong = str(_PIECES[bad.reason]) % {"pieces": ", ".join(f"“{piece}”" for piece in bad.pieces)}
    else:
        wrong = str(_WRONG[bad.reason])
    field = bad.language or ("offered" if bad.reason == "few" else None)
    if form.is_bound:
        form.add_error(field, wrong)
    return f"{LANGUAGES[bad.language]}: {wrong}" if bad.language else wrong


def _page(
    request: DeskRequest, standing: Questions, name: str, form: QuestionForm, problem: Words | None
) -> HttpResponse:
    shared = _by_two(form).page(request)
    may, waiting = shared["may_change"], shared["waiting"]
    page: dict[str, Any] = shared | {
        "page": "settings",
        "version": standing.version,
        "rows": [(key, _shown(standing, key, row), _offered(row)) for key, row in standing.rows.items()],
        "changes": _changes(shared["readable"]) if shared["readable"] else [],
        "form": form if may and (not waiting or form.is_bound) and (name == NEW or name in standing.rows) else None,
        "name": name,
        "is_new": name == NEW,
        "fewest": FEWEST_CATEGORIES,
        "problem": problem,
    }
    return render(request, "dashboard/questions.html", page, status=422 if problem else 200)


def _shown(standing: Questions, name: str, row: Question) -> list[tuple[str, Words, str, int, bool]]:
    """Language, its name, the words, how many texts they are sent in, and whether a native reader saw them."""
    return [
        (code, spoken, said, segments(as_text(said, code)).parts if said else 0, standing.is_checked(name, code))
        for code, spoken in LANGUAGES.items()
        for said in [row.words.get(code, "")]
    ]


def _offered(row: Question | None) -> list[Words]:
    return [_("Every kind of tip") if one == ALWAYS else Category(one).label for one in _known(row)]


def _known(row: Question | None) -> Iterable[str]:
    return [one for one in (row.offered if row else ()) if one == ALWAYS or one in Category.values]


def _changes(waiting: HouseRules) -> list[dict[str, Any]]:
    """What the second person is asked about: each language's words now and as proposed, side by side."""
    return [
        {
            "rows": [
                (code, spoken, now.words.get(code, "") if now else "", then.words.get(code, "") if then else "")
                for code, spoken in LANGUAGES.items()
            ],
            "now": _offered(now),
            "then": _offered(then),
            "withdrawn": then is None,
        }
        for _name, now, then in differences(waiting)
    ]
