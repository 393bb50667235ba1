"""The page "What my unit did": for heads and oversight, in plain words, never about a tip they stepped back from."""

from reports import audit
from reports.casework.macros import Does, drop_macro, make_macro
from reports.casework.recuse import step_back
from reports.clock import today
from reports.models import AuditEntry, Tip
from tests.alerts.conftest import night  # noqa: F401
from tests.alerts.test_called import two_not_delivered
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.dashboard.test_search import asked
from tests.phone.conftest import twilio  # noqa: F401
from tests.twilio_double import TwilioDouble

PATH = "/desk/unit-trail"
LED = ("reception", "general", "major-crime", "narcotics")  # by Marcia Reid


def page_of(desk: Desk, house: House, unit: str = "narcotics", **narrowed: str) -> str:
    told = "&".join(f"{name}={value}" for name, value in {"unit": str(house.unit(unit).pk), **narrowed}.items())
    return desk.get(f"{PATH}?{told}").text.partition("<main")[2]


def test_it_is_there_for_who_leads_a_unit_or_oversees_all_and_for_nobody_else(house: House, reid: Desk) -> None:
    jules, charles = sign_in(house, "jules"), sign_in(house, "charles")
    assert [desk.get(PATH).status_code for desk in (reid, jules, charles)] == [200, 404, 200]
    for desk, is_there in ((reid, True), (jules, False)):
        assert (PATH in desk.get("/desk/").text.partition("<main")[0]) is is_there
        assert (PATH in desk.get("/desk/you").text.partition("<main")[2]) is is_there
    assert reid.get(f"{PATH}?unit={house.unit('trafficking').pk}").status_code == 422
    assert charles.get(f"{PATH}?unit=none").status_code == 200
    assert AuditEntry.objects.filter(act="trail.read").count() == 3


def test_it_says_who_read_searched_and_exported_and_the_words_of_a_search(house: House, reid: Desk) -> None:
    tip, jules = arrive(), sign_in(house, "jules")
    jules.get(f"/desk/tips/{tip.pk}")
    asked(jules, "cocaine <b>")
    audit.enter("numbers.exported", by=house.officer("jules"), first="2026-01", last="2026-02")
    page = page_of(reid, house)
    assert '<td role="cell">Anton Jules</td><td role="cell">Read the tip</td>' in page
    assert f'<a href="/desk/tips/{tip.pk}/trail">{tip.reference}</a>' in page
    assert '<td role="cell">Searched: <q>cocaine &lt;b&gt;</q></td>' in page
    assert "Saved numbers as a file: 2026-01 to 2026-02" in page
    only = page_of(reid, house, kind="searched", officer=str(house.officer("jules").pk), day=today().isoformat())
    assert "Searched: <q>" in only
    assert "Read the tip" not in only
    assert "Searched" not in page_of(reid, house, kind="taken_out").partition("<table")[2]
    charles = sign_in(house, "charles")
    overseen = page_of(charles, house, kind="searched")
    assert "cocaine" not in overseen
    assert "(the words are not for you, or their key is gone)" in overseen


def test_a_search_for_the_reader_s_own_name_stands_there_for_others_alone(house: House, reid: Desk) -> None:
    """The tip that names a head is kept from him; what his officer looks for because of it must not tell of it."""
    arrive()
    jules = sign_in(house, "jules")
    for desk, words in ((jules, "Reid envelope"), (jules, "goat"), (reid, "Marcia Reid")):
        asked(desk, words)
    page = page_of(reid, house, kind="searched")
    assert "envelope" not in page
    assert [page.count("Searched: <q>"), page.count("the words are not for you")] == [2, 0]


def test_nothing_of_a_tip_that_the_head_stepped_back_from(house: House, reid: Desk) -> None:
    tip, jules = arrive(), sign_in(house, "jules")
    jules.get(f"/desk/tips/{tip.pk}")
    assert tip.reference in page_of(reid, house)
    step_back(tip=tip, by=house.officer("reid"), version=Tip.objects.get(pk=tip.pk).version)
    page = page_of(reid, house)
    assert tip.reference not in page
    assert "Read the tip" not in page


def test_a_page_that_holds_more_leads_to_the_older(house: House, reid: Desk) -> None:
    for _ in range(51):
        audit.enter("view.kept", by=house.officer("jules"), unit=house.unit("narcotics").pk)
    page = page_of(reid, house, kind="work")
    assert page.count("Kept a view") == 50
    older = page.partition('class="button second" href="?')[2].partition('"')[0].replace("&amp;", "&")
    assert reid.get(f"{PATH}?{older}").text.count("Kept a view") == 1
    assert reid.get(f"{PATH}?unit={house.unit('narcotics').pk}&after=x").status_code == 404


