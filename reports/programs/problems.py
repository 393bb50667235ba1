"""Errors as programs read them: problem details (RFC 9457), whatever went wrong."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
TOLD = (exceptions.APIException, Http404, PermissionDenied)
_KIND = "urn:tipline:problem:"


class Problem(serializers.Serializer[Any]):
    """Any error (RFC 9457)."""

    type = serializers.CharField(help_text=f"{_KIND} and a code that does not change with the sentence")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    errors = serializers.DictField(  # type: ignore[assignment]
        required=False, help_text="what is wrong with each field that is wrong"
    )
    stored = serializers.BooleanField(
        required=False, allow_null=True, help_text="of a sending: was anything stored? null where nobody knows"
    )


class TooLarge(exceptions.APIException):
    """The body is larger than anything we take, and was not read."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = _("This is too large for a tip. Nothing was stored.")
    default_code = "too_large"


class Conflict(exceptions.APIException):
    """What was sent does not go with what is there."""

    status_code = HTTPStatus.CONFLICT
    default_code = "conflict"


class NotNow(exceptions.APIException):
    """The same sending may succeed later."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_code = "not_now"


class TooSoon(exceptions.APIException):
    """It is taken in `wait` seconds."""

    status_code = HTTPStatus.TOO_MANY_REQUESTS
    default_code = "too_soon"

    def __init__(self, wait: int, detail: Any) -> None:
        super().__init__(detail)
        self.wait = max(1, wait)  # the framework tells it as Retry-After


def problems(*statuses: int) -> dict[tuple[int, str], type[Problem]]:
    """Return these errors for the description of an address."""
    return {(status, MEDIA_TYPE): Problem for status in statuses}


def senders_own(exc: Exception) -> Exception:
    """The errors that a body alone can cause, as what they tell its sender; any other as it is."""
    if isinstance(exc, RequestDataTooBig):
        return TooLarge()
    if isinstance(exc, RecursionError):  # nothing of ours calls itself: only what was sent can lie that deep
        return exceptions.ParseError(_("This JSON is nested too deeply. Nothing was stored."))
    if isinstance(exc, UnreadablePostError):
        return exceptions.ParseError(_("The body broke off. Nothing was stored."))
    return exc


def as_problem(response: Response, exc: Exception, more: Mapping[str, object]) -> Response:
    """Turn the framework's answer to `exc` into problem details; its headers stay."""
    told: dict[str, object] = {
        "type": _KIND + _code(exc),
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
    }
    if isinstance(exc, exceptions.ValidationError):
        said = response.data
        told["detail"] = str(_("Something in it is wrong. Nothing was done."))
        told["errors"] = said if isinstance(said, dict) else {"non_field_errors": said}
    else:
        told["detail"] = response.data["detail"]
    response.data = told | dict(more)
    response.content_type = MEDIA_TYPE
    return response


def _code(exc: Exception) -> str:
    if isinstance(exc, exceptions.ValidationError):
        return "invalid"
    if isinstance(exc, exceptions.APIException):
        return str(exc.get_codes())
    return "not_found" if isinstance(exc, Http404) else "forbidden"
