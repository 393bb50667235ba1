"""Dangers beside a film, a mistake, a silent telephone, a plant or another day, which no other sense may hush.

tips/still_ring.tsv has a language and a made-up text. All of them rang before the words of other senses were added;
eighteen of them then did not.
"""

from pathlib import Path

from tests.tables import each_of
from tests.triage.tips import judge

_ROWS = [row.split("\t") for row in (Path(__file__).parent / "tips" / "still_ring.tsv").read_text("utf-8").splitlines()]


def test_each_danger_rings_whatever_stands_beside_it() -> None:
    assert len(_ROWS) > 250
    assert [text for _, text in _ROWS if judge(text).urgency != "immediate"] == []


@each_of(
    [
        "a man climbed over the railing of the bridge and is looking down",
        "un homme a enjambé le garde-fou du pont",
        "hay una muchacha sentada en la baranda del puente llorando",
    ]
)
def test_who_stands_over_a_drop_rings(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(
    [
        "Fellas sit down on the railing selling weed by the bridge",
        "Un carro parado al borde de la carretera sin placa desde el lunes",
        "vende droga parado al borde de la cancha",
        "yon machin kanpe sou rebò wout la san plak",
        "they throw garbage over the rail of the bridge into the river",
    ]
)
def test_who_sells_or_parks_there_does_not(text: str) -> None:
    assert judge(text).urgency != "immediate"


@each_of(
    [
        "Personne n'est en danger, mais on jette des ordures dans la ravine",
        "Nadie está en peligro, pero tiran basura en la quebrada",
        "Y ap boule kawotchou dèyè garaj la, lafimen an vin lakay",
        "Los vapores del taller me queman los ojos",
        "Lafimen penti-a ka bwilé zyé mwen",
        "le dossier ne bouge plus depuis un an",
        "dosye a pa bouje ankò",
        "the landlord not answering my calls again",
    ]
)
def test_what_stands_still_or_endangers_nobody_does_not(text: str) -> None:
    assert judge(text).urgency != "immediate"
