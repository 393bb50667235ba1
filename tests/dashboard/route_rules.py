"""The one rule that each route of the desk obeys: who is let in, who finds nothing, and who may change something.

Each route has a line here by its name, under its rule; tests/dashboard/test_every_route.py walks them all.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from reports.clock import month_of
from reports.models import Notice
from reports.notices.editions import edition, parts_of
from reports.notices.statement import draw_statement
from reports.notices.statement import parts_of as rows_of
from reports.queries.statistics import month_before
from tests.everybody import PLANTED, Role, World

SIGNED_OUT: Final = frozenset({Role.NOBODY, Role.HALF, Role.SUSPENDED})
SIGNED_IN: Final = frozenset(Role) - SIGNED_OUT
MEMBERS: Final = frozenset({Role.MEMBER, Role.HEAD})
READERS: Final = MEMBERS | {Role.INFORMED}
OF_THE_UNIT: Final = MEMBERS | {Role.RECUSED}
HEADS: Final = frozenset({Role.HEAD, Role.HEAD_ELSEWHERE})
READING: Final = frozenset({"presence", "reading", "tip_key"})
"""What reading leaves behind beside the trail: who has it open, who read it, and a wrap that was opened once."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who is let in; every other officer finds nothing, and who is not signed in is sent to do so.

    `acts`: whose requests may change rows. `is_entrance`: anybody comes, to sign in.
    """

    enter: Collection[Role]
    acts: Collection[Role] = ()
    is_entrance: bool = False


RULES: Final[Collection[tuple[Rule, str]]] = (
    # the way in
    (Rule(Role, is_entrance=True),
        "sign_in second_factor enrol sign_out confirm_by_link paper to_directory from_directory away"),
    # any officer reads; what is changed there is the officer's own (see OWN)
    (Rule(SIGNED_IN),
        "queue state alarm here keep_view search numbers place_map you programs own_password own_recovery own_phone"
        " own_passkeys people recovery_codes cases keep_call drop_call mentions guide_preview agencies status line_test"
        " rewards pay guides notice_picture"),
    # any officer acts for the whole line
    (Rule(SIGNED_IN, SIGNED_IN), "take_call hotline notices new_notice notice publish_notice end_notice"),
    # any officer comes, and acts on tips, members and the roster of the own unit alone
    (Rule(SIGNED_IN, OF_THE_UNIT), "take_next duty"),
    (Rule(SIGNED_IN, MEMBERS), "choose_several shift confirm_alert"),
    # a tip: its unit works on it, who is informed reads it
    (Rule(READERS, MEMBERS),
        "tip tip_now show_source hide_source claim release give ask_again ask text_again note keep_words keep_copy"
        " drop_words move close refer inform recuse keep_from outcome propose_reward correct into_case same unmerge"
        " beside_called trail hold attachment marks split nothing_new keep_outcome keep_correction keep_hold"),
    # what only the unit that works on a tip sees
    (Rule(MEMBERS, MEMBERS),
        "new_release release_copy release_file withdraw_number beside link unlink merge again case set_case take_out"
        " rename_case note_on_case keep_case_words drop_case_words do_macro printing"),
    # what is the officer's own, or the unit's
    (Rule({Role.HEAD}, {Role.HEAD}), "drop_view tell_view several several_now"),
    (Rule({Role.HEAD, Role.ADMINISTRATOR}, {Role.HEAD, Role.ADMINISTRATOR}), "revoke_token"),
    (Rule(OF_THE_UNIT, OF_THE_UNIT), "drop_hook"),
    # the duty unit's, of words that were added in danger (tests/dashboard/test_added.py), and what an agency answered
    # without numbers (tests/releases/test_owed.py); here there are none
    (Rule(()), "added added_source answer_looked_at"),
    # people and keys
    (Rule(MEMBERS | {Role.ADMINISTRATOR}, {Role.HEAD, Role.ADMINISTRATOR}), "person"),
    (Rule(SIGNED_IN, {Role.HEAD}), "unit_key"),
    (Rule({Role.ADMINISTRATOR}, {Role.ADMINISTRATOR}), "new_unit unit_name sign_unit_keys"),
    (Rule(HEADS | {Role.OVERSIGHT}), "unit_trail unusual"),
    # rules of the house, which two persons change
    (Rule(SIGNED_IN, HEADS | {Role.ADMINISTRATOR}), "questions routing guide macros"),
    (Rule(SIGNED_IN, {Role.ADMINISTRATOR, Role.OVERSIGHT}), "retention"),
    # what oversight answers for
    (Rule(MEMBERS | {Role.OVERSIGHT}, {Role.OVERSIGHT}), "answer_hold"),
    (Rule({Role.ADMINISTRATOR, Role.OVERSIGHT}, {Role.ADMINISTRATOR, Role.OVERSIGHT}), "statement"),
    (Rule({Role.OVERSIGHT}, {Role.OVERSIGHT}), "decide_reward voucher_sheet ledger_file"),
)  # fmt: skip
RULE_OF: Final = {name: rule for rule, names in RULES for name in names.split()}

_DRAFT = frozenset({"draft", "stored_key"})
OWN: Final[Mapping[str, frozenset[str]]] = {
    "keep_view": frozenset({"saved_view"}),
    "you": frozenset({"officer"}),
    "people": frozenset({"officer"}),
    "search": frozenset({"record"}),  # a key that was opened once, as with a tip's
    "place_map": frozenset({"place_count"}),
    "keep_call": _DRAFT,
    "drop_call": _DRAFT,
    "keep_words": _DRAFT,
    "keep_copy": _DRAFT,
    "keep_outcome": _DRAFT,
    "keep_correction": _DRAFT,
    "keep_hold": _DRAFT,
}
"""Tables in which a page writes the officer's own row, whoever of those it lets in comes."""


