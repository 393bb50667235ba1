import pytest

from reports.triage.assessment import TipText
from reports.triage.pipeline import run
from tests.tables import each_of
from tests.triage.tips import judge


@each_of(
    [
        "help me he is in the house with a gun",
        "pls send police he choking her",
        "she not breathing",
        "dem shooting by the bus stand right now",
        "there is a man with a knife outside my gate now",
        "I want to kill myself",
        "au secours il va la tuer",
        "un homme avec une arme est devant chez moi maintenant",
        "ayúdenme por favor, tiene un cuchillo",
        "están disparando en la calle",
        "anmwe y ap touye l",
        "gen yon moun ki gen zam devan pòt la kounye a",
        "anmwé i ka tjwé li",
        "i ni yon koutla douvan lapòt mwen apwézan",
        "Danger!",
        "Gwan danjé",
        "PELIGRO",
        "Fire!",
        "disparos",
        "i ka mò",
        "elle meurt",
        "yo ka tchwé mwen",
        "li gen yon zam nan tèt mwen",
        "stop him please he beat her",
        "call police",
    ]
)
def test_a_life_at_risk_is_immediate(text: str) -> None:
    assert judge(text).urgency == "immediate"


@pytest.mark.parametrize("link", ["bit.ly/help-quick", "https://example.org/fire/now", "www.example.com/gagne-vite"])
def test_the_address_of_a_page_cries_for_nobody(link: str) -> None:
    assert judge(f"Félicitations, vous avez gagné un téléphone : {link}").urgency == "routine"
    assert judge(f"{link} she not breathing").urgency == "immediate"
    assert judge("come quick he/she not breathing 12/5").urgency == "immediate"


