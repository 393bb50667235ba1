"""Pictures inside a PDF lose their notes and keep their look."""

import io
import zlib
from base64 import a85encode
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Name, Pdf, Stream
from PIL import Image

from reports.intake.media import FileRefused, MediaKind, Refusal, clean
from tests.intake.telling_pictures import CANARY, TELLING, encoded, picture
from tests.intake.traces import found_in

TWICE = {"Filter": Array([Name.FlateDecode, Name.DCTDecode])}
TRAILER = CANARY.encode()


def in_letters(*wrappings: Name) -> dict[str, Any]:
    return {"Filter": Array([*wrappings, Name.DCTDecode]), "ColorSpace": Name.DeviceRGB}


def with_picture(data: bytes, **entries: Any) -> bytes:
    pdf = Pdf.new()
    page = pdf.add_blank_page()
    found = Stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48, **entries)
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=found))
    page.obj.Contents = Stream(pdf, b"/Im Do")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def seen_after(data: bytes) -> Image.Image:
    made = clean(data, MediaKind.PDF).data
    assert found_in(made, [CANARY]) == set()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return pikepdf.PdfImage(pdf.pages[0].Resources.XObject.Im).as_pil_image()


def is_red_left_and_blue_right(image: Image.Image) -> bool:
    left, right = image.convert("RGB").getpixel((5, 20)), image.convert("RGB").getpixel((60, 20))
    return left[0] > 180 > 80 > left[2] and right[2] > 180 > 80 > right[0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("data", "entries"),
    [
        (TELLING["jpeg"], {"Filter": Name.DCTDecode, "ColorSpace": Name.DeviceRGB}),
        (zlib.compress(TELLING["jpeg"]), TWICE | {"ColorSpace": Name.DeviceRGB}),
        (a85encode(TELLING["jpeg"], wrapcol=76) + b"\n~>", in_letters(Name.ASCII85Decode)),
        (TELLING["jpeg"].hex(" ").encode() + b">", in_letters(Name.ASCIIHexDecode)),
        (a85encode(zlib.compress(TELLING["jpeg"])) + b"~>", in_letters(Name.ASCII85Decode, Name.FlateDecode)),
        (encoded(picture(), "JPEG2000", comment=CANARY), {"Filter": Name.JPXDecode}),
        (picture().tobytes(), {"ColorSpace": Name.DeviceRGB}),
        (zlib.compress(picture().tobytes()) + TRAILER, {"Filter": Name.FlateDecode, "ColorSpace": Name.DeviceRGB}),
    ],
    ids=["jpeg", "jpeg in zlib", "in letters", "in hex", "in zlib in letters", "jpeg 2000", "bare", "zlib"],
)  # fmt: skip
def test_a_picture_stays_and_its_notes_go(data: bytes, entries: dict[str, Any]) -> None:
    assert is_red_left_and_blue_right(seen_after(with_picture(data, BitsPerComponent=8, **entries)))


@pytest.mark.parametrize(
    ("data", "wrappings"),
    [
        (b"x~>", (Name.ASCII85Decode,)),
        (b"0g>", (Name.ASCIIHexDecode,)),
        (b"", (Name.RunLengthDecode,)),
        (b"", (Name.ASCII85Decode,) * 3),
    ],
)
def test_what_is_wrapped_around_a_photo_in_no_known_way_is_damaged(data: bytes, wrappings: tuple[Name, ...]) -> None:
    with pytest.raises(FileRefused) as refused:
        clean(with_picture(data, BitsPerComponent=8, **in_letters(*wrappings)), MediaKind.PDF)
    assert refused.value.reason is Refusal.DAMAGED


def test_a_photo_for_the_printers_inks_becomes_plain_colour() -> None:
    inks = encoded(picture().convert("CMYK"), "JPEG")
    seen = seen_after(with_picture(inks, BitsPerComponent=8, Filter=Name.DCTDecode, ColorSpace=Name.DeviceCMYK))
    assert is_red_left_and_blue_right(seen)


def test_a_drawing_in_a_foreign_coding_keeps_its_bytes_alone() -> None:
    out = io.BytesIO()
    picture().convert("1").save(out, "TIFF", compression="group4")
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        [at], [size] = tiff.tag_v2[273], tiff.tag_v2[279]
    strip = out.getvalue()[at : at + size]
    parms = pikepdf.Dictionary(K=-1, Columns=64, Rows=48)
    seen = seen_after(
        with_picture(
            strip, BitsPerComponent=1, Filter=Name.CCITTFaxDecode, DecodeParms=parms, ColorSpace=Name.DeviceGray,
            OPI=pikepdf.String(CANARY),
        )
    )  # fmt: skip
    assert seen.size == (64, 48)


def test_a_photo_of_too_many_pixels_is_refused() -> None:
    huge = encoded(Image.new("L", (9_000, 9_000)), "JPEG", quality=5)
    with pytest.raises(FileRefused) as refused:
        clean(with_picture(huge, BitsPerComponent=8, Filter=Name.DCTDecode, ColorSpace=Name.DeviceGray), MediaKind.PDF)
    assert refused.value.reason is Refusal.TOO_MANY_PIXELS
