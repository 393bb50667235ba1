"""Search for programs: the words travel in the body, and what could identify the tipster is masked in what is found."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from reports.desk_api.access import DeskFace
from reports.desk_api.rows import TipRowOut, row
from reports.models import Category, Channel, RecordKind, Status
from reports.programs.problems import problems
from reports.queries.lists import AGES, LANGUAGES, SHOWS, BadCursor, BadView, View
from reports.queries.question import LONGEST, EmptyQuestion, read_question
from reports.queries.search import place_of, search
from reports.triage.answers_seen import giveaways


class SearchIn(serializers.Serializer[Any]):
    """What is looked for. All words must stand in a tip; "quotes" hold words together, - leaves tips out."""

    words = serializers.CharField(max_length=LONGEST)
    nearly = serializers.BooleanField(default=False, help_text="one letter of a longer word may be wrong")
    unit = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(choices=Status.choices, required=False)
    assigned_to = serializers.CharField(max_length=36, required=False, help_text="an officer's id, or `nobody`")
    category = serializers.ChoiceField(choices=Category.choices, required=False)
    channel = serializers.ChoiceField(choices=Channel.choices, required=False)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)
    days = serializers.ChoiceField(choices=AGES, required=False)
    older = serializers.ChoiceField(choices=AGES, required=False, help_text="came before that")
    since = serializers.DateField(required=False, help_text="came on that day or later")
    until = serializers.DateField(required=False, help_text="came on that day or before")
    shows = serializers.ChoiceField(choices=list(SHOWS), required=False)
    after = serializers.CharField(max_length=200, required=False, help_text="the `next` of the answer before")


class CutOut(serializers.Serializer[Any]):
    """Some words, and whether they are what was looked for."""

    text = serializers.CharField(trim_whitespace=False)
    is_found = serializers.BooleanField()


class HitOut(serializers.Serializer[Any]):
    """A tip that fits. What could identify the tipster is masked for programs, and not searched."""

    tip = TipRowOut()
    where = serializers.ChoiceField(choices=RecordKind.choices)
    cuts = CutOut(many=True)


class SearchOut(serializers.Serializer[Any]):
    """What was found, newest first, 200 at most. `next` is the `after` of a search that goes on there; null at the end.

    `is_cut`: it stopped at 200.
    """

    hits = HitOut(many=True)
    searched = serializers.IntegerField()
    is_cut = serializers.BooleanField()
    next = serializers.CharField(allow_null=True)


class Search(DeskFace):
    """Looking for words."""

    @extend_schema(
        operation_id="search",
        tags=["Desk"],
        request={"application/json": SearchIn},
        responses={200: SearchOut, **problems(400, 401, 403, 413, 415)},
    )
    def post(self, request: Request) -> Response:
        """Look through the officer's tips. What was asked stands in the trail, sealed for the units searched."""
        sent = SearchIn(data=request.data)
        sent.is_valid(raise_exception=True)
        said = sent.validated_data
        try:
            question = read_question(said["words"], fuzzy=said["nearly"])
            view = View.read({**said, "unit": str(said.get("unit", "")), "list": "all"})
            behind = place_of(said.get("after"))
        except EmptyQuestion:
            raise serializers.ValidationError({"words": [_("Write a word that a tip should hold.")]}) from None
        except BadView:
            raise serializers.ValidationError(_("There is no such filter.")) from None
        except BadCursor:
            raise serializers.ValidationError({"after": [_("There is no such page.")]}) from None
        parts = list(search(self.ring, question, said["words"], view, giveaways, behind=behind))
        hits = [{"tip": row(hit.tip), "where": hit.where, "cuts": hit.cuts} for part in parts for hit in part.hits]
        last = parts[-1]
        told = {"hits": hits, "searched": last.searched, "is_cut": last.next is not None, "next": last.next}
        return Response(SearchOut(told).data)
