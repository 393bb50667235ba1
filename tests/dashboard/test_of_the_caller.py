"""How an officer writes of the one who calls is marked; what the caller tells of others is not.

The lines kept back were written by the same hand in the same hour as the patterns, before these were tried on them, and
are counted as a sum: what anybody else would write is marked less often.
"""

from reports.dashboard.of_the_caller import of_the_caller
from tests.tables import each_of

OF_THE_CALLER = [
    "The informant works at Sandals as a cook",
    "Informant is a teacher at Micoud Secondary",
    "The lady who called lives two doors from him",
    "Complainant is her daughter",
    "Reporter is the neighbour",
    "This is the same woman who called yesterday",
    "Male caller, about 40, stutters",
    "Voice sounds like Peter from the garage",
    "The caller was in his car at the time, plate PB 4521",
    "She is calling from Mon Repos",
    "I know the caller from church",
    "She saw it from her kitchen window",
    "His sister called",
    "Moun ki kwiyé a sé fwè misyé",
    "La personne qui appelle est la voisine",
    "Quien llama es la esposa",
    "Caller: Mary Joseph, tel 4841234",
    "The caller's brother works there. Call her on 484 0001.",
    "The caller says she is his wife Marie",
    "The caller's mother lives next to him",
    "Caller works at the bakery in Babonneau",
    "Informant says she lives next door",
    "Caller sounds about twenty and has a Vincentian accent",
    "Complainant was at the bus stop with her daughter",
    "The man who phoned is a fisherman from Dennery",
    "He is calling from the gas station in Bexon",
    "Her cousin rang us",
    "I recognised her voice",
    "Saw them from her balcony",
    "La dame qui a appelé travaille à la banque",
    "Il appelle depuis Gros Islet",
    "Son voisin a appelé",
    "La señora que llamó vive enfrente",
    "Su hermana nos llamó",
    "Llama desde Vieux Fort",
    "Madanm-lan ki kwiyé a ka wété Bèkson",
    "I ka kwiyé sòti Soufwiyè",
    "Madanm ki rele a se vwazen li",
    "Sè li rele",
    "Caller Mary Joseph says that they sell there",
    "Caller Mary says that they sell there",
    "Informant, Mary Joseph, saw them",
    "Complainant Mr. Alcide Joseph saw them",
    "The caller is saying that she is his wife",
    "Caller is telling us she lives next door",
]
OF_OTHERS = [
    "Two men land bales from a white pirogue behind the shop, every Friday after dark",
    "The caller says the man works at the ferry",
    "The caller is sure that the boat is blue",
    "The caller says that the house is yellow and the boss is called Bigga",
    "He called his sister and told her to bring the bag",
    "His sister called him to come home",
    "The man who called the shots wore a red cap",
    "The woman who called her a thief threw a bottle",
    "Caller states suspect lives in Vieux Fort near the church",
    "Informant reported a theft at the school",
    "The dealer calls his customers at night from a blue phone",
    "He sells from his car at the corner",
    "A reporter was robbed in Castries",
    "He was calling from a blue phone to his boss, she said it was loud",
    "The voice mail was full",
    "Son frère a appelé la police hier",
    "Le chef vit à Dennery et appelle ses vendeurs",
    "La personne qui appelle dit que l'homme habite à Gros Islet",
    "Quien llama dice que el hombre vive en Soufrière",
    "El jefe llama a sus vendedores",
    "Moun ki kwiyé a di misyé ka wété Dennwi",
    "Moun ki rele a di mesye a rete Vye Fò",
    "Fwè misyé kwiyé'y pou vini",
    "The caller heard shots and saw two men run",
    "The complainant was told to wait at the gate",
    "The caller said the man has a gun under the bed",
    "The dealer's mother lives in Choiseul",
    "The suspect works at the port as a guard",
    "He watches the girls from his car",
    "She heard it from the radio",
    "The caller asked for help for a neighbour",
    "A man who calls himself Bobo sells pills",
    "L'homme appelle ses clients le soir",
    "La mujer vende drogas desde su casa",
    "Misyé ka wété bò lékòl-la",
    "The caller is reporting that drugs are sold at Bexon every Friday by Marlon Joseph",
    "Caller is saying the boat leaves from Choiseul",
    "The caller was telling us that two men have guns",
    "Caller Says Two men",
]
KEPT_BACK = [
    "The informant drives a minibus on the Dennery route",
    "Caller has a daughter in the same class",
    "The girl who called goes to Entrepot Secondary",
    "Caller is the suspect's ex",
    "Female caller, Spanish accent",
    "Call came from the pay phone at Micoud",
    "Caller knows him from football",
    "The complainant lives opposite the shop",
    "She watched everything from her bedroom window",
    "His landlord phoned",
    "Her voice sounded like the nurse at the clinic",
    "Informant: Peter Charles from La Clery",
    "The caller cleans the house of the suspect",
    "Caller is a nurse",
    "The person that called said he is her brother",
    "Caller was the only one on the jetty",
    "L'homme qui appelle est son frère",
    "La plaignante habite au-dessus",
    "Elle appelle de la maison d'à côté",
    "Sa sœur a téléphoné",
    "Elle a tout vu de sa cuisine",
    "La persona que llamó trabaja con él",
    "El denunciante es su primo",
    "Lo vio desde su balcón",
    "La vecina llamó",
    "Misyé-a ki kwiyé a ka twavay épi'y",
    "Vwazen li kwiyé",
    "I wè tout bagay dépi finèt li",
    "Moun ki rele a travay nan menm biwo a",
    "L ap rele depi Okay",
    "Frè li te rele",
]
OTHERS_KEPT_BACK = [
    "The caller reported that his boss sells guns at the garage",
    "The man who called the bus driver names was drunk",
    "His brother called from the window that police were coming",
    "Caller is afraid for the children",
    "Caller hung up",
    "The complainant's statement was read back",
    "The suspect's cousin lives in Laborie",
    "They store it in her kitchen",
    "The caller says two men live in the blue house",
    "She called police last week and nobody came",
    "The informant believes the gun is buried",
    "Sa femme vend des cigarettes",
    "L'appelante dit que le bateau part vendredi",
    "El vecino vende armas en su tienda",
    "El llamante dice que son tres hombres",
    "Manman misyé ka wété Kastwi",
    "Moun ki rele a pè",
    "Mesye a rele moun pou achte dwòg",
    "Nonm-lan ka vann adan loto'y",
    "The number called most often ends in 44",
]


