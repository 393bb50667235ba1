"""`python -IS tipline/healthy.py WHAT`: whether the process of this container is well, told without a shell.

By its path and by the standard library alone: as part of the package it would load Celery first, each time.

WHAT is a path that the web server must answer, or the name of what leaves a trace in the data folder: a worker with
each beat of its heart (celery, retention), others each time they have done their work (beat, compared). Nobody is asked
to answer a trace: on a busy host there may be no time for that, and a check that fails then says nothing.
"""

import os
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from socket import gethostname
from urllib.parse import urlsplit

# The trace of each, and the seconds after which the last one is too old. `retention` shows no sign while it erases.
_TRACES = {
    "celery": (f"alive-celery@{gethostname()}", 180.0),
    "retention": (f"alive-retention@{gethostname()}", 1800.0),
    "beat": ("beat*", 600.0),
    "compared": ("compared*", 1800.0),
}


def main(what: str) -> int:
    """Return 0 for one that is well."""
    if what.startswith("/"):
        return 0 if _answers(what) else 1
    return 0 if _left_a_trace(*_TRACES[what]) else 1


def _answers(path: str) -> bool:
    """Ask our own web server for a page, under the name it goes by."""
    host, _, port = os.environ.get("TIPLINE_BIND", "127.0.0.1:8000").rpartition(":")
    name = urlsplit(os.environ["DESK_URL" if path.startswith("/desk") else "PUBLIC_URL"]).netloc
    connection = HTTPConnection(host, int(port), timeout=5)
    try:
        connection.request("GET", path, headers={"Host": name})
        return connection.getresponse().status < 400
    except OSError:
        return False
    finally:
        connection.close()


def _left_a_trace(name: str, seconds: float) -> bool:
    traces = Path(os.environ["TIPLINE_DATA"], "state").glob(name)
    return any(time.time() - trace.stat().st_mtime < seconds for trace in traces)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
