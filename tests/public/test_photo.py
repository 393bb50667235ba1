"""Whatever happens to a photo, there is a sentence for it."""

import ast

from reports.intake.media import CHILD, Refusal
from reports.public.photo import SENTENCES, WORDS


def words_of_the_child() -> set[str]:
    """Every constant that the child yields, and the keys of its table."""
    tree = ast.parse(CHILD.read_text())
    yielded = {
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Constant)
    }
    keys = {
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "EXIF_WORDS"
        for key in getattr(node.value, "keys", [])
    }
    return {str(word) for word in yielded | keys}


def test_every_refusal_has_its_own_sentence_and_offers_a_way_on() -> None:
    assert set(SENTENCES) == set(Refusal)
    assert len({str(sentence) for sentence in SENTENCES.values()}) == len(Refusal)
    assert all("without it" in str(sentence) for sentence in SENTENCES.values())


def test_everything_that_can_be_removed_has_a_word() -> None:
    assert set(WORDS) == words_of_the_child()
