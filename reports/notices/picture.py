"""The picture of a notice: small enough for a slow phone."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

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


def shown_size(picture: bytes) -> tuple[int, int] | None:
    """Return how wide and high it stands on a page, so that the words below need not move when it comes.

    Three of its pixels go on two of the page's, for phones have finer ones. None for what is no picture.
    """
    try:
        with Image.open(BytesIO(picture)) as made:
            return made.width * 2 // 3, made.height * 2 // 3
    except UnidentifiedImageError:
        return None
