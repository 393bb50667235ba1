"""Counting as the networks count: 3GPP TS 23.038."""

from reports.gateways.segments import cheaper, segments


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


def test_letters_have_a_plain_twin_only_where_that_costs_fewer_segments() -> None:
    assert cheaper("día" * 23) == "día" * 23, "one segment either way"
    assert cheaper("día" * 24) == "dia" * 24
    assert cheaper("áàâãäåæçéèêëíìîïñóòôõöúùûüýÿœ’…" * 3) == "aàaaäåæcéèeeiìiiñoòooöuùuüyyoe'..." * 3
    assert cheaper("moun wè bòl\u0300 e\u0301" * 8) == "moun wè bòl\u0300 e\u0301" * 8, "a mark that no letter carries"
    assert cheaper("we\u0300 " * 20) == "wè " * 20
    assert cheaper("día 😀" * 20) == "día 😀" * 20
