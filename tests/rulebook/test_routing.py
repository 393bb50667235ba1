"""Changing which unit reads what takes two roles, and nobody touches what is about the police."""

from datetime import date

import pytest

from reports.models import AuditEntry, HouseRules, Membership, Officer, Tip
from reports.rulebook.routing import BOOK, open_targets, propose
from reports.signed_rules import sign_rules
from reports.triage.routes import BadRoutes, in_force, shipped
from reports.two_persons import ChangeRefused
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import arrive

SHIPPED = dict(shipped().units)


@pytest.fixture
def two(house: House) -> tuple[Officer, Officer]:
    return house.make_administrator("jules"), house.officer("reid")


def test_the_worker_routes_by_the_version_in_force_and_says_so(house: House, two: tuple[Officer, Officer]) -> None:
    jules, reid = two
    made = propose(SHIPPED | {"drugs": "general"}, by=reid)
    assert in_force() == shipped(), "one person changes nothing"
    BOOK.confirm(made.version, by=jules)
    arrive("They sell cocaine at the corner every night.")
    assert only_tip().category == "drugs"
    assert only_tip().unit == house.unit("general")
    triaged = AuditEntry.objects.get(act="tip.triaged")
    assert triaged.detail["rules"].endswith(", routing 2")
    acts = AuditEntry.objects.filter(act__startswith="routing.").order_by("at").values_list("act", "detail")
    assert list(acts) == [("routing.proposed", {"version": 2}), ("routing.confirmed", {"version": 2})]
    Tip.objects.all().delete()
    arrive("Constable Ian Charles takes bribes at the market.")
    assert only_tip().unit.purpose in ("standards", "oversight")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"drugs": "standards"}, "unit"),
        ({"drugs": "oversight"}, "unit"),
        ({"drugs": "nobody"}, "unit"),
        ({"misconduct": "general"}, "word"),
        ({"drugs": "trafficking"}, "few"),  # one member
    ],
)
def test_a_bad_table_is_refused_and_also_when_another_hand_wrote_it(
    two: tuple[Officer, Officer], changed: dict[str, str], reason: str
) -> None:
    with pytest.raises(BadRoutes) as bad:
        propose(SHIPPED | changed, by=two[0])
    assert bad.value.reason == reason
    written = HouseRules(kind="routing", version=2, told=SHIPPED | changed, proposed_by=two[0])
    sign_rules(written)
    written.save()
    with pytest.raises(BadRoutes):
        BOOK.confirm(2, by=two[1])


def test_a_forged_row_in_force_sends_nothing_to_the_wrong_eyes(two: tuple[Officer, Officer]) -> None:
    forged = HouseRules(
        kind="routing", version=2, told=SHIPPED | {"drugs": "standards"}, proposed_by=two[0],
        state="in_force", answered_by=two[1], in_force_since=date(2026, 1, 1),
    )  # fmt: skip
    sign_rules(forged)
    forged.save()
    assert in_force() == shipped(), "no table sends anything there, whoever signed it"


def test_two_roles_are_needed_and_signed_members_count(house: House, two: tuple[Officer, Officer]) -> None:
    jules, reid = two
    made = propose(SHIPPED | {"drugs": "general"}, by=reid)
    for reason, by in (("own", reid), ("own", house.officer("felix")), ("not_yours", house.officer("jules"))):
        if reason == "not_yours":
            Officer.objects.filter(pk=jules.pk).update(is_active=False)
            by = house.officer("jules")
        with pytest.raises(ChangeRefused) as refused:
            BOOK.confirm(made.version, by=by)
        assert refused.value.reason == reason
    assert "general" not in [unit.slug for unit in open_targets()], "one of its two members is suspended"
    Membership.objects.filter(officer=reid).update(row_mac=b"forged")
    assert open_targets() == []
