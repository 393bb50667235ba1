"""The form of outside agencies: no login, no cookie, wrong numbers cost who types them, and nothing of the tip."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from reports.dashboard.release_file import _asked
from reports.intake.flood import Pace
from reports.models import Feedback, Record
from reports.public import answer as page_of
from reports.releases.readings import Asks, export_copy
from tests.conftest import House, triage_all
from tests.dashboard.conftest import sign_in
from tests.releases.handed import given

BROWSER = Client()


@pytest.fixture(autouse=True)
def _ripe(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RIPENING = 0  # type: ignore[attr-defined]
    monkeypatch.setattr(page_of, "ANSWERS", Pace())
    monkeypatch.setattr(page_of, "GUESSES", Pace())


def ticket() -> str:
    page = BROWSER.get("/en/answer")
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found
    assert not page.cookies
    return found[1]


def send(asks: Asks, *, by: str, **fields: object) -> HttpResponse:
    said = {"reference": asks.reference, "number": asks.number, "used": "yes", "do": "send", "ticket": by}
    return BROWSER.post("/en/answer", said | fields)


def test_an_agency_answers_once_and_the_unit_takes_its_numbers_over(house: House) -> None:
    asks = given(house)
    done = send(asks, by=ticket(), code="seizure", arrests="2", firearms_rifle="1", text="Found by the jetty.")
    assert "The unit has your answer" in done.text
    assert not done.cookies
    kept = re.search(r'name="done" value="([^"]+)"', done.text)
    assert kept
    french = BROWSER.post("/fr/answer", {"do": "language", "done": kept[1]})
    assert "votre réponse" in french.text
    assert 'formaction="/ht/answer"' in french.text
    assert Feedback.objects.count() == 1
    assert "reference" in BROWSER.post("/fr/answer", {"do": "language", "done": kept[1][:-2]}, follow=True).text
    again = send(asks, by=ticket())
    assert again.status_code == 410
    assert "was used before" in again.text
    one = Feedback.objects.select_related("tip").get()
    assert one.tip.reference not in done.text + again.text
    reid = sign_in(house, "reid")
    assert "The answer is judged before it shows here" in reid.get(f"/desk/tips/{one.tip_id}").text
    triage_all()
    assert "Found by the jetty." not in reid.get(f"/desk/tips/{one.tip_id}").text
    reid.ask_for_source(one.tip)
    page = reid.get(f"/desk/tips/{one.tip_id}").text
    assert "Found by the jetty." in page
    assert "From the tipster" not in page
    copy = f"/desk/tips/{one.tip_id}/releases/{one.release_id}"
    assert "Read the answer at the tip" in reid.get(copy).text
    outcome = f"/desk/tips/{one.tip_id}/outcome"
    page = reid.get(f"{outcome}?answer={one.pk}").text
    assert re.search(r'name="firearms_rifle" value="1"', page)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    said = {"answer": str(one.pk), "version": version[1], "arrests": "2", "firearms_rifle": "1"}
    assert reid.post(outcome, **said).status_code == 302
    assert "Taken over into what came of it by Marcia Reid" in reid.get(f"/desk/tips/{one.tip_id}").text
    assert one.tip.outcomes.get().arrests == 2
    assert reid.post(outcome, **said | {"version": str(int(version[1]) + 1)}).status_code == 409
    assert one.tip.outcomes.count() == 1, "what was taken over once adds nothing again"


def test_the_form_and_the_copy_say_to_name_no_officer_and_where_an_accusation_goes(house: House) -> None:
    page = BROWSER.get("/en/answer").text
    assert "Name no police officer either, not even in thanks" in page
    assert "goes to those who look into police, and not to whom you name" in page
    assert "Ne nommez pas non plus de policier" in BROWSER.get("/fr/answer").text
    given(house)
    release = Feedback.objects.select_related("release__record__tip").get().release
    reading = export_copy(release, house.ring("reid"), agency="customs")
    [_, (_, paper)] = _asked(reading)
    assert "Name no police officer in it, not even in thanks" in paper


def test_what_a_copy_was_worth_and_lacked_is_taken_over_too(house: House) -> None:
    asks = given(house)
    said = {"usefulness": "2", "missing": ["place", "since"]}
    wrong = send(Asks("AAAA-AAAA", asks.number, asks.last_day), by=ticket(), **said)
    assert wrong.text.count(" checked") == 3, "what was ticked stays ticked"
    assert send(asks, by=ticket(), usefulness="9").status_code == 400
    assert send(asks, by=ticket(), missing=["answer"]).status_code == 400
    assert "The unit has your answer" in send(asks, by=ticket(), **said).text
    triage_all()
    one, reid = Feedback.objects.select_related("tip").get(), sign_in(house, "reid")
    page = reid.get(f"/desk/tips/{one.tip_id}").text
    for told in (
        "<dt>Worth</dt><dd>Useful</dd>",
        "<dt>It lacked</dt><dd>The exact place, How often, and since when</dd>",
    ):
        assert told in page
    form = reid.get(f"/desk/tips/{one.tip_id}/outcome?answer={one.pk}").text
    assert re.search(r'<option value="2" selected', form)
    assert re.findall(r'name="missing" value="(\w+)"[^>]* checked', form) == ["place", "since"]
    version = re.findall(r'name="version" value="(\d+)"', form)[0]
    taken = {"answer": str(one.pk), "version": version, "usefulness": "2", "missing": ["place", "since"]}
    assert reid.post(f"/desk/tips/{one.tip_id}/outcome", **taken).status_code == 302
    brought = one.tip.outcomes.get()
    assert (brought.usefulness, sorted(brought.missing)) == (2, ["place", "since"])


def test_wrong_numbers_cost_who_guesses_and_nobody_else(house: House, settings: object) -> None:
    asks = given(house)
    wrong = asks.number.replace(" ", "")[:-2]
    guess = Asks(asks.reference, wrong, asks.last_day)
    assert "12 digits" in send(guess, by=ticket()).text, "a mistyped number is told before anything is looked up"
    stranger = Asks("AAAA-AAAA", asks.number, asks.last_day)
    by = ticket()
    answers = [send(stranger, by=by) for _ in range(page_of.TRIES + 1)]
    assert [each.status_code for each in answers] == [404] * page_of.TRIES + [429]
    for _ in range(600):
        page_of.GUESSES.count()
    settings.RIPENING = 1  # type: ignore[attr-defined]
    assert page_of.GUESSES.ripening > 5 * page_of.ANSWERS.ripening
    assert not Record.objects.filter(kind="feedback").exists()
    settings.RIPENING = 0  # type: ignore[attr-defined]
    assert "The unit has your answer" in send(asks, by=ticket(), used="no").text
