"""What tipsters are asked, at the desk: all categories, what is proposed, and a look at a guide as tipsters see it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from reports.dashboard.by_two import REFUSALS, ByTwo
from reports.dashboard.gate import at_the_desk
from reports.dashboard.guide_changes import after_what, changes_of
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import LANGUAGES, Words
from reports.guides import SHIPPED, House, categories, guide, whole
from reports.guides.drawing import drawing
from reports.guides.house import Table
from reports.guides.translated import unchecked
from reports.house_guides import standing
from reports.models import Category
from reports.rulebook.guide_checks import BadGuide, texts
from reports.rulebook.guides import BOOK

_WRONG: dict[str, Words] = {
    "english": _("Name, questions and answers need words in English."),
    "long": _("Too long for a phone: “%(said)s”. A question has at most 80 characters, an answer 70, a hint 120."),
    "options": _("“%(said)s”: a list needs answers to choose from, at most twelve; a line to write on has none."),
    "first": _(
        "“%(said)s” is asked only after an answer to another question: that question must stand before it and have "
        "that answer. Move or change this one first."
    ),
    "many": _("These are too many questions: at most twenty. Retire one first."),
    "none": _("A guide needs one question at least."),
    "fields": _("These are more fields than one page can send. Retire a question, or answers of a long list."),
    "kept": _("This kind must be offered: no house may silence it."),
    "who": _("“%(said)s” asks tipsters who they are. No question may do that."),
    "away": _("“%(said)s” is a link or a number to call. No words here may lead tipsters elsewhere."),
    "named": _("Another kind is called “%(said)s”. Tipsters could not tell the two apart."),
    "heavy": _(
        "The page would be too heavy by %(said)s bytes: it must come in one round trip on a bad line, and as long as "
        "every other. Shorten it, or retire a question."
    ),
    "broken": _("The guide would not hold together: %(said)s"),
}


def words_of(refused: Any) -> Words:
    """Say why something is not done."""
    if isinstance(refused, BadGuide):
        return " ".join(dict.fromkeys(map(said_of, refused.faults)))
    return REFUSALS[refused.reason]


def said_of(fault: BadGuide) -> str:
    """Say one fault of a guide, and in which language it lies."""
    said = str(_WRONG[fault.reason]) % {"said": fault.said}
    return f"{LANGUAGES[fault.language]}: {said}" if fault.language not in ("", "en") else said


BY_TWO = ByTwo(
    book=BOOK,
    wrong=(BadGuide,),
    words=words_of,
    confirmed=_("It is in force: tipsters who begin from now on are asked so."),
    unfit=_("Look at the fields."),
)


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def guides(request: DeskRequest) -> HttpResponse:
    problem: Words | None = ""
    if request.method == "POST":
        problem = BY_TWO.problem(request, {})
        if problem is None:
            return redirect("dashboard:guides")
    house, shared = standing(), BY_TWO.page(request)
    page: dict[str, Any] = shared | {
        "page": "settings",
        "version": house.version,
        "rows": [_row(category, house) for category in categories()],
        "changes": changes_of(shared["readable"]) if shared["readable"] else [],
        "problem": problem,
    }
    return render(request, "dashboard/guides.html", page, status=422 if problem else 200)


@at_the_desk
@require_safe
def preview(request: DeskRequest, category: str) -> HttpResponse:
    """Show a guide as tipsters see it, in force or as proposed."""
    if category not in categories():
        raise Http404
    waiting = BY_TWO.page(request)["readable"] if "proposed" in request.GET else None
    house = House(waiting.version, waiting.told) if waiting else standing()
    language = request.GET.get("language", "en")
    language = language if language in LANGUAGES else "en"
    ours, table = guide(category, language, house), house.tables.get(category) or whole(category)
    after = {f"{category}.{each['id']}": after_what(table, each["if"]) for each in table["questions"]}
    page = {
        "page": "settings",
        "category": Category(category),
        "guide": ours,
        "spoken": language,
        "languages": LANGUAGES.items(),
        "drawn": [(each, after[each.question.id]) for each in drawing({}, str)(ours.own)],
        "is_proposed": waiting is not None,
        "offered": house.offers(category),
    }
    return render(request, "dashboard/guide_preview.html", page)


def checks(category: str, table: Table) -> dict[str, tuple[set[str], set[str]]]:
    """Return, by text, the languages that lack it and those in which no native speaker has checked it."""
    shipped = {(where, language): words for where, _what, language, words in texts(whole(category))}
    unread = _unread()
    said: dict[str, dict[str, str]] = {}
    for where, _what, language, words in texts(table):
        said.setdefault(where, {})[language] = words
    return {
        where: (
            set(unread) - set(words),
            {
                language
                for language in set(unread) & set(words)
                if words[language] != shipped.get((where, language)) or f"{category}/{where}" in unread[language]
            },
        )
        for where, words in said.items()
    }


@cache
def _unread() -> Mapping[str, frozenset[str]]:
    return {language: frozenset(unchecked(language)) for language in LANGUAGES if language != "en"}


def _row(category: str, house: House) -> dict[str, Any]:
    table = house.tables.get(category) or whole(category)
    marks = checks(category, table).values()
    return {
        "category": category,
        "label": Category(category).label,
        "title": table["title"]["en"],
        "offered": table["offered"],
        "questions": len(table["questions"]),
        "changed": house is not SHIPPED and category in house.tables,
        "missing": sum(len(missing) for missing, _unread in marks),
        "unread": sum(len(unread) for _missing, unread in marks),
    }