@each_of(
    [
        "he is back with the gun help",
        "he is back with the gun",
        "HELP he has a knife",
        "HELPPP! gun",
        "he has a knife. help. he is in the yard",
        "they here help",
        "help my uncle have a gun",
        "help police",
        "il est revenu avec le fusil aide",
        "il est revenu avec un couteau",
        "aide il a le fusil",
        "volvió con la pistola ayuda",
        "volvió con un cuchillo",
        "i viwé épi fizi-a édé",
        "i viwé épi fizi-a",
        "édé i ni kouto",
        "li tounen ak zam nan ede",
        "li tounen ak kouto a",
        "èd li gen zam",
    ]
)
def test_a_bare_word_for_help_is_a_cry_beside_danger_and_so_is_a_weapon_that_comes_back(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(
    [
        "help with my gun licence",
        "I need help with my gun licence",
        "help me renew my gun licence",
        "help us renew our firearms licence",
        "two men cutting mahogany in the forest reserve",
        "can you help me renew my firearm licence",
        "please help me with my firearm permit",
        "ayúdame a renovar mi licencia de arma",
        "ede m renouvle lisans zam mwen",
        "can you help with the form for a firearm licence",
        "aide pour mon permis de port d'arme",
        "ayuda con mi licencia de arma",
        "mwen bizwen èd épi lisans fizi mwen",
        "help the police find the gun",
        "nobody would help, he keeps a gun under the bed",
        "the police didn't help, he sells guns",
        "i can help you find the gun",
        "personne ne nous aide, il vend des fusils",
        "last night he came back with a gun",
        "hier il est revenu avec un couteau",
        "i té viwé épi fizi-a yè",
        "li te tounen ak fizi a semenn pase",
        "ayer volvió con la pistola",
        "the guns are back at the yellow house",
        "help wanted at the bakery",
        "j'ai perdu mon portable au marché",
        "mon chien a disparu",
    ]
)
def test_help_of_an_office_or_told_of_and_a_weapon_of_another_time_are_no_cry(text: str) -> None:
    assert judge(text).urgency != "immediate"


def test_help_of_an_office_takes_no_other_cry_away() -> None:
    assert judge("I need help with my gun licence. HELP he is breaking the door").urgency == "immediate"
    assert judge("help me renew my gun licence, help me he has a gun").urgency == "immediate"
    assert judge("help me he took my licence").urgency == "immediate"
    assert judge("help us he has a gun").urgency == "immediate"
    assert judge("help us get out he has a gun").urgency == "immediate"
    assert judge("two men cutting a woman in the mahogany").urgency == "immediate"


@each_of(
    [
        "he have her tied in the back room and I hear her crying",
        "they breaking down the door, she alone inside",
        "a boat unloading bales at the bay, no lights",
        "the child next door has not eaten for three days and he is locked in the house",
        "they waiting in a car to shoot him when he come out of work tonight",
        "my mother has dementia, she walked out and we cannot find her",
        "he pouring gasoline on the steps and we inside the house",
        "they have the watchman kneeling down with a gun at he head",
        "yo ka défonsé lapòt Ma Titin, i tousèl",
        "kannòt-la ka déchajé bò lans-lan, pa ni limyè",
        "yo kay tjwé'y lè i sòti twavay oswè-a, yo ja asiz ka espéwé'y",
        "deux types défoncent la porte de ma voisine",
        "il la tient attachée dans la chambre du fond, on l'entend gémir",
        "están tumbando la puerta de la vecina y ella está sola",
        "tienen a tres muchachas encerradas en el almacén con candado y una golpea la puerta",
        "de nèg ap kraze pòt vwazin nan li pou kont li",
        "yo fèmen twa fi nan depo a ak kadna, youn ap frape pòt la",
        "man in the bus waving a cutlass at the passengers",
        "bullets flying by the playing field",
        "everybody on the floor in the supermarket",
        "boat engine dead off Dennery, one fella went over the side",
        "tout le monde à terre dans la banque",
        "la está ahorcando en el cuarto de abajo",
        "nan dlo a ap plen bato a, moun yo pa konn naje",
        "yo vlé soté adan pon-an, i ka pléwé",
    ]
)
def test_danger_told_as_a_scene_is_immediate_without_a_word_for_now(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(
    [
        "last year I saw them beating a man in front of the club",
        "there is a boat coming in at Vieux Fort",
        "dere is a boat comin in at Vieux Fort by d jetty",
        "mwen wè on bato asi bò lanmè Lansaye",
        "J'ai vu un homme qui vend des armes derrière la boutique",
        "in this film they tie up the whole family",
        "the boys fight on the pasture every Sunday",
        "sa gen dezan yon nèg te mete yon kouto nan kou m",
        "ils coupent la mangrove près de l'aéroport",
        "el año pasado le puso un cuchillo en el cuello a su prima",
    ]
)
def test_what_was_or_is_each_week_or_hurts_nobody_is_not_immediate(text: str) -> None:
    assert judge(text).urgency != "immediate"


@pytest.mark.parametrize("text", ["he keeps a gun under the bed", "ils vont décharger demain", "fi mwen dispawèt"])
def test_danger_without_a_now_is_read_today(text: str) -> None:
    assert judge(text).urgency == "today"


@pytest.mark.parametrize(
    "text", ["somebody stole my bicycle last month", "on a volé mon vélo", "el mes pasado me robaron la bici"]
)
def test_what_can_wait_is_routine(text: str) -> None:
    assert judge(text).urgency == "routine"


def test_danger_and_now_far_apart_are_not_taken_together() -> None:
    text = "he has a gun " + "and then we went on talking about other things " * 4 + "as he is doing now"
    [finding] = judge(text).of("urgency")
    assert not any(span.rule.startswith("immediate/") for span in finding.spans)


def test_a_denial_lowers_nothing() -> None:
    assert judge("no he is not shooting at us").urgency == "immediate"


def test_junk_lowers_nothing() -> None:
    assert judge("lol jk haha congratulations you have won but he is killing her").urgency == "immediate"


@pytest.mark.parametrize("chosen", ["", "domestic_abuse"])
def test_a_call_without_words_is_no_finding_of_calm(chosen: str) -> None:
    answers = {"category": chosen} if chosen else {}
    judged = run(TipText(text=" ", answers=answers, channel="call", in_danger=False, language_hint="en"))
    (found,) = judged.of("urgency")
    assert judged.urgency == "today"
    assert "listen" in found.reason
    assert judged.categories[0] == (chosen or "other")


def test_a_small_word_of_another_language_is_no_sign_there() -> None:
    """`yo` is "they" in Kwéyòl, and "they … now" a sign of something going on."""
    assert judge("CONGRATULATIONS!!! You won a FREE phone yo click here now").urgency != "immediate"
    assert judge("dem boys by the shop, yo ka bat li atjwèlman").urgency == "immediate"


@each_of(
    [
        "Every weekend he is beating her",
        "he does beat her on fridays, I hear the screaming",
        "my neighbour is always beating his wife",
        "dem boys always fighting with bottles outside the club",
        "chak samdi i ka bat madanm-li",
        "misyé-a ka bat fanm-lan tout lannwit",
        "tous les soirs il la frappe",
        "le samedi soir il la bat, on entend des cris",
        "cada noche le está pegando",
        "siempre le está pegando a su mujer",
        "chak wikenn l ap bat madanm ni",
        "lè l bwè l ap bat li",
        "every weekend he beats her",
        "he is beating her, every night",
        "tous les soirs, il la frappe",
        "chak samdi, i ka bat madanm-li",
    ]
)
def test_blows_of_a_habit_are_read_today(text: str) -> None:
    assert judge(text).urgency == "today"


@each_of(
    [
        "he beats her every weekend but tonight is different, she is not answering",
        "he always hit me but now he have a knife",
        "every friday he is beating her, right now he is in there",
        "chak samdi i ka bat li, atjwèlman i ka bat li",
        "il la frappe tous les soirs mais là il la frappe avec une barre, venez vite",
        "cada noche le pega, ahora mismo le está pegando",
        "chak swa li bat li, kounye a l ap bat li",
        "every night he is strangling her",
        "every night they are shooting at the house",
        "toulé jou i di i kay tjwé mwen",
        "tous les soirs il menace de me tuer",
        "siempre dice que me va a matar",
        "chak jou l ap trangle m",
    ]
)
def test_a_habit_takes_nothing_from_this_time_or_from_a_life_at_risk(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(
    [
        "a man on the ground outside, they keep beating him",
        "he keeps punching her she screaming",
        "two men fighting by the market, they keep beating each other with sticks",
        "two men with guns are robbing the shop on the corner, the one that opens every day",
        "they are stabbing a man by the shop that is always open",
        "the man who sells by the road every day, men are shooting at him",
        "somebody is stabbing the man who does sell coconuts every day",
        "she is screaming he is beating her, i hear it all the time",
        "he is beating her like every night she is screaming",
        "he is beating her, the neighbour who comes every day called me",
        "he is beating her always, the child is screaming",
        "estan robando con pistolas la tienda que abre todos los dias",
        "le sigue pegando a un hombre en el suelo",
        "le está pegando a su mujer, ella grita, lo oigo todas las noches",
        "están disparando en el bar que abre todas las noches",
        "le está pegando, la vecina que viene todos los días me llamó",
        "yo ap volè boutik la ak zam, boutik la louvri chak jou",
        "y ap bat yon nonm atè a, yo kontinye bat li",
        "l ap bat li, li toujou bat li",
        "l ap bat madanm ni, l ap rele anmwe, mwen tande sa chak swa",
        "y ap tire sou boutik ki louvri chak jou a",
        "yo ka bat an nonm atè-a, yo ka kontiné bat li",
        "i ka bat madanm-li, i ka hélé, mwen ka tann sa toulé swè",
        "yo ka wòb boutik-la épi fizi, boutik-la ouvè toulé jou",
        "ils sont en train de braquer avec des armes le magasin qui ouvre tous les jours",
        "deux hommes armés sont en train de braquer la boutique, celle qui ouvre tous les jours",
        "un homme est à terre, ils continuent de le frapper",
        "il la frappe, elle hurle, je l'entends tous les soirs",
        "ils tirent sur le bar qui ouvre tous les soirs",
        "il la frappe, la voisine qui passe tous les jours m'a appelé",
    ]
)
def test_a_habit_of_somebody_else_and_blows_that_go_on_ring(text: str) -> None:
    assert judge(text).urgency == "immediate"
