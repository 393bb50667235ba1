"""One category at the desk: its name and questions, and writing a proposal step by step."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dashboard.by_two import number
from reports.dashboard.gate import at_the_desk
from reports.dashboard.guide_changes import after_what, danger_words
from reports.dashboard.guides import BY_TWO, checks, said_of
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import LANGUAGES, Words
from reports.guides import categories
from reports.guides.house import Table
from reports.models import Category, HouseRules, HouseRulesKind
from reports.rulebook.guide_checks import ALWAYS_OFFERED, MOST_OPTIONS, MOST_QUESTIONS, BadGuide
from reports.rulebook.guides import (
    Begun,
    Written,
    begun,
    bring_back,
    move_question,
    name_category,
    retire_question,
    tidy,
    write_question,
)
from reports.signed_rules import CONFIRMED

_NEW = "new"
_SPARE = 3  # empty answers to write into
_KINDS = {
    "line": _("A line to write on"),
    "one": _("One answer of a few, all shown"),
    "pick": _("One answer from a long list"),
    "many": _("Several answers to tick"),
}


class LanguagesForm(forms.Form):
    """Texts with a field for each language."""

    def add(self, name: str, label: Words, start: Mapping[str, str]) -> None:
        for language, spoken in LANGUAGES.items():
            shown = label if language == "en" else f"{label}: {spoken}"
            line = forms.TextInput(attrs={"lang": language})
            field = forms.CharField(label=str(shown), required=False, max_length=300, widget=line)
            field.initial = start.get(language, "")
            self.fields[f"{name}_{language}"] = field

    def words(self, name: str) -> dict[str, str]:
        """Return what was written in each language."""
        return {language: self.cleaned_data[f"{name}_{language}"] for language in LANGUAGES}

    def groups(self) -> list[tuple[Any, list[Any], bool]]:
        """Return each text as the field in English, those of the other languages, and whether one of these is wrong."""
        told = []
        for name in self._names():
            others = [self[f"{name}_{language}"] for language in LANGUAGES if language != "en"]
            told.append((self[f"{name}_en"], others, any(field.errors for field in others)))
        return told

    def tell(self, faults: Iterable[BadGuide]) -> None:
        """Say each fault at the field in which it lies; at none where it lies in no text of this form."""
        written = {name: tidy(self.words(name)) for name in self._names()}
        for fault in faults:
            at = [name for name, text in written.items() if name.startswith(fault.part) and text == fault.text]
            fields: list[str | None] = [f"{name}_{fault.language}" for name in at if fault.part]
            for field in fields or [None]:
                self.add_error(field, said_of(fault))

    def _names(self) -> list[str]:
        return [name.removesuffix("_en") for name in self.fields if name.endswith("_en")]


class NameForm(LanguagesForm):
    """A category's name, the advice above its questions, and whether tipsters may choose it."""

    def __init__(self, data: Any, table: Table, category: str) -> None:
        super().__init__(data)
        self.add("title", _("Name"), table["title"])
        self.add("advice", _("Advice above the questions"), table["advice"])
        if category not in ALWAYS_OFFERED:
            label = _("Tipsters may choose it")
            self.fields["offered"] = forms.BooleanField(label=label, required=False, initial=table["offered"])


class QuestionForm(LanguagesForm):
    """One question: its words, its answers in their order, and after which answers it is asked."""

    def __init__(self, data: Any, table: Table, id: str) -> None:
        super().__init__(data)
        found: Table = next((each for each in table["questions"] if each["id"] == id), {})
        if not found:
            self.fields["kind"] = forms.ChoiceField(label=_("How it is answered"), choices=list(_KINDS.items()))
        self.add("ask", _("Question"), found.get("ask", {}))
        self.add("hint", _("Hint below it"), found.get("hint", {}))
        self.options: list[str] = []
        if not found or found["options"]:
            told = [*found.get("options", []), *([["", {}]] * _SPARE)][:MOST_OPTIONS]
            for at, (option, words) in enumerate(told):
                self.options.append(option)
                self.add(f"option{at}", _("Answer %(number)d") % {"number": at + 1}, words)
            marks = [(str(at), self._named(at, words)) for at, (_id, words) in enumerate(told)]
            self.fields["danger"] = forms.MultipleChoiceField(
                label=_("Whoever gives one of these answers says that somebody is in danger now"),
                help_text=_("Officers on duty are then called at once, and the tipster is told to call."),
                required=False,
                choices=marks,
                initial=[str(at) for at, (option, _words) in enumerate(told) if option in found.get("danger", ())],
                widget=forms.CheckboxSelectMultiple,
            )
        others = [each for each in table["questions"] if each["id"] != id and each["options"]]
        after = [
            (f"{each['id']}:{option}", f"{each['ask']['en']} → {words['en']}")
            for each in others
            for option, words in each["options"]
        ]
        start = [f"{earlier}:{option}" for earlier, of in found.get("if", {}).items() for option in of]
        self.fields["after"] = forms.MultipleChoiceField(
            label=_("Ask it only after one of these answers"),
            required=False,
            choices=after,
            initial=start,
            widget=forms.CheckboxSelectMultiple,
        )

    @staticmethod
    def _named(at: int, words: Mapping[str, str]) -> str:
        return words.get("en", "") or str(_("Answer %(number)d") % {"number": at + 1})

    @property
    def written(self) -> Written:
        """What was written, of a form that holds."""
        options = tuple((id, self.words(f"option{at}")) for at, id in enumerate(self.options))
        return Written(
            kind=self.cleaned_data.get("kind", ""),
            ask=self.words("ask"),
            hint=self.words("hint"),
            options=options,
            after=tuple(self.cleaned_data["after"]),
            danger=frozenset(int(at) for at in self.cleaned_data.get("danger", ())),
        )


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: DeskRequest, category: str) -> HttpResponse:
    if category not in categories():
        raise Http404
    now = begun(request.user)
    table = now.table(category)
    chosen = (request.POST if request.method == "POST" else request.GET).get("question", "")
    do = request.POST.get("do", "")
    naming = NameForm(request.POST if do == "name" else None, table, category)
    asking = QuestionForm(request.POST if do == "write" else None, table, chosen) if chosen else None
    problem: Words | None = ""
    if request.method == "POST":
        act = _act(request, category, do, chosen, naming, asking)
        sent = {"name": naming, "write": asking}.get(do)
        act = partial(_telling, act, sent) if sent else act
        problem = BY_TWO.problem(request, {do: act} if do not in ("confirm", "drop") else {})
        if problem is None:
            return redirect("dashboard:guide", category=category)
    return _page(request, category, now, naming, asking, problem)


