"""Counting as the networks count: 3GPP TS 23.038."""

from reports.gateways.segments import segments


def test_segments_are_counted_as_the_network_counts() -> None:
    assert segments("a" * 160) == ("GSM-7", 160, 1)
    assert segments("a" * 161) == ("GSM-7", 161, 2)
    assert segments("€" * 80).parts == 1
    assert segments("€" * 81).parts == 2
    assert segments("ò è à é É ñ ¿") == ("GSM-7", 13, 1)
    assert segments("í" * 70) == ("UCS-2", 70, 1)
    assert segments("í" * 71).parts == 2
    assert segments("😀" * 35) == ("UCS-2", 70, 1)
    assert {letter: segments(letter).encoding for letter in "çêáÀ"} == dict.fromkeys("çêáÀ", "UCS-2")
