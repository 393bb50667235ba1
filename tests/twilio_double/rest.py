"""The double's REST API: the calls Tipline makes, close enough for the real twilio client to work unchanged."""

import json
import re
import time
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.twilio_double.calling import call_by_script
from tests.twilio_double.fields import call_fields, message_fields, recording_fields
from tests.twilio_double.pocket import Pocket, handle
from tests.twilio_double.state import LONGEST_QUEUE, State

if TYPE_CHECKING:
    from tests.twilio_double.double import TwilioDouble

_SID = "[A-Z]{2}[0-9a-f]{32}"
_PATH = re.compile(
    rf"/2010-04-01/Accounts/(?P<account>{_SID})/(?P<kind>Messages|Recordings|Calls)(?:/(?P<sid>{_SID}))?"
    rf"(?:/Media(?:/(?P<medium>{_SID}))?)?(?P<ending>\.json|\.wav)?"
)
STATUS = {20003: 401, 20009: 409, 20404: 404, 20429: 429}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    kind: str = "application/json"
    location: str = ""


class RestServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], double: "TwilioDouble") -> None:
        super().__init__(address, Handler)
        self.double = double
        self.pocket = Pocket(double)


class Handler(BaseHTTPRequestHandler):
    server: RestServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Say nothing: a request line may hold a SID."""

    def do_GET(self) -> None:
        self._handle("GET")

    def do_POST(self) -> None:
        self._handle("POST")

    def do_DELETE(self) -> None:
        self._handle("DELETE")

    def _handle(self, method: str) -> None:
        double = self.server.double
        faults = double.state.faults
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, query = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        if path.startswith("/_phone/"):
            self._send(Answer(*handle(self.server.pocket, path, body, self.headers.get("Content-Type", ""))))
            return
        while faults.hanging:
            time.sleep(0.05)
        answer = self._answer(method, path, query, body)
        if faults.break_before_answer:
            self.close_connection = True
            return
        if faults.endless_media and answer.kind != "application/json" and answer.status == 200:
            self._send_without_end()
            return
        with suppress(ConnectionError):  # who asked did not wait
            self._send(answer)

    def _answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        double = self.server.double
        state, faults = double.state, double.state.faults
        if faults.failing_with:
            return Answer(faults.failing_with, b"upstream trouble", "text/plain")
        if faults.busy:
            return error(20429)
        wanted = "Basic " + b64encode(f"{state.account}:{state.token}".encode()).decode()
        if not compare_digest(self.headers.get("Authorization") or "", wanted):
            return error(20003)
        if path == f"/2010-04-01/Accounts/{state.account}.json":
            return Answer(200, as_json({"sid": state.account, "status": faults.account_status}))
        match = _PATH.fullmatch(path)
        if match is None or match["account"] != state.account:
            return error(20404)
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        return resource(double, method, match, form if method == "POST" else query)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        self.wfile.write(answer.body)

    def _send_without_end(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "audio/x-wav")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            while True:
                self.wfile.write(b"\0" * 65536)
        except OSError:
            return


def resource(double: "TwilioDouble", method: str, match: re.Match[str], form: dict[str, str]) -> Answer:
    """What one call of the API does. `form` holds a POST's fields, else those of the query."""
    state = double.state
    if match["kind"] == "Calls":
        return calls(double, method, match, form)
    if match["kind"] == "Recordings":
        return recordings(state, method, match, form)
    if "/Media" in match.string:
        return media(state, method, match)
    if match["sid"] is None and method == "GET":
        return listed(state, "Messages", [message_fields(state, text) for text in state.texts.values()], form)
    return messages(double, method, match, form)


def messages(double: "TwilioDouble", method: str, match: re.Match[str], form: dict[str, str]) -> Answer:
    state = double.state
    if match["sid"] is None and method == "POST":
        refused = state.faults.refuse_with or (21610 if form.get("To") in state.opted_out else None)
        validity = form.get("ValidityPeriod", str(LONGEST_QUEUE))
        if not (validity.isascii() and validity.isdigit() and 1 <= int(validity) <= LONGEST_QUEUE):
            refused = 21624
        if refused:
            return error(refused, f"The message to {form['To']} was refused")
        if form["To"] == state.number:  # another phone of the same account texts the line
            text = double.send(to=form["To"], body=form["Body"], direction="outbound-api", callback="")
            double.soon(lambda: double.phone(form["From"]).text(form["Body"]))
            return Answer(201, as_json(message_fields(state, text) | {"status": "queued"}))
        callback = form.get("StatusCallback", "")
        text = double.send(
            to=form["To"], body=form["Body"], direction="outbound-api", callback=callback, validity=int(validity)
        )
        double.report_itself(text)
        return Answer(201, as_json(message_fields(state, text) | {"status": "queued"}))
    found = state.texts.get(match["sid"])
    if found is None:
        return error(20404)
    if method == "DELETE":
        return delete(state, match["sid"], state.texts)
    if method == "POST":
        found.body = form.get("Body", found.body)
    return Answer(200, as_json(message_fields(state, found)))


