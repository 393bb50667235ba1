"""The desk's table of contents."""

from django.urls import path

from reports.dashboard import acts, agencies, joining, narrowing, notices, passing, programs, releases, rewards
from reports.dashboard.added import added, added_source
from reports.dashboard.attachment import attachment
from reports.dashboard.away import away, here
from reports.dashboard.beside import beside, beside_called
from reports.dashboard.case import case, set_case, take_out
from reports.dashboard.case_draft import drop_case_words, keep_case_words
from reports.dashboard.case_notes import note_on_case, rename
from reports.dashboard.cases import case_list
from reports.dashboard.correct import correct_tip
from reports.dashboard.directory import from_directory, to_directory
from reports.dashboard.drafts import drop_call, drop_words, keep_call, keep_form, keep_words
from reports.dashboard.duty import confirm_alert, confirm_by_link, duty
from reports.dashboard.enrol import enrol, recovery_codes
from reports.dashboard.guide import guide
from reports.dashboard.guides import guides, preview
from reports.dashboard.holds import answer_hold, hold
from reports.dashboard.hotline import hotline
from reports.dashboard.into_case import into_case
from reports.dashboard.line_test import line_test
from reports.dashboard.macros import macros, on_tip
from reports.dashboard.marks import marks
from reports.dashboard.mentions import mentions
from reports.dashboard.new_unit import new_unit
from reports.dashboard.now import alarm, tip_now
from reports.dashboard.outcome import outcome
from reports.dashboard.own_keys import own_password, own_phone, own_recovery
from reports.dashboard.paper import paper
from reports.dashboard.passkeys import own_passkeys
from reports.dashboard.pay import pay
from reports.dashboard.people import people
from reports.dashboard.person import person
from reports.dashboard.places import place_map
from reports.dashboard.printing import printing
from reports.dashboard.questions import questions
from reports.dashboard.queue import queue, state, take_next
from reports.dashboard.release_file import release_file
from reports.dashboard.retention import retention
from reports.dashboard.routing import routing
from reports.dashboard.same import same
from reports.dashboard.search import look
from reports.dashboard.second_factor import second_factor
from reports.dashboard.several import choose_several, several, several_now
from reports.dashboard.shift import shift
from reports.dashboard.sign_in import sign_in, sign_out
from reports.dashboard.split import split
from reports.dashboard.statement import statement
from reports.dashboard.statistics import numbers
from reports.dashboard.status import status
from reports.dashboard.take_call import take_call
from reports.dashboard.tip import tip
from reports.dashboard.trail import trail
from reports.dashboard.unit_key import sign_unit_keys, unit_key
from reports.dashboard.unit_name import unit_name
from reports.dashboard.unit_trail import unit_trail
from reports.dashboard.unmasking import hide_source, show_source
from reports.dashboard.unusual import unusual
from reports.dashboard.you import you

