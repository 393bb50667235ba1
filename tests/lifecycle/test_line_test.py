"""The line tests itself: by web, text and call, through the pages and the provider, until somebody outside is told."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from reports.intake.errands import run_errand
from reports.lifecycle import tasks
from reports.lifecycle.line_test import ping, see_what_came
from reports.models import Errand, ErrandKind, LineTest, Pulse, TestState, Tip
from reports.queries.line_health import line_health
from tests.conftest import House, triage_all
from tests.twilio_double import TwilioDouble, over_http


@pytest.fixture
def provider(settings: Settings, live_server: LiveServer) -> Iterator[TwilioDouble]:
    """The provider, with the pages and webhooks of the whole line behind it."""
    settings.PUBLIC_URL = live_server.url
    settings.SELF_TEST_HOUR, settings.SELF_TEST_NUMBER = 0, "+17585550599"
    with TwilioDouble(deliver=over_http(live_server.url), public_url=live_server.url) as double:
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = double.state.account, [double.state.token]
        settings.TWILIO_NUMBER, settings.TWILIO_API_URL = double.state.number, double.url
        yield double


@pytest.fixture
def watcher(settings: Settings) -> Iterator[list[str]]:
    """Somebody outside, and what was asked there."""
    heard: list[str] = []

    class Watcher(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Watcher)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.WATCHER_URL = f"http://127.0.0.1:{server.server_port}/ping/tipline"
    yield heard
    server.shutdown()
    server.server_close()


def the_worker_works() -> None:
    triage_all()
    for errand in Errand.objects.filter(kind=ErrandKind.RECORDING):
        run_errand(errand.pk)
    triage_all()


def the_answer_is(provider: TwilioDouble, *states: str) -> None:
    """Let the provider tell what became of the answer to the test's text."""
    (answer,) = provider.state.inbox("+17585550599")
    provider.report(answer, *states)
    provider.webhooks.release()


@pytest.mark.django_db(transaction=True)
def test_a_text_whose_answer_reaches_no_phone_has_failed_on_the_way_back(house: House, provider: TwilioDouble) -> None:
    tasks.test_line()
    the_worker_works()
    the_answer_is(provider, "sent", "undelivered")
    tasks.test_line()
    text = LineTest.objects.filter(channel="sms")
    assert text.get().state == TestState.SENT, "a telephone company may be slow"
    assert text.get().tip
    text.update(sent_at=timezone.now() - timedelta(minutes=31))
    see_what_came(timezone.localtime())
    assert text.get().state == TestState.FAILED
    assert line_health().of_tests == ("the daily test by text came in, and no answer reached its phone",)
    text.update(tip=None)
    assert line_health().of_tests == ("the daily test failed by text",)


@pytest.mark.django_db(transaction=True)
def test_each_channel_is_tested_through_the_real_door(
    house: House, provider: TwilioDouble, watcher: list[str], settings: Settings
) -> None:
    tasks.free()
    tasks.look_from_worker()
    tasks.look_from_retention()
    tasks.test_line()
    the_worker_works()
    the_answer_is(provider, "delivered")
    tasks.test_line()
    told = dict(LineTest.objects.values_list("channel", "state"))
    assert told == {"web": "well", "sms": "well", "call": "well"}
    assert not Tip.objects.exists()
    assert ping()
    assert watcher == ["/ping/tipline"], "it is told nothing but that we live"
    for name in ("page", "retention"):
        Pulse.objects.filter(name=name).update(at=timezone.now() - timedelta(hours=2))
        assert not ping(), "silence of one part is silence of all"
        Pulse.objects.filter(name=name).update(at=timezone.now())

    LineTest.objects.filter(channel="web").update(sent_at=timezone.now() - timedelta(days=2))
    assert not ping(), "nobody has read it"
    assert len(watcher) == 1

    Errand.objects.all().delete()
    LineTest.objects.update(day=timezone.localdate() - timedelta(days=1))
    settings.PUBLIC_URL = "http://127.0.0.1:9"
    provider.state.faults.failing_with = 500
    tasks.test_line()
    tasks.drop()
    assert not Tip.everything.exists(), "yesterday's tests are erased"
    today = LineTest.objects.filter(day=timezone.localdate())
    assert set(today.values_list("state", flat=True)) == {TestState.FAILED}
    assert not ping()
