"""A phone network in front of the app: the double's signed requests go through Django's test client."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from tests.conftest import House
from tests.twilio_double import Reply, Request, TwilioDouble

PUBLIC = "https://tips.example"
_client = Client()  # the face knows no cookie, so one client may serve all


def through_the_client(request: Request) -> Reply:
    """Deliver a webhook to the app inside this process."""
    url = urlsplit(request.url)
    target = f"{url.path}?{url.query}" if url.query else url.path
    headers = {name: value for name, value in request.headers.items() if name != "Content-Type"}
    answer = _client.generic("POST", target, request.body, request.headers["Content-Type"], headers=headers)
    return Reply(answer.status_code, answer.content.decode())


@pytest.fixture
def twilio(house: House, settings: Settings) -> Iterator[TwilioDouble]:
    with TwilioDouble(deliver=through_the_client, public_url=PUBLIC) as double:
        settings.PUBLIC_URL = PUBLIC
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = double.state.account, [double.state.token]
        settings.TWILIO_NUMBER, settings.TWILIO_API_URL = double.state.number, double.url
        yield double
