"""One word for one thing: what English calls receipt, officer or tip has one name in each language, on every page."""

import re

import pytest

from reports.management.catalogues import languages, read

WORDS = {
    "receipt": {"acf": "wisi", "fr": "reçu", "es": "recibo", "ht": "resi"},
    "officer": {"acf": "ofisyé", "fr": "agents?", "es": "agentes?", "ht": "ofisye"},
    "tip": {"acf": "enfòmasyon|sa ou di", "fr": "signalements?", "es": "avisos?", "ht": "enfòmasyon"},
}
ANOTHER_THING = {"Tip line", "police officer"}  # the house itself, and whom a tip is about
SAID_AS_IT = {"It tells officers why a tip is urgent", "not even the order in which tips came"}


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("thing", WORDS)
def test_a_thing_has_one_word_in_each_language(thing: str, code: str) -> None:
    named = 0
    for message in read(code):
        english, told = (" ".join(each) if isinstance(each, tuple) else each for each in (message.id, message.string))
        if re.search(rf"\b{thing}s?\b", english, re.I) and not any(part in english for part in ANOTHER_THING):
            named += 1
            is_named = re.search(rf"\b({WORDS[thing][code]})\b", told, re.I)
            assert is_named or (thing == "tip" and any(part in english for part in SAID_AS_IT)), (english, told)
    assert named > 20
