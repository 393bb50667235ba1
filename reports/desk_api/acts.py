"""What a program does to a tip for its officer: the rooms' own verbs, each with the version that was read."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from reports.as_seen import as_seen
from reports.casework.claim import claim_tip, release_tip
from reports.casework.mentions import CannotMention
from reports.casework.notes import EmptyNote, add_note
from reports.casework.outcomes import (
    MOST_GRAMS,
    MOST_OF,
    MOST_THINGS,
    EmptyOutcome,
    Figures,
    record_outcome,
    strike_out,
)
from reports.casework.recuse import step_back
from reports.casework.status import ReasonMissing, change_status, close_tip
from reports.desk_api.access import DeskFace, refusals
from reports.desk_api.rows import TipRowOut, row
from reports.dialogue.reply import EmptyQuestion, ask_tipster
from reports.models import CloseReason, Drug, Firearm, Missing, Status, Struck, Tip, Usefulness
from reports.models.outcome import COUNTS
from reports.programs.problems import problems
from reports.queries.reading import UNREADABLE
from reports.retelling import repeated
from reports.rewards.grounds import withdraw_unfounded
from reports.rewards.tariff import award_for
from reports.wall import whole_house

_LONGEST = 20_000
_REPEATS = _(
    "This repeats the tip, and others may read it: %(words)s. Change it, or send it with `as_it_is` if that is safe."
)


class ActIn(serializers.Serializer[Any]):
    """The version of the tip that the program has read."""

    version = serializers.IntegerField(min_value=0, max_value=2_000_000_000)


class WordsIn(ActIn):
    """Words of the officer."""

    text = serializers.CharField(max_length=_LONGEST)


class AskIn(WordsIn):
    """`as_it_is`: send it although words of it repeat the tip."""

    as_it_is = serializers.BooleanField(default=False)


class NoteIn(WordsIn):
    """A note. `@name` mentions a colleague who may open the tip; `plain`: no word of it does."""

    plain = serializers.BooleanField(default=False)


class MoveIn(ActIn):
    """Where to."""

    to = serializers.ChoiceField(choices=[status for status in Status.choices if status[0] != Status.CLOSED])


class CloseIn(ActIn):
    """Why."""

    reason = serializers.ChoiceField(choices=CloseReason.choices)


def _numbers(names: Any, most: int) -> Any:
    number = serializers.IntegerField(min_value=0, max_value=most)
    return serializers.DictField(child=number, default=dict, help_text=f"by {', '.join(map(str, names))}")


class OutcomeIn(ActIn):
    """What came of it, to be added to what was written down before. `drugs` are in grams."""

    counts = _numbers(COUNTS, max(MOST_OF.values()))
    firearms = _numbers(Firearm.values, MOST_THINGS)
    drugs = _numbers(Drug.values, MOST_GRAMS)
    usefulness = serializers.ChoiceField(choices=Usefulness.choices, required=False, allow_null=True)
    missing = serializers.MultipleChoiceField(choices=Missing.choices, default=set)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Refuse names that no outcome has."""
        known = {"counts": COUNTS, "firearms": Firearm.values, "drugs": Drug.values}
        wrong = {
            name: [_("There is no such thing to count.")]
            for name, names in known.items()
            if set(said[name]) - set(names)
        }
        if wrong:
            raise serializers.ValidationError(wrong)
        if any(number > MOST_OF.get(name, MOST_THINGS) for name, number in said["counts"].items()):
            raise serializers.ValidationError({"counts": [_("More than one report takes.")]})
        return said


class Act(DeskFace):
    """One act on one tip."""

    scope = "act"
    takes: type[ActIn] = ActIn

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        """Do it."""
        raise NotImplementedError

    def post(self, request: Request, tip_id: UUID) -> Response:
        """Do it, and answer with the tip as it stands now; a tip that can no longer be read is 404 from then on."""
        sent = self.takes(data=request.data)
        sent.is_valid(raise_exception=True)
        said = dict(sent.validated_data)
        tip = self.own_tip(tip_id)
        with refusals():
            try:
                self.act(tip, said)
            except (EmptyNote, EmptyQuestion, EmptyOutcome, ReasonMissing):
                raise serializers.ValidationError(_("There is nothing in it to keep.")) from None
            except CannotMention as nobody:
                problem = _("Nobody with that name may open this tip: %(names)s.") % {"names": ", ".join(nobody.names)}
                raise serializers.ValidationError({"text": [problem]}) from None
        with whole_house():  # it may have gone to another unit
            changed = Tip.objects.select_related("unit", "assigned_to").get(pk=tip.pk)
        return Response(TipRowOut(row(changed)).data)


