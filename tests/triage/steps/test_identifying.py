import pytest

from tests.triage.tips import judge


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my name is Peter Doe and I saw it", "own_name"),
        ("je m'appelle Marie", "own_name"),
        ("me llamo Rosa", "own_name"),
        ("mwen rele Jan", "own_name"),
        ("yo ka kwiyé mwen Titi", "own_name"),
        ("my number is 456 7890", "own_number"),
        ("it is my brother who did it", "kin"),
        ("c'est mon mari", "kin"),
        ("se frè m ki fè l", "kin"),
        ("I live across from the house", "neighbour"),
        ("vwazen mwen ka vann zèb", "neighbour"),
        ("trabajo en el hotel", "job"),
        ("koté mwen ka twavay", "job"),
        ("only I know where it is, he told me", "sole_knowledge"),
        ("je suis le seul à savoir", "sole_knowledge"),
    ],
)
def test_what_could_unmask_the_tipster_is_marked(text: str, kind: str) -> None:
    assert kind in {finding.value for finding in judge(text).of("identifying")}


def test_the_mark_covers_the_name_itself() -> None:
    text = "my name is Peter Doe and I saw it"
    span = judge(text).identifying[0]
    assert text[span.start : span.end] == "my name is Peter Doe"


@pytest.mark.parametrize("text", ["a man sells weed by the bridge", "ils vendent de la drogue", "yo vole yon moto"])
def test_a_tip_that_says_nothing_of_its_writer_is_not_marked(text: str) -> None:
    assert judge(text).identifying == ()
