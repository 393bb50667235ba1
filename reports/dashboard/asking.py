"""What an officer can write on a tip's page."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from reports.as_seen import as_seen
from reports.casework.handing_over import MANY, Load, takers_with_load
from reports.casework.setting import BadDay, check_day
from reports.dashboard.choice import Choice
from reports.dashboard.found import named
from reports.dashboard.no_name import why_no_name
from reports.dashboard.plain import PLAIN
from reports.dashboard.wording import LANGUAGES, Words
from reports.dialogue.canned import Canned, canned_for, in_force
from reports.island import island
from reports.models import Channel, CloseReason, Officer, Tip
from reports.rulebook.asking_who import asking_who
from reports.triage.learning.amend import ADDED, KINDS
from reports.triage.learning.amending import MARKED
from reports.triage.tongue import tongue_of

_FOREIGN = _(
    "The tip is in %(tip)s; this looks like %(typed)s. Choose a question that is ready, or write it in %(tip)s, unless"
    " you know that the tipster understands it."
)
_ALOUD = _(
    "A caller hears in %(tip)s only a question that is ready, for no voice reads it. Of your own words the caller hears"
    " that they are there, and must open the web page or text the receipt to read them."
)
_BOTH = 2
_DIGITS = 7  # of a phone number on the island
_WHO = _("This asks who the tipster is: “%(said)s”. Nobody has to say that here, and an answer cannot be unsaid.")
_CREOLES = {"acf", "ht"}  # a few words of one are often good words of the other
_TOO_LONG = _("This is %(show_value)d characters long; we can take %(limit_value)d. Shorten it a little.")


class AskForm(forms.Form):
    """Words for the tipster: a question ready to be sent, words of the officer's own, or both.

    `cleaned_data["question"]` holds what is sent, `cleaned_data["own"]` the officer's own words in it. `foreign` says
    that these are in another language than the tip's, and `who` that they ask who the tipster is, or they are "": the
    officer is asked before they are sent. `unheard` says that a caller cannot hear them by telephone, or is "".
    """

    default_renderer = PLAIN
    question = forms.CharField(
        label=_("Ask the tipster"),
        help_text=_("Write nothing that would show others what the tip was about: somebody else may hold the phone."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "aria-keyshortcuts": "r"}),
        error_messages={"required": _("Write your question, or choose one."), "max_length": _TOO_LONG},
    )
    ready = forms.ChoiceField(
        label=_("Questions ready to be sent"),
        help_text=_("They show nobody what the tip was about."),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the questions.")},
    )
    foreign = who = ""
    hangs_on: tuple[str, str, dict[str, Any]]
    """What the ready questions of a form that nobody has sent hang on, beside the page's language: they are kept."""

    def __init__(self, *given: Any, tip: Tip, **more: Any) -> None:
        super().__init__(*given, **more)
        self._language, questions = tip.language, in_force()
        is_unheard = tip.channel == Channel.CALL and tip.language in _CREOLES
        self.unheard = str(_ALOUD % {"tip": LANGUAGES[tip.language]}) if is_unheard else ""
        ready = canned_for(category=tip.category, language=tip.language, among=questions)
        self.offered = {each.name: each for each in ready}
        self.fields["ready"].choices = self._choices  # type: ignore[attr-defined]
        self.hangs_on = tip.category, tip.language, questions.told()

    def _choices(self) -> list[tuple[str, Words]]:
        return [("", _("None of them")), *((each.name, _shown(each)) for each in self.offered.values())]

    def clean(self) -> dict[str, Any]:
        own = as_seen(self.cleaned_data.get("question", ""))
        ready = self.offered.get(self.cleaned_data.get("ready", ""))
        said = [ready.said if ready else "", own]
        words = "\n".join(filter(str.strip, said))
        if not words and not self.errors:
            self.add_error("question", self.fields["question"].error_messages["required"])
        self.foreign = self._in_another_language(own)
        pieces = [piece for language in LANGUAGES for piece in asking_who(own, language)]
        self.who = str(_WHO % {"said": pieces[0]}) if pieces else ""
        return self.cleaned_data | {"question": words, "own": own}

    def _in_another_language(self, words: str) -> str:
        """Return a sentence where the tipster may not understand these words."""
        typed = tongue_of(words)
        both = {typed, self._language}
        if len(both) < _BOTH or not both <= LANGUAGES.keys() or both == _CREOLES:
            return ""
        return str(_FOREIGN % {"tip": LANGUAGES[self._language], "typed": LANGUAGES[typed]})


