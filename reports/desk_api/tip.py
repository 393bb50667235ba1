"""A tip for programs, with what could identify the tipster masked: its source is shown at the desk alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from reports.casework.outcomes import totals
from reports.casework.refer import ways_on
from reports.casework.status import moves_of
from reports.desk_api.access import DeskFace, refusals
from reports.desk_api.rows import TipRowOut, row
from reports.guides import few_know, in_words
from reports.house_guides import as_it_was
from reports.intake.submission import WITHOUT_RECEIPT
from reports.keyring import KeyRing
from reports.models import Outcome, RecordKind, Release, ReleaseState, Status, Tip
from reports.models.choices import ACT
from reports.programs.problems import problems
from reports.queries.masking import masked
from reports.queries.reading import ReadEntry, read_tip
from reports.queries.references import read_reference, tips_called
from reports.triage.assessment import Assessment
from reports.triage.shown import with_likenesses
from reports.withheld import masked_answers, masked_assessment

APART = (RecordKind.RELEASE, RecordKind.FEEDBACK)  # read at the desk, each in its own place
# What a record says of itself among its answers.
_OF_ITSELF = frozenset({ACT, WITHOUT_RECEIPT, "recording.heard", "call.taken"})


class AnswerOut(serializers.Serializer[Any]):
    """An answer in words."""

    question = serializers.CharField()
    answer = serializers.CharField()


class FindingOut(serializers.Serializer[Any]):
    """What a step of triage concluded, and why."""

    step = serializers.CharField()
    value = serializers.CharField()
    score = serializers.FloatField()
    reason = serializers.CharField()


class AttachmentOut(serializers.Serializer[Any]):
    """A file, by what is known of it. Its bytes are shown at the desk alone: a picture tells where its maker stood."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    removed = serializers.ListField(child=serializers.CharField())


class EntryOut(serializers.Serializer[Any]):
    """One entry of the thread. `at` is the hour for what the tipster did, the time for what an officer did.

    Of what the tipster did in a tip that was closed it is midnight in the force's time zone: the day alone is known.

    `meant`: corrects or withdraws, where the tipster said so. `few_know`: so few could know this, as the tipster
    said or by the words, that acting on it could give the tipster away.
    """

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=RecordKind.choices)
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    answers = AnswerOut(many=True)
    meant = serializers.CharField()
    few_know = serializers.BooleanField()
    findings = FindingOut(many=True)
    files = AttachmentOut(many=True)


class FiguresOut(serializers.Serializer[Any]):
    """What came of it so far."""

    counts = serializers.DictField(child=serializers.IntegerField())
    firearms = serializers.DictField(child=serializers.IntegerField())
    drugs = serializers.DictField(child=serializers.IntegerField())
    usefulness = serializers.IntegerField(allow_null=True)
    missing = serializers.ListField(child=serializers.CharField())


class OutcomeOut(FiguresOut):
    """One report of what came of it. What is struck out counts no more."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    struck = serializers.BooleanField()


class ReleaseRowOut(serializers.Serializer[Any]):
    """A release copy, by its state."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=ReleaseState.choices)


class TipOut(TipRowOut):
    """A tip with its thread, and what can be done. `own`: the officer's unit works on it, else it is only read."""

    own = serializers.BooleanField()
    erased = serializers.BooleanField()
    spoilt = serializers.IntegerField(help_text="so many entries are left out: what is stored of them does not open")
    entries = EntryOut(many=True)
    came_of_it = FiguresOut()
    outcomes = OutcomeOut(many=True)
    moves = serializers.ListField(child=serializers.ChoiceField(choices=Status.choices))
    ways_on = serializers.ListField(child=serializers.CharField(), help_text="slugs of units it can be passed to")
    releases = ReleaseRowOut(many=True)


