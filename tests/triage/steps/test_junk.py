import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.triage.assessment import Span
from reports.triage.steps.letters import weights_file
from reports.triage.steps.lexicon import rules
from tests.sealing.tampering import FEW
from tests.tables import each_of
from tests.triage.tips import TIPS, Tip, judge


@each_of(
    [
        ("Congratulations! You have won a prize, click here to claim http://win.example", "advert"),
        ("u win $1000 click", "advert"),
        ("Félicitations, vous avez gagné! Cliquez ici", "advert"),
        ("Ha ganado un premio, haga clic aquí", "advert"),
        ("test", "test"),
        ("hello??", "test"),
        ("esto es una prueba", "test"),
        ("sé yon tès", "test"),
        ("who dis? wrong number", "wrong_number"),
        ("move nimewo", "wrong_number"),
        ("he stole my heart lol jk", "prank"),
        ("fuck the police all you useless", "abuse"),
        ("kolangèt manman nou", "abuse"),
        ("mi nieto me enseña a mandar un mensaje", "test"),
        ("ninguno de ustedes merece ese uniforme", "abuse"),
        ("okenn nan nou pa merite inifòm sa a", "abuse"),
        ("est-ce un crime d'être si beau", "prank"),
        ("a kilè bis Soufriyè a ap pati", "wrong_number"),
        ("on est en retard, commencez la réunion sans nous", "wrong_number"),
        ("rad ak tenis fèk rive soti Miyami, vini chwazi", "advert"),
    ]
)
def test_what_is_no_tip_is_sorted_down(text: str, kind: str) -> None:
    finding = judge(text).of("junk")[0]
    assert (finding.value, finding.score >= 0.9) == (kind, True)


@each_of(
    [
        ("Where can I get a birth certificate for a funeral next month?", "a question for another office"),
        ("Où puis-je retirer un acte de naissance ?", "a question for another office"),
        ("¿Dónde puedo pedir un acta de nacimiento?", "a question for another office"),
        ("Ki kote m ka jwenn batistè mwen?", "a question for another office"),
        ("Ki koté mwen sa jwenn batistè mwen?", "a question for another office"),
        ("I would like to know which form I bring to get a learner's permit", "a question for another office"),
        ("Je voudrais savoir à quelle adresse envoyer ma demande d'emploi", "a question for another office"),
        ("Quisiera saber cuánto vale el certificado de buena conducta", "a question for another office"),
        ("Mwen ta renmen konnen ki fòm pou yon kazye jidisyè", "a question for another office"),
        ("Mwen té kay enmen sav ki jou biwo lisans ka wouvè", "a question for another office"),
        ("The Lord Jesus is our salvation, hallelujah", "a prayer"),
        ("Gloire à Dieu, alléluia", "a prayer"),
        ("Dios es grande, aleluya", "a prayer"),
        ("Alelouya, Jezi se wa", "a prayer"),
        ("Alélouya, lwanj pou Jézi", "a prayer"),
        ("Copy this to all your contacts before midnight", "a chain letter"),
        ("Ne casse pas la chaîne, quatre jours de chance", "a chain letter"),
        ("No rompas la cadena, cuatro días de suerte", "a chain letter"),
        ("Pa kase chèn lan, kat jou chans", "a chain letter"),
        ("Pa kasé chenn lan, kat jou chans", "a chain letter"),
    ]
)
def test_what_is_plainly_no_tip_by_what_it_is_about_is_sorted_down(text: str, what: str) -> None:
    finding = judge(text).of("junk")[0]
    assert finding.score >= 0.9
    assert what in {span.rule for span in finding.spans} or finding.score > rules("junk")["plain"]["score"]


@each_of(
    [
        "How do I get my passport back? My boss at the hotel locked it away",
        "They have our passports at the hotel. Where can I get a new one?",
        "Où puis-je demander un passeport ? Le patron garde le mien",
        "¿A quién llamo? El dueño nos quitó el pasaporte",
        "Ki kote m ka jwenn paspò mwen, patwon an kenbe l",
        "Ki koté mwen sa jwenn paspò mwen, patwon an tjenbé'y",
        "What time will you open, I have papers about the licensing department",
        "God bless you officer, he hides it under the church steps",
        "Lord Jesus protect us, he is coming back tonight with the others",
        "Forward this to all your contacts: he is selling guns in Bexon",
        "Could you tell me how the lady at the window gets a driving licence without a test?",
        "Je voudrais savoir comment obtenir mon passeport, la dame de l'hôtel refuse de me le rendre",
        "Quisiera saber por qué el señor del registro civil cobra doble",
        "No water in the tank, the men filled it with something in drums. Who do I call?",
        "Who do I call about the birth certificate that PA 1234 was bought with?",
    ]
)
def test_a_question_or_a_prayer_that_tells_of_somebody_or_something_is_a_tip(text: str) -> None:
    assert judge(text).junk < 0.9


