"""A telephone line that breaks while words and a photo are on their way: the browser's own error, and loading again."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error
from pytest_django.live_server_helper import LiveServer

from reports.models import Tip
from tests.chromium import needs_chromium, press
from tests.conftest import House
from tests.intake.telling_pictures import telling_jpeg
from tests.line import receipt_in

TEXT = "They unload bales from a blue boat behind the fish market."
_FILLED = 300_000  # bytes behind a picture's end, which no cleaner keeps
_AT_ONCE = 16_384


class CuttingLine:
    """Stands between a browser and the line; while it is broken, each connection by which much is sent breaks off."""

    def __init__(self, target: str, after: int) -> None:
        self._to = (urlsplit(target).hostname or "", urlsplit(target).port or 0)
        self._left = after
        self.cuts, self.is_broken = 0, True
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def serve(self) -> None:
        with suppress(OSError):  # the door was closed
            while True:
                near, _address = self._door.accept()
                far = socket.create_connection(self._to)
                threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
                threading.Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_sending: bool) -> None:
        sent = 0
        with suppress(OSError):
            while data := source.recv(_AT_ONCE):
                sent += len(data)
                if is_sending and sent > self._left and self.is_broken:
                    self.cuts += 1
                    for end in (source, target):
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self._door.close()


@contextmanager
def cutting(target: str, after: int) -> Iterator[CuttingLine]:
    line = CuttingLine(target, after)
    threading.Thread(target=line.serve, daemon=True).start()
    yield line
    line.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestInABrowser:
    """Without script."""

    pytestmark = needs_chromium

    def test_loading_again_sends_words_and_photo_once_more(
        self, house: House, live_server: LiveServer, chromium: Browser, tmp_path: Path
    ) -> None:
        photo = tmp_path / "a.jpg"
        photo.write_bytes(telling_jpeg() + bytes(_FILLED))
        with cutting(live_server.url, after=100_000) as line:
            context = chromium.new_context(base_url=line.url, java_script_enabled=False)
            page = context.new_page()
            page.goto("/en/")
            page.fill("#id_text", TEXT)
            page.set_input_files("#id_files", photo)
            with pytest.raises(Error, match="ERR_"), page.expect_navigation(timeout=30_000):
                page.locator("#tell button[value=send]").click(no_wait_after=True)
            page.wait_for_url("chrome-error://**")
            assert line.cuts
            assert not Tip.objects.exists()
            line.is_broken = False
            page.reload()
            assert "File 1" in page.inner_text("main"), "the photo came with the words"
            press(page.locator("button[value='send:as_it_is']").first)
            assert receipt_in(page.inner_text("main"))
            context.close()
        assert Tip.objects.count() == 1
