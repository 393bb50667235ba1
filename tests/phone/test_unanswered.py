"""Who tells that nobody answered a call asks for no silence; who asks for none is still silenced."""

from time import process_time

import pytest

from reports.phone.clauses import clauses_of
from reports.phone.unanswered import without_unanswered
from reports.phone.wording import Wish, wish
from tests.phone.silenced import assert_silenced
from tests.tables import each_of


@each_of(
    [
        "i call 911 no answer please",
        "I CALL 911 NO ANSWER PLEASE",
        "called 911 three times no reply please",
        "i ring the station and no answer please come",
        "i calling allyuh three times no answer please",
        "i call the hotline twice no reply please",
        "i call the emergency number no answer please come",
        "llame a ustedes tres veces sin respuesta por favor",
        "tried calling the police no answer pls help",
        "police no answer",
        "911 no answer",
        "the police not answering please",
        "kriyé 911 pèsonn pa réponn",
        "mwen kwiyé lapolis dé fwa pa ni wépons souplé",
        "mwen kwiyé 911 pèsonn pa wéponn souplé",
        "mwen rele 911 pa gen repons tanpri",
        "m rele lapolis pèsonn pa reponn tanpri",
        "lapolis pa reponn tanpri",
        "nadie contesta",
        "llamé al 911 sin respuesta por favor",
        "el 911 no contesta por favor",
        "personne ne répond",
        "j'ai appelé le 911 pas de réponse svp",
        "le 911 ne répond pas svp",
        "NO ANSWER. she is on the floor",
        "No answer: she is on the floor",
        "She is on the floor. No response",
        "she on the floor no response",
        "No response. he is not breathing",
        "NO RESPONSE. HE IS NOT MOVING",
        "SANS RÉPONSE. elle est par terre",
        "il ne respire plus. aucune réponse",
        "SIN RESPUESTA. está en el piso",
        "I atè. Pa ni wépons",
        "li pa ka leve, pa gen repons",
    ]
)
def test_somebody_else_who_did_not_answer_is_no_wish(said: str) -> None:
    assert wish(said) is None


@each_of(
    [
        "he beats me no answer please",
        "No reply: he threw my daughter on the floor",
        "NO REPLY. He threw my daughter on the floor",
        "Sans réponse: il l'a mise par terre",
        "Sin respuesta: tiró a mi hija al piso",
        "Pa ni wépons: i jété fi mwen atè",
        "san repons: li pouse pitit mwen atè",
        "i call 911 no answer please dont text back",
        "dont answer please, i call 911 already",
        "i call to tell you about the drugs at the corner no answer please",
        "police, no answer please",
        "i calling allyuh no answer please",
        "i call the hotline no response please",
        "i call 555 no answer please",
        "we called no reply please",
        "somebody called no answer please he will see",
        "mi marido me pega llamo sin respuesta por favor",
        "llamo sin respuesta por favor",
        "llamando a ustedes sin respuesta por favor",
        "llamo al 911 sin respuesta por favor el escucha",
        "mon mari me bat j appelle sans reponse svp",
        "j'appelle sans réponse svp",
        "m ap rele nou san repons tanpri",
        "m rele san repons tanpri",
        "llamo para denunciar un robo sin respuesta por favor",
        "j'appelle pour dénoncer un voleur, pas de réponse svp",
        "she is on the floor. no response please",
        "she is bleeding. no response needed",
        "he pushed me on the floor. no reply",
        "no reply. he will wake up",
        "NO RESPONSE. he beats her",
        "elle est tombée. pas de réponse svp",
    ]
)
def test_who_wants_no_answer_gets_none(said: str) -> None:
    assert_silenced(said)


@each_of(
    [
        "no answer please",
        "pas de réponse svp",
        "sin respuesta por favor",
        "pa reponn tanpri",
        "no llame, sin respuesta por favor",
    ]
)
def test_the_wish_alone_stays_the_wish(said: str) -> None:
    found = wish(said)
    assert found
    assert found.wish is Wish.QUIET


@pytest.mark.parametrize("piece", ["i call 15 15 ", "i tried to call 911 ", "j ai appele 15 17 ", "mwen kwiye "])
def test_a_hostile_text_of_twenty_thousand_characters_takes_little_time(piece: str) -> None:
    without_unanswered([])
    clauses = clauses_of(piece * (20_000 // len(piece)))
    begun = process_time()
    without_unanswered(clauses)
    assert process_time() - begun < 2
