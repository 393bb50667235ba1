"""People at the desk: an officer's way in and back, walked through the pages as both would walk it."""

import re
from html import unescape

import pytest
from django.test import Client

from reports.models import AuditEntry, Officer, Unit, UnitRenewal
from reports.people.enrol import new_officer
from reports.people.inviting import invite
from reports.people.places import ask_in
from reports.people.suspending import reinstate, suspend
from reports.people.unit_names import rename_unit
from reports.sealing.keys import fingerprint
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.people.coming_in import make_administrator
from tests.people.root import manifest_put_back

NEW = "quiet harbour at noon"


def code_on(page: str) -> str:
    """Return the code that a page shows to be written down."""
    found = re.search(r'class="secret"><code>([A-Z2-9 ]+)<', unescape(page))
    assert found, page
    return found[1]


def with_paper(username: str, paper: str, code: str = "") -> int:
    sent = {"username": username, "paper": paper, "code": code, "password": NEW, "again": NEW}
    return Client().post("/desk/sign-in/paper", sent).status_code


def person(username: str) -> str:
    return f"/desk/people/{Officer.objects.get(username=username).pk}"


def fingerprint_of(desk: Desk) -> str:
    found = re.search(r"<code>((?:[0-9a-f]{4} ?){6})</code>", desk.get("/desk/you").text)
    assert found
    return found[1]


def test_an_invited_officer_comes_in_and_reads_once_a_colleague_has_compared_the_fingerprint(
    house: House, reid: Desk
) -> None:
    tip = arrive()
    shown = reid.post("/desk/people", name="Nora New", username="n.new", unit=str(tip.unit_id))
    paper = code_on(shown.text)
    assert with_paper("n.new", "WRNG" * 4) == 422
    assert with_paper("N.New", paper.lower().replace(" ", "-")) == 302
    assert with_paper("n.new", paper) == 422, "once is all"
    new = Desk(Client(), "n.new")
    new.give_password(NEW)
    new.enrol()
    new.post("/desk/sign-in/recovery-codes")
    assert new.get(f"/desk/tips/{tip.pk}").status_code == 404
    assert new.get("/desk/").status_code == 200
    assert offers(reid, "n.new") == (False, "You let this officer in")
    assert "You let this officer in" in hand(reid, "n.new", tip.unit_id, fingerprint_of(new))
    jules = sign_in(house, "jules")
    assert offers(jules, "n.new") == (True, "")
    assert "How a colleague gets in has changed" in jules.get("/desk/").text
    page = jules.get("/desk/people").text
    assert "Waits for the unit" in page
    assert "How a colleague gets in has changed" not in jules.get("/desk/").text
    assert fingerprint_of(new) not in jules.get(person("n.new")).text, "it has to be heard, not read here"
    assert "not the fingerprint" in hand(jules, "n.new", tip.unit_id, fingerprint_of(reid))
    assert "The key is handed over" in hand(jules, "n.new", tip.unit_id, fingerprint_of(new))
    assert new.get(f"/desk/tips/{tip.pk}").status_code == 200


def test_the_key_is_offered_to_nobody_for_a_suspended_officer(house: House) -> None:
    admin, jules, theirs = make_administrator("charles"), sign_in(house, "jules"), house.unit("trafficking").pk
    keys = [house.ring("felix").unit(theirs)]
    hale = new_officer(username="hale", name="Ida Hale", password=NEW, unit_keys=keys, by="test")
    ask_in(officer=hale, unit=house.unit("narcotics").pk, by=house.officer("reid"))
    suspend(officer=hale, by=admin, though_few=True)
    assert offers(jules, "hale") == (False, "once the officer is reinstated")
    reinstate(officer=house.officer("hale"), by=admin)
    assert offers(jules, "hale") == (True, "")


def test_who_is_in_a_renamed_unit_reads_at_the_queue_that_it_has_a_new_name(house: House, reid: Desk) -> None:
    admin, unit = make_administrator("charles"), house.unit("narcotics").pk
    rename_unit(unit=unit, name="Harbour Squad", by=admin)
    told = reid.get("/desk/").text
    assert ("A unit has a new name" in told, "How a colleague gets in has changed" in told) == (True, False)
    invite(username="n.new", name="Nora New", unit=unit, by=admin)
    told = reid.get("/desk/").text
    assert ("A unit has a new name" in told, "How a colleague gets in has changed" in told) == (True, True)


