"""What an officer sees whose form has lost its token, such as one that was open while another tab signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "dashboard/form_refused.html", status=403)
