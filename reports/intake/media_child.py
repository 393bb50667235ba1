"""Cleans one photo, in a process of its own that can open nothing.

Run by path (never imported) with the photo's bytes as standard input and an empty memory file as standard output.
Writes one line of JSON, `{"refused": code}` or `{"removed": [words]}`, and after the latter the bytes of a new JPEG.

Image decoders are C code fed by strangers. So this process first loads all it needs, then gives up memory, time and
every further file or socket, and only then looks at the photo.
"""

import io
import json
import os
import resource
import sys
import warnings
from collections.abc import Iterator
from typing import Any

# Loaded now, because after `give_up_everything` not even a Python module can be opened any more.
from PIL import (  # noqa: F401
    ExifTags,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageFile,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)
from pillow_heif import register_heif_opener

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
LONGEST_SIDE = 2560  # enough for a number plate; scaling also weakens the sensor's own pattern
MOST_PIXELS = 50_000_000
MOST_JPEG_PIXELS = 210_000_000  # phones with 200 megapixels exist, and a JPEG can be decoded at an eighth of its size
MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 15
OUTPUT_BYTES = 12 * 1024 * 1024

EXIF_WORDS = {
    "camera": {"Make", "Model", "Software", "HostComputer", "MakerNote", "BodySerialNumber", "LensModel", "LensMake",
               "LensSerialNumber", "ImageUniqueID"},
    "date": {"DateTime", "DateTimeOriginal", "DateTimeDigitized", "OffsetTime", "OffsetTimeOriginal"},
    "owner": {"Artist", "Copyright", "CameraOwnerName", "XPAuthor"},
    "comment": {"ImageDescription", "UserComment", "XPComment", "XPTitle", "XPSubject", "XPKeywords", "DocumentName"},
}  # fmt: skip


class Refused(Exception):
    """The photo cannot be cleaned; the code says why."""


def main() -> None:
    Image.preinit()
    register_heif_opener(thumbnails=False)
    data = sys.stdin.buffer.read()
    give_up_everything()
    try:
        removed, jpeg = clean(data)
    except Refused as refusal:
        answer({"refused": str(refusal)})
    except MemoryError:
        answer({"refused": "too_many_pixels"})
    else:
        answer({"removed": removed}, jpeg)


def give_up_everything() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),  # a core file would hold the photo
        (resource.RLIMIT_NOFILE, 3),  # the three that are open; so no file and no socket any more
    ):
        resource.setrlimit(what, (most, most))


def answer(header: dict[str, object], body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + body)
    sys.stdout.buffer.flush()
    os._exit(0)  # no decoder's clean-up code runs after the answer


def clean(data: bytes) -> tuple[list[str], bytes]:
    if is_locked(data):
        raise Refused("locked")
    image = opened(data)
    removed = sorted(set(what_is_hidden(image, data)))
    try:
        pixels = upright_rgb(image)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as problem:
        raise Refused("damaged") from problem
    # `save` would carry comments and more over from `.info`; an image made from bare bytes has none.
    fresh = Image.frombytes("RGB", pixels.size, pixels.tobytes())
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=85)
    return removed, out.getvalue()


def is_locked(data: bytes) -> bool:
    """An encrypted PDF, ZIP or Office file: worth another sentence than 'this is not a photo'."""
    if data.startswith(b"%PDF-"):
        return b"/Encrypt" in data
    if data.startswith(b"PK\x03\x04"):
        return bool(data[6:7]) and bool(data[6] & 1)
    return data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data


def opened(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_JPEG_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("too_many_pixels") from bomb
    except UnidentifiedImageError as unknown:
        # A known beginning with nothing readable behind it is a broken photo, not a foreign file.
        raise Refused("damaged" if begins_like_a_photo(data) else "unknown_format") from unknown
    except (OSError, SyntaxError, ValueError, EOFError) as problem:
        raise Refused("damaged") from problem
    most = MOST_JPEG_PIXELS if image.format in {"JPEG", "MPO"} else MOST_PIXELS
    if image.width * image.height > most:
        raise Refused("too_many_pixels")
    return image


def begins_like_a_photo(data: bytes) -> bool:
    if data[:4] == b"RIFF":
        return data[8:12] == b"WEBP"
    if data[4:8] == b"ftyp":
        return data[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis"}
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"))


def upright_rgb(image: Image.Image) -> Image.Image:
    if image.format == "JPEG":
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    profile = image.info.get("icc_profile")
    turned = transposed(image)
    if turned.mode.startswith("I"):  # 16-bit greys: `convert` would clip them to white
        turned = turned.point(lambda grey: grey / 256).convert("L")
    if "transparency" in turned.info or turned.mode in {"RGBA", "LA", "PA", "RGBa", "La"}:
        seen = turned.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        turned = Image.alpha_composite(paper, seen).convert("RGB")
    elif turned.mode in {"1", "P"}:  # these cannot be scaled smoothly
        turned = turned.convert("RGB")
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return in_srgb(turned, profile).convert("RGB")


def transposed(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001 - a broken EXIF block must not cost the picture
        return image


def in_srgb(image: Image.Image, profile: object) -> Image.Image:
    if not isinstance(profile, bytes):
        return image
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return converted or image


def what_is_hidden(image: Image.Image, data: bytes) -> Iterator[str]:
    """What the file tells besides its picture, as words; only to inform, so it never fails."""
    try:
        yield from hidden_in_exif(image.getexif())
    except Exception:  # noqa: BLE001
        yield "camera"
    info: dict[Any, Any] = image.info
    xmp = bytes_of(info.get("xmp") or info.get("XML:com.adobe.xmp"))
    if xmp:
        yield "editing"
        if b"GPS" in xmp or b"Location" in xmp or b"City" in xmp:
            yield "place"
        if b"creator" in xmp or b"rights" in xmp:
            yield "owner"
        if b"Date" in xmp:
            yield "date"
    if info.get("comment") or info.get("photoshop") or getattr(image, "text", None):
        yield "comment"
    if getattr(image, "is_animated", False):  # `n_frames` would read a hostile file of a million frames to its end
        yield "more_pictures"
    if image.format in {"JPEG", "MPO"} and not data.rstrip(b"\0\r\n ").endswith(b"\xff\xd9"):
        yield "attached_data"


def hidden_in_exif(exif: Image.Exif) -> Iterator[str]:
    tags = {ExifTags.TAGS.get(tag, "") for tag in exif}
    tags |= {ExifTags.TAGS.get(tag, "") for tag in exif.get_ifd(ExifTags.IFD.Exif)}
    for word, names in EXIF_WORDS.items():
        if tags & names:
            yield word
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        yield "place"
    if exif.get_ifd(ExifTags.IFD.IFD1):
        yield "preview"


def bytes_of(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return value if isinstance(value, bytes) else b""


if __name__ == "__main__":
    main()