def offers(desk: Desk, username: str) -> tuple[bool, str]:
    """Return whether the page of a colleague has a field for the fingerprint, and which reason why not."""
    page = desk.get(person(username)).text
    reasons = [why for why in ("You let this officer in", "once the officer is reinstated") if why in page]
    return 'name="fingerprint"' in page, " ".join(reasons)


def hand(desk: Desk, username: str, unit: object, fingerprint: str) -> str:
    sent = {"do": "hand", "unit": str(unit), "fingerprint": fingerprint}
    return unescape(desk.client.post(person(username), sent, follow=True).text)


def test_a_phone_lost_at_night_is_replaced_with_a_colleague_s_code_and_the_unit_sees_it(house: House) -> None:
    jules, reid = sign_in(house, "jules"), sign_in(house, "reid")
    refused = reid.client.post(person("jules"), {"do": "code:phone"}, follow=True).text
    assert "tick that all the officer has open ends" in refused
    assert jules.get("/desk/").status_code == 200, "nothing has ended yet"
    paper = code_on(reid.post(person("jules"), do="code:phone", ends="on").text)
    lost = Desk(Client(), "jules")
    assert lost.give_password(house.password("jules")).url == "/desk/sign-in/code"
    assert lost.give_code("2345 2345 2345 2345").status_code == 422
    assert lost.give_code(paper).url == "/desk/sign-in/phone"
    lost.enrol()
    assert lost.get("/desk/").status_code == 200
    assert lost.secret != jules.secret
    assert "Gave up a lost phone with a colleague" in unescape(reid.get("/desk/people").text)
    jules.post("/desk/sign-out")
    jules.give_password(house.password("jules"))
    assert jules.give_code().status_code == 422, "the old phone opens nothing"


def test_the_printed_code_and_the_phone_bring_an_officer_back_alone(house: House, reid: Desk) -> None:
    tip = arrive()
    assert reid.post("/desk/you/recovery", current="not it").status_code == 422
    paper = code_on(reid.post("/desk/you/recovery", current=house.password("reid")).text)
    assert with_paper("reid", paper) == 422, "the phone is needed as well"
    assert with_paper("reid", paper, "000000") == 422
    assert with_paper("reid", paper, reid.codes[0]) == 302
    assert reid.get("/desk/").status_code == 302, "the old session has ended"
    again = Desk(Client(), "reid", secret=reid.secret, used=reid.used)
    again.give_password(NEW)
    again.give_code()
    assert again.get(f"/desk/tips/{tip.pk}").status_code == 200


def test_a_changed_password_keeps_this_session_and_ends_the_others(house: House, reid: Desk) -> None:
    tip, other = arrive(), Desk(Client(), "reid", secret=reid.secret, used=reid.used)
    other.give_password(house.password("reid"))
    other.give_code()
    sent = {"current": house.password("reid"), "password": NEW, "again": NEW}
    assert reid.post("/desk/you/password", **sent | {"again": "something else"}).status_code == 422
    assert reid.post("/desk/you/password", **sent).url == "/desk/you/recovery"
    assert reid.get(f"/desk/tips/{tip.pk}").status_code == 200
    assert other.get("/desk/").status_code == 302
    assert Desk(Client(), "reid").give_password(house.password("reid")).status_code == 422


def test_the_page_warns_and_refuses_before_a_unit_locks_itself_out(house: House) -> None:
    desk = sign_in(house, "charles")
    assert "One officer alone can open this unit" in unescape(desk.get("/desk/people").text)
    reid = sign_in(house, "reid")
    assert "One officer alone" not in unescape(reid.get("/desk/people").text)
    refused = reid.client.post(person("jules"), {"do": "suspend"}, follow=True)
    assert "Tick that you know it" in refused.text
    assert Officer.objects.get(username="jules").is_active
    done = reid.client.post(person("jules"), {"do": "suspend", "though_few": "on"}, follow=True)
    assert "Suspended. All sessions have ended" in done.text


@pytest.mark.parametrize("do", ["suspend", "code:both", "take_out", "head", "ask_in", "hand", "reinstate"])
def test_colleagues_of_other_units_are_nobody_and_a_member_decides_nothing(house: House, do: str) -> None:
    felix, jules = sign_in(house, "felix"), sign_in(house, "jules")
    unit = str(house.unit("general").pk)
    assert felix.post(person("reid"), do=do, unit=unit).status_code == 404
    jules.client.post(person("reid"), {"do": do, "unit": unit, "though_few": "on", "ends": "on"}, follow=True)
    assert not AuditEntry.objects.filter(act__startswith="people.").exists()
    assert Officer.objects.get(username="reid").is_active


