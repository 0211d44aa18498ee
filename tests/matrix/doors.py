"""Who passes which door, before any row is looked up; written down by hand."""

from __future__ import annotations

from enum import StrEnum

from tests.matrix.actors import OUTSIDE, PEOPLE


class Door(StrEnum):
    """The audiences of the portal; the values of permissions are those of the code."""

    PUBLIC = "public"
    LOGIN = "login"
    START = "start"
    REPORT = "report_concern"
    OWN_REPORTS = "view_own_reports"
    REGISTER = "register_concern"
    CASES = "view_cases"
    WORK = "work_cases"
    TRIAGE = "triage_cases"
    SHARE = "share_cases"
    CLOSE = "close_cases"
    APPROVE = "approve_closing"
    ERASE = "approve_erasure"
    RECEIVE = "receive_disclosures"
    INQUIRIES = "answer_inquiries"
    NETWORK = "join_network"
    MEET = "meet"
    LEAD = "lead_meetings"
    SCREEN = "screen"
    ORDER = "order_screening"
    INSTRUMENTS = "read_instruments"
    PUBLISH = "publish"
    OWN_PLAN = "view_own_plan"
    EDIT_PLAN = "edit_own_plan"
    ADOPT_PLAN = "adopt_plan"
    ADVICE = "take_advice"
    GUIDE = "guide_municipalities"
    MEMBERS = "manage_members"
    CONFIRM = "confirm_roles"
    LOG = "review_log"


MUNICIPAL = {
    "sagsbehandler",
    "anden_sagsbehandler",
    "tovholder",
    "leder",
    "nabo_sagsbehandler",
    "nabo_tovholder",
    "fjern_leder",
}
LEADING = {"tovholder", "leder", "nabo_tovholder", "fjern_leder"}
LEADERS = {"leder", "fjern_leder"}
REPORTERS = {"indberetter", "anden_indberetter", "nabo_indberetter"}
POLICE = {"politi", "politi_tovholder", "fjernt_politi"}
CENTRE = {"redaktoer", "raadgiver", "metodeansvarlig", "analytiker", "administrator"}
REVIEWERS = {"logkontrol", "center_logkontrol"}

PASS: dict[Door, set[str]] = {
    Door.PUBLIC: {*PEOPLE, *OUTSIDE},
    Door.LOGIN: {*PEOPLE, *OUTSIDE},
    Door.START: {*PEOPLE},
    Door.REPORT: REPORTERS,
    Door.OWN_REPORTS: REPORTERS,
    Door.REGISTER: MUNICIPAL,
    Door.CASES: MUNICIPAL,
    Door.WORK: MUNICIPAL,
    Door.TRIAGE: LEADING,
    Door.SHARE: LEADING,
    Door.CLOSE: LEADING,
    Door.APPROVE: LEADERS,
    Door.ERASE: LEADERS,
    Door.RECEIVE: POLICE,
    Door.INQUIRIES: LEADING | {"politi_tovholder", "fjernt_politi"},
    Door.NETWORK: LEADING | POLICE,
    Door.MEET: MUNICIPAL | POLICE,
    Door.LEAD: LEADING | {"politi_tovholder", "fjernt_politi"},
    Door.SCREEN: MUNICIPAL | POLICE,
    Door.ORDER: LEADING,
    Door.INSTRUMENTS: MUNICIPAL | POLICE | CENTRE - {"administrator"},
    Door.PUBLISH: {"redaktoer"},
    Door.OWN_PLAN: MUNICIPAL,
    Door.EDIT_PLAN: LEADING,
    Door.ADOPT_PLAN: LEADERS,
    Door.ADVICE: LEADING | {"raadgiver"},
    Door.GUIDE: {"raadgiver"},
    Door.MEMBERS: LEADERS | {"politi_tovholder", "fjernt_politi", "administrator"},
    Door.CONFIRM: {"administrator"},
    Door.LOG: LEADERS | REVIEWERS,
}
#: One of each kind, for doors that ask nobody for a role.
ONE_OF_EACH = (
    *OUTSIDE,
    "indberetter",
    "leder",
    "politi_tovholder",
    "logkontrol",
    "administrator",
)
#: To these, in a kind of authority where nobody passes, the page does not exist (404, not 403).
KINDS: tuple[set[str], ...] = (MUNICIPAL, REPORTERS, POLICE, CENTRE, REVIEWERS)
