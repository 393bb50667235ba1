"""What could point to a tipster never passes the filter, and what an operator needs does."""

import io
import logging
from collections.abc import Callable

import pytest

from tests.tables import each_of
from tipline.log_redaction import RedactionFilter, redact

Write = Callable[[Callable[[logging.Logger], None]], str]


@pytest.fixture
def written() -> Write:
    """Return a function that makes a log call and returns what a handler behind the filter wrote."""

    def write(call: Callable[[logging.Logger], None]) -> str:
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.addFilter(RedactionFilter())
        logger = logging.Logger("tipline.test")
        logger.addHandler(handler)
        call(logger)
        return stream.getvalue()

    return write


@each_of(
    [
        "+17584561234",
        "%2B17584561234",
        "%2b1 758 456 1234",
        "(758) 456-1234",
        "758.456.1234",
        "758%20456%201234",
        "1-758-456-1234",
        "4561234",
        "1 7 5 8 4 5 6 1 2 3 4",
        "001758+456+1234",
        "\\x2b17584561234",
        "2b3137353834353631323334",
        "١٧٥٨٤٥٦١٢٣٤",
    ]
)
def test_a_phone_number_is_taken_out_in_every_spelling(number: str) -> None:
    for line in (f"text from {number}", f"GET /phone/sms?From={number}&x=1", f"<{number}>", f"tel:{number}."):
        left = redact(line)
        assert "456" not in left
        assert number not in left


@pytest.mark.parametrize("receipt", ["12345678901234567890", "1234 5678 9012 3456 7890", "1234-5678-9012-3456-7890"])
def test_a_receipt_is_taken_out(receipt: str) -> None:
    assert redact(f"mailbox {receipt} opened") == "mailbox <number> opened"


@pytest.mark.parametrize(
    "address",
    ["203.0.113.77", "203.0.113.77:51234", "2001:db8::7", "[2001:db8::7]", "::ffff:203.0.113.77", "fe80::1%eth0"],
)
def test_an_ip_address_is_taken_out(address: str) -> None:
    left = redact(f"Invalid request from ip={address}: bad")
    assert left in {"Invalid request from ip=<ip>: bad", "Invalid request from ip=<ip>:51234: bad"}


@pytest.mark.parametrize(
    "line",
    [
        "Body=He+hid+the+gun&NumMedia=0",
        "POST {'Body': 'He hid the gun', 'NumMedia': '0'}",
        '{"text": "He hid the gun"}',
        "submission(text='He hid the gun', channel='web')",
        'could not parse "He hid the gun"',
        "b'He hid the gun'",
    ],
)
def test_the_words_of_a_message_are_taken_out(line: str) -> None:
    left = redact(line)
    assert "hid" not in left
    assert "gun" not in left


@pytest.mark.parametrize(
    "line",
    [
        "tip 0e98a4c4-7a3b-4b6e-9f3a-1234567890ab waits for triage",
        "Not Found: /mailbox",
        "worker 'celery' lost its connection to '/run/valkey'",
        "Error 111 connecting to db:5432",
        "took 12.5 seconds",
    ],
)
def test_what_an_operator_needs_is_kept(line: str) -> None:
    assert redact(line) == line


def test_browser_mail_and_provider_references_are_taken_out() -> None:
    left = redact("Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/140.0 ann@example.org SM" + "0a" * 16)
    assert left == "<browser> <address> <reference>"


def test_arguments_are_redacted_with_the_message(written: Write) -> None:
    left = written(lambda log: log.warning("Invalid request from ip=%s: %s", "203.0.113.77", ValueError("my words")))
    assert left == "Invalid request from ip=<ip>: ValueError: <withheld>\n"


def test_an_error_keeps_its_places_and_type_but_not_its_words(written: Write) -> None:
    def fail(log: logging.Logger) -> None:
        try:
            try:
                raise KeyError("He hid the gun")
            except KeyError as first:
                raise ValueError("call +17584561234") from first
        except ValueError:
            log.exception("Tip failed")

    left = written(fail)
    assert "ValueError: <withheld>" in left
    assert "KeyError: <withheld>" in left
    assert "in fail" in left
    assert "Error: He hid" not in left
    assert "Error: call" not in left


def test_a_missing_file_is_told_without_its_name(written: Write) -> None:
    left = written(lambda log: log.error("%s", FileNotFoundError(2, "No such file or directory", "ann.jpg")))
    assert left == "FileNotFoundError: No such file or directory\n"


def test_a_task_that_failed_is_told_without_its_error_and_arguments(written: Write) -> None:
    context = {"name": "reports.triage", "exc": "ValueError('He hid the gun')", "args": "('He hid the gun',)"}
    left = written(lambda log: log.error("Task %(name)s raised: %(exc)s %(args)s", context))
    assert left == "Task reports.triage raised: ValueError <withheld>\n"


def test_extra_fields_never_reach_a_formatter() -> None:
    record = logging.makeLogRecord({"msg": "Bad", "request": "<WSGIRequest: GET '/phone/sms?From=+1'>"})
    assert not hasattr(RedactionFilter().filter(record), "request")
    assert hasattr(record, "request")


def test_a_broken_log_call_is_withheld_instead_of_raising(written: Write) -> None:
    assert written(lambda log: log.warning("%d tips", "He hid the gun")) == "<withheld>\n"


@pytest.mark.parametrize(
    "key", ["tipline_edEBYVpDTRu4u1Qw-nstpziiwt1X8c8ZOkRW2o2v", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"]
)
def test_keys_of_programs_are_withheld(key: str) -> None:
    assert key[10:30] not in redact(f"Authorization: Bearer {key} was refused")
