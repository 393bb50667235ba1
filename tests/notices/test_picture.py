"""A notice's picture is small."""

from io import BytesIO

from PIL import Image

from reports.notices.picture import WIDEST, small_picture


def test_a_large_picture_becomes_small_and_keeps_its_shape() -> None:
    made = BytesIO()
    Image.new("RGB", (2000, 1000), "red").save(made, "JPEG")
    with Image.open(BytesIO(small_picture(made.getvalue()))) as small:
        assert (small.size, small.format) == ((WIDEST, WIDEST // 2), "JPEG")
