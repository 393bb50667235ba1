"""The queue for programs: the same lists in the same order, a page at a time by keyset."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from reports.desk_api.access import DeskFace
from reports.desk_api.rows import TipRowOut, row
from reports.models import Category, Channel, Status
from reports.programs.problems import problems
from reports.queries.lists import AGES, LANGUAGES, LISTS, SHOWS, BadCursor, BadView, View
from reports.queries.queue import PAGE, list_counts, queue_page
from reports.queries.readings import ReadState

MOST = 100
_DATE = {"type": "string", "format": "date"}


class QueueRowOut(TipRowOut):
    """A tip on a list. `preview`: its first words, with a mask over what could identify the tipster."""

    rings = serializers.BooleanField(
        help_text="nobody has confirmed the danger in it, or in a tip merged into it: it stands before the first page"
    )
    preview = serializers.CharField()
    read = serializers.ChoiceField(choices=[state.value for state in ReadState])
    looking = serializers.ListField(child=serializers.CharField(), help_text="colleagues who have it open now")


class QueueOut(serializers.Serializer[Any]):
    """A page. `next` is the `after` of the page behind it; `counts` stop at 1,001; `state` changes with the page."""

    tips = QueueRowOut(many=True)
    next = serializers.CharField(allow_null=True)
    counts = serializers.DictField(child=serializers.IntegerField())
    state = serializers.CharField()


class Queue(DeskFace):
    """A list of tips."""

    @extend_schema(
        operation_id="queue",
        tags=["Desk"],
        parameters=[
            OpenApiParameter("list", str, enum=list(LISTS)),
            OpenApiParameter("unit", {"type": "string", "format": "uuid"}),
            OpenApiParameter("status", str, enum=Status.values),
            OpenApiParameter("assigned_to", str, description="who works on it: an officer's id, or `nobody`"),
            OpenApiParameter("category", str, enum=Category.values),
            OpenApiParameter("channel", str, enum=Channel.values),
            OpenApiParameter("language", str, enum=list(LANGUAGES)),
            OpenApiParameter("days", {"type": "integer", "enum": list(AGES)}),
            OpenApiParameter("older", {"type": "integer", "enum": list(AGES)}, description="came before that"),
            OpenApiParameter("since", _DATE, description="came on that day or later"),
            OpenApiParameter("until", _DATE, description="came on that day or before"),
            OpenApiParameter("shows", str, enum=list(SHOWS)),
            OpenApiParameter("after", str, description="the `next` of the page before"),
            OpenApiParameter("size", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}),
        ],
        responses={200: QueueOut, **problems(400, 401, 403)},
    )
    def get(self, request: Request) -> Response:
        """List tips: danger that nobody has confirmed, then most urgent first.

        The first words of each are shown, so the listing is in the trail. A first page holds up to ten tips more than
        its size, those that ring; one whose own place is on a later page is there again.
        """
        asked = request.query_params
        try:
            view = View.read(asked)
            found = queue_page(self.ring, view, after=asked.get("after") or None, size=_size(asked.get("size", "")))
        except (BadView, BadCursor):
            raise serializers.ValidationError(_("There is no such list, filter or page.")) from None
        tips = [
            {
                **row(each.tip),
                "rings": each.rings,
                "preview": each.preview,
                "read": each.read.state.value,
                "looking": each.looking,
            }
            for each in found.rows
        ]
        told = {"tips": tips, "next": found.next, "counts": list_counts(self.ring), "state": found.state}
        return Response(QueueOut(told).data)


def _size(text: str) -> int:
    if not text:
        return PAGE
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST):
        raise serializers.ValidationError({"size": [_("A page has 1 to 100 tips.")]})
    return int(text)
