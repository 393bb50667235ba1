"""The proof of anonymity: tips through every channel, then all that a thief could carry away, searched byte by byte."""

import base64
from pathlib import Path

import psycopg2
import pytest
import redis

from reports.guides import categories
from tests.line import Line
from tests.privacy.by_guide import STEM, officers_read
from tests.privacy.by_itself import OWN
from tests.privacy.by_text import KEEP_A_LINE
from tests.privacy.conftest import READ, WORDS, Sent
from tests.privacy.haystack import Place, everything, forms, minutes_in_files, near, search, time_columns

# The clocks that may be exact, and why. Whatever is not named here may not be.
EXCEPTIONS = {
    ("audit_entry", "at"): "actor LIKE 'officer:%' OR actor IN ('init', 'command line')",  # officers' own acts
    ("record", "at"): "officer_id IS NOT NULL",  # officers' own words
    ("outcome", "at"): "officer_id IS NOT NULL",  # an officer's act; its month alone once the tip is erased
    ("mention", "at"): "true",  # of an officer's note
    ("django_session", "expire_date"): "true",  # officers' sessions
    ("django_migrations", "applied"): "true",  # the installation itself
    ("capsule", "due_at"): "true",  # the quiet window and the worker's lease; vanishes when the tip is judged
    ("line", "answer_due"): "true",  # vanishes when the provider tells that it has our answer, or soon after it is due
    (
        "hook_event",
        "due_at",
    ): "true",  # when a program is told, again; counted from the quarter of an hour, not from an act
    ("duty", "until"): "true",  # officers' own hours
    ("mfa_authenticator", "created_at"): "true",  # officers' own second factors; a tipster has none
    ("mfa_authenticator", "last_used_at"): "true",
    ("line_test", "sent_at"): "true",  # the line's test of itself, which no person sends
    ("pulse", "at"): "true",  # the clock's own sign of life, each minute, whether somebody tells something or not
    # The ladder of an alert: no clock of it outlives the moment in which somebody confirms.
    ("alert", "begun_at"): "state IN ('running', 'everybody')",
    ("alert", "due_at"): "state IN ('running', 'everybody')",
    ("alert_step", "due_at"): "true",
    ("alert_step", "up_to"): "true",
    # Vanishes when the provider confirms that it deleted a text or the record of a call; or, while a caller decides
    # about what was said, when the decision or the minute for it has come.
    ("errand", "due_at"): "kind IN ('message', 'call') OR (kind = 'recording' AND record_id IS NULL)",
}


def test_steal_db_nothing_that_was_planted_is_found_anywhere(sent: Sent) -> None:
    hits, places, size = search(everything(sent.line), sent.needles)
    marks = len(sent.needles)
    print(f"\nSearched {places} places, {size / 1e6:.1f} MB, for {marks} marks in every coding: {len(hits)} hits")
    assert hits == []


def test_officers_read_what_was_typed_into_every_field_of_every_category(sent: Sent) -> None:
    """So the search above looked for words that were stored."""
    read = officers_read(sent.line)
    assert [mark for mark in sent.typed if mark not in read] == []
    assert [name for name in READ if WORDS[name] not in read] == []
    print(f"\nAn officer reads {len(sent.typed)} marks, one in each field of {len(categories())} categories")
    assert STEM in read


def test_timing_no_column_holds_the_minute_of_a_tipsters_act(sent: Sent) -> None:
    found, columns = {}, list(time_columns(sent.line))
    for column in columns:
        allowed = EXCEPTIONS.get((column.table, column.column), "false")
        count = near(sent.line, column, sent.moments, where=f"NOT ({allowed})")
        if count:
            found[column] = count
    print(f"\nLooked at {len(columns)} columns of moments: {len(found)} tell a minute")
    assert len(columns) >= len(EXCEPTIONS)
    assert found == {}, found


def test_timing_no_log_or_state_file_holds_the_minute_of_a_tipsters_act(sent: Sent) -> None:
    assert minutes_in_files(sent.line, sent.moments) == []


def test_timing_no_blob_tells_when_it_was_written(sent: Sent) -> None:
    blobs = list((sent.line.folder / "blobs").rglob("*"))
    assert any(path.is_file() for path in blobs)
    assert {path.stat().st_mtime % 3600 for path in blobs} == {0.0}


def test_the_provider_keeps_no_text_no_recording_and_no_record_of_a_call(sent: Sent) -> None:
    """But of the line's own test what went out to itself: nobody learns its name, and it goes within two hours."""
    state = sent.line.twilio.state

    def texts() -> list[str]:
        return [sid for sid, one in state.texts.items() if (one.to, one.direction) != (state.number, "outbound-api")]

    sent.line.wait_until(lambda: not texts(), "the texts, also our own, to be deleted at the provider")
    sent.line.wait_until(lambda: not state.recordings, "the recordings to be deleted at the provider", seconds=120)
    calls = state.calls
    sent.line.wait_until(lambda: set(calls.values()) <= {OWN}, "the records of calls to be deleted at the provider")
    ledger = "SELECT count(*) FROM errand WHERE kind IN ('recording', 'call')"
    sent.line.wait_until(lambda: sent.line.rows(ledger) == [(0,)], "the ledger of calls to be empty")


def test_of_the_reading_of_a_message_the_week_is_kept_and_no_day(sent: Sent) -> None:
    read = sent.line.rows("SELECT extract(isodow FROM fades_on)::int FROM mailbox_copy WHERE fades_on IS NOT NULL")
    assert set(read) == {(1,)}, "the Monday on which it is erased, whatever day it was read"