def described(operation_id: str, about: str, takes: type[ActIn]) -> Any:
    """Describe an act for the schema."""
    told = extend_schema(
        operation_id=operation_id,
        tags=["Desk"],
        description=about,
        request={"application/json": takes},
        responses={200: TipRowOut, **problems(400, 401, 403, 404, 409, 413, 415)},
    )
    return extend_schema_view(post=told)


@described("claim_tip", "Work on the tip from now on.", ActIn)
class Claim(Act):
    """Taking a tip on."""

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        claim_tip(tip=tip, by=self.officer, version=said["version"])


@described("release_tip", "Give the tip back to the unit.", ActIn)
class GiveBack(Act):
    """Giving it back."""

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        release_tip(tip=tip, by=self.officer, version=said["version"])


@described("move_tip", "Change the status. Closing has its own address.", MoveIn)
class Move(Act):
    """Changing the status."""

    takes = MoveIn

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        change_status(tip=tip, to=Status(said["to"]), ring=self.ring, version=said["version"])


@described("close_tip", "Close the tip with its outcome. Its arrival is kept to the day from then on.", CloseIn)
class Close(Act):
    """Closing."""

    takes = CloseIn

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        close_tip(tip=tip, reason=said["reason"], by=self.officer, version=said["version"])


@described("ask_tipster", "Put words into the tipster's mailbox, and send them as a text if there is a line.", AskIn)
class Ask(Act):
    """Asking the tipster. Words that repeat the tip are named, and sent only if that is meant."""

    takes = AskIn

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        text = as_seen(said["text"])
        places = repeated(self.ring, tip, text, with_source=False)
        if places and not said["as_it_is"]:
            words = ", ".join(f"“{text[start:end]}”" for start, end in places)
            raise serializers.ValidationError({"text": [_REPEATS % {"words": words}]})
        ask_tipster(tip=tip, text=text, by=self.officer, version=said["version"], repeats=len(places))


@described("add_note", "Leave a note on the tip. The tipster never sees it.", NoteIn)
class Note(Act):
    """A note."""

    takes = NoteIn

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        add_note(tip=tip, text=said["text"], by=self.officer, version=said["version"], plain=said["plain"])


@described("step_back", "Step back from the tip for good: the officer sees it no more.", ActIn)
class StepBack(Act):
    """Stepping back."""

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        step_back(tip=tip, by=self.officer, version=said["version"])


class StrikeIn(ActIn):
    """Which report of what came of it, by its id, and why it does not stand."""

    outcome = serializers.UUIDField()
    why = serializers.ChoiceField(choices=Struck.choices)


@described("record_outcome", "Write down what came of the tip: numbers that add up.", OutcomeIn)
class OutcomeView(Act):
    """What came of it."""

    takes = OutcomeIn

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        figures = Figures(
            counts=said["counts"],
            firearms=said["firearms"],
            drugs=said["drugs"],
            usefulness=said.get("usefulness"),
            missing=tuple(sorted(said["missing"])),
        )
        record_outcome(figures, tip=tip, by=self.officer, version=said["version"])


@described("strike_outcome", "Strike out a report of what came of it: it stays, and counts no more.", StrikeIn)
class StrikeOutcome(Act):
    """Striking out a report of what came of it."""

    takes = StrikeIn

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        with transaction.atomic():
            before = award_for(tip)
            strike_out(said["outcome"], tip=tip, why=said["why"], by=self.officer, version=said["version"])
            with suppress(*UNREADABLE):  # a note that does not open keeps no wrong number standing
                withdraw_unfounded(tip, self.ring, before=before)
