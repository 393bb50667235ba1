"""The address where the desk hands in calls takes what the desk sends, and nothing else."""

import json
from dataclasses import fields
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import include, path

from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.models import Line, Record, Tip
from tests.arrivals import PHONE, sms
from tests.conftest import House
from tipline.urls import urlpatterns as others

urlpatterns = [path("counter/", include("reports.counter.urls")), *others]
WHERE = "/counter/"
WORDS = {"text": "x", "answers": {}, "guide": "", "in_danger": False, "language": "en"}
CALL = WORDS | {"repeat_key": "01", "once_key": ""}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("wrong", ["", "[]", "{}", '{"text": "x"}'])
def test_what_the_desk_would_not_hand_in_is_refused(house: House, wrong: str) -> None:
    assert Client().post(WHERE, wrong, content_type="application/json").status_code == 400
    for text, officer in (("x", uuid4()), (["x"], house.officer("reid").pk)):
        told = json.dumps(CALL | {"text": text, "taken_by": str(officer)})
        assert Client().post(WHERE, told, content_type="application/json").status_code == 400
    assert not Tip.objects.exists()


@pytest.mark.urls(__name__)
def test_who_took_the_desk_cannot_ask_which_phone_told_which_tip(house: House) -> None:
    """Words in the name of a phone join its tip, and the answer tells that it has one."""
    accept(sms())
    told = CALL | {"taken_by": str(house.officer("reid").pk)}
    others = {field.name for field in fields(Submission)} - set(told)
    assert {"sender", "joins", "starts_anew", "owed"} < others
    for name in others:
        more = json.dumps(told | {name: PHONE})
        assert Client().post(WHERE, more, content_type="application/json").status_code == 400, name
    assert (Tip.objects.count(), Record.objects.count(), Line.objects.count()) == (1, 1, 1)
    assert Client().post(WHERE, json.dumps(told), content_type="application/json").status_code == 200
