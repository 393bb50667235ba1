"""Further ways of the web, for the proofs: from a notice, a film's own news, a mailbox closed, a reward, an agency."""

import re
from html import unescape

import requests

from tests.line import SENT_BY, Line, hidden_fields, receipt_in

TITLE, WHEN, WHERE = "A shop was robbed", "2026-01-02 03:04", "13.908, -60.983"
_NOTICE = """
from datetime import timedelta
from reports.clock import today
from reports.models import Category, NoticeKind, Officer
from reports.notices.drawing_up import NoticeDraft, draw_up, publish
reid, jules = (Officer.objects.get(username=name) for name in ("reid", "jules"))
told = dict(kind=NoticeKind.APPEAL, category=Category.ROBBERY, words=dict(en=("{title}", "Who saw a red car?")))
notice = draw_up(NoticeDraft(**told, last_day=today() + timedelta(days=14)), by=reid)
publish(notice, by=jules)
print(notice.number)
"""
_REWARD = """
from django.conf import settings
from reports.casework.outcomes import Figures, record_outcome
from reports.clock import today
from reports.management.commands.seed_demo import demo_ring
from reports.models import Reward, RewardProposal, Tip, Unit
from reports.people.enrol import new_officer
from reports.queries.told import told_in
from reports.rewards.board import vote
from reports.rewards.propose import propose_reward
from reports.voucher import written
ring, charles = demo_ring("reid"), demo_ring("charles")
unit = Unit.objects.get(slug="oversight").pk
new_officer(username="second", name="Second", password="longenough4aboard", unit_keys=[charles.unit(unit)], by="proof")
with (settings.DATA_DIR / "state" / "demo.txt").open("a") as known:
    print("\\nsecond longenough4aboard", file=known)
tip = next(tip for tip in Tip.objects.of_units(ring.unit_ids) if any("{mark}" in e.text for e in told_in(ring, tip)))
record_outcome(Figures(firearms=dict(rifle=1), usefulness=2), tip=tip, by=ring.officer, version=tip.version)
made = propose_reward(tip=Tip.objects.get(pk=tip.pk), ring=ring, version=None)
RewardProposal.objects.update(shown_from=today())
for member in (charles, demo_ring("second")):
    vote(made.pk, agrees=True, ring=member)
print(written(Reward.objects.get()))
"""


def tell_from_a_notice(line: Line, mark: str) -> str:
    """Press "I know something" at a notice and tell; return the receipt."""
    number = line.manage("shell", "-c", _NOTICE.format(title=TITLE)).split()[-1]
    notice = requests.get(f"{line.url}/en/notices/{number}", headers=SENT_BY, timeout=30).text
    first = _press(line, "", notice)
    assert f"About notice {number}" in first
    assert TITLE in first
    return receipt_in(_press(line, "", first, text=f"He sells guns, {mark}", notice=number, do="send:as_it_is"))


def see_what_the_film_said(line: Line, receipt: str) -> None:
    """Open the mailbox and press the button that shows it, once."""
    mailbox = _opened(line, receipt)
    assert WHERE not in mailbox
    found = re.search(r'value="(told:[^"]+)"', mailbox)
    assert found, mailbox
    shown = unescape(_press(line, "mailbox", mailbox, do=found[1]))
    assert WHEN in shown
    assert WHERE in shown


def close_the_mailbox(line: Line, receipt: str) -> None:
    """End the dialogue by the page, for ever."""
    sure = _press(line, "mailbox", _opened(line, receipt), do="ask_end")
    assert "Yes, close it for ever" in sure
    _press(line, "mailbox", sure, do="end")
    again = _try(line, "mailbox", _get(line, "mailbox"), receipt=receipt, do="open")
    assert again.status_code == 404, again.text


def be_paid(line: Line, receipt: str, mark: str) -> list[str]:
    """Get a code from the mailbox and be paid at a counter; return what opens a reward: both halves, as they are typed.

    The board has agreed before. `mark` stands in the tip.
    """
    voucher = line.manage("shell", "-c", _REWARD.format(mark=mark)).split()[-1]
    mailbox = _opened(line, receipt)
    wanted = re.search(r'value="(code:[^"]+)"', mailbox)
    assert wanted, mailbox
    groups = re.findall(r"<span>(\d{5})</span>", _press(line, "mailbox", mailbox, do=wanted[1]))
    assert groups
    code, half = " ".join(groups), voucher.partition("-")[2]
    checked = _press(line, "pay", _get(line, "pay"), voucher=voucher, code=code, do="check")
    paid = _press(line, "pay", checked, voucher=voucher, code=code, do="pay")
    assert "is marked as paid" in paid
    assert mark not in checked + paid
    assert code not in paid
    return [code, code.replace(" ", ""), half, half.replace("-", "")]


def answer_as_an_agency(line: Line, reference: str, number: str, mark: str) -> list[str]:
    """Answer about a copy, once; return the one-time number as it may be written."""
    said = {"reference": reference, "number": number, "used": "yes", "arrests": "1", "text": f"Found it, {mark}"}
    done = _press(line, "answer", _get(line, "answer"), **said, do="send")
    assert "The unit has your answer" in done
    assert mark not in done
    again = _try(line, "answer", _get(line, "answer"), **said, do="send")
    assert again.status_code == 410
    return [number, number.replace(" ", "")]


def _opened(line: Line, receipt: str) -> str:
    return _press(line, "mailbox", _get(line, "mailbox"), receipt=receipt, do="open")


def _get(line: Line, path: str) -> str:
    return requests.get(f"{line.url}/en/{path}", headers=SENT_BY, timeout=30).text


def _press(line: Line, path: str, page: str, **fields: str) -> str:
    answer = _try(line, path, page, **fields)
    assert answer.ok, answer.text
    return answer.text


def _try(line: Line, path: str, page: str, **fields: str) -> requests.Response:
    files = {"photo": ("", b"", "")} if path in ("", "mailbox") else None
    data = hidden_fields(page) | fields
    answer = requests.post(f"{line.url}/en/{path}", data=data, files=files, headers=SENT_BY, timeout=60)
    assert not answer.cookies
    return answer
