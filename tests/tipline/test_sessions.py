"""Sessions: read as Django reads them, at less cost."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as Rows
from django.contrib.sessions.models import Session
from django.utils import timezone

from tipline.database.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_a_session_that_django_kept_is_read_and_the_other_way_round() -> None:
    kept = Rows()
    kept["who"] = "reid"
    kept.create()
    assert SessionStore(kept.session_key)["who"] == "reid"
    kept = SessionStore()
    kept["who"] = "jules"
    kept.create()
    assert Rows(kept.session_key)["who"] == "jules"


def test_one_that_is_over_or_that_nobody_made_is_empty_and_its_key_is_not_taken_up() -> None:
    kept = SessionStore()
    kept["who"] = "reid"
    kept.create()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    for key in (kept.session_key, "a" * 32, "' OR 1=1 --"):
        found = SessionStore(key)
        assert found.get("who") is None
        assert found.session_key is None
