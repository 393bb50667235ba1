"""What an officer can write on a tip's page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models import CloseReason

_TOO_LONG = _("This is %(show_value)d characters long; we can take %(limit_value)d. Shorten it a little.")


class AskForm(forms.Form):
    """Words for the tipster."""

    question = forms.CharField(
        label=_("Ask the tipster"),
        help_text=_("Write nothing that would show others what the tip was about: somebody else may hold the phone."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your question."), "max_length": _TOO_LONG},
    )


class NoteForm(forms.Form):
    """Words for colleagues."""

    text = forms.CharField(
        label=_("Note for the unit"),
        help_text=_("The tipster never sees it."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your note."), "max_length": _TOO_LONG},
    )


class CloseForm(forms.Form):
    """Why a tip is closed."""

    reason = forms.ChoiceField(
        label=_("Close because"),
        choices=[("", _("Choose a reason")), *CloseReason.choices],
        error_messages={
            "required": _("Choose why the tip is closed."),
            "invalid_choice": _("Choose one of the reasons."),
        },
    )
