"""What all sendings of tipsters' programs share: the key that makes a repeat known, the files, and the door."""

import hashlib
import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions, serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from reports.intake.door import Accepted, FilesGone, NotStored, SentBefore, accept
from reports.intake.receiving import FarTooMuch, NoForm, Received, Unreadable, receive
from reports.intake.submission import Submission
from reports.intake.uploads import HeldFile, let_go
from reports.programs.problems import Conflict, NotNow, TooLarge

KEY_HEADER = "Idempotency-Key"
KEY = OpenApiParameter(
    KEY_HEADER,
    {"type": "string", "minLength": 16, "maxLength": 200},
    OpenApiParameter.HEADER,
    required=True,
    description="16 to 200 random characters. The same key and body again get the same answer, for an hour or two.",
)


class FormParser(BaseParser):
    """Leaves a form with files unread: `form_of` reads it, and no other hand may."""

    media_type = "multipart/form-data"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> dict[str, Any]:
        """Read nothing."""
        return {}


FORMS = (FormParser,)


class FileOut(serializers.Serializer[Any]):
    """A file that was taken. `removed` says what was taken out of it; null: that is done after this answer."""

    kind = serializers.ChoiceField(choices=["image", "pdf", "video", "sound"])
    removed = serializers.ListField(child=serializers.CharField(), allow_null=True)


def key_of(request: Request) -> str:
    """Return the request's key. Raises ValidationError."""
    key = request.headers.get(KEY_HEADER, "")
    if not 16 <= len(key) <= 200:
        problem = _("Send an Idempotency-Key header of 16 to 200 random characters.")
        raise serializers.ValidationError({KEY_HEADER: [problem]})
    return key


def body_of(request: Request) -> tuple[Any, tuple[HeldFile, ...]]:
    """Return what was said, and the files that came with it: all, or none and an error."""
    if not any(isinstance(parser, FormParser) for parser in request.parsers or ()):
        return request.data, ()
    if (request.content_type or "").partition(";")[0].strip().lower() != FormParser.media_type:
        raise exceptions.UnsupportedMediaType(request.content_type)
    received = _received(request)
    return received.words.dict(), received.held


def _received(request: Request) -> Received:
    """Read a form with files. Raises what its sender is told."""
    try:
        received = receive(request._request)
    except FarTooMuch as problem:
        let_go(problem.received.held)
        raise TooLarge from problem
    except NoForm as problem:
        raise exceptions.UnsupportedMediaType(request.content_type) from problem
    except Unreadable as problem:
        let_go(problem.received.held)
        raise exceptions.ParseError(_("The body broke off or is no form. Nothing was stored.")) from problem
    if received.dropped:
        let_go(received.held)
        raise TooLarge
    if received.refused:
        let_go(received.held)
        refused: Any = [{"position": one.position, "reason": one.reason.value} for one in received.refused]
        raise serializers.ValidationError({"files": refused})
    return received


def hand_over(submission: Submission) -> Accepted:
    """Give it to the door. Raises what its sender is told."""
    try:
        return accept(submission)
    except NotStored as refused:
        raise NotNow(_("The tip was NOT stored. Send it again in a moment, or call the hotline.")) from refused
    except SentBefore:
        raise Conflict(
            _("This ticket was used for other words. Get a new ticket to send these too."), "sent_before"
        ) from None
    except FilesGone:
        raise Conflict(_("The files are gone. Send all once more."), "files_gone") from None


def repeat_key(what: str, key: str, said: Any, files: tuple[HeldFile, ...]) -> bytes:
    """What makes this sending itself: the key and all that was said and sent with it.

    Not the key alone: of two programs that choose the same one, the second would get the first's receipt and lose its
    tip. Nor the ticket: who sends the same once more may have got another.
    """
    digests = [held.digest.hex() for held in files]
    whole = json.dumps([what, key, said, *digests], sort_keys=True).encode()
    return b"api:" + hashlib.blake2b(whole, digest_size=32).digest()


def files_told(files: tuple[HeldFile, ...]) -> list[dict[str, Any]]:
    """Say what became of the files."""
    return [{"kind": held.media, "removed": None if held.raw else held.removed} for held in files]
