"""What describes these addresses: OpenAPI 3.1 for machines at /api/schema, and the same for readers at /api/docs."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from reports.programs.problems import MEDIA_TYPE

_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}
_ORDER = ("Tips", "Guides", "Mailbox", "Desk", "Webhooks")
_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a body or parameter of an address."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent or answered: `label` is a media type or a status."""

    label: str
    about: str
    rows: tuple[Row, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be done."""

    id: str
    method: str
    path: str
    about: str
    needs: str
    parameters: tuple[Row, ...]
    sends: tuple[Body, ...]
    answers: tuple[Body, ...]


def every_problem(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Say that any other answer is a problem, and that a body is needed. A hook of drf-spectacular."""
    for _method, _path, operation in _operations(result):
        operation["responses"]["default"] = {"description": "Any other error", "content": {MEDIA_TYPE: _PROBLEM}}
        if "requestBody" in operation:
            operation["requestBody"]["required"] = True
    return result


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The description of what this process serves."""
    body = _body()
    etag = quote_etag(hashlib.blake2b(body, digest_size=16).hexdigest())
    fresh = HttpResponse(body, content_type="application/vnd.oai.openapi+json;version=3.1")
    answer = get_conditional_response(request, etag=etag, response=fresh)
    answer = fresh if answer is None else answer
    answer["ETag"], answer["Cache-Control"] = etag, "no-cache"
    return answer


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same, to be read: plain HTML from here, without a script."""
    described = json.loads(_body())
    groups: dict[str, list[Operation]] = {name: [] for name in _ORDER}
    for method, path, operation in (*_operations(described), *_operations(described, "webhooks")):
        group = groups.setdefault((operation.get("tags") or ["Other"])[0], [])
        group.append(_operation(described, method, path, operation))
    schemas = [
        Body(name, told.get("description", ""), tuple(_rows(told)), name)
        for name, told in sorted(described["components"]["schemas"].items())
    ]
    page = {"info": described["info"], "groups": [group for group in groups.items() if group[1]], "schemas": schemas}
    return render(request, "programs/docs.html", page)


@cache
def _body() -> bytes:
    described = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return json.dumps(described, ensure_ascii=False, sort_keys=False, default=str).encode()


def _operations(described: Mapping[str, Any], where: str = "paths") -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in described.get(where, {}).items():
        for method in _METHODS:
            if method in item:
                yield method, path, item[method]


def _operation(described: Mapping[str, Any], method: str, path: str, told: Mapping[str, Any]) -> Operation:
    needs = [name for each in told.get("security", ()) for name in each]
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        about=told.get("description", ""),
        needs=", ".join(needs),
        parameters=tuple(
            Row(f"{each['name']} ({each['in']})", _kind(each["schema"]), each.get("required", False), _about(each))
            for each in told.get("parameters", ())
        ),
        sends=tuple(_bodies(described, told.get("requestBody", {}).get("content", {}).items())),
        answers=tuple(
            body
            for status, answer in told["responses"].items()
            for body in _bodies(
                described,
                [(status, one) for one in answer.get("content", {}).values()] or [(status, {"schema": {}})],
                answer.get("description", ""),
            )
        ),
    )


def _bodies(described: Mapping[str, Any], content: Any, about: str = "") -> Iterator[Body]:
    for label, one in content:
        name = one["schema"].get("$ref", "").rpartition("/")[2]
        whole = described["components"]["schemas"].get(name, one["schema"])
        yield Body(label, whole.get("description", about), tuple(_rows(whole)) if name != "Problem" else (), name)


def _rows(told: Mapping[str, Any]) -> Iterator[Row]:
    required = told.get("required", ())
    for name, one in told.get("properties", {}).items():
        yield Row(name, _kind(one), name in required, _about(one))


def _about(told: Mapping[str, Any]) -> str:
    return str(told.get("description", ""))


def _kind(told: Mapping[str, Any]) -> str:
    """Return what a value is, in a few words."""
    if "$ref" in told:
        return str(told["$ref"].rpartition("/")[2])
    for way in ("oneOf", "anyOf", "allOf"):
        if way in told:
            return " or ".join(_kind(one) for one in told[way])
    if "enum" in told:
        return " | ".join(str(one) for one in told["enum"])
    if "const" in told:
        return str(told["const"])
    kind = told.get("type", "anything")
    kind = " or ".join(kind) if isinstance(kind, list) else kind
    if kind == "array":
        return f"list of {_kind(told.get('items', {}))}"
    return f"{kind} ({told['format']})" if "format" in told else str(kind)
