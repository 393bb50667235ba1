"""Every sentence in every language: it exists, it fits, and words of one text are understood."""

import re

import pytest
from django.conf import settings as house
from django.test import override_settings

from reports.gateways.segments import segments
from reports.phone.beside_receipt import wish_beside_receipt
from reports.phone.clauses import bare, clauses_of
from reports.phone.requests import asks_for_an_answer
from reports.phone.wording import Wish, languages, text, wish, words
from tests.tables import each_of

SET = [(language, name) for language in words()["texts"] for name in words()["texts"][language]]


NUMBERS = ["555", "7584566000", "+17584566000"]  # the operator's short code, and one that is bought
FIRST = {"receipt", "receipt_danger", "instead_new"}
LATER = {"joined", "by_receipt", "danger_by_receipt", "piece", "mistyped", "danger", "linked", "help"}
PARTS = {"receipt": "1234 5678 9012 3456 7890", "other": "+1 758 456 4000", "question": "When?", "kept": "10"}
PARTS |= {"number": "37J4B", "code": "12345 67890 12345"}


@each_of(SET, NUMBERS)
def test_every_text_fits_its_segments_without_costly_letters(which: tuple[str, str], number: str) -> None:
    language, name = which
    with override_settings(HOTLINE_NUMBER=number, EMERGENCY_NUMBER="911"):
        sent = segments(text(language, name, **PARTS))
    assert (sent.encoding, sent.parts) == ("GSM-7", 2 if name in words()["in_two"] else 1), sent


@each_of(sorted(FIRST | LATER), languages(), NUMBERS)
def test_while_the_line_is_closed_an_answer_takes_two_segments_at_most(name: str, language: str, number: str) -> None:
    with override_settings(HOTLINE_NUMBER=number, EMERGENCY_NUMBER="911"):
        answer = f"{text(language, name, **PARTS)} {text(language, 'closed')} {text(language, 'instead', **PARTS)}"
    sent = segments(answer)
    assert sent.encoding == "GSM-7"
    assert sent.parts <= 2


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["receipt_danger", "danger", "danger_by_receipt"])
def test_in_danger_the_emergency_number_stands_in_the_first_words(language: str, name: str) -> None:
    assert "911" in text(language, name, **PARTS)[:24]


DELETE = {"en": "Delete this chat", "acf": "Éfasé", "fr": "Effacez", "es": "Borre", "ht": "Efase"}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", sorted(FIRST))
def test_a_first_answer_says_what_to_do_in_danger_how_to_be_forgotten_and_what_the_bill_shows(
    language: str, name: str
) -> None:
    said = text(language, name, receipt="R")
    assert "911" in said
    assert said.count("555") == 2, "the second stands on the bill"
    assert DELETE[language] in said
    forget = words()["understood"]["forget"][language]
    assert any(bare(word) in forget for word in said.split() if word.isupper() or word[:-1].isupper())


@pytest.mark.parametrize("language", languages())
def test_help_names_words_that_are_understood_in_its_language(language: str) -> None:
    named = [word for word in re.findall(r"(\w+):", text(language, "help")) if wish(word)]
    meant = {wish(word).wish for word in named}  # type: ignore[union-attr]
    assert meant == {Wish.NEW, Wish.STATUS, Wish.FORGET, Wish.WITHDRAW, Wish.QUIET, Wish.RECEIPT, Wish.START}


def test_the_leaflet_names_the_words_of_who_is_watched_in_each_language() -> None:
    """QUIET must be known before the first text is answered; what ends it, and brings the receipt, no text may say."""
    leaflet = (house.BASE_DIR / "docs/leaflet.md").read_text("utf-8").split("\n\n")[3:]
    assert len(leaflet) == len(languages())
    for language, paragraph in zip(languages(), leaflet, strict=True):
        named = [found for word in re.findall(r"\*\*(\w+):?\*\*", paragraph) if (found := wish(word))]
        assert [found.wish for found in named] == [Wish.QUIET, Wish.RECEIPT, Wish.START, Wish.NEW, Wish.FORGET]
        assert all(language in found.languages for found in named)
        asking = [said for said in re.findall(r"\*\*([^*]+?):?\*\*", paragraph) if asks_for_an_answer(clauses_of(said))]
        assert len(asking) == 1, "what is answered all the same (decision 153)"


