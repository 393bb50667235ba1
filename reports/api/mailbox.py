"""The mailbox for programs: with the receipt in the body, never in an address. The page's rules hold here too."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from reports.api.answers import LANGUAGES
from reports.api.tickets import ticket_problems
from reports.dialogue.canned import Known, asked_in, known_questions
from reports.dialogue.mailbox import PASS_AGE, Entry, NoSuchMailbox, OpenMailbox, end_dialogue, read_by_tipster, reopen
from reports.dialogue.turns import MailboxBusy
from reports.intake.letting_in import BUSY_FOR, TriedTooOften, let_in
from reports.intake.receipt import ReceiptMistyped, parse
from reports.programs.face import Face
from reports.programs.problems import NotNow, TooSoon, problems

_OUT = (DatabaseError, InterfaceError, OSError)
STATES = ["received", "new", "read", "open", "waiting", "closed"]


class PassOver(exceptions.PermissionDenied):
    """The mailbox is not open any more."""

    default_detail = _("The mailbox is not open any more: the pass is too old, or the talk was ended.")
    default_code = "pass_over"


class OpenIn(serializers.Serializer[Any]):
    """A receipt, and a ripe ticket. `language`: in which ready-made questions are told, where they exist in it."""

    receipt = serializers.CharField(max_length=60)
    ticket = serializers.CharField(max_length=200)
    language = serializers.ChoiceField(choices=LANGUAGES, default="en")

    def validate_receipt(self, receipt: str) -> str:
        """Return its digits."""
        try:
            return parse(receipt)
        except ReceiptMistyped:
            raise serializers.ValidationError(_("These are not the 20 digits of a receipt.")) from None


class PassIn(serializers.Serializer[Any]):
    """The pass that the last answer gave: it opens the mailbox again for half an hour."""

    pass_token = serializers.CharField(max_length=2000)
    language = serializers.ChoiceField(choices=LANGUAGES, default="en")


class EndIn(serializers.Serializer[Any]):
    """The pass, and no word more."""

    pass_token = serializers.CharField(max_length=2000)


class FileNewsOut(serializers.Serializer[Any]):
    """What became of a file that was made safe after it was sent. `refused`: why it was not kept, or empty."""

    kind = serializers.CharField(source="media")
    refused = serializers.CharField()
    removed = serializers.ListField(child=serializers.CharField())


class MessageOut(serializers.Serializer[Any]):
    """One line of the talk. The tipster's own words are never told, only that there were some.

    `fades_on`: the day on which an officer's words are erased here, once read; then they are `faded`.
    `is_shut`: it cannot be shown at the moment; look again later.
    """

    from_officer = serializers.BooleanField()
    day = serializers.DateField()
    text = serializers.CharField()
    file = FileNewsOut(allow_null=True)
    fades_on = serializers.DateField(allow_null=True)
    faded = serializers.BooleanField()
    is_shut = serializers.BooleanField()


class MailboxOut(serializers.Serializer[Any]):
    """An opened mailbox. `unread`: an officer has yet to open what was sent last."""

    state = serializers.ChoiceField(choices=STATES)
    unread = serializers.BooleanField()
    withdrawn = serializers.BooleanField()
    messages = MessageOut(many=True)
    pass_token = serializers.CharField()
    pass_seconds = serializers.IntegerField()


class EndedOut(serializers.Serializer[Any]):
    """The talk is over."""

    ended = serializers.BooleanField()


class OpenMailboxView(Face):
    """Opening it."""

    @extend_schema(
        operation_id="open_mailbox",
        tags=["Mailbox"],
        request={"application/json": OpenIn},
        responses={200: MailboxOut, **problems(400, 404, 413, 415, 429, 503)},
    )
    def post(self, request: Request) -> Response:
        """Open a mailbox with its receipt. Each try needs a ripe ticket, and one ticket is good for three."""
        asked = OpenIn(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        with mailbox_problems(), ticket_problems():
            try:
                opened = let_in(said["receipt"], said["ticket"])
            except NoSuchMailbox:
                raise exceptions.NotFound(_("No open mailbox belongs to these digits.")) from None
            except TriedTooOften as often:
                raise TooSoon(often.seconds, _("Too many tries with this ticket. Get a new one.")) from None
        return Response(shown(opened, said["language"]))


class Look(Face):
    """Looking into it again."""

    @extend_schema(
        operation_id="look_into_mailbox",
        tags=["Mailbox"],
        request={"application/json": PassIn},
        responses={200: MailboxOut, **problems(400, 403, 413, 415, 503)},
    )
    def post(self, request: Request) -> Response:
        """Read the mailbox again with its pass. What is shown counts as read."""
        asked = PassIn(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(shown(opened_by(asked.validated_data["pass_token"]), asked.validated_data["language"]))


class End(Face):
    """Ending the talk."""

    @extend_schema(
        operation_id="end_talk",
        tags=["Mailbox"],
        request={"application/json": EndIn},
        responses={200: EndedOut, **problems(400, 403, 413, 415, 503)},
    )
    def post(self, request: Request) -> Response:
        """End the talk for good: the receipt opens nothing any more. The tip stays with the police."""
        asked = EndIn(data=request.data)
        asked.is_valid(raise_exception=True)
        opened = opened_by(asked.validated_data["pass_token"])
        with mailbox_problems():
            end_dialogue(opened.key)
        return Response({"ended": True})


def opened_by(pass_token: str) -> OpenMailbox:
    """Open a mailbox with its pass. Raises PassOver, NotNow."""
    with mailbox_problems():
        try:
            return reopen(pass_token)
        except NoSuchMailbox:
            raise PassOver from None


@contextmanager
def mailbox_problems() -> Iterator[None]:
    """Say as a problem why no mailbox can be opened now."""
    try:
        yield
    except MailboxBusy:
        busy = NotNow(_("Many mailboxes are being opened just now."), "busy")
        busy.wait = BUSY_FOR  # type: ignore[attr-defined]
        raise busy from None
    except _OUT:
        raise NotNow(_("Mailboxes cannot be opened at this moment. Nothing is lost."), "out_of_order") from None


def shown(opened: OpenMailbox, language: str) -> dict[str, Any]:
    """Return a mailbox as programs read it; what it shows counts as read."""
    with suppress(*_OUT):  # it is shown all the same, and vanishes later
        opened = read_by_tipster(opened)
    told = {
        "state": opened.state,
        "unread": opened.unread,
        "withdrawn": opened.withdrawn,
        "messages": _messages(opened, language),
        "pass_token": opened.pass_token,
        "pass_seconds": PASS_AGE,
    }
    return dict(MailboxOut(told).data)


def looked_again(opened: OpenMailbox) -> OpenMailbox:
    """Return the mailbox after something was sent: it is stored, whether or not this can be read."""
    try:
        return reopen(opened.pass_token)
    except (*_OUT, NoSuchMailbox, MailboxBusy):
        return opened


def _messages(opened: OpenMailbox, language: str) -> list[dict[str, Any]]:
    known = known_questions()
    return [_message(entry, language, known) for entry in opened.entries]


def _message(entry: Entry, language: str, known: Known) -> dict[str, Any]:
    lines = (asked_in(line, language, known) or (line, "") for line in entry.text.splitlines())
    return {
        "from_officer": entry.from_officer,
        "day": entry.day,
        "text": "\n".join(words for words, _code in lines),
        "file": entry.file,
        "fades_on": entry.fades_on,
        "faded": entry.faded,
        "is_shut": entry.is_shut,
    }
