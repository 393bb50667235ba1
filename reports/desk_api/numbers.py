"""Statistics for programs: counts of whole months, opened with no key."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from reports import audit
from reports.clock import month_named
from reports.desk_api.access import DeskFace
from reports.programs.problems import problems
from reports.queries.statistics import Period, statistics, units_counted_by, without_small
from reports.signed_people import units_of

_MONTH = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}


def _counts() -> Any:
    return serializers.DictField(child=serializers.IntegerField(allow_null=True))


class StatisticsOut(serializers.Serializer[Any]):
    """The numbers of a period; null for one that is too small to be told, or would give away one that is.

    `came` by category, channel and language, and by month and unit where there are several; `drugs` in grams;
    `by_category`, `by_channel`, `by_month` and `by_unit` what came of tips by what they were about and so on; `waited`
    how many tips took how long until they were taken on, answered and closed; `halves` within which time half of them
    were through. Units stand by their slugs.
    """

    units = serializers.ListField(child=serializers.CharField())
    tips = serializers.IntegerField(allow_null=True)
    came = serializers.DictField(child=_counts())
    closed = _counts()
    taken_on = _counts()
    counts = _counts()
    firearms = _counts()
    drugs = _counts()
    usefulness = _counts()
    missing = _counts()
    by_category = serializers.DictField(child=_counts())
    by_channel = serializers.DictField(child=_counts())
    by_month = serializers.DictField(child=_counts())
    by_unit = serializers.DictField(child=_counts())
    waited = serializers.DictField(child=_counts())
    halves = serializers.DictField(
        child=serializers.DictField(child=serializers.DictField(child=serializers.CharField()))
    )


class Numbers(DeskFace):
    """Statistics."""

    scope = "statistics"

    @extend_schema(
        operation_id="statistics",
        tags=["Desk"],
        parameters=[
            OpenApiParameter("first", _MONTH, required=True, description="a month like 2026-11"),
            OpenApiParameter("last", _MONTH, required=True),
            OpenApiParameter("unit", str, description="a unit's slug; all of the officer's without it"),
        ],
        responses={200: StatisticsOut, **problems(400, 401, 403)},
    )
    def get(self, request: Request) -> Response:
        """Count what came, how fast it was taken on, how it was closed, and what police did with it."""
        period = _period(request.query_params.get("first", ""), request.query_params.get("last", ""))
        wanted = request.query_params.get("unit", "")
        units = [unit for unit in units_counted_by(units_of(self.officer)) if wanted in ("", unit.slug)]
        if not units:
            raise serializers.ValidationError({"unit": [_("There is no such unit of yours.")]})
        audit.enter("numbers.exported", by=self.officer, first=f"{period.first:%Y-%m}", last=f"{period.last:%Y-%m}")
        found = asdict(without_small(statistics([unit.pk for unit in units], period, reader=self.officer.pk)))
        found |= {f"by_{what}": came for what, came in found.pop("brought").items()}
        return Response(StatisticsOut({"units": [unit.slug for unit in units], **found}).data)


def _period(first: str, last: str) -> Period:
    try:
        return Period(_month(first), _month(last))
    except ValueError:
        problem = _("Write two months like 2026-11, the first not after the last.")
        raise serializers.ValidationError({"first": [problem]}) from None


def _month(text: str) -> date:
    if len(text) != 7:
        raise ValueError
    return month_named(text)
