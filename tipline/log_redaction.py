"""The filter over every log line: what could point to a tipster is taken out before a handler sees it.

The second net, not the first: code logs ids and never words. It exists for what libraries write by themselves: an
address in gunicorn's warning, a failing row in a database error, the arguments of a task.
"""

import copy
import ipaddress
import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Final

WITHHELD: Final = "<withheld>"

# What a record keeps; anything added by `extra=` (Django adds the whole request, Celery the task's arguments) goes.
_KEPT: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

_UUID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_GAP: Final = r"(?:[\s().+/_-]|%[0-9A-Fa-f]{2}|\\x[0-9A-Fa-f]{2}){0,3}"  # between two digits of one number
_FIELDS: Final = (
    "Body|text|message|words|content|answers?|note|question|subject|SpeechResult|TranscriptionText|Digits"
    "|From|To|Caller|Called|sender|receipt|filename|User-?Agent|Referer|Cookie|X-Forwarded-For"
)
_QUOTED: Final = r"""b?"(?:[^"\\]|\\.)*"|b?'(?:[^'\\]|\\.)*'"""

_FIELD: Final = re.compile(rf"""(\b(?:{_FIELDS})["']?\s*(?:=>?|:)\s*)(?:{_QUOTED}|(?<==)[^&\s,;)}}\]]+)""", re.I)
_WORDS: Final = re.compile(rf"(?<![\w.])(?:{_QUOTED})")
_BROWSER: Final = re.compile(r"\b(?:Mozilla|Opera|Dalvik|curl|TwilioProxy)/\S+(?: ?\([^)]*\)| [\w.]+/[\w.]+)*")
_TOKEN: Final = re.compile(r"\b(?:tipline|whsec)_[\w+/=-]{16,}", re.ASCII)  # of officers' programs, and of hooks
_MAIL: Final = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
_PROVIDER: Final = re.compile(r"\b(?:SM|MM|CA|RE|ME|AC)[0-9a-f]{32}\b", re.I)
_IPV4: Final = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)(?::\d+)?")
_IPV6: Final = re.compile(
    r"\[?(?<![\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{1,4}|(?<=::))(?:%\w+)?\]?"
)
_NUMBER: Final = re.compile(rf"(?P<id>{_UUID})|(?:\+|%2[Bb]|&#43;)?\d(?:{_GAP}\d){{6,}}", re.I)

# The only errors whose own words are kept: they tell of the machine. Any other may quote what a tipster wrote.
_PLAIN_ERRORS: Final = frozenset(
    {
        "builtins.AttributeError",
        "builtins.ImportError",
        "builtins.NameError",
        "django.core.exceptions.ImproperlyConfigured",
        "django.db.utils.OperationalError",
        "django.template.exceptions.TemplateDoesNotExist",
        "django.template.exceptions.TemplateSyntaxError",
        "django.urls.exceptions.NoReverseMatch",
        "kombu.exceptions.OperationalError",
        "psycopg2.OperationalError",
        "redis.exceptions.ConnectionError",
    }
)


class RedactionFilter(logging.Filter):
    """Hand on a cleaned copy of each record; the record itself stays as it was."""

    def filter(self, record: logging.LogRecord) -> logging.LogRecord:
        """Return the copy that handlers may write."""
        clean = copy.copy(record)
        clean.__dict__ = {name: value for name, value in vars(record).items() if name in _KEPT}
        clean.msg = _message(record)
        clean.args = None
        clean.exc_info = None
        if record.exc_info and record.exc_info[1] is not None:
            clean.exc_text = tell(record.exc_info[1])
        elif record.exc_text:
            clean.exc_text = WITHHELD
        clean.stack_info = WITHHELD if record.stack_info else None
        return clean


def redact(text: str) -> str:
    """Return the text without quoted words, field values, numbers of seven digits or more, and addresses."""
    text = _FIELD.sub(lambda found: found[1] + WITHHELD, text)
    text = _WORDS.sub(lambda found: WITHHELD if _is_prose(found[0]) else found[0], text)
    text = _BROWSER.sub("<browser>", text)
    text = _TOKEN.sub("<token>", text)
    text = _MAIL.sub("<address>", text)
    text = _PROVIDER.sub("<reference>", text)
    text = _IPV6.sub(lambda found: "<ip>" if _is_ipv6(found[0]) else found[0], text)
    text = _IPV4.sub("<ip>", text)
    return _NUMBER.sub(lambda found: found["id"] or "<number>", text)


def tell(problem: BaseException) -> str:
    """Return the traceback of an error and of its causes: places and types, and the words of plain errors only."""
    return "\n".join(_tell_chain(problem, set()))


def _tell_chain(problem: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(problem))
    earlier = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    if earlier is not None and id(earlier) not in seen:
        yield from _tell_chain(earlier, seen)
        yield "and from this came:"
    yield "Traceback (most recent call last):"
    yield from _places(problem.__traceback__)
    yield summary(problem)
    if isinstance(problem, BaseExceptionGroup):
        for part in problem.exceptions:
            yield from _tell_chain(part, seen)


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n    {frame.line}'


def summary(problem: BaseException) -> str:
    """Return the type of an error, with its first line only where that can be the machine's own words."""
    kind = type(problem)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    if any(f"{base.__module__}.{base.__name__}" in _PLAIN_ERRORS for base in kind.__mro__):
        first_line = str(problem).strip().partition("\n")[0]
        return f"{name}: {redact(first_line)}"
    if isinstance(problem, OSError) and problem.strerror:
        return f"{name}: {redact(str(problem.strerror))}"  # without the file's name
    return f"{name}: {WITHHELD}"


class _Told:
    """An error given as an argument of a log call, printed without its words in %s and %r alike."""

    def __init__(self, problem: BaseException) -> None:
        self._told = summary(problem)

    def __repr__(self) -> str:
        return self._told


def _message(record: logging.LogRecord) -> str:
    """Return the record's message, redacted; a message whose arguments do not fit is withheld."""
    args = record.args
    message = _Told(record.msg) if isinstance(record.msg, BaseException) else record.msg
    try:
        if isinstance(args, Mapping):
            return redact(str(message) % {name: _argument(name, value) for name, value in args.items()})
        if args:
            return redact(str(message) % tuple(_argument("", value) for value in args))
        return redact(str(message))
    except Exception:  # noqa: BLE001 - a log call must never break the work it tells of
        return WITHHELD


def _argument(name: str, value: object) -> object:
    if isinstance(value, BaseException):
        return _Told(value)
    if name == "exc":  # Celery's own: the error of a task, already turned to text
        return str(value).partition("(")[0]
    if name in {"args", "kwargs", "traceback", "return_value"}:
        return WITHHELD
    return value


def _is_prose(quoted: str) -> bool:
    """Whether a quoted piece may be somebody's words: more than two words, or long and not a path or name."""
    inside = quoted.strip("b'\"")
    return len(inside.split()) > 2 or (len(inside) > 40 and not re.fullmatch(r"[\w./:-]+", inside, re.ASCII))


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True
