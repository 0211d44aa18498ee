"""Every address: its door, what it takes, and what its parameters name; written down by hand, and
the code's own declarations are checked against it.

An address that is not here fails the test, and so does an entry that no longer has an address.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.matrix.doors import Door
from tests.matrix.readers import Rows

READ, SEND, FORM = ("GET",), ("POST",), ("GET", "POST")


@dataclass(frozen=True)
class Expected:
    """One address: the methods its view takes, its door, what its parameters name, and which
    planted keys fill them (``=text`` is the value itself)."""

    takes: tuple[str, ...]
    door: Door
    rows: Rows = Rows.NONE
    keys: tuple[tuple[str, str], ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether it matters whose row the parameters name."""
        return self.rows not in {Rows.NONE, Rows.STATIC}


def case(takes: tuple[str, ...], door: Door, **keys: str) -> Expected:
    """A page under a case."""
    return Expected(takes, door, Rows.CASE, (("pk", "case"), *keys.items()))


def meeting(
    takes: tuple[str, ...], door: Door = Door.LEAD, pk: str = "meeting", **keys: str
) -> Expected:
    """A page of a meeting of the info-house."""
    return Expected(takes, door, Rows.MEETING, (("pk", pk), *keys.items()))


def screening(takes: tuple[str, ...], rows: Rows, **keys: str) -> Expected:
    """A page of a screening."""
    return Expected(takes, Door.SCREEN, rows, (("pk", rows.value), *keys.items()))


def static(takes: tuple[str, ...], door: Door, **keys: str) -> Expected:
    """An address whose parameters are the same for everybody."""
    return Expected(takes, door, Rows.STATIC, tuple(keys.items()))


def member(takes: tuple[str, ...], key: str, door: Door = Door.MEMBERS) -> Expected:
    """A page of a membership or invitation."""
    return Expected(takes, door, Rows.MEMBER, (("pk", key),))


def plan(takes: tuple[str, ...], rows: Rows, **keys: str) -> Expected:
    """A page of a part of a municipality's plan, or of what those who lead that work have."""
    return Expected(takes, Door.EDIT_PLAN, rows, tuple(keys.items()))


def asked(takes: tuple[str, ...], **keys: str) -> Expected:
    """A page of who is asked in a hearing."""
    return Expected(takes, Door.OWN_PLAN, Rows.ASKED, (("pk", "invitee"), *keys.items()))


def exercise(takes: tuple[str, ...], door: Door = Door.EDIT_PLAN, **keys: str) -> Expected:
    """A page of an exercise or an action card."""
    return Expected(takes, door, Rows.EXERCISE, tuple(keys.items()))