def marks(text: str) -> list[str]:
    return [text[start:end] for start, end in of_the_caller(text)]


@each_of(OF_THE_CALLER)
def test_who_calls_is_marked_however_an_officer_writes_of_it(text: str) -> None:
    assert marks(text)


@each_of(OF_OTHERS)
def test_what_is_told_of_others_is_not(text: str) -> None:
    assert not marks(text)


def test_of_lines_kept_back_most_are_marked_and_few_of_others() -> None:
    assert len(list(filter(marks, KEPT_BACK))) >= len(KEPT_BACK) * 0.9
    assert len(list(filter(marks, OTHERS_KEPT_BACK))) <= len(OTHERS_KEPT_BACK) * 0.1


@each_of(
    [
        ("The caller says she is his wife Marie Antoinette Joseph. They moved", "Marie Antoinette Joseph"),
        (
            "Caller's brother works at the shop of a man who is known to all as Bartholomew Cox",
            "Bartholomew Cox",
        ),
        ("Caller lives next to Mr. Alcide Joseph", "Mr. Alcide Joseph"),
        ("Caller is the sister of J. P. Charles. They moved", "J. P. Charles"),
        ("Caller works at St. Jude Hospital", "St. Jude Hospital"),
        ("Caller's brother works at the shop of a man who is known as a Mr. Alcide Joseph", "Mr. Alcide Joseph"),
        ("Caller's brother works at the shop of a man whom they all call J. P. Charles", "J. P. Charles"),
    ]
)
def test_a_mark_ends_inside_no_name(text: str, ends: str) -> None:
    assert marks(text)[0].endswith(ends)