def test_a_long_text_beside_a_receipt_is_not_searched_for_a_wish() -> None:
    """Every stretch of it would be tried: for 800 words that took minutes."""
    assert wish_beside_receipt("my receipt forget me")
    assert wish_beside_receipt("my receipt " * 400 + "forget me") is None


def test_the_answer_to_a_later_text_does_not_tell_that_there_was_an_earlier_one() -> None:
    """The whole sentence is held: none of its words may hint at a tip, a receipt or a time before."""
    assert {language: text(language, "joined") for language in languages()} == {
        "en": "555: stored. Nobody reads this at once. Danger? Call 911. No texts back: QUIET. Something else? NEW.",
        "acf": (
            "555: nou gadé'y. Pyès moun pa ka li sa touswit. Danjé? Kwiyé 911. Pa voyé mésaj viwé: SILANS. "
            "Lòt bagay? NOUVO."
        ),
        "fr": (
            "555: enregistré. Personne ne lit ceci tout de suite. Danger? Appelez 911. Pas de réponse par SMS: SILENCE."
            " Autre chose? NOUVEAU."
        ),
        "es": (
            "555: guardado. Nadie lee esto en seguida. ¿Peligro? Llame al 911. Sin respuesta por SMS: SILENCIO. "
            "¿Otra cosa? NUEVO."
        ),
        "ht": (
            "555: nou anrejistre l. Pèsonn p ap li sa touswit. Danje? Rele 911. Pa voye SMS tounen: SILANS. "
            "Lòt bagay? NOUVO."
        ),
    }


@pytest.mark.parametrize("language", languages())
def test_what_asks_names_words_that_are_understood_in_its_language(language: str) -> None:
    for name, meant in (("sure", Wish.SURE), ("withdraw_how", Wish.WITHDRAW), ("read_here", Wish.WITHDRAW)):
        named = re.findall(r"\b[^\W\d_a-zàèéìòù]{4,}(?: [^\W\d_a-zàèéìòù]{2,})?\b", text(language, name))
        assert [(found.wish, language in found.languages) for said in named if (found := wish(said))] == [(meant, True)]


@pytest.mark.parametrize("language", languages())
def test_the_answer_to_a_later_text_names_quiet_and_new_in_their_words(language: str) -> None:
    named = {asked.wish for word in text(language, "joined").split() if word[:-1].isupper() and (asked := wish(word))}
    assert named == {Wish.QUIET, Wish.NEW}


def test_every_language_has_every_text() -> None:
    assert set(languages()) == {"en", "acf", "fr", "es", "ht"}
    names = [set(by_name) for by_name in words()["texts"].values()]
    assert all(known == names[0] for known in names)


