"""What officers write for others holds no sign that nobody sees."""

from reports.as_seen import as_seen, in_one_line
from tests.tables import each_of


@each_of(
    [
        ("Who saw \u202eraC der\u202c?", "Who saw raC der?"),
        ("\u2066Ki moun\u2069 ki wè\u200b\u2060 \ufeffli?", "Ki moun ki wè li?"),
        ("H\u00ado\u200dr\u034fse\u3164\u2800", "Horse"),
        ("a\x00\x07b", "ab"),
        ("An\U000e0101ton\u17b4\u180b\u2065\ufe00\ufff0", "Anton"),
        ("two\x0bwords\x85more\x0cyet", "two words more yet"),
        ("Où était-il ?\r\n\tÀ Gros\u202fIslet, l’après-midi ☎\ufe0f", None),
        ("", None),
    ]
)
def test_signs_that_turn_others_around_or_show_nothing_are_left_out(said: str, seen: str | None) -> None:
    assert as_seen(said) == (said if seen is None else seen)


def test_one_line_has_single_spaces() -> None:
    assert in_one_line(" A \u200b shop\nwas\u202e robbed ") == "A shop was robbed"
