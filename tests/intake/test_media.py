"""A photo goes on as pixels alone; what its file told besides them is named to the tipster and left behind."""

import io
import struct
import subprocess
import sys
import zlib
from contextlib import suppress

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from pillow_heif import register_heif_opener

from reports.intake.media import CHILD, MOST_BYTES, CleanPhoto, PhotoRefused, Refusal, clean_photo

CANARY = "CANARY-7731"
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    "<rdf:Description "
    f'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="13,54.5N"><creator>{CANARY}</creator>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()


def picture(size: tuple[int, int] = (64, 48)) -> Image.Image:
    left, right = Image.new("RGB", size, "red"), Image.new("RGB", size, "blue")
    left.paste(right, (size[0] // 2, 0))
    return left


def telling_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110] = "MakerOf" + CANARY, "Model" + CANARY
    exif[0x0132] = "2026:01:02 03:04:05"
    exif[0x013B] = "Artist" + CANARY
    exif[0x010E] = "Description" + CANARY
    exif.get_ifd(0x8769).update({0x9003: "2026:01:02 03:04:05", 0xA431: "Serial" + CANARY})
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 54.0, 30.0), 3: "W", 4: (60.0, 59.0, 12.0), 27: CANARY.encode()})
    return exif


def encoded(image: Image.Image, form: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def telling_jpeg(orientation: int = 1) -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(
        picture(), "JPEG", exif=telling_exif(orientation), comment=CANARY.encode(), xmp=XMP, icc_profile=profile
    )


def telling_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", CANARY)
    notes.add_text("Author", CANARY, zip=True)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return encoded(picture(), "PNG", exif=telling_exif(), pnginfo=notes)


def telling_heic() -> bytes:
    register_heif_opener()
    return encoded(picture(), "HEIF", exif=telling_exif().tobytes(), xmp=XMP)


def telling_gif() -> bytes:
    return encoded(
        picture(), "GIF", comment=CANARY.encode(), save_all=True, append_images=[picture().rotate(180), picture()]
    )


TELLING = {
    "jpeg": telling_jpeg(),
    "png": telling_png(),
    "webp": encoded(picture(), "WEBP", exif=telling_exif(), xmp=XMP),
    "heic": telling_heic(),
    "gif": telling_gif(),
    "motion photo": telling_jpeg() + b"\0\0\0\x18ftypmp42" + CANARY.encode() * 50,
}


def opened(photo: CleanPhoto) -> Image.Image:
    image = Image.open(io.BytesIO(photo.data))
    image.load()
    return image


def refusal_of(data: bytes) -> Refusal:
    with pytest.raises(PhotoRefused) as refused:
        clean_photo(data)
    return refused.value.reason


@pytest.mark.parametrize("kind", TELLING)
def test_nothing_but_the_picture_is_left_in_the_bytes(kind: str) -> None:
    assert CANARY.encode() in zlib_opened(TELLING[kind]), "the planted word must be there before"
    photo = clean_photo(TELLING[kind])
    assert photo.kind == "image/jpeg"
    for trace in (CANARY, "2026:01:02", "Exif", "xmpmeta", "ICC_PROFILE", "ftyp", "Photoshop"):
        assert trace.encode() not in photo.data
        assert trace.encode("utf-16-le") not in photo.data
    image = opened(photo)
    assert image.size == (64, 48)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


def zlib_opened(data: bytes) -> bytes:
    return data + b"".join(
        zlib.decompress(data[at:]) for at in [data.find(b"\x78\x9c")] if at > 0 and b"zTXt" in data[:at]
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("jpeg", {"place", "date", "camera", "owner", "comment", "editing"}),
        ("png", {"place", "date", "camera", "owner", "comment", "editing"}),
        ("webp", {"place", "date", "camera", "owner", "comment", "editing"}),
        ("heic", {"place", "date", "camera", "owner", "comment", "editing"}),
        ("gif", {"comment", "more_pictures"}),
        ("motion photo", {"place", "date", "camera", "owner", "comment", "editing", "attached_data"}),
    ],
)
def test_the_tipster_is_told_what_was_removed(kind: str, words: set[str]) -> None:
    assert set(clean_photo(TELLING[kind]).removed) == words


def test_a_bare_picture_had_nothing_to_remove() -> None:
    assert clean_photo(encoded(picture(), "JPEG")).removed == ()