@each_of(
    [
        ("STOP", Wish.STOP),
        (" stop ", Wish.STOP),
        *((word, Wish.FORGET) for word in ("Opt out", "FORGET, please", "oubliez-moi svp")),
        *((word, Wish.QUIET) for word in ("stop.", "Stop!!", "“STOP”", "STOP STOP", "STOP. STOP", "(stop)", "s.t.o.p")),
        *((word, Wish.QUIET) for word in ("STOP \U0001f64f", "STOP PLEASE", "stop pls", "Please, stop!", "\u200bSTOP")),
        *((word, Wish.QUIET) for word in ("ARRÊT !", "Arret!", "¡Alto!", "¡Basta ya!", "Rete.", "Sispann!", "Awété!")),
        *((word, Wish.QUIET) for word in ("Arrêtez svp", "Pare por favor", "Sispann tanpri", "Awété souplé")),
        *((word, Wish.QUIET) for word in ("STOP NOW!!", "ok stop", "just stop it", "Cancel, please", "opt out!")),
        *((word, Wish.QUIET) for word in ("Don't text me anymore!", "no answer", "Sans réponse", "SIN RESPUESTA")),
        *((word, Wish.QUIET) for word in ("«Silence»", "“quiet”.", "(silans)", "¡Silencio!")),
        ("Arrêt", Wish.FORGET),
        *((word, Wish.FORGET) for word in ("forget", "OBLIYÉ", "Bliye")),
        ("olvídame", Wish.FORGET),
        *((word, Wish.FORGET) for word in ("Please forget me", "Oubliez-moi", "olvídeme", "OLVIDEME", "FIN", "ALTO")),
        *((word, Wish.FORGET) for word in ("arrête", "Fèmé", "STOP ALL")),
        *((word, Wish.FORGET) for word in ("forget this phone", "FORGET FORGET", "DELETE", "OLVIDE")),
        ("Help", Wish.HELP),
        *(
            (word, Wish.FORGET)
            for word in ("SISPANN", "Kanpe", "awété", "kité", "BASTA", "baja", "Forget this phone please")
        ),
        *(
            (word, Wish.QUIET)
            for word in ("please stop", "STOP PLEASE", "Stop texting me!", "stop sending me messages")
        ),
        *((word, Wish.QUIET) for word in ("arrêtez de m'écrire", "Pare de escribirme", "no me escriban más")),
        *((word, Wish.QUIET) for word in ("awété ékwi mwen", "tanpri sispann", "sispann ekri m")),
        *((word, Wish.WITHDRAW) for word in ("withdraw", "Take back", "Withdrawl", "take it back.", "WITIWÉ")),
        *((word, Wish.WITHDRAW) for word in ("pwan'y viwé", "je retire mon signalement", "RETIRAR", "retire l")),
        *((word, Wish.SURE) for word in ("WITHDRAW YES", "yes, withdraw", "RETIRER OUI", "Retirar sí", "WITIWÉ WI")),
        *((word, Wish.START) for word in ("START", "Koumansé", "REPRENDRE", "commencer", "iniciar", "kòmanse")),
    ]
)
def test_a_word_alone_is_a_wish(said: str, meant: Wish) -> None:
    found = wish(said)
    assert found
    assert found.wish is meant


