"""Errors as programs read them: always JSON, and always with whether anything was stored."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers, status
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

log = logging.getLogger(__name__)
_TOLD = (exceptions.APIException, Http404, PermissionDenied)


class NotTaken(serializers.Serializer[Any]):
    """Any error. Beside these, each wrong field has a list of sentences under its own name."""

    stored = serializers.BooleanField(allow_null=True, help_text="null where this server cannot know")
    detail = serializers.CharField(required=False)


class TooLarge(exceptions.APIException):
    """The body is larger than any tip can be, and was not read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("This is too large for a tip. Nothing was stored.")


class NotStoredNow(exceptions.APIException):
    """The door refused: the same sending may succeed later."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = _("The tip was NOT stored. Send it again in a moment, or call the hotline.")


class Face(APIView):
    """What every address of this face shares: nobody signs in, JSON comes in, and JSON goes out whatever happens."""

    authentication_classes = ()
    permission_classes = ()
    parser_classes = (JSONParser,)

    def handle_exception(self, exc: Exception) -> Response:
        problem = _senders_own(exc)
        if not isinstance(problem, _TOLD):
            log.error("The face of programs broke.", exc_info=problem)
            detail = _("Something broke here. Send it again with the same key: a repeat makes no second tip.")
            return Response({"stored": None, "detail": detail}, status=status.HTTP_500_INTERNAL_SERVER_ERROR)
        response = super().handle_exception(problem)
        response.data = {"stored": False, **response.data}
        return response


class Nowhere(Face):
    """Any address that is not one of this face."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise exceptions.NotFound(_("There is nothing at this address. Nothing was stored."))


def _senders_own(exc: Exception) -> Exception:
    """The errors that a body alone can cause, as what they tell its sender; any other as it is."""
    if isinstance(exc, RequestDataTooBig):
        return TooLarge()
    if isinstance(exc, RecursionError):  # nothing of ours calls itself: only what was sent can lie that deep
        return exceptions.ParseError(_("This JSON is nested too deeply. Nothing was stored."))
    if isinstance(exc, UnreadablePostError):
        return exceptions.ParseError(_("The body broke off. Nothing was stored."))
    return exc
