"""What each process noted of the parts that it sees: silence is told, and nothing of a part that nobody has."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from reports.models import Pulse
from reports.queries.pulses import (
    BEAT,
    DISK,
    ERASURES,
    PAGE,
    PARTS,
    RETENTION,
    SAVED_TIPS,
    SCANNER,
    STARTED,
    note,
    note_beat,
    pulses,
    seen,
    wrong,
)
from tests.conftest import House
from tests.dashboard.conftest import sign_in


@pytest.fixture
def alive(house: House) -> None:
    """Worker and retention live."""
    note(BEAT, True)
    note(RETENTION, True)


def not_well() -> list[str]:
    return [one.name for one in wrong(pulses())]


def silent_for(name: str, silence: timedelta) -> None:
    Pulse.objects.filter(name=name).update(at=timezone.now() - silence)


@pytest.mark.parametrize("name", [name for name in PARTS if name != RETENTION])
def test_a_part_is_told_of_once_its_pulse_is_late_and_not_before_it_was_looked_at(alive: None, name: str) -> None:
    assert not_well() == []
    note(name, True)
    silent_for(name, PARTS[name].limit - timedelta(minutes=1))
    assert not_well() == []
    silent_for(name, PARTS[name].limit + timedelta(minutes=1))
    assert not_well() == [name]


def test_what_was_not_well_from_the_first_look_on_is_told(alive: None) -> None:
    note(DISK, False)
    assert not_well() == [DISK]
    assert [one.at for one in seen(pulses()) if one.name == DISK] == [None]
    note(DISK, True)
    note(DISK, False)
    assert not_well() == [], "one look may have met a restart"


def test_a_part_that_a_house_gives_up_is_forgotten(alive: None) -> None:
    note(SCANNER, False)
    note(SCANNER, None)
    assert not_well() == []


def test_of_a_silent_process_its_silence_is_told_and_not_what_it_saw_last(alive: None) -> None:
    for name in (PAGE, ERASURES, SAVED_TIPS):
        note(name, False)
    silent_for(BEAT, timedelta(minutes=11))
    silent_for(RETENTION, timedelta(hours=2))
    assert not_well() == [RETENTION, SAVED_TIPS]
    Pulse.objects.filter(name=RETENTION).delete()
    assert not_well() == [RETENTION, SAVED_TIPS], "it must be there from the beginning"


def test_of_a_new_house_retention_is_missed_once_its_first_look_is_due(house: House) -> None:
    desk = sign_in(house, "reid")

    def told() -> str:
        page = " ".join(desk.get("/desk/status").text.split())
        return page.partition("Process retention")[2].partition("</p>")[0]

    assert not_well() == []
    assert "Not yet run.<" in told() + "<"
    note_beat()
    note_beat()
    due = date_format(timezone.localtime(Pulse.objects.get(name=STARTED).at + timedelta(minutes=13)), "D j M, H:i")
    assert not_well() == []
    assert f"Not yet run, due at {due}." in told()
    assert "Not well" not in told()
    silent_for(STARTED, timedelta(minutes=14))
    assert not_well() == [RETENTION]
    assert "Not well" in told()
    note(RETENTION, True)
    assert not_well() == []
    assert "Last seen well" in told()


def test_a_pulse_of_a_clock_that_was_ahead_keeps_no_silence_secret(alive: None) -> None:
    note(PAGE, True)
    silent_for(PAGE, timedelta(days=-300))
    assert not_well() == [PAGE]


def test_the_status_page_tells_of_the_parts_in_use(house: House, alive: None) -> None:
    note(PAGE, True)
    note(DISK, False)
    page = sign_in(house, "reid").get("/desk/status").text
    assert "Public page" in page
    assert "A disk is nearly full. Not yet seen well." in page
    assert "Virus scanner" not in page


def test_the_status_page_says_of_what_nobody_looks_at_that_nobody_knows(house: House, alive: None) -> None:
    note(DISK, False)
    silent_for(BEAT, timedelta(minutes=11))
    page = sign_in(house, "reid").get("/desk/status").text
    assert "Nobody knows: what looks at it stands still. Not yet seen well." in page
    assert "A disk is nearly full" not in page
    assert "Not known" in page