EXPECTED: dict[str, Expected] = {
    "demo:personas": Expected(READ, Door.LOGIN),
    "demo:enter": Expected(SEND, Door.LOGIN),
    "styleguide:index": Expected(READ, Door.PUBLIC),
    "web:front": Expected(READ, Door.PUBLIC),
    "web:start": Expected(READ, Door.START),
    "web:autosave": static(SEND, Door.START, form="=intake", object_id="draft"),
    "web:about": Expected(READ, Door.PUBLIC),
    "web:contact": Expected(READ, Door.PUBLIC),
    "web:privacy": Expected(READ, Door.PUBLIC),
    "web:cookies": Expected(READ, Door.PUBLIC),
    "web:accessibility": Expected(READ, Door.PUBLIC),
    "web:was": Expected(READ, Door.PUBLIC),
    "accounts:account": Expected(READ, Door.LOGIN),
    "accounts:end_all_sessions": Expected(SEND, Door.LOGIN),
    "accounts:end_session": static(SEND, Door.LOGIN, token="=abcdef"),
    "accounts:switch": Expected(FORM, Door.LOGIN),
    "accounts:second_factor": Expected(READ, Door.LOGIN),
    "accounts:continue": Expected(READ, Door.LOGIN),
    "accounts:no_role": Expected(READ, Door.LOGIN),
    "accounts:keep_alive": Expected(READ, Door.START),
    "accounts:members": Expected(READ, Door.MEMBERS),
    "accounts:invite": Expected(FORM, Door.MEMBERS),
    "accounts:leaderless": Expected(READ, Door.CONFIRM),
    "accounts:member": member(FORM, "membership"),
    "accounts:end_member": member(FORM, "membership"),
    "accounts:confirm": member(FORM, "invitation", Door.CONFIRM),
    "accounts:resend": member(SEND, "invitation"),
    "accounts:withdraw": member(SEND, "invitation"),
    "accounts:accept_invitation": static(FORM, Door.LOGIN, secret="=not-a-secret"),
    "accounts:contacts": Expected(READ, Door.MEMBERS),
    "accounts:infohuse": Expected(READ, Door.START),
    "accounts:contact": member(FORM, "contact"),
    "accounts:log": Expected(READ, Door.LOG),
    "accounts:own_log": Expected(READ, Door.START),
    "accounts:activate_totp": Expected(FORM, Door.LOGIN),
    "accounts:add_passkey": Expected(FORM, Door.LOGIN),
    "accounts:remove_key": static(FORM, Door.LOGIN, pk="=1"),
    "notifications:news": Expected(READ, Door.START),
    "notifications:read": Expected(SEND, Door.START),
    "notifications:choose": Expected(FORM, Door.START),
    "casework:list": Expected(READ, Door.CASES),
    "casework:find": Expected(FORM, Door.CASES),
    "casework:intake_begin": Expected(READ, Door.REGISTER),
    "casework:intake_repeats": static(FORM, Door.REGISTER, key="draft"),
    "casework:intake_discard": static(SEND, Door.REGISTER, key="draft"),
    "casework:intake": static(FORM, Door.REGISTER, key="draft", slug="=fare"),
    "casework:own_reports": Expected(READ, Door.OWN_REPORTS),
    "casework:reports_waiting": Expected(READ, Door.TRIAGE),
    "casework:report_begin": Expected(READ, Door.REPORT),
    "casework:report_discard": static(SEND, Door.REPORT, key="draft"),
    "casework:report": static(FORM, Door.REPORT, key="draft", slug="=fare"),
    "casework:shares": Expected(READ, Door.CASES),
    "casework:check_shares": Expected(SEND, Door.WORK),
    "casework:disclosures": Expected(READ, Door.RECEIVE),
    "casework:disclosure": Expected(READ, Door.RECEIVE, Rows.DELIVERY, (("pk", "disclosure"),)),
    "casework:receive": Expected(SEND, Door.RECEIVE, Rows.DELIVERY, (("pk", "disclosure"),)),
    "casework:answer_share": Expected(
        FORM, Door.RECEIVE, Rows.SHARED_WITH, (("pk", "disclosure"),)
    ),
    "casework:hand_overs": Expected(READ, Door.RECEIVE),
    "casework:own_meetings": Expected(READ, Door.MEET),
    "casework:joint_meetings": case(READ, Door.CASES),
    "casework:joint_plan": case(FORM, Door.SHARE),
    "casework:joint_meeting": meeting(READ, Door.MEET),
    "casework:joint_move": meeting(FORM, Door.SHARE),
    "casework:joint_cancel": meeting(FORM, Door.SHARE),
    "casework:joint_invite": meeting(FORM),
    "casework:joint_papers": meeting(FORM, invitee="joint_invitee"),
    "casework:joint_uninvite": meeting(FORM, invitee="joint_invitee"),
    "casework:joint_attendance": meeting(FORM, pk="begun"),
    "casework:joint_write": meeting(FORM, pk="begun"),
    "casework:joint_approve": meeting(FORM, pk="begun"),
    "casework:joint_minutes": Expected(READ, Door.MEET, Rows.APPROVED, (("pk", "approved"),)),
    "casework:joint_add": Expected(FORM, Door.LEAD, Rows.APPROVED, (("pk", "approved"),)),
    "casework:joint_decide": Expected(FORM, Door.LEAD, Rows.APPROVED, (("pk", "approved"),)),
    "casework:answer_hand_over": Expected(
        FORM, Door.RECEIVE, Rows.HAND_OVER, (("pk", "disclosure"),)
    ),
    "casework:receipt": Expected(READ, Door.OWN_REPORTS, Rows.REPORT, (("pk", "report"),)),
    "casework:report_take_up": Expected(SEND, Door.TRIAGE, Rows.WAITING, (("pk", "report"),)),
    "casework:read_report": Expected(READ, Door.TRIAGE, Rows.WAITING, (("pk", "report"),)),
    "casework:answer_report": Expected(FORM, Door.TRIAGE, Rows.WAITING, (("pk", "report"),)),
    "casework:put_on_case": Expected(FORM, Door.TRIAGE, Rows.WAITING, (("pk", "report"),)),
    "casework:case": case(READ, Door.CASES),
    "casework:unmask": case(SEND, Door.CASES),
    "casework:cpr": case(FORM, Door.CASES),
    "casework:citizen": case(FORM, Door.TRIAGE),
    "casework:join_choose": case(FORM, Door.TRIAGE),
    "casework:join": case(FORM, Door.TRIAGE, other="case"),
    "casework:joined": case(FORM, Door.TRIAGE, join="join"),
    "casework:join_cases": case(FORM, Door.TRIAGE, other="case"),
    "casework:cases_joined": case(FORM, Door.TRIAGE, join="case_join"),
    "casework:concern": case(READ, Door.CASES, concern="concern"),
    "casework:concern_correct": case(FORM, Door.WORK, concern="concern"),
    "casework:source": case(FORM, Door.CASES, concern="concern"),
    "casework:note_add": case(FORM, Door.WORK),
    "casework:note_edit": case(FORM, Door.WORK, note="note"),
    "casework:note_addendum": case(FORM, Door.WORK, note="note"),
    "casework:contact_add": case(FORM, Door.WORK),
    "casework:contact": case(FORM, Door.WORK, contact="contact"),
    "casework:contact_settle": case(SEND, Door.WORK, contact="contact"),
    "casework:parties": case(READ, Door.CASES),
    "casework:party_add": case(FORM, Door.WORK),
    "casework:party": case(FORM, Door.WORK, party="party"),
    "casework:party_relate": case(FORM, Door.WORK, party="party"),
    "casework:relation_end": case(SEND, Door.WORK, relation="relation"),
    "casework:step": case(FORM, Door.WORK, target="=assessment"),
    "casework:triage": case(FORM, Door.TRIAGE),
    "casework:notice": case(FORM, Door.TRIAGE),
    "casework:requests": case(READ, Door.CASES),
    "casework:ask": case(FORM, Door.TRIAGE),
    "casework:record_answer": case(FORM, Door.WORK, asked="asked"),
    "casework:correct_answer": case(FORM, Door.WORK, asked="answered"),
    "casework:correct_question": case(FORM, Door.TRIAGE, asked="asked"),
    "casework:correct_triage": case(FORM, Door.TRIAGE, triage="triage"),
    "casework:correct_review": case(FORM, Door.WORK, review="review"),
    "casework:meetings": case(FORM, Door.TRIAGE),
    "casework:decide": case(FORM, Door.TRIAGE),
    "casework:assign": case(FORM, Door.TRIAGE),
    "casework:people": case(READ, Door.CASES),
    "casework:colleague_add": case(FORM, Door.TRIAGE),
    "casework:colleague_remove": case(SEND, Door.TRIAGE, assignment="assignment"),
    "casework:restrict": case(FORM, Door.TRIAGE),
    "casework:consents": case(READ, Door.CASES),
    "casework:consent_add": case(FORM, Door.WORK),
    "casework:correct_consent": case(FORM, Door.WORK, consent="consent"),
    "casework:consent_withdraw": case(FORM, Door.WORK, consent="consent"),
    "casework:share": case(FORM, Door.SHARE),
    "casework:hand_over": case(FORM, Door.SHARE),
    "casework:shared": case(READ, Door.CASES, disclosure="disclosure"),
    "casework:renew": case(FORM, Door.SHARE, disclosure="disclosure"),
    "casework:withdraw": case(FORM, Door.SHARE, disclosure="disclosure"),
    "casework:measure_add": case(FORM, Door.WORK),
    "casework:measure": case(FORM, Door.WORK, measure="measure"),
    "casework:review_add": case(FORM, Door.WORK),
    "casework:screenings": case(READ, Door.CASES),
    "casework:judgement_record": case(SEND, Door.WORK),
    "casework:screening_order": case(FORM, Door.ORDER),
    "casework:close": case(FORM, Door.CLOSE),
    "casework:ask_approval": case(SEND, Door.CLOSE),
    "casework:approve_closing": case(FORM, Door.APPROVE),
    "casework:propose_erasure": case(FORM, Door.CLOSE),
    "casework:erase": case(FORM, Door.ERASE),
    "casework:hold_erasure": case(FORM, Door.CLOSE),
    "casework:release_hold": case(SEND, Door.CLOSE),
    "screening:list": Expected(READ, Door.SCREEN),
    "screening:instruments": Expected(READ, Door.PUBLIC),
    "screening:instrument": static(READ, Door.PUBLIC, pk="version"),
    "screening:show": Expected(READ, Door.SCREEN, Rows.TOLD, (("pk", Rows.LOCKED.value),)),
    "screening:assign": screening(SEND, Rows.LOCKED),
    "screening:cancel": Expected(FORM, Door.ORDER, Rows.OPEN, (("pk", Rows.OPEN.value),)),
    "screening:take_over": screening(SEND, Rows.OPEN),
    "screening:open_alone": screening(SEND, Rows.OPEN),
    "screening:answer": screening(FORM, Rows.OPEN, domain="=a"),
    "screening:judge": screening(FORM, Rows.OPEN),
    "screening:lock": screening(FORM, Rows.OPEN),
    "screening:acknowledge": screening(SEND, Rows.OPEN),
    "screening:profile": screening(READ, Rows.LOCKED),
    "screening:change": screening(FORM, Rows.LOCKED),
    "screening:add": screening(FORM, Rows.LOCKED),
    "screening:compare": screening(FORM, Rows.LOCKED),
    "knowledge:list": Expected(READ, Door.PUBLIC),
    "knowledge:article": static(READ, Door.PUBLIC, slug="=mentor"),
    "knowledge:glossary": Expected(READ, Door.PUBLIC),
    "knowledge:actors": Expected(READ, Door.PUBLIC),
    "knowledge:worried": Expected(READ, Door.PUBLIC),
    "knowledge:infohus": Expected(READ, Door.PUBLIC),
    "knowledge:search": Expected(READ, Door.PUBLIC),
    "knowledge:missing": Expected(SEND, Door.PUBLIC),
    "knowledge:nowhere": static(READ, Door.PUBLIC, rest="=findes/ikke"),
    "exercises:list": Expected(READ, Door.OWN_PLAN),
    "exercises:scenarios": Expected(READ, Door.PUBLIC),
    "exercises:scenario": static(READ, Door.PUBLIC, key="=manifest"),
    "exercises:plan": static(FORM, Door.EDIT_PLAN, key="=manifest"),
    "exercises:exercise": exercise(READ, Door.OWN_PLAN, pk="exercise"),
    "exercises:change": exercise(FORM, pk="exercise_planned"),
    "exercises:call_off": exercise(FORM, pk="exercise_planned"),
    "exercises:evaluate": exercise(FORM, pk="exercise"),
    "exercises:handout": exercise(READ, pk="exercise"),
    "exercises:run": exercise(FORM, Door.OWN_PLAN, pk="exercise"),
    "exercises:move": exercise(SEND, pk="exercise"),
    "exercises:finish": exercise(FORM, pk="exercise"),
    "exercises:entry": exercise(FORM, Door.OWN_PLAN, root="exercise_entry"),
    "exercises:point_add": exercise(FORM, pk="exercise"),
    "exercises:point": exercise(FORM, pk="exercise_point"),
    "exercises:point_remove": exercise(FORM, pk="exercise_point"),
    "exercises:point_task": exercise(SEND, pk="exercise_point"),
    "exercises:cards": Expected(READ, Door.OWN_PLAN),
    "exercises:card_add": Expected(FORM, Door.EDIT_PLAN),
    "exercises:card": exercise(READ, Door.OWN_PLAN, pk="exercise_card"),
    "exercises:card_public": static(READ, Door.PUBLIC, pk="exercise_public_card"),
    "exercises:card_change": exercise(FORM, pk="exercise_card"),
    "exercises:card_approve": exercise(FORM, Door.ADOPT_PLAN, pk="exercise_card"),
    "exercises:card_remove": exercise(FORM, pk="exercise_card"),
    "knowledge:plans": Expected(READ, Door.PUBLIC),
    "knowledge:plan_overview": Expected(READ, Door.PUBLIC),
    "knowledge:plan_data": Expected(READ, Door.PUBLIC),
    "knowledge:plan_table": static(READ, Door.PUBLIC, slug="=handlinger"),
    "knowledge:plan_catalogue": Expected(READ, Door.PUBLIC),
    "knowledge:plan_feed": Expected(READ, Door.PUBLIC),
    "knowledge:api_plans": Expected(READ, Door.PUBLIC),
    "knowledge:api_plan": static(READ, Door.PUBLIC, slug="=aalborg"),
    "knowledge:api_openapi": Expected(READ, Door.PUBLIC),
    "knowledge:plan_paper": static(READ, Door.PUBLIC, slug="=aalborg"),
    "knowledge:plan_template": Expected(READ, Door.PUBLIC),
    "knowledge:plan_like": static(READ, Door.PUBLIC, slug="=aalborg"),
    "knowledge:plan_compare": Expected(READ, Door.PUBLIC),
    "knowledge:own_plan": Expected(READ, Door.OWN_PLAN),
    "knowledge:plan_earlier": static(READ, Door.PUBLIC, slug="=aalborg", version="=1"),
    "knowledge:plan_remarks": Expected(READ, Door.EDIT_PLAN),
    "knowledge:plan_borrow": plan(
        SEND, Rows.PLAN, sort="=maal", under="plan", origin="=00000000-0000-4000-8000-000000000000"
    ),
    "knowledge:plan_borrowed": plan(SEND, Rows.PLAN, pk="borrowing"),
    "knowledge:plan_difference": static(READ, Door.PUBLIC, slug="=aalborg", version="=1"),
    "knowledge:plan_changes": Expected(READ, Door.OWN_PLAN),
    "knowledge:plan_begin": Expected(FORM, Door.EDIT_PLAN),
    "knowledge:plan_edit": Expected(READ, Door.EDIT_PLAN),
    "knowledge:plan_head": Expected(FORM, Door.EDIT_PLAN),
    "knowledge:plan_section": static(FORM, Door.EDIT_PLAN, kind="=handling"),
    "knowledge:part_add": plan(FORM, Rows.PLAN, sort="=handling", under="goal"),
    "knowledge:part": plan(FORM, Rows.PLAN, sort="=maal", pk="goal"),
    "knowledge:part_move": plan(SEND, Rows.PLAN, sort="=maal", pk="goal"),
    "knowledge:part_remove": plan(FORM, Rows.PLAN, sort="=maal", pk="goal"),
    "knowledge:parts_removed": Expected(READ, Door.EDIT_PLAN),
    "knowledge:part_restore": plan(SEND, Rows.PLAN, sort="=maal", pk="goal"),
    "knowledge:plan_adopt": Expected(FORM, Door.ADOPT_PLAN),
    "knowledge:plan_decisions": Expected(READ, Door.OWN_PLAN),
    "knowledge:decision_add": plan(FORM, Rows.PLAN, pk="plan"),
    "knowledge:decision": plan(FORM, Rows.PLAN, pk="decision"),
    "knowledge:decision_withdraw": plan(FORM, Rows.PLAN, pk="decision"),
    "knowledge:plan_discard": Expected(FORM, Door.ADOPT_PLAN),
    "knowledge:plan_revise": Expected(SEND, Door.EDIT_PLAN),
    "knowledge:task_add": plan(FORM, Rows.PLAN, pk="action"),
    "knowledge:task": plan(FORM, Rows.PLAN, pk="task"),
    "knowledge:task_mark": plan(SEND, Rows.PLAN, pk="task"),
    "knowledge:task_remove": plan(FORM, Rows.PLAN, pk="task"),
    "knowledge:plan_files": Expected(FORM, Door.EDIT_PLAN),
    "knowledge:plan_workbook": static(READ, Door.EDIT_PLAN, which="=kladde"),
    "knowledge:plan_workbook_changes": Expected(FORM, Door.EDIT_PLAN),
    "knowledge:plan_places": Expected(FORM, Door.EDIT_PLAN),
    "knowledge:plan_import_report": Expected(READ, Door.EDIT_PLAN),
    "knowledge:plan_import_file": Expected(READ, Door.EDIT_PLAN),
    "knowledge:plan_duties": Expected(READ, Door.OWN_PLAN),
    "knowledge:plan_duties_file": Expected(READ, Door.OWN_PLAN),
    "knowledge:plan_reports": Expected(READ, Door.EDIT_PLAN),
    "knowledge:report_freeze": Expected(FORM, Door.EDIT_PLAN),
    "knowledge:report": plan(READ, Rows.PUBLIC_PLAN, pk="frozen"),
    "knowledge:report_file": plan(READ, Rows.PUBLIC_PLAN, pk="frozen", sort="=xlsx"),
    "knowledge:report_show": plan(SEND, Rows.PUBLIC_PLAN, pk="frozen"),
    "knowledge:public_report": static(
        READ, Door.PUBLIC, slug="=aalborg", pk="=00000000-0000-4000-8000-000000000000"
    ),
    "knowledge:public_report_file": static(
        READ, Door.PUBLIC, slug="=aalborg", pk="=00000000-0000-4000-8000-000000000000", sort="=pdf"
    ),
    "knowledge:plan_progress": Expected(READ, Door.EDIT_PLAN),
    "knowledge:plan_report": plan(FORM, Rows.PUBLIC_PLAN, pk="reported_action"),
    "knowledge:plan_pace": plan(FORM, Rows.PUBLIC_PLAN, pk="reported_action"),
    "knowledge:plan_pace_back": plan(SEND, Rows.PUBLIC_PLAN, pk="reported_action"),
    "knowledge:plan_measure": plan(FORM, Rows.PUBLIC_PLAN, pk="reported_indicator"),
    "advice:threads": Expected(READ, Door.ADVICE),
    "advice:ask": Expected(FORM, Door.EDIT_PLAN),
    "advice:thread": Expected(FORM, Door.ADVICE, Rows.THREAD, (("pk", "thread"),)),
    "advice:take": Expected(SEND, Door.GUIDE, Rows.THREAD, (("pk", "thread"),)),
    "advice:read": Expected(SEND, Door.ADVICE, Rows.THREAD, (("pk", "thread"),)),
    "advice:open_draft": plan(FORM, Rows.THREAD, pk="thread"),
    "advice:draft": Expected(READ, Door.GUIDE, Rows.THREAD, (("pk", "thread"),)),
    "advice:close": plan(SEND, Rows.THREAD, pk="thread"),
    "advice:reopen": plan(SEND, Rows.THREAD, pk="thread"),
    "advice:correct": Expected(FORM, Door.ADVICE, Rows.MESSAGE, (("pk", "message"),)),
    "cohorts:cohorts": Expected(READ, Door.ADVICE),
    "cohorts:add": Expected(FORM, Door.GUIDE),
    "cohorts:cohort": Expected(READ, Door.ADVICE, Rows.COHORT, (("pk", "cohort"),)),
    "cohorts:file": Expected(READ, Door.GUIDE, Rows.COHORT, (("pk", "cohort"),)),
    "cohorts:change": Expected(FORM, Door.GUIDE, Rows.COHORT, (("pk", "cohort"),)),
    "cohorts:milestone_add": Expected(FORM, Door.GUIDE, Rows.COHORT, (("pk", "cohort"),)),
    "cohorts:milestone": Expected(FORM, Door.GUIDE, Rows.COHORT, (("pk", "milestone"),)),
    "cohorts:join": Expected(FORM, Door.GUIDE, Rows.COHORT, (("pk", "cohort"),)),
    "cohorts:member": Expected(FORM, Door.GUIDE, Rows.COHORT, (("pk", "member"),)),
    "cohorts:report": plan(FORM, Rows.COHORT, pk="milestone"),
    "radar:changes": Expected(READ, Door.ADVICE),
    "radar:change": static(READ, Door.ADVICE, change="=lov-underretning-2024-01-01"),
    "radar:mark": Expected(
        FORM,
        Door.ADVICE,
        Rows.PLAN,
        (("change", "=lov-underretning-2024-01-01"), ("place", "section")),
    ),
    "knowledge:plan": static(READ, Door.PUBLIC, slug="=aalborg"),
    "hearings:comments": Expected(READ, Door.EDIT_PLAN),
    "hearings:thread": plan(FORM, Rows.PLAN, part="goal"),
    "hearings:comment_reply": plan(FORM, Rows.PLAN, pk="comment"),
    "hearings:comment_correct": plan(FORM, Rows.AUTHOR, pk="comment"),
    "hearings:comment_resolve": plan(SEND, Rows.PLAN, pk="comment"),
    "hearings:hearings": Expected(READ, Door.EDIT_PLAN),
    "hearings:open": Expected(FORM, Door.EDIT_PLAN),
    "hearings:hearing": plan(READ, Rows.PLAN, pk="hearing"),
    "hearings:minutes": plan(READ, Rows.PLAN, pk="hearing"),
    "hearings:colleague": plan(FORM, Rows.PLAN, pk="hearing"),
    "hearings:invite_outside": plan(FORM, Rows.PLAN, pk="hearing"),
    "hearings:extend": plan(FORM, Rows.PLAN, pk="hearing"),
    "hearings:close": plan(FORM, Rows.PLAN, pk="hearing"),
    "hearings:revoke": plan(FORM, Rows.PLAN, pk="invitee"),
    "hearings:invitee_name": plan(FORM, Rows.PLAN, pk="invitee_outside"),
    "hearings:send_again": plan(FORM, Rows.PLAN, pk="invitee_outside"),
    "hearings:judge": plan(FORM, Rows.PLAN, pk="hearing_answer"),
    "hearings:inside": asked(READ),
    "hearings:inside_send": asked(FORM),
    "hearings:inside_receipt": asked(READ),
    "hearings:inside_answer": asked(FORM, part="hearing"),
    "hearings:outside": static(READ, Door.LOGIN, secret="=not-a-secret"),
    "hearings:outside_send": static(FORM, Door.LOGIN, secret="=not-a-secret"),
    "hearings:outside_receipt": static(READ, Door.LOGIN, secret="=not-a-secret"),
    "hearings:outside_answer": static(FORM, Door.LOGIN, secret="=not-a-secret", part="hearing"),
    "readiness:list": Expected(READ, Door.EDIT_PLAN),
    "readiness:begin": Expected(SEND, Door.EDIT_PLAN),
    "readiness:show": plan(READ, Rows.PLAN, pk="locked_assessment"),
    "readiness:theme": plan(FORM, Rows.PLAN, pk="assessment", theme="=akut"),
    "readiness:lock": plan(FORM, Rows.PLAN, pk="assessment"),
    "readiness:plan": plan(FORM, Rows.PLAN, pk="locked_assessment", statement="=akut-kort"),
    "readiness:ask": plan(FORM, Rows.PLAN, pk="locked_assessment"),
    "readiness:review": plan(READ, Rows.PLAN, pk="review"),
    "readiness:reply": plan(FORM, Rows.PLAN, pk="review_asked"),
    "readiness:remarks": plan(FORM, Rows.PLAN, pk="review_taken"),
    "readiness:respond": plan(FORM, Rows.PLAN, pk="review"),
    "readiness:end": plan(FORM, Rows.PLAN, pk="review"),
    "areas:list": Expected(READ, Door.EDIT_PLAN),
    "areas:add": Expected(FORM, Door.EDIT_PLAN),
    "areas:show": plan(READ, Rows.PLAN, pk="area"),
    "areas:part": plan(FORM, Rows.PLAN, pk="area", part="=analyse"),
    "areas:finish": plan(FORM, Rows.PLAN, pk="area"),
    "areas:revise": plan(SEND, Rows.PLAN, pk="area"),
}

#: Where whoever finds a row sees it for certain: without these, closed doors everywhere would pass.
FRONT = {
    Rows.CASE: "casework:case",
    Rows.DELIVERY: "casework:disclosure",
    Rows.MEETING: "casework:joint_meeting",
    Rows.APPROVED: "casework:joint_minutes",
    Rows.LOCKED: "screening:show",
    Rows.TOLD: "screening:show",
    Rows.REPORT: "casework:receipt",
    Rows.WAITING: "casework:read_report",
    Rows.MEMBER: "accounts:member",
    Rows.PLAN: "knowledge:part",
    Rows.PUBLIC_PLAN: "knowledge:plan_report",
    Rows.ASKED: "hearings:inside",
    Rows.AUTHOR: "hearings:comment_correct",
    Rows.EXERCISE: "exercises:exercise",
    Rows.THREAD: "advice:thread",
    Rows.MESSAGE: "advice:correct",
    Rows.COHORT: "cohorts:cohort",
}
