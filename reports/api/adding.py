"""What a program adds in a mailbox: an answer, new facts, a correction, files; or the wish that a tip not be used,
or be used after all.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from reports.api.answers import LANGUAGES, Binary
from reports.api.mailbox import MailboxOut, looked_again, opened_by, shown
from reports.api.sending import FORMS, KEY, FileOut, body_of, files_told, hand_over, key_of, repeat_key
from reports.api.tickets import take_ticket
from reports.dialogue.mailbox import OpenMailbox
from reports.intake.door import Accepted
from reports.intake.submission import MAX_TEXT, Submission, clean_text
from reports.intake.taking_back import note_wanted_again
from reports.intake.ticket import once_key
from reports.intake.uploads import HeldFile, let_go
from reports.models import Channel
from reports.models.choices import ACT, CORRECTS, WANTED, WITHDRAWS
from reports.programs.face import Face
from reports.programs.problems import problems

_SENT = problems(400, 403, 409, 413, 415, 429, 503)


class AddIn(serializers.Serializer[Any]):
    """Words, files or both. `corrects`: they correct what was told before."""

    pass_token = serializers.CharField(max_length=2000)
    ticket = serializers.CharField(max_length=200)
    text = serializers.CharField(max_length=MAX_TEXT, required=False, allow_blank=True, default="")
    corrects = serializers.BooleanField(default=False)
    language = serializers.ChoiceField(choices=LANGUAGES, default="en")


class AddWithFilesIn(AddIn):
    """The same as a form, with files as beside a tip."""

    files = serializers.ListField(child=Binary(), max_length=10, required=False)


class WithdrawIn(serializers.Serializer[Any]):
    """Taking a tip back. Nobody has to say why."""

    pass_token = serializers.CharField(max_length=2000)
    ticket = serializers.CharField(max_length=200)
    reason = serializers.CharField(max_length=MAX_TEXT, required=False, allow_blank=True, default="")
    language = serializers.ChoiceField(choices=LANGUAGES, default="en")


class WantAgainIn(serializers.Serializer[Any]):
    """Wanting a tip used that was taken back."""

    pass_token = serializers.CharField(max_length=2000)
    ticket = serializers.CharField(max_length=200)
    language = serializers.ChoiceField(choices=LANGUAGES, default="en")


class AddedOut(serializers.Serializer[Any]):
    """It is stored; and the mailbox as it stands now."""

    repeated = serializers.BooleanField()
    files = FileOut(many=True)
    mailbox = MailboxOut()


class Add(Face):
    """Answering, adding, correcting."""

    stores = True

    @extend_schema(
        operation_id="add_to_tip",
        tags=["Mailbox"],
        request={"application/json": AddIn},
        responses={201: AddedOut, **_SENT},
        parameters=[KEY],
    )
    def post(self, request: Request) -> Response:
        """Send an answer, more of what you know, or a correction."""
        return self._send(request)

    def _send(self, request: Request) -> Response:
        key = key_of(request)
        said, files = body_of(request)
        try:
            sent = AddIn(data=said)
            sent.is_valid(raise_exception=True)
            validated = sent.validated_data
            text = clean_text(validated["text"])
            if not text and not files:
                raise serializers.ValidationError({"text": [_("Write something, or choose a file.")]})
            opened = opened_by(validated["pass_token"])
            take_ticket(validated["ticket"])
        except Exception:
            let_go(files)
            raise
        answers = {ACT: CORRECTS} if validated["corrects"] else {}
        accepted = _send(opened, validated["ticket"], key, text, answers, files)
        return _told(accepted, opened, files, validated["language"])


class AddWithFiles(Add):
    """The same with files."""

    parser_classes = FORMS

    @extend_schema(
        operation_id="add_files_to_tip",
        tags=["Mailbox"],
        request={"multipart/form-data": AddWithFilesIn},
        responses={201: AddedOut, **_SENT},
        parameters=[KEY],
    )
    def post(self, request: Request) -> Response:
        """Send files, with or without words. They are all taken or none."""
        return self._send(request)


class Withdraw(Face):
    """Taking a tip back."""

    stores = True

    @extend_schema(
        operation_id="withdraw_tip",
        tags=["Mailbox"],
        request={"application/json": WithdrawIn},
        responses={201: AddedOut, **_SENT},
        parameters=[KEY],
    )
    def post(self, request: Request) -> Response:
        """Ask that the tip not be used. It is not erased by itself: an officer in charge decides that."""
        key = key_of(request)
        validated, opened = _taken(WithdrawIn(data=request.data))
        accepted = _send(opened, validated["ticket"], key, clean_text(validated["reason"]), {ACT: WITHDRAWS}, ())
        return _told(accepted, opened, (), validated["language"])


class WantAgain(Face):
    """Letting a tip that was taken back be used after all."""

    stores = True

    @extend_schema(
        operation_id="want_tip_again",
        tags=["Mailbox"],
        request={"application/json": WantAgainIn},
        responses={201: AddedOut, **_SENT},
        parameters=[KEY],
    )
    def post(self, request: Request) -> Response:
        """Undo taking back. A tip that is not taken back stays as it is: the answer is then `repeated`."""
        key = key_of(request)
        validated, opened = _taken(WantAgainIn(data=request.data))
        accepted = Accepted(receipt=None, joined=True, repeated=True)
        if opened.withdrawn:
            note_wanted_again(opened.key.tip_id)  # first: noted twice it hurts nobody
            accepted = _send(opened, validated["ticket"], key, "", {ACT: WANTED}, ())
        return _told(accepted, opened, (), validated["language"])


def _taken(sent: serializers.Serializer[Any]) -> tuple[dict[str, Any], OpenMailbox]:
    """Check what was sent, open the mailbox that it names, and use up its ticket."""
    sent.is_valid(raise_exception=True)
    opened = opened_by(sent.validated_data["pass_token"])
    take_ticket(sent.validated_data["ticket"])
    return sent.validated_data, opened


def _send(
    opened: OpenMailbox, ticket: str, key: str, text: str, answers: dict[str, str], files: tuple[HeldFile, ...]
) -> Accepted:
    return hand_over(
        Submission(
            channel=Channel.API,
            text=text,
            answers=answers,
            files=files,
            joins=opened.key,
            repeat_key=repeat_key("added", key, [str(opened.key.tip_id), text, answers], files),
            once_key=once_key(ticket),
            withdraws=answers.get(ACT) == WITHDRAWS,
            wants_again=answers.get(ACT) == WANTED,
        )
    )


def _told(accepted: Accepted, opened: OpenMailbox, files: tuple[HeldFile, ...], language: str) -> Response:
    told = {
        "repeated": accepted.repeated,
        "files": files_told(files),
        "mailbox": shown(looked_again(opened), language),
    }
    return Response(told, status=status.HTTP_201_CREATED)
