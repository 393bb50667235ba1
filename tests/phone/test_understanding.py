"""What a text tells beside what it asks for."""

from dataclasses import replace
from uuid import uuid4

import pytest

from reports.dialogue.lines import KnownPhone
from reports.intake.receipt import grouped, mint
from reports.phone.understanding import MISTYPED, Understood, understand
from reports.phone.wording import Wish

pytestmark = pytest.mark.usefixtures("house")


def phone(state: str = "open", *, renewed: bool = False) -> KnownPhone:
    return KnownPhone(
        language="fr",
        state=state,
        silent=False,
        stopped=False,
        is_owed=False,
        is_answered=False,
        renewed=renewed,
        tip_id=uuid4(),
    )


def read(said: str, known: KnownPhone | None = None, *, has_pictures: bool = False, opt_out: str = "") -> Understood:
    return understand(said, phone=known, has_pictures=has_pictures, opt_out=opt_out)


def test_the_words_beside_a_receipt_are_told_without_it() -> None:
    receipt = mint()
    found = read(f"my receipt is {grouped(receipt)}. The car is blue")
    assert (found.receipt, found.told, found.tells) == (receipt, "my receipt is . The car is blue", True)
    assert read(grouped(receipt)).tells is False
    assert read(f"{receipt[:-1]} the car is blue").receipt == MISTYPED


def test_a_slip_is_an_answer_where_one_is_waited_for_and_small_talk_is() -> None:
    assert read("staus", phone()).asked
    assert read("staus", phone("waiting")).asked is None
    assert read("ok", phone("waiting")).tells
    assert not read("ok", phone()).tells
    assert not read("ok", phone("waiting", renewed=True)).tells


@pytest.mark.parametrize("said", ["fini", "Arété", "terminado", "silent", "mute", "Hush.", "silencieux"])
def test_what_may_mean_stop_is_obeyed_and_where_an_officer_waits_it_is_kept_as_well(said: str) -> None:
    for known, tells in ((None, False), (phone(), False), (phone("waiting"), True)):
        found = read(said, known)
        assert found.asked
        assert (found.asked.wish, found.tells) == (Wish.QUIET, tells)
    assert read(said, phone("waiting")).told == said


@pytest.mark.parametrize("said", ["cancelled", "Canceled."])
def test_a_drop_that_is_cancelled_is_kept_with_its_tip_and_the_phone_silent(said: str) -> None:
    assert read(said).tells is False
    for known in (phone(), phone("waiting")):
        found = read(said, known)
        assert found.asked
        assert (found.asked.wish, found.tells, found.told) == (Wish.QUIET, True, said)


@pytest.mark.parametrize("said", ["can i delete it", "can i delete everything", "como borro esto"])
def test_a_question_how_to_delete_is_kept_where_an_officer_has_asked(said: str) -> None:
    assert read(said, phone()).tells is False
    found = read(said, phone("waiting"))
    assert found.asked
    assert (found.asked.wish, found.told, found.tells) == (Wish.HELP, said, True)
    assert read("HELP", phone("waiting")).tells is False


def test_begin_may_answer_an_officer_where_start_does_not() -> None:
    assert read("inicio", phone("waiting")).asked is None
    found = read("INICIAR", phone("waiting"))
    assert found.asked
    assert found.asked.wish is Wish.START


def test_a_picture_beside_small_talk_is_told_and_stop_is_obeyed_all_the_same() -> None:
    assert read("hello", has_pictures=True).tells
    assert not read("STOP", has_pictures=True).tells
    assert read("HELP", has_pictures=True).tells


def test_a_word_that_the_provider_knows_is_its_own() -> None:
    found = read("Arretez tout", opt_out="STOP")
    assert found.asked
    assert (found.asked.wish, found.by_provider, found.tells) == (Wish.STOP, True, False)


@pytest.mark.parametrize(
    "said",
    [
        *("Borré mi número", "Oublié", "Effacez mon numéro", "please forget my number", "forget it"),
        *("delete it", "DELETE", "delete everything", "olvide", "Alto", "basta", "Fèmé", "Kité"),
        *("effacez", "arrête", "End.", "borrar", "Rete", "Alto.", "Basta!"),
    ],
)
def test_forget_in_other_words_destroys_nothing_where_an_officer_has_asked(said: str) -> None:
    assert read(said, phone()).tells is False
    found = read(said, phone("waiting"))
    assert found.asked
    assert (found.asked.wish, found.told, found.tells) == (Wish.NEARLY, said, True)


@pytest.mark.parametrize(
    "said",
    ["FORGET", "Olvidar", "OBLIYÉ", "forget!", "Bliye", "Oublier.", "ARRET", "stop all", "FORGET FORGET"],
)
def test_the_word_itself_is_obeyed_there_too(said: str) -> None:
    found = read(said, phone("waiting"))
    assert found.asked
    assert (found.asked.wish, found.tells) == (Wish.FORGET, False)


@pytest.mark.parametrize(
    "said", ["No llamé", "No contesté", "ne répond plus", "n'appelle plus", "never call", "no answer"]
)
def test_quiet_in_other_words_is_kept_and_obeyed_where_an_officer_has_asked(said: str) -> None:
    assert read(said, phone()).tells is False
    found = read(said, phone("waiting"))
    assert found.asked
    assert (found.asked.wish, found.told, found.tells) == (Wish.QUIET, said, True)
    assert read("QUIET", phone("waiting")).tells is False


@pytest.mark.parametrize(
    "said", ["take it back", "take back", "retire", "Pwan'y viwé", "delete what I told you", "la retiro"]
)
def test_taking_back_in_other_words_is_kept_where_an_officer_has_asked(said: str) -> None:
    assert read(said, phone()).tells is False
    found = read(said, phone("waiting"))
    assert found.asked
    assert (found.asked.wish, found.told, found.tells) == (Wish.WITHDRAW, said, True)
    assert read("WITHDRAW", phone("waiting")).tells is False
    assert read("Retirer", phone("waiting")).tells is False


@pytest.mark.parametrize("said", ["nueva", "nouvelle", "new tip", "I lost my receipt"])
def test_new_and_receipt_in_other_words_are_an_answer_where_an_officer_has_asked(said: str) -> None:
    assert read(said, phone()).asked
    found = read(said, phone("waiting"))
    assert (found.asked, found.told, found.tells) == (None, said, True)
    assert read("NEW", phone("waiting")).tells is False


@pytest.mark.parametrize("said", ["reward", "Prime", "recompensa", "rekonpans"])
def test_reward_is_kept_where_an_officer_has_asked_for_it_may_be_the_answer(said: str) -> None:
    found = read(said, phone("waiting"))
    assert (found.told, found.tells) == (said, True)


def test_an_answer_of_a_phone_that_wants_silence_destroys_nothing_either() -> None:
    silent = replace(phone("waiting"), silent=True)
    for said, wish in (("dont use it", Wish.WITHDRAW), ("take it back", Wish.WITHDRAW), ("forget it", Wish.NEARLY)):
        found = read(said, silent)
        assert found.asked
        assert (found.asked.wish, found.told, found.tells) == (wish, said, True)
    assert not read("WITHDRAW", silent).tells
    assert not read("take it back", replace(silent, state="open")).tells, "nobody waits for its answer"
