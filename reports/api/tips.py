"""A tip from a program: a force's own app or a partner. Same door, same receipt; no key is needed to send."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from reports.api.answers import Binary, Said, Told, checked, told
from reports.api.sending import FORMS, KEY, FileOut, body_of, files_told, hand_over, key_of, repeat_key
from reports.api.tickets import take_ticket
from reports.intake.submission import Submission
from reports.intake.ticket import once_key
from reports.intake.uploads import HeldFile, let_go
from reports.models import Channel
from reports.programs.face import Face
from reports.programs.problems import problems


class TipIn(Said):
    """A tip. `in_danger`: somebody is in danger now; people are then alerted at once, day and night."""

    ticket = serializers.CharField(max_length=200)
    in_danger = serializers.BooleanField(default=False)


class TipWithFilesIn(TipIn):
    """The same as a form, with up to ten photos, PDFs, videos or sounds, 100 MB together (a photo or PDF 20 MB)."""

    answers = serializers.CharField(required=False, help_text="the answers as JSON")  # type: ignore[assignment]
    files = serializers.ListField(child=Binary(), max_length=10, required=False)


class SentTipOut(serializers.Serializer[Any]):
    """The receipt: null when this sending came before and its receipt is no longer kept.

    `dropped` are the ids of answers that were not kept: the guide does not ask for them, given the others.
    """

    receipt = serializers.CharField(allow_null=True)
    repeated = serializers.BooleanField()
    files = FileOut(many=True)
    dropped = serializers.ListField(child=serializers.CharField())


_ANSWERS: dict[Any, Any] = {201: SentTipOut, **problems(400, 409, 413, 415, 429, 503)}


class Tips(Face):
    """Sending a tip."""

    stores = True

    @extend_schema(
        operation_id="send_tip",
        tags=["Tips"],
        request={"application/json": TipIn},
        responses=_ANSWERS,
        parameters=[KEY],
    )
    def post(self, request: Request) -> Response:
        """Send one tip. The same key and body again get the same receipt, and make no second tip.

        Show the receipt once, and keep it nowhere.
        """
        return self._send(request)

    def _send(self, request: Request) -> Response:
        key = key_of(request)
        said, files = body_of(request)
        try:
            sent = TipIn(data=said)
            sent.is_valid(raise_exception=True)
            validated = dict(sent.validated_data)
            ticket = validated.pop("ticket")
            telling = checked(told(validated))
            take_ticket(ticket)
        except Exception:  # not where the door failed: nobody knows then what was committed
            let_go(files)
            raise
        accepted = hand_over(_submission(validated, telling, files, key, ticket))
        answer = {
            "receipt": accepted.receipt,
            "repeated": accepted.repeated,
            "files": files_told(files),
            "dropped": telling.dropped,
        }
        return Response(answer, status=status.HTTP_201_CREATED)


class TipsWithFiles(Tips):
    """Sending a tip with files."""

    parser_classes = FORMS

    @extend_schema(
        operation_id="send_tip_with_files",
        tags=["Tips"],
        request={"multipart/form-data": TipWithFilesIn},
        responses=_ANSWERS,
        parameters=[KEY],
    )
    def post(self, request: Request) -> Response:
        """Send one tip with files. They are all taken or none.

        A 400 lists under `files` each that was refused, by its place from 1 and a reason.
        """
        return self._send(request)


def _submission(said: dict[str, Any], telling: Told, files: tuple[HeldFile, ...], key: str, ticket: str) -> Submission:
    return Submission(
        channel=Channel.API,
        text=telling.text,
        answers=telling.answers,
        guide=telling.edition,
        in_danger=telling.in_danger,
        language=said.get("language", ""),
        files=files,
        repeat_key=repeat_key("tip", key, said, files),
        once_key=once_key(ticket),
    )