def bodies(world: World) -> Mapping[str, Mapping[str, str]]:
    """Return what is sent to the routes to which an empty form would be no try: each would change something."""
    ticked = f"{world.tip.pk}:{world.tip.version}"
    routes = {"drugs": "general", "robbery": "general"}
    return {
        "answer_hold": {"do": "asked:yes"},
        "again": {"version": str(world.other.version)},
        "choose_several": {"tip": ticked, "act": "claim"},
        "close": {"reason": "prank"},
        "decide_reward": {"do": "agree"},
        "drop_call": {"begun": str(world.tip.pk)},
        "duty": {"do": f"end:{world.ids['duty_id']}"},
        "guide": {"do": "retire:buyers", "base": "1"},
        "hotline": {"do": "close"},
        "inform": {"unit": "general"},
        "into_case": {"title": "Another yard"},
        "keep_correction": {"category": "theft"},
        "keep_from": {"officer": str(world.ids["officer_id"])},
        "keep_hold": {"reason": "A court asks"},
        "keep_outcome": {"arrests": "1"},
        "keep_words": {"text": "Begun"},
        "link": {"kind": "person"},
        "marks": {"do": "mask", "words": PLANTED},
        "merge": {"leads_version": str(world.other.version)},
        "move": {"to": "new"},
        "new_notice": {"kind": "appeal"},
        "note": {"text": "Seen"},
        "note_on_case": {"text": "Seen", "tip": str(world.tip.pk)},
        "keep_case_words": {"text": "Seen", "tip": str(world.tip.pk)},
        "own_passkeys": {"do": "begin"},
        "person": {"do": "suspend", "though_few": "on"},
        "questions": {"do": "withdraw", "change": "safe"},
        "refer": {"unit": "general"},
        "release_copy": {"do": "withdraw"},
        "rename_case": {"title": "The other yard"},
        "retention": {"do": "propose", "default": "400", "rule-TOTAL_FORMS": "0", "rule-INITIAL_FORMS": "0"},
        "routing": {"do": "propose"} | routes,
        "search": {"words": "cocaine"},
        "several": {"do": "begin", "sure": "yes"},
        "shift": {"do": "hand", "tip": ticked},
        "show_source": {"purpose": "action"},
        "printing": {"purpose": "action"},
        "split": {"unit": "general", "category": "other", "urgency": "2", "part": f"{world.tip.pk}/0", "made": "0"},
        "publish_notice": {"seen": edition(parts_of(Notice.objects.get(pk=world.ids["notice_id"])))},
        "statement": {"sure": "on", "seen": edition(rows_of(draw_statement(month_before(month_of(timezone.now())))))},
        "tell_view": {"tells": "on"},
        "macros": {"do": "make", "unit": str(world.tip.unit_id), "category": "drugs"},
        "unit_key": {"do": "make"},
        "unit_name": {"name": "Harbour watch"},
    }


ALIVE: Final = {
    "answer_hold", "claim", "close", "confirm_alert", "decide_reward", "do_macro", "drop_hook", "drop_view", "duty",
    "end_notice", "guide", "hotline", "inform", "into_case", "keep_correction", "keep_hold", "keep_outcome",
    "keep_case_words", "keep_words", "link", "macros", "marks", "merge", "note", "note_on_case", "nothing_new",
    "person", "publish_notice",
    "questions", "recuse", "refer", "release_copy", "rename_case", "retention", "revoke_token", "set_case",
    "several", "split", "statement", "take_next", "take_out", "tell_view", "unit_key", "unit_name", "withdraw_number",
}  # fmt: skip
"""Routes whose body does change something where it is allowed: the control of every try that changes nothing."""