def _shown(each: Canned) -> str | SafeString:
    """The question in English, and under it as it is sent where the tip is in another language."""
    if not each.translated:
        return format_html('{} <span class="quiet">({})</span>', each.english, _("not translated: sent in English"))
    if each.said == each.english:
        return each.english
    return format_html(
        '{}<br><span class="quiet" lang="{}">{}</span>{}',
        each.english,
        each.language,
        each.said,
        "" if each.checked else format_html(' <span class="quiet">({})</span>', _("no native speaker has checked it")),
    )


class NoteForm(forms.Form):
    """Words for colleagues. `about`: with which tip of a case they are kept, where one was chosen."""

    default_renderer = PLAIN
    about: UUID | None = None
    text = forms.CharField(
        label=_("Note for the unit"),
        help_text=_("The tipster never sees it."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "aria-keyshortcuts": "m"}),
        error_messages={"required": _("Write your note."), "max_length": _TOO_LONG},
    )


class CloseForm(forms.Form):
    """Why a tip is closed."""

    reason = forms.ChoiceField(
        label=_("Close because"),
        choices=[("", _("Choose a reason")), *CloseReason.choices],
        widget=Choice(attrs={"aria-keyshortcuts": "x"}),
        error_messages={
            "required": _("Choose why the tip is closed."),
            "invalid_choice": _("Choose one of the reasons."),
        },
    )


class GiveForm(forms.Form):
    """Who is to work on a tip; each colleague with how much he has in hand."""

    to = forms.ChoiceField(
        label=_("To whom?"),
        widget=Choice,
        error_messages={"required": _("Choose a colleague."), "invalid_choice": _("Choose a colleague.")},
    )

    def __init__(self, *given: Any, tip: Tip, by: Officer, **more: Any) -> None:
        super().__init__(*given, **more)
        others = loaded(takers_with_load(tip, by))
        self.fields["to"].choices = [("", _("Choose a colleague")), *others]  # type: ignore[attr-defined]


def loaded(officers: Iterable[Load]) -> list[tuple[str, str]]:
    """Return officers to choose from, each with the number of open tips in hand."""
    return [(str(one.pk), f"{one.name} ({_in_hand(one.holds)})") for one in officers]


def _in_hand(holds: int) -> str:
    if holds > MANY:
        return gettext("more than %(number)d open tips") % {"number": MANY}
    return ngettext("%(number)d open tip", "%(number)d open tips", holds) % {"number": holds}


class OtherForm(forms.Form):
    """The reference of another tip, to lay both side by side. It travels in the body, never in an address."""

    default_renderer = PLAIN
    other = forms.CharField(
        label=_("Reference of another tip"),
        help_text=_("Like ABCD-EFGH. You see both side by side, and can link or merge them there."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the reference of the other tip.")},
    )


class AskAgainForm(forms.Form):
    """On which day the tipster is asked again who does not answer."""

    default_renderer = PLAIN
    day = forms.DateField(
        label=_("Ask again on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose a day."), "invalid": _("This is no day. Write it like 2026-12-24.")},
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        try:
            check_day(day)
        except BadDay:
            raise ValidationError(_("Choose a day from tomorrow on, within a year.")) from None
        return day


class MaskForm(forms.Form):
    """Words that the machine missed."""

    default_renderer = PLAIN
    words = forms.CharField(
        label=_("Words to mask"),
        help_text=_("As they stand in the tip. Words that you select there are put in here."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "data-selected": ""}),
        error_messages={"required": _("Write the words that could identify the tipster.")},
    )
    kind = forms.ChoiceField(
        label=_("What they tell"),
        choices=[(kind, named(kind)) for kind in KINDS],
        required=False,
        initial=MARKED,
        widget=Choice,
    )


class ThingForm(forms.Form):
    """Words that name something which triage passed by."""

    default_renderer = PLAIN
    said = forms.CharField(
        label=_("Words that name it"),
        help_text=_("As they stand in the tip, and no more of them: “Fish”, not “the Fish”."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-selected": ""}),
        error_messages={"required": _("Write the words that name it."), "max_length": _TOO_LONG},
    )
    meant = forms.ChoiceField(
        label=_("What they name"),
        choices=[("", _("Choose one")), *((kind, named(kind)) for kind in ADDED)],
        widget=Choice,
        error_messages={"required": _("Choose what they name.")},
    )
    village = forms.ChoiceField(
        label=_("If it is a place: where it lies"),
        choices=[("", _("Not known, or not on the map")), *((name, name) for name in sorted(island().villages))],
        required=False,
        widget=Choice,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        digits = sum(letter.isdigit() for letter in said.get("said", ""))
        if said.get("meant") == "phone" and digits < _DIGITS:
            self.add_error("said", _("A phone number has at least seven digits, written as such."))
        elif why := why_no_name(said.get("said", ""), said.get("meant", "")):
            self.add_error("said", why)
        return said
