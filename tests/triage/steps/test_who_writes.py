"""Whose words they are: a child's, or those of who is held, in five languages; and whose they are not."""

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
    ]
)
def test_who_tells_of_others_did_not(text: str) -> None:
    assert not look_at(text).by_held


@each_of(
    [
        "I will kill myself",
        "I want to die",
        "i doh want to live no more",
        "I wish I was dead",
        "mwen kay tjwé kò mwen",
        "mwen vlé mò",
        "mwen pa vlé viv ankò",
        "je vais me tuer",
        "je veux mourir",
        "je ne veux plus vivre",
        "me voy a matar",
        "quiero morirme",
        "no quiero vivir",
        "m ap touye tèt mwen",
        "m vle mouri",
        "mwen pa vle viv ankò",
    ]
)
def test_who_despairs_wrote_it(text: str) -> None:
    look = look_at(text)
    assert (look.in_despair, look.of_peril) == (True, True)


@each_of(
    [
        "He will kill me.",
        "He wants to kill himself.",
        "I do not want to live next to this noise",
        "je ne veux plus vivre ici",
        "no quiero vivir con mi suegra",
        "mwen pa vle viv nan bri sa a",
        "mwen pa vlé viv isi",
        "il va me tuer",
        "quiere matarme",
        "li vle touye m",
        "I was tired of waiting and I died laughing",
    ]
)
def test_who_does_not_despair_did_not(text: str) -> None:
    assert not look_at(text).in_despair