def listed(state: State, what: str, rows: list[dict[str, Any]], query: dict[str, str]) -> Answer:
    """One page of what is asked for, the newest first, and the path of the next one."""
    size, number = int(query.get("PageSize", "50")), int(query.get("Page", "0"))
    asked = {name: query[name] for name in ("To", "From") if name in query}
    rows = [row for row in reversed(rows) if all(row[name.lower()] == value for name, value in asked.items())]
    following = urlencode([("PageSize", str(size)), *asked.items(), ("Page", str(number + 1))])
    path = f"/2010-04-01/Accounts/{state.account}/{what}.json?{following}"
    page, more = rows[size * number : size * (number + 1)], size * (number + 1) < len(rows)
    told: dict[str, Any] = {what.lower(): page, "next_page_uri": path if more else None}
    return Answer(200, as_json(told | {"page": number, "page_size": size, "uri": ""}))


def media(state: State, method: str, match: re.Match[str]) -> Answer:
    text = state.texts.get(match["sid"])
    if text and match["medium"] is None and method == "GET":
        listed = [{"sid": medium.sid, "content_type": medium.kind} for medium in text.media]
        return Answer(200, as_json({"media_list": listed, "next_page_uri": None}))
    medium = state.medium(match["sid"], match["medium"] or "")
    if text is None or medium is None:
        return error(20404)
    if method == "DELETE":
        answer = too_early(state)
        if answer is None:
            text.media.remove(medium)
            state.deleted.append(medium.sid)
        return answer or Answer(204)
    if match["ending"] == ".json":
        fields = {"sid": medium.sid, "parent_sid": text.sid, "account_sid": state.account}
        return Answer(200, as_json(fields | {"content_type": medium.kind, "date_created": text.created}))
    if state.faults.redirect_media_to:
        return Answer(307, location=state.faults.redirect_media_to)
    return Answer(200, medium.data, medium.kind)


def calls(double: "TwilioDouble", method: str, match: re.Match[str], form: dict[str, str]) -> Answer:
    state = double.state
    sid = match["sid"] or ""
    if not sid and method == "POST":
        if state.faults.refuse_with:
            return error(state.faults.refuse_with)
        return called(double, form)
    if not sid and method == "GET":
        return listed(state, "Calls", [call_fields(state, one) for one in state.calls], form)
    if sid not in state.calls:
        return error(20404)
    if method == "DELETE":
        return error(20009) if sid in state.going_on else delete(state, sid, state.calls)
    return Answer(200, as_json(call_fields(state, sid)))


def called(double: "TwilioDouble", form: dict[str, str]) -> Answer:
    """A call that the app makes: to a phone, or from another phone of the same account to the line itself."""
    if form["To"] == double.state.number:
        return Answer(201, as_json({"sid": call_by_script(double, form["From"], form["Twiml"])}))
    made = double.ring(to=form["To"], says=form["Url"], callback=form.get("StatusCallback", ""))
    return Answer(201, as_json(call_fields(double.state, made.sid) | {"status": "queued"}))


def recordings(state: State, method: str, match: re.Match[str], form: dict[str, str]) -> Answer:
    if match["sid"] is None and method == "GET":
        return listed(state, "Recordings", [recording_fields(state, one) for one in state.recordings.values()], form)
    recording = state.recordings.get(match["sid"] or "")
    if recording is None:
        return error(20404)
    if method == "DELETE":
        return delete(state, recording.sid, state.recordings)
    if match["ending"] == ".wav":
        return Answer(200, recording.data, "audio/x-wav")
    return Answer(200, as_json(recording_fields(state, recording)))


def delete(state: State, sid: str, where: dict[str, Any]) -> Answer:
    answer = too_early(state)
    if answer is None:
        with state.lock:
            del where[sid]
            state.deleted.append(sid)
    return answer or Answer(204)


def too_early(state: State) -> Answer | None:
    if state.faults.too_early == 0:
        return None
    state.faults.too_early -= 1
    return error(20009)


def error(code: int, message: str = "refused") -> Answer:
    status = STATUS.get(code, 400)
    info = f"https://www.twilio.com/docs/errors/{code}"
    return Answer(status, as_json({"code": code, "message": message, "more_info": info, "status": status}))


def as_json(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields).encode()
