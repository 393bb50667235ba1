"""What a program is told at its own address, as the description's `webhooks` (OpenAPI 3.1) say it.

Written out here and not taken from `reports.hooks`, which the public host does not load; a test holds the two together.
"""

from typing import Any, Final

from django.conf import settings

KINDS: Final = {
    "tip.new": "a tip came, was judged, passed on to the unit, or shown to it",
    "tip.told_more": "a tipster wrote again",
    "tip.changed": "an officer did something with a tip",
    "tip.erased": "a tip was erased: forget what you hold of tips that now answer 404",
    "release.ready": "a copy for others was released",
    "release.withdrawn": "a released copy was taken back",
}
_EVENT: Final = {
    "type": "object",
    "description": "That something changed in a unit, and nothing of what or in which tip. Then read the queue.",
    "properties": {
        "id": {"type": "string", "format": "uuid", "description": "random; the same at each try. Refuse one that came"},
        "kind": {
            "type": "string",
            "enum": [*KINDS],
            "description": "; ".join(f"{kind}: {about}" for kind, about in KINDS.items()),
        },
    },
    "required": ["id", "kind"],
    "additionalProperties": False,
}
_HEADERS: Final = {
    "webhook-id": "the event's id, as in the body",
    "webhook-timestamp": "when it was sent, in seconds since 1970. Refuse one older than five minutes",
    "webhook-signature": "`v1,` and the base64 of the HMAC-SHA256 of `webhook-id.webhook-timestamp.body`, under the key"
    " that the page Your programs showed once: the base64 after `whsec_`, decoded",
}


def describe_webhooks(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Say what a program is told, where this process serves the desk's programs. A hook of drf-spectacular."""
    if "desk_api" in settings.FACES:
        result["components"]["schemas"]["ChangeEvent"] = _EVENT
        result["webhooks"] = {"change": {"post": _OPERATION}}
    return result


_OPERATION: Final = {
    "operationId": "told_of_change",
    "tags": ["Webhooks"],
    "description": "Sent by the line to the address that an officer of the unit entered, on a host that is allowed."
    " Signed as Standard Webhooks says (https://www.standardwebhooks.com/); refuse what does not fit. Several changes"
    " of a kind are one event. What a tipster did is told only when its hour is over. Redirections are not followed.",
    "security": [],
    "parameters": [
        {"name": name, "in": "header", "required": True, "description": about, "schema": {"type": "string"}}
        for name, about in _HEADERS.items()
    ],
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ChangeEvent"}}},
    },
    "responses": {
        "2XX": {"description": "Taken. The body is not read"},
        "default": {
            "description": "Not taken: it is sent again after 1 and 5 minutes, half an hour, 2, 6 and 24 hours, and"
            " then let be"
        },
    },
}