@each_of(
    [
        ("NEW: he is back", Wish.NEW, "he is back"),
        ("Nouvo\nlòt zafè", Wish.NEW, "lòt zafè"),
        ("Quiet: a boat at night", Wish.QUIET, "a boat at night"),
        ("no answer: a boat", Wish.QUIET, "a boat"),
        ("QUIET - he beats his wife", Wish.QUIET, "he beats his wife"),
        ("do not answer me by text he hits her", Wish.QUIET, "do not answer me by text he hits her"),
        ("Don't text me, they moved", Wish.QUIET, "Don't text me, they moved"),
        ("do not text me because he reads it", Wish.QUIET, "do not text me because he reads it"),
        ("Don't reply. They moved", Wish.QUIET, "They moved"),
        ("NO ANSWER. They moved", Wish.QUIET, "They moved"),
        ("pa reponn, yo gade telefòn mwen", Wish.QUIET, "pa reponn, yo gade telefòn mwen"),
        ("Ne répondez pas, il lit mes SMS", Wish.QUIET, "Ne répondez pas, il lit mes SMS"),
        ("No respondan, me ve", Wish.QUIET, "No respondan, me ve"),
        ("pa wéponn, i ka gadé", Wish.QUIET, "pa wéponn, i ka gadé"),
        ("Silans, i ka bat li", Wish.QUIET, "i ka bat li"),
        ("Quiet, he is in the next room", Wish.QUIET, "he is in the next room"),
        ("QUIET, dark man with a knife", Wish.QUIET, "dark man with a knife"),
        ("quiet my uncle sells guns", Wish.QUIET, "my uncle sells guns"),
        ("quiet a man is beating his wife", Wish.QUIET, "a man is beating his wife"),
        ("QUIET boat at night", Wish.QUIET, "boat at night"),
        ("QUIET HE HAVE A GUN", Wish.QUIET, "HE HAVE A GUN"),
        ("silans nonm-la ni an fizi", Wish.QUIET, "nonm-la ni an fizi"),
        ("Silencio vecino pega", Wish.QUIET, "vecino pega"),
        ("QUIET he is in the next room", Wish.QUIET, "he is in the next room"),
        ("quiet he have a gun", Wish.QUIET, "he have a gun"),
        ("SILENCE il me frappe", Wish.QUIET, "il me frappe"),
        ("please do not text back. my brother sells drugs", Wish.QUIET, "my brother sells drugs"),
        ("“QUIET” - he is here", Wish.QUIET, "he is here"),
        ("QUIET.he is here", Wish.QUIET, "he is here"),
        ("silencio… le pega", Wish.QUIET, "le pega"),
        ("NOUVEAU - un bateau", Wish.NEW, "un bateau"),
        ("NEW there is a boat at Dennery", Wish.NEW, "there is a boat at Dennery"),
        ("NOUVO I ka vann dwòg", Wish.NEW, "I ka vann dwòg"),
    ]
)
def test_new_and_quiet_may_stand_before_a_tip(said: str, meant: Wish, rest: str) -> None:
    found = wish(said)
    assert found
    assert (found.wish, found.rest) == (meant, rest)


@each_of(
    [
        ("STATUS", "fr", "fr"),
        ("STATUS", "", "en"),
        ("ESTADO", "fr", "es"),
        ("silans", "acf", "acf"),
        ("silans", "ht", "ht"),
        ("help", "unsure", "en"),
        ("ÉD", "", "acf"),
        ("Èd!", "", "ht"),
        ("ED", "", "acf"),
        ("ED", "ht", "ht"),
    ]
)
def test_a_word_is_answered_in_its_language_and_an_english_one_in_the_tips(
    word: str, of_the_tip: str, language: str
) -> None:
    found = wish(word)
    assert found
    assert found.language(of_the_tip) == language


@each_of(
    [
        "STOP the man who sells at the school",
        "please stop him",
        "please stop the man who sells at the school",
        "Please stop texting my daughter, he said",
        "stop texting me he said and hit her",
        "stop sending messages to the boys at the school",
        "no more texts from her since Friday",
        "arrêtez de m'écrire, il a dit",
        "pare por favor a ese hombre",
        "withdraw 500 dollars and give it to him",
        "take back my money he said",
        "he said: take it back",
        "yes he withdraws money",
        "Retirer de l'argent",
        "help him he is bleeding",
        "New gun in the house",
        "Help: he is bleeding",
        "stop: he hits her",
        "QUIET HOURS at the club are over, they sell there",
        "quiet man selling coke",
        "quiet street, a boat at night",
        "Quiet, dark street behind the church",
        "sans réponse, la voiture est partie",
        "New. A boat without lights",
        "NEW, BIGGER BOAT",
        "NEW YORK guy sells guns",
        "NEW-found gun",
        "New gun behind the house",
        "éd mwen",
        "Target",
        "quiet-spoken man with a gun",
        "No answer at the door: they have moved",
        "No answer. They moved",
        "No answer, they moved",
        "no answer he is gone",
        "Sans réponse. Ils ont déménagé",
        "Sin respuesta, ella no está",
        "don't answer him, she said, and then he hit her",
        "Do not answer the door, the man said",
        "Don't reply to him",
        "dont answer your phone he told the boy",
        "",
        "…",
    ]
)
def test_more_than_the_word_is_a_tip(said: str) -> None:
    assert wish(said) is None
