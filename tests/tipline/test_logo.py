"""A logo of a force's own is a small picture that can do nothing and loads nothing."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from PIL import Image

from tipline.logo import Logo, logo

DOCTYPE = '<!DOCTYPE svg [<!ENTITY a "b">]>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">{}</svg>'


def written(folder: Path, data: bytes) -> str:
    path = folder / "badge"
    path.write_bytes(data)
    return str(path)


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 28), "teal").save(out, "PNG")
    return out.getvalue()


def test_none_and_the_drawn_one_need_no_file() -> None:
    assert (logo(""), logo("hills").look) == (Logo(), "hills")


def test_a_png_and_an_svg_of_shapes_are_taken(tmp_path: Path) -> None:
    drawn = SVG.format(
        '<defs><path id="a" d="M0 0h4v4z"/></defs><!-- a badge --><use href="#a" fill="url(#b)"/>'
    ).encode()
    declared = b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' + drawn
    svg = "image/svg+xml"
    for data, media in ((png(), "image/png"), (drawn, svg), (declared, svg)):
        found = logo(written(tmp_path, data))
        assert (found.media, found.data, found.look) == (media, data, "hills own")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (SVG.format("<script>alert(1)</script>").encode(), "it holds script"),
        (SVG.format('<path d="M0 0" onload="x()"/>').encode(), "its path has onload"),
        (SVG.format('<use href="https://a.example/b"/>').encode(), "its use has href"),
        (SVG.format('<path d="M0 0" style="fill:url(//a.example)"/>').encode(), "its path has style"),
        (SVG.format("<style>@import url(//a.example)</style>").encode(), "it holds style"),
        (SVG.format("<image/>").encode(), "it holds image"),
        ((DOCTYPE + SVG.format("&a;")).encode(), "it declares a document type"),
        (b'<?xml-stylesheet href="//a.example"?>' + SVG.format("").encode(), "it holds an instruction"),
        (f'<?xml version="1.0"?>{SVG.format("<?a b?>")}'.encode(), "it holds an instruction"),
        ((DOCTYPE + SVG.format("&a;")).encode("utf-16"), "it is not written in UTF-8"),
        (SVG.format('<path d="M0 0" fill="u\\72l(//a.example)"/>').encode(), "its path has fill"),
        (SVG.format('<path d="M0 0" style="fill:image-set(\'//a.example\' 1x)"/>').encode(), "its path has style"),
        (SVG.format('<title xmlns="http://www.w3.org/1999/xhtml"/>').encode(), "it holds title"),
        (b"<html/>", "it does not begin with svg"),
        (b"GIF89a", "it cannot be read"),
        (png()[:-9], "it is not written in UTF-8"),
        (png()[:8] + b"<script>alert(1)</script>" + png()[-12:], "it is not written in UTF-8"),
        (png()[:40] + b"x" + png()[41:], "it is not written in UTF-8"),
        (png() + bytes(9000), "bytes"),
    ],
)
def test_what_could_do_or_load_something_stops_the_start(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=why):
        logo(written(tmp_path, data))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"nothing\.svg cannot be read"):
        logo(str(tmp_path / "nothing.svg"))
