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
        "They will deport me if I talk",
        "somebody will send me back if i talk",
        "nos mandan a Colombia",
        "Me mandan a Venezuela",
        "me sacan del pais",
        "la policia me entrega a inmigracion",
        "yo depòte m",
        "lapolis depote nou",
        "yo kay dépòté mwen si mwen palé",
        "ils vont nous renvoyer en haiti",
        "la police me denonce a l'immigration",
        "je vais être expulsée",
    ]
)
def test_what_somebody_else_says_or_does_about_papers_is_a_tip(said: str) -> None:
    assert small_talk(said) is None


@each_of(["They will deport me if I talk?", "me mandan a Venezuela?", "¿nos mandan a Haiti si hablo?", "yo depòte m?"])
def test_with_a_question_mark_the_same_words_ask(said: str) -> None:
    found = small_talk(said)
    assert found
    assert found.kind is Kind.PAPERS


@each_of(["me van a deportar", "yo pral depòte m", "zòt kay dépòté mwen", "on va m'expulser si je parle"])
def test_what_may_be_told_as_well_as_asked_is_kept_with_a_tip(said: str) -> None:
    found = small_talk(said)
    assert found
    assert found.kind is Kind.NO_PAPERS
