"""A row of a list: written by hand, so nothing in it may become markup, and all that is said of a tip stands there."""

import re

import pytest

from reports.clock import this_hour
from reports.models import Officer, Tip, Unit
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in

_MARKUP = '<b title="x">&\'</b>'
_KEPT = "&lt;b title=&quot;x&quot;&gt;&amp;&#x27;&lt;/b&gt;"


def test_no_name_and_no_word_in_a_row_is_markup(house: House, reid: Desk) -> None:
    tip = arrive(f"{_MARKUP} sells cocaine")
    sign_in(house, "jules").get(f"/desk/tips/{tip.pk}")
    Officer.objects.filter(username="jules").update(name=_MARKUP)
    Unit.objects.filter(pk=tip.unit_id).update(name=_MARKUP)
    Tip.objects.update(assigned_to=house.officer("jules"), status="open")
    row = re.search(r'<ol class="queue".*?</ol>', reid.get("/desk/?list=all").text, re.DOTALL)
    assert row
    assert _MARKUP not in row[0]
    assert row[0].count(_KEPT) == 5, "the words, the unit, who read it, who has it open and whose it is"


def test_a_row_leads_to_its_tip_and_can_be_ticked_as_it_stands(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    Tip.objects.update(version=7, withdrawn=True, looks_junk=True, left_behind=True)
    page = reid.get("/desk/").text
    assert (
        f'<a class="preview" href="/desk/tips/{tip.pk}?list=open"><span class="ref">{tip.reference}</span> Stolen'
        in page
    )
    assert f'name="tip" value="{tip.pk}:7" aria-label="Choose {tip.reference}"' in page
    for words in ("Withdrawn by the tipster", "Reads like junk", "Given back: its officer is away or left"):
        assert words in page


def test_what_is_read_for_information_cannot_be_ticked(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    own = tip.unit_id
    Tip.objects.update(unit=Unit.objects.get(slug="standards"), informed=[own])
    page = reid.get("/desk/?list=informed").text
    assert tip.reference in page
    assert 'name="tip"' not in page
    Tip.objects.update(due_at=this_hour())
    assert "Overdue" not in re.findall(r'<ol class="queue".*</ol>', reid.get("/desk/?list=informed").text, re.DOTALL)[0]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"https://example.com/{'x' * 160} this man", f"https://example.com/{'x' * 120}…"),
        (f"Look https://example.com/{'x' * 160} this man", f"Look https://example.com/{'x' * 115}…"),
        ("他在卡斯特里码头卖枪" * 20, f"{'他在卡斯特里码头卖枪' * 14}…"),
        ("Guns in Dennery " * 20, f"{'Guns in Dennery ' * 8}Guns in…"),
    ],
)
def test_a_row_shows_first_words_however_long_they_are(house: House, reid: Desk, words: str, shown: str) -> None:
    tip = arrive(words)
    row = re.search(rf'<span class="ref">{tip.reference}</span> (.*?)</a>', reid.get("/desk/").text)
    assert row
    assert re.sub(r"<[^>]+>", "", row[1]) == shown


def test_the_choices_follow_who_works_here_and_what_is_chosen(house: House, reid: Desk) -> None:
    arrive("Stolen goat in Dennery")
    assert ">Anton Jules</option>" in reid.get("/desk/").text
    Officer.objects.filter(username="jules").update(name="Anton B. Jules")
    page = reid.get("/desk/?category=drugs").text
    assert ">Anton B. Jules</option>" in page
    assert ">Anton Jules</option>" not in page
    assert '<option value="drugs" selected>' in page
    assert '<option value="drugs" selected>' not in reid.get("/desk/").text
