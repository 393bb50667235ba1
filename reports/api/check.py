"""Before a tip goes: what in it could show who wrote it. Nothing is stored or refused; the tipster decides."""

from typing import Any

from django.utils.translation import override
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from reports.api.answers import Said, not_too_long, told
from reports.guides import guide
from reports.house_guides import standing
from reports.intake.checking import concerns
from reports.programs.face import Face
from reports.programs.problems import problems


class PieceOut(serializers.Serializer[Any]):
    """A stretch of text, and whether it could show who wrote it."""

    text = serializers.CharField(trim_whitespace=False)
    marked = serializers.BooleanField()


class MarkedOut(serializers.Serializer[Any]):
    """A text with its marks; `heading` is the question it answers, empty for the story itself."""

    heading = serializers.CharField()
    pieces = PieceOut(many=True)


class ReasonOut(serializers.Serializer[Any]):
    """Why words are marked, and which."""

    sentence = serializers.CharField()
    words = serializers.ListField(child=serializers.CharField())


class CheckOut(serializers.Serializer[Any]):
    """What to show before sending; empty lists where there is nothing. `few_know`: so few could know this."""

    marked = MarkedOut(many=True)
    reasons = ReasonOut(many=True)
    few_know = serializers.BooleanField()


class Check(Face):
    """The warning before sending."""

    @extend_schema(
        operation_id="check_tip",
        tags=["Tips"],
        request={"application/json": Said},
        responses={200: CheckOut, **problems(400, 413, 415)},
    )
    def post(self, request: Request) -> Response:
        """Have a tip looked at before it is sent. It is read in memory and forgotten."""
        sent = Said(data=request.data)
        sent.is_valid(raise_exception=True)
        said = not_too_long(told(sent.validated_data))
        language = sent.validated_data.get("language", "en")
        with override(language):
            found = concerns(
                guide(said.answers.get("category", "other"), language, standing()), said.text, said.answers
            )
            answer = {
                "marked": [
                    {
                        "heading": one.heading,
                        "pieces": [{"text": each.text, "marked": each.marked} for each in one.pieces],
                    }
                    for one in found.marked
                ],
                "reasons": [{"sentence": str(one.sentence), "words": one.words} for one in found.reasons],
                "few_know": found.few,
            }
        return Response(answer)
