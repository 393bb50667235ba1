import pytest

from tests.triage.tips import judge


def named(text: str) -> set[str]:
    return {
        text[span.start : span.end]
        for finding in judge(text).of("entities")
        if finding.value == "person"
        for span in finding.spans
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bigga dat escape from Bordelais hiding in Jacmel", "Bigga"),
        ("Big Head smuggle rum at Savannes Bay", "Big Head"),
        ("Jorel vòlè kabrit mwen", "Jorel"),
        ("Ti Jo ni an fizi anba kabann li", "Ti Jo"),
        ("c'est Ludo qui a tué le pêcheur", "Ludo"),
        ("Yeison dijo que va a matar a su ex", "Yeison"),
        ("yo bat Wilnè ak baton", "Wilnè"),
        ("Chuo anda armado en Marchand", "Chuo"),
        ("yon travayè, Wilnè, soti ak lajan an", "Wilnè"),
        ("I lent money to a man, Claudius, three years ago", "Claudius"),
        ("le chauffeur, Gaël, vend des fusils", "Gaël"),
        ("Buscamos a Yuleisy, 22 años, pelo rizado", "Yuleisy"),
        ("Jovnèl 14 an pa rantre lekòl", "Jovnèl"),
        ("all yuh lookin 4 Biggs since last year", "Biggs"),
        ("a lady called Yadira run it", "Yadira"),
        ("a fella they call fishhead have the gun", "fishhead"),
        ("yo ka kwiyé'y Gwégwa, i ka vann zèb", "Gwégwa"),
        ("he does sell it, dey call him kevon joseph", "kevon joseph"),
        ("me llamo Luisana, no tengo pasaporte", "Luisana"),
        ("l'homme se fait appeler Manu", "Manu"),
        ("madan Solanj ap bat ti fi a", "madan Solanj"),
    ],
)
def test_a_name_that_no_list_has_is_known_by_what_is_done(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dealers sell by the court",
        "The Corsaire hides boxes",
        "Castries has many thieves",
        "Everybody say he did it",
        "JOREL VOLE KABRIT MWEN",
        "Yo ka vann zèb an lari-a",
        "Somebody stole my bike",
        "Neighbours say he beat her",
        "Hier il a volé un vélo",
        "Anoche robaron la tienda",
        "yon mesye ayisyen ap vann dwòg",
        "an gwo madanm halé'y andidan",
        "ella me llamó llorando el domingo",
        "in the village, Castries, they sell it",
        "they come by the beach, Friday, with boxes",
    ],
)
def test_a_capital_alone_is_no_name(text: str) -> None:
    assert named(text) == set()
