"""Whose words they are: a child's, of who is held or was struck, in five languages; and whose not."""

from reports.triage.warning import look_at
from tests.tables import each_of


@each_of(
    [
        "my stepfather touches me",
        "My step father come in my room at night.",
        "he touches me, my uncle",
        "mummy boyfriend does beat me",
        "daddy beats me with a cable",
        "my teacher kiss me",
        "I am 12 and nobody home",
        "im 9 years old",
        "I am a child",
        "mon beau-père me touche",
        "papa me frappe tous les jours",
        "j'ai 11 ans",
        "mi padrastro me toca",
        "el novio de mi mamá me pega",
        "tengo 12 años",
        "bòpè mwen ka manyen mwen",
        "papa mwen ka bat mwen",
        "mwen ni 12 lanné",
        "bòpè m ap manyen m",
        "tonton m ap bat mwen",
        "mwen gen 12 an",
    ]
)
def test_a_child_may_have_written_it(text: str) -> None:
    assert look_at(text).by_child


@each_of(
    [
        "My husband beats me.",
        "my baby father beats me",
        "my child father hits me",
        "my daughter's father beats me",
        "le père de mes enfants me bat",
        "el papá de mi hija me pega",
        "papa ich mwen ka bat mwen",
        "papa pitit mwen ap bat mwen",
        "I am 30 years old and he beats me",
        "I am 12 miles from the shore",
        "The teacher sells weed.",
        "tengo 45 años",
        "The uncle touches the little girl.",
    ]
)
def test_a_child_did_not(text: str) -> None:
    assert not look_at(text).by_child


@each_of(
    [
        "they took our passports",
        "They took my passport and I cannot leave.",
        "the boss beats me and does not pay me",
        "we are not allowed to leave",
        "nos quitaron los pasaportes",
        "no nos dejan salir",
        "me pegan y no me pagan",
        "ils ont pris nos passeports",
        "on ne nous paie pas",
        "yo pwan paspò nou",
        "yo pa ka péyé nou",
        "yo kenbe paspò nou",
        "yo pa kite nou sòti",
        "they lock me in the house and took my phone",
        "patwon an bat mwen",
        "patwon-an ka bat mwen",
        "le patron me bat",
        "el patrón me pega",
        "boss beats me",
        "yo fèmen m nan yon kay nan Denri, m pa ka sòti",
        "mwen pa sa sòti an kay-la, yo ka fèmen mwen",
        "me encerraron en la casa y me quitaron el teléfono",
        "ils m'enferment dans la maison et m'ont pris mon téléphone",
    ]
)
def test_who_is_held_wrote_it(text: str) -> None:
    assert look_at(text).by_held


@each_of(
    [
        "He took their passports and does not pay them.",
        "The girls cannot leave the house.",
        "Les quitaron los pasaportes a las muchachas.",
        "Il garde leurs passeports.",
        "I pwan paspò yo.",
        "Li kenbe paspò yo.",
        "My boss sells stolen phones.",
        "A boat lands each Friday.",
        "The boss beats his dog.",
        "Mwen fèmen boutik mwen bonè.",
        "Yo lock kay-la.",
        "le patron me bat aux cartes et vend de la drogue",
        "the boss beats me at dominoes",
        "el jefe me pega el sueldo tarde",
    ]
)
def test_who_tells_of_others_did_not(text: str) -> None:
    assert not look_at(text).by_held


@each_of(
    [
        "my husband choked me",
        "My boyfriend gave me blows again.",
        "mawi mwen ka bat mwen",
        "mon mari m'a frappé hier",
        "mi marido me golpeó",
        "mari m bat mwen chak swa",
    ]
)
def test_it_was_done_to_the_writers_own_body(text: str) -> None:
    assert look_at(text).of_own_body


@each_of(
    [
        "My neighbour beats his wife, I live next door at number 12, he robbed me too",
        "They robbed me last week and my brother beats his wife",
        "the doctor hit me with his car",
        "the boss beats me at dominoes",
        "My husband owes me and beats his dog",
    ]
)
def test_it_was_not(text: str) -> None:
    assert not look_at(text).of_own_body