def test_a_member_compares_the_next_key_that_he_holds_whatever_the_row_says(house: House) -> None:
    make_administrator("reid")
    reid, unit = sign_in(house, "reid"), house.unit("general").pk
    reid.post(f"/desk/people/units/{unit}/key", do="make")
    own = fingerprint(bytes(UnitRenewal.objects.get().public))
    UnitRenewal.objects.update(public=bytes(house.officer("charles").public_key))
    assert own in reid.get("/desk/people").text


def test_a_leaver_s_unit_gets_a_new_key_by_its_pages_alone(house: House) -> None:
    tip = arrive()
    make_administrator("reid")
    reid, key = sign_in(house, "reid"), f"/desk/people/units/{tip.unit_id}/key"
    Unit.objects.filter(pk=tip.unit_id).update(has_leaver=True)
    assert "Somebody who knew this unit" in unescape(reid.get("/desk/people").text)
    felix = sign_in(house, "felix")
    felix.post(key, do="make")
    assert not UnitRenewal.objects.exists()
    assert felix.get("/desk/people/keys/sign").status_code == 404
    reid.post(key, do="make")
    with manifest_put_back():
        assert reid.post("/desk/people/keys/sign", passphrase="not it").status_code == 422
        assert reid.post("/desk/people/keys/sign", passphrase="a passphrase for the tests").url == "/desk/people"
        assert "still lies under the old key" in unescape(reid.get("/desk/people").text)
        assert "1 tip wrapped anew" in reid.client.post(key, {"do": "wrap"}, follow=True).text
        assert "cannot end yet" in reid.client.post(key, {"do": "end"}, follow=True).text
        UnitRenewal.objects.update(signed_at="2026-01-01T00:00Z")
        assert "The old key is destroyed" in reid.client.post(key, {"do": "end"}, follow=True).text
        assert reid.get(f"/desk/tips/{tip.pk}").status_code == 200
        assert sign_in(house, "jules").get(f"/desk/tips/{tip.pk}").status_code == 200


def test_an_administrator_renames_a_unit_and_every_page_calls_it_so(house: House) -> None:
    make_administrator("reid")
    desk, unit, tip = sign_in(house, "reid"), house.unit("narcotics"), arrive()
    address = f"/desk/people/units/{unit.pk}/name"
    assert f'href="{address}"' in desk.get("/desk/people").text
    refused = desk.post(address, name=house.unit("general").name)
    assert (refused.status_code, "Another unit has this name" in refused.text) == (422, True)
    assert desk.post(address, name="Drugs and Firearms").status_code == 302
    for path in ("/desk/", f"/desk/tips/{tip.pk}", "/desk/routing", "/desk/numbers", "/desk/search"):
        told = desk.get(path).text
        assert ("Drugs and Firearms" in told, unit.name in told) == (True, False), path
    assert f"Renamed the unit: <strong>from {unit.name} to Drugs and Firearms</strong>" in desk.get("/desk/people").text


def test_where_standards_and_oversight_are_the_same_few_the_page_says_whom_to_add_until_it_is_so_no_more(
    house: House,
) -> None:
    standards, oversight = house.unit("standards"), house.unit("oversight")
    desk, ring = sign_in(house, "charles"), house.ring("charles")
    both = {read_by_its_own(standards, oversight), read_by_its_own(oversight, standards)}
    assert warned(desk) == both
    make_administrator("reid")
    assert warned(sign_in(house, "reid")) == both, "who administers has no key of either"
    new_officer(username="hale", name="Ida Hale", password=NEW, unit_keys=[ring.unit(standards.pk)], by="test")
    assert warned(desk) == {read_by_its_own(oversight, standards)}
    new_officer(username="moss", name="Lou Moss", password=NEW, unit_keys=[ring.unit(oversight.pk)], by="test")
    assert warned(desk) == set()
    suspend(officer=house.officer("hale"), by=house.officer("charles"), though_few=True)
    assert warned(desk) == {read_by_its_own(standards, oversight)}


def read_by_its_own(unit: Unit, other: Unit) -> str:
    return f"Let an officer join {unit.name} who is not in {other.name}."


def warned(desk: Desk) -> set[str]:
    return set(re.findall(r"Let an officer join .+? who is not in .+?\.", unescape(desk.get("/desk/people").text)))