def test_a_phone_that_was_forgotten_has_no_line_and_the_others_lie_sealed(sent: Sent) -> None:
    lines = sent.line.rows("SELECT stopped, count(*) FROM line GROUP BY stopped ORDER BY stopped")
    assert lines == [(False, len(KEEP_A_LINE)), (True, 1)], "those that said nothing of the kind"
    keys = sent.line.rows("SELECT count(*) FROM stored_key WHERE purpose = 'line'", "keystore")
    assert keys == [(len(KEEP_A_LINE) + 2,)], "an officer's alert phone, and one that is stopped and owed a receipt"


def test_whoever_stopped_all_texts_is_noted_as_often_as_that_was_done(sent: Sent) -> None:
    """So those ways were walked: by the word, and where the provider refused an answer or an officer's question."""
    acts = "SELECT act, count(*) FROM audit_entry WHERE act IN ('line.opted_out', 'line.held') GROUP BY act ORDER BY 1"
    assert sent.line.rows(acts) == [("line.held", 2), ("line.opted_out", 3)]


def test_no_receipt_that_is_owed_outlives_its_line(sent: Sent) -> None:
    kept = sent.line.rows("SELECT count(*) FROM line WHERE receipt IS NOT NULL OR renewed")
    assert kept == [(2,)], "those of the phones which may still ask for them: one silent, one stopped"


def test_a_confirmed_alert_keeps_no_clock(sent: Sent) -> None:
    kept = sent.line.rows("SELECT due_at, begun_at, how FROM alert WHERE state = 'confirmed'")
    assert kept == [(None, None, "text")]
    assert sent.line.rows("SELECT count(*) FROM alert_step JOIN alert ON alert_id = tip_id WHERE how <> ''") == [(0,)]


@pytest.mark.parametrize("where", ["main database", "key store", "valkey", "log", "file", "photo"])
def test_steal_db_a_planted_leak_is_caught(sent: Sent, where: str) -> None:
    mark = f"leguan{where.replace(' ', '')}"  # one each: a mark in a database stays in its write-ahead log
    with _leak(sent.line, where, mark):
        hits, _, _ = search(everything(sent.line), [mark])
    print(f"\nA leak planted in the {where}: found in {sorted({hit.place for hit in hits})}")
    assert hits


def test_timing_a_planted_moment_is_caught(sent: Sent) -> None:
    column = next(column for column in time_columns(sent.line) if column.table == "tip")
    moment = sent.moments[0]
    _execute(sent.line, "DATABASE_URL", f"UPDATE tip SET arrived_hour = '{moment.isoformat()}'")
    try:
        assert near(sent.line, column, sent.moments)
    finally:
        _execute(sent.line, "DATABASE_URL", "UPDATE tip SET arrived_hour = date_trunc('hour', arrived_hour)")
    assert not near(sent.line, column, sent.moments)


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_a_mark_is_found_in_every_coding(before: str) -> None:
    mark = "leguanmarker"
    whole = f"{before}{mark}and more"
    for coded in (whole.encode(), whole.upper().encode(), whole.encode("utf-16-le"), whole.encode().hex().encode()):
        assert search(iter([Place("p", coded)]), [mark])[0]
    assert search(iter([Place("p", base64.b64encode(whole.encode()))]), [mark])[0]
    assert search(iter([Place("p", b"nothing of the kind")]), [mark])[0] == []
    assert len(forms(mark)) == 7
    found = {
        data: len(search(iter([Place("p", data)]), ["4840009"])[0])
        for data in (b"a94840009f", b'{"to": "7584840009"}', b"+1 758 4840009", b"4840009ab")
    }
    assert list(found.values()) == [0, 1, 1, 1], "short numbers that sealed bytes hold by chance are no hits"


class _leak:
    """Plant a mark in one place, and take it away again."""

    def __init__(self, line: Line, where: str, mark: str) -> None:
        self.line, self.where, self.mark = line, where, mark
        self.files: list[Path] = []

    def __enter__(self) -> None:
        match self.where:
            case "main database":
                _execute(self.line, "DATABASE_URL", f"UPDATE unit SET name = '{self.mark}' WHERE slug = 'general'")
            case "key store":
                _execute(self.line, "KEYSTORE_URL", f"CREATE TABLE {self.mark} (id int)")
            case "valkey":
                self._valkey().set("celery-task", f'{{"args": ["{self.mark}"]}}')
            case "log":
                self._file("logs/web.log.1", f"WARNING: text from {self.mark}".encode())
            case "file":
                self._file("state/spool", self.mark.encode("utf-16-le"))
            case "photo":
                self._file("blobs/00/name", b"\xff\xd8\xff" + self.mark.upper().encode())

    def __exit__(self, *problem: object) -> None:
        for path in self.files:
            path.unlink()
        if self.where == "valkey":
            self._valkey().delete("celery-task")
        if self.where == "main database":
            _execute(self.line, "DATABASE_URL", "UPDATE unit SET name = 'General Duty' WHERE slug = 'general'")
        if self.where == "key store":
            _execute(self.line, "KEYSTORE_URL", f"DROP TABLE {self.mark}")

    def _file(self, name: str, data: bytes) -> None:
        path = self.line.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        self.files.append(path)

    def _valkey(self) -> redis.Redis:
        return redis.Redis.from_url(
            self.line.env["REDIS_URL"].replace("redis+socket", "unix"), single_connection_client=True
        )


def _execute(line: Line, database: str, statement: str) -> None:
    connection = psycopg2.connect(line.env[database])
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
