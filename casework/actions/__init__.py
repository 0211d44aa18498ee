"""Everything that changes a case. Each action is one transaction, one check, one event."""

from casework.actions.acknowledging import acknowledge
from casework.actions.aftercare import check_aftercare
from casework.actions.answers import REPLIED, record_information
from casework.actions.assessing import (
    ask_information,
    decide,
    decide_notice,
    hold_meeting,
    recommend,
    triage,
)
from casework.actions.checking_share import check_share
from casework.actions.closing import approve_closing, ask_approval, close, retention_of
from casework.actions.colleagues import (
    add_colleague,
    assign,
    remove_colleague,
    restrict,
    team,
)
from casework.actions.consents import record_consent, withdraw_consent
from casework.actions.contacts import log_contact, settle_contact
from casework.actions.correcting import Known, correct_citizen
from casework.actions.correcting_concern import correct_concern
from casework.actions.correcting_records import correct_information, correct_record
from casework.actions.deadlines import move_deadline
from casework.actions.erasing import erase, hold_erasure, propose_erasure, release_hold
from casework.actions.finding import Findings, Found, find_citizens
from casework.actions.handing_over import answer_hand_over, hand_over
from casework.actions.inquiring import answer_inquiry, send_inquiry, withdraw_inquiry
from casework.actions.joining import join_citizens, undo_join
from casework.actions.joining_cases import join_cases, undo_case_join
from casework.actions.joint import (
    cancel_meeting,
    choose_papers,
    end_invitation,
    invite,
    move_meeting,
    plan_meeting,
)
from casework.actions.joint_minutes import (
    add_to_minutes,
    approve_minutes,
    decide_after_meeting,
    record_attendance,
    write_minutes,
)
from casework.actions.measures import Practice, add_measure, review, update_measure
from casework.actions.moving import change_state, pause, reopen, resume
from casework.actions.notes import add_addendum, correct_note, write_note
from casework.actions.opening import ConcernFacts
from casework.actions.parties import add_party, end_relation, relate_party
from casework.actions.persons import Person
from casework.actions.registering import register_concern
from casework.actions.repeats import Candidate, search_repeats
from casework.actions.reporting import answer_report, put_on_case, report_concern
from casework.actions.screening import order_screening, record_judgement
from casework.actions.sharing import answer_share, receive, share, withdraw
from casework.actions.tasks import Wanted, add_task, cancel_task, change_task, finish_task

__all__ = [
    "REPLIED",
    "Candidate",
    "ConcernFacts",
    "Findings",
    "Found",
    "Known",
    "Person",
    "Practice",
    "Wanted",
    "acknowledge",
    "add_addendum",
    "add_colleague",
    "add_measure",
    "add_party",
    "add_task",
    "add_to_minutes",
    "answer_hand_over",
    "answer_inquiry",
    "answer_report",
    "answer_share",
    "approve_closing",
    "approve_minutes",
    "ask_approval",
    "ask_information",
    "assign",
    "cancel_meeting",
    "cancel_task",
    "change_state",
    "change_task",
    "check_aftercare",
    "check_share",
    "choose_papers",
    "close",
    "correct_citizen",
    "correct_concern",
    "correct_information",
    "correct_note",
    "correct_record",
    "decide",
    "decide_after_meeting",
    "decide_notice",
    "end_invitation",
    "end_relation",
    "erase",
    "find_citizens",
    "finish_task",
    "hand_over",
    "hold_erasure",
    "hold_meeting",
    "invite",
    "join_cases",
    "join_citizens",
    "log_contact",
    "move_deadline",
    "move_meeting",
    "order_screening",
    "pause",
    "plan_meeting",
    "propose_erasure",
    "put_on_case",
    "receive",
    "recommend",
    "record_attendance",
    "record_consent",
    "record_information",
    "record_judgement",
    "register_concern",
    "relate_party",
    "release_hold",
    "remove_colleague",
    "reopen",
    "report_concern",
    "restrict",
    "resume",
    "retention_of",
    "review",
    "search_repeats",
    "send_inquiry",
    "settle_contact",
    "share",
    "team",
    "triage",
    "undo_case_join",
    "undo_join",
    "update_measure",
    "withdraw",
    "withdraw_consent",
    "withdraw_inquiry",
    "write_minutes",
    "write_note",
]