class OneTip(DeskFace):
    """One tip."""

    @extend_schema(operation_id="read_tip", tags=["Desk"], responses={200: TipOut, **problems(401, 403, 404)})
    def get(self, request: Request, tip_id: UUID) -> Response:
        """Read a tip. That is in the trail, by token."""
        tip = self.own_tip(tip_id)
        with refusals():
            read = read_tip(self.ring, tip, by=self.officer)
        outcomes = list(Outcome.everything.filter(tip=tip).order_by("at"))
        is_asked = any(one.record.kind == RecordKind.QUESTION for one in read.entries)
        told = {
            **row(tip),
            "own": tip.unit_id in self.ring.unit_ids,
            "erased": read.erased,
            "spoilt": read.spoilt,
            "entries": [entry(one, self.ring) for one in read.entries if one.record.kind not in APART],
            "came_of_it": totals(one for one in outcomes if not one.struck),
            "outcomes": [_report(one) for one in outcomes],
            "moves": list(moves_of(tip, asked=is_asked)),
            "ways_on": [unit.slug for unit in ways_on(tip)],
            "releases": _releases(tip),
        }
        return Response(TipOut(told).data)


def _report(outcome: Outcome) -> dict[str, Any]:
    figures = totals([outcome])
    told = {name: getattr(figures, name) for name in ("counts", "firearms", "drugs", "usefulness", "missing")}
    return told | {"id": outcome.pk, "at": _to_the_minute(outcome.at), "struck": outcome.struck}


class TipsOut(serializers.Serializer[Any]):
    """Tips. Mostly one has a reference; among a million, two may share it."""

    tips = TipRowOut(many=True)


class TipsCalled(DeskFace):
    """Tips by reference."""

    @extend_schema(
        operation_id="find_tips",
        tags=["Desk"],
        parameters=[OpenApiParameter("reference", str, required=True, description="like ABCD-EFGH")],
        responses={200: TipsOut, **problems(400, 401, 403)},
    )
    def get(self, request: Request) -> Response:
        """Find the tip of a reference. None is found where there is none, or none that the officer may read."""
        reference = read_reference(request.query_params.get("reference", ""))
        if reference is None:
            raise serializers.ValidationError({"reference": [_("A reference is eight letters and digits.")]})
        return Response(TipsOut({"tips": [row(tip) for tip in tips_called(self.ring, reference)]}).data)


def entry(one: ReadEntry, ring: KeyRing) -> dict[str, Any]:
    """Return an entry with masks over what could identify the tipster. Other units' tips are not even hinted at."""
    judged = _judged(one.findings, one.text, ring) if one.findings else None
    answers = masked_answers(_said(one.answers), one.findings)
    record, told = one.record, judged.findings if judged else ()
    return {
        "id": record.pk,
        "kind": record.kind,
        "at": _to_the_minute(record.at),
        "by": record.officer.name if record.officer else None,
        "text": masked(one.text, one.findings) if one.findings else one.text,
        "answers": [{"question": ask, "answer": said} for ask, said in in_words(answers, asked=as_it_was(one.guide))],
        "meant": one.answers.get(ACT, ""),
        "few_know": few_know(one.answers) or any(found.value == "sole_knowledge" for found in told),
        "findings": told,
        "files": one.attachments,
    }


def _to_the_minute(moment: datetime) -> datetime:
    """Return no more of a moment than the page says."""
    return moment.replace(second=0, microsecond=0)


def _said(answers: Mapping[str, str]) -> dict[str, str]:
    return {name: said for name, said in answers.items() if name not in _OF_ITSELF}


def _judged(findings: Mapping[str, object], text: str, ring: KeyRing) -> Assessment:
    judged = Assessment.from_dict(findings)
    own = {str(pk) for pk in ring.tips.filter(pk__in=judged.alike).values_list("pk", flat=True)} if judged.alike else ()
    return masked_assessment(with_likenesses(judged, own), text)


def _releases(tip: Tip) -> list[Release]:
    return list(Release.objects.filter(record__tip=tip).order_by("record__position"))
