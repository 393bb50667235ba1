import pytest

from tests.triage.tips import judge


@pytest.mark.parametrize(
    "text",
    [
        "help me he is in the house with a gun",
        "pls send police he choking her",
        "she not breathing",
        "dem shooting by the bus stand right now",
        "there is a man with a knife outside my gate now",
        "I want to kill myself",
        "au secours il va la tuer",
        "un homme avec une arme est devant chez moi maintenant",
        "ayúdenme por favor, tiene un cuchillo",
        "están disparando en la calle",
        "anmwe y ap touye l",
        "gen yon moun ki gen zam devan pòt la kounye a",
        "anmwé i ka tjwé li",
        "i ni yon koutla douvan lapòt mwen apwézan",
    ],
)
def test_a_life_at_risk_is_immediate(text: str) -> None:
    assert judge(text).urgency == "immediate"


@pytest.mark.parametrize("text", ["he keeps a gun under the bed", "ils vont décharger demain", "yon tifi disparèt"])
def test_danger_without_a_now_is_read_today(text: str) -> None:
    assert judge(text).urgency == "today"


@pytest.mark.parametrize("text", ["somebody stole my bicycle last month", "on a volé mon vélo", "me robaron la bici"])
def test_what_can_wait_is_routine(text: str) -> None:
    assert judge(text).urgency == "routine"


def test_danger_and_now_far_apart_are_not_taken_together() -> None:
    text = "he has a gun " + "and then we went on talking about other things " * 4 + "as he is doing now"
    assert judge(text).urgency == "today"


def test_a_denial_lowers_nothing() -> None:
    assert judge("no he is not shooting at us").urgency == "immediate"


def test_junk_lowers_nothing() -> None:
    assert judge("lol jk haha congratulations you have won but he is killing her").urgency == "immediate"
