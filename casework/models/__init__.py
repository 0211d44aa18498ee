"""Rows of casework. Every row carries its municipality; the database refuses all others."""

from casework.models.acknowledgement import Acknowledgement
from casework.models.assessment import Decision, InformationRequest, Meeting, Notice, Triage
from casework.models.case import Case, CaseCounter
from casework.models.closing import ClosingAnswer, LeaderApproval
from casework.models.concern import Concern, RepeatCheck
from casework.models.consent import Consent
from casework.models.contact import Contact
from casework.models.correction import Correction
from casework.models.deadline import DeadlineChange
from casework.models.erasure import Erasure
from casework.models.handing_over import HandOverAnswer
from casework.models.history import FieldHistory
from casework.models.inquiry import Inquiry, InquiryReply
from casework.models.join import CaseJoin, CitizenJoin
from casework.models.joint import (
    JointApproval,
    JointAttendance,
    JointDecision,
    JointInvitee,
    JointMeeting,
    JointMinutes,
    JointPaper,
    JointPlan,
)
from casework.models.measures import Measure, Review
from casework.models.party import Party, PartyRelation
from casework.models.people import CaseAssignment, CaseReader
from casework.models.report import Report, ReportDecision
from casework.models.share_check import ShareCheck
from casework.models.share_reply import ShareReply
from casework.models.sharing import Disclosure, DisclosureItem, Receipt
from casework.models.subject import Subject, SubjectKey
from casework.models.task import Task
from casework.models.work import Note, StateChange

__all__ = [
    "Acknowledgement",
    "Case",
    "CaseAssignment",
    "CaseCounter",
    "CaseJoin",
    "CaseReader",
    "CitizenJoin",
    "ClosingAnswer",
    "Concern",
    "Consent",
    "Contact",
    "Correction",
    "DeadlineChange",
    "Decision",
    "Disclosure",
    "DisclosureItem",
    "Erasure",
    "FieldHistory",
    "HandOverAnswer",
    "InformationRequest",
    "Inquiry",
    "InquiryReply",
    "JointApproval",
    "JointAttendance",
    "JointDecision",
    "JointInvitee",
    "JointMeeting",
    "JointMinutes",
    "JointPaper",
    "JointPlan",
    "LeaderApproval",
    "Measure",
    "Meeting",
    "Note",
    "Notice",
    "Party",
    "PartyRelation",
    "Receipt",
    "RepeatCheck",
    "Report",
    "ReportDecision",
    "Review",
    "ShareCheck",
    "ShareReply",
    "StateChange",
    "Subject",
    "SubjectKey",
    "Task",
    "Triage",
]
