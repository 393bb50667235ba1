"""A notice's picture is small."""

from io import BytesIO

from PIL import Image

from reports.notices.picture import WIDEST, shown_size, small_picture


def test_a_large_picture_becomes_small_and_keeps_its_shape() -> None:
    made = BytesIO()
    Image.new("RGB", (2000, 1000), "red").save(made, "JPEG")
    with Image.open(BytesIO(small_picture(made.getvalue()))) as small:
        assert (small.size, small.format) == ((WIDEST, WIDEST // 2), "JPEG")


def test_a_page_knows_its_size_before_it_comes_and_what_is_no_picture_has_none() -> None:
    made = BytesIO()
    Image.new("RGB", (300, 240)).save(made, "PNG")
    assert shown_size(small_picture(made.getvalue())) == (200, 160)
    assert shown_size(b"jpeg") is None
