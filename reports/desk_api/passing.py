"""What a program does for its officer to let another unit read a tip."""

from typing import Any

from rest_framework import serializers

from reports.casework.informed import end_informing
from reports.casework.refer import inform_unit, refer_tip
from reports.desk_api.acts import Act, ActIn, described
from reports.models import Tip


class UnitIn(ActIn):
    """To which unit, by its slug.

    `nothing_against`: the officer has read it, and nothing in it is said against police, or that unit. Of a tip of
    standards or oversight it must be true, but between these two; the trail keeps it.
    """

    unit = serializers.SlugField(max_length=40)
    nothing_against = serializers.BooleanField(default=False)


class ReferIn(UnitIn):
    """`reads_on`: the unit that gives it away may read on, unless it goes to standards or oversight."""

    reads_on = serializers.BooleanField(default=False)


@described("refer_tip", "Pass the tip on to another unit; it is new there.", ReferIn)
class Refer(Act):
    """Passing it on."""

    takes = ReferIn

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        refer_tip(
            tip=tip,
            to=said["unit"],
            ring=self.ring,
            version=said["version"],
            still_reads=said["reads_on"],
            nothing_against=said["nothing_against"],
        )


class InformIn(UnitIn):
    """`ends`: the unit reads the tip no more."""

    ends = serializers.BooleanField(default=False)


@described("inform_unit", "Let another unit read the tip, or no more.", InformIn)
class Inform(Act):
    """Letting another unit read."""

    takes = InformIn

    def act(self, tip: Tip, said: dict[str, Any]) -> None:
        unit, version, answer = said["unit"], said["version"], said["nothing_against"]
        if said["ends"]:
            end_informing(tip=tip, unit=unit, by=self.officer, version=version)
            return
        inform_unit(tip=tip, unit=unit, ring=self.ring, version=version, nothing_against=answer)
