"""Who may be in danger is told the emergency number before anything else, in the language of the words."""

import pytest

from reports.dialogue.canned import canned_for
from reports.phone.hearing import hear
from reports.phone.wording import text
from tests.conftest import House, only_tip, triage_all
from tests.tables import each_of
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
START = {
    "en": "Danger? Call 911",
    "acf": "Danjé? Kwiyé 911",
    "fr": "Danger? Appelez 911",
    "es": "¿Peligro? Llame al 911",
}
START["ht"] = "Danje? Rele 911"


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("he is back with the gun help", "en"),
        ("he is coming for me", "en"),
        ("ok he is back with a knife", "en"),
        ("il est revenu avec un couteau", "fr"),
        ("volvió con un cuchillo", "es"),
        ("my stepfather touching me tonight", "en"),
        ("il revient avec le fusil aidez moi", "fr"),
        ("il vient me chercher pour moi c'est fini", "fr"),
        ("mon beau-père me touche ce soir aidez", "fr"),
        ("volvió con la pistola ayuda", "es"),
        ("viene por mí", "es"),
        ("mi padrastro me toca esta noche", "es"),
        ("i viwé épi fizi-a édé mwen", "acf"),
        ("i ka vini pou mwen", "acf"),
        ("bopè mwen ka manyen mwen oswè-a", "acf"),
        ("li tounen ak fizi a ede mwen", "ht"),
        ("bòpè m ap manyen m aswè a", "ht"),
    ],
)
def test_words_of_danger_are_answered_with_the_number_first(twilio: TwilioDouble, said: str, language: str) -> None:
    (answer,) = twilio.phone(PHONE).text(said)
    assert answer.startswith(START[language])
    assert twilio.phone(PHONE).text(said) == [text(language, "danger")]


@pytest.mark.parametrize(
    "said",
    [
        "he is here",
        "he has a gun",
        "i ni an kouto",
        "li gen kouto",
        "i la",
        "il est là",
        "está aquí",
        "police!",
        "m pè",
    ],
)
def test_the_fewest_words_of_somebody_near_are_too(said: str) -> None:
    assert hear(said).needs_number


@each_of(
    [
        "kidnap",
        "kidnapped",
        "my friend got kidnapped",
        "yo kidnapé tifi-a",
        "me secuestraron",
        "on m'a enlevé",
        "mon voisin bat ses enfants maintenant",
        "my neighbour is beating his kids now",
        "mi vecino le pega a sus hijos ahora",
        "vwazen mwen ka bat manmay-li atjwèlman",
        "vwazen m ap bat pitit li kounye a",
        "yo tiwé on boug",
        "yo tire yon nèg",
        "they shoot a man",
        "le dispararon a un hombre",
        "on a tiré sur un homme",
        "mande polis",
        "mandé lapolis",
        "appelle la police",
    ]
)
def test_few_words_of_somebody_who_may_be_in_danger_bring_the_number_whoever_that_is(said: str) -> None:
    assert hear(said).needs_number


@each_of(
    [
        "mwen bizwen ed",
        "mwen bizwen èd",
        "bizwen ed",
        "m bezwen èd",
        "i need help",
        "j'ai besoin d'aide",
        "necesito ayuda",
        "a man touch my little sister, he say he go kill us if we tell",
        "un homme touche ma petite sœur, il dit qu'il va nous tuer si on parle",
        "un hombre toca a mi hermanita y dice que nos va a matar si hablamos",
        "an nonm ka manyen ti sè mwen, i di i kay tjwé nou si nou palé",
        "yon nèg ap manyen ti sè m, li di l ap touye nou si nou pale",
        "my boss locked me in the room and took my passport and he says nobody will ever come to look for me here",
        "they have my son",
        "someone took my baby",
        "ils ont pris mon fils",
        "on m'a pris ma fille",
        "tienen a mi hijo",
        "yo pwan ti moun mwen",
        "yo pran pitit mwen",
        "my house is on fire",
        "ma maison brûle",
        "mi casa se quema",
        "kay mwen ka bwilé",
        "kay mwen ap boule",
        "where is the police",
        "éti polis la",
        "¿dónde está la policía?",
    ]
)
def test_who_calls_for_help_in_some_more_words_has_the_number_first(said: str) -> None:
    assert hear(said).needs_number


@pytest.mark.parametrize("said", ["eti polis la", "Éti polis-la?", "éti lapolis", "mwen bizwen èd"])
def test_a_cry_in_kweyol_is_answered_in_it(said: str) -> None:
    assert hear(said).language == "acf"


