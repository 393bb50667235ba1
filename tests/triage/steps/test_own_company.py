"""An account that is one's own, a number with whom to ask for there, and who was there with the tipster."""

from reports.triage.warning import what_identifies
from tests.tables import each_of


def marked(text: str) -> dict[str, list[str]]:
    return {one.value: [text[span.start : span.end] for span in one.spans] for one in what_identifies(text)}


@each_of(
    [
        "IG: annaj_758 is me",
        "ig: annaj_758 thats me",
        "my ig annaj_758",
        "instagram: anna.joseph is me",
        "Insta: anna_j, c'est moi",
        "IG: anna_758 soy yo",
        "IG: anna_758 sé mwen",
        "IG: anna_758 se mwen",
        "call 484-1234 ask for Anna",
        "Please call 484-1234 and ask for Anna Joseph.",
        "He sells. Call 484 1234, ask for Anna.",
        "Llame al 484-1234 y pregunte por Ana",
        "Appelez le 484-1234, demandez Anna",
        "Kwiyé 484-1234 mandé pou Anna",
        "Rele 484-1234 mande pou Anna",
    ]
)
def test_what_reaches_the_tipster_is_marked(text: str) -> None:
    assert "own_number" in marked(text)


@each_of(
    [
        "The dealer posts guns on IG: killa_758 every Friday.",
        "He sells on instagram: big_bread758",
        "They sell weed, call 484-1234 ask for Blacks",
        "He tells them to call 484-1234 and ask for Blacks.",
        "Call 484-1234 and ask for Blacks, he sells it.",
        "The flyer says call 484-1234 ask for Tony",
        "il vend, appelez le 484-1234, demandez Tony",
        "Venden hierba, llame al 484-1234 y pregunte por Tony",
        "Yo ka vann zèb, kwiyé 484-1234 mandé pou Tony",
    ]
)
def test_what_reaches_others_is_not(text: str) -> None:
    assert "own_number" not in marked(text)


@each_of(
    [
        "me and john was there",
        "Me and John was there when he shot.",
        "John and me saw it",
        "john and i was by the bar",
        "I and Peter saw the whole thing",
        "me & John was there",
        "moi et Jean on était là",
        "Jean et moi étions là",
        "yo y Juan estábamos allí",
        "Juan y yo vimos todo",
        "mwen épi Jan té la",
        "Jan épi mwen té la",
        "mwen ak Jan te la",
        "Jan avèk mwen te la",
    ]
)
def test_who_was_there_with_the_tipster_is_marked(text: str) -> None:
    assert "witness" in marked(text)


@each_of(
    [
        "Peter and John was there",
        "Marc et Jean étaient là",
        "Pedro y Juan estaban allí",
        "Pyè épi Jan té la",
        "Pyè ak Jan te la",
        "It is between Marc and John.",
    ]
)
def test_who_was_there_without_him_is_not(text: str) -> None:
    assert "witness" not in marked(text)
