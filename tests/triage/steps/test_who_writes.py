"""Whose words they are: a child's, of who is held, despairs or was struck, in five languages; and whose not."""

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
        "I am going to end my life",
        "I'm better off dead",
        "i have nothing to live for",
        "My husband beats me and I want to die",
        "I told my sister I want to die",
        "i can't take no more i want to die",
        "everybody would be better off without me",
        "I will jump off the bridge",
        "I cut my wrist",
        "mi want dead, mi cya take it no more",
        "nobody would care if I was gone",
        "me quiero quitar la vida",
        "I took the pills, goodbye",
        "nobody would miss me if i gone",
        "I rather die",
        "I am tired of life",
        "mwen kay fini épi lavi mwen",
        "mwen pito mò",
        "mwen las viv",
        "mwen koupé venn mwen",
        "je vais me pendre",
        "je veux mettre fin à ma vie",
        "je n'en peux plus je veux mourir",
        "je n'en peux plus, je préfère partir pour toujours",
        "je me suis coupé les veines",
        "voy a acabar con mi vida",
        "no aguanto más quiero morir",
        "me corté las venas",
        "prefiero morirme",
        "voy a saltar del puente",
        "m bouke ak lavi",
        "m ap sote sou pon an",
        "mwen koupe venn mwen",
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
        "he say he will end my life if I talk",
        "My ex threaten to end my life, he have a gun",
        "my husband beats me and says I am better off dead",
        "the boss tell the girls they better off dead than to run",
        "My sister said I want to die and she locked the door",
        "he made me hang myself with a rope",
        "they have nothing to live for",
        "I do not want to live like this, my neighbour selling crack",
        "tired of life in this village",
        "I am tired of life in this village",
        "the noise make me want to die lol",
        "I kill myself working for that man",
        "I took the pills to the police",
        "I would never kill myself",
        "no quiero morir, me tiene encerrada",
        "no tengo ganas de morir",
        "mi esposo amenaza con acabar con mi vida",
        "mi hija escribió quiero morirme",
        "quiero acabar con todo el ruido",
        "quiero acabar con todo esto, venden droga ahí",
        "no quiero vivir así con tanto ruido",
        "me voy a matar trabajando",
        "he say I want dead you, he has a gun",
        "je n'ai pas envie de mourir, il a une arme",
        "mon mari menace de mettre fin à ma vie",
        "il a dit qu'il allait me donner la mort",
        "ils vont me pendre si je parle",
        "ma soeur dit je veux mourir",
        "je vais en finir avec eux",
        "je veux en finir avec ce trafic devant chez moi",
        "fatigué de la vie dans ce quartier",
        "i di i kay fini épi lavi mwen",
        "i vlé pann kò mwen si mwen palé",
        "y ap touye tèt mwen ak bri",
        "m ap touye tèt mwen travay",
        "l ap pran pwòp lavi m",
    ]
)
def test_who_does_not_despair_did_not(text: str) -> None:
    assert not look_at(text).in_despair


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
