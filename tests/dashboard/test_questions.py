"""The questions ready to be sent, at the desk: two persons, a form that says what is wrong, and what officers see."""

from dataclasses import replace

from reports.dashboard.questions import _shown
from reports.dialogue.canned import in_force
from reports.models import Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in

PAGE = "/desk/questions"


def test_two_persons_change_a_question_at_their_desks(house: House, reid: Desk, felix: Desk) -> None:
    jules = sign_in(house, "jules")
    assert "Change it" not in jules.get(PAGE).text
    assert jules.post(PAGE, do="withdraw", change="done").status_code == 422
    form = reid.get(f"{PAGE}?change=since_when").text
    assert "Depuis quand est-ce ainsi" in form
    wrong = reid.post(PAGE, do="propose", change="since_when", en="Since Kenny Joseph came?", offered="always")
    assert (wrong.status_code, "“Kenny Joseph”" in wrong.text) == (422, True)
    assert 'value="since_when"' in wrong.text, "what was written is still there"
    few = reid.post(PAGE, do="propose", change="since_when", en="Since when?", offered="theft")
    assert "at least five" in few.text
    sent = reid.post(PAGE, do="propose", change="since_when", en="For how long has it been so?", offered="always")
    assert sent.status_code == 302
    own = reid.post(PAGE, do="confirm", version=2)
    assert (own.status_code, "Somebody else who leads" in own.text) == (422, True)
    seen = felix.get(PAGE).text
    assert "For how long has it been so?" in seen
    assert "not translated: sent in English" in seen
    assert felix.post(PAGE, do="confirm", version="x").status_code == 422
    assert felix.post(PAGE, do="confirm", version=2).status_code == 302
    assert in_force().version == 2
    tip = arrive()
    Tip.objects.filter(pk=tip.pk).update(language="fr", category="drugs")
    asked = reid.get(f"/desk/tips/{tip.pk}").text
    assert 'For how long has it been so? <span class="quiet">(not translated: sent in English)</span>' in asked


def test_the_texts_of_a_question_are_counted_as_they_are_sent(house: House) -> None:
    standing = in_force()
    fits = replace(standing.rows["since_when"], words={"en": "x" * 155})
    assert [texts for code, _, _, texts, _ in _shown(standing, "since_when", fits) if code == "en"] == [1]
    longer = replace(fits, words={"en": "x" * 158})  # and the number of the line before it
    assert [texts for code, _, _, texts, _ in _shown(standing, "since_when", longer) if code == "en"] == [2]
