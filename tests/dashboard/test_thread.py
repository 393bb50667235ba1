"""What was said about a tip, put together once for its page and for its paper."""

from html import unescape

import pytest

from reports.casework.notes import add_note
from reports.dashboard.thread import thread
from reports.models import RecordKind, Tip
from reports.queries.reading import read_tip
from reports.releases.copies import Copy, draft_copy
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk

STORY = "My cousin Kervin Alcide hides guns behind my house in Fond Assau."


def test_the_tip_s_own_words_come_first_and_copies_stand_elsewhere(house: House) -> None:
    tip, reid = arrive(STORY), house.officer("reid")
    draft_copy(Copy(text="The source knows of guns in Fond Assau."), tip=tip, by=reid)
    add_note(tip=tip, text="Ask the neighbours.", by=reid)
    tip = Tip.objects.get(pk=tip.pk)
    entries = read_tip(house.ring("reid"), tip, by=reid).entries
    assert RecordKind.RELEASE in {entry.record.kind for entry in entries}, "control"
    found = thread(house.ring("reid"), entries, is_shown=True)
    assert found.words is not None
    assert found.words.entry.text == STORY
    assert [one.entry.text for one in found.later] == ["Ask the neighbours."]
    assert found.whole == [found.words, *found.later]
    assert len(found.judged) == 1, "triage judged the tip's own words"


def test_of_a_tip_whose_words_are_gone_the_rest_is_left(house: House) -> None:
    tip, reid = arrive(STORY), house.officer("reid")
    add_note(tip=tip, text="Ask the neighbours.", by=reid)
    entries = read_tip(house.ring("reid"), tip, by=reid).entries
    found = thread(house.ring("reid"), entries[1:], is_shown=True)
    assert found.words is None
    assert found.whole == found.later
    assert [one.entry.text for one in found.whole] == ["Ask the neighbours."]


def test_what_could_identify_the_tipster_is_masked_unless_it_is_shown(house: House) -> None:
    tip, reid = arrive(STORY), house.officer("reid")
    entries = read_tip(house.ring("reid"), tip, by=reid).entries
    masked, shown = (thread(house.ring("reid"), entries, is_shown=way).whole[0] for way in (False, True))
    assert "My cousin" in "".join(piece.text for piece in shown.pieces)
    assert "My cousin" not in "".join(piece.text for piece in masked.pieces)
    assert masked.tells_source


SPANISH = "Un hombre vende cocaína y armas detrás de la tienda en Soufriere todos los viernes por la noche."
KWEYOL = "Yon nonm ka vann kokenn épi fizi dèyè boutik la an Soufriere tout vandredi oswè, nou tout pè'y."


@pytest.mark.parametrize(("words", "lang"), [(SPANISH, "es"), (KWEYOL, "acf")])
def test_words_are_marked_with_their_language_wherever_they_are_read(
    house: House, reid: Desk, words: str, lang: str
) -> None:
    tip, english = arrive(words), arrive("A goat was stolen in Dennery last night by two men")
    assert tip.language == lang
    Tip.objects.update(unit=house.unit("general"))
    opening = f'lang="{lang}">{words[:2]}'
    pages = [f"/desk/tips/{tip.pk}", "/desk/?list=all", f"/desk/tips/{english.pk}/beside/{tip.pk}"]
    for page in pages:
        assert opening in unescape(reid.get(page).text), page
    assert '<p class="words" lang="en">' in reid.get(f"/desk/tips/{english.pk}").text
    Tip.objects.filter(pk=tip.pk).update(language="unsure")
    for page in pages:
        assert opening not in unescape(reid.get(page).text), page
