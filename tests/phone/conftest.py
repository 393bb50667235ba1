"""A phone network in front of the app: the double's signed requests go through Django's test client."""

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as house_settings
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client
from pytest_django import Settings

from reports.phone.silenced import SILENCED
from reports.phone.twins import TWINS
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
    if threading.current_thread() is not threading.main_thread():
        connections.close_all()  # the simulator's requests come in the double's own threads
    return Reply(answer.status_code, answer.content.decode())


def from_the_static_files(address: str) -> bytes:
    """Return a sound that the app plays."""
    found = finders.find(urlsplit(address).path.removeprefix(house_settings.STATIC_URL))
    return Path(found).read_bytes() if isinstance(found, str) else b""


@pytest.fixture
def twilio(house: House, settings: Settings) -> Iterator[TwilioDouble]:
    TWINS.forget()
    SILENCED.forget()
    with TwilioDouble(deliver=through_the_client, public_url=PUBLIC, fetch=from_the_static_files) as double:
        settings.PUBLIC_URL = PUBLIC
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = double.state.account, [double.state.token]
        settings.TWILIO_NUMBER, settings.TWILIO_API_URL = double.state.number, double.url
        yield double
