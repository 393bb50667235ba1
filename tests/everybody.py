"""Everybody who may come to the desk, and a unit with something of each kind that must be safe from most of them."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

import pytest

from reports.alerts.ladder import climb
from reports.alerts.roster import begin_duty
from reports.casework.bulk import choose
from reports.casework.cases import add_to_case, open_case
from reports.casework.drafts import keep_draft
from reports.casework.notes import add_note
from reports.casework.outcomes import record_outcome
from reports.casework.recuse import step_back
from reports.casework.refer import inform_unit
from reports.casework.saved_views import keep_view
from reports.clock import today
from reports.dialogue.reply import ask_tipster
from reports.hooks.keeping import make_hook
from reports.lifecycle.holds import ask_hold
from reports.models import (
    ApiToken,
    Attachment,
    Category,
    DraftField,
    Duty,
    Feedback,
    Hook,
    LegalHold,
    Macro,
    NoticeKind,
    Record,
    Tip,
)
from reports.notices.drawing_up import NoticeDraft, draw_up
from reports.people.enrol import new_officer
from reports.people.inviting import wait_for_key
from reports.people.tokens import make_token
from reports.queries.asked import key_of_month
from reports.releases.copies import Copy, draft_copy, release_copy, send_to_check
from reports.releases.readings import export_copy
from reports.rewards.propose import propose_reward
from reports.signed_people import sign
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.rewards.boards import USEFUL, promise_reward
from tests.uploads import held_photo

PLANTED = "Quillimari"
_PASSWORD = "long enough for everybody"


class Role(StrEnum):
    """Who comes. The tip is of `HEAD`'s unit, whose member `RECUSED` stepped back from it."""

    NOBODY = "nobody"
    HALF = "head, without the second factor"
    SUSPENDED = "suspended member, in an old session"
    ELSEWHERE = "member of another unit"
    HEAD_ELSEWHERE = "head of another unit"
    ADMINISTRATOR = "administrator without a unit"
    WAITING = "newcomer, who waits for the first key"
    STANDARDS = "member of standards"
    OVERSIGHT = "member of oversight"
    RECUSED = "recused member"
    INFORMED = "officer for information"
    MEMBER = "member"
    HEAD = "head"


USERNAMES = {Role.HALF: "reid", Role.HEAD: "reid", Role.MEMBER: "jules", Role.HEAD_ELSEWHERE: "felix"}
USERNAMES |= {role: role.name.lower() for role in Role if role not in USERNAMES and role != Role.NOBODY}


@dataclass
class World:
    """A tip of a unit, one beside it, and the ids of what belongs to them by the names that addresses give them."""

    tip: Tip
    other: Tip
    ids: dict[str, UUID | str] = field(default_factory=dict)


def found_world(house: House, monkeypatch: pytest.MonkeyPatch) -> World:
    """Make something of each kind in a unit, and the officers who come to it."""
    monkeypatch.setattr("django.conf.settings.HOOK_HOSTS", ["records.example"])
    words = f"{PLANTED} and other men in the yard next door are shooting now, they sell cocaine. Please come"
    tip = arrive(words, in_danger=True, files=(held_photo(),))
    other = arrive(words.replace(PLANTED, "My cousin") + " on Monday", in_danger=True)
    assert tip.unit_id == other.unit_id
    climb()
    key_of_month()  # which else the first search makes, whoever's it is
    _let_in(house, tip)
    step_back(tip=other, by=house.officer("recused"), version=_version(other))  # or the two could not be merged
    world = World(tip, other)
    _work_on(house, world)
    _own(house, world)
    world.tip, world.other = Tip.objects.get(pk=tip.pk), Tip.objects.get(pk=other.pk)
    return world


def suspend_without_ending_anything(house: House) -> None:
    """Suspend an officer whose sessions and tokens stay: the harder case, for suspending ends them too."""
    suspended = house.officer(USERNAMES[Role.SUSPENDED])
    suspended.is_active = False
    sign(suspended)
    suspended.save()


