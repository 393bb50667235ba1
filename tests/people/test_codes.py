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
from reports.people.inviting import invite
from reports.people.places import ask_in, set_head, take_out
from reports.people.standing import LastKey, NotAllowed
from reports.people.starting import PaperRefused, read_paper
from reports.people.suspending import reinstate, suspend
from reports.people.tokens import make_token
from reports.signed_people import PersonChanged, sign
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


def given_by_jules(house: House) -> dict[str, str]:
    """Let Jules lead narcotics, invite Pippa and give Felix a code for a lost phone; return the codes by user name."""
    reid, unit = make_administrator("reid"), house.unit("narcotics").pk
    set_head(officer=house.officer("jules"), unit=unit, is_head=True, by=reid)
    ask_in(officer=house.officer("felix"), unit=unit, by=reid)
    jules = house.officer("jules")
    _, invited = invite(username="puppet", name="Pippa Puppet", unit=unit, by=jules)
    return {"puppet": invited, "felix": give_code(officer=house.officer("felix"), kind=CodeKind.PHONE, by=jules)}


def test_what_a_suspended_head_gave_lets_nobody_in(house: House) -> None:
    codes, jules, reid = given_by_jules(house), house.officer("jules"), house.officer("reid")
    for name, code in codes.items():
        assert fitting_code(house.officer(name), code, *CodeKind), "control: until then it does"
    void = suspend(officer=jules, by=reid, though_few=True)
    assert [one.name for one in void] == ["Pippa Puppet", "Rita Felix"]
    for name, code in codes.items():
        assert fitting_code(house.officer(name), code, *CodeKind) is None
    with pytest.raises(PaperRefused):
        read_paper("puppet", codes["puppet"])
    told = AuditEntry.objects.filter(act="people.code_void", unit_id=house.unit("narcotics").pk)
    assert {row.detail["officer"] for row in told} == {str(one.pk) for one in void}
    assert {row.detail["given_by"] for row in told} == {str(jules.pk)}
    reinstate(officer=jules, by=reid)
    assert not SignInCode.objects.exists(), "they stay void"


def test_a_code_counts_for_nothing_while_its_giver_is_suspended_in_whatever_way(house: House) -> None:
    code, felix = given_by_jules(house)["felix"], house.officer("felix")
    jules = house.officer("jules")
    jules.is_active = False
    sign(jules)
    jules.save()
    assert fitting_code(felix, code, CodeKind.PHONE) is None


def test_who_is_taken_out_of_a_unit_lets_nobody_into_it_and_of_the_last_one_nobody_at_all(house: House) -> None:
    codes, reid = given_by_jules(house), house.officer("reid")
    unit = house.unit("narcotics").pk
    hand(house.ring("jules"), "felix", unit)  # three are left with him
    other = give_code(officer=house.officer("reid"), kind=CodeKind.PHONE, by=house.officer("jules"))
    void = take_out(officer=house.officer("jules"), unit=unit, by=reid)
    assert {one.username for one in void} == {"puppet", "felix", "reid"}
    for name, code in (*codes.items(), ("reid", other)):
        assert fitting_code(house.officer(name), code, *CodeKind) is None
    _, invited = invite(username="nora", name="Nora New", unit=unit, by=reid)
    take_out(officer=house.officer("nora"), unit=unit, by=reid)
    with pytest.raises(PaperRefused):
        read_paper("nora", invited)
