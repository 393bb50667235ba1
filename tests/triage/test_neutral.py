"""Neutral words for a release copy."""

from reports.triage.neutral import neutral
from tests.triage.tips import judge


def test_what_identifies_and_what_is_too_exact_is_replaced_in_brackets() -> None:
    text = "My cousin keeps guns in Fond Assau. He goes out Friday 20th 9 pm. I live next door to the shop."
    assert neutral(text, judge(text)) == (
        "[the source knows] keeps guns in [Gros Islet district]. He goes out [a weekend evening]. [in the area]."
    )


def test_words_spoken_to_the_source_and_what_he_alone_bears_are_left_out_in_the_language_of_the_tip() -> None:
    text = "He told me 'cook, you don't see nothing' and went. The boat of the boys' club is blue."
    told = neutral(text, judge(text))
    assert "[left out] and went. The boat of the boys' club" in told
    assert "cook" not in told
    text = "Il vend de la drogue tous les vendredis à 16 h. Mon cousin a dit « tu ne dis rien »."
    told = neutral(text, judge(text))
    assert "[omis]" in told
    assert not [word for word in ("weekend", "weekday", "knows", "left out", "time") if word in told]
