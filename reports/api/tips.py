"""A tip from a program: a force's own app or a partner. Same door, same receipt; no key is needed to send."""

import hashlib
import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import exceptions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from reports.api.errors import Face, NotStoredNow, NotTaken, TooLarge
from reports.intake.door import NotStored, accept
from reports.intake.receiving import FarTooMuch, NoForm, Received, Unreadable, receive
from reports.intake.submission import MAX_TEXT, Submission, clean_text
from reports.intake.uploads import HeldFile, let_go
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


@extend_schema_field(OpenApiTypes.BINARY)
class _Binary(serializers.FileField):
    """A file in a form, for the schema: the bytes are read by `receive`."""


class TipWithFilesIn(TipIn):
    """The same as a form, with up to ten photos, PDFs, videos or sounds, 100 MB together (a photo or PDF 20 MB)."""

    files = serializers.ListField(child=_Binary(), max_length=10, required=False)


class FileOut(serializers.Serializer[Any]):
    """A file that was taken. `removed` says what was taken out of it; null: that is done after this answer."""

    kind = serializers.ChoiceField(choices=["image", "pdf", "video", "sound"])
    removed = serializers.ListField(child=serializers.CharField(), allow_null=True)


class TipOut(serializers.Serializer[Any]):
    """The receipt: null when this sending came before and its receipt is no longer kept."""

    receipt = serializers.CharField(allow_null=True)
    repeated = serializers.BooleanField()
    files = FileOut(many=True)


class Tips(Face):
    """Sending a tip."""

    @extend_schema(
        request={"application/json": TipIn, "multipart/form-data": TipWithFilesIn},
        responses={201: TipOut, 400: NotTaken, 413: NotTaken, 415: NotTaken, 503: NotTaken},
        parameters=[OpenApiParameter(KEY_HEADER, str, OpenApiParameter.HEADER, required=True)],
    )
    def post(self, request: Request) -> Response:
        """Send one tip. The same key and body again get the same receipt, and make no second tip.

        Files are all taken or none: a 400 lists under `files` each that was refused, by its place from 1 and a reason.
        """
        key = request.headers.get(KEY_HEADER, "")
        if not 16 <= len(key) <= 200:
            problem = _("Send an Idempotency-Key header of 16 to 200 random characters.")
            raise serializers.ValidationError({KEY_HEADER: [problem]})
        if not (request.content_type or "").startswith("multipart/"):
            return _sent(request.data, (), key)
        received = _received(request)
        try:
            return _sent(received.words.dict(), received.held, key)
        except serializers.ValidationError:  # not where the door failed: nobody knows then what was committed
            let_go(received.held)
            raise


def _received(request: Request) -> Received:
    """Read a form with files. Raises what its sender is told."""
    try:
        received = receive(request._request)
    except FarTooMuch as problem:
        raise TooLarge from problem
    except NoForm as problem:
        raise exceptions.UnsupportedMediaType(request.content_type) from problem
    except Unreadable as problem:
        raise exceptions.ParseError(_("The body broke off or is no form. Nothing was stored.")) from problem
    if received.refused:
        let_go(received.held)
        refused: Any = [{"position": one.position, "reason": one.reason.value} for one in received.refused]
        raise serializers.ValidationError({"files": refused})
    return received


def _sent(said: Any, files: tuple[HeldFile, ...], key: str) -> Response:
    sent = TipIn(data=said)
    sent.is_valid(raise_exception=True)
    try:
        accepted = accept(_submission(dict(sent.validated_data), files, key))
    except NotStored as refused:
        raise NotStoredNow from refused
    told = {
        "receipt": accepted.receipt,
        "repeated": accepted.repeated,
        "files": [{"kind": held.media, "removed": None if held.raw else held.removed} for held in files],
    }
    return Response(told, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})


def _submission(said: dict[str, Any], files: tuple[HeldFile, ...], key: str) -> Submission:
    answers = {name: clean_text(said[name]) for name in ("category", "place", "when") if said.get(name)}
    return Submission(
        channel=Channel.API,
        text=clean_text(said["text"]),
        answers=answers,
        in_danger=said["in_danger"],
        language=said.get("language", ""),
        files=files,
        repeat_key=_repeat_key(key, said, files),
    )


def _repeat_key(key: str, said: dict[str, Any], files: tuple[HeldFile, ...]) -> bytes:
    """What makes this sending itself: the key and all that was said and sent with it.

    Not the key alone: of two programs that choose the same one, the second would get the first's receipt and lose its
    tip.
    """
    digests = [held.digest.hex() for held in files]
    whole = json.dumps([key, said, *digests], sort_keys=True).encode()
    return b"api:" + hashlib.blake2b(whole, digest_size=32).digest()