def test_a_kind_that_the_tipster_chose_makes_no_question_of_it_that_another_office_answers() -> None:
    text = "Where can I get a birth certificate for a funeral next month?"
    assert judge(text, category="fraud").junk < 0.9


def test_a_message_without_a_word_is_empty_unless_something_was_answered() -> None:
    assert judge("").of("junk")[0].value == "empty"
    assert judge("", category="drugs").junk == 0


@each_of(
    [
        "drugs by the school gate",
        "man with gun in Leslie Land now",
        "he is here",
        "PA 1234",
        "zam nan kay la",
        "yo ka vann zèb",
        "venden droga",
        "un fusil sous le lit",
        "hello i want to report a man selling fake tickets, he says you won a prize and must pay $50",
        "test results faked by a man at the lab, he takes 100 dollars",
    ]
)
def test_a_short_or_advert_like_tip_is_no_junk(text: str) -> None:
    assert judge(text).junk < 0.5


@pytest.mark.parametrize("text", ["नमस्ते, एक आदमी के पास बंदूक है", "هناك رجل معه سلاح", "这里有人卖毒品"])
def test_a_language_that_nobody_taught_is_no_junk(text: str) -> None:
    assert judge(text).junk < 0.5


@each_of(TIPS)
def test_a_greeting_or_a_curse_before_a_tip_does_not_sort_it_down(tip: Tip) -> None:
    assert judge(f"hello? you all useless. {tip.text}").junk < 0.9


def test_a_crime_with_a_joke_in_it_stays_a_tip() -> None:
    assert judge("lol he selling cocaine and he has a gun and he robbed the shop").junk < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "test test lol jk congratulations he is killing her",
        "you won a prize, click here http://x.example gun to my head",
    ],
)
def test_a_threat_to_life_never_sorts_a_tip_below_an_even_chance(text: str) -> None:
    assert judge(text).junk <= 0.5


def test_words_of_crime_keep_an_advert_above_the_bottom() -> None:
    text = "FREE prize! You have won £1000, text WIN to 80086 now, also they are selling cocaine"
    finding = judge(text).of("junk")[0]
    assert finding.score < 0.9
    assert finding.spans[-1].rule == "too many words of crime"


@pytest.mark.parametrize(
    "text",
    [
        "My cat stole my sandwich and he is armed with claws",
        "Mon chat a volé mon sandwich",
        "Mi gato se robó mi sándwich",
        "Yo vòlè kè m yè swa, bèl je",
        "Chat mwen vòlè soulyé mwen, hahaha",
    ],
)
def test_a_joke_in_words_of_crime_is_one_where_nothing_in_it_reads_like_a_tip(text: str) -> None:
    assert judge(text).junk >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "My cat stole my sandwich lol. He raped the girl next door",
        "my cat stole my sandwich lol he raped the girl next door haha",
        "haha Batman stole my car. The man in the blue house has a gun under the bed",
        "Fiesta el sábado, damas gratis, boletos a 20, venden cocaína en el baño",
        "test test ignore this, the teacher touches the girls",
        "hahaha lol lol he beat his wife with a belt lol",
    ],
)
def test_a_joke_or_an_advert_around_a_tip_hides_nothing(text: str) -> None:
    assert judge(text).junk < 0.9


@pytest.mark.parametrize(
    "text",
    [
        "on a volé mes deux vaches",
        "they thief my two cows",
        "se robaron mis vacas",
        "the coach kissed a girl in my class",
        "boat with drugs tonight in Dennery ring 4843321",
        "Dieu vous bénisse, surveillez la maison jaune à Bexon le soir",
        "Bondye beni nou, veye kay jòn nan Bexon aswè",
    ],
)
def test_a_plain_short_tip_is_no_junk(text: str) -> None:
    assert judge(text).junk < 0.5


