"""What every address of programs shares: JSON goes out whatever happens, and nothing is kept on the way."""

import logging
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reports.programs.problems import TOLD, NotNow, as_problem, senders_own

log = logging.getLogger(__name__)


class JsonAlways(BaseContentNegotiation):
    """Whatever a program says it accepts, it gets JSON."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Return the parser for what was sent, or None."""
        sent = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == sent), None)

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return the first one there is."""
        return renderers[0], renderers[0].media_type


class Broken(NotNow):
    """A fault of ours."""

    status_code = HTTPStatus.INTERNAL_SERVER_ERROR
    default_detail = _("Something broke here. Send it again with the same key: a repeat makes no second tip.")
    default_code = "broken"


class Face(APIView):
    """An address of programs. `stores`: its errors say whether anything was stored."""

    authentication_classes = ()
    permission_classes = ()
    parser_classes: tuple[type[BaseParser], ...] = (JSONParser,)
    content_negotiation_class = JsonAlways
    stores = False

    def handle_exception(self, exc: Exception) -> Response:
        problem, stored = senders_own(exc), False
        if not isinstance(problem, TOLD):
            log.error("The face of programs broke.", exc_info=problem)
            problem, stored = Broken(), None  # type: ignore[assignment]
        return as_problem(super().handle_exception(problem), problem, {"stored": stored} if self.stores else {})


class Nowhere(Face):
    """Any address that is not one of this face."""

    schema = None
    stores = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise exceptions.NotFound(_("There is nothing at this address. Nothing was stored."))
