"""What tipsters are asked or advised leads them nowhere else."""

from reports.guides import categories, whole
from reports.rulebook.guide_checks import texts
from reports.rulebook.leading_away import leading_away
from tests.tables import each_of


def test_no_shipped_text_leads_away() -> None:
    all_texts = [words for category in categories() for _w, _p, _l, words in texts(whole(category))]
    assert [found for words in all_texts if (found := leading_away(words))] == []


@each_of(
    [
        ("Look at http://evil.example/x now please", "http://evil.example/x"),
        ("Go to evil-example.com", "evil-example.com"),
        ("Read WWW.Evil.example", "WWW.Evil.example"),
        ("Ask at t.me/tips, or bit.ly/x", "bit.ly/x"),
        ("Ask at t.me/tips, or bit.ly/x", "t.me/tips"),
        ("Look at SLU.Tips or police.zone", "SLU.Tips"),
        ("Look at SLU.Tips or police.zone", "police.zone"),
        ("Write to help@police.lc", "help@police.lc"),
        ("Call +1 758 555 1212", "+1 758 555 1212"),
        ("Call 758-5551212 or 0696 12 34 56", "758-5551212"),
        ("Tél. 0596\u00a071\u00a022\u00a033", "0596\u00a071\u00a022\u00a033"),
    ]
)
def test_a_link_or_a_number_is_named(words: str, piece: str) -> None:
    assert piece in leading_away(words)


@each_of(
    [
        "Was it before 2025, or in 2025 and 2026?",
        "Between 10 and 11 p.m., or at 18:30, on 30.11.?",
        "Is it in St. Lucia, e.g. in Castries?",
        "On 12.03.2026, or 2026-11-30, or 1/12/2026?",
        "It was cold. He left. It was late.",
        "Si vous êtes en danger, appelez le 911.",
        "About EC$5,000 or 2.5 kg?",
    ]
)
def test_other_words_are_none(words: str) -> None:
    assert leading_away(words) == []
