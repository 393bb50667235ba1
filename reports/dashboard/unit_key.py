"""A unit's new key at the desk: made, signed, tips wrapped anew, the old one ended. One button at a time."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words
from reports.keyring import NotYours
from reports.models import UnitRenewal
from reports.people.renewing import NotYet, RenewalRuns, end_old_key, make_key, note_in_force, wrap_anew
from reports.people.signing import NothingToSign, WrongPassphrase, can_install, install, sign_keys, waiting
from reports.people.standing import NotAllowed
from reports.sealing.keys import fingerprint
from reports.signed_people import PersonChanged

_REFUSED: dict[type[Exception], Words] = {
    NotAllowed: gettext_lazy("Only a member who leads the unit, or an administrator who is a member, does this."),
    NotYours: gettext_lazy("Only a member who holds the unit's key can do this."),
    RenewalRuns: gettext_lazy("A new key is in force already. Wrap the tips anew, and end the old key first."),
    NotYet: gettext_lazy("The old key cannot end yet: something lies under it, or might still come for a day."),
    PersonChanged: gettext_lazy(
        "A member's row is not the one that was signed, and nothing was sealed. Take out who is marked so."
    ),
    UnitRenewal.DoesNotExist: gettext_lazy("This unit has no new key on its way."),
}


class SignForm(forms.Form):
    """The passphrase, and the sealed root key where this host does not hold it."""

    passphrase = forms.CharField(
        label=gettext_lazy("Root passphrase"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type the root passphrase.")},
    )
    sealed_root = forms.CharField(
        label=gettext_lazy("Sealed root key"),
        help_text=gettext_lazy("The one line inside the file root_key.sealed, from the stick of its keeper."),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Paste the sealed root key.")},
    )


@at_the_desk
@require_POST
def unit_key(request: DeskRequest, unit_id: UUID) -> HttpResponse:
    try:
        told = _do(request, request.POST.get("do", ""), unit_id)
    except tuple(_REFUSED) as refused:
        messages.warning(request, str(_REFUSED[type(refused)]), extra_tags="danger")
    else:
        messages.success(request, told, extra_tags="good")
    return redirect("dashboard:people")


def _do(request: DeskRequest, do: str, unit: UUID) -> str:
    if do == "make":
        make_key(unit=unit, ring=request.key_ring)
        return _("The new key is made. It waits for the root key's signature: have an administrator sign it.")
    if do == "wrap":
        done = wrap_anew(unit=unit, ring=request.key_ring)
        if done.damaged:
            return _("%(left)d wraps cannot be opened by the old key. Tell an administrator.") % {"left": done.damaged}
        told = ngettext("%(number)d tip wrapped anew.", "%(number)d tips wrapped anew.", done.done)
        return told % {"number": done.done}
    if do == "end":
        end_old_key(unit=unit, ring=request.key_ring)
        return _("The old key is destroyed.")
    raise Http404


@at_the_desk
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_unit_keys(request: DeskRequest) -> HttpResponse:
    """Sign what waits. Where this process may not write the manifest, it is shown to be put into its place by hand."""
    if not request.user.is_administrator:
        raise Http404
    form, signed = SignForm(request.POST or None), ""
    own = settings.SECRETS_DIR / "root_key.sealed"
    if own.exists():
        del form.fields["sealed_root"]
    if form.is_valid():
        sealed = own.read_text() if own.exists() else form.cleaned_data["sealed_root"]
        try:
            signed = sign_keys(passphrase=form.cleaned_data["passphrase"], sealed_root=sealed, by=request.user)
        except WrongPassphrase:
            form.add_error("passphrase", _("That passphrase does not open the root key of this house."))
        except NothingToSign:
            form.add_error(None, _("Nothing waits for a signature, or it was made before another key came into force."))
        except PersonChanged:
            form.add_error(None, str(_REFUSED[PersonChanged]))
    if signed and can_install():
        install(signed)
        note_in_force()
        messages.success(request, _("Signed, and in force. Now wrap the unit's tips anew."), extra_tags="good")
        return redirect("dashboard:people")
    made = [(one, fingerprint(bytes(one.public))) for one in waiting()]
    page = {"page": "people", "form": form, "made": made, "signed": signed}
    return render(request, "dashboard/sign_unit_keys.html", page, status=422 if form.errors else 200)
