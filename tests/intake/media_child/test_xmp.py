"""What an XMP packet of a sound tells, wherever in the file it lies; one without an end tells nothing."""

from reports.intake.media_child import sound, xmp
from tests.intake.telling_films import boxed
from tests.intake.telling_films import sound as sound_of


def test_a_sound_whose_place_stands_in_an_xmp_packet_alone_is_told_of_it() -> None:
    packet = (
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>13,54.5N</exif:GPSLatitude>"
        b"<exif:GPSLongitude>60,59.0W</exif:GPSLongitude><aux:SerialNumber>CANARY7</aux:SerialNumber></x:xmpmeta>"
    )
    extended = boxed(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + packet)
    made = sound.clean(sound_of("mp4", "aac", notes={}) + extended)
    assert {"place", "serial"} <= set(made.removed)
    assert made.told["place"] == "13.908, -60.983"
    assert b"CANARY7" not in made.data


def test_packets_are_found_each_and_one_without_an_end_is_none() -> None:
    whole = b"<x:xmpmeta a></x:xmpmeta>"
    assert xmp.packets_in(b"noise" + whole + b"noise" + whole) == b"<x:xmpmeta a>\n<x:xmpmeta a>"
    assert xmp.packets_in(b"<x:xmpmeta GPS" * 50) == b""
