"""What tests of the faces of programs need: tickets, and a tip that came that way."""

from typing import Any

from django.test import Client

TIPS, FORM, JSON = "/api/v1/tips", "/api/v1/tips/with-files", "application/json"
KEY = {"Idempotency-Key": "k" * 32}


def ticket(client: Client) -> str:
    """Return a fresh ticket; in tests it is ripe at once."""
    return str(client.post("/api/v1/tickets").json()["ticket"])


def post(client: Client, path: str, body: dict[str, object], **headers: str) -> Any:
    """Post JSON to an address of version 1."""
    return client.post(f"/api/v1/{path}", body, content_type=JSON, headers=headers)


def send(client: Client, body: dict[str, object], **headers: str) -> Any:
    """Send a tip with a ticket of its own."""
    return post(client, "tips", {"ticket": ticket(client), **body}, **(headers or KEY))
