"""The same words of danger in 120 texts that may wait and 120 that may not, in five languages.

tips/same_words.tsv has a language, whether the text rings or waits, and a made-up text. By the rules before these
texts were written 44 of those that may wait rang and 119 of the 120 dangers did; the rules were then mended by them.
"""

from pathlib import Path

from tests.tables import each_of
from tests.triage.tips import judge

_ROWS = [row.split("\t") for row in (Path(__file__).parent / "tips" / "same_words.tsv").read_text("utf-8").splitlines()]
_MAY_RING = 14
"""Of those that may wait; prices that "kill us" and a "now" that tells a story are not told apart yet."""


@each_of(["en", "acf", "fr", "es", "ht"])
def test_every_danger_rings_in_words_that_harmless_texts_have_too(language: str) -> None:
    dangers = [text for spoken, level, text in _ROWS if level == "rings" and spoken == language]
    assert len(dangers) == 24
    assert [text for text in dangers if judge(text).urgency != "immediate"] == []


def test_most_harmless_texts_of_these_words_wait() -> None:
    harmless = [text for _, level, text in _ROWS if level == "waits"]
    assert len(harmless) == 120
    assert len([text for text in harmless if judge(text).urgency == "immediate"]) <= _MAY_RING


@each_of(
    [
        "the ambulance driver sells fuel, and now he has a gun on her",
        "save me a plate, he is at the door with a gun",
        "ambulance",
        "Bexon. ambulance please",
        "lol help me he has a knife",
        "rápido",
        "he is home now",
        "He is home now. QUIET",
        "he sells cigarettes without tax and he is beating her now",
    ]
)
def test_another_sense_hides_no_danger_beside_it(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(
    [
        "auxilio un marciano se llevó mi bicicleta jajaja",
        "Il voulait vendre vite le téléphone",
        "On my way home now, u want me pick up bread?",
    ]
)
def test_haste_a_joke_and_a_place_alone_ring_nobody(text: str) -> None:
    assert judge(text).urgency != "immediate"


@each_of(
    [
        "my son need the ambulance",
        "we want a ambulance in Marchand",
        "need a ambulance by the river",
        "she need a ambulance in Bexon",
        "get a ambulance for my grandmother",
        "ambulance needed at Bexon",
        "please get an ambulance to the beach",
        "my mother need ambulance",
        "a ambulance for my mother please",
        "grandmother cant get up, we need a ambulance",
        "tell the ambulance to come",
        "can the ambulance come to Bexon",
        "manman mwen bezwen anbilans lan",
        "manman mwen bizwen lanbilans-lan",
        "ma mère a besoin d'une ambulance",
        "ma mère a besoin de l'ambulance",
        "mi mamá necesita la ambulancia",
        "necesitamos una ambulancia en Bexon",
        "on a besoin d'une ambulance à Bexon",
        "my father is on the floor, he needs a ambulance",
        "my father need a doctor quick",
        "he want the fire truck in Bexon",
        "she is asking for the ambulance",
        "ma fille voudrait l'ambulance",
        "mi hijo quiere la ambulancia",
        "se pou anbilans vini",
    ]
)
def test_who_asks_for_an_ambulance_rings_in_whatever_words(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(
    [
        "the old ambulance is still parked in Bexon",
        "I saw the ambulance pass by the market on Monday",
        "we need a new ambulance in Dennery",
        "my cousin drives an old ambulance and sells the fuel",
        "l'ambulance est garée devant le marché",
        "vi la ambulancia parada en el mercado",
        "mwen wè anbilans lan bò mache a",
    ]
)
def test_who_speaks_of_an_ambulance_rings_nobody(text: str) -> None:
    assert judge(text).urgency != "immediate"


@each_of(
    [
        "help me lol please",
        "save me jaja",
        "haha help us",
        "sauvez moi mdr",
        "ayúdame jajaja",
        "ede m kkk",
        "édé mwen haha",
    ]
)
def test_a_laugh_takes_no_cry_from_who_cries_for_herself(text: str) -> None:
    assert judge(text).urgency == "immediate"


def test_food_that_is_saved_with_a_laugh_rings_nobody() -> None:
    assert judge("save me a plate lol").urgency != "immediate"


@each_of(
    [
        "Son passeport est dans le coffre du patron depuis huit mois",
        "mon voisin a un fusil à pompe dans le coffre de sa voiture",
        "Jump up Saturday on the roof of the hotel, ten dollars entry",
        "sa ka fèt, an bèf mò anlè lawout Bexon",
        "Patwon an kenbe paspò nou. Si nou sòti li voye moun dèyè nou",
        "Sanmdi yo wòb li, yonn sé Pikan, yo té ni kouto",
        "He used to beat her with a stick, that is three years ago now",
        "d boy out of hospital now, is Kerwin had the bottle",
        "bato-a ka débatjé kat wonm an kontwabann bò Lans Lawivyè",
        "son mari la frappe depuis des années",
        "two glock in d water tank by he granny",
        "My niece left home in Laborie on Monday for school and did not arrive, she is 15",
        "demen swa yon bato ap antre Anse Louvet ak sigarèt",
        "on m'a pris le moteur du bateau cette nuit",
    ]
)
def test_a_boot_a_fete_a_greeting_and_a_story_ring_nobody(text: str) -> None:
    assert judge(text).urgency != "immediate"


@each_of(
    [
        "une fille crie dans le coffre d'une voiture devant le marché",
        "they jump up on the counter with guns, everybody on the floor",
        "she on the bridge, she say she going to jump",
        "sa ka fèt, i ka bat li épi an koutla apwézan",
        "kite m ede l, nèg la ap bat li ak manchèt kounye a",
        "yo ni kouto an lanmen, yo ka kouwi dèyè'y",
        "two years ago now he cut her and he is at her door with a knife",
        "bato-a ka débatjé fizi an kontwabann apwézan",
        "son mari la frappe depuis une heure, elle hurle",
        "il a des armes dans le coffre et il tire sur les gens",
        "he put the boy head in the water, he holding him down",
        "My little niece of six left home for school and did not arrive",
        "she is 15, missing since noon, they see her in the sea now",
        "aswè a yon bato ap debake zam nan Anse Louvet",
        "c'est vendredi soir, le bateau débarque des armes",
        "i kay mété difé an kay-la apwézan, manmay andidan",
    ]
)
def test_danger_beside_a_boot_a_fete_a_greeting_or_a_story_rings(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(
    [
        "qué está pasando muchachos, disparos",
        "man who got shot here he alive send ambulance",
        "man who get shot here he alive send ambulance",
    ]
)
def test_who_is_shot_here_rings_as_a_crime_of_blood(text: str) -> None:
    judged = judge(text)
    assert judged.urgency == "immediate"
    assert judged.categories[0] in ("homicide", "violence", "firearms")
