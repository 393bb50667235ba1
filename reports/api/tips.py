"""A tip from a program: a force's own app or a partner. Same door, same receipt; no key is needed to send."""

import hashlib
import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from reports.api.errors import Face, NotStoredNow, NotTaken
from reports.intake.door import NotStored, accept
from reports.intake.submission import MAX_TEXT, Submission, clean_text
from reports.models import Category, Channel

KEY_HEADER = "Idempotency-Key"


class TipIn(serializers.Serializer[Any]):
    """What a program may send; anything else in the body is dropped."""

    text = serializers.CharField(max_length=MAX_TEXT)
    category = serializers.ChoiceField(choices=Category.choices, required=False)
    place = serializers.CharField(max_length=500, required=False, allow_blank=True)
    when = serializers.CharField(max_length=500, required=False, allow_blank=True)
    in_danger = serializers.BooleanField(default=False)
    language = serializers.ChoiceField(choices=["en", "acf", "fr", "es", "ht"], required=False)


class TipOut(serializers.Serializer[Any]):
    """The receipt: null when this sending came before and its receipt is no longer kept."""

    receipt = serializers.CharField(allow_null=True)
    repeated = serializers.BooleanField()


class Tips(Face):
    """Sending a tip."""

    @extend_schema(
        request=TipIn,
        responses={201: TipOut, 400: NotTaken, 413: NotTaken, 503: NotTaken},
        parameters=[OpenApiParameter(KEY_HEADER, str, OpenApiParameter.HEADER, required=True)],
    )
    def post(self, request: Request) -> Response:
        """Send one tip. The same key and body again get the same receipt, and make no second tip."""
        key = request.headers.get(KEY_HEADER, "")
        if not 16 <= len(key) <= 200:
            problem = _("Send an Idempotency-Key header of 16 to 200 random characters.")
            raise serializers.ValidationError({KEY_HEADER: [problem]})
        sent = TipIn(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            accepted = accept(_submission(dict(sent.validated_data), key))
        except NotStored as refused:
            raise NotStoredNow from refused
        told = {"receipt": accepted.receipt, "repeated": accepted.repeated}
        return Response(told, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})


def _submission(said: dict[str, Any], key: str) -> Submission:
    answers = {name: clean_text(said[name]) for name in ("category", "place", "when") if said.get(name)}
    return Submission(
        channel=Channel.API,
        text=clean_text(said["text"]),
        answers=answers,
        in_danger=said["in_danger"],
        language=said.get("language", ""),
        repeat_key=_repeat_key(key, said),
    )


def _repeat_key(key: str, said: dict[str, Any]) -> bytes:
    """What makes this sending itself: the key and all that was said with it.

    Not the key alone: of two programs that choose the same one, the second would get the first's receipt and lose its
    tip.
    """
    whole = json.dumps([key, said], sort_keys=True).encode()
    return b"api:" + hashlib.blake2b(whole, digest_size=32).digest()
