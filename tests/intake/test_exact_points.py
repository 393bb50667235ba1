import pytest

from reports.intake.exact_points import exact_points
from tests.tables import each_of


@each_of(
    [
        "13.9094, -60.9789",
        "13.9094,-60.9789",
        "14.010, -60.990",
        "13.9094 60.9789",
        "13,9094; -60,9789",
        "13.9094° N, 60.9789° W",
        "N13.9094 W60.9789",
        "13°54'33\"N 60°58'44\"W",
        "13° 54.56' N, 60° 58.73' W",
        "https://maps.app.goo.gl/aB3dE5",
        "https://www.google.com/maps/@13.9094,-60.9789,17z",
        "maps.google.com/?q=13.9094,-60.9789",
        "https://maps.apple.com/?ll=13.9094,-60.9789",
        "https://www.openstreetmap.org/#map=18/13.9094/-60.9789",
        "https://waze.com/ul/hd4x",
        "geo:13.9094,-60.9789",
        "77J5W2XC+4F",
        "W25C+Q7",
        "///filled.count.soap",
    ],
    ["{}", "They sell it at {}. Each Friday.", "yo la: {}\nvini vit"],
)
def test_a_point_is_found_whole(point: str, around: str) -> None:
    text = around.format(point)
    spans = list(exact_points(text))
    assert {at for start, end in spans for at in range(start, end)} == set(
        range(text.index(point), text.index(point) + len(point))
    )


@pytest.mark.parametrize(
    "text",
    [
        "call 758 555 1234 or 758.555.1234, 758.555.4321",
        "he pays 1.500, 2.500 and sometimes 12.000, 13.000 dollars",
        "entre 1.500 y 2.500 pesos",
        "plate PE 4471, on 12.10.2026, at 21.30, 22.15",
        "192.168.100.200, 192.168.100.201",
        "it was 32° in the shade, 5 of them",
        "see www.google.com or facebook.com/maps.lc",
        "She is 5.5 and he 6.1 feet tall, C++ and 2+2",
        "and/or//either",
    ],
)
def test_other_numbers_and_links_are_left_alone(text: str) -> None:
    assert not list(exact_points(text))
