"""Changing the rules takes an administrator and a member of oversight, in either order."""

import pytest

from reports.lifecycle.rule_changes import BOOK, may_change, propose
from reports.models import AuditEntry, Officer, RetentionRules
from reports.retention import Rule, Rules, in_force, shipped
from reports.two_persons import ChangeRefused
from tests.conftest import House

OTHER = Rules(default=400, rows=(Rule(outcome="spam", days=20),))


@pytest.fixture
def reid(house: House) -> Officer:
    """An administrator of no unit that oversees."""
    return house.make_administrator("reid")


@pytest.mark.parametrize("first", ["reid", "charles"])
def test_two_persons_of_two_roles_change_the_rules(house: House, reid: Officer, first: str) -> None:
    second = {"reid": "charles", "charles": "reid"}[first]
    made = propose(OTHER, by=house.officer(first))
    assert in_force() == shipped(), "one person changes nothing"
    BOOK.confirm(made.version, by=house.officer(second))
    assert (in_force().version, in_force().default, in_force().rows) == (2, 400, OTHER.rows)
    again = propose(shipped(), by=house.officer(first))
    BOOK.confirm(again.version, by=house.officer(second))
    assert in_force().told() == shipped().told()
    assert [row.state for row in RetentionRules.objects.order_by("version")] == ["past", "in_force"]
    acts = AuditEntry.objects.filter(act__startswith="rules.").order_by("at").values_list("act", "detail__version")
    assert list(acts) == [("rules.proposed", 2), ("rules.confirmed", 2), ("rules.proposed", 3), ("rules.confirmed", 3)]


def refused(reason: str, act: object) -> None:
    with pytest.raises(ChangeRefused) as problem:
        act()  # type: ignore[operator]
    assert problem.value.reason == reason


def test_nobody_confirms_their_own_and_no_two_of_one_role_suffice(house: House, reid: Officer) -> None:
    made = propose(OTHER, by=reid)
    refused("own", lambda: BOOK.confirm(made.version, by=reid))
    refused("waits", lambda: propose(Rules(default=500), by=reid))
    jules = house.make_administrator("jules")
    refused("own", lambda: BOOK.confirm(made.version, by=jules))
    Officer.objects.filter(username="felix").update(is_administrator=True)
    refused("not_yours", lambda: BOOK.confirm(made.version, by=house.officer("felix")))  # a row that nobody signed
    assert in_force() == shipped()


def test_officers_of_other_roles_do_nothing(house: House, reid: Officer) -> None:
    felix, made = house.officer("felix"), propose(OTHER, by=reid)
    assert not may_change(felix)
    refused("not_yours", lambda: propose(OTHER, by=felix))
    refused("not_yours", lambda: BOOK.confirm(made.version, by=felix))
    refused("not_yours", lambda: BOOK.drop(made.version, by=felix))
    Officer.objects.filter(username="charles").update(is_active=False)
    refused("not_yours", lambda: BOOK.confirm(made.version, by=house.officer("charles")))


def test_a_proposal_is_refused_or_taken_back_and_is_gone(house: House, reid: Officer) -> None:
    charles = house.officer("charles")
    refused("same", lambda: propose(shipped(), by=reid))
    made = propose(OTHER, by=reid)
    BOOK.drop(made.version, by=charles)
    assert BOOK.proposal() is None
    refused("gone", lambda: BOOK.confirm(made.version, by=charles))
    again = propose(OTHER, by=reid)
    assert again.version == made.version + 1
    BOOK.drop(again.version, by=reid)
    assert in_force() == shipped()
