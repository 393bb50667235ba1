"""Which rows of a table a process may see: a policy a table, for the desk by unit and officer.

`manage.py grant_rights` brings both databases to this and doctor tells where they differ. The desk says with each
statement for whom it is (reports.wall); here stands what that means. What is looked up once stands in a select of its
own, so that Postgres does it once a statement and not once a row.
"""

from dataclasses import dataclass
from typing import Final

from reports.models.rights import ROLES, Role

_WHOLE: Final = "(SELECT current_setting('tipline.whole', true) = 'on')"
# An array of a select, and nothing around it: what stands around is done again for each row.
_UNITS: Final = "(ARRAY(SELECT unnest(string_to_array(current_setting('tipline.units', true), ',')::uuid[])))"
_OFFICER: Final = "(SELECT nullif(current_setting('tipline.officer', true), '')::uuid)"
_RECUSED: Final = f"(ARRAY(SELECT tip_id FROM recusal WHERE officer_id = {_OFFICER}))"  # noqa: S608 - our own words


def _of_unit(table: str) -> str:
    return f"{table}.unit_id = ANY {_UNITS}"


def _through(table: str, column: str, parent: str) -> str:
    """Rows whose parent may be seen. Not EXISTS: for many rows Postgres would read the whole parent instead."""
    own = f"{table}.{column}"
    return f"{own} = (SELECT {parent}.id FROM {parent} WHERE {parent}.id = {own})"  # noqa: S608 - our own words


