"""No question may ask tipsters who they are."""

from reports.dialogue.canned import shipped
from reports.guides import categories, whole
from reports.rulebook.asking_who import asking_who
from reports.rulebook.guide_checks import texts
from tests.tables import each_of


def test_no_shipped_text_asks_it_in_any_language() -> None:
    asked = [
        (category, where, language, found)
        for category in categories()
        for where, _what, language, words in texts(whole(category))
        if (found := asking_who(words, language))
    ]
    assert asked == []


def test_no_shipped_question_ready_to_be_sent_asks_it() -> None:
    asked = [
        (name, language, found)
        for name, row in shipped().rows.items()
        for language, words in row.words.items()
        if (found := asking_who(words, language))
    ]
    assert asked == []


@each_of(
    [
        ("en", "What is your full name?", "your full name"),
        ("en", "Where do you live?", "Where do you live"),
        ("en", "Are you his neighbour?", "Are you his neighbour"),
        ("en", "How can we reach you?", "How can we reach you"),
        ("en", "On which number can we call you back?", "can we call you"),
        ("en", "What is your Facebook?", "your Facebook"),
        ("en", "Which house number is yours?", "Which house number is yours"),
        ("en", "Which street do you live on?", "Which street do you live"),
        ("en", "How are you related to him?", "How are you related"),
        ("en", "Who told you this?", "Who told you"),
        ("en", "Who did you hear it from?", "Who did you hear it from"),
        ("en", "Sign here, please", "Sign here"),
        ("en", "Put your initials", "your initials"),
        ("en", "Leave a phone number", "Leave a phone number"),
        ("en", "Please tell us who you are", "tell us who you are"),
        ("en", "What do you do for a living?", "What do you do for a living"),
        ("en", "What is your connection to him?", "your connection"),
        ("en", "Is he family to you?", "Is he family to you"),
        ("en", "Who else was with you?", "Who else was with you"),
        ("en", "Which church do you belong to?", "Which church do you"),
        ("en", "Which school do your children go to?", "school do your children"),
        ("en", "Do you owe him money?", "Do you owe him"),
        ("fr", "Quel est votre numéro ?", "votre numéro"),
        ("fr", "Qui d’autre était avec vous ?", "Qui d’autre était avec vous"),
        ("fr", "Est-il de votre famille ?", "Est-il de votre famille"),
        ("fr", "Quelle église fréquentez-vous ?", "Quelle église fréquentez-vous"),
        ("fr", "Dans quelle école vont vos enfants ?", "école vont vos enfants"),
        ("es", "¿Quién más estaba con usted?", "Quién más estaba con usted"),
        ("es", "¿Es de su familia?", "Es de su familia"),
        ("es", "¿A qué iglesia va usted?", "A qué iglesia va usted"),
        ("es", "¿Le debe usted dinero?", "debe usted dinero"),
        ("ht", "Ki moun ki te avèk ou?", "Ki moun ki te avèk ou"),
        ("ht", "Ki legliz ou ale?", "Ki legliz ou ale"),
        ("ht", "Èske ou dwe li lajan?", "ou dwe li lajan"),
        ("acf", "Ki moun ki té épi ou?", "Ki moun ki té épi ou"),
        ("acf", "Ki légliz ou ka alé?", "Ki légliz ou ka alé"),
        ("fr", "Quel est votre numero de telephone ?", "votre numero"),
        ("fr", "Dans quelle rue habitez-vous ?", "quelle rue habitez-vous"),
        ("fr", "Où est-ce que vous travaillez ?", "Où est-ce que vous travaillez"),
        ("fr", "À quel numéro peut-on vous rappeler ?", "peut-on vous rappeler"),
        ("fr", "Qui vous l’a dit ?", "Qui vous l’a dit"),
        ("fr", "Vos initiales", "Vos initiales"),
        ("fr", "Quel est votre lien avec lui ?", "votre lien"),
        ("es", "¿Dónde vive usted?", "Dónde vive usted"),
        ("es", "¿Cuál es su número de teléfono?", "Cuál es su número"),
        ("es", "Diganos su telefono", "Diganos su telefono"),
        ("es", "¿En qué calle vive usted?", "qué calle vive usted"),
        ("es", "¿A qué número podemos llamarle?", "qué número podemos llamar"),
        ("es", "¿Quién se lo dijo?", "Quién se lo dijo"),
        ("es", "¿Quién le contó eso?", "Quién le contó"),
        ("es", "¿Es usted vecina de él?", "Es usted vecin"),
        ("es", "Escriba sus iniciales", "Escriba sus inicial"),
        ("ht", "Ki kote ou rete?", "Ki kote ou rete"),
        ("ht", "Ki non w?", "non w"),
        ("ht", "Nan ki ri ou rete?", "ki ri ou rete"),
        ("ht", "Ki nimewo nou ka rele ou?", "nou ka rele ou"),
        ("ht", "Ki moun ki di ou sa?", "Ki moun ki di ou"),
        ("acf", "Ki moun ou yé?", "Ki moun ou yé"),
        ("acf", "An ki wi ou ka wété?", "ki wi ou ka wété"),
        ("acf", "Ki nimowo nou sa kwiyé ou?", "nou sa kwiyé ou"),
        ("acf", "Ki moun ki di ou sa?", "Ki moun ki di ou"),
    ]
)
def test_what_asks_it_is_named(language: str, words: str, piece: str) -> None:
    assert asking_who(words, language) == [piece]


@each_of(
    [
        ("en", "What is the name of the man, and where does he live?"),
        ("en", "Which street do they live on, and which number is the house?"),
        ("en", "On which number do buyers call him?"),
        ("en", "Did he call you, or text you?"),
        ("en", "How do you know this?"),
        ("en", "Who told you to go with him?"),
        ("en", "Is there a sign here, with a name?"),
        ("en", "Give us a number of boats, if you can"),
        ("en", "We can leave a number here."),
        ("en", "Never tell us who you are."),
        ("en", "Is your family in danger?"),
        ("en", "Would a visit put you in danger?"),
        ("en", "Are your children safe, and where are they now?"),
        ("en", "Who else was with him?"),
        ("en", "Which school do the children go to?"),
        ("en", "Who is with you now, and can they hear you?"),
        ("en", "Does he owe somebody money?"),
        ("en", "Which of the things are stolen?"),
        ("en", "Who works with him, and who is his boss?"),
        ("fr", "Dans quelle rue habite-t-il, et à quel numéro ?"),
        ("fr", "Qui vous a dit de partir ?"),
        ("fr", "Oui, non ou peut-être ?"),
        ("fr", "Vous a-t-il appelé ?"),
        ("es", "¿Cuál es el teléfono de ese hombre?"),
        ("es", "¿En qué calle vive él?"),
        ("es", "¿Dónde podemos encontrarlo?"),
        ("es", "¿Quién le dijo que fuera allí?"),
        ("es", "¿Cómo se llama su banda?"),
        ("ht", "Ki kote li rete?"),
        ("ht", "Ki nimewo telefòn li?"),
        ("ht", "Ki moun ki di ou pou ale avè l?"),
        ("acf", "Ki koté i ka wété?"),
        ("acf", "Ki nimowo téléfòn li?"),
    ]
)
def test_what_asks_of_others_may_be_asked(language: str, words: str) -> None:
    assert asking_who(words, language) == []