def _telling(act: Callable[[], HouseRules | None], form: LanguagesForm) -> HouseRules | None:
    """Do it, and say at the fields of a form what is wrong with its words. Raises what the act raises."""
    try:
        return act()
    except BadGuide as refused:
        form.tell(refused.faults)
        raise


def _act(
    request: DeskRequest, category: str, do: str, chosen: str, naming: NameForm, asking: QuestionForm | None
) -> Callable[[], HouseRules | None]:
    """Return what the button does; it returns nothing where a form does not hold."""
    base, by = number(request, "base"), request.user
    verb, _colon, what = do.partition(":")

    def name() -> HouseRules | None:
        if not naming.is_valid():
            return None
        offered = category in ALWAYS_OFFERED or naming.cleaned_data["offered"]
        title, advice = naming.words("title"), naming.words("advice")
        return name_category(category, title=title, advice=advice, offered=offered, base=base, by=by)

    def write() -> HouseRules | None:
        if asking is None or not asking.is_valid():
            return None
        return write_question(category, "" if chosen == _NEW else chosen, asking.written, base=base, by=by)

    acts: dict[str, Callable[[], HouseRules | None]] = {
        "name": name,
        "write": write,
        "up": lambda: move_question(category, what, -1, base=base, by=by),
        "down": lambda: move_question(category, what, 1, base=base, by=by),
        "retire": lambda: retire_question(category, what, base=base, by=by),
        "back": lambda: bring_back(category, number(request, "former"), base=base, by=by),
    }
    return acts.get(verb, lambda: None)


def _page(
    request: DeskRequest,
    category: str,
    now: Begun,
    naming: NameForm,
    asking: QuestionForm | None,
    problem: Words | None,
) -> HttpResponse:
    table, shared = now.table(category), BY_TWO.page(request)
    marks = checks(category, table)
    may_write = shared["may_change"] and (now.is_proposal or not shared["waiting"])
    page: dict[str, Any] = shared | {
        "page": "settings",
        "category": Category(category),
        "table": table,
        "rows": [_row(table, each, marks) for each in table["questions"]],
        "base": now.version,
        "is_proposal": now.is_proposal,
        "may_write": may_write,
        "naming": naming if may_write or (shared["may_change"] and naming.is_bound) else None,
        "asking": asking if may_write or (shared["may_change"] and asking and asking.is_bound) else None,
        "chosen": asking is not None and request.POST.get("question", request.GET.get("question", "")),
        "is_new": request.POST.get("question", request.GET.get("question")) == _NEW,
        "former": _former(category, now),
        "problem": problem,
        "sent": next((form for form in (naming, asking) if form and form.errors), None),
        "is_open": bool(problem) and request.POST.get("do") == "name",
        "is_full": len(table["questions"]) >= MOST_QUESTIONS,
    }
    return render(request, "dashboard/guide.html", page, status=422 if problem else 200)


def _row(table: Table, each: Table, marks: Mapping[str, tuple[set[str], set[str]]]) -> dict[str, Any]:
    own = [told for where, told in marks.items() if where.startswith(f"{each['id']}/")]
    return {
        "id": each["id"],
        "ask": each["ask"]["en"],
        "hint": each["hint"].get("en", ""),
        "kind": _KINDS[each["kind"]],
        "options": [words["en"] for _id, words in each["options"]],
        "after": after_what(table, each["if"]),
        "danger": danger_words(each),
        "missing": _named({language for missing, _unread in own for language in missing}),
        "unread": _named({language for _missing, unread in own for language in unread}),
    }


def _named(languages: set[str]) -> list[Words]:
    return [name for code, name in LANGUAGES.items() if code in languages]


def _former(category: str, now: Begun) -> list[int]:
    """The versions in which the category was otherwise than now, newest first; 1 is the shipped one."""
    rows = HouseRules.objects.filter(kind=HouseRulesKind.GUIDES, state__in=CONFIRMED).order_by("-version")
    told = [*rows.values_list("version", f"told__{category}"), (1, None)]
    former, last = [], now.tables.get(category)
    for version, table in told:
        if table != last:
            former.append(version)
        last = table
    return former
