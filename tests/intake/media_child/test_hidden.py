"""What a picture's file hides is named, whatever state it is in."""

import io

from PIL import Image

from reports.intake.media_child.hidden import told_by, words_for
from tests.intake.telling_pictures import TELLING, encoded, picture


def test_every_slot_of_the_camera_has_its_word() -> None:
    data = TELLING["jpeg"]
    assert set(words_for(Image.open(io.BytesIO(data)), data)) == {
        "place", "date", "camera", "serial", "owner", "comment", "editing",
    }  # fmt: skip


def test_a_small_picture_inside_is_named() -> None:
    exif = Image.Exif()
    exif[0x010F] = "a maker"
    image = Image.open(io.BytesIO(encoded(picture(), "JPEG", exif=exif)))
    image.getexif().get_ifd = lambda tag: {1: 1}  # type: ignore[method-assign]  # Pillow itself writes no preview
    assert "preview" in set(words_for(image, b"\xff\xd9"))


def test_a_picture_without_notes_tells_nothing() -> None:
    data = encoded(picture(), "PNG")
    image = Image.open(io.BytesIO(data))
    assert (list(words_for(image, data)), told_by(image)) == ([], {})
