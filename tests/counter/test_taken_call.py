"""The address where the desk hands in calls takes what the desk sends, and nothing else."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import include, path

from reports.models import Tip
from tests.conftest import House
from tipline.urls import urlpatterns as others

urlpatterns = [path("counter/", include("reports.counter.urls")), *others]
WHERE = "/counter/"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("wrong", ["", "[]", "{}", '{"text": "x"}'])
def test_what_the_desk_would_not_hand_in_is_refused(house: House, wrong: str) -> None:
    assert Client().post(WHERE, wrong, content_type="application/json").status_code == 400
    fields = {"answers": {}, "guide": "", "in_danger": False, "language": "en", "repeat_key": "01", "once_key": ""}
    for text, officer in (("x", uuid4()), (["x"], house.officer("reid").pk)):
        told = json.dumps(fields | {"text": text, "taken_by": str(officer)})
        assert Client().post(WHERE, told, content_type="application/json").status_code == 400
    assert not Tip.objects.exists()
