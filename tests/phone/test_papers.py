"""Who fears to be deported is understood in many forms; what others say or do about papers is a tip."""

from reports.phone.small_talk import Kind, SmallTalk, small_talk
from tests.tables import each_of

# How people ask whether to tell gets them deported.
FEARS = {
    "en": (
        "will they deport me",
        "Will they send me back?",
        "are you going to send me back to my country",
        "will the police report me to immigration if I tell",
        "will you tell immigration about me",
        "I have no papers will police send me back",
        "i don't have any papers, will i be arrested?",
        "if I talk will they send me home",
    ),
    "acf": (
        "ès lapolis kay voyé mwen alé?",
        "ès yo kay voyé mwen viwé lakay mwen?",
        "ès zòt kay kwiyé imigwasyon asou mwen",
        "mwen pa ni papyé, ès polis kay awété mwen",
    ),
    "fr": (
        "est-ce que la police va appeler l'immigration?",
        "est-ce qu'on va me renvoyer dans mon pays ?",
        "je suis sans papiers, est-ce que la police va m'arrêter ?",
        "si je parle vous allez me renvoyer ?",
        "allez-vous me dénoncer à l'immigration",
    ),
    "es": (
        "si aviso me mandan a mi pais?",
        "¿me van a devolver a mi país?",
        "no tengo papeles, me van a arrestar?",
        "van a avisar a migración si denuncio",
    ),
    "ht": (
        "mwen pa gen papye eske y ap arete m?",
        "eske yo pral voye m tounen ayiti",
        "si m pale eske n ap rele imigrasyon",
    ),
}


@each_of([(said, language) for language, those in FEARS.items() for said in those])
def test_who_fears_to_be_deported_is_understood_in_many_forms(said: str, language: str) -> None:
    assert small_talk(said) == SmallTalk(Kind.PAPERS, language)


@each_of(
    [
        "my boss says he will deport me if I talk",
        "my boss took my passport and says he will call immigration",
        "they deported my brother",
        "immigration officer takes bribes",
        "he sells fake papers",
        "I have no papers for the car he sold me",
        "will they send back the gun",
        "they will arrest me",
        "i have my papers",
        "mon patron dit qu'il va m'expulser",
        "me van a mandar a matar",
        "patwon mwen di i kay voyé mwen viwé",
        "yo voye m tounen san lajan",
    ]
)
def test_what_somebody_else_says_or_does_about_papers_is_a_tip(said: str) -> None:
    assert small_talk(said) is None
