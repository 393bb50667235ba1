"""An officer takes a call: guided by questions, warned of what shows the caller, and then the receipt is read out."""

import re
from html import unescape

import pytest

from reports.dashboard.take_call import KINDS
from reports.guides import guide
from reports.guides.guide import InEnglish
from reports.intake.receipt import find_in, grouped, mint
from reports.models import AuditEntry, Channel, Line, Tip, Urgency
from reports.triage.steps.identifying import KINDS as FOUND
from tests.conftest import House, triage_all
from tests.dashboard.conftest import Desk
from tests.dashboard.test_signed_out import shown
from tests.outage import no_database

ADDRESS = "/desk/take-call"
STORY = "Two men land bales from a white pirogue behind the shop, every Friday after dark."
COCAINE = "drugs.kind:cocaine"
TELLING = "The caller's brother works there. Call her on 484 0001."


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def checked(page: str) -> list[str]:
    return re.findall(r'name="([^"]+)"[^>]* checked', page)


def send(reid: Desk, **fields: str) -> str:
    filled = {**hidden(reid.get(ADDRESS).text), "category": "drugs", "language": "en", "text": STORY, "do": "send"}
    return reid.post(ADDRESS, **{**filled, **fields}).text


def test_each_reason_that_is_found_has_a_sentence_of_its_own() -> None:
    assert set(FOUND) <= set(KINDS)


def test_a_call_is_stored_through_the_door_and_its_receipt_is_read_out_digit_by_digit(reid: Desk) -> None:
    page = send(reid, danger="yes", **{COCAINE: "on", "person.1.nickname": "Bigga"})
    tip = Tip.objects.get()
    assert (tip.channel, tip.category, tip.urgency) == (Channel.CALL, "drugs", Urgency.IMMEDIATE)
    digits = "".join(re.findall(r"<b>(\d)</b>", page))
    assert find_in(digits) == digits
    readout = re.sub("<[^>]*>", "", page.split('class="readout"')[1].split(">", 1)[1].split("</ol>")[0])
    assert "".join(readout.split()) == digits, "nothing else stands there that could be read out as a digit"
    triage_all()
    read = re.sub(r"<[^>]+>", "", reid.get(f"/desk/tips/{tip.pk}").text)
    for told in (STORY, "Bigga", "Written down by an officer who spoke with the caller"):
        assert told in read
    assert "Its recording" not in read
    assert "call.taken" not in read


def test_danger_told_in_an_answer_of_the_guide_is_danger(reid: Desk) -> None:
    send(reid, category="sexual_offence", **{"sexual_offence.safe": "no"})
    assert Tip.objects.get().urgency == Urgency.IMMEDIATE


def test_a_receipt_that_is_typed_is_marked_and_never_stored(reid: Desk) -> None:
    receipt = mint()
    told = f"{STORY} Receipt {grouped(receipt)}"
    assert "it opens the caller" in send(reid, text=told)
    assert not Tip.objects.exists()
    send(reid, text=told, do="send:as_it_is")
    triage_all()
    page = re.sub(r"<[^>]+>", "", reid.get(f"/desk/tips/{Tip.objects.get().pk}").text)
    assert STORY in page
    assert find_in(page) is None


def test_who_took_the_call_is_on_the_trail_to_the_hour(reid: Desk, house: House) -> None:
    send(reid)
    entry = AuditEntry.objects.get(act="tip.taken_down")
    assert entry.actor == f"officer:{house.officer('reid').pk}"
    assert (entry.at.minute, entry.at.second, entry.at.microsecond) == (0, 0, 0)
    assert entry.tip_id == Tip.objects.get().pk
    triage_all()
    assert "Wrote the tip down during a call" in reid.get(f"/desk/tips/{entry.tip_id}/trail").text


def test_nothing_asks_who_calls_and_nothing_of_the_caller_is_kept(reid: Desk) -> None:
    for category in ("", "drugs", "child_abuse"):
        page = reid.post(ADDRESS, category=category, do="look").text
        names = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', page))
        assert not {name for name in names if re.search(r"caller|reporter|my_|sender", name)}
    send(reid)
    assert not Line.objects.exists()


def test_the_questions_follow_category_language_and_answers_and_nothing_is_lost_on_the_way(reid: Desk) -> None:
    typed = {"text": STORY, "do": "look"}
    first = reid.post(ADDRESS, category="drugs", language="fr", **typed, **{COCAINE: "on"}).text
    assert '<div lang="fr">' in first
    assert 'name="proof"' in first, "what shows it, as on the web"
    assert COCAINE in checked(first)
    second = reid.post(ADDRESS, category="theft", **typed, **hidden(first), **{COCAINE: "on"}).text
    assert COCAINE not in checked(second)
    assert hidden(second)[COCAINE] == "on"
    third = reid.post(ADDRESS, category="drugs", **typed, **hidden(second)).text
    assert COCAINE in checked(third)
    assert STORY in third
    assert hidden(third)["ticket"] == hidden(first)["ticket"]


