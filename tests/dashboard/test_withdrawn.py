"""What a tipster wishes stands at the desk before the words: a tip taken back, a telling corrected."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from reports.dialogue.mailbox import MailboxKey
from reports.intake.door import accept
from reports.intake.submission import WITHOUT_RECEIPT, Submission
from reports.intake.taking_back import take_back
from reports.models import Channel, Tip
from reports.models.choices import ACT, CORRECTS, WITHDRAWS
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk

pytestmark = pytest.mark.usefixtures("house")


def add(tip: Tip, meant: str, text: str) -> None:
    accept(
        Submission(
            channel=Channel.WEB,
            text=text,
            answers={ACT: meant},
            joins=MailboxKey(tip.pk),
            repeat_key=uuid4().bytes,
            withdraws=meant == WITHDRAWS,
        )
    )
    triage_all()


def test_a_tip_taken_back_says_so_before_its_words_and_in_the_queue(house: House, reid: Desk) -> None:
    tip = arrive()
    add(tip, WITHDRAWS, "Leguan told me to")
    page = reid.get(reverse("dashboard:tip", args=[tip.pk])).text
    assert page.index("Withdrawn by the tipster") < page.index("What the tipster said")
    assert "Withdraws the tip" in page
    assert "Leguan" in page
    assert ACT not in page
    assert "Withdrawn by the tipster" in reid.get("/desk/").text


def test_a_tip_taken_back_from_its_phone_alone_says_that_it_may_be_somebody_else(house: House, reid: Desk) -> None:
    tip = arrive()
    take_back(tip_id=tip.pk, channel=Channel.SMS, repeat_key=b"one")
    triage_all()
    page = reid.get(reverse("dashboard:tip", args=[tip.pk])).text
    assert "Somebody else may have that phone" in page
    assert WITHOUT_RECEIPT not in page + reid.get("/desk/").text
    take_back(tip_id=tip.pk, channel=Channel.SMS, repeat_key=None)
    triage_all()
    assert "Somebody else may have that phone" not in reid.get(reverse("dashboard:tip", args=[tip.pk])).text


def test_a_correction_is_marked_beside_its_words(house: House, reid: Desk) -> None:
    tip = arrive()
    add(tip, CORRECTS, "Leguan was redder")
    page = reid.get(reverse("dashboard:tip", args=[tip.pk])).text
    assert "Corrects what was told before" in page
    assert "Leguan was redder" in re.sub(r"<span class=.unseen.>[^<]*</span>|</?mark[^>]*>", "", page)
    assert ACT not in page
    assert "Withdrawn" not in page


def test_a_tip_that_stands_says_nothing_of_being_taken_back(house: House, reid: Desk) -> None:
    tip = arrive()
    assert "Withdrawn" not in reid.get(reverse("dashboard:tip", args=[tip.pk])).text + reid.get("/desk/").text
