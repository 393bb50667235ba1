"""Pictures: decoded, and only their pixels written anew."""

import io
import struct
import warnings
from collections.abc import Iterator

# Plugins by name, because once the process has given up its files not even a Python module can be opened any more.
from PIL import (  # noqa: F401
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageChops,
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

from reports.intake.media_child import hidden
from reports.intake.media_child.made import Made, Refused

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")
_MOVING = {"GIF", "PNG", "WEBP"}  # an MPO and a HEIC hold further pictures, not a film
_KEPT_IN_PART = {"JPEG", "MPO"}  # the decoders of the others begin again or fill up with black
_GREY = 128
_LEAST_PART = 20  # of its height
_LONGEST_SIDE = 2560  # enough for a number plate; scaling also weakens the sensor's own pattern
_LONGEST_MOVING_SIDE = 640
_MOST_PIXELS = 50_000_000
_MOST_JPEG_PIXELS = 210_000_000  # phones with 200 megapixels exist, and a JPEG is decoded at an eighth of its size
_MOST_FRAMES = 60
_MOST_MOVING_PIXELS = 120_000_000  # over all frames: a few seconds of decoding
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, RuntimeError, struct.error, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip


def load() -> None:
    """Open every module that a picture may need, while files can still be opened."""
    Image.preinit()
    register_heif_opener(thumbnails=False)
    ImageCms.createProfile("sRGB")


def clean(data: bytes) -> Made:
    """Return a new JPEG of at most 2560 pixels a side, or an animated WebP of at most 640 and 60 frames."""
    image = _opened(data)
    removed, told = hidden.found_in(image, data)
    try:
        if image.format in _MOVING and getattr(image, "is_animated", False):
            kind, made, is_whole = "image/webp", *_moving(image)
            removed |= set() if is_whole else {"more_pictures"}
        else:
            if getattr(image, "is_animated", False):
                removed.add("more_pictures")
            kind, (made, is_whole) = "image/jpeg", _still(image, data)
            removed = removed if is_whole else removed - {"attached_data"} | {"end"}
    except _BROKEN as problem:
        raise Refused("damaged") from problem
    return Made(data=made, kind=kind, removed=removed, told=told)


def _opened(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = _MOST_JPEG_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("too_many_pixels") from bomb
    except (UnidentifiedImageError, *_BROKEN) as problem:
        raise Refused("damaged") from problem
    most = _MOST_JPEG_PIXELS if image.format in {"JPEG", "MPO"} else _MOST_PIXELS
    if image.width * image.height > most:
        raise Refused("too_many_pixels")
    return image


def _still(image: Image.Image, data: bytes) -> tuple[bytes, bool]:
    """Return the picture, and whether it was all there. What broke off half-way may be the only one that there is."""
    is_whole = True
    try:
        _load(image)
    except OSError:
        if image.format not in _KEPT_IN_PART:
            raise
        image, is_whole = _in_part(data), False
    out = io.BytesIO()
    _fresh(_upright_rgb(image, _LONGEST_SIDE)).save(out, "JPEG", quality=85)
    return out.getvalue(), is_whole


def _load(image: Image.Image) -> None:
    if image.format == "JPEG":
        image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    image.load()


def _in_part(data: bytes) -> Image.Image:
    """Decode what is there of a JPEG; the decoder makes the rest grey. Raises Refused where next to nothing is.

    Of some broken files it makes nothing at all: the picture stays as black as its memory was.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        image = _opened(data)
        _load(image)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    grey = image.convert("L")
    seen = ImageChops.difference(grey, Image.new("L", image.size, _GREY)).getbbox()
    if seen is None or grey.getbbox() is None or seen[3] - seen[1] < image.height / _LEAST_PART:
        raise Refused("damaged")
    return image


def _moving(image: Image.Image) -> tuple[bytes, bool]:
    """Return the film, and whether every frame is in it."""
    # A last frame may be cut off: what came before it is still a film. `n_frames` would read a hostile file to its end.
    frames: list[Image.Image] = []
    durations: list[int] = []
    most = max(1, min(_MOST_FRAMES, _MOST_MOVING_PIXELS // (image.width * image.height)))
    is_whole = False
    for frame in _frames(image):
        if frame is None or len(frames) == most:
            break
        frames.append(_fresh(_upright_rgb(frame, _LONGEST_MOVING_SIDE)))
        durations.append(min(10_000, max(20, int(frame.info.get("duration") or 100))))
    else:
        is_whole = True
    out = io.BytesIO()
    rest = frames[1:]
    frames[0].save(out, "WEBP", save_all=True, append_images=rest, duration=durations, loop=0, quality=75, method=1)
    return out.getvalue(), is_whole


def _frames(image: Image.Image) -> Iterator[Image.Image | None]:
    """Yield one frame after the other, and None where a further one cannot be read."""
    image.load()
    yield image
    for number in range(1, _MOST_FRAMES + 1):
        try:
            image.seek(number)
            image.load()
        except EOFError:
            if _has_frame(image, number):
                yield None
            return
        except _BROKEN:
            yield None
            return
        yield image


def _has_frame(image: Image.Image, number: int) -> bool:
    """Whether the file says that it has this frame. A GIF does not say; to look would read a hostile one to its end."""
    return image.format != "GIF" and number < getattr(image, "n_frames", 1)


def _fresh(pixels: Image.Image) -> Image.Image:
    # `save` would carry comments and more over from `.info`; an image made from bare bytes has none.
    return Image.frombytes("RGB", pixels.size, pixels.tobytes())


def _upright_rgb(image: Image.Image, longest: int) -> Image.Image:
    profile = image.info.get("icc_profile")
    turned = _turned_upright(image)
    if turned.mode.startswith("I"):  # 16-bit greys: `convert` would clip them to white
        turned = turned.point(lambda grey: grey / 256).convert("L")
    if "transparency" in turned.info or turned.mode in {"RGBA", "LA", "PA", "RGBa", "La"}:
        seen = turned.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        turned = Image.alpha_composite(paper, seen).convert("RGB")
    elif turned.mode in {"1", "P"}:  # these cannot be scaled smoothly
        turned = turned.convert("RGB")
    turned = turned.copy() if turned is image else turned  # `thumbnail` works in place, on a film's own canvas
    turned.thumbnail((longest, longest))
    return _in_srgb(turned, profile).convert("RGB")


def _turned_upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001 - a broken EXIF block must not cost the picture
        return image


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    if not isinstance(profile, bytes):
        return image
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return converted or image
