"""What a tipster's phone must fetch to see the first page."""

import gzip
import re
from dataclasses import dataclass

from benchmarks.http import Answer, Browser

_LINKS = re.compile(rb'<link rel="(?:icon|stylesheet)"[^>]*href="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Bytes over the wire: bodies as they are sent, and all heads. `packed_html` is what a compressing proxy makes."""

    files: int
    html: int
    packed_html: int
    rest: int
    heads: int

    @property
    def total(self) -> int:
        """Everything, as sent by this server."""
        return self.html + self.rest + self.heads


def weigh(port: int) -> Weight:
    """Fetch the first page and all that it links, as a browser that takes gzip and Brotli does."""
    browser = Browser(port)
    page = browser.get("/", "Accept-Encoding: gzip, br\r\n")
    plain = gzip.decompress(page.body) if page.headers.get("content-encoding") == "gzip" else page.body
    linked = [browser.get(link.decode(), "Accept-Encoding: gzip, br\r\n") for link in _LINKS.findall(plain)]
    browser.close()
    return Weight(
        files=1 + len(linked),
        html=len(page.body),
        packed_html=len(gzip.compress(plain)),
        rest=sum(len(answer.body) for answer in linked),
        heads=sum(_head(answer) for answer in [page, *linked]),
    )


def _head(answer: Answer) -> int:
    return 17 + sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
