"""The guides as data: all that an app needs to draw the form, in one of five languages.

All categories come at once. One address for each would tell whoever watches, or reads a log, what a tip is about.
"""

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import override
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from reports.api.answers import LANGUAGES
from reports.guides import Guide, House, Question, categories, guide
from reports.guides.drawing import MAX_LINE
from reports.guides.guide import KINDS
from reports.house_guides import standing
from reports.intake.submission import MAX_TEXT
from reports.needs import NEED_OF, TITLES, whom_to_call
from reports.programs.face import Face
from reports.programs.problems import problems

_COMMON = ("first", "place", "time", "source")


class OptionOut(serializers.Serializer[Any]):
    """One answer of a list."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class QuestionOut(serializers.Serializer[Any]):
    """A question. `one` and `pick` take one option, `many` several, `line` typed words.

    It is asked where, for each id in `only_if`, one of the named options was chosen. Who chooses one of
    `danger` says that somebody is in danger now: show the emergency number.
    """

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=sorted(KINDS))
    ask = serializers.CharField()
    hint = serializers.CharField()
    options = OptionOut(many=True)
    only_if = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    danger = serializers.ListField(child=serializers.CharField())


class BlockOut(serializers.Serializer[Any]):
    """Questions asked up to `most` times: of the second person, the question `name` has the id `person.2.name`."""

    name = serializers.CharField()
    title = serializers.CharField()
    another = serializers.CharField()
    most = serializers.IntegerField()
    questions = QuestionOut(many=True)


class CategoryOut(serializers.Serializer[Any]):
    """One category: after `first` ask `own`, then `place`, `time` and `source`, then the blocks named."""

    id = serializers.CharField()
    title = serializers.CharField()
    edition = serializers.CharField()
    advice = serializers.CharField()
    own = QuestionOut(many=True)
    blocks = serializers.ListField(child=serializers.CharField())
    hurried = serializers.ListField(child=serializers.CharField(), help_text="ids to ask somebody in a hurry")


class ContactOut(serializers.Serializer[Any]):
    """Somebody to call. The name is in the guides' language, where it is one that every force has."""

    name = serializers.CharField()
    number = serializers.CharField()


class NeedOut(serializers.Serializer[Any]):
    """Whom to call when that has happened: show it beside the questions of these categories, and on a page of help."""

    id = serializers.ChoiceField(choices=list(TITLES))
    title = serializers.CharField()
    categories = serializers.ListField(child=serializers.CharField())
    contacts = ContactOut(many=True)


class GuidesOut(serializers.Serializer[Any]):
    """All guides in one language. What a language lacks is in English."""

    language = serializers.CharField()
    emergency_number = serializers.CharField()
    longest_text = serializers.IntegerField()
    longest_line = serializers.IntegerField()
    first = QuestionOut(many=True)
    place = QuestionOut(many=True)
    time = QuestionOut(many=True)
    source = QuestionOut(many=True)  # type: ignore[assignment]
    blocks = BlockOut(many=True)
    categories = CategoryOut(many=True)
    help = NeedOut(many=True)


class LanguagesOut(serializers.Serializer[Any]):
    """The languages there are guides in."""

    languages = serializers.ListField(child=serializers.CharField())


class GuideLanguages(Face):
    """Which languages there are."""

    @extend_schema(operation_id="guide_languages", tags=["Guides"], responses={200: LanguagesOut})
    def get(self, request: Request) -> Response:
        """List the languages of the guides."""
        return Response({"languages": LANGUAGES})


class Guides(Face):
    """The guides in one language."""

    @extend_schema(
        operation_id="guides",
        tags=["Guides"],
        parameters=[
            OpenApiParameter("language", str, OpenApiParameter.PATH, enum=LANGUAGES),
            OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER),
        ],
        responses={200: GuidesOut, 304: OpenApiResponse(description="as you have it"), **problems(404)},
    )
    def get(self, request: Request, language: str) -> HttpResponse:
        """Get every question of every category at once. Keep it, and ask again with its ETag."""
        if language not in LANGUAGES:
            raise exceptions.NotFound
        body, packed, etag = _drawn(language, standing())
        packs = "gzip" in request.headers.get("Accept-Encoding", "")  # a fifth of the bytes, and the same for everybody
        fresh = HttpResponse(packed if packs else body, content_type="application/json")
        if packs:
            fresh["Content-Encoding"] = "gzip"
        answer = get_conditional_response(request._request, etag=etag, response=fresh)
        answer = fresh if answer is None else answer
        answer["ETag"], answer["Cache-Control"] = etag, "no-cache"
        patch_vary_headers(answer, ["Accept-Encoding"])
        return answer


@lru_cache(maxsize=32)
def _drawn(language: str, house: House) -> tuple[bytes, bytes, str]:
    body = JSONRenderer().render(_guides(language, house))
    etag = quote_etag(hashlib.blake2b(body, digest_size=16).hexdigest())
    return body, gzip.compress(body, mtime=0), f"W/{etag}"


def _guides(language: str, house: House) -> dict[str, Any]:
    each = [guide(category, language, house) for category in categories() if house.offers(category)]
    blocks = {block.name: block for ours in each for block in ours.blocks}
    told: dict[str, Any] = {part: _questions(getattr(each[0], part)) for part in _COMMON}
    told["blocks"] = [
        {
            "name": block.name,
            "title": block.title,
            "another": block.another,
            "most": block.most,
            "questions": _questions(block.questions),
        }
        for block in blocks.values()
    ]
    about = {
        "language": language,
        "emergency_number": settings.EMERGENCY_NUMBER,
        "longest_text": MAX_TEXT,
        "longest_line": MAX_LINE,
    }
    return about | told | {"categories": [_category(ours) for ours in each], "help": _help(language)}


def _help(language: str) -> list[dict[str, Any]]:
    with override(language):
        return [
            {
                "id": need,
                "title": str(title),
                "categories": [category for category, of in NEED_OF.items() if of == need],
                "contacts": [{"name": name, "number": number} for name, number in contacts],
            }
            for need, title in TITLES.items()
            if (contacts := whom_to_call(need))
        ]


def _category(ours: Guide) -> dict[str, Any]:
    return {
        "id": ours.category,
        "title": ours.title,
        "edition": ours.edition,
        "advice": ours.advice,
        "own": _questions(ours.own),
        "blocks": [block.name for block in ours.blocks],
        "hurried": sorted(ours.short),
    }


def _questions(questions: Iterable[Question]) -> list[Mapping[str, Any]]:
    return [
        {
            "id": each.id,
            "kind": each.kind,
            "ask": each.ask,
            "hint": each.hint,
            "options": [{"id": option.id, "label": option.label} for option in each.options],
            "only_if": {earlier: sorted(wanted) for earlier, wanted in each.only_if.items()},
            "danger": sorted(each.danger),
        }
        for each in questions
        if each.id not in ("category", "notice")
    ]
