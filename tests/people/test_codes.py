"""One-time codes: who may give which, what is kept of them, and that none can be made, changed or used again."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from reports.models import ApiToken, AuditEntry, CodeKind, Officer, SignInCode
from reports.people.codes import LENGTH, fitting_code, give_code, grouped, plain_code, use_phone_code
from reports.people.places import ask_in, take_out
from reports.people.standing import LastKey, NotAllowed
from reports.people.tokens import make_token
from reports.signed_people import PersonChanged
from tests.conftest import House
from tests.people.coming_in import hand, make_administrator


@pytest.mark.parametrize(
    ("kind", "giver", "officer", "may"),
    [
        (CodeKind.PHONE, "jules", "reid", True),
        (CodeKind.PASSWORD, "jules", "reid", True),
        (CodeKind.BOTH, "jules", "reid", False),
        (CodeKind.BOTH, "reid", "jules", True),
        (CodeKind.JOIN, "reid", "jules", False),
        (CodeKind.PHONE, "felix", "reid", False),
        (CodeKind.PHONE, "reid", "reid", False),
    ],
)
def test_a_colleague_vouches_for_half_a_sign_in_and_who_leads_for_the_whole(
    house: House, kind: CodeKind, giver: str, officer: str, may: bool
) -> None:
    by, to = house.officer(giver), house.officer(officer)
    Authenticator.objects.create(user=house.officer("reid"), type="totp", data={})
    if may:
        assert len(give_code(officer=to, kind=kind, by=by)) == LENGTH
    else:
        with pytest.raises(NotAllowed):
            give_code(officer=to, kind=kind, by=by)
    assert SignInCode.objects.exists() == may


def test_a_new_password_alone_is_a_whole_sign_in_where_no_phone_is_set_up(house: House) -> None:
    with pytest.raises(NotAllowed):
        give_code(officer=house.officer("reid"), kind=CodeKind.PASSWORD, by=house.officer("jules"))


def test_nobody_can_take_an_administrator_s_place_with_a_code(house: House) -> None:
    with pytest.raises(NotAllowed):
        give_code(officer=make_administrator("jules"), kind=CodeKind.BOTH, by=house.officer("reid"))


@pytest.mark.parametrize("kind", [CodeKind.PHONE, CodeKind.PASSWORD])
def test_no_fellow_gives_an_officer_of_standards_a_code(house: House, kind: CodeKind) -> None:
    """It would end what she has open, and the fellow may be looked into."""
    charles, felix, unit = house.officer("charles"), house.officer("felix"), house.unit("standards").pk
    Authenticator.objects.create(user=charles, type="totp", data={})
    ask_in(officer=felix, unit=unit, by=charles)
    hand(house.ring("charles"), "felix", unit)
    ask_in(officer=charles, unit=house.unit("trafficking").pk, by=felix)
    with pytest.raises(NotAllowed):
        give_code(officer=charles, kind=kind, by=felix)
    assert not SignInCode.objects.exists()
    assert give_code(officer=felix, kind=CodeKind.PHONE, by=charles), "who leads standards decides"


def test_a_code_fits_its_officer_and_kind_until_it_runs_out_and_a_changed_row_never(house: House) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    plain = give_code(officer=jules, kind=CodeKind.PHONE, by=reid)
    assert fitting_code(jules, f" {grouped(plain).lower()}-", CodeKind.PHONE)
    assert fitting_code(jules, plain, CodeKind.BOTH) is None
    assert fitting_code(reid, plain, CodeKind.PHONE) is None
    assert plain not in str(SignInCode.objects.values())
    kept = SignInCode.objects.get()
    for changed in ({"kind": CodeKind.BOTH}, {"until": kept.until + timedelta(days=1)}, {"given_by": jules}):
        SignInCode.objects.update(**changed)
        assert fitting_code(jules, plain, *CodeKind) is None
        kept.save()
    SignInCode.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert fitting_code(jules, plain, CodeKind.PHONE) is None


def test_a_code_for_the_phone_works_once_and_all_the_officer_s_units_are_told(house: House) -> None:
    reid = house.officer("reid")
    plain = give_code(officer=reid, kind=CodeKind.PHONE, by=house.officer("jules"))
    assert not use_phone_code(reid, "A" * LENGTH)
    assert use_phone_code(reid, plain)
    assert not use_phone_code(reid, plain)
    told = AuditEntry.objects.filter(act="people.phone_renewed")
    assert {entry.unit_id for entry in told} == {row.unit_id for row in reid.memberships.all()}


def test_who_alone_can_open_a_unit_gets_no_code_for_a_new_password(house: House) -> None:
    """A new password is a new key, and nobody would be left to hand the unit's over."""
    alone = house.officer("charles")
    admin = make_administrator("felix")
    with pytest.raises(LastKey):
        give_code(officer=alone, kind=CodeKind.PASSWORD, by=admin)
    with pytest.raises(LastKey):
        take_out(officer=alone, unit=house.unit("oversight").pk, by=admin)


def test_no_code_is_given_to_an_officer_whose_row_was_changed(house: House) -> None:
    Officer.objects.filter(username="jules").update(public_key=bytes(32))
    with pytest.raises(PersonChanged):
        give_code(officer=house.officer("jules"), kind=CodeKind.PHONE, by=house.officer("reid"))


def test_a_code_is_read_however_it_is_typed() -> None:
    assert plain_code("abcd-efgh  jk23") == "ABCDEFGHJK23"


@pytest.mark.parametrize("kind", [CodeKind.PHONE, CodeKind.BOTH])
def test_a_lost_phone_ends_all_that_is_open(house: House, kind: CodeKind) -> None:
    """Whoever has it reads no further, nor does a program on it."""
    _opened(house, "jules")
    _opened(house, "reid")
    plain = give_code(officer=house.officer("jules"), kind=kind, by=house.officer("reid"))
    assert _open() == ["reid"]
    if kind == CodeKind.PHONE:
        _opened(house, "jules")
        assert use_phone_code(house.officer("jules"), plain)
        assert _open() == ["reid"]


def test_a_forgotten_password_ends_nothing_before_there_is_a_new_one(house: House) -> None:
    Authenticator.objects.create(user=house.officer("jules"), type="totp", data={})
    _opened(house, "jules")
    give_code(officer=house.officer("jules"), kind=CodeKind.PASSWORD, by=house.officer("reid"))
    assert _open() == ["jules"]


def _opened(house: House, username: str) -> None:
    session = SessionStore()
    session[SESSION_KEY] = str(house.officer(username).pk)
    session.create()
    make_token(label="Records", scopes=["read"], days=30, ring=house.ring(username))


def _open() -> list[str]:
    """Whose sessions and tokens there are: the same of both."""
    sessions = [row.get_decoded()[SESSION_KEY] for row in Session.objects.all()]
    names = sorted(Officer.objects.get(pk=pk).username for pk in sessions)
    assert sorted(ApiToken.objects.values_list("officer__username", flat=True)) == names
    return names
