"""Release copies for a records system: the record of a released copy, each reading with its own mark."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from reports.desk_api.access import DeskFace, NotThisScope, refusals
from reports.models import Release
from reports.programs.problems import problems
from reports.releases.readings import NoSuchAgency, export_copy
from reports.releases.record import as_record


class ExportIn(serializers.Serializer[Any]):
    """For whom: the officer's own system, or an agency by its word in the settings."""

    agency = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class RecordOut(serializers.Serializer[Any]):
    """The record, in the names of NIEM core. docs/record-exchange.md maps each."""

    record = serializers.DictField()


class ReleaseRecord(DeskFace):
    """Taking a released copy out."""

    @extend_schema(
        operation_id="export_release",
        tags=["Desk"],
        request={"application/json": ExportIn},
        responses={200: RecordOut, **problems(400, 401, 403, 404, 409, 413, 415)},
    )
    def post(self, request: Request, tip_id: UUID, release_id: UUID) -> Response:
        """Take a released copy out as a record. It bears a mark that stands in the trail with this reading.

        Giving it to an agency takes the scope `act`: its answer counts, and whoever has the one-time number can answer.
        """
        sent = ExportIn(data=request.data)
        sent.is_valid(raise_exception=True)
        agency = sent.validated_data["agency"]
        if agency and "act" not in self.scopes:
            raise NotThisScope
        tip = self.own_tip(tip_id)
        copies = Release.objects.select_related("record__tip__unit", "checked_by")
        found = copies.filter(pk=release_id, record__tip=tip).first()
        if found is None:
            raise exceptions.NotFound(_("There is no such copy."))
        with refusals():
            try:
                reading = export_copy(found, self.ring, agency=agency)
            except NoSuchAgency:
                raise serializers.ValidationError({"agency": [_("No copy is given to that agency here.")]}) from None
        return Response({"record": as_record(reading, found, tip)})
