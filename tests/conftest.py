"""The house every test stands in: real databases, founded once, with officers whose keys are at hand."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.models import Model
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from psycopg2.extensions import set_wait_callback

from reports import house_guides, vault
from reports.guides import SHIPPED
from reports.intake.flood import GUESSES, OPENINGS, SENDINGS
from reports.keyring import KeyRing
from reports.keystore import which_are_there
from reports.management.freeing import put_in
from reports.management.rights import grant
from reports.management.walls import put_up
from reports.models import Capsule, KeyPurpose, Membership, Officer, StoredKey, Tip, Unit, UnitEscrow
from reports.people.enrol import read_password
from reports.people.founding import FirstOfficer, Founded, found
from reports.sealing.officers import open_slot, stretch
from reports.signed_people import entry, register, sign
from reports.triage.candidates import forget_all
from reports.triage.together import assess_together
from tests import costs, template
from tests.chromium import running_chromium
from tests.garbage import keep_what_stays, was_kept_long_ago
from tests.longest import longest_first
from tests.roles import GRANTED, under_their_roles
from tests.second_chance import count_chances_here, give_second_chances
from tests.selects import forget_selects
from tipline.database.patience import lose_patience

# A busy machine is no fault of the code: speed is measured in benchmarks, never by a test.
# The same examples each time, so that a run is red for its own change; TIPLINE_EXPLORE=1 looks for others.
settings.register_profile(
    "any machine",
    deadline=None,
    derandomize="TIPLINE_EXPLORE" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any machine")
costs.install()

BOTH = ["default", "keystore"]
_FOUNDED = (Officer, Unit, Membership, UnitEscrow)
_END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_founded: list["House"] = []  # the one of this process, once a test has asked for it
_HOUR_NEARS = 5  # seconds
FIRST = (
    FirstOfficer(username="reid", name="Marcia Reid", units=("reception", "general", "major-crime", "narcotics")),
    FirstOfficer(username="jules", name="Anton Jules", units=("reception", "general", "major-crime", "narcotics")),
    FirstOfficer(username="felix", name="Rita Felix", units=("trafficking", "vulnerable-persons")),
    FirstOfficer(username="charles", name="Ian Charles", units=("standards", "oversight")),
)


@dataclass
class House:
    """The founded installation: what init told once, and the rows it made."""

    founded: Founded
    rows: list[Model] = field(default_factory=list)
    register: list[StoredKey] = field(default_factory=list)
    unblocked: Callable[[], AbstractContextManager[None]] = nullcontext
    """Lets the databases be written to outside of a test."""

    def officer(self, username: str) -> Officer:
        return Officer.objects.get(username=username)

    def password(self, username: str) -> str:
        return self.founded.passwords[username]

    def ring(self, username: str) -> KeyRing:
        """Open an officer's keys from the password alone, as sign-in does."""
        officer = self.officer(username)
        salt, _ = read_password(officer)
        slot_key = stretch(self.password(username), salt, vault.secret("officer_pepper")).slot_key
        return KeyRing(officer, open_slot(slot_key, officer.password_slot, officer.pk, bytes(officer.public_key)))

    def make_administrator(self, username: str) -> Officer:
        """Give an officer an administrator's power, signed as the house signs it."""
        officer = self.officer(username)
        officer.is_administrator = True
        sign(officer)
        officer.save()
        return officer

    def unit(self, slug: str) -> Unit:
        return Unit.objects.get(slug=slug)

    def restore(self) -> None:
        """Put the founding's rows back after a test that emptied the tables, all or none."""
        if Unit.objects.exists():
            return
        StoredKey.objects.bulk_create(self.register, ignore_conflicts=True)
        people = [row for row in self.rows if isinstance(row, Officer | Membership)]
        if len(which_are_there(KeyPurpose.PEOPLE, map(entry, people))) < len(people):
            register(people)  # a test destroyed the file that opened their entries
        with transaction.atomic():
            for model in _FOUNDED:
                model._default_manager.bulk_create(row for row in self.rows if isinstance(row, model))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Copy the tables, where somebody has made them for this process."""
    if template.is_promised():
        for each in (connections[alias].settings_dict for alias in BOTH):
            each["TEST"] |= {"TEMPLATE": each["NAME"], "MIGRATE": False}


@pytest.fixture(scope="session")
def founded_house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """Found the installation once for this process."""
    with django_db_blocker.unblock():
        for alias in BOTH:
            grant(alias, {})
            put_up(alias)
            put_in(alias)
            GRANTED.add(alias)
        house = House(
            found(passphrase="a passphrase for the tests", officers=FIRST), unblocked=django_db_blocker.unblock
        )
        for model in _FOUNDED:
            house.rows.extend(model._default_manager.all())
        house.register.extend(StoredKey.objects.filter(purpose=KeyPurpose.PEOPLE))
    _founded.append(house)
    yield house
    with django_db_blocker.unblock():
        for alias in BOTH:  # a thread of the live server keeps its connection for as long as a client keeps its own
            with connections[alias].cursor() as cursor:
                cursor.execute(_END_OTHERS)


@pytest.fixture(autouse=True, scope="session")
def _pages_under_their_roles() -> Iterator[None]:
    """Answer each request with the rights that its process has in Postgres, as soon as the house is founded."""
    with under_their_roles():
        yield


@pytest.fixture(autouse=True)
def _selects_put_together_anew() -> None:
    """Another test has other settings."""
    forget_selects()


@pytest.fixture(autouse=True)
def _nothing_sent_yet() -> None:
    """What other tests sent in this minute is no flood."""
    for pace in (SENDINGS, OPENINGS, GUESSES):
        pace._now = pace._before = 0


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A running browser, for as long as one file of tests needs it: while it runs, Django may be called as it calls."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def house(founded_house: House, request: pytest.FixtureRequest) -> House:
    """The founded installation."""
    _drop_ended_connections()  # beside a running browser Django has others than without one
    marker = request.node.get_closest_marker("django_db")
    committed = marker is not None and marker.kwargs.get("transaction")
    request.getfixturevalue("transactional_db" if committed else "db")
    founded_house.restore()
    return founded_house


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Ask no other process before each test."""
    count_chances_here(config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test that uses the house both databases, begin with the long files, and let tests try twice."""
    longest_first(items)
    for item in items:
        marker = item.get_closest_marker("django_db")
        if "house" in getattr(item, "fixturenames", ()):
            kwargs = dict(marker.kwargs) if marker else {}
            kwargs["databases"] = BOTH
            item.add_marker(pytest.mark.django_db(**kwargs), append=False)
    give_second_chances(items)


def pytest_collection_finish() -> None:
    """Let no search for garbage walk through what was collected: it stays until the end."""
    keep_what_stays()
    gc.enable()


@pytest.hookimpl(trylast=True)  # once the last fixtures of a file are gone, which are no part of what stays
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Nor through what the tests so far have loaded."""
    if nextitem is not None and nextitem.path != item.path and was_kept_long_ago():
        keep_what_stays()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin no test in the last seconds of an hour: the product keeps hours, and they would turn in its middle.

    What a process remembers of the house's guides is no memory of the next test; without a database there are none.
    """
    house_guides.forget()
    if item.get_closest_marker("django_db") is None:
        house_guides._held.update(house=SHIPPED, until=float("inf"))
    left = 3600 - time.time() % 3600
    if left < _HOUR_NEARS:
        time.sleep(left)
    _drop_ended_connections()
    _put_back_what_was_founded(item)


def _put_back_what_was_founded(item: pytest.Item) -> None:
    """Restore the house where the last test emptied the tables: here once for all tests that follow.

    Within a test's own transaction each of them would do so anew, and take it back.
    """
    for house in _founded if "founded_house" in getattr(item, "fixturenames", ()) else ():
        with house.unblocked():
            house.restore()


def _drop_ended_connections() -> None:
    """Close what an earlier test left behind and the server has ended; Django would go on with it."""
    for alias in BOTH:
        kept = connections[alias]
        if kept.connection is not None and not kept.in_atomic_block and not kept.is_usable():
            kept.close()


def triage_all() -> None:
    """Judge every waiting arrival, as the worker would."""
    for record_id in Capsule.objects.values_list("pk", flat=True):
        forget_all()  # each by a worker that has just started: what a test rolls back is no memory of the next
        assess_together(record_id)


def only_tip() -> Tip:
    """Return the one tip there is."""
    return Tip.objects.get()


@pytest.fixture(params=["waits", "waits only so long"])
def server(request: pytest.FixtureRequest) -> Iterator[None]:
    """Wait for Postgres as commands do, and as what serves the web."""
    if request.param != "waits":
        lose_patience()
    yield
    set_wait_callback(None)
