"""A suspended officer reads that he is, and whom to ask: behind both factors, and where his open session was."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client

from reports.dashboard.key_cookie import OPENED, WAITING
from reports.models import AuditEntry, Draft, Officer
from reports.people import enrol
from reports.people.suspending import reinstate, suspend
from reports.sealing.officers import slow_hash
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk
from tests.dashboard.test_drafts import pass_of

SUSPENDED = "Your account is suspended"
_FIELD = re.compile(r'<label for="typed-\d+">([^<]*)</label>\n<textarea[^>]*>\n([^<]*)</textarea>')
ID = "3f2b8c1e-9d4a-4f6b-8a7c-0e1d2c3b4a59"
LINK = f"https://desk.example/desk/tips/{ID}"
ASK = "Ask who administers this desk: Rita Felix."


@pytest.fixture
def suspended(house: House, reid: Desk) -> Desk:
    """Return Marcia Reid's open desk, just after an administrator suspended her."""
    suspend(officer=house.officer("reid"), by=house.make_administrator("felix"), though_few=True)
    return reid


def _elsewhere(desk: Desk) -> Desk:
    """Return another browser of the same officer, with the same phone."""
    return Desk(Client(), desk.username, secret=desk.secret, codes=desk.codes, used=desk.used)


def _signed_in() -> list[str]:
    return [row.get_decoded()[SESSION_KEY] for row in Session.objects.all() if SESSION_KEY in row.get_decoded()]


def test_behind_password_and_code_a_suspended_officer_is_told_and_let_in_nowhere(house: House, suspended: Desk) -> None:
    desk = _elsewhere(suspended)
    assert desk.give_password(house.password("reid")).url == "/desk/sign-in/code"
    told = desk.give_code()
    assert told.status_code == 403
    assert SUSPENDED in told.text
    assert ASK in told.text
    assert "What you had begun to write, and the page said is kept, stays locked for you alone" in told.text
    assert desk.get("/desk/").url.startswith("/desk/sign-in")
    assert _signed_in() == []
    kept = [
        desk.client.cookies[place.cookie].value for place in (OPENED, WAITING) if place.cookie in desk.client.cookies
    ]
    assert not any(kept)
    assert AuditEntry.objects.filter(act="sign_in.done").count() == 1, "the one before"
    [entry] = AuditEntry.objects.filter(act="sign_in.refused")
    assert entry.detail["officer"] == str(house.officer("reid").pk)


def test_a_written_code_tells_it_too(house: House, suspended: Desk) -> None:
    desk = _elsewhere(suspended)
    desk.give_password(house.password("reid"))
    assert SUSPENDED in desk.give_code(desk.codes[0]).text


def test_the_password_alone_tells_no_more_than_of_anybody(house: House, suspended: Desk) -> None:
    """Neither the page of the code nor a wrong code says a word of it, and a wrong password is as nobody's."""
    desk = _elsewhere(suspended)
    asked = desk.give_password(house.password("reid"))
    pages = [desk.get(asked.url), *(desk.give_code("000000") for _ in range(6))]
    assert [page.status_code for page in pages] == [200] + [422] * 6
    assert "Too many wrong codes" in pages[-1].text
    assert not any("suspended" in page.text for page in pages)
    answers = [Desk(Client(), name).give_password("wrong") for name in ("reid", "nobody-here", "jules")]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.text.partition("<main")[2].partition("<form")[0] for answer in answers}) == 1


