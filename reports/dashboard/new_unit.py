"""A new unit at the desk: its name, its short name, its first members and who leads it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.unit_name import IN_USE
from reports.models import Officer
from reports.people.inviting import NameTaken
from reports.people.naming import BadName, NameInUse
from reports.people.new_units import make_unit
from reports.people.standing import LastKey, NotAllowed
from reports.signed_people import PersonChanged


class NewUnitForm(forms.Form):
    """What a unit is called, and who is in it at first."""

    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Type the unit's name.")})
    slug = forms.CharField(
        label=_("Short name"),
        help_text=_("Small letters, digits and hyphens, such as marine. It stays for ever."),
        max_length=40,
        error_messages={"required": _("Type a short name.")},
    )
    head = forms.ChoiceField(label=_("Who leads it"), error_messages={"required": _("Choose who leads it.")})
    members = forms.MultipleChoiceField(
        label=_("Members"),
        help_text=_("Two or more, and among them who leads it. More can join later."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose two members or more.")},
    )

    def __init__(self, sent: QueryDict | None) -> None:
        super().__init__(sent)
        officers = Officer.objects.filter(is_active=True).exclude(public_key=b"").order_by("name")
        choices = [(str(one.pk), one.name) for one in officers]
        self.fields["head"].choices = choices  # type: ignore[attr-defined]
        self.fields["members"].choices = choices  # type: ignore[attr-defined]


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new_unit(request: DeskRequest) -> HttpResponse:
    if not request.user.is_administrator:
        raise Http404
    form = NewUnitForm(request.POST or None)
    if form.is_valid() and _made(request, form):
        told = _("The unit is made. Sign its key: from then on tips can be passed to it.")
        messages.success(request, str(told), extra_tags="good")
        return redirect("dashboard:sign_unit_keys")
    status = 422 if form.errors else 200
    return render(request, "dashboard/new_unit.html", {"page": "people", "form": form}, status=status)


def _made(request: DeskRequest, form: NewUnitForm) -> bool:
    sent = form.cleaned_data
    members, head = {UUID(one) for one in sent["members"]}, UUID(sent["head"])
    try:
        make_unit(name=sent["name"], slug=sent["slug"].strip(), members=members, head=head, by=request.user)
    except BadName:
        form.add_error("slug", _("Use small letters, digits and hyphens; begin with a letter."))
    except NameInUse:
        form.add_error("name", IN_USE)
    except NameTaken:
        form.add_error("slug", _("There is a unit with this short name."))
    except LastKey:
        form.add_error("members", _("Choose two members or more: one forgotten password must not lose its tips."))
    except NotAllowed:
        form.add_error("head", _("Who leads the unit has to be one of its members."))
    except PersonChanged:
        form.add_error("members", _("One of these officers was changed outside the desk. Look at People."))
    return not form.errors
