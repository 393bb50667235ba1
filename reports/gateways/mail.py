"""Officers' daily mail, by the force's own mail server, or none."""

import logging
import secrets
from smtplib import SMTP, SMTP_SSL
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from reports.gateways.in_time import Clock, running

log = logging.getLogger(__name__)
HERE: Final = frozenset({"localhost", "127.0.0.1"})  # a relay on this host is the only one that is spoken to in plain
SUBJECT: Final = "Tip line"
WORDS: Final = (
    "This comes every day at this hour, the same each day, whether or not anything waits. Open the desk and look.\n"
    "If one day it does not come, tell whoever runs the line. Nothing urgent is ever told by mail.\n"
)
_PATIENCE: Final = 20  # seconds of silence
_IN_ALL: Final = 300  # for the mails of a day together


def send_daily() -> bool:
    """Send everybody on the list the mail of the day, each alone; return whether the server took all.

    It is as long on each day as on any other, to the byte.
    """
    with running(_IN_ALL) as clock:
        taken = [_sent(address, clock) for address in settings.MAIL["to"]]
    return all(taken)


def _sent(address: str, clock: Clock) -> bool:
    whose = settings.MAIL["from"]
    name = f"<{secrets.token_hex(16)}@{whose.rpartition('@')[2]}>"
    headers = {"Message-ID": name, "Auto-Submitted": "auto-generated"}
    mail = EmailMessage(SUBJECT, WORDS, whose, [address], headers=headers)
    try:
        return bool(_server(clock).send_messages([mail]))
    except OSError as problem:  # whatever the server says is one too
        log.error("The daily mail was not taken (%s).", type(problem).__name__)
        return False


class _Backend(EmailBackend):
    """Whose connections a clock watches from their first byte, TLS or none."""

    def __init__(self, clock: Clock, **told: Any) -> None:
        self._clock = clock
        super().__init__(**told)

    @property
    def connection_class(self) -> Any:
        clock = self._clock

        class Watched(SMTP):
            def _get_socket(self, *asked: Any) -> Any:
                made = super()._get_socket(*asked)  # type: ignore[misc]
                clock.watch(made)
                return made

        return type("WatchedTLS", (SMTP_SSL, Watched), {}) if self.use_ssl else Watched


def _server(clock: Clock) -> Any:
    parts = urlsplit(settings.MAIL["server"])
    return _Backend(
        clock,
        alias="daily",
        host=parts.hostname,
        port=parts.port,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        use_tls=parts.scheme == "smtp" and parts.hostname not in HERE,
        timeout=_PATIENCE,
    )
