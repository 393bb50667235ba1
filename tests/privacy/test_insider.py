"""Proofs against an insider: an administrator who is no member of the unit, with every power that he has."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from reports.dashboard.urls import urlpatterns
from reports.intake.door import accept
from reports.keyring import NotYours
from reports.models import Attachment, AuditEntry, CodeKind, Membership, Tip
from reports.people.codes import give_code
from reports.people.handing import hand_keys
from reports.people.inviting import invite
from reports.people.standing import NotAllowed
from reports.queries.people import unseen_acts
from tests.arrivals import web
from tests.conftest import House, triage_all
from tests.dashboard.conftest import sign_in
from tests.desk_api.programs import program
from tests.privacy.test_thefts import STORY, WORD, told
from tests.uploads import held_photo


@pytest.fixture
def tip(house: House) -> Tip:
    """A tip with a photo, of units that the administrator is no member of."""
    accept(web(STORY, files=(held_photo(),)))
    triage_all()
    Membership.objects.filter(officer=house.officer("felix")).delete()
    house.make_administrator("felix")
    return Tip.objects.get()


def attempts(house: House, tip: Tip) -> int:
    actor = f"officer:{house.officer('felix').pk}"
    return AuditEntry.objects.filter(tip_id=tip.pk, act="tip.refused", actor=actor).count()


def addresses(tip: Tip) -> dict[str, str]:
    """Every address of the desk that names the tip, by its name; ids beside the tip's are made up, but for its file."""
    known: dict[str, UUID] = {"tip_id": tip.pk, "attachment_id": Attachment.objects.get().pk}
    found = {}
    for one in urlpatterns:
        ids = one.pattern.converters  # type: ignore[union-attr]
        if "tip_id" in ids:
            found[str(one.name)] = reverse(
                f"dashboard:{one.name}", kwargs={name: known.get(name, uuid4()) for name in ids}
            )
    return found


def test_insider_no_address_of_the_desk_tells_him_a_word(house: House, tip: Tip) -> None:
    member, admin = sign_in(house, "reid"), sign_in(house, "felix")
    assert WORD in member.get(f"/desk/tips/{tip.pk}").text, "control: a member of the unit reads it"
    answers = {}
    for name, address in addresses(tip).items():
        answers[f"GET {name}"] = admin.get(address)
        answers[f"POST {name}"] = admin.post(address, version=tip.version, purpose="action", text="Which boat?")
    lists = ["/desk/?list=all", "/desk/keeping", "/desk/numbers", "/desk/cases", "/desk/duty", "/desk/people"]
    pages = [*answers.values(), *map(admin.get, lists), admin.post("/desk/search", words="zabriko engines")]
    leaks = [page for page in pages if WORD.encode() in page.getvalue()]
    let_in = [name for name, page in answers.items() if page.status_code not in (404, 405)]
    refused = sum(page.status_code == 404 for page in answers.values())
    told(
        f"insider: {len(pages)} pages asked for: {len(leaks)} told a word; {attempts(house, tip)} attempts in the trail"
    )
    assert leaks == []
    assert let_in == ["POST confirm_alert"], "any officer may press it; who is not of the unit confirms nothing by it"
    assert answers["POST confirm_alert"].status_code == 302
    assert len(answers) > 80
    assert attempts(house, tip) == refused, "each attempt"
    assert "Tried to open the tip" in member.get(f"/desk/tips/{tip.pk}/trail").text


def test_insider_no_program_of_his_is_told_more(house: House, tip: Tip) -> None:
    his, ours = program(house, "felix"), program(house, "reid")
    assert WORD in ours.get(f"tips/{tip.pk}").content.decode(), "control: a member's program reads it"
    tried = [his.get(f"tips/{tip.pk}"), his.post(f"tips/{tip.pk}/claim", version=tip.version)]
    lists = [his.get("queue", list="all"), his.get("tips", reference=tip.reference), his.post("search", words=WORD)]
    leaks = [answer for answer in (*tried, *lists) if WORD in answer.content.decode() or str(tip.pk) in answer.text]
    told(f"insider: {len(tried) + len(lists)} calls of a program: {len(leaks)} told something")
    assert leaks == []
    assert [answer.status_code for answer in tried] == [404, 404]
    assert attempts(house, tip) == len(tried)


def test_insider_he_lets_in_whom_he_likes_and_gives_nobody_a_key(house: House, tip: Tip) -> None:
    admin, ring = house.officer("felix"), house.ring("felix")
    friend, _code = invite(username="friend", name="A Friend", unit=tip.unit_id, by=admin)
    refused: dict[str, type[Exception]] = {}
    with pytest.raises(NotYours) as one:
        hand_keys(officer=friend.pk, unit=tip.unit_id, fingerprint=friend.fingerprint, ring=ring)
    refused["handing his friend the unit's key"] = one.type
    for kind in CodeKind:
        with pytest.raises(NotAllowed) as two:
            give_code(officer=admin, kind=kind, by=admin)
        refused[f"a code for himself ({kind})"] = two.type
    give_code(officer=house.officer("jules"), kind=CodeKind.BOTH, by=admin)
    told(f"insider: {len(refused)} ways to a key refused; what he may do stands before the unit's members")
    assert tip.unit_id not in ring.unit_ids
    acts = AuditEntry.objects.filter(unit_id=tip.unit_id, actor=f"officer:{admin.pk}").values_list("act", flat=True)
    assert {"people.invited", "people.code_given"} <= set(acts)
    assert {"people.invited", "people.code_given"} <= unseen_acts([tip.unit_id], house.officer("reid"))