@pytest.mark.parametrize("said", ["hlp", "HLP", "hlp!"])
def test_help_without_its_vowel_is_help(twilio: TwilioDouble, said: str) -> None:
    assert twilio.phone(PHONE).text(said)[0].startswith(START["en"])


@pytest.mark.parametrize(("said", "language"), [("la police", "fr"), ("Policía", "es"), ("la police svp", "fr")])
def test_who_calls_for_the_police_is_answered_in_the_language_of_that(said: str, language: str) -> None:
    assert hear(said).language == language


@pytest.mark.parametrize(
    "said",
    [
        "the car is white",
        "his gun is under the bed in the blue house",
        "They sell drugs behind the school every night",
        "The red car belongs to the man at the corner",
        "Un hombre vende drogas en la casa azul",
        "La voiture rouge est derrière l'église",
        "Mwen wè an nonm ka vann dwòg dèyè légliz-la",
    ],
)
def test_what_is_told_in_calm_begins_with_what_became_of_it(said: str) -> None:
    assert not hear(said).needs_number


@pytest.mark.parametrize(
    "said",
    ["he is back with the gun help", "il est revenu avec un couteau", "i viwé épi fizi-a édé", "ede li tounen ak zam"],
)
def test_who_cries_for_help_beside_a_weapon_rings_the_officer_on_duty(said: str) -> None:
    assert hear(said).in_danger


def test_a_long_account_of_oneself_is_told_in_calm() -> None:
    said = "I am a nurse and on Tuesday they told me a man had threatened me and hit the door with a cutlass, years ago"
    assert not hear(said).needs_number
    assert hear(f"{said}. He is in the house with a gun now, he is shooting").needs_number


@pytest.mark.parametrize(
    ("said", "language"), [("sekou", "ht"), ("secours", "fr"), ("ijans", "ht"), ("mwen pè", "acf")]
)
def test_answer_question_and_status_are_in_one_language(
    house: House, twilio: TwilioDouble, said: str, language: str
) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text(said)[0].startswith(START[language])
    triage_all()
    tip = only_tip()
    assert tip.language == language
    assert {question.language for question in canned_for(category=tip.category, language=tip.language)} == {language}
    assert phone.text("STATUS") == [text(language, "received_here")]


@each_of(
    [
        ("rape", "en"),
        ("eleven", "en"),
        ("video", "en"),
        ("gun", "en"),
        ("zam", "ht"),
        ("fizi", "acf"),
        ("ladrón", "es"),
        ("arma", "es"),
        ("drogue", "fr"),
        ("le bateau", "fr"),
        ("yo tiwé", "acf"),
    ]
)
def test_one_word_is_answered_in_the_language_whose_lists_know_it_else_in_english(said: str, language: str) -> None:
    assert hear(said).language == language
    assert hear(said, of_the_tip="fr").language == "fr", "one talk has one language"


def test_one_word_is_answered_and_told_the_desk_in_one_language(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text("rape")[0].startswith((START["en"], "555: stored"))
    triage_all()
    assert only_tip().language == "en"


@each_of(
    [
        "me van a deportar",
        "they going to deport me",
        "they will deport me if I talk",
        "ils vont m'expulser",
        "yo pral depòte m",
        "yo kay dépòté mwen",
        "I have no papers",
        "the money is in the back of the shop",
        "they store it out back",
        "they keep the weed in the back room",
        "the boat came back to Anse La Raye",
    ]
)
def test_who_only_fears_to_be_deported_or_tells_what_lies_in_the_back_is_told_no_number_first(said: str) -> None:
    assert not hear(said).needs_number


@each_of(
    [
        "me van a deportar, ayuda",
        "Me mandan a Venezuela",
        "me van a deportar y me pegan",
        "they will deport me, he have a gun",
        "my boss will deport me he locked me in",
        "in the back room",
        "a man in the back yard",
        "he is in the back",
        "they keep a girl in the back room",
        "they keep her in the back",
        "they hide guns in the back",
        "hid in the back, he has a knife",
        "we hiding in the back",
        "hiding in back room",
        "keeping still in the back",
        "he keep a baby in the back",
        "they keep the tourist in the back",
        "the boat came back help",
        "the boat came back with men, they coming for me",
        "he came back",
    ]
)
def test_who_tells_of_more_than_that_is(said: str) -> None:
    assert hear(said).needs_number
