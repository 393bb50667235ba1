"""How we log: to the console through the redaction filter, in plain lines or, for who gathers them, in JSON."""

import json
import logging
from typing import Any, Final

_LOGGERS: Final = {
    "django.request": {"level": "ERROR"},
    "django.security": {"level": "ERROR"},
    "multiprocessing": {"handlers": ["console"], "level": "WARNING", "propagate": False},  # Celery's pool
}


class JsonLines(logging.Formatter):
    """One object a line: level, name, message and, where there is one, the error as the filter left it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = {"level": record.levelname, "name": record.name, "message": record.getMessage()}
        if record.exc_text:
            told["error"] = record.exc_text
        return json.dumps(told, ensure_ascii=False)


def logging_of(*, as_json: bool, loggers: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the settings of logging; every line passes the redaction filter."""
    handler = {"class": "logging.StreamHandler", "filters": ["redact"], "formatter": "json" if as_json else "plain"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"redact": {"()": "tipline.log_redaction.RedactionFilter"}},
        "formatters": {
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
            "json": {"()": "tipline.log_lines.JsonLines"},
        },
        "handlers": {"console": handler},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": loggers or _LOGGERS,
    }
