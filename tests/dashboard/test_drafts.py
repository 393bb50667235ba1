"""Words that are not sent: they survive the end of a session, a crash of the browser and a refusal."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.timezone import localtime

from reports.clock import this_hour
from reports.models import AuditEntry, Draft, Officer, Record, Tip
from reports.queries.drafts import begun_calls
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in

WORDS = "Ask the harbour master about <Ti Marie>"
SHOWN = "Ask the harbour master about &lt;Ti Marie&gt;"


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive()


def pass_of(desk: Desk, tip: Tip) -> str:
    found = re.search(r'name="draft_pass" value="([^"]+)"', desk.get(f"/desk/tips/{tip.pk}").text)
    assert found
    return found[1]


def in_the_form(page: str, field: str) -> str:
    found = re.search(rf'<textarea name="{field}"[^>]*>\s*([^<]*)</textarea>', page)
    assert found
    return found[1]


@pytest.mark.parametrize(("act", "field"), [("ask", "question"), ("note", "text")])
def test_words_sent_after_the_session_ended_stand_in_the_form_after_signing_in(
    house: House, tip: Tip, reid: Desk, act: str, field: str
) -> None:
    carried = pass_of(reid, tip)
    Session.objects.all().delete()
    said = reid.post(f"/desk/tips/{tip.pk}/{act}", draft_pass=carried, **{field: WORDS})
    assert said.status_code == 403
    assert "sign in again, and they stand in the form" in said.text
    assert SHOWN not in said.text  # kept, so that nobody needs to see them on this screen
    assert not Session.objects.filter(session_data__contains="harbour").exists()
    reid.give_password(house.password("reid"))
    reid.give_code()
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert in_the_form(page, field) == SHOWN
    assert "Nobody else can read it" in page
    assert tip.reference in reid.get("/desk/you").text
    assert SHOWN not in sign_in(house, "jules").get(f"/desk/tips/{tip.pk}").text


def test_a_pass_keeps_words_for_its_own_tip_and_officer_and_opens_nothing(house: House, tip: Tip, reid: Desk) -> None:
    other, carried = arrive("Stolen goat in Dennery"), pass_of(reid, tip)
    thief = Client()
    for path, given in ((f"/desk/tips/{other.pk}/note", carried), (f"/desk/tips/{tip.pk}/note", carried + "x")):
        assert SHOWN in thief.post(path, {"text": WORDS, "draft_pass": given}).text
    assert not Draft.objects.exists()
    assert thief.get(f"/desk/tips/{tip.pk}?draft_pass={carried}").status_code == 302
    public = bytes(house.officer("reid").public_key)
    Officer.objects.filter(username="reid").update(public_key=b"x" * 32)
    thief.post(f"/desk/tips/{tip.pk}/note", {"text": WORDS, "draft_pass": carried})
    Officer.objects.filter(username="reid").update(public_key=public)  # the words are sealed to the one in the pass
    assert in_the_form(reid.get(f"/desk/tips/{tip.pk}").text, "text") == SHOWN


def test_what_a_page_sends_while_one_types_is_kept_until_it_is_sent(tip: Tip, reid: Desk) -> None:
    to = f"/desk/tips/{tip.pk}/draft"
    assert reid.post(to, text=WORDS).text == "Kept, locked for you alone. Not sent yet."
    assert in_the_form(reid.get(f"/desk/tips/{tip.pk}").text, "text") == SHOWN
    reid.post(f"/desk/tips/{tip.pk}/note", version=tip.version, text=WORDS + " more")
    assert (Draft.objects.count(), Record.objects.filter(kind="note").count()) == (0, 1)
    reid.post(to, question=WORDS)
    reid.post(to, question="")
    assert not Draft.objects.exists()


def test_words_that_were_refused_are_kept_and_can_be_thrown_away(tip: Tip, reid: Desk) -> None:
    assert reid.post(f"/desk/tips/{tip.pk}/note", version=tip.version, text=f"@nobody {WORDS}").status_code == 422
    assert in_the_form(reid.get(f"/desk/tips/{tip.pk}").text, "text") == f"@nobody {SHOWN}"
    page = reid.client.post(f"/desk/tips/{tip.pk}/draft/drop", {"field": "text"}, follow=True).text
    assert in_the_form(page, "text") == ""
    assert "thrown away" in page


def test_a_form_of_an_earlier_sign_in_is_kept_too(house: House, tip: Tip, reid: Desk) -> None:
    strict = Client(enforce_csrf_checks=True)
    sent = {"text": WORDS, "draft_pass": pass_of(reid, tip)}
    foreign = strict.post(f"/desk/tips/{tip.pk}/note", sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert not Draft.objects.exists()
    ours = strict.post(f"/desk/tips/{tip.pk}/note", sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert "they stand in the form when you open its page again" in ours.text
    assert Draft.objects.get().officer == house.officer("reid")
    assert settings.SESSION_COOKIE_NAME not in strict.cookies


def test_a_call_that_is_not_stored_yet_survives_the_end_of_a_session(house: House, reid: Desk) -> None:
    page = reid.get("/desk/take-call").text
    carried = re.search(r'name="draft_pass" value="([^"]+)"', page)
    assert carried
    call = {"text": WORDS, "category": "drugs", "language": "fr", "drugs.stash": "Sous le toit", "ticket": "a" * 32}
    assert "Kept, locked for you alone" in reid.post("/desk/take-call/draft", **call).text
    assert not AuditEntry.objects.filter(act__startswith="draft").exists(), "a second would tell when somebody called"
    assert "call" in str(Draft.objects.get().field)
    Session.objects.all().delete()
    told = reid.post("/desk/take-call", draft_pass=carried[1], do="send", **(call | {"text": WORDS + " more"}))
    assert (told.status_code, SHOWN in told.text) == (403, False)
    late = reid.post("/desk/take-call", draft_pass=carried[1], do="compare", shown="1234 5678", typed="1234")
    assert "1234 5678" in late.text, "a receipt is shown once more and not kept"
    reid.give_password(house.password("reid"))
    reid.give_code()
    address = f"/desk/take-call?begun={Draft.objects.get().pk}"
    assert address in reid.get("/desk/you").text
    offered = reid.get("/desk/take-call").text
    assert (in_the_form(offered, "text"), "Sous le toit" in offered) == ("", False), "it is no part of another call"
    assert all(told in offered for told in ("An unfinished call", SHOWN, address))
    again = reid.get(address).text
    assert in_the_form(again, "text") == SHOWN + " more"
    assert 'value="Sous le toit"' in again
    assert "You go on with an unfinished call" in again
    jules = sign_in(house, "jules")
    assert not any(SHOWN in jules.get(path).text for path in ("/desk/take-call", address))
    stored = reid.post("/desk/take-call", do="send:as_it_is", **call)
    assert stored.status_code == 200
    assert not Draft.objects.exists()
    assert "An unfinished call" not in reid.get("/desk/take-call").text


def test_an_unfinished_call_is_kept_beside_the_next_one_to_the_hour_and_thrown_away_by_its_own_button(
    house: House, reid: Desk
) -> None:
    for ticket, said in (("a" * 32, "The first caller"), ("b" * 32, "The second caller")):
        reid.post("/desk/take-call/draft", text=said, ticket=ticket)
    page = reid.get("/desk/take-call").text
    assert page.count("An unfinished call") == 2
    now = localtime(this_hour())
    assert f"between {now:%H:%M} and" in page
    kept = {one.text: pk for pk, one in begun_calls(house.ring("reid")).items()}
    first, second = (next(pk for text, pk in kept.items() if said in text) for said in ("first", "second"))
    sign_in(house, "jules").post("/desk/take-call/draft/drop", begun=str(first))
    assert Draft.objects.count() == 2, "nobody throws away a colleague's"
    reid.post("/desk/take-call/draft/drop", begun=str(first))
    assert [one.pk for one in Draft.objects.all()] == [second]
    assert reid.post("/desk/take-call/draft/drop", begun="nonsense").status_code == 404
    reid.post("/desk/take-call", do="send:as_it_is", text="A third caller, of another house", ticket="c" * 32)
    assert [one.pk for one in Draft.objects.all()] == [second], "what is stored takes no other call's words along"


def test_a_browser_without_script_goes_on_with_the_call_that_it_kept(reid: Desk) -> None:
    told = {"text": WORDS, "ticket": "a" * 32, "begun": "/desk/take-call"}
    page = reid.client.post("/desk/take-call/draft", told, follow=True)
    assert in_the_form(page.text, "text") == SHOWN
    assert "Kept, locked for you alone" in page.text


def test_a_release_copy_is_gone_on_with_and_never_over_what_a_colleague_wrote(tip: Tip, house: House) -> None:
    reid, jules = sign_in(house, "reid"), sign_in(house, "jules")
    for desk in (reid, jules):
        desk.post(f"/desk/tips/{tip.pk}/source", purpose="release")
    new = f"/desk/tips/{tip.pk}/releases/new"
    assert reid.post(f"/desk/tips/{tip.pk}/draft/copy", text="A man sells.", release="", seen="").status_code == 200
    assert in_the_form(reid.get(new).text, "text") == "A man sells."
    assert in_the_form(jules.get(new).text, "text") != "A man sells."
    made = reid.post(new, text="A man sells it.")
    assert not Draft.objects.exists()
    path = made.headers["Location"]
    first = re.search(r'name="seen" value="([^"]+)"', reid.get(path).text)
    assert first
    number = path.rstrip("/").rpartition("/")[2]
    reid.post(f"/desk/tips/{tip.pk}/draft/copy", text="Mine.", release=number, seen=first[1])
    jules.post(path, do="keep", text="A colleague wrote this.", seen=first[1])
    page = reid.get(path).text
    assert in_the_form(page, "text") == "Mine."
    carried = re.search(r'name="seen" value="([^"]+)"', page)
    assert carried
    answer = reid.post(path, do="keep", text="Mine.", seen=carried[1])
    assert answer.status_code == 409
    assert "A colleague wrote this." in answer.text


FORMS = [
    ("outcome", "outcome", {"arrests": "37", "missing": ["place", "since"]}, 'value="37"'),
    ("correct", "correction", {"category": "theft", "seen_category": "drugs"}, '<option value="theft" selected>'),
    ("hold", "hold", {"reason": "The High Court asks"}, "The High Court asks</textarea>"),
]


@pytest.mark.parametrize(("act", "kept", "sent", "shown"), FORMS)
def test_fields_of_other_forms_are_kept_while_one_types_and_begin_them_again(
    house: House, tip: Tip, reid: Desk, act: str, kept: str, sent: dict[str, str], shown: str
) -> None:
    page = f"/desk/tips/{tip.pk}" + ("" if act == "hold" else f"/{act}")
    assert shown not in reid.get(page).text
    assert reid.post(f"/desk/tips/{tip.pk}/draft/{kept}", version=tip.version, **sent).status_code == 200
    again = reid.get(page).text
    assert shown in again
    assert "have not sent it" in again
    assert shown not in sign_in(house, "jules").get(page).text
    reid.post(f"/desk/tips/{tip.pk}/draft/drop", field=Draft.objects.get().field)
    assert not Draft.objects.exists()
    assert shown not in reid.get(page).text


def test_boxes_that_were_ticked_are_ticked_again_and_what_is_sent_is_kept_no_more(tip: Tip, reid: Desk) -> None:
    path = f"/desk/tips/{tip.pk}/outcome"
    kept = {"arrests": "3", "missing": ["place", "since"]}
    reid.client.post(f"/desk/tips/{tip.pk}/draft/outcome", kept)
    assert reid.get(path).text.count(" checked") == 2
    assert reid.post(path, arrests="3", version=tip.version).status_code == 302
    assert not Draft.objects.exists()
    reid.post(f"/desk/tips/{tip.pk}/draft/outcome", arrests="", usefulness="")
    assert not Draft.objects.exists(), "there was nothing to keep"


def test_an_outcome_sent_after_the_session_ended_is_kept(house: House, tip: Tip, reid: Desk) -> None:
    carried = pass_of(reid, tip)
    Session.objects.all().delete()
    said = reid.post(f"/desk/tips/{tip.pk}/outcome", draft_pass=carried, arrests="7")
    assert "they stand in the form" in said.text
    reid.give_password(house.password("reid"))
    reid.give_code()
    assert 'value="7"' in reid.get(f"/desk/tips/{tip.pk}/outcome").text


def test_without_a_script_words_are_kept_by_a_button_which_leads_back(tip: Tip, reid: Desk) -> None:
    page = f"/desk/tips/{tip.pk}"
    assert f'formaction="{page}/draft" name="begun" value="{page}"' in reid.get(page).text
    answer = reid.post(f"{page}/draft", question=WORDS, begun=page)
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert in_the_form(reid.get(page).text, "question") == SHOWN
    assert reid.post(f"{page}/draft", question=WORDS, begun="https://example.org/")["Location"] == "/desk/"
