"""What the desk hands in of a call that an officer took: it has not the secrets that the door needs.

The address is on a network of its own with the desk alone. Who reaches it can store a tip, as anybody can at the form.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reports.intake.door import NotStored, SentBefore, accept
from reports.intake.handed_in import BadHandIn, submission_of


@csrf_exempt
@require_http_methods(["GET", "POST"])
def taken_call(request: HttpRequest) -> HttpResponse:
    """Take it in as the door takes all; GET tells only that somebody is there."""
    if request.method == "GET":
        return HttpResponse(status=204)
    try:
        accepted = accept(submission_of(request.body))
    except BadHandIn:
        return HttpResponse(status=400)
    except SentBefore:
        return HttpResponse(status=409)
    except NotStored:
        return HttpResponse(status=503)
    return JsonResponse({"receipt": accepted.receipt, "repeated": accepted.repeated})
