"""Who stands there with fuel and a light rings; a grown-up of whom nothing is heard for days is read the same day."""

from tests.tables import each_of
from tests.triage.tips import judge


@each_of(
    [
        "ni yon nonm douvan bayè-a épi gazolin ek an lighter, i di i kay bwilé kay-la épi timanmay-la andidan",
        "un homme au portail avec de l'essence et un briquet, il va brûler la maison avec les enfants dedans",
        "yon mesye nan pòt la ak galon gazolin ak alimèt, li di lap mete dife nan kay la, timoun yo ladan l",
        "ma fille de 9 ans n'est pas rentrée depuis hier",
        "my daughter is 7 and she gone since yesterday, nobody has seen her",
        "my sister missing 2 days now, she said he would kill her",
        "my brother missing 3 days now, they threatened him with a gun",
        "my cousin is missing two days now, her man used to beat her",
    ]
)
def test_fuel_and_a_light_and_a_lost_child_ring(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(
    [
        "my brother is missing 4 days now, phone going straight to voicemail, he is a grown man",
        "notre voisin, 50 ans, n'est pas rentré depuis hier, portable éteint",
        "last year he came with gas and a lighter and said he would burn the house",
    ]
)
def test_a_grown_up_missing_for_days_and_a_fire_of_last_year_do_not_ring(text: str) -> None:
    assert judge(text).urgency != "immediate"
