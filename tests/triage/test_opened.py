"""A capsule opens with its own key only, and gives what was sent."""

import pytest

from reports.intake.door import accept
from reports.models import Capsule, Officer, Unit
from reports.people.unit_names import rename_unit
from reports.sealing.keys import new_key
from reports.sealing.opening import CannotOpen
from reports.triage.assessment import KnownOfficer
from reports.triage.opened import known_here, open_capsule, tip_text, words_of
from tests.arrivals import web
from tests.conftest import House, only_tip
from tests.people.coming_in import make_administrator


def known(username: str) -> KnownOfficer:
    """Return what triage knows of an officer."""
    pk = str(Officer.objects.get(username=username).pk)
    return next(officer for officer in known_here().officers if officer.id == pk)


def test_a_capsule_gives_the_words_and_the_receipt(house: House) -> None:
    receipt = accept(web("Cocaine at the jetty", answers={"category": "drugs"})).receipt
    capsule = Capsule.objects.get()
    opened = open_capsule(capsule)
    words = words_of(capsule.record, opened)
    assert opened.receipt == receipt
    text = tip_text(only_tip(), capsule.record, words, known_here())
    assert (text.text, text.answers, text.in_danger) == ("Cocaine at the jetty", {"category": "drugs"}, False)
    reid, charles = house.officer("reid"), house.officer("charles")
    reads = frozenset({"reception", "general", "major-crime", "narcotics"})
    assert KnownOfficer(reid.name, str(reid.pk), units=reads) in text.officers
    apart = frozenset({"standards", "oversight"})
    assert KnownOfficer(charles.name, str(charles.pk), apart, apart) in text.officers


def test_another_key_opens_nothing(house: House) -> None:
    accept(web())
    with pytest.raises(CannotOpen):
        open_capsule(Capsule.objects.get(), new_key())


def test_the_steps_are_told_what_a_renamed_unit_is_called_today_and_was_before(house: House) -> None:
    for name in ("Wharf Watch", "Harbour Squad", "Wharf Watch", "Harbour Squad"):
        rename_unit(unit=house.unit("narcotics").pk, name=name, by=make_administrator("reid"))
    accept(web())
    capsule = Capsule.objects.get()
    words = words_of(capsule.record, open_capsule(capsule))
    called = tip_text(only_tip(), capsule.record, words, known_here()).called
    assert {"Harbour Squad", "Wharf Watch", house.unit("general").name} < set(called)
    assert Unit.objects.get(slug="narcotics").former_names == ["Narcotics", "Wharf Watch"]
    assert not {house.unit("standards").name, house.unit("oversight").name} & set(called)
