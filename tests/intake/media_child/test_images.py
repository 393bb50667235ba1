"""A picture goes on as pixels alone; what its file told besides them is named to the tipster and left behind."""

import io
import random
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from PIL import Image

from reports.intake.media import CleanFile, FileRefused, MediaKind, clean
from tests.intake.telling_films import boxed, film
from tests.intake.telling_pictures import CANARY, TELLING, encoded, picture, telling_exif, telling_jpeg

MOVING = {"gif", "animated webp", "apng"}


def opened(photo: CleanFile) -> Image.Image:
    image = Image.open(io.BytesIO(photo.data))
    image.load()
    return image


def cleaned(data: bytes) -> CleanFile:
    return clean(data, MediaKind.IMAGE)


@pytest.mark.parametrize("kind", TELLING)
def test_nothing_but_the_picture_is_left_in_the_bytes(kind: str) -> None:
    assert CANARY.encode() in zlib_opened(TELLING[kind]), "the planted word must be there before"
    photo = cleaned(TELLING[kind])
    assert photo.kind == ("image/webp" if kind in MOVING else "image/jpeg")
    for trace in (CANARY, "2026:01:02", "Exif", "EXIF", "xmpmeta", "ICC_PROFILE", "ICCP", "ftyp", "Photoshop"):
        assert trace.encode() not in photo.data
        assert trace.encode("utf-16-le") not in photo.data
    image = opened(photo)
    assert image.size == (64, 48)
    assert not image.getexif()
    known = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "loop", "background", "timestamp", "duration"}
    assert set(image.info) <= known


def zlib_opened(data: bytes) -> bytes:
    return data + b"".join(
        zlib.decompress(data[at:]) for at in [data.find(b"\x78\x9c")] if at > 0 and b"zTXt" in data[:at]
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("jpeg", {"place", "date", "camera", "serial", "owner", "comment", "editing"}),
        ("png", {"place", "date", "camera", "serial", "owner", "comment", "editing"}),
        ("webp", {"place", "date", "camera", "serial", "owner", "comment", "editing"}),
        ("heic", {"place", "date", "camera", "serial", "owner", "comment", "editing"}),
        ("gif", {"comment"}),
        ("animated webp", {"place", "date", "camera", "serial", "owner", "comment", "editing"}),
        ("motion photo", {"place", "date", "camera", "serial", "owner", "comment", "editing", "attached_data"}),
    ],
)
def test_the_tipster_is_told_what_was_removed(kind: str, words: set[str]) -> None:
    assert set(cleaned(TELLING[kind]).removed) == words


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "heic"])
def test_the_tipster_may_keep_the_place_and_time_as_words(kind: str) -> None:
    assert cleaned(TELLING[kind]).told == {"place": "13.908, -60.987", "time": "2026-01-02 03:04"}


def test_a_place_that_only_an_editor_wrote_down_is_told_too() -> None:
    assert cleaned(TELLING["png without exif"]).told == {"place": "13.908, -60.987"}


def test_a_bare_picture_had_nothing_to_remove_or_tell() -> None:
    bare = cleaned(encoded(picture(), "JPEG"))
    assert (bare.removed, bare.told) == ((), {})


def test_a_photo_taken_sideways_comes_out_upright() -> None:
    photo = opened(cleaned(telling_jpeg(orientation=6)))
    assert photo.size == (48, 64)
    top, bottom = photo.convert("RGB").getpixel((24, 5)), photo.convert("RGB").getpixel((24, 58))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > bottom[0]


def test_a_large_photo_is_scaled_down() -> None:
    assert opened(cleaned(encoded(Image.new("RGB", (4000, 3000), "green"), "JPEG"))).size == (2560, 1920)


def test_a_photo_of_two_hundred_megapixels_is_taken() -> None:
    huge = encoded(Image.new("L", (16_320, 12_240), 90), "JPEG", quality=30)
    assert opened(cleaned(huge)).size == (2560, 1920)


@pytest.mark.parametrize("kind", sorted(MOVING))
def test_a_moving_picture_keeps_its_frames_and_their_pace(kind: str) -> None:
    film = opened(cleaned(TELLING[kind]))
    assert getattr(film, "n_frames", 1) == 3
    film.seek(1)
    film.load()
    assert film.info["duration"] == 150
    assert film.convert("RGB").getpixel((5, 5))[2] > 200  # type: ignore[index]  # the second frame is turned around


def test_a_moving_picture_of_very_many_frames_keeps_its_first_sixty() -> None:
    frames = [Image.new("L", (16, 16), number * 97 % 256) for number in range(70)]
    made = cleaned(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=40))
    assert getattr(opened(made), "n_frames", 1) == 60
    assert made.removed == ("more_pictures",)


