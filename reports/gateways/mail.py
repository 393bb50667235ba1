"""Officers' daily mail, by the force's own mail server, or none."""

import logging
import secrets
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

log = logging.getLogger(__name__)
HERE: Final = frozenset({"localhost", "127.0.0.1"})  # a relay on this host is the only one that is spoken to in plain
SUBJECT: Final = "Tip line"
WORDS: Final = (
    "This comes every day at this hour, the same each day, whether or not anything waits. Open the desk and look.\n"
    "If one day it does not come, tell whoever runs the line. Nothing urgent is ever told by mail.\n"
)
_PATIENCE: Final = 20


def send_daily() -> bool:
    """Send everybody on the list the mail of the day, each alone; return whether the server took all.

    It is as long on each day as on any other, to the byte.
    """
    taken = [_sent(address) for address in settings.MAIL["to"]]
    return all(taken)


def _sent(address: str) -> bool:
    whose = settings.MAIL["from"]
    name = f"<{secrets.token_hex(16)}@{whose.rpartition('@')[2]}>"
    headers = {"Message-ID": name, "Auto-Submitted": "auto-generated"}
    mail = EmailMessage(SUBJECT, WORDS, whose, [address], headers=headers)
    try:
        return bool(_server().send_messages([mail]))
    except OSError as problem:  # whatever the server says is one too
        log.error("The daily mail was not taken (%s).", type(problem).__name__)
        return False


def _server() -> Any:
    parts = urlsplit(settings.MAIL["server"])
    return EmailBackend(
        alias="daily",
        host=parts.hostname,
        port=parts.port,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        use_tls=parts.scheme == "smtp" and parts.hostname not in HERE,
        timeout=_PATIENCE,
    )
