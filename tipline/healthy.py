"""`python -m tipline.healthy WHAT`: whether the process of this container is well, told without a shell.

WHAT is a path that the web server must answer, the name of a worker that must answer a ping (celery, retention), or of
what leaves a trace in the data folder each time it has done its work (beat, compared).
"""

import os
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from socket import gethostname
from urllib.parse import urlsplit

_TRACES = {"beat": 600.0, "compared": 1800.0}  # seconds after which the last trace is too old


def main(what: str) -> int:
    """Return 0 for one that is well."""
    if what.startswith("/"):
        return 0 if _answers(what) else 1
    return 0 if (_left_a_trace(what) if what in _TRACES else _works(what)) else 1


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


def _works(name: str) -> bool:
    from tipline.celery import app  # which the check of a web server does not need

    return bool(app.control.ping(destination=[f"{name}@{gethostname()}"], timeout=5))


def _left_a_trace(name: str) -> bool:
    traces = Path(os.environ["TIPLINE_DATA"], "state").glob(f"{name}*")
    return any(time.time() - trace.stat().st_mtime < _TRACES[name] for trace in traces)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
