"""The provider as the rooms meet it: the double's REST API on a port, with the settings pointed at it."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.twilio_double import Reply, TwilioDouble


@pytest.fixture
def provider(settings: Settings) -> Iterator[TwilioDouble]:
    """A provider whose webhooks nobody listens to."""
    with TwilioDouble(deliver=lambda request: Reply(200, "<Response/>"), public_url="https://tips.example") as double:
        settings.PUBLIC_URL = double.public_url
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = double.state.account, [double.state.token]
        settings.TWILIO_NUMBER, settings.TWILIO_API_URL = double.state.number, double.url
        yield double
