"""Tickets: what a program gets first, as a browser gets a form. It is good for one sending, some seconds later."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from reports.intake.flood import SENDINGS
from reports.intake.ticket import TicketRefused, TicketUnripe, check_ticket, new_ticket
from reports.programs.face import Face
from reports.programs.problems import TooSoon


class TicketOut(serializers.Serializer[Any]):
    """A ticket. It is taken from `ripe_in` seconds on, and later while a flood comes; for two days."""

    ticket = serializers.CharField()
    ripe_in = serializers.IntegerField()


class Tickets(Face):
    """Making tickets."""

    @extend_schema(operation_id="new_ticket", tags=["Tips"], request=None, responses={201: TicketOut})
    def post(self, request: Request) -> Response:
        """Get a ticket, best when your form opens: it ripens while somebody writes."""
        told = {"ticket": new_ticket(), "ripe_in": math.ceil(SENDINGS.ripening)}
        return Response(told, status=status.HTTP_201_CREATED)


@contextmanager
def ticket_problems() -> Iterator[None]:
    """Say what is wrong with a ticket as a problem."""
    try:
        yield
    except TicketUnripe as unripe:
        raise TooSoon(
            unripe.seconds, _("The ticket is not ripe yet. Send the same once more, a little later.")
        ) from None
    except TicketRefused:
        refused: Any = {"ticket": [_("This is no ticket of ours, or it is older than two days. Get a new one.")]}
        raise serializers.ValidationError(refused) from None


def take_ticket(ticket: str) -> None:
    """Take one sending and its ticket into account."""
    with ticket_problems():
        check_ticket(ticket)
