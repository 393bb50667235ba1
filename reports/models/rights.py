"""What each process may do in each table: the least that its work needs, and one line a table.

`manage.py grant_rights` brings both databases to this, doctor tells where they differ, and the tests ask every page
under its own role. A new table needs a line here before its rows can be touched. The owner of the tables, which
migrates and founds, is none of these: no process that listens or works has its password.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Final

from django.apps import apps
from django.db.models import Model

from reports.models.officer import Officer


class Role(StrEnum):
    """The processes by their names in Postgres."""

    INTAKE = "tipline_intake"  # the public pages, the telephone's webhooks and the tipsters' API
    DESK = "tipline_desk"
    WORKER = "tipline_worker"  # judges, fetches, cleans and sends: it meets hostile files, and erases no tip
    RETENTION = "tipline_retention"  # forgets and chains


ROLES: Final = tuple(Role)
LOCK_TIMEOUT: Final = "30s"
"""How long the worker waits for what another process holds: it must not stand still for it. The others give up by
themselves, or may wait."""
MOST_CONNECTIONS: Final = (Role.INTAKE, 2, 3)
"""Of the server's connections the public pages may take two thirds: else whoever takes them shuts the others out."""
_VERBS: Final = {"r": "SELECT", "a": "INSERT", "c": "UPDATE", "d": "DELETE"}

