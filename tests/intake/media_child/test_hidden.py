"""What a picture's file hides is named, whatever state it is in."""

import io

from PIL import Image

from reports.intake.media_child.hidden import found_in
from tests.intake.telling_pictures import TELLING, encoded, picture


def test_every_slot_of_the_camera_has_its_word() -> None:
    data = TELLING["jpeg"]
    assert found_in(Image.open(io.BytesIO(data)), data)[0] == {
        "place", "date", "camera", "serial", "owner", "comment", "editing",
    }  # fmt: skip


def test_a_small_picture_inside_is_named() -> None:
    exif = Image.Exif()
    exif[0x010F] = "a maker"
    image = Image.open(io.BytesIO(encoded(picture(), "JPEG", exif=exif)))
    image.getexif().get_ifd = lambda tag: {1: 1}  # type: ignore[method-assign]  # Pillow itself writes no preview
    assert "preview" in found_in(image, b"\xff\xd9")[0]


def test_a_picture_without_notes_tells_nothing() -> None:
    data = encoded(picture(), "PNG")
    image = Image.open(io.BytesIO(data))
    assert found_in(image, data) == (set(), {})


def test_a_gif_s_packet_is_told_though_its_reader_passes_it_over() -> None:
    packet = b"<x:xmpmeta><exif:GPSLatitude>13,54.5N</exif:GPSLatitude><exif:GPSLongitude>60,59.0W</exif:GPSLongitude>"
    extension = b"\x21\xff\x0bXMP DataXMP" + packet + b"</x:xmpmeta>\x01" + bytes(range(255, -1, -1)) + b"\0"
    gif = encoded(picture().convert("P"), "GIF")
    data = gif[:-1] + extension + gif[-1:]
    image = Image.open(io.BytesIO(data))
    words, told = found_in(image, data)
    assert "place" in words
    assert told["place"] == "13.908, -60.983"