def _let_in(house: House, tip: Tip) -> None:
    """Make the officers whom the founding did not make."""
    told = next(slug for slug in ("narcotics", "major-crime") if house.unit(slug).pk != tip.unit_id)
    units = {
        Role.SUSPENDED: tip.unit,
        Role.RECUSED: tip.unit,
        Role.INFORMED: house.unit(told),
        Role.ELSEWHERE: house.unit("vulnerable-persons"),
        Role.STANDARDS: house.unit("standards"),
        Role.OVERSIGHT: house.unit("oversight"),
        Role.ADMINISTRATOR: None,
        Role.WAITING: None,
    }
    rings = [house.ring(username) for username in ("reid", "felix", "charles")]
    for role, unit in units.items():
        keys = [ring.unit(unit.pk) for ring in rings if unit and unit.pk in ring.unit_ids]
        assert bool(keys) == bool(unit)
        house.founded.passwords[USERNAMES[role]] = _PASSWORD  # type: ignore[index]
        new_officer(
            username=USERNAMES[role],
            name=role.name.title(),
            password=_PASSWORD,
            unit_keys=keys,
            by="test",
            is_administrator=role == Role.ADMINISTRATOR,
        )
    wait_for_key(officer=house.officer(USERNAMES[Role.WAITING]), unit=tip.unit_id, by=house.officer("jules"))
    inform_unit(tip=tip, unit=told, ring=house.ring("reid"), version=_version(tip))
    step_back(tip=tip, by=house.officer("recused"), version=_version(tip))


def _work_on(house: House, world: World) -> None:
    """Fill the tip's thread and what hangs on it."""
    tip, reid, jules, ring = world.tip, house.officer("reid"), house.officer("jules"), house.ring("reid")
    add_note(tip=tip, text=f"{PLANTED} is known to the patrol.", by=reid)
    ask_tipster(tip=tip, text="Which yard is it?", by=reid)
    case = open_case(title=f"The yard of {PLANTED}", tip=tip, ring=ring, version=_version(tip))
    add_to_case(case=case, tip=world.other, by=reid, version=_version(world.other))
    copy = draft_copy(Copy(text=f"{PLANTED} shoots at night."), tip=tip, by=jules)
    send_to_check(copy, ring=house.ring("jules"))
    release_copy(copy, by=reid)
    copy.refresh_from_db()
    export_copy(copy, ring, agency="customs")
    ask_hold(tip=tip, reason="The High Court asks for it.", ring=ring, version=_version(tip))
    outcome = record_outcome(USEFUL, tip=tip, by=jules, version=_version(tip))
    proposal = propose_reward(tip=tip, ring=ring, version=None)
    type(proposal).objects.update(shown_from=today())
    world.ids |= {
        "tip_id": tip.pk,
        "other_id": world.other.pk,
        "record_id": Record.objects.get(tip=tip, kind="question").pk,
        "attachment_id": Attachment.objects.get(record__tip=tip).pk,
        "case_id": case.pk,
        "release_id": copy.pk,
        "feedback_id": Feedback.objects.get().pk,
        "outcome_id": outcome.pk,
        "hold_id": LegalHold.objects.get().pk,
        "proposal_id": proposal.pk,
        "reward_id": promise_reward(Tip.objects.get(pk=tip.pk)).pk,
    }


def _own(house: House, world: World) -> None:
    """Make what is the head's or the unit's own and of no tip."""
    tip, reid = world.tip, house.officer("reid")
    make_token(label="Records", scopes=["read"], days=30, ring=house.ring("reid"))
    keep_draft(tip_id=tip.pk, field=DraftField.NOTE, text=f"{PLANTED}?", of=reid, public=bytes(reid.public_key))
    make_hook(label="Records", address="https://records.example/told", unit_id=tip.unit_id, by=reid)
    begin_duty(officer=reid, unit=tip.unit_id, hours=8, by=reid)
    notice = NoticeDraft(
        kind=NoticeKind.APPEAL,
        category=Category.ROBBERY,
        words={"en": ("A shop was robbed", "Who saw a red car?")},
        last_day=today() + timedelta(days=14),
        picture=b"a picture",
        picture_words="A red car",
    )
    world.ids |= {
        "hook_id": Hook.objects.get().pk,
        "notice_id": draw_up(notice, by=reid).pk,
        "macro_id": Macro.objects.create(unit_id=tip.unit_id, number=1, category=Category.FRAUD).pk,
        "view_id": keep_view({"list": "open"}, by=reid).pk,
        "bulk_id": choose([(tip.pk, _version(tip))], act="claim", by=reid).pk,
        "token_id": ApiToken.objects.get().pk,
        "duty_id": Duty.objects.get().pk,
        "officer_id": house.officer("recused").pk,
        "unit_id": tip.unit_id,
        "category": "drugs",
        "token": "no-token-of-any-alert",
    }


def _version(tip: Tip) -> int:
    return Tip.objects.values_list("version", flat=True).get(pk=tip.pk)
