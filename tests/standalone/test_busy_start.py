"""A web server that is slow to answer is waited for while it lives, and who waits is told."""

import sys
from pathlib import Path

import pytest

from tipline.standalone.__main__ import _wait_for_web
from tipline.standalone.child import CannotStart, Child
from tipline.standalone.place import free_port

_LATE = """
import http.server, sys, time
time.sleep(2)
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(203)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""


def _server(program: str, port: int, log: Path) -> Child:
    return Child("The web server", [sys.executable, "-c", program, str(port)], log=log)


def test_it_is_waited_for_and_the_person_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    web = _server(_LATE, port, tmp_path / "web.log")
    web.start()
    try:
        _wait_for_web(web, port, pace=0.5)
    finally:
        web.stop()
    assert "still starting" in capsys.readouterr().out


def test_one_that_ended_is_not_waited_for(tmp_path: Path) -> None:
    port = free_port()
    web = _server("print('no such module'); raise SystemExit(3)", port, tmp_path / "web.log")
    web.start()
    with pytest.raises(CannotStart, match="no such module"):
        _wait_for_web(web, port, pace=0.5)