def test_a_photo_taken_sideways_comes_out_upright() -> None:
    photo = opened(clean_photo(telling_jpeg(orientation=6)))
    assert photo.size == (48, 64)
    top, bottom = photo.convert("RGB").getpixel((24, 5)), photo.convert("RGB").getpixel((24, 58))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > bottom[0]


def test_a_large_photo_is_scaled_down() -> None:
    assert opened(clean_photo(encoded(Image.new("RGB", (4000, 3000), "green"), "JPEG"))).size == (2560, 1920)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_becomes_plain_colour(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("I;16", (40, 30), 30000) if mode == "I;16" else picture((40, 30)).convert(mode)
    assert opened(clean_photo(encoded(image, form))).mode == "RGB"


def test_what_is_see_through_becomes_white_paper() -> None:
    pixel = opened(clean_photo(encoded(Image.new("RGBA", (16, 16), (0, 0, 0, 0)), "PNG"))).getpixel((8, 8))
    assert pixel == (255, 255, 255)


def png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(bytes(1000)))


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Refusal.EMPTY),
        (bytes(MOST_BYTES + 1), Refusal.TOO_LARGE),
        (png_claiming(60_000, 60_000), Refusal.TOO_MANY_PIXELS),
        (png_claiming(8_000, 8_000), Refusal.TOO_MANY_PIXELS),
        (b"hello, I am a text", Refusal.UNKNOWN_FORMAT),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", Refusal.UNKNOWN_FORMAT),
        (b"<html><body>not a photo", Refusal.UNKNOWN_FORMAT),
        (b"MZ" + bytes(400), Refusal.UNKNOWN_FORMAT),
        (TELLING["jpeg"][:-700], Refusal.DAMAGED),
        (TELLING["jpeg"][:30], Refusal.DAMAGED),
        (TELLING["png"][:60], Refusal.DAMAGED),
        (TELLING["webp"][:60], Refusal.DAMAGED),
        (TELLING["heic"][:200], Refusal.DAMAGED),
        (TELLING["gif"][:20], Refusal.DAMAGED),
        (b"%PDF-1.7\n1 0 obj <</Encrypt 2 0 R>>", Refusal.LOCKED),
        (b"PK\x03\x04\x14\x00\x01\x00" + bytes(40), Refusal.LOCKED),
        (b"%PDF-1.7\n1 0 obj <<>>", Refusal.UNKNOWN_FORMAT),
    ],
    ids=lambda value: value.value if isinstance(value, Refusal) else f"{len(value)} bytes",
)
def test_what_cannot_be_cleaned_is_refused_with_its_reason(data: bytes, reason: Refusal) -> None:
    assert refusal_of(data) is reason


def test_a_broken_note_of_the_camera_does_not_cost_the_picture() -> None:
    broken = TELLING["jpeg"].replace(b"Exif\0\0MM\0*", b"Exif\0\0MM\0+").replace(b"Exif\0\0II*\0", b"Exif\0\0II+\0")
    assert broken != TELLING["jpeg"]
    assert opened(clean_photo(broken)).width in {48, 64}


@pytest.mark.parametrize("attempt", ["open('/etc/hostname')", "socket.socket()", "bytearray(2 * 1024**3)"])
def test_the_child_can_open_nothing_once_it_looks_at_a_photo(attempt: str) -> None:
    program = (
        f"import runpy, socket; child = runpy.run_path({str(CHILD)!r}); print('ready', flush=True); "
        f"child['give_up_everything'](); {attempt}; print('done')"
    )
    ran = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)
    assert ran.stdout == "ready\n"
    assert ran.returncode != 0


def test_a_cleaned_photo_never_prints_its_bytes() -> None:
    assert str(clean_photo(encoded(picture(), "JPEG"))) == "<photo>"


@pytest.mark.parametrize("cut", range(8))
def test_a_photo_with_flipped_bytes_is_cleaned_or_refused_and_never_crashes(cut: int) -> None:
    for kind in ("jpeg", "png", "webp", "gif", "heic"):
        data = bytearray(TELLING[kind])
        for at in range(cut * 7 + 11, len(data), 97):
            data[at] ^= 0x5A
        with suppress(PhotoRefused):
            assert CANARY.encode() not in clean_photo(bytes(data)).data
