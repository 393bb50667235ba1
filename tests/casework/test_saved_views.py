"""Kept views: one's own, and those that a unit shares."""

from datetime import timedelta

import pytest

from reports.casework import saved_views
from reports.casework.saved_views import (
    TooManyTell,
    TooManyViews,
    drop_view,
    keep_view,
    looked_through,
    set_telling,
    views_of,
)
from reports.clock import this_hour
from reports.models import SavedView
from tests.conftest import House

DRUGS = {"list": "open", "category": "drugs"}


def seen(house: House, name: str) -> list[SavedView]:
    return list(views_of(house.officer(name), house.ring(name).unit_ids))


def test_a_view_is_private_until_it_is_shared_and_kept_once(house: House) -> None:
    reid = house.officer("reid")
    view = keep_view(DRUGS, by=reid)
    assert seen(house, "reid") == [view]
    assert seen(house, "jules") == []
    assert keep_view(DRUGS, by=reid, shared_with=house.unit("narcotics").pk) == view
    assert seen(house, "charles") == []
    shared = {name for name in ("jules", "felix") if seen(house, name)}
    members = set(house.unit("narcotics").memberships.values_list("officer__username", flat=True))
    assert shared == members & {"jules", "felix"}
    keep_view(DRUGS, by=reid)
    assert SavedView.objects.get().shared_with is None


def test_only_its_officer_drops_a_view(house: House) -> None:
    view = keep_view(DRUGS, by=house.officer("reid"))
    with pytest.raises(SavedView.DoesNotExist):
        drop_view(view.pk, by=house.officer("jules"))
    drop_view(view.pk, by=house.officer("reid"))
    assert not SavedView.objects.exists()


def test_views_stay_a_handful(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST", 1)
    keep_view(DRUGS, by=house.officer("reid"))
    with pytest.raises(TooManyViews):
        keep_view({"list": "mine"}, by=house.officer("reid"))
    keep_view(DRUGS, by=house.officer("reid"))


def test_a_view_tells_from_the_hour_before_the_one_in_which_its_officer_asked_or_last_looked(house: House) -> None:
    reid = house.officer("reid")
    view = keep_view(DRUGS, by=reid)
    assert view.tells_since is None
    with pytest.raises(SavedView.DoesNotExist):
        set_telling(view.pk, by=house.officer("jules"), tells=True)
    set_telling(view.pk, by=reid, tells=True)
    assert SavedView.objects.get().tells_since == this_hour() - timedelta(hours=1)
    SavedView.objects.update(tells_since=this_hour() - timedelta(hours=5))
    looked_through(SavedView.objects.get())
    assert SavedView.objects.get().tells_since == this_hour() - timedelta(hours=1)
    set_telling(view.pk, by=reid, tells=False)
    looked_through(SavedView.objects.get())
    assert SavedView.objects.get().tells_since is None


def test_a_few_views_tell(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST_TELL", 1)
    reid = house.officer("reid")
    first, second = keep_view(DRUGS, by=reid), keep_view({"list": "open", "category": "fraud"}, by=reid)
    for _ in range(2):
        set_telling(first.pk, by=reid, tells=True)
    with pytest.raises(TooManyTell):
        set_telling(second.pk, by=reid, tells=True)
    set_telling(first.pk, by=reid, tells=False)
    set_telling(second.pk, by=reid, tells=True)