def test_a_day_that_is_none_is_said_beside_its_field(house: House, reid: Desk) -> None:
    for day in ("yesterday", "9999-12-31", "0001-01-01"):
        answer = reid.get(f"{PATH}?day={day}")
        assert (answer.status_code, "id_day_error" in answer.text) == (422, True), day


def test_it_says_what_a_macro_did_that_is_gone(house: House, reid: Desk) -> None:
    unit = house.unit("general").pk
    macro = make_macro(Does(category="fraud", to="narcotics"), unit=unit, by=house.officer("reid"))
    drop_macro(macro.pk, by=house.officer("reid"))
    audit.enter("macro.made", by=house.officer("reid"), unit=unit, macro="of an earlier release")
    told = f"About: Fraud or scam, pass on to {house.unit('narcotics').name}</td>"
    page = page_of(reid, house, "general")
    assert f'<td role="cell">Made a macro: {told}' in page
    assert f'<td role="cell">Dropped a macro: {told}' in page
    assert '<td role="cell">Made a macro</td>' in page


def test_whom_an_alert_called_stands_where_it_was_confirmed(
    house: House,
    night: TwilioDouble,  # noqa: F811
    reid: Desk,
) -> None:
    tip = two_not_delivered(house)
    jules, charles = sign_in(house, "jules"), sign_in(house, "charles")
    assert "Marcia Reid: Call, no answer" in reid.get(f"/desk/tips/{tip.pk}").text, "while it runs, too"
    jules.post(f"/desk/duty/{tip.pk}")
    told = (
        "Marcia Reid: Text, not delivered, within 5 minutes",
        "Marcia Reid: Call, no answer, within 5 minutes",
        "Anton Jules: Text, sent, within 15 minutes",
    )
    pages = [
        jules.get(f"/desk/tips/{tip.pk}").text,
        jules.get(f"/desk/tips/{tip.pk}/trail").text,
        page_of(reid, house, "major-crime"),
        page_of(charles, house, "major-crime"),
    ]
    for page in pages:
        assert "<details><summary>Whom it called: 3 texts and calls</summary>" in page
        assert all(words in page for words in told)
        assert "It was confirmed within 15 minutes." in page
    step_back(tip=tip, by=house.officer("reid"), version=Tip.objects.get(pk=tip.pk).version)
    assert "Whom it called" not in page_of(reid, house, "major-crime")


def test_all_units_of_a_head_stand_on_one_page_each_act_once(house: House, reid: Desk) -> None:
    jules, charles = house.officer("jules"), sign_in(house, "charles")
    for unit, act in (("narcotics", "view.kept"), ("major-crime", "view.dropped"), ("trafficking", "macro.made")):
        audit.enter(act, by=jules, unit=house.unit(unit).pk)
    audit.enter("numbers.exported", by=jules, first="2026-01", last="2026-02")
    page = reid.get(f"{PATH}?unit=all").text
    assert "All my units" in page
    told = page.partition("<tbody")[2]
    assert [told.count(words) for words in ("Kept a view", "Dropped a view", "Made a macro")] == [1, 1, 0]
    assert told.count("Saved numbers as a file") == 1, "he is of several of her units, and did it once"
    looked = AuditEntry.objects.filter(act="trail.read", actor=f"officer:{house.officer('reid').pk}")
    assert {entry.unit_id for entry in looked} == {house.unit(slug).pk for slug in LED}
    assert "Made a macro" in charles.get(f"{PATH}?unit=all").text
    assert sign_in(house, "jules").get(f"{PATH}?unit=all").status_code == 404


def test_the_page_of_all_units_leads_to_the_older(house: House, reid: Desk) -> None:
    for number in range(51):
        unit = ("narcotics", "general")[number % 2]
        audit.enter("view.kept", by=house.officer("jules"), unit=house.unit(unit).pk)
    page = reid.get(f"{PATH}?unit=all&kind=work").text
    assert page.count("Kept a view") == 50
    older = page.partition('class="button second" href="?')[2].partition('"')[0].replace("&amp;", "&")
    assert "unit=all" in older
    assert reid.get(f"{PATH}?{older}").text.count("Kept a view") == 1
