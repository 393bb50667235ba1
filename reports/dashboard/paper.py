"""Coming in with a paper: a colleague's one-time code or the printed recovery code, and a new password."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from reports import audit
from reports.dashboard.gate import at_the_entrance
from reports.dashboard.password_backend import TooBusy, turn
from reports.dashboard.second_factor import TOO_MANY, totp_of, use_code
from reports.dashboard.throttle import CODES, PAPERS
from reports.people.standing import LastKey
from reports.people.starting import Paper, PaperRefused, read_paper, start

_NEW = {"autocomplete": "new-password"}
_LAST_KEY = _(
    "Nobody else can open the tips of one of your units: a new password would lose them."
    " Use your printed recovery code, or have the break-glass shares brought."
)

_REFUSED = _(
    "User name and code do not fit, or the code has run out or was used, or who gave it may give none any more."
    " Ask another officer who leads your unit, or an administrator, for a new one."
)


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("Twelve letters or more. A few words that nobody would guess are best."),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW),
        error_messages={"required": _("Choose a new password.")},
    )
    again = forms.CharField(
        label=_("The same once more"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW),
        error_messages={"required": _("Type the new password once more.")},
    )

    def clean_password(self) -> str:
        """Refuse what is short or often used."""
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password

    def clean_again(self) -> str:
        """Refuse a slip of the finger: this password opens what nothing else does."""
        if self.cleaned_data["again"] != self.cleaned_data.get("password", self.cleaned_data["again"]):
            raise ValidationError(_("The two passwords differ."))
        return str(self.cleaned_data["again"])


class PaperForm(NewPasswordForm):
    """Who comes, with what, and the new password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Type your user name.")},
    )
    paper = forms.CharField(
        label=_("Code on your paper"),
        help_text=_("The one-time code from a colleague, or the recovery code that you printed."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type the code on your paper.")},
    )
    code = forms.CharField(
        label=_("Code from your phone"),
        help_text=_("Leave it empty if you come for the first time, or if your paper is for a new phone as well."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "digits"}),
    )
    field_order = ("username", "paper", "code", "password", "again")


@at_the_entrance
@sensitive_post_parameters("paper", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest) -> HttpResponse:
    form, status = PaperForm(request.POST or None), 422
    if form.is_valid():
        try:
            if _started(form):
                return redirect(reverse("dashboard:sign_in", query={"ready": "1"}))
        except PaperRefused:
            form.add_error("paper", _REFUSED)
        except LastKey:
            form.add_error(None, _LAST_KEY)
        except TooBusy:
            status = 503
            form.add_error(None, _("Many people are signing in just now. Please press the button once more."))
    return render(request, "dashboard/paper.html", {"form": form}, status=status if form.errors else 200)


@sensitive_variables()
def _started(form: PaperForm) -> bool:
    """Use the paper, unless the phone's code is wrong. Raises PaperRefused, LastKey, TooBusy."""
    sent = form.cleaned_data
    try:
        found = read_paper(sent["username"], sent["paper"])
    except PaperRefused:
        if PAPERS.take(sent["username"]):  # a flood of guesses must not fill the trail
            audit.enter("sign_in.paper_refused", by="nobody")
        raise
    with turn():
        if found.needs_phone and not _phone_shown(form, found):
            return False
        start(username=sent["username"], typed=sent["paper"], password=sent["password"])
    return True


def _phone_shown(form: PaperForm, found: Paper) -> bool:
    """Return whether the second factor was shown. Who never had one sets it up at the sign-in that follows."""
    if totp_of(found.officer) is None:
        return True
    code = form.cleaned_data["code"]
    if not code:
        form.add_error("code", _("This paper needs your phone as well. Type the code that it shows."))
    elif not CODES.take(str(found.officer.pk)):
        form.add_error("code", TOO_MANY)
    elif use_code(found.officer, code):
        CODES.forgive(str(found.officer.pk))
        return True
    else:
        form.add_error("code", _("That code is wrong or was used already. Wait for the next one."))
    return False