@pytest.mark.parametrize(
    ("language", "said", "leave", "keep"),
    [
        ("en", "You need not say who you are", "hang up at once", "Keep them secret"),
        ("acf", "Ou pa bizwen di ki moun ou yé", "wakwoché", "Pa moutwé yo pyès moun"),
        ("es", "No tiene que decir quién es", "cuelgue enseguida", "Guárdelas en secreto"),
    ],
)
def test_what_is_read_out_stands_in_the_callers_language_and_tells_of_no_page(
    reid: Desk, language: str, said: str, leave: str, keep: str
) -> None:
    page = reid.post(ADDRESS, category="domestic_abuse", language=language, do="look").text
    assert said in page
    assert leave in page
    assert guide("domestic_abuse", language).advice not in unescape(page)
    assert leave not in reid.post(ADDRESS, category="drugs", language=language, do="look").text
    for category in ("missing_person", "human_trafficking", "misconduct"):
        ours, asked = guide(category, language), reid.post(ADDRESS, category=category, language=language, do="look")
        assert ours.advice not in unescape(asked.text)
        assert ours.at_a_call in unescape(asked.text)
        assert not isinstance(ours.at_a_call, InEnglish)
    wanted = reid.post(ADDRESS, category="wanted_person", language=language, do="look").text
    assert guide("wanted_person", language).advice in unescape(wanted)
    stored = send(reid, language=language)
    assert keep in stored
    again = reid.post(ADDRESS, do="compare", typed="1", **hidden(stored)).text
    assert keep in again


def test_one_more_person_can_be_filled_in(reid: Desk) -> None:
    page = reid.post(ADDRESS, category="drugs", do="another:person", **{"person.1.name": "Kenny"}).text
    assert 'name="person.2.name"' in page
    again = reid.post(ADDRESS, category="drugs", do="another:person", **{**hidden(page), "person.1.name": "Kenny"}).text
    assert 'name="person.3.name"' in again
    assert 'value="Kenny"' in again


def test_what_shows_the_caller_is_marked_before_anything_is_stored(reid: Desk) -> None:
    page = send(reid, text=f"{STORY} {TELLING}", how_many_know="me")
    assert not Tip.objects.exists()
    marked = " ".join(re.findall(r"<mark>([^<]*)</mark>", unescape(page)))
    assert "caller's brother works" in marked
    assert "484 0001" in marked
    assert STORY not in marked
    assert "Few people could know this" in page
    assert "could show who calls" in reid.post(ADDRESS, text=TELLING, do="look").text
    assert "A telephone number" not in reid.post(ADDRESS, do="look", **{"person.1.contact": "484 0001"}).text
    send(reid, text=TELLING, do="send:as_it_is")
    assert Tip.objects.count() == 1


def test_while_typing_one_sentence_warns_and_nothing_is_stored(reid: Desk) -> None:
    warned = reid.post(ADDRESS, text=TELLING, do="warn")
    assert warned["Content-Type"].startswith("text/plain")
    assert "“484 0001”" in warned.text
    assert reid.post(ADDRESS, text=STORY, do="warn").status_code == 204
    assert not Tip.objects.exists()


def test_a_reload_gives_the_same_receipt_and_other_words_need_a_second_press(reid: Desk) -> None:
    filled = {**hidden(reid.get(ADDRESS).text), "category": "drugs", "language": "en", "text": STORY, "do": "send"}
    first, again = (hidden(reid.post(ADDRESS, **filled).text)["shown"] for _ in range(2))
    assert first == again
    refused = reid.post(ADDRESS, **{**filled, "text": "Another call"})
    assert refused.status_code == 409
    assert Tip.objects.count() == 1
    reid.post(ADDRESS, **{**filled, **hidden(refused.text), "text": "Another call"})
    assert Tip.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "told"), [({"text": ""}, "Write what the caller tells,"), ({"place": "x" * 501}, "501 characters")]
)
def test_a_mistake_stands_beside_its_field_and_in_the_summary(reid: Desk, fields: dict[str, str], told: str) -> None:
    answer = reid.post(ADDRESS, **{"text": STORY, "category": "drugs", "language": "en", "do": "send", **fields})
    assert answer.status_code == 422
    assert answer.text.count(told) == 2
    assert not Tip.objects.exists()


def test_a_key_in_a_line_stores_nothing(reid: Desk) -> None:
    page = reid.get(ADDRESS).text
    buttons = re.findall(r'<button[^>]* name="do" value="([^"]+)"', page)
    assert buttons[0] == "look", "the browser presses the first button of a form for the Enter key"


def test_what_the_caller_reads_back_is_compared(reid: Desk) -> None:
    page = send(reid)
    receipt = hidden(page)["shown"]
    assert "Look or call again in a day or two" in page
    grouped = " ".join(receipt[at : at + 4] for at in range(0, 20, 4))
    assert "The same digits" in reid.post(ADDRESS, do="compare", shown=receipt, typed=grouped).text
    wrong = reid.post(ADDRESS, do="compare", shown=receipt, typed=receipt[::-1]).text
    assert "Not the same digits" in wrong
    assert hidden(wrong)["shown"] == receipt


def test_when_nothing_can_be_stored_everything_stays_on_the_page(reid: Desk) -> None:
    typed = {"text": STORY, "category": "drugs", "language": "en", COCAINE: "on", "do": "send"}
    with no_database("keystore"):
        answer = reid.post(ADDRESS, **typed)
    assert answer.status_code == 503
    assert "NOT stored" in answer.text
    assert STORY in answer.text
    assert COCAINE in checked(answer.text)


def test_an_ended_session_gives_back_words_answers_and_receipt(reid: Desk) -> None:
    reid.post("/desk/sign-out")
    answer = reid.post(ADDRESS, text=STORY, category="drugs", do="send", shown="1234", place="Soufriere")
    assert answer.status_code == 403
    words, answers, receipt = shown(answer.text)
    assert words == STORY
    assert "Soufriere" in answers
    assert receipt == "1234"
    assert "next=/desk/take-call" in answer.text.replace("%2F", "/")
    assert not Tip.objects.exists()
