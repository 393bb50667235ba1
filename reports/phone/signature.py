"""Is this request from Twilio? Checked over the address Twilio called and everything it sent, before anything is read.

The address is the configured PUBLIC_URL with the path and the query string as they came, byte for byte: Host and
X-Forwarded-* are what a caller says of itself. Without a token nothing is let in. A signature carries no time, so a
captured request can be sent again for ever: the door knows it again by its repeat_key, for ninety days.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from twilio.request_validator import (
    HMAC_SHA1,
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

FORM = "application/x-www-form-urlencoded"
View = Callable[..., HttpResponse]


def signed(view: View) -> View:
    """Let only signed POST requests through to a webhook; all others get 403 (or 405) and store nothing."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not is_signed(request):
            return HttpResponseForbidden("This request is not signed by the telephone provider.\n", "text/plain")
        return view(request, *args, **kwargs)

    return checked


def is_signed(request: HttpRequest) -> bool:
    """Whether one of the configured tokens signed this form. Twilio's texts and calls always come as forms.

    The body of a request that names no signature is not even read.
    """
    signature = request.headers.get(SIGNATURE_HEADER, "")
    if not signature.isascii() or not signature or request.content_type != FORM:
        return False
    sealed_with = request.headers.get(SIGNATURE_SETTINGS_HEADER, "")
    algorithm = get_signature_algorithm(sealed_with)
    address, fields = called_address(request), form_of(request)
    if fields is None:
        return False
    # All are tried, so that the time taken does not tell which one fits.
    verdicts = [
        RequestValidator(token).validate(address, fields, signature, algorithm) for token in _tokens(sealed_with)
    ]
    return any(verdicts)


def called_address(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    address = settings.PUBLIC_URL.rstrip("/") + request.path
    return f"{address}?{query}" if query else address


def form_of(request: HttpRequest) -> QueryDict | None:
    """The form, or None for one that no phone network sends: too large, too many fields, broken off, not UTF-8."""
    try:
        return request.POST
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return None
    except (MultiPartParserError, BadRequest, UnreadablePostError):
        return None


def _tokens(sealed_with: str) -> list[str]:
    """The secrets that may have signed: the account's tokens, or the shared key that the request names."""
    if not sealed_with:
        return list(settings.TWILIO_AUTH_TOKEN)
    named = dict(part.strip().partition("=")[::2] for part in sealed_with.split(","))
    shared: dict[str, str] = getattr(settings, "TWILIO_SHARED_KEYS", {})
    if "key" not in named and named.get("algorithm") == HMAC_SHA1:
        return list(settings.TWILIO_AUTH_TOKEN)
    return [shared[named["key"]]] if named.get("key") in shared else []
