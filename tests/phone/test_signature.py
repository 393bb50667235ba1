"""The signature check: what Twilio signed gets in, and nothing else."""

import io
import string
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client, RequestFactory, override_settings
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from pytest_django import Settings
from twilio.request_validator import HMAC_SHA256, RequestValidator

from reports.phone.signature import FORM, signed

TOKEN, PUBLIC = "0123456789abcdef0123456789abcdef", "https://tips.example"
FIELDS = {
    "MessageSid": "SM" + "0" * 32,
    "From": "+17584840001",
    "Body": "two + two & more é",
    "FromZip": "",
    "ToCity": "",
}
SET_UP = {"PUBLIC_URL": PUBLIC, "TWILIO_AUTH_TOKEN": [TOKEN], "ALLOWED_HOSTS": ["*"]}
Headers = dict[str, str]


@signed
def webhook(request: HttpRequest) -> HttpResponse:
    return HttpResponse("let in")


@pytest.fixture(autouse=True)
def _configured(settings: Settings) -> None:
    for name, value in SET_UP.items():
        setattr(settings, name, value)


def signature(path: str, fields: dict[str, str] | QueryDict = FIELDS, *, token: str = TOKEN, base: str = PUBLIC) -> str:
    return str(RequestValidator(token).compute_signature(base + path, fields))


def post(path: str, body: str | bytes, headers: Headers, *, kind: str = FORM) -> HttpResponse:
    data = body.encode() if isinstance(body, str) else body
    return webhook(RequestFactory().generic("POST", path, data, kind, headers=headers))


def test_a_signed_request_is_let_in() -> None:
    assert post("/phone/sms", urlencode(FIELDS), {"X-Twilio-Signature": signature("/phone/sms")}).status_code == 200


@pytest.mark.parametrize(
    "headers", [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "AAAA"}, {"X-Twilio-Signature": "é"}]
)
def test_an_unsigned_or_wrongly_signed_request_is_forbidden(headers: Headers) -> None:
    answer = post("/phone/sms", urlencode(FIELDS), headers)
    assert answer.status_code == 403
    assert b"not signed" in answer.content


