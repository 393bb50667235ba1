"""The picture of a notice: small enough for a slow phone."""

from io import BytesIO

from PIL import Image

WIDEST = 480  # pixels
_QUALITY = 72


def small_picture(clean: bytes) -> bytes:
    """Return a picture that was made clean, as a JPEG of at most 480 pixels a side."""
    with Image.open(BytesIO(clean)) as picture:
        small = picture.convert("RGB")
        small.thumbnail((WIDEST, WIDEST))
        made = BytesIO()
        small.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()
