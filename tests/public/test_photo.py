"""Whatever happens to a photo, there is a sentence for it."""

from reports.intake.media import REMOVED, Refusal
from reports.public.photo import SENTENCES, WORDS


def test_every_refusal_has_its_own_sentence_and_offers_a_way_on() -> None:
    assert set(SENTENCES) == set(Refusal)
    assert len({str(sentence) for sentence in SENTENCES.values()}) == len(Refusal)
    assert all("without it" in str(sentence) for sentence in SENTENCES.values())


def test_everything_that_can_be_removed_has_a_word() -> None:
    assert set(WORDS) == REMOVED