class Unread:
    """A body that must not be touched."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")


class BrokenOff(io.RawIOBase):
    """A body whose sender hangs up."""

    def read(self, size: int = -1) -> bytes:
        raise OSError("gone")


@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "é"}])
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x", "application/json"])
def test_the_body_of_an_unsigned_request_is_not_read(headers: Headers, kind: str) -> None:
    request = RequestFactory().generic("POST", "/phone/sms", b"Body=x", kind, headers=headers)
    request.environ["wsgi.input"] = request._stream = Unread()  # type: ignore[attr-defined]
    assert webhook(request).status_code == 403


UNREADABLE = [
    (b"Body=" + b"x" * 2_000_000, FORM),
    (b"a=b&" * 300, FORM),
    (b"Body=x", FORM + "; charset=utf-16"),
    (b"--x", "multipart/form-data; boundary=x"),
    (b"--x", "multipart/form-data"),
    (b"\xff=%ff", FORM),
    (b"[" * 200_000, "application/json"),
]


@pytest.mark.parametrize("path", ["/phone/sms", "/phone/voice", "/phone/voice/recorded", "/phone/status/answered"])
@pytest.mark.parametrize(("body", "kind"), UNREADABLE, ids=lambda part: repr(part)[:30])
@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": "AAAA"}], ids=["unsigned", "wrong"])
def test_a_body_that_cannot_be_read_is_forbidden_and_leaves_no_trace_in_the_log(
    client: Client, caplog: pytest.LogCaptureFixture, path: str, body: bytes, kind: str, headers: Headers
) -> None:
    assert client.generic("POST", path, body, kind, headers=headers).status_code == 403
    assert not [line for line in caplog.records if line.exc_info or line.levelname == "ERROR"]


def test_a_sender_who_hangs_up_is_forbidden() -> None:
    headers = {"X-Twilio-Signature": signature("/phone/sms")}
    request = RequestFactory().generic("POST", "/phone/sms", urlencode(FIELDS), FORM, headers=headers)
    request._stream = BrokenOff()  # type: ignore[attr-defined]
    assert webhook(request).status_code == 403


def test_the_query_counts_as_it_was_sent_not_as_django_would_write_it() -> None:
    for query in ("b=2&a=1", "a=one+word", "a=one%20word", "a=", "a", "a=1&a=2", "digits=%2A"):
        path = f"/phone/voice/record?{query}"
        assert post(path, urlencode(FIELDS), {"X-Twilio-Signature": signature(path)}).status_code == 200


def test_another_order_of_the_query_is_another_address() -> None:
    headers = {"X-Twilio-Signature": signature("/phone/voice/record?a=1&b=2")}
    assert post("/phone/voice/record?b=2&a=1", urlencode(FIELDS), headers).status_code == 403


def test_a_field_sent_twice_is_part_of_what_was_signed() -> None:
    body = urlencode([("To", "b"), ("To", "a"), ("From", "c")])
    headers = {"X-Twilio-Signature": signature("/phone/sms", QueryDict(body))}
    assert post("/phone/sms", body, headers).status_code == 200


def test_blank_fields_may_not_be_left_out() -> None:
    headers = {"X-Twilio-Signature": signature("/phone/sms")}
    filled = {name: value for name, value in FIELDS.items() if value}
    assert post("/phone/sms", urlencode(filled), headers).status_code == 403


def test_what_a_request_says_of_its_host_is_not_believed() -> None:
    headers = {"X-Twilio-Signature": signature("/phone/sms", base="https://evil.example"), "Host": "evil.example"}
    headers |= {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Path": "/phone/sms"}
    assert post("/phone/sms", urlencode(FIELDS), headers).status_code == 403


def test_a_signature_made_with_the_port_is_let_in() -> None:
    headers = {"X-Twilio-Signature": signature("/phone/sms", base=f"{PUBLIC}:443")}
    assert post("/phone/sms", urlencode(FIELDS), headers).status_code == 200


def test_both_tokens_are_good_while_they_rotate_and_no_third(settings: Settings) -> None:
    settings.TWILIO_AUTH_TOKEN = ["newer", TOKEN]
    for token, status in (("newer", 200), (TOKEN, 200), ("oldest", 403)):
        headers = {"X-Twilio-Signature": signature("/phone/sms", token=token)}
        assert post("/phone/sms", urlencode(FIELDS), headers).status_code == status


def test_without_a_token_nothing_is_let_in(settings: Settings) -> None:
    settings.TWILIO_AUTH_TOKEN = []
    headers = {"X-Twilio-Signature": signature("/phone/sms", token="")}
    assert post("/phone/sms", urlencode(FIELDS), headers).status_code == 403


def test_a_shared_key_is_used_only_when_it_is_ours(settings: Settings) -> None:
    settings.TWILIO_SHARED_KEYS = {"webhooks_sharedkey_1": "shared"}
    made = RequestValidator("shared").compute_signature(f"{PUBLIC}/phone/sms", FIELDS, HMAC_SHA256)
    for key, algorithm, status in (
        ("webhooks_sharedkey_1", HMAC_SHA256, 200),
        ("webhooks_sharedkey_2", HMAC_SHA256, 403),
        ("webhooks_sharedkey_1", "HMAC_MD5", 403),
        ("webhooks_sharedkey_1", "HMAC_SHA1", 403),
    ):
        named = {"X-Twilio-Webhooks-Signature-Settings": f"key={key},algorithm={algorithm}"}
        assert post("/phone/sms", urlencode(FIELDS), {"X-Twilio-Signature": made, **named}).status_code == status


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_anything_but_a_form_is_forbidden(kind: str) -> None:
    bare = {"X-Twilio-Signature": signature("/phone/sms", {})}
    assert post("/phone/sms", "{}", bare, kind=kind).status_code == 403


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_only_post_is_allowed_so_that_no_number_stands_in_a_url(method: str) -> None:
    assert webhook(RequestFactory().generic(method, "/phone/sms")).status_code == 405


def meaning(path: str, body: bytes) -> tuple[object, ...]:
    """What the app would read: the decoded path, the raw query, the decoded fields by name, doubles counted once."""
    parts = urlsplit(path)
    fields = QueryDict(body, encoding="utf-8")
    return parts.path, parts.query, {name: set(values) for name, values in fields.lists()}


def glued(body: bytes) -> str:
    """The fields as Twilio's algorithm strings them together, without a mark between name and value."""
    fields = QueryDict(body, encoding="utf-8")
    return "".join(name + value for name in sorted(fields) for value in sorted(set(fields.getlist(name))))


PATHS = st.sampled_from(["/phone/sms", "/phone/voice/record?language=fr&category=drugs"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@effort(max_examples=300, deadline=None)
@given(path=PATHS, text=TEXTS, data=st.data())
def test_one_changed_byte_of_address_or_body_is_forbidden(path: str, text: str, data: st.DataObject) -> None:
    """Except where the change changes nothing that is signed: %2B as %2b, or a mark between name and value moved
    (`a=b` as `a&b`), which Twilio's algorithm cannot see; then no field keeps another value than was signed."""
    body = urlencode({**FIELDS, "Body": text}).encode()
    made = signature(path, dict(parse_qsl(body.decode(), keep_blank_values=True)))
    target = data.draw(st.sampled_from(["path", "body"]))
    if target == "body":
        at = data.draw(st.integers(0, len(body) - 1))
        byte = data.draw(st.integers(0, 255).filter(lambda value: value != body[at]))
        sent_path, sent_body = path, body[:at] + bytes([byte]) + body[at + 1 :]
    else:
        at = data.draw(st.integers(1, len(path) - 1))
        letters = string.ascii_letters + string.digits + "/=&-_."
        letter = data.draw(st.sampled_from(letters).filter(lambda value: value != path[at]))
        sent_path, sent_body = path[:at] + letter + path[at + 1 :], body
    with override_settings(**SET_UP):
        status = post(sent_path, sent_body, {"X-Twilio-Signature": made}).status_code
    harmless = meaning(sent_path, sent_body) == meaning(path, body)
    unseen = sent_path == path and glued(sent_body) == glued(body)
    assert status == (200 if harmless or unseen else 403)
