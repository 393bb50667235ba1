"""A logo of a force's own is a small picture that can do nothing and loads nothing."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from PIL import Image

from tipline.logo import Logo, logo

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
    for data, media in ((png(), "image/png"), (drawn, "image/svg+xml")):
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
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(), "it declares a document type"),
        (b"<html/>", "it does not begin with svg"),
        (b"GIF89a", "it cannot be read"),
        (png()[:-9], "it cannot be read"),
        (png() + bytes(9000), "bytes"),
    ],
)
def test_what_could_do_or_load_something_stops_the_start(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=why):
        logo(written(tmp_path, data))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"nothing\.svg cannot be read"):
        logo(str(tmp_path / "nothing.svg"))