app_name = "dashboard"
urlpatterns = [
    path("", queue, name="queue"),
    path("state", state, name="state"),
    path("alarm", alarm, name="alarm"),
    path("here", here, name="here"),
    path("away", away, name="away"),
    path("next", take_next, name="take_next"),
    path("views", narrowing.keep, name="keep_view"),
    path("views/<uuid:view_id>/tell", narrowing.tell, name="tell_view"),
    path("views/<uuid:view_id>/drop", narrowing.drop, name="drop_view"),
    path("search", look, name="search"),
    path("numbers", numbers, name="numbers"),
    path("numbers/places", place_map, name="place_map"),
    path("numbers/statement", statement, name="statement"),
    path("you", you, name="you"),
    path("you/programs", programs.programs, name="programs"),
    path("you/programs/<uuid:token_id>/revoke", programs.revoke, name="revoke_token"),
    path("you/programs/hooks/<uuid:hook_id>/drop", programs.drop, name="drop_hook"),
    path("you/password", own_password, name="own_password"),
    path("you/recovery", own_recovery, name="own_recovery"),
    path("you/phone", own_phone, name="own_phone"),
    path("you/passkeys", own_passkeys, name="own_passkeys"),
    path("people", people, name="people"),
    path("people/<uuid:officer_id>", person, name="person"),
    path("people/units/<uuid:unit_id>/key", unit_key, name="unit_key"),
    path("people/units/new", new_unit, name="new_unit"),
    path("people/units/<uuid:unit_id>/name", unit_name, name="unit_name"),
    path("people/keys/sign", sign_unit_keys, name="sign_unit_keys"),
    path("tips/<uuid:tip_id>", tip, name="tip"),
    path("tips/<uuid:tip_id>/now", tip_now, name="tip_now"),
    path("tips/<uuid:tip_id>/releases/new", releases.new_release, name="new_release"),
    path("tips/<uuid:tip_id>/releases/<uuid:release_id>", releases.release, name="release_copy"),
    path("tips/<uuid:tip_id>/releases/<uuid:release_id>/file", release_file, name="release_file"),
    path("tips/<uuid:tip_id>/numbers/<uuid:feedback_id>/withdraw", agencies.withdraw, name="withdraw_number"),
    path("tips/<uuid:tip_id>/numbers/<uuid:feedback_id>/looked-at", agencies.looked_at, name="answer_looked_at"),
    path("tips/<uuid:tip_id>/source", show_source, name="show_source"),
    path("tips/<uuid:tip_id>/source/hide", hide_source, name="hide_source"),
    path("tips/<uuid:tip_id>/print", printing, name="printing"),
    path("tips/<uuid:tip_id>/claim", acts.claim, name="claim"),
    path("tips/<uuid:tip_id>/release", acts.release, name="release"),
    path("tips/<uuid:tip_id>/macros/<uuid:macro_id>", on_tip, name="do_macro"),
    path("tips/<uuid:tip_id>/give", acts.give, name="give"),
    path("tips/<uuid:tip_id>/ask-again", acts.ask_again, name="ask_again"),
    path("tips/<uuid:tip_id>/ask", acts.ask, name="ask"),
    path("tips/<uuid:tip_id>/texts/<uuid:record_id>", acts.text_again, name="text_again"),
    path("tips/<uuid:tip_id>/note", acts.note, name="note"),
    path("tips/<uuid:tip_id>/draft", keep_words, name="keep_words"),
    path("tips/<uuid:tip_id>/draft/copy", keep_form, name="keep_copy"),
    path("tips/<uuid:tip_id>/draft/outcome", keep_form, name="keep_outcome"),
    path("tips/<uuid:tip_id>/draft/correction", keep_form, name="keep_correction"),
    path("tips/<uuid:tip_id>/draft/hold", keep_form, name="keep_hold"),
    path("tips/<uuid:tip_id>/draft/drop", drop_words, name="drop_words"),
    path("tips/<uuid:tip_id>/status", acts.move, name="move"),
    path("tips/<uuid:tip_id>/close", acts.close, name="close"),
    path("tips/<uuid:tip_id>/refer", passing.refer, name="refer"),
    path("tips/<uuid:tip_id>/inform", passing.inform, name="inform"),
    path("tips/<uuid:tip_id>/split", split, name="split"),
    path("tips/<uuid:tip_id>/step-back", passing.recuse, name="recuse"),
    path("tips/<uuid:tip_id>/keep-off", passing.keep_from, name="keep_from"),
    path("tips/<uuid:tip_id>/outcome", outcome, name="outcome"),
    path("tips/<uuid:tip_id>/reward", rewards.propose, name="propose_reward"),
    path("tips/<uuid:tip_id>/correct", correct_tip, name="correct"),
    path("tips/<uuid:tip_id>/marks", marks, name="marks"),
    path("cases", case_list, name="cases"),
    path("cases/<uuid:case_id>", case, name="case"),
    path("cases/<uuid:case_id>/title", rename, name="rename_case"),
    path("cases/<uuid:case_id>/note", note_on_case, name="note_on_case"),
    path("cases/<uuid:case_id>/note/draft", keep_case_words, name="keep_case_words"),
    path("cases/<uuid:case_id>/note/draft/drop", drop_case_words, name="drop_case_words"),
    path("cases/<uuid:case_id>/set", set_case, name="set_case"),
    path("cases/<uuid:case_id>/tips/<uuid:tip_id>/take-out", take_out, name="take_out"),
    path("tips/<uuid:tip_id>/case", into_case, name="into_case"),
    path("tips/<uuid:tip_id>/same", same, name="same"),
    path("tips/<uuid:tip_id>/nothing-new", joining.nothing_new, name="nothing_new"),
    path("tips/<uuid:tip_id>/unmerge", joining.unmerge, name="unmerge"),
    path("tips/<uuid:tip_id>/beside", beside_called, name="beside_called"),
    path("tips/<uuid:tip_id>/beside/<uuid:other_id>", beside, name="beside"),
    path("tips/<uuid:tip_id>/beside/<uuid:other_id>/link", joining.link, name="link"),
    path("tips/<uuid:tip_id>/beside/<uuid:other_id>/unlink", joining.unlink, name="unlink"),
    path("tips/<uuid:tip_id>/beside/<uuid:other_id>/merge", joining.merge, name="merge"),
    path("tips/<uuid:tip_id>/beside/<uuid:other_id>/again", joining.again, name="again"),
    path("tips/<uuid:tip_id>/trail", trail, name="trail"),
    path("tips/<uuid:tip_id>/files/<uuid:attachment_id>", attachment, name="attachment"),
    path("take-call", take_call, name="take_call"),
    path("take-call/draft", keep_call, name="keep_call"),
    path("take-call/draft/drop", drop_call, name="drop_call"),
    path("several", choose_several, name="choose_several"),
    path("several/<uuid:bulk_id>", several, name="several"),
    path("several/<uuid:bulk_id>/now", several_now, name="several_now"),
    path("unit-trail", unit_trail, name="unit_trail"),
    path("unusual", unusual, name="unusual"),
    path("mentions", mentions, name="mentions"),
    path("shift", shift, name="shift"),
    path("duty", duty, name="duty"),
    path("duty/<uuid:tip_id>", confirm_alert, name="confirm_alert"),
    path("duty/<uuid:tip_id>/added", added, name="added"),
    path("duty/<uuid:tip_id>/added/source", added_source, name="added_source"),
    path("alert/<str:token>", confirm_by_link, name="confirm_by_link"),
    path("keeping", retention, name="retention"),
    path("macros", macros, name="macros"),
    path("questions", questions, name="questions"),
    path("routing", routing, name="routing"),
    path("agencies", agencies.agencies, name="agencies"),
    path("guides", guides, name="guides"),
    path("guides/<str:category>", guide, name="guide"),
    path("guides/<str:category>/preview", preview, name="guide_preview"),
    path("keeping/holds/<uuid:hold_id>", answer_hold, name="answer_hold"),
    path("tips/<uuid:tip_id>/hold", hold, name="hold"),
    path("status", status, name="status"),
    path("line-test", line_test, name="line_test"),
    path("hotline", hotline, name="hotline"),
    path("notices", notices.notices, name="notices"),
    path("notices/new", notices.new_notice, name="new_notice"),
    path("notices/<uuid:notice_id>", notices.notice, name="notice"),
    path("notices/<uuid:notice_id>/picture", notices.notice_picture, name="notice_picture"),
    path("notices/<uuid:notice_id>/publish", notices.publish_notice, name="publish_notice"),
    path("notices/<uuid:notice_id>/end", notices.end_notice, name="end_notice"),
    path("rewards", rewards.rewards, name="rewards"),
    path("rewards/pay", pay, name="pay"),
    path("rewards/ledger.csv", rewards.ledger_file, name="ledger_file"),
    path("rewards/proposals/<uuid:proposal_id>", rewards.decide, name="decide_reward"),
    path("rewards/vouchers/<uuid:reward_id>", rewards.voucher_sheet, name="voucher_sheet"),
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in/directory", to_directory, name="to_directory"),
    path("sign-in/directory/back", from_directory, name="from_directory"),
    path("sign-in/paper", paper, name="paper"),
    path("sign-in/code", second_factor, name="second_factor"),
    path("sign-in/phone", enrol, name="enrol"),
    path("sign-in/recovery-codes", recovery_codes, name="recovery_codes"),
    path("sign-out", sign_out, name="sign_out"),
]
