"""One installation for all proofs, and the tips with planted marks that were sent through it."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from tests.intake.telling_pictures import telling_jpeg
from tests.line import SENT_BY, Line, hidden_fields, running_line
from tests.privacy.by_call import CONTROL_ROOM, OFFICER, call_in_every_way, take_back, visit_the_mailbox
from tests.privacy.by_desk import take_a_call
from tests.privacy.by_guide import MARKS, tell_by_guides
from tests.privacy.by_itself import OWN, let_it_test_itself
from tests.privacy.by_officers import officers_work
from tests.privacy.by_program import HOST, answer_by_program, officers_program, tell_by_program
from tests.privacy.by_text import CARRIER, NAMED, PHONES, TOLD_TOO, WITHHOLDING, text_in_every_way
from tests.privacy.by_web import (
    WHEN,
    WHERE,
    answer_as_an_agency,
    be_paid,
    close_the_mailbox,
    see_what_the_film_said,
    tell_from_a_notice,
)
from tests.privacy.planted_photo import CAMERA, FILE_NAME, photo_with_marks
from tests.speech_double import install

WORDS = {
    "web": "zankolibwi",
    "sms": "mabouyakwi",
    "mms": "tikolondo",
    "answer": "bwaponmlenn",
    "later": "grangozyekri",
    "reason": "pwadangolan",
    "linked": "zetwalfilan",
    "quiet": "pechekwikwi",
    "new": "kannotvole",
    "danger": "lakaychode",
    "officer": "polisyemwen",
    "hold": "tribinalwozo",
    "api": "kabwitnwezi",
    "api_answer": "fwomajevyezi",
    "api_later": "moulenkanzi",
    "searched": "chachekwokwoli",
    "took_back": "retirezanmwen",
    "stopped": "zotalakayyo",
    "blocked": "bayelafemen",
    "withheld": "pesonnpakonn",
    "whatsapp": "wapvetwapkwi",
    "late": "anretapivini",
    "voice": "vwadanlapech",
    "heard": "zowelamachin",
    "taken": "lapolisekwiy",
    "notice": "zafichlavitwin",
    "ended": "fenmenbwetla",
    "by_web": "anbapyemango",
    "linked_on": "epwiswivwisi",
    "returned": "viweapwearet",
    "in_between": "padanlesilans",
    "blurted": "dialapawolcho",
}
READ = (
    *("notice", "ended", "took_back", "stopped", "blocked", "withheld", "whatsapp", "late", "voice", "heard", "taken"),
    *("by_web", "linked_on", "returned", "in_between"),
)
"""Which of them an officer must find, so that the search looks for words that were stored."""
QUESTION = "vyepwanmalanga"
ALERTED = "+17585318842"  # an officer's own phone
RELEASE, DRAFT, AGENCY = "pipirikonkonlele", "gwanpapapalmist", "ladwannzandolinwe"
CALLER = "+17587226158"
NO_FILE = {"photo": ("", b"", "")}
CITY = "CASTRIES"  # the double says so of every text

_ALERTED = """
from reports.alerts.phones import ask_number, confirm_number
from reports.alerts.roster import begin_duty
from reports.models import AskedPhone, Officer, Unit
from reports.officers_phones import code_of
ask_number("{number}", of=(reid := Officer.objects.get(username="reid")))
confirm_number(code_of(AskedPhone.objects.get()), of=reid)
for unit in Unit.objects.filter(memberships__officer=reid):
    begin_duty(officer=reid, unit=unit.pk, hours=8, by=reid)
