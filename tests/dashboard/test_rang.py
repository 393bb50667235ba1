"""An alert says for which words it rang, masked as the tip is."""

from html import unescape

import pytest

from reports.dashboard.rang import MOST, rang_for
from reports.models import AuditEntry, Urgency
from reports.queries.masking import MASK
from reports.queries.reading import Judged
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk
from tests.triage.tips import judge

TEXT = "Men in the yard next door shooting now, please come"


def test_words_are_named_once_and_a_tick_in_triage_s_own_words() -> None:
    judged = Judged.of(TEXT, {}, judge(TEXT).to_dict())
    assert rang_for([judged], with_source=True) == ["“shooting now”"]
    many = {"step": "urgency", "value": "immediate", "spans": [[0, 0, f"sign {number}", 1.0] for number in range(40)]}
    assert len(rang_for([Judged.of("", {}, {"findings": [many]})], with_source=True)) == MOST


def test_words_that_explain_nothing_alone_are_told_with_their_neighbours() -> None:
    text = "It is far. They have the man at Anse Ger. Bring it"
    found = {"step": "urgency", "value": "immediate", "spans": [[16, 24, "", 1.0], [25, 28, "", 1.0]]}
    judged = Judged.of(text, {}, {"findings": [found]})
    assert rang_for([judged], with_source=True) == ["“They have the man at Anse Ger”"]


def test_what_is_masked_stays_masked() -> None:
    found = [
        {"step": "identifying", "value": "kin", "spans": [[0, 9, "", 1.0]]},
        {"step": "urgency", "value": "immediate", "spans": [[3, 9, "", 1.0], [10, 15, "", 1.0]]},
        {"step": "urgency", "value": "today", "spans": [[0, 2, "", 1.0]]},
    ]
    judged = Judged.of("My sister bleed", {}, {"findings": found})
    assert rang_for([judged], with_source=False) == [f"“{MASK} bleed”"]
    assert rang_for([judged], with_source=True) == ["“sister bleed”"]


def test_what_is_masked_in_an_answer_stays_masked_and_so_does_how_he_knows() -> None:
    answers = {"place": "my stepfather is beating me right now, come quick", "how_known": "he is shooting at me now"}
    stored = judge("Help", **answers).to_dict()
    judged = Judged.of("Help", answers, stored)
    masked = rang_for([judged], with_source=False)
    assert [word for word in masked if "right now" in word]
    assert not [word for word in masked if "beating me" in word or "shoot" in word]
    shown = " ".join(rang_for([judged], with_source=True))
    assert "beating me right now" in shown
    assert "shooting at me now" in shown
    cleared = Judged.of("Help", answers, stored | {"cleared": {"place": [[0, len(answers["place"])]]}})
    assert "beating me right now" in " ".join(rang_for([cleared], with_source=False))


@pytest.mark.usefixtures("house")
def test_the_tip_and_the_duty_page_say_it(house: House, reid: Desk) -> None:
    tip = arrive(TEXT)
    for path in (f"/desk/tips/{tip.pk}", "/desk/duty"):
        page = unescape(reid.get(path).text)
        assert "It rang for: “shooting now”" in page
    listed = AuditEntry.objects.get(act="list.read", detail__list="alerts")
    assert tip.reference in listed.detail["tips"]


def test_the_alert_stays_on_its_page_while_it_waits_though_the_tip_was_found_to_be_routine(
    house: House, reid: Desk
) -> None:
    tip = arrive(TEXT)
    address, waits = f"/desk/tips/{tip.pk}", "Alert: nobody has confirmed yet"
    assert "Closing the tip ends it in your name" in reid.get(address).text
    sent = {"category": "violence", "urgency": "routine", "junk": "tip", "language": "en", "version": tip.version}
    assert reid.post(f"{address}/correct", **sent).status_code == 302
    assert only_tip().urgency == Urgency.ROUTINE
    assert waits in reid.get(address).text
    reid.post(f"{address}/close", reason="prank", version=only_tip().version)
    assert waits not in reid.get(address).text
    [entry] = AuditEntry.objects.filter(act="alert.called_off")
    assert entry.actor == f"officer:{house.officer('reid').pk}"


def test_a_tip_closed_with_its_alert_says_that_nobody_confirmed(house: House, reid: Desk) -> None:
    tip = arrive(TEXT)
    reid.post(f"/desk/tips/{tip.pk}/close", reason="prank", version=tip.version)
    assert "Alert: ended without anybody confirming it" in reid.get(f"/desk/tips/{tip.pk}").text
