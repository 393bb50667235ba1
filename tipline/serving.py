"""How gunicorn serves Tipline, the same on one machine and in production: `gunicorn -c python:tipline.serving`.

Nothing here reads a request: no access log, and gunicorn's own warnings, which name an address, pass the redaction
filter and carry no clock time.
"""

import os
from typing import Any, Final

from gunicorn.http.wsgi import Response  # type: ignore[import-untyped]

from tipline.env import flag
from tipline.log_lines import logging_of

wsgi_app: Final = "tipline.wsgi:application"
bind: Final = os.environ.get("TIPLINE_BIND", "127.0.0.1:8000")
worker_class: Final = "gthread"
workers: Final = int(os.environ.get("TIPLINE_WEB_WORKERS", "2"))
threads: Final = int(os.environ.get("TIPLINE_WEB_THREADS", "8"))
preload_app: Final = True  # a fault in the app stops the start, and the processes share its memory
worker_tmp_dir: Final = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a heartbeat, no data
timeout: Final = 60
graceful_timeout: Final = 5
keepalive: Final = 15
max_requests: Final = 20_000
max_requests_jitter: Final = 2_000
accesslog: Final = None
errorlog: Final = "-"
loglevel: Final = "warning"
proc_name: Final = "tipline"
control_socket_disable: Final = True  # nobody talks to it, and a container has no place for it
limit_request_line: Final = 8190
# The proxy's word about the visitor is not wanted: nothing may learn an address. https is known from PUBLIC_URL.
forwarded_allow_ips: Final = ""
secure_scheme_headers: Final[dict[str, str]] = {}

logconfig_dict: Final = logging_of(
    as_json=flag("TIPLINE_LOG_JSON"),
    loggers={
        "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
)


def _unnamed(answer: Response) -> list[str]:
    """The first lines of an answer without the name of the program, which helps nobody but an attacker."""
    return [line for line in _named(answer) if not line.startswith("Server:")]


_named = Response.default_headers
Response.default_headers = _unnamed


def when_ready(_server: Any) -> None:
    """Let the web processes, which are made of this one, share its memory and not look through it."""
    from tipline.memory import settle_memory

    settle_memory()


def post_fork(_server: Any, _worker: Any) -> None:
    """Begin one web process."""
    from tipline.database.patience import lose_patience

    lose_patience()
