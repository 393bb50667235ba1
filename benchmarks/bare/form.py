"""A form, and a view that stores what it holds with one INSERT."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from benchmarks.bare.models import BareTip


class BareForm(forms.Form):
    """One field."""

    text = forms.CharField(widget=forms.Textarea)


def tell(request: HttpRequest) -> HttpResponse:
    form = BareForm(request.POST or None)
    if form.is_valid():
        BareTip(text=form.cleaned_data["text"]).save(force_insert=True)
        return render(request, "bare/sent.html")
    return render(request, "bare/tell.html", {"form": form})


urlpatterns = [path("", tell)]
