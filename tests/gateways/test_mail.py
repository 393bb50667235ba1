"""The daily mail: the same to the byte whatever waits, to each alone, and nothing in it that tells of anything."""

import re
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from reports.gateways.mail import send_daily
from reports.intake.door import accept
from reports.lifecycle import tasks
from reports.models import Tip, Urgency
from reports.queries.pulses import BEAT, MAIL, note, pulses, wrong
from tests.arrivals import web
from tests.conftest import House, triage_all
from tests.gateways.smtpd import MailServer, running_mail_server
from tipline.schedule import CELERY_BEAT_SCHEDULE


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with running_mail_server() as running:
        settings.MAIL = {"server": running.address, "from": "line@police.example", "to": ["a@x.example", "b@x.example"]}
        yield running


def test_a_quiet_and_a_busy_day_have_one_mail(house: House, server: MailServer) -> None:
    assert send_daily()
    quiet = list(server.came)
    server.came.clear()
    accept(web("They hold a girl with a gun", in_danger=True))
    triage_all()
    assert Tip.objects.get().urgency == Urgency.IMMEDIATE
    assert send_daily()
    assert [to for to, _ in quiet] == [to for to, _ in server.came] == [["a@x.example"], ["b@x.example"]]
    assert {len(mail) for _, mail in (*quiet, *server.came)} == {len(quiet[0][1])}
    assert len({_without_the_moment(mail) for _, mail in (*quiet, *server.came)}) == 2, "one for each address"


def _without_the_moment(mail: bytes) -> bytes:
    """A mail without its random name and its date."""
    return re.sub(rb"(?m)^(Message-ID|Date): .*$", b"", mail)


def test_it_holds_no_number_and_no_link(server: MailServer) -> None:
    assert send_daily()
    for (to,), mail in server.came:
        head, _, body = mail.partition(b"\r\n\r\n")
        assert not re.search(rb"\d|://", body)
        assert b"Subject: Tip line\r\n" in head
        assert [other in mail for other in (b"a@x.example", b"b@x.example")].count(True) == 1
        assert to.encode() in head


def test_a_server_that_is_away_or_refuses_is_told_and_not_asked_again(
    house: House, server: MailServer, settings: Settings
) -> None:
    note(BEAT, True)
    tasks.daily_mail()
    assert not [one for one in wrong(pulses()) if one.name == MAIL]
    server.came.clear()
    server.refuses = "a@x.example"
    note(MAIL, None)
    tasks.daily_mail()
    assert [to for to, _ in server.came] == [["b@x.example"]], "one address that is wrong costs the others nothing"
    assert [one.name for one in wrong(pulses()) if one.name == MAIL] == [MAIL]
    settings.MAIL = settings.MAIL | {"server": "smtp://127.0.0.1:1"}
    tasks.daily_mail()
    assert len(server.came) == 1
    settings.MAIL = {}
    tasks.daily_mail()
    assert MAIL not in pulses(), "a house without one misses none"


def test_it_goes_at_one_hour_of_each_day() -> None:
    schedule = CELERY_BEAT_SCHEDULE["mail"]["schedule"]
    assert (schedule.hour, schedule.minute, len(schedule.day_of_week)) == ({7}, {0}, 7)  # type: ignore[attr-defined]