"""


@dataclass
class Sent:
    """What was sent, when, and what must be found nowhere."""

    line: Line
    moments: list[datetime] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    """Into a field of a guide each."""
    film: str = ""
    """The receipt of a tip with a film; the next two of one from a notice, and of one whose dialogue is to end."""
    noticed: str = ""
    ended: str = ""
    halves: list[str] = field(default_factory=list)
    """Of a voucher, and the number on an agency's copy."""

    def now(self) -> None:
        self.moments.append(datetime.now(UTC))

    @property
    def needles(self) -> list[str]:
        numbers = [
            form
            for number in (CALLER, ALERTED, OFFICER, CONTROL_ROOM, OWN, *PHONES.values())
            for form in (number[1:], number[2:], number[-7:])
        ]
        grouped = [" ".join(r[at : at + 4] for at in range(0, 20, 4)) for r in self.receipts]
        sent_by = ["203.0.113.77", "KwiKwiPhone", "Zabriko", "acf-LC"]
        marks = [FILE_NAME, "zandoli", CAMERA, "13.9094", "Kwikwi", CITY, WHERE, WHEN]
        by_provider = [*WITHHOLDING, *NAMED.values(), *TOLD_TOO.values(), CARRIER]
        return [
            *WORDS.values(), *MARKS, QUESTION, RELEASE, DRAFT, AGENCY, HOST, *self.tokens, *self.halves,
            *numbers, *self.receipts, *grouped, *self.references, *sent_by, *marks, *by_provider
        ]  # fmt: skip


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """Send tips through every channel, let the worker and an officer do their work, and close every window."""
    engine = install(tmp_path_factory.mktemp("engine"))
    engine.hears(f"They hide it in the mill {WORDS['heard']}")
    more = {"TIPLINE_WHATSAPP": "yes", "TIPLINE_SELF_TEST_NUMBER": OWN}
    more |= {"TIPLINE_DANGER_NUMBER": CONTROL_ROOM, "TIPLINE_SPOKEN_MENUS": "1"}
    more |= {"TIPLINE_SPEECH_MODEL": str(engine.model), "TIPLINE_SPEECH_PYTHON": str(engine.python)}
    with tempfile.TemporaryDirectory(prefix="tipline-proof-") as folder, running_line(Path(folder), **more) as line:
        sent = Sent(line)
        line.twilio.state.told_too = TOLD_TOO
        line.manage("shell", "-c", _ALERTED.format(number=ALERTED))
        by_web(sent)
        by_guide(sent)
        by_notice(sent)
        by_program(sent)
        alert_and_confirm(sent)
        by_text(sent)
        by_desk(sent)
        by_call(sent)
        line.triaged()
        sent.references += let_it_test_itself(line)
        sent.now()
        told = {
            "question": QUESTION,
            "release": RELEASE,
            "hold": WORDS["hold"],
            "draft": DRAFT,
            "web": WORDS["web"],
        }
        copy = officers_work(line, told)
        answer_by_call(sent)
        check_the_receipt(sent)
        withdraw_by_web(sent, answer_by_web(sent))
        work_by_program(sent)
        close_windows(line)
        end_by_web(sent, copy)
        sent.references += line.twilio.state.ever
        close_windows(line)
        yield sent


def by_web(sent: Sent) -> None:
    sent.now()
    text = f"They hide it under the bridge, {WORDS['web']}"
    sent.receipts.append(sent.line.tell(text, photo=(FILE_NAME, photo_with_marks()), place="Canaries"))


def by_guide(sent: Sent) -> None:
    """Fill in the form of every category."""
    sent.now()
    receipts, sent.typed = tell_by_guides(sent.line)
    sent.receipts += receipts
    sent.film = receipts[-1]


def by_notice(sent: Sent) -> None:
    sent.now()
    sent.noticed = tell_from_a_notice(sent.line, WORDS["notice"])
    sent.receipts.append(sent.noticed)


def alert_and_confirm(sent: Sent) -> None:
    """Send a tip of danger, wait until it rings an officer, and confirm by text."""
    sent.now()
    sent.receipts.append(sent.line.tell(f"A man is shooting at people now, {WORDS['danger']}", danger="yes"))
    phone = sent.line.twilio.phone(ALERTED)

    def alerts() -> list[str]:  # not the text with the code that confirmed the number
        return [one.body for one in phone.inbox() if "answer " in one.body]

    sent.line.wait_until(lambda: bool(alerts()), "the officer on duty to be texted")
    alert = alerts()[0]
    assert WORDS["danger"] not in alert
    assert "Confirmed" in phone.text(alert.split("answer ")[1].split()[0])[-1]
    assert phone.text(f"They told me {WORDS['officer']}")  # never a tip, and kept nowhere