# Which rows the desk sees and changes, beside all of them in an act that goes beyond the officer's own units.
_SEEN: Final = {
    # Of its columns only what stands in the index of each list: else the rows themselves would be looked at.
    "tip": f"({_of_unit('tip')} OR tip.informed && {_UNITS}) AND tip.id <> ALL {_RECUSED}",
    "tip_key": f"{_of_unit('tip_key')} AND tip_key.tip_id <> ALL {_RECUSED}",
    "added_key": f"{_of_unit('added_key')} AND added_key.tip_id <> ALL {_RECUSED}",
    "record": _through("record", "tip_id", "tip"),
    "attachment": _through("attachment", "record_id", "record"),
    "release": _through("release", "record_id", "record"),
    "feedback": _through("feedback", "tip_id", "tip"),
    "mailbox": _through("mailbox", "tip_id", "tip"),
    "line": _through("line", "tip_id", "tip"),
    "draft": f"draft.officer_id = {_OFFICER}",
    # Whoever made a second tip for another unit can take it back.
    "tip_split": f"tip_split.officer_id = {_OFFICER} OR {_through('tip_split', 'tip_id', 'tip')}",
    "tip_case": _of_unit("tip_case"),
    "place_count": _of_unit("place_count"),
}
WALLED: Final = tuple(_SEEN)
# Functions that read such tables, with the rights of who calls them: migration 0093.
READING: Final = ("count_lists", "count_agencies", "running_alerts", "around_tip")


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rows of a table some roles may meet with one verb. `seen`: rows that are there, `made`: those they make."""

    table: str
    name: str
    roles: tuple[Role, ...]
    seen: str = "true"
    made: str = "true"
    verb: str = "ALL"

    @property
    def statement(self) -> str:
        """The policy as SQL."""
        to = ", ".join(self.roles)
        seen = "" if self.verb == "INSERT" else f" USING ({self.seen})"
        is_checked = self.verb in ("ALL", "INSERT") or self.made != "true"
        made = f" WITH CHECK ({self.made})" if is_checked else ""
        return f"CREATE POLICY {self.name} ON {self.table} FOR {self.verb} TO {to}{seen}{made}"


_OTHERS: Final = (Role.INTAKE, Role.WORKER, Role.RETENTION)
# In the key store the desk alone enters and strikes who may come in (reports.signed_people); all may read it.
_AT_WORK: Final = (Role.INTAKE, Role.DESK, Role.WORKER)
_FACING_OUT: Final = (Role.INTAKE, Role.WORKER)
_NOT_PEOPLE: Final = "purpose <> 'people'"
_PASSING: Final = "purpose::text IN ('one_time', 'line', 'repeat')"


def _passing_or_of(days: int) -> str:
    """No key that keeps words readable, but for those of some days: forgetting alone destroys what is older."""
    return f"{_PASSING} OR ({_NOT_PEOPLE} AND day >= current_date - {days})"


_OF_PURPOSES: Final = (
    Policy("stored_key", "every_purpose", (Role.RETENTION,)),
    Policy("stored_key", "read_every_purpose", _AT_WORK, verb="SELECT"),
    Policy("stored_key", "add_every_purpose", (Role.DESK,), verb="INSERT"),
    Policy("stored_key", "add_all_but_people", _FACING_OUT, made=_NOT_PEOPLE, verb="INSERT"),
    # Twins take back what they made for nothing.
    Policy("stored_key", "destroy_of_today", (Role.INTAKE,), _passing_or_of(1), verb="DELETE"),
    # What names the police is sealed anew when it is judged, and waits for that while a worker is down.
    Policy("stored_key", "destroy_of_late", (Role.WORKER,), _passing_or_of(30), verb="DELETE"),
    # The key of a draft; one that is older falls to forgetting.
    Policy(
        "stored_key", "destroy_people_too", (Role.DESK,), f"purpose = 'people' OR {_passing_or_of(30)}", verb="DELETE"
    ),
)
# Who may say in the trail that who did what: else whoever takes one process could enter what officers never did.
# Lists are compared as text: Postgres writes a list of varchar in other words once it came from a backup.
_OF_OFFICER: Final = "starts_with(actor, 'officer:')"
_BY_TIPSTER: Final = "actor = 'tipster' AND (act = 'tip.arrived' OR NOT starts_with(act, 'tip.'))"
_BY_OTHERS: Final = "actor || ' ' || act IN ('agency feedback.came', 'payer reward.collected', 'worker line.opted_out')"
_OF_CALLS_AND_ALARMS: Final = "'tip.taken_down', 'alert.confirmed'"
_IN_BULK: Final = (
    "'tip.claimed', 'tip.handed_over', 'tip.closed', 'tip.category_set', 'tip.ask_again_set', 'tip.put_back',"
    " 'alert.called_off'"
)
_OUTSIDE: Final = "actor::text NOT IN ('agency', 'payer', 'nobody')"
_LEFT_BEHIND: Final = "'tip.left_behind', 'tip.officer_left'"
_ENTERED: Final = {
    # Of officers: a call that the counter took down, and an alert that a text or a link confirmed.
    Role.INTAKE: f"{_BY_TIPSTER} OR {_BY_OTHERS} OR {_OF_OFFICER} AND act::text IN ({_OF_CALLS_AND_ALARMS})",
    # A call that an officer took arrives as a tip: where there is no counter the desk stores it itself.
    Role.DESK: f"actor::text NOT IN ('agency', 'payer') AND (actor <> 'tipster' OR act = 'tip.arrived')"
    f" AND (actor <> 'worker' OR act::text IN ({_LEFT_BEHIND}))",
    Role.WORKER: f"{_OUTSIDE} AND (NOT {_OF_OFFICER} OR act::text IN ({_IN_BULK}))",  # an act on many tips goes on here
    Role.RETENTION: f"{_OUTSIDE} AND actor <> 'tipster' AND NOT {_OF_OFFICER}",
}
_OF_THE_TRAIL: Final = (
    Policy("audit_entry", "read_what_is_granted", ROLES, verb="SELECT"),
    Policy("audit_entry", "chain", (Role.RETENTION,), verb="UPDATE"),
    *(
        Policy("audit_entry", f"enter_as_{role.name.lower()}", (role,), made=made, verb="INSERT")
        for role, made in _ENTERED.items()
    ),
)
# What a hole in the public pages could silence: alerts, officers' texts, and what still lies at the provider.
_SOON: Final = "due_at <= now() + interval '1 hour'"
_RUNG: Final = "EXISTS (SELECT FROM alert_step AS s WHERE s.alert_id = alert.tip_id AND s.officer_id = confirmed_by_id)"
_OUT: Final = "handed_over OR sent > 0"  # the provider tells of what it was given
_OF_NO_RECORD: Final = "record_id IS NULL"  # of a call that is not decided, or only to be deleted there
_BEHIND: Final = (Role.DESK, Role.WORKER, Role.RETENTION)
_OF_ALARMS: Final = (
    *(
        policy
        for table in ("alert", "alert_step", "dispatch", "errand")
        for policy in (
            Policy(table, "all_behind", _BEHIND),
            Policy(table, "read_by_intake", (Role.INTAKE,), verb="SELECT"),
        )
    ),
    # One that runs stays due, at the latest when it was (a trigger); and only somebody who was rung confirms it.
    Policy(
        "alert", "begin_alarm", (Role.INTAKE,), made=f"state = 'running' AND NOT borne_out AND {_SOON}", verb="INSERT"
    ),
    Policy(
        "alert",
        "confirm",
        (Role.INTAKE,),
        "state::text IN ('running', 'everybody')",
        f"(state = 'running' AND coalesce({_SOON}, false)) OR (state = 'confirmed' AND {_RUNG})",
        "UPDATE",
    ),
    # Of what was handed over the provider tells what became of it; none goes out twice, and none is left out.
    Policy("alert_step", "settle", (Role.INTAKE,), "state <> 'due'", "state::text NOT IN ('due', 'handed')", "UPDATE"),
    Policy("dispatch", "hear_of", (Role.INTAKE,), _OUT, _OUT, "UPDATE"),
    Policy("dispatch", "drop_settled", (Role.INTAKE,), _OUT, verb="DELETE"),
    Policy("errand", "order_there", (Role.INTAKE,), verb="INSERT"),
    Policy("errand", "put_off", (Role.INTAKE,), _OF_NO_RECORD, _OF_NO_RECORD, "UPDATE"),
    Policy(
        "errand", "decide", (Role.INTAKE,), f"{_OF_NO_RECORD} AND NOT fetched AND kind = 'recording'", verb="DELETE"
    ),
)
_BY_UNIT: Final = tuple(
    policy
    for table, seen in _SEEN.items()
    for policy in (
        Policy(table, "of_own_units", (Role.DESK,), f"{_WHOLE} OR ({seen})"),
        Policy(table, "of_all_units", _OTHERS),
    )
)
POLICIES: Final = _OF_PURPOSES + _OF_THE_TRAIL + _OF_ALARMS + _BY_UNIT

# What needs the row as it was, which no policy sees. Migrations make them: each trigger with its table.
TRIGGERS: Final = (
    ("alert", "keeps_whom_it_called"),
    ("alert", "puts_off_no_alert"),
    ("alert", "steps_go_with_it"),
    ("record", "keeps_what_was_found"),
    ("tip", "stays_judged"),
    ("tip", "stays_a_test_or_not"),
)

# Tables at the desk that belong to a tip or a unit and have no policy, each with the reason.
_NO_WORD: Final = "ids, states and days of what officers did; each is read through its tip"
_PEOPLE: Final = "who belongs to which unit is known to every officer, and signed"
OPEN_TO_THE_DESK: Final = {
    **dict.fromkeys(
        ("bulk_step", "case_tip", "chase", "presence", "reading", "recusal", "tip_link", "tip_merge"), _NO_WORD
    ),
    **dict.fromkeys(("duty", "joining", "membership", "unit_escrow", "unit_renewal"), _PEOPLE),
    **dict.fromkeys(("alert", "alert_step"), "the duty unit and links without a sign-in end alerts of other units"),
    **dict.fromkeys(("dispatch", "errand"), "the status page counts what is stuck, of all units"),
    **dict.fromkeys(
        ("outcome", "tally", "tally_count"), "counts, which oversight and the public statement sum up over all units"
    ),
    **dict.fromkeys(("hook", "hook_event"), "the worker's addresses, sealed to it; of no tip"),
    "capsule": "which arrivals wait to be judged; their boxes are the worker's",
    "reading_count": "oversight looks at the reading in all units; counts of officers' own acts",
    "audit_entry": "oversight reads all of it, and each colleague's news come from it",
    "legal_hold": "oversight answers for tips that it cannot read; whose it is stands in each query",
    "line_test": "of the line, not of a tipster",
    "mention": "an officer's own; read through the tip",
    "macro": "what units often do, of no tip",
    "saved_view": "filters, no word of a tip",
}
