"""How long tips are kept, at the desk: what is erased next, legal holds, and the rules with their changes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dashboard.by_two import REFUSALS, ByTwo
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.lifecycle.expiry import going
from reports.lifecycle.holds import standing_in, waiting_for
from reports.lifecycle.rule_changes import BOOK, propose
from reports.models import Category, CloseReason, RetentionRules
from reports.retention import LONGEST, SHORTEST, WARNED_DAYS, BadRules, Rule, Rules, in_force, of

_SPARE = 3  # empty rows to write into
_REFUSALS: dict[str, Words] = REFUSALS | {
    "not_yours": _("Only an administrator or a member of oversight can do this."),
    "same": _("These are the rules that are in force already."),
    "own": _("An administrator and a member of oversight must agree: somebody else of the other role confirms this."),
    "number": _("Write between 14 and 3650 days: for fourteen days each tip must stand on the list."),
    "word": _("Choose a kind and an ending from the lists."),
    "twice": _("Two rows speak of the same tips, or a row speaks of all tips. For all others there is the last line."),
    "many": _("These are too many rows."),
    "junk_later": _("Spam, pranks and what is no tip must be erased no later than other tips."),
}
_BY_TWO = ByTwo(
    book=BOOK,
    wrong=(BadRules,),
    words=lambda refused: _REFUSALS[refused.reason],
    confirmed=_("These rules are in force. They change no day to a later one."),
)


class RuleForm(forms.Form):
    """One row; without days it is left out."""

    place = forms.IntegerField(label=_("Place"), min_value=1, max_value=99, required=False)
    category = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any kind")), *Category.choices], required=False)
    outcome = forms.ChoiceField(label=_("Ended as"), choices=[("", _("However")), *CloseReason.choices], required=False)
    days = forms.IntegerField(label=_("Days"), min_value=SHORTEST, max_value=LONGEST, required=False)


class DefaultForm(forms.Form):
    """Every other tip."""

    default = forms.IntegerField(label=_("Days for every other tip"), min_value=SHORTEST, max_value=LONGEST)


RuleRows = forms.formset_factory(RuleForm, extra=_SPARE, max_num=43)


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: DeskRequest) -> HttpResponse:
    do = request.POST.get("do", "")
    rules = in_force()
    sent = request.POST if do == "propose" else None
    default = DefaultForm(sent, initial={"default": rules.default})
    rows = RuleRows(sent, initial=_initial(rules), prefix="rule")
    problem: Words | None = ""
    if request.method == "POST":
        problem = _BY_TWO.problem(request, {"propose": lambda: _proposed(request, default, rows)})
        if problem is None:
            return redirect("dashboard:retention")
    return _page(request, rules, default, rows, problem)


def _proposed(request: DeskRequest, default: DefaultForm, rows: Any) -> RetentionRules | None:
    both = default.is_valid() and rows.is_valid()
    return propose(_written(default, rows), by=request.user) if both else None


def _written(default: DefaultForm, rows: Any) -> Rules:
    told = [row.cleaned_data for row in rows if row.cleaned_data.get("days")]
    told.sort(key=lambda row: row["place"] or 99)
    made = [Rule(category=row["category"], outcome=row["outcome"], days=row["days"]) for row in told]
    return Rules(default=default.cleaned_data["default"], rows=tuple(made))


def _page(request: DeskRequest, rules: Rules, default: DefaultForm, rows: Any, problem: Words | None) -> HttpResponse:
    shared = _BY_TWO.page(request)
    waiting = shared["readable"]
    is_wrong = bool(problem or default.errors or any(rows.errors))
    page: dict[str, Any] = shared | {
        "page": "retention",
        "going": going(request.key_ring.tips),
        "warned": WARNED_DAYS,
        "answers": waiting_for(request.key_ring),
        "holds": standing_in(request.key_ring),
        "own_units": request.key_ring.unit_ids,
        "rules": rules,
        "rows": _told(rules),
        "waiting_rows": _told(of(waiting.told, version=waiting.version)) if waiting else [],
        "form": default,
        "rule_rows": rows,
        "problem": problem,
        "is_open": is_wrong and request.POST.get("do") == "propose",
    }
    return render(request, "dashboard/retention.html", page, status=422 if is_wrong else 200)


def _told(rules: Rules) -> Sequence[tuple[Words, Words, int]]:
    rows = [
        (
            Category(rule.category).label if rule.category else _("Any kind"),
            CloseReason(rule.outcome).label if rule.outcome else _("However"),
            rule.days,
        )
        for rule in rules.rows
    ]
    return [*rows, (_("Every other tip"), "", rules.default)]


def _initial(rules: Rules) -> list[dict[str, Any]]:
    rows = enumerate(rules.told()["rows"], 1)
    return [{"place": place, **row} for place, row in rows]