def test_the_words_that_speak_for_an_advert_are_shown_where_they_stand() -> None:
    text = "You have won a prize, click here"
    strongest = max((span for span in judge(text).of("junk")[0].spans if span.end), key=weight)
    assert text[strongest.start : strongest.end] in ("You have won", "won", "prize", "click", "click here")


def weight(span: Span) -> float:
    return span.weight


@given(text=st.text(max_size=300))
@FEW
def test_the_spans_of_any_text_add_up_to_its_score(text: str) -> None:
    finding = judge(text).of("junk")[0]
    assert finding.score == pytest.approx(sum(span.weight for span in finding.spans), abs=1e-5)
    assert 0 <= finding.score <= 1


def test_ten_thousand_repeats_judge_as_one() -> None:
    assert judge("drugs by the school gate " * 800).junk < 0.5


def test_the_rules_name_the_weights_they_belong_to() -> None:
    assert rules("junk")["weights"] == hashlib.blake2b(weights_file("junk"), digest_size=8).hexdigest()


@pytest.mark.parametrize(
    ("plain", "disguised"),
    [
        ("You have won a prize, click here", "Y\u043eu h\u0430ve w\u043en a priz\u0435, cl\u0456ck h\u0435re"),
        ("You have won a prize, click here", "You ha\u200bve w\u200don a pr\u200bize, cl\u200cick he\ufeffre"),
        ("You have won a prize, click here", "You have w0n a pr1ze, cl1ck here"),
        ("You have won a prize, click here", "Ｙｏｕ ｈａｖｅ ｗｏｎ ａ ｐｒｉｚｅ, ｃｌｉｃｋ ｈｅｒｅ"),
        ("fuck the police all you useless", "fuсk thе poliсe аll you usеless"),
    ],
    ids=["other alphabets", "unseen letters", "digits for letters", "wide letters", "abuse in other alphabets"],
)
def test_disguised_letters_do_not_hide_junk(plain: str, disguised: str) -> None:
    assert judge(plain).junk >= 0.9
    assert judge(disguised).junk >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "lol jk test test, he is killing her right now",
        "lol tès, i ka tjwé'y apwézan",
        "mdr test, il est en train de la tuer",
        "jaja prueba, la está matando ahora",
        "haha tès, l ap touye l kounye a",
    ],
    ids=["en", "acf", "fr", "es", "ht"],
)
def test_junk_beside_a_life_at_risk_hides_nothing_and_lowers_no_urgency(text: str) -> None:
    judged = judge(text)
    assert (judged.urgency, judged.junk <= 0.5) == ("immediate", True)


@each_of(TIPS[:12], ["test test lol ", "FREE prize, click here http://x.example ", "fuck you all "])
def test_junk_before_a_tip_lowers_no_urgency(tip: Tip, before: str) -> None:
    order = ["routine", "today", "immediate"]
    assert order.index(judge(f"{before}{tip.text}").urgency) >= order.index(judge(tip.text).urgency)


@each_of(
    [
        "yo vòlè bèf mwen",
        "yo vòlè kabwit nou",
        "on a volé mes chèvres",
        "me robaron mis vacas",
        "Jorel vòlè kabrit mwen",
        "they stole my sheep",
        "Shem tief my cows",
        "il bat sa mère",
        "le pega a su madre",
        "Red Toyota PJ 8812 drives drunk every Friday night.",
    ]
)
def test_a_crime_in_a_few_plain_words_is_no_junk(text: str) -> None:
    assert judge(text).junk < 0.5


def test_a_joke_in_words_of_crime_that_laughs_is_sorted_down() -> None:
    assert judge("officer i want to report my bestie for stealing my heart lol").junk >= 0.9


@each_of(
    [
        "he hit her again lol he think is a joke, blue house by the standpipe",
        "dem tief the church bell lol two fellas in a white van PB 4471",
        "he have a gun to her head haha he say",
        "on a volé mon scooter mdr devant la mairie de Castries",
        "jajaja mi amor te amo, no mentira, así le escribe el de Vieux Fort a las señoras y las deja sin ahorros",
    ]
)
def test_a_tip_that_laughs_is_not(text: str) -> None:
    assert judge(text).junk < 0.9