# r: read, a: add, c: change, d: delete. The columns are those of Role, in its order.
_RIGHTS: Final = {
    "absence": ("r", "racd", "r", "rd"),
    "account_emailaddress": ("", "r", "", ""),  # allauth looks for one; we keep none
    "account_emailconfirmation": ("", "", "", ""),
    "account_link": ("", "rad", "", ""),
    "added_key": ("r", "rcd", "ra", "rd"),
    "alert": ("rac", "rac", "rac", "racd"),  # where who saw to danger is not seen for days, others are called
    "alert_phone": ("r", "racd", "rc", "r"),
    "alert_step": ("rc", "rcd", "racd", "rd"),  # who may delete may lock the whole table
    "api_token": ("", "racd", "", "rd"),
    "asked_phone": ("", "racd", "rcd", "r"),  # numbers that nobody has confirmed yet: the public pages know of none
    "attachment": ("ra", "ra", "rac", "rd"),
    "audit_entry": ("ra", "ra", "ra", "rac"),
    "auth_group": ("", "", "", ""),
    "auth_group_permissions": ("", "", "", ""),
    "auth_permission": ("", "", "", ""),
    "bulk": ("", "racd", "rcd", "rd"),
    "bulk_step": ("", "racd", "rcd", "rd"),
    "capsule": ("rac", "ra", "racd", "rd"),  # the desk sees which records wait to be judged
    "case_tip": ("", "rad", "", "rd"),
    "chase": ("", "r", "racd", "rd"),
    "correction": ("", "a", "r", "rd"),
    "dispatch": ("rcd", "rac", "rcd", "rd"),
    "django_content_type": ("", "", "", ""),
    "django_session": ("", "racd", "", "rd"),
    "draft": ("", "racd", "", "rd"),
    "duty": ("r", "racd", "r", "rd"),
    "erasure": ("", "", "r", "ra"),
    "erasure_day": ("", "", "", "racd"),  # else who writes as the desk could have every tip erased, or one never
    "errand": ("racd", "ra", "racd", "rd"),
    "feedback": ("rc", "rac", "r", "rd"),  # the intake finds one by its reference, and uses its number up
    "finding_correction": ("", "a", "r", "rd"),
    "fingerprint": ("", "", "ra", "rd"),
    "hook": ("", "racd", "rc", ""),
    "hook_event": ("", "rad", "racd", "rd"),
    "hotline": ("r", "rac", "r", ""),
    "house_rules": ("r", "rac", "r", ""),
    "joining": ("", "racd", "r", "rd"),
    "key_age": ("", "r", "rc", ""),
    "learned_model": ("", "r", "rac", ""),
    "legal_hold": ("", "rac", "r", "rcd"),
    "line": ("racd", "r", "racd", "rd"),
    "line_test": ("rc", "rc", "rac", "rcd"),
    "macro": ("", "rad", "r", ""),
    "mailbox": ("rc", "r", "a", "rd"),
    "mailbox_copy": ("rc", "a", "a", "rd"),
    "membership": ("r", "racd", "r", "r"),
    "mention": ("", "racd", "", "rd"),
    "mfa_authenticator": ("", "racd", "", ""),
    "notice": ("r", "rac", "", ""),
    "officer": ("r", "rac", "r", "r"),
    "outcome": ("", "rac", "ra", "rc"),
    "place_count": ("", "rac", "", ""),
    "presence": ("", "racd", "", "rd"),
    "proposed_term": ("", "racd", "", ""),
    "pulse": ("", "r", "racd", "rac"),
    "reading": ("", "rac", "", "rd"),
    "reading_count": ("", "r", "", "rad"),
    "record": ("rac", "rac", "rac", "rcd"),
    "recusal": ("r", "ra", "ra", "rd"),
    "release": ("", "rac", "r", "rd"),  # the worker: whom an agency may thank
    "retention_rules": ("r", "rac", "r", "r"),
    "reward": ("rc", "rac", "", "rc"),
    "reward_proposal": ("", "rac", "", "rc"),
    "reward_vote": ("", "racd", "", "rd"),
    "saved_view": ("", "racd", "", ""),
    "seen_request": ("ra", "ra", "ra", "rcd"),
    "silence": ("racd", "", "r", "rd"),  # the worker texts no code to such a phone
    "sign_in_code": ("", "racd", "", "rd"),
    "statement": ("r", "ra", "", ""),
    "statement_fault": ("r", "racd", "", ""),
    "stored_key": ("rad", "rad", "rad", "rcd"),
    "tally": ("", "ra", "ra", "rad"),
    "tally_count": ("", "r", "", "rad"),
    "tip": ("rac", "rac", "rac", "rcd"),
    "tip_case": ("", "racd", "", "rd"),
    "tip_key": ("a", "racd", "rad", "rd"),
    "tip_link": ("", "rad", "", "rd"),
    "tip_merge": ("r", "rad", "rd", "rd"),
    "tip_split": ("r", "rad", "r", "rd"),
    "unit": ("r", "rac", "r", "r"),
    "unit_escrow": ("", "ra", "", ""),
    "unit_renewal": ("", "racd", "", ""),
}
_OFFICER: Final = tuple(
    str(field.column) for field in Officer._meta.local_concrete_fields if field.name not in Officer.SECRETS
)
_LINE: Final = ("id", "tip_id", "last_day", "silent", "stopped", "renewed")  # nothing that leads to a number
_PLACE: Final = ("id", "officer_id", "unit_id", "generation", "is_head", "row_mac")  # all but the bundle
# Where a process reads some columns only: no sealed key of an officer, and of the trail no more than what was done.
_COLUMNS: Final = {
    (Role.INTAKE, "added_key"): ("tip_id", "unit_id"),  # who may confirm by a key or a text
    (Role.INTAKE, "alert_phone"): ("id", "officer_id", "lookup", "is_confirmed"),  # whose a text's number is
    (Role.INTAKE, "audit_entry"): ("act", "tip_id"),
    (Role.INTAKE, "feedback"): ("id", "tip_id", "reference", "mark", "row_mac", "state", "last_day"),
    (Role.INTAKE, "membership"): _PLACE,
    (Role.INTAKE, "officer"): _OFFICER,
    (Role.DESK, "capsule"): ("record_id",),
    (Role.DESK, "line"): _LINE,
    (Role.WORKER, "feedback"): ("record_id", "release_id", "given_by_id"),
    (Role.WORKER, "release"): ("id", "made_by_id", "translated_by_id", "checked_by_id"),
    (Role.WORKER, "added_key"): ("tip_id", "unit_id"),  # whom to call
    (Role.WORKER, "audit_entry"): ("act", "sequence", "tip_id", "unit_id"),  # of which tips a hook is told
    (Role.WORKER, "joining"): ("officer_id", "unit_id"),  # whose member somebody will be
    (Role.WORKER, "legal_hold"): ("tip_id", "unit_id", "state"),  # who else learns of a tip
    (Role.WORKER, "membership"): _PLACE,
    (Role.WORKER, "officer"): _OFFICER,
    (Role.RETENTION, "asked_phone"): ("id",),
    (Role.RETENTION, "correction"): ("tip_id",),
    (Role.RETENTION, "finding_correction"): ("tip_id",),
    (Role.RETENTION, "fingerprint"): ("tip_id",),
    (Role.RETENTION, "line"): _LINE,
    (Role.RETENTION, "membership"): _PLACE,  # whose votes count
    (Role.RETENTION, "officer"): _OFFICER,
}
# And where it may change some only: a hole in the public pages must not overwrite what tips say, close tips, move the
# day on which they are erased, or put in keys to which all that follows is sealed. Forgetting changes nothing it keeps.
_CHANGES: Final = {
    (Role.INTAKE, "alert"): ("state", "begun_at", "due_at", "confirmed_by_id", "how", "tries"),
    (Role.INTAKE, "alert_step"): ("state",),
    (Role.INTAKE, "capsule"): ("waiting",),
    (Role.INTAKE, "dispatch"): ("arrived",),
    (Role.INTAKE, "errand"): ("fetched", "due_at"),
    (Role.INTAKE, "feedback"): ("state", "record_id"),
    # Not to whom it leads, nor to which tip; but how it is found, which a new epoch's key changes.
    (Role.INTAKE, "line"): (
        *("lookup", "row_mac", "last_day", "silent", "stopped", "renewed"),
        *("receipt", "asked", "answer_due"),
    ),
    (Role.INTAKE, "line_test"): ("answered",),
    (Role.INTAKE, "mailbox"): ("is_open",),
    (Role.INTAKE, "mailbox_copy"): ("body", "fades_on"),
    (Role.INTAKE, "record"): ("delivery",),
    (Role.INTAKE, "reward"): ("state", "ended_month", "slip", "code_mark", "row_mac", "bars", "kept_slip"),
    (Role.INTAKE, "tip"): ("withdrawn", "unreachable", "version"),
    (Role.DESK, "added_key"): ("box", "generation"),
    (Role.DESK, "feedback"): ("state", "taken_by_id"),
    (Role.DESK, "record"): ("at", "body", "delivery", "findings", "root_box"),  # whose it is, stays as it was written
    (Role.WORKER, "record"): ("at", "body", "channel", "delivery", "findings", "root_box"),
    (Role.RETENTION, "audit_entry"): ("sequence", "chain"),
    (Role.RETENTION, "record"): ("at",),
}


@cache
def tables() -> dict[str, type[Model]]:
    """Return every table with its model."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def rights(role: Role) -> dict[str, frozenset[str]]:
    """Return what a role may do, by table, as Postgres writes it: SELECT, or SELECT (act) for a single column."""
    place = ROLES.index(role)
    return {table: frozenset(_told(role, table, letters[place])) for table, letters in _RIGHTS.items()}


def _told(role: Role, table: str, letters: str) -> list[str]:
    narrowed = {"r": _COLUMNS.get((role, table)), "c": _CHANGES.get((role, table))}
    return [right for letter in letters for right in _of(_VERBS[letter], narrowed.get(letter))]


def _of(verb: str, columns: Iterable[str] | None) -> list[str]:
    return [verb] if columns is None else [f"{verb} ({column})" for column in columns]