def test_guesses_at_a_suspended_name_cost_and_are_slowed_as_all_are(
    house: House, suspended: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = []

    def counted(*args: Any) -> Any:
        hashes.append(args)
        return slow_hash(*args)

    monkeypatch.setattr(enrol, "slow_hash", counted)
    assert Desk(Client(), "reid").give_password(house.password("reid")).status_code == 302
    assert [Desk(Client(), "reid").give_password("wrong").status_code for _ in range(6)] == [422] * 5 + [429]
    assert len(hashes) == 6


def test_without_a_second_factor_a_right_password_is_as_good_as_a_wrong_one(house: House) -> None:
    suspend(officer=house.officer("jules"), by=house.make_administrator("felix"), though_few=True)
    assert Desk(Client(), "jules").give_password(house.password("jules")).status_code == 422


def test_the_cover_of_an_open_desk_says_so_and_only_there(house: House, suspended: Desk) -> None:
    assert suspended.get("/desk/state?list=open&was=x").status_code == 401
    for _ in range(2):
        cover = suspended.get("/desk/away?next=/desk/")
        assert SUSPENDED in cover.text
        assert ASK in cover.text
        assert "Sign in again" not in cover.text
    assert "Marcia" not in cover.text
    assert suspended.get("/desk/").url == "/desk/away?next=%2Fdesk%2F"
    other = Client()
    assert SUSPENDED not in other.get("/desk/away").text
    assert other.get("/desk/").url == "/desk/sign-in?next=%2Fdesk%2F"


def test_a_form_that_comes_too_late_shows_its_words_and_says_so(house: House, reid: Desk) -> None:
    tip = arrive()
    carried = pass_of(reid, tip)
    suspend(officer=house.officer("reid"), by=house.make_administrator("felix"), though_few=True)
    late = reid.post(f"/desk/tips/{tip.pk}/ask", version=tip.version, question="Which boat was it?", draft_pass=carried)
    assert SUSPENDED in late.text
    assert "Which boat was it?" in late.text
    assert "Sign in again" not in late.text
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("act", "sent", "shown"),
    [
        ("outcome", {"arrests": "2", "drugs_cannabis": "4200", "usefulness": "", "missing": ["place", "who"]},
         [("Arrests", "2"), ("Cannabis, in grams", "4200"), ("What did it lack?", "The exact place, Who it is")]),
        ("draft/outcome", {"arrests": "2"}, [("Arrests", "2")]),
        ("correct", {"category": "theft", "seen_category": "drugs", "urgency": "today", "seen_urgency": "today",
                     "words": ["zibblewort", "grog"]},
         [("What it is about", "Theft or break-in"), ("Words that the lists lack", "zibblewort, grog")]),
        ("hold", {"reason": "The trial"}, [("Why must it be kept?", "The trial")]),
        ("draft/hold", {"reason": "The trial"}, [("Why must it be kept?", "The trial")]),
        ("marks", {"do": "add", "said": "Fish", "meant": "person"},
         [("Words that name it", "Fish"), ("What they name", "Person")]),
        ("releases/new", {"text": "A boat", "seen": "a2b4"}, [("What investigators may know", "A boat")]),
        ("note", {"text": "See /desk/tips/3f2b8c1e-0000-4000-8000-000000000001 first"},
         [("Note for the unit", "See /desk/tips/3f2b8c1e-0000-4000-8000-000000000001 first")]),
        ("give", {"to": "3f2b8c1e-0000-4000-8000-000000000001"}, []),
        ("close", {"reason": "arrest"}, [("Close because", "Arrest")]),
        ("note", {"text": f"See {LINK} first"}, [("Note for the unit", f"See {LINK} first")]),
        ("note", {"text": LINK}, [("Note for the unit", LINK)]),
        ("ask", {"question": f"Was it {ID}?"}, [("Ask the tipster", f"Was it {ID}?")]),
        ("hold", {"reason": f"The trial of {LINK}"}, [("Why must it be kept?", f"The trial of {LINK}")]),
    ],
)  # fmt: skip
def test_whatever_form_comes_too_late_shows_what_was_typed(
    house: House, reid: Desk, act: str, sent: dict[str, Any], shown: list[tuple[str, str]]
) -> None:
    tip = arrive()
    suspend(officer=house.officer("reid"), by=house.make_administrator("felix"), though_few=True)
    late = reid.post(f"/desk/tips/{tip.pk}/{act}", version=tip.version, **sent)
    assert SUSPENDED in late.text
    told = [tuple(map(unescape, pair)) for pair in _FIELD.findall(late.text)]
    assert told == shown


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("you/password", {"password": "a new secret one", "again": "a new secret one", "current": "the old one"}),
        ("you/programs", {"label": "Our app", "password": "the old one"}),
        ("duty", {"do": "number", "number": "+1 758 484 0101"}),
        ("rewards/pay", {"voucher": "1234 5678", "code": "8765 4321"}),
        ("you/phone", {"code": "123 456"}),
    ],
)
def test_no_secret_comes_back(house: House, suspended: Desk, path: str, sent: dict[str, str]) -> None:
    late = suspended.post(f"/desk/{path}", **sent)
    assert SUSPENDED in late.text
    assert _FIELD.findall(late.text) == []
    assert not any(said in late.text for said in sent.values() if " " in said)


def test_words_of_a_form_that_makes_its_own_fields_come_back(house: House, suspended: Desk) -> None:
    late = suspended.post("/desk/guides/drugs", do="write", question="new", kind="line", ask_en="Are there children?")
    assert _FIELD.findall(late.text) == [("What you typed", "Are there children?")]


def test_what_a_page_carries_for_itself_does_not_come_back(house: House, suspended: Desk) -> None:
    """The form of a note on a case says with which tip it is kept."""
    late = suspended.post(f"/desk/cases/{ID}/note", text=f"See {LINK}", tip=f"{ID} 3")
    assert _FIELD.findall(late.text) == [("Note for the unit", f"See {LINK}")]
    for path, sent in {
        "shift": {"tip": [f"{ID}:3", f"{ID}:4"], "officer": ID},
        "people/units/new": {"members": [ID]},
    }.items():
        assert ID not in suspended.post(f"/desk/{path}", **sent).text


def test_who_is_let_in_again_reads_no_more_of_it_and_the_old_session_stays_gone(house: House, suspended: Desk) -> None:
    suspended.get("/desk/away")
    reinstate(officer=house.officer("reid"), by=house.officer("felix"))
    assert SUSPENDED not in suspended.get("/desk/away").text
    assert suspended.get("/desk/").url == "/desk/sign-in?next=%2Fdesk%2F"
    suspended.give_password(house.password("reid"))
    assert suspended.give_code().url == "/desk/"


def test_a_colleague_who_signs_in_at_that_desk_ends_what_it_knew(house: House, suspended: Desk) -> None:
    suspended.get("/desk/away")
    colleague = Desk(suspended.client, "jules")
    colleague.has_phone(house.officer("jules"))
    colleague.give_password(house.password("jules"))
    colleague.give_code()
    colleague.post("/desk/sign-out")
    assert SUSPENDED not in colleague.get("/desk/away").text
    assert not Officer.objects.get(username="reid").is_active
