import pytest

from tests.triage.tips import judge


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Congratulations! You have won a prize, click here to claim http://win.example", "advert"),
        ("Félicitations, vous avez gagné! Cliquez ici", "advert"),
        ("Ha ganado un premio, haga clic aquí", "advert"),
        ("test", "test"),
        ("esto es una prueba", "test"),
        ("sé yon tès", "test"),
        ("who dis? wrong number", "wrong_number"),
        ("move nimewo", "wrong_number"),
        ("he stole my heart lol jk", "prank"),
        ("fuck the police all you useless", "abuse"),
        ("", "empty"),
    ],
)
def test_what_is_no_tip_is_sorted_down(text: str, kind: str) -> None:
    finding = judge(text).of("junk")[0]
    assert (finding.value, finding.score >= 0.5) == (kind, True)


def test_a_crime_with_a_joke_in_it_stays_a_tip() -> None:
    assert judge("lol he selling cocaine and he has a gun and he robbed the shop").junk < 0.5


def test_a_threat_to_life_is_never_near_the_bottom() -> None:
    assert judge("test test lol jk congratulations he is killing her").junk < 0.9
