"""A boat of Thursday night, or of every month, is none of tonight."""

from tests.tables import each_of
from tests.triage.tips import judge


@each_of(
    [
        "Thursday night about 2 a go fast boat pull up on the beach at Canaries, four men offloading packages",
        "I saw a pirogue unloading drugs on Thursday night, they were carrying bags to a van",
        "It was a drug boat Thursday night at Marigot. Three men carrying bales up to a pickup with no lights.",
        "Boat come in thursday nite with plenty coke, dem fellas offloading till morning",
        "On the 24th a boat unloads cocaine at Soufriere, men carrying it up the hill",
        "Boats does unload drugs at midnight by the rocks in Laborie",
        "When the moon dark the pirogue does come in and they offloading coke",
        "Jédi swa a, yon go-fast rivé bò rivaj la, nonm ka déchajé pakèt",
        "Bato-a té la jédi oswè, twa nonm ka chajé pakèt an yon djip",
        "Bato ka vini minwi toujou, yo ka déchajé pakèt",
        "Jeudi dans la nuit, un bateau rapide débarque de la drogue à l'anse, quatre hommes armés",
        "El jueves en la noche llegó una lancha, unos hombres bajando bultos de droga en la playa",
        "Jedi swa yon go-fast rive bò lanmè a, moun ap dechaje sak dwòg",
        "Bato konn vini a minwi, yo dechaje pakè dwòg",
        "Friday night, the boat unloading guns on the beach",
        "It's Friday night they does unload the guns from the boat",
    ]
)
def test_a_boat_of_another_day_or_as_a_rule_is_read_today(text: str) -> None:
    assert judge(text).urgency == "today"


@each_of(
    [
        "They offloading a go-fast on the beach right now, six men",
        "Thursday they came and now a boat is unloading again, men carrying bales",
        "It's Thursday night and they unloading a boat here right now",
        "Since Friday the boat hiding in the mangrove and tonight they unloading the guns",
        "men unloading bales from a pirogue onto the beach",
        "tonight a go-fast landing at Canaries with drugs",
        "aswè a yon bato ka vini épi dwòg",
        "yo ka déchajé bal dwòg asou plaj-la",
        "ce soir un bateau arrive avec de la cocaïne",
        "están descargando bultos de una lancha en la playa",
        "y ap dechaje bal dwòg sou plaj la",
        "yo pral tire l samdi swa a, li nan bato a",
        "mwen konn bato a, y ap dechaje dwòg sou plaj la",
        "yon bato ap dechaje zam sou plaj la, mwen pa konn kiyès",
        "mwen konn bato-a, yo ka déchajé dwòg asou plaj-la",
        "a boat unloading guns on the beach in this hot sun",
        "boat unloading bales at the beach, the men sat down by the rocks with guns",
        "it's Friday night, the boat unloading guns on the beach",
        "the boat unloading guns by Anse Chastanet, it's Friday night",
        "c'est vendredi soir, ils débarquent des armes d'un bateau sur la plage",
        "es viernes por la noche, la lancha está descargando armas en la playa",
        "the boat unloading bales at the beach. In april he was arrested",
        "In april he was arrested, the boat unloading guns on the beach",
        "my son say a boat is unloading drugs on Friday beach",
    ]
)
def test_a_boat_of_now_rings_whatever_day_is_named_beside_it(text: str) -> None:
    assert judge(text).urgency == "immediate"
