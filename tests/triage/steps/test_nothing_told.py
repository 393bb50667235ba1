"""What tells nothing stands nearer to junk; who asks whether to speak does not."""

from tests.tables import each_of
from tests.triage.tips import judge


def test_what_tells_of_nobody_and_nothing_says_so_in_its_reasons() -> None:
    said = {span.rule for span in judge("esto es una prueba").of("junk")[0].spans if span.weight > 0}
    assert "tells nothing that could be looked into" in said


@each_of(
    [
        "I have information",
        "can I trust this line",
        "is this line really anonymous?",
        "c'est vraiment anonyme ?",
        "¿de verdad es anónimo?",
        "èske li anonim vre?",
        "és i anonim pou vwé?",
        "it is happening again",
        "they are at it again tonight",
        "j'ai des informations",
        "je voudrais parler à quelqu'un",
        "ça recommence encore",
        "tengo información",
        "otra vez lo mismo",
        "mwen gen enfòmasyon",
        "yo tounen ankò",
        "mwen ni enfòmasyon",
        "yo viwé ankò",
    ]
)
def test_the_beginning_of_a_tip_is_no_junk_for_telling_nothing_yet(text: str) -> None:
    finding = judge(text).of("junk")[0]
    assert "tells nothing that could be looked into" not in {span.rule for span in finding.spans}
    assert finding.score < 0.9


def test_what_was_typed_or_ticked_tells_something() -> None:
    finding = judge("esto es una prueba", **{"drugs.what": "bags"}).of("junk")[0]
    assert "tells nothing that could be looked into" not in {span.rule for span in finding.spans}


@each_of(
    [
        "there is a body",
        "not paid for months",
        "gaz la ap koule",
        "ya no puedo más",
        "no aguanto más",
        "je n'en peux plus",
        "je ne supporte plus",
        "m pa kapab ankò",
        "mwen pa pé ankò",
        "I can't take it anymore",
        "this is the end for me",
        "my last message",
    ]
)
def test_a_deed_or_despair_in_few_words_is_never_surely_junk(text: str) -> None:
    assert judge(text).of("junk")[0].score < 0.9
