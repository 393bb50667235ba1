"""The demo's first page is as light as in production."""

import gzip

from django.test import Client


def test_a_style_sheet_goes_packed_to_whoever_can_unpack_it() -> None:
    bare, packed = (Client(headers={"Accept-Encoding": how}).get("/static/base.css") for how in ("", "gzip"))
    assert "Content-Encoding" not in bare
    assert packed["Content-Encoding"] == "gzip"
    body = packed.getvalue()
    assert gzip.decompress(body) == bare.getvalue()
    assert len(body) < 5000
