"""Which visit of a real browser stands on which page of the desk in the end: no page is left out."""

from typing import Final

VISITED: Final = {
    "queue": "full_queue",
    "search": "found_words",
    "numbers": "the_numbers",
    "place_map": "places_of_tips",
    "statement": "statement_not_looked_at",
    "you": "yourself",
    "programs": "programs",
    "own_password": "own_password_refused",
    "own_recovery": "own_recovery_code",
    "own_phone": "own_phone_refused",
    "own_passkeys": "own_passkeys",
    "people": "the_people",
    "person": "a_one_time_code",
    "new_unit": "a_new_unit",
    "unit_name": "a_unit_with_another_name",
    "sign_unit_keys": "sign_new_keys",
    "tip": "whole_tip",
    "new_release": "copy_to_begin",
    "release_copy": "released_copy",
    "printing": "tip_on_paper",
    "split": "second_tip",
    "outcome": "what_came_of_it",
    "correct": "what_triage_should_have_found",
    "marks": "single_findings",
    "cases": "case_list",
    "case": "a_case",
    "into_case": "tip_without_a_case",
    "same": "the_same_things",
    "beside": "side_by_side",
    "trail": "trail",
    "attachment": "picture_alone",
    "several": "several_tips",
    "choose_several": "done_to_several",
    "unit_trail": "what_my_unit_did",
    "unusual": "unusual_reading",
    "mentions": "mentions_of_me",
    "shift": "end_of_shift",
    "duty": "duty_while_an_alert_runs",
    "added": "what_was_added_in_danger",
    "confirm_by_link": "link_of_an_alert",
    "retention": "keeping_and_rules",
    "macros": "macro_made",
    "questions": "questions_to_change",
    "routing": "routes_to_change",
    "agencies": "agencies_that_wait",
    "guides": "proposed_guide",
    "guide": "guide_to_change",
    "guide_preview": "guide_as_tipsters_see_it",
    "status": "status_of_the_line",
    "line_test": "wrong_number_of_the_test",
    "hotline": "hotline_refused",
    "notices": "notices_of_the_force",
    "new_notice": "notice_refused",
    "notice": "notice_to_publish",
    "rewards": "before_the_board",
    "pay": "a_wrong_voucher",
    "sign_in": "wrong_password",
    "paper": "come_in_with_a_paper",
    "second_factor": "code_page",
    "enrol": "phone_set_up",
    "recovery_codes": "enrol",
}
"""Route by route; tests/dashboard/test_in_browser.py holds each visit to what stands here."""

ELSEWHERE: Final = {
    "take_call": "test_take_call_in_browser.py",
    "away": "test_states_in_browser.py",
    "to_directory": "test_directory.py",
    "from_directory": "test_directory.py",
}
"""Pages that axe looks at in a test of their own."""

ACTS: Final = {
    "take_next", "keep_view", "tell_view", "drop_view", "revoke_token", "drop_hook", "unit_key", "withdraw_number",
    "show_source", "hide_source", "claim", "release", "do_macro", "give", "ask_again", "ask", "text_again", "note",
    "keep_words", "keep_copy", "keep_outcome", "keep_correction", "keep_hold", "drop_words", "move", "close",
    "refer", "inform", "recuse", "keep_from", "propose_reward", "rename_case", "note_on_case", "set_case",
    "keep_case_words", "drop_case_words",
    "take_out", "nothing_new", "unmerge", "link", "unlink", "merge", "again", "keep_call", "drop_call",
    "confirm_alert", "added_source", "answer_hold", "hold", "publish_notice", "end_notice", "decide_reward",
    "voucher_sheet", "sign_out", "answer_looked_at", "beside_called",
}  # fmt: skip
"""What only a form is sent to: it answers by leading to a page, or by one that stands above."""

PARTS: Final = {"state", "alarm", "here", "tip_now", "several_now", "release_file", "ledger_file", "notice_picture"}
"""What a script or a reader of files asks for: no page."""
