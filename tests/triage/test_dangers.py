"""The same forty dangers in five languages, as people type them in haste and as English is spoken on the island.

tips/dangers.tsv has a number, how it is told, and a made-up text. By the rules before these texts were
written 233 of the 280 were immediate, 24 of the 40 in quick spellings; the rules were then mended by them.
"""

from pathlib import Path

import pytest

from tests.tables import each_of
from tests.triage.tips import judge

_ROWS = [row.split("\t") for row in (Path(__file__).parent / "tips" / "dangers.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("told", ["en", "en-text", "en-vernacular", "acf", "fr", "es", "ht"])
def test_a_danger_is_immediate_however_it_is_told(told: str) -> None:
    texts = [text for _, how, text in _ROWS if how == told]
    assert len(texts) == 40
    judged = {text: judge(text) for text in texts}
    assert [text for text, found in judged.items() if found.urgency != "immediate"] == []
    assert [text for text, found in judged.items() if found.of("junk")[0].score >= 0.9] == []


@each_of(
    [
        "gaz la ap koule",
        "lol haha a man is shooting at my house now",
        "CONGRATULATIONS!!! You have won a FREE iPhone, boat unloading guns tonight",
        "testing testing 123 gaz la ap koule",
    ]
)
def test_what_is_immediate_is_never_surely_junk(text: str) -> None:
    found = judge(text)
    assert (found.urgency, found.of("junk")[0].score < 0.9) == ("immediate", True)


@each_of(
    [
        ("he gna kill her 2nite", "he is going to kill her tonight"),
        ("sum1 breakin in d house w8ing 4 her", "someone breaking in the house waiting for her"),
        ("he lock we up in de house, come and get we out", "he locked us up in the house, come and get us out"),
        ("he beatin she", "he is beating her"),
        ("no1 helpin n d baby nt breathin", "no one helping and the baby not breathing"),
    ]
)
def test_a_quick_spelling_is_as_urgent_as_the_words_in_full(quick: str, full: str) -> None:
    assert judge(quick).urgency == judge(full).urgency == "immediate"


@each_of(
    [
        "Yon dam vann pwason bò lari a",
        "les chats de mon voisin sont dans le jardin",
        "el gato de mi casa está en la sala",
        "Mwen te wè yon dam k ap achte pen",
        "I sun dried the fish on sat",
    ]
)
def test_what_is_a_quick_spelling_in_one_language_is_no_danger_in_another(text: str) -> None:
    assert judge(text).urgency != "immediate"


@each_of(
    [
        "every night he drinks. he dragging her by the hair in the road",
        "he comes here every friday for bread. they choking him behind the shop",
        "chak samdi li vann pen. y ap trennen l nan bwa",
    ]
)
def test_a_habit_belongs_to_the_deed_beside_it(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(
    [
        "he gna shoot sum1",
        "he is going to shoot her",
        "he is going to shoot me",
        "he is going to shoot somebody",
        "he is going to shoot his wife",
        "he going to shoot them",
        "he is about to stab somebody",
        "il va tirer sur sa femme",
        "va a dispararle",
        "i kay tiwé asou yo",
        "li pral tire sou li",
    ]
)
def test_who_is_going_to_shoot_somebody_rings(text: str) -> None:
    assert judge(text).urgency == "immediate"


@each_of(["they are going to shoot a video in Bexon", "she is going to shoot his wedding in June"])
def test_who_is_going_to_film_rings_nobody(text: str) -> None:
    assert judge(text).urgency != "immediate"
