"""Things that are none where they stand, nicknames, what gives the tipster away or only seems to, and fireworks."""

from tests.tables import each_of
from tests.triage.tips import judge


@each_of(
    [
        ("après le bal de samedi il a volé la moto", "weapon"),
        ("apwé bal samdi-a i vòlè moto-a", "weapon"),
        ("apre bal samdi a li vòlè moto a", "weapon"),
        ("c'est lui qui m'a joint au téléphone", "drug"),
    ]
)
def test_a_dance_and_who_was_reached_are_no_things_of_a_crime(text: str, kind: str) -> None:
    assert kind not in _named(text)


@each_of([("yo jwenn bal anba kabann nan", "weapon"), ("il fume un joint devant l'école", "drug")])
def test_a_bullet_and_a_joint_are(text: str, kind: str) -> None:
    assert kind in _named(text)


@each_of(
    [
        ("The one who stole it is my neighbour's friend, Ratty", "Ratty"),
    ]
)
def test_a_nickname_set_apart_is_a_person(text: str, name: str) -> None:
    assert name in _named(text).get("person", [])


@each_of(
    [
        "mine is the blue house opposite",
        "mwen sé néz ki ka vizité'y chak madi",
        "nou té jété lank bò kòté yo asou bato nou",
        "kay mwen sé sa ki blé anfas",
    ]
)
def test_a_house_a_round_of_visits_and_an_anchorage_give_away(text: str) -> None:
    assert judge(text).of("identifying")


def test_a_partition_in_a_shop_gives_nobody_away() -> None:
    assert not judge("derrière la cloison du magasin il y a la drogue").of("identifying")


def test_fireworks_are_no_drugs() -> None:
    kinds = [finding.value for finding in judge("des pétards toute la nuit près de l'école").of("category")]
    assert kinds[0] == "other"


def _named(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in judge(text).of("entities"):
        found.setdefault(finding.value, []).extend(text[span.start : span.end] for span in finding.spans)
    return found
