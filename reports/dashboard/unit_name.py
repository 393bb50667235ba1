"""Another name for a unit: an administrator types it, and each of its members is told."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.models import Unit
from reports.models.choices import APART
from reports.people.naming import BadName, NameInUse
from reports.people.unit_names import rename_unit

IN_USE = gettext_lazy("Another unit has this name: a tip could be passed to the wrong one.")


class UnitNameForm(forms.Form):
    """What a unit is to be called."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, error_messages={"required": gettext_lazy("Type the unit's name.")}
    )


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def unit_name(request: DeskRequest, unit_id: UUID) -> HttpResponse:
    if not request.user.is_administrator:
        raise Http404
    unit = get_object_or_404(Unit.objects.exclude(purpose__in=APART), pk=unit_id)
    form = UnitNameForm(request.POST or None, initial={"name": unit.name})
    if form.is_valid():
        try:
            named = rename_unit(unit=unit.pk, name=form.cleaned_data["name"], by=request.user)
            messages.success(request, _("The unit is called %(name)s now.") % {"name": named.name}, extra_tags="good")
            return redirect("dashboard:people")
        except NameInUse:
            form.add_error("name", IN_USE)
        except BadName:
            form.add_error("name", _("Type the unit's name."))
    page = {"page": "people", "form": form, "unit": unit}
    return render(request, "dashboard/unit_name.html", page, status=422 if form.errors else 200)
