import pytest

from tests.triage.tips import judge


def boats(text: str) -> list[str]:
    found = [finding.spans[0] for finding in judge(text).of("entities") if finding.value == "vessel"]
    return [text[span.start : span.end] for span in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("they drop off the drums from the Miss Lorna last night behind Anse Galet", ["Miss Lorna"]),
        ("the Lady Marie does run cigarettes every Thursday", ["Lady Marie"]),
        ("Second Wind come in again last night, two engine, no light", ["Second Wind"]),
        ("it have a yellow pirogue they call Rasta Man in Dennery", ["Rasta Man"]),
        ("M/V Caribbean Trader docked at Port Castries", ["Caribbean Trader"]),
        ("a white go-fast, J7-0231, three Yamaha engines", ["J7-0231"]),
        ("the boat number is J 412 and it stole my engine", ["J 412"]),
        ("kannòt-la yo ka kwiyé Bèl Maten ka pòté zèb", ["Bèl Maten"]),
        ("un bateau immatriculé FF 778812 vient de Fort-de-France", ["FF 778812"]),
        ("a bordo del San Rafael nos pegan", ["San Rafael"]),
        ("bato a rele Ti Rozi", ["Ti Rozi"]),
        ("bato-a Ti Zétwal ka pòté fwigo san péyé", ["Ti Zétwal"]),
        ("the Sea Witch bringing cigarettes from Martinique tonight", ["Sea Witch"]),
        ("le Corsaire débarque des armes ce soir à Laborie", ["Corsaire"]),
    ],
)
def test_a_boat_is_known_by_its_name_or_registration(text: str, names: list[str]) -> None:
    assert boats(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "the boat come in by Anse La Raye and the men run",
        "Corsaire débarque des armes ce soir",
        "the Driver unloads the boxes at the beach",
        "The boat landed in Choiseul on Friday with Marcus and Jean",
        "they hide it in a boat behind the Church in Dennery",
        "le bateau de Monsieur Charles est à Laborie",
        "the fight was in the Blue Marlin bar",
        "my boat was damaged by the Coast Guard in Castries",
    ],
)
def test_a_place_a_day_or_an_owner_is_no_boat(text: str) -> None:
    assert boats(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Boat by the old jetty tonight. Call 4843321",
        "They have a yacht at the marina. Text me at 758-484-3321",
        "Le bateau est au quai. Appelez 758 484 3321",
        "La yòl la an Ansé Galé. Kwiyé 758 484 3321",
        "Bato a la deja. Rele 758 484 3321",
        "La lancha está en la bahía. Llamen 758 484 3321",
    ],
)
def test_a_number_to_call_behind_a_boat_is_a_phone_and_no_boat(text: str) -> None:
    assert boats(text) == []
    assert "phone" in {finding.value for finding in judge(text).of("entities")}


def test_digits_said_with_pauses_are_one_number() -> None:
    text = "call herself Ms Joseph seven one two, double four, one nine"
    [phone] = [finding.spans[0] for finding in judge(text).of("entities") if finding.value == "phone"]
    assert text[phone.start : phone.end] == "seven one two, double four, one nine"
