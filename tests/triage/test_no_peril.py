"""Words of death and hiding in tips about pills, music and boats, and the dangers beside them, which ring."""

from tests.tables import each_of
from tests.triage.tips import judge


@each_of(
    [
        "I overdosed on his music, anyway he sells ganja by the ghetto",
        "j'ai fait une overdose de sa musique, il vend de l'herbe au ghetto",
        "tengo una sobredosis de su música, vende hierba en el barrio",
        "mwen fè overdoz mizik li, li vann zèb nan geto a",
        "mwen fè overdoz mizik li, i ka vann zèb bò chimen-an",
        "I took the pills he was selling as evidence",
        "I took all the pills to the police station that I found in the yard",
        "He took all the pills from the pharmacy and sells them at the school",
        "J'ai pris les cachets qu'il vendait comme preuve",
        "j'ai pris tous les cachets qu'il vendait et je les ai donnés à la police",
        "il a pris tous les cachets de la pharmacie et il les vend à l'école",
        "tomé todas las pastillas que él vendía y las llevé a la policía",
        "él tomó todas las pastillas de la farmacia y las vende en la escuela",
        "mwen pwan tout pilil-la pou bay lapolis",
        "i pwan tout pilil-la an fawmasi-a épi i ka vann yo lékòl",
        "m pran tout grenn li t ap vann yo pou bay lapolis",
        "li pran tout grenn yo nan famasi a epi l ap vann yo nan lekòl la",
    ]
)
def test_too_much_music_and_pills_given_over_ring_for_nobody(text: str) -> None:
    assert judge(text).urgency != "immediate"


@each_of(
    [
        "the boat is in the mangrove behind the fish market, green with number J 118",
        "my canoe that they stole is in the bush behind the church",
        "the boat is in the bush behind the school",
        "le bateau est dans la mangrove derrière le marché, vert, numéro J 118",
        "el bote está en el mangle detrás del mercado, verde con número J 118",
        "bato-a an mang-lan dèyè maché-a, vè épi niméwo J 118",
        "bato a nan mang lan dèyè mache a, vèt ak nimewo J 118",
    ]
)
def test_where_a_boat_lies_does_not_ring(text: str) -> None:
    assert judge(text).urgency != "immediate"


@each_of(
    [
        "I overdosed, music is the only thing left",
        "he overdosed on the floor with the music playing",
        "my sister overdosed on pills by the music shop",
        "il fait une overdose dans la chambre, de la musique partout",
        "sobredosis de pastillas, mi hermana no despierta",
        "li fè overdoz nan kay la",
        "i fè ovèdoz an kay-la",
        "I took all the pills he was selling",
        "I took all the pills, to the police who laughed at me",
        "I took all the pills tell the police sorry",
        "She took all the pills from the pharmacy",
        "My son took all the pills from the pharmacy bag and he not waking up",
        "j'ai pris tous les cachets, dites à la police que je regrette",
        "me tomé todas las pastillas",
        "mwen pwan tout pilil-la bay lapolis mésaj mwen",
        "mwen pran tout grenn yo bay lapolis mesaj mwen",
        "the boat is in the mangrove behind the fish market and a girl is screaming on it",
        "the boat is in the mangrove behind the jetty, they have a man tied up with a gun to his head",
        "he is in the bush behind the school with a gun",
        "le bateau est dans la mangrove derrière le marché, il y a un homme armé qui tire",
        "bato a nan mang lan dèyè mache a, y ap bat yon fi ladan l",
    ]
)
def test_the_dangers_beside_them_ring(text: str) -> None:
    assert judge(text).urgency == "immediate"
