"""A question is compared with what its officer can see of the tip: a mask is no answer to a guess."""

from reports.retelling import repeated
from tests.conftest import House
from tests.dashboard.arrivals import arrive

TOLD = "My brother Kervin sells cocaine at the green house by the bay."


def test_masked_words_count_only_for_who_sees_them(house: House) -> None:
    words, ring = "Is your brother in the green house?", house.ring("reid")
    tip = arrive(TOLD, answers={"place": "Anse Chastanet"})

    def found(words: str, *, with_source: bool) -> list[str]:
        return [words[start:end] for start, end in repeated(ring, tip, words, with_source=with_source)]

    assert found(words, with_source=False) == ["green", "house"]
    assert found(words, with_source=True) == ["brother", "green", "house"]
    assert found("Where in Chastanet?", with_source=False) == ["Chastanet"], "answers are the tip's words too"
    assert repeated(house.ring("felix"), tip, words, with_source=True) == [], "nobody of another unit learns a word"
