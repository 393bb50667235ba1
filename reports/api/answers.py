"""What a program may say of a tip: words, answers by the guide, files. Anything else in a body is dropped."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from reports.guides import guide, kept, says_danger, tells_something
from reports.guides.drawing import MAX_LINE
from reports.house_guides import standing
from reports.intake.submission import MAX_TEXT, clean_text
from reports.models import Category

LANGUAGES = ["en", "acf", "fr", "es", "ht"]
FIELDS = ("category", "place", "when")
_MOST = 200  # answers


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
class Answer(serializers.Field):  # type: ignore[type-arg]
    """The words typed for a line, the id of an option, or a list of such ids."""

    def to_internal_value(self, data: object) -> str:
        """Return it as the guides know it: ids joined by a comma."""
        if isinstance(data, str):
            return clean_text(data)
        if isinstance(data, list) and all(isinstance(one, str) for one in data):
            return clean_text(",".join(data))
        raise serializers.ValidationError(_("Send a text or a list of texts."))

    def to_representation(self, value: str) -> str:
        """Return it as it is."""
        return value


class Said(serializers.Serializer[Any]):
    """Words and answers, as far as they go. The server looks at the conditions of the guide's questions itself."""

    text = serializers.CharField(max_length=MAX_TEXT, required=False, allow_blank=True, default="")
    category = serializers.ChoiceField(choices=Category.choices, required=False)
    place = serializers.CharField(max_length=MAX_LINE, required=False, allow_blank=True)
    when = serializers.CharField(max_length=MAX_LINE, required=False, allow_blank=True)
    answers = serializers.DictField(
        child=Answer(), required=False, help_text="by the ids of the questions in /api/v1/guides/{language}"
    )
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)

    def to_internal_value(self, data: Any) -> Any:
        """Read a form too, in which the answers are a text of JSON."""
        if isinstance(data, Mapping) and isinstance(data.get("answers"), str):
            data = {**data, "answers": _from_text(data["answers"])}
        return super().to_internal_value(data)

    def validate_answers(self, answers: dict[str, str]) -> dict[str, str]:
        """Refuse what no guide can ask."""
        if len(answers) > _MOST:
            raise serializers.ValidationError(_("These are more answers than any guide asks for."))
        return answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was said, as far as it may be kept. `dropped` are the ids of answers that answer no question asked."""

    text: str = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    edition: str
    in_danger: bool
    dropped: tuple[str, ...]
    says_something: bool
    too_long: tuple[str, ...]


def told(said: Mapping[str, Any]) -> Told:
    """Return what is kept of a validated body."""
    typed = {name: clean_text(said[name]) for name in FIELDS if said.get(name)}
    given = {name: answer for name, answer in said.get("answers", {}).items() if name != "notice"} | typed
    if said.get("in_danger"):
        given["danger"] = "yes"
    ours = guide(given.get("category", "other"), house=standing())
    keeps = kept(ours, given)
    text = clean_text(said["text"])
    return Told(
        text=text,
        answers=keeps,
        edition=ours.edition,
        in_danger=says_danger(ours, given),
        dropped=tuple(sorted(name for name in said.get("answers", {}) if name not in keeps)),
        says_something=bool(text) or tells_something(keeps),
        too_long=tuple(name for name, answer in keeps.items() if len(answer) > MAX_LINE),
    )


def checked(said: Told) -> Told:
    """Return it. Raises ValidationError where there is nothing to store, or too much."""
    if not said.says_something:
        raise serializers.ValidationError({"text": [_("Send words, or at least one answer.")]})
    return not_too_long(said)


def not_too_long(said: Told) -> Told:
    """Return it. Raises ValidationError where a line is longer than a line may be."""
    if said.too_long:
        problem = [_("An answer has 500 characters at most.")]
        raise serializers.ValidationError({"answers": dict.fromkeys(said.too_long, problem)})
    return said


def _from_text(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


@extend_schema_field(OpenApiTypes.BINARY)
class Binary(serializers.FileField):
    """A file in a form, for the schema: the bytes are read by `receive`."""
