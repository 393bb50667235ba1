"""What a tip lacks is asked for in one press, by a ready question in the tip's language."""

from html import unescape

import pytest

from reports import audit
from reports.dashboard.lacking import MOST, lacks
from reports.dialogue.canned import canned_for
from reports.models import Record, Tip
from reports.queries.reading import read_tip
from reports.triage.assessment import Assessment
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk


def section(page: str) -> str:
    return page.partition("What it may lack")[2].partition("</section>")[0]


def wanted(house: House, tip: Tip, said: tuple[str, ...] = ()) -> list[str]:
    read = read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries
    judged = [Assessment.from_dict(entry.findings) for entry in read if entry.findings]
    ready = canned_for(category=tip.category, language=tip.language)
    return [one.question.name for one in lacks(read, judged, said, ready)]


def test_only_what_neither_words_nor_answers_tell_is_asked(house: House) -> None:
    assert wanted(house, arrive("They sell cocaine")) == ["where", "when_again", "seen_or_told", "how_many_know"]
    answers = {"how_known": "saw", "how_many_know": "many", "place.landmark": "the old mill", "when": "each Friday"}
    assert wanted(house, arrive("They sell crack", answers=answers)) == []
    assert "where" not in wanted(house, arrive("They sell cocaine in Dennery on Friday at 9 pm"))


def test_what_officers_missed_comes_first_and_no_more_than_a_few(house: House) -> None:
    tip = arrive("They sell cocaine")
    assert wanted(house, tip, ("since", "vehicle", "who"))[:2] == ["since_when", "recognise"]
    assert len(wanted(house, tip, ("since", "vehicle", "answer"))) == MOST


def test_one_press_asks_in_the_tip_s_language_and_it_is_not_offered_again(house: House, reid: Desk) -> None:
    tip = arrive("Il vend de la cocaïne et il a une arme chez lui")
    page = unescape(reid.get(f"/desk/tips/{tip.pk}").text)
    assert tip.language == "fr"
    assert "Can you describe the place more exactly?" in section(page)
    assert reid.post(f"/desk/tips/{tip.pk}/ask", ready="where", version=tip.version).status_code == 302
    assert Record.objects.filter(kind="question").count() == 1
    page = unescape(reid.get(f"/desk/tips/{tip.pk}").text)
    assert "Pouvez-vous mieux décrire l'endroit" in page
    assert "describe the place" not in section(page)


def test_a_ready_question_that_went_with_own_words_is_not_offered_again(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine")
    sent = reid.post(f"/desk/tips/{tip.pk}/ask", ready="where", question="Take your time.", version=tip.version)
    assert sent.status_code == 302
    assert wanted(house, tip) == ["when_again", "seen_or_told", "how_many_know"]


def test_where_nobody_has_the_receipt_no_press_is_offered(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine")
    assert section(reid.get(f"/desk/tips/{tip.pk}").text)
    Tip.objects.update(unreachable=True)
    audit.enter("call.hung_up", by=audit.TIPSTER, tip=tip.pk)
    assert not section(reid.get(f"/desk/tips/{tip.pk}").text)


def test_what_an_outcome_lacked_leads_to_its_question(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine in Dennery on Friday at 9 pm")
    answer = reid.post(f"/desk/tips/{tip.pk}/outcome", missing=["since"], version=tip.version)
    assert answer["Location"] == f"/desk/tips/{tip.pk}#lacking"
    assert "Since when has it been so?" in section(reid.get(f"/desk/tips/{tip.pk}").text)


def test_a_closed_tip_is_not_asked_about(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine")
    reid.post(f"/desk/tips/{tip.pk}/close", reason="nothing", version=tip.version)
    assert "What it may lack" not in reid.get(f"/desk/tips/{tip.pk}").text
    assert "An open tip’s page then offers a question for it." in reid.get(f"/desk/tips/{tip.pk}/outcome").text


@pytest.mark.parametrize("name", ["drugs", "firearms", "smuggling", "theft", "traffic"])
def test_who_and_what_can_be_asked_for_where_they_matter(house: House, name: str) -> None:
    assert "recognise" in {each.name for each in canned_for(category=name, language="en")}
