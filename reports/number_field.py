"""A field of a form for a whole number, as officers and agencies write down what came of a tip."""

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WRONG = _("Write a whole number, or leave it empty.")
_WRONG_GRAMS = _("Write whole grams, or kilograms with “kg” behind them: 39500 or 39.5 kg.")
_TWO_WAYS = _("This can be read in two ways. Write the digits alone, without a point or comma.")
_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"([0-9]{1,3}([ ,.'’])[0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]{1,2}))?")
_MONEY = re.compile(r"^(?:ec|xcd)? ?\$ ?|^xcd ?| ?(?:\$|ec\$|xcd|(?:ec )?dollars)$", re.IGNORECASE)
_WEIGHT = re.compile(r" ?(?P<kilo>k(?:g|gs|ilos?|ilograms?))$| ?(?:g|gm|gms|gr|grams?)$", re.IGNORECASE)


class Measure(StrEnum):
    """What is counted: things, whole dollars, or whole grams."""

    THINGS = "things"
    DOLLARS = "dollars"
    GRAMS = "grams"

    @classmethod
    def of(cls, name: str) -> "Measure":
        """Return what the number of an outcome with this name counts."""
        if name in ("cash", "property_value"):
            return cls.DOLLARS
        return cls.GRAMS if name.startswith("drugs_") else cls.THINGS


def number_field(label: Any, most: int, measure: Measure = Measure.THINGS) -> forms.IntegerField:
    """Return a field that takes a number from 0 up to `most`, or nothing, as people write such numbers."""
    field = _NumberField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"} | _keyboard(measure)),
        error_messages={"max_value": _("This number is too large.")},
    )
    field.measure = measure
    return field


class _NumberField(forms.IntegerField):
    """Reads "10,000", "$1,250.50" and "1.5kg"; what may be one or a thousand times as much is refused."""

    measure = Measure.THINGS

    def to_python(self, value: Any) -> int | None:
        """Return the number that was typed."""
        typed = " ".join(str(value if value is not None else "").split())
        return _read(typed, self.measure) if typed else None


def _keyboard(measure: Measure) -> dict[str, str]:
    return {} if measure == Measure.GRAMS else {"inputmode": "decimal" if measure == Measure.DOLLARS else "numeric"}


def _read(typed: str, measure: Measure) -> int:
    times = 1
    if measure == Measure.DOLLARS:
        typed = _MONEY.sub("", typed, count=1)
    elif measure == Measure.GRAMS and (unit := _WEIGHT.search(typed)):
        typed, times = typed[: unit.start()], 1000 if unit["kilo"] else 1
    whole, part = _parts(typed, measure, is_large=times > 1)
    number = Decimal(f"{whole}.{part or 0}") * times
    if number != int(number) and (measure == Measure.THINGS or (measure == Measure.GRAMS and times == 1)):
        raise ValidationError(_wrong(measure))
    return int(number.to_integral_value(ROUND_HALF_UP))


def _parts(typed: str, measure: Measure, *, is_large: bool) -> tuple[str, str]:
    """Return the digits before and behind the point. Three digits behind one mark may be thousands or a part."""
    if grouped := _GROUPED.fullmatch(typed):
        groups, mark, part = grouped.groups()
        digits = groups.replace(mark, "")
        is_one = len(digits) <= 6 and part is None
        if is_one and (mark == "." or (mark == "," and is_large)):
            raise ValidationError(_TWO_WAYS)
        return digits, part or ""
    if plain := _PLAIN.fullmatch(typed):
        whole, part = plain.groups()
        if part and len(part) > 2:
            raise ValidationError(_TWO_WAYS if len(part) == 3 else _wrong(measure))
        return whole, part or ""
    raise ValidationError(_wrong(measure))


def _wrong(measure: Measure) -> Any:
    return _WRONG_GRAMS if measure == Measure.GRAMS else WRONG