@pytest.mark.parametrize("kind", ["GIF", "PNG"])
def test_of_a_moving_picture_that_breaks_off_it_is_said_that_pictures_lack(kind: str) -> None:
    frames = [Image.frombytes("RGB", (80, 60), random.Random(seed).randbytes(80 * 60 * 3)) for seed in range(6)]
    whole = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=200)
    assert cleaned(whole).removed == ()
    made = cleaned(whole[: len(whole) // 2])
    assert 1 < getattr(opened(made), "n_frames", 1) < 6
    assert made.removed == ("more_pictures",)


def test_the_pictures_behind_the_first_of_an_mpo_are_left_behind() -> None:
    mpo = encoded(picture(), "MPO", save_all=True, append_images=[picture().rotate(180)])
    made = cleaned(mpo)
    assert made.kind == "image/jpeg"
    assert "more_pictures" in made.removed


def heic(*further: Image.Image, behind: bytes = b"") -> bytes:
    return encoded(picture(), "HEIF", save_all=True, append_images=further) + behind


def sequence() -> bytes:
    """A HEIC that shows one picture and holds a track of fifteen, as bursts do (ISO/IEC 23008-12, 7)."""
    track = film(speech="", notes={})
    index = track[track.index(b"moov") - 4 :].replace(b"vide", b"pict")
    return heic(behind=index).replace(b"ftypheic", b"ftypmsf1")


@pytest.mark.parametrize(
    ("made", "lacks"),
    [
        (heic, ()),
        (lambda: heic(picture().rotate(180)), ("more_pictures",)),
        (sequence, ("more_pictures",)),
        (lambda: heic(behind=boxed(b"mpvd", bytes(50))), ("attached_data",)),
        (lambda: heic(behind=b"\0\0\0\1free" + (24).to_bytes(8) + bytes(8) + boxed(b"moov", b"")), ("more_pictures",)),
        (lambda: encoded(picture(), "AVIF", save_all=True, append_images=[picture().rotate(180)]), ("more_pictures",)),
    ],
    ids=["one picture", "two pictures", "a sequence", "a moving photo", "behind a large box", "an animated AVIF"],
)
def test_of_what_a_heic_or_avif_holds_beside_its_picture_it_is_said_that_it_lacks(
    made: Callable[[], bytes], lacks: tuple[str, ...]
) -> None:
    photo = cleaned(made())
    assert (photo.kind, photo.removed) == ("image/jpeg", lacks)
    assert opened(photo).size == (64, 48)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_becomes_plain_colour(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("I;16", (40, 30), 30000) if mode == "I;16" else picture((40, 30)).convert(mode)
    assert opened(cleaned(encoded(image, form))).mode == "RGB"


def test_what_is_see_through_becomes_white_paper() -> None:
    pixel = opened(cleaned(encoded(Image.new("RGBA", (16, 16), (0, 0, 0, 0)), "PNG"))).getpixel((8, 8))
    assert pixel == (255, 255, 255)


def test_a_broken_note_of_the_camera_does_not_cost_the_picture() -> None:
    broken = TELLING["jpeg"].replace(b"Exif\0\0MM\0*", b"Exif\0\0MM\0+").replace(b"Exif\0\0II*\0", b"Exif\0\0II+\0")
    assert broken != TELLING["jpeg"]
    assert opened(cleaned(broken)).width in {48, 64}


def test_a_place_of_nonsense_does_not_cost_the_picture() -> None:
    exif = telling_exif()
    exif.get_ifd(0x8825).update({2: (1e9, 0.0, 3.0)})
    assert "place" not in cleaned(encoded(picture(), "JPEG", exif=exif)).told


GRADIENT = Image.linear_gradient("L").resize((800, 600)).rotate(180).convert("RGB")


@pytest.mark.parametrize(
    ("form", "more"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("MPO", {"save_all": True, "append_images": [GRADIENT.resize((80, 60))]}),
    ],
)
def test_a_photo_whose_end_is_missing_is_kept_as_far_as_it_goes_and_says_so(form: str, more: dict[str, Any]) -> None:
    data = encoded(GRADIENT, form, exif=telling_exif(), **more)
    assert Image.open(io.BytesIO(data)).format == form
    whole, half = cleaned(data), cleaned(data[: len(data) // 2])
    assert "end" not in whole.removed
    assert set(half.removed) == set(whole.removed) | {"end"}
    assert half.told == whole.told
    assert opened(half).size == opened(whole).size
    at_top = [opened(one).convert("L").crop((400, 4, 401, 5)).tobytes()[0] for one in (whole, half)]
    assert abs(at_top[0] - at_top[1]) < 16, "what is there is shown as it is"
    assert CANARY.encode() not in half.data


@pytest.mark.parametrize("more", range(2, 13))
def test_a_photo_of_which_the_decoder_makes_nothing_but_black_is_refused(more: int) -> None:
    data = encoded(GRADIENT, "JPEG", progressive=True)
    with pytest.raises(FileRefused, match="damaged"):
        cleaned(data[: data.index(b"\xff\xc4", data.index(b"\xff\xda")) + more])


@pytest.mark.parametrize("kind", ["png", "webp", "heic"])
def test_what_would_be_black_or_nothing_where_its_end_is_missing_is_refused(kind: str) -> None:
    with pytest.raises(FileRefused, match="damaged"):
        cleaned(TELLING[kind][: len(TELLING[kind]) // 2])


def test_a_photo_that_breaks_off_before_its_first_line_is_no_picture() -> None:
    data = encoded(picture().resize((800, 600)), "JPEG")
    with pytest.raises(FileRefused, match="damaged"):
        cleaned(data[: data.index(b"\xff\xda") + 14])


@pytest.mark.parametrize("cut", range(8))
def test_a_photo_with_flipped_bytes_is_cleaned_or_refused_and_never_crashes(cut: int) -> None:
    for kind in ("jpeg", "png", "webp", "gif", "heic"):
        data = bytearray(TELLING[kind])
        for at in range(cut * 7 + 11, len(data), 97):
            data[at] ^= 0x5A
        with suppress(FileRefused):
            assert CANARY.encode() not in cleaned(bytes(data)).data