def by_text(sent: Sent) -> None:
    sent.now()
    sent.receipts += text_in_every_way(sent.line, WORDS, sent.receipts[0], photo_with_marks())
    sent.ended = sent.receipts[-1]


def by_call(sent: Sent) -> None:
    sent.now()
    receipts, names = call_in_every_way(sent.line, CALLER, WORDS["blurted"])
    sent.receipts += receipts
    sent.references += names
    sent.now()


def by_desk(sent: Sent) -> None:
    sent.now()
    sent.receipts.append(take_a_call(sent.line, f"They sell drugs from the red shop {WORDS['taken']}"))


def by_program(sent: Sent) -> None:
    sent.now()
    sent.receipts.append(tell_by_program(sent.line, WORDS, photo_with_marks(), FILE_NAME))


def work_by_program(sent: Sent) -> None:
    """Answer by the API, and let an officer's program read."""
    sent.now()
    answer_by_program(sent.line, sent.receipts[1], WORDS)
    sent.tokens.append(officers_program(sent.line, WORDS["searched"]).removeprefix("tipline_")[24:])


def answer_by_call(sent: Sent) -> None:
    sent.now()
    sent.references += visit_the_mailbox(sent.line, CALLER, sent.receipts[-2], QUESTION)
    sent.references.append(take_back(sent.line, sent.receipts[-1]))


def end_by_web(sent: Sent, copy: tuple[str, str]) -> None:
    """See what a film told, be paid, close a mailbox, and answer as an agency."""
    sent.now()
    see_what_the_film_said(sent.line, sent.film)
    sent.halves += be_paid(sent.line, sent.noticed, WORDS["notice"])
    sent.halves += answer_as_an_agency(sent.line, *copy, AGENCY)
    close_the_mailbox(sent.line, sent.ended)


def check_the_receipt(sent: Sent) -> None:
    sent.now()
    typed = {"do": "typed_once", "typed": sent.receipts[0], "shown": "of another page"}
    assert requests.post(f"{sent.line.url}/en/mailbox", data=typed, headers=SENT_BY).status_code == 400


def answer_by_web(sent: Sent) -> str:
    """Correct the tip, and return the mailbox page after it."""
    sent.now()
    address, session = f"{sent.line.url}/en/mailbox", requests.Session()
    opened = session.post(
        address, data=hidden_fields(session.get(address).text) | {"receipt": sent.receipts[0], "do": "open"}
    ).text
    assert QUESTION in opened
    data = {"text": f"By the mango tree, {WORDS['answer']}", "corrects": "on"}
    looked = session.post(
        address,
        data=hidden_fields(opened) | data | {"do": "add"},
        files={"photo": (FILE_NAME, telling_jpeg(), "image/jpeg")},
        headers=SENT_BY,
    )
    answered = session.post(
        address, data=hidden_fields(looked.text) | data | {"do": "add:as_it_is"}, files=NO_FILE, headers=SENT_BY
    )
    assert "We have what you added" in answered.text
    assert not session.cookies
    return answered.text


def withdraw_by_web(sent: Sent, page: str) -> None:
    sent.now()
    address = f"{sent.line.url}/en/mailbox"
    sure = requests.post(address, data=hidden_fields(page) | {"do": "ask_withdraw"}, headers=SENT_BY).text
    data = hidden_fields(sure) | {"do": "withdraw:as_it_is", "reason": f"My brother found out, {WORDS['reason']}"}
    assert "You took your tip back" in requests.post(address, data=data, headers=SENT_BY).text


def close_windows(line: Line) -> None:
    """Wait until no capsule is open and no errand but deletions of texts and calls that were under way is left."""
    line.triaged()
    fetched = "SELECT count(*) FROM errand WHERE kind NOT IN ('message', 'call') AND NOT fetched"
    line.wait_until(lambda: line.rows(fetched) == [(0,)], "errands")
    line.twilio.webhooks.release()
    line.wait_until(lambda: line.rows("SELECT count(*) FROM dispatch") == [(0,)], "dispatches")
