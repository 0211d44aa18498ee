"""Who may come where, written down by hand: the code's own declarations are checked against it.

An address that is not here fails the test, and so does an entry that no longer has an address.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    SCREEN = "screen"
    ORDER = "order_screening"
    INSTRUMENTS = "read_instruments"
    PUBLISH = "publish"
    OWN_PLAN = "view_own_plan"
    MEMBERS = "manage_members"
    LOG = "review_log"


MUNICIPAL = {
    "sagsbehandler",
    "tovholder",
    "leder",
    "nabo_sagsbehandler",
    "nabo_tovholder",
    "fjern_leder",
}
LEADING = {"tovholder", "leder", "nabo_tovholder", "fjern_leder"}
LEADERS = {"leder", "fjern_leder"}
REPORTERS = {"indberetter", "nabo_indberetter"}
POLICE = {"politi", "politi_tovholder", "fjernt_politi"}
CENTRE = {"redaktoer", "raadgiver", "metodeansvarlig", "analytiker", "administrator"}

#: Who passes each door, before any row is looked up.
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
    Door.SCREEN: MUNICIPAL | POLICE,
    Door.ORDER: LEADING,
    Door.INSTRUMENTS: MUNICIPAL | POLICE | CENTRE,
    Door.PUBLISH: {"redaktoer"},
    Door.OWN_PLAN: MUNICIPAL,
    Door.MEMBERS: LEADERS | {"politi_tovholder", "fjernt_politi", "administrator"},
    Door.LOG: LEADERS | {"logkontrol", "center_logkontrol"},
}
#: To these, in a kind of authority where nobody passes, the page does not exist (404, not 403).
KINDS: tuple[set[str], ...] = (
    MUNICIPAL,
    REPORTERS,
    POLICE,
    CENTRE,
    {"logkontrol", "center_logkontrol"},
)


class Rows(StrEnum):
    """What the parameters of an address name, and so who finds it."""

    NONE = "none"
    CASE = "case"
    DELIVERY = "delivery"
    SCREENING = "screening"
    MEMBER = "member"
    STATIC = "static"
    REPORT = "report"
    WAITING = "waiting"


#: Who finds the row, by sort of row. Rows ``own``, ``shared`` and ``revoked`` lie in the home
#: municipality, ``foreign`` in its neighbour; ``sagsbehandler`` is on the home cases.
HOME_TEAM = {"sagsbehandler", "tovholder", "leder"}
NEIGHBOUR_TEAM = {"nabo_sagsbehandler", "nabo_tovholder"}
FINDS: dict[Rows, dict[str, set[str]]] = {
    Rows.CASE: {
        "own": HOME_TEAM,
        "shared": HOME_TEAM,
        "revoked": HOME_TEAM,
        "foreign": NEIGHBOUR_TEAM,
        "missing": set(),
    },
    Rows.DELIVERY: {
        "own": set(),
        "shared": {"politi", "politi_tovholder"},
        "revoked": set(),
        "foreign": set(),
        "missing": set(),
    },
    Rows.SCREENING: {
        "own": HOME_TEAM,
        "shared": HOME_TEAM | {"politi_tovholder"},
        "revoked": HOME_TEAM,
        "foreign": NEIGHBOUR_TEAM,
        "missing": set(),
    },
    Rows.REPORT: {
        "own": {"indberetter"},
        "shared": {"indberetter"},
        "revoked": {"indberetter"},
        "foreign": {"nabo_indberetter"},
        "missing": set(),
    },
    Rows.WAITING: {
        "own": {"tovholder", "leder"},
        "shared": {"tovholder", "leder"},
        "revoked": {"tovholder", "leder"},
        "foreign": {"nabo_tovholder"},
        "missing": set(),
    },
    Rows.MEMBER: {
        "own": {"leder", "administrator"},
        "shared": {"leder", "administrator"},
        "revoked": {"leder", "administrator"},
        "foreign": {"administrator"},
        "missing": set(),
    },
}


@dataclass(frozen=True)
class Expected:
    """One address: its door, what its parameters name, and which planted keys fill them."""

    door: Door
    rows: Rows = Rows.NONE
    keys: tuple[tuple[str, str], ...] = ()


def case(door: Door, **keys: str) -> Expected:
    """A page under a case."""
    return Expected(door, Rows.CASE, (("pk", "case"), *keys.items()))


def screening(**keys: str) -> Expected:
    """A page of a screening."""
    return Expected(Door.SCREEN, Rows.SCREENING, (("pk", "screening"), *keys.items()))


def static(door: Door, **keys: str) -> Expected:
    """An address whose parameters are the same for everybody."""
    return Expected(door, Rows.STATIC, tuple(keys.items()))


def member(key: str) -> Expected:
    """A page of a membership or invitation."""
    return Expected(Door.MEMBERS, Rows.MEMBER, (("pk", key),))


EXPECTED: dict[str, Expected] = {
    "demo:personas": Expected(Door.LOGIN),
    "demo:enter": Expected(Door.LOGIN),
    "styleguide:index": Expected(Door.PUBLIC),
    "web:front": Expected(Door.PUBLIC),
    "web:start": Expected(Door.START),
    "web:autosave": static(Door.START, form="=intake", object_id="draft"),
    "web:about": Expected(Door.PUBLIC),
    "web:contact": Expected(Door.PUBLIC),
    "web:privacy": Expected(Door.PUBLIC),
    "web:cookies": Expected(Door.PUBLIC),
    "web:accessibility": Expected(Door.PUBLIC),
    "web:was": Expected(Door.PUBLIC),
    "accounts:account": Expected(Door.LOGIN),
    "accounts:end_all_sessions": Expected(Door.LOGIN),
    "accounts:end_session": static(Door.LOGIN, token="=abcdef"),
    "accounts:switch": Expected(Door.LOGIN),
    "accounts:second_factor": Expected(Door.LOGIN),
    "accounts:continue": Expected(Door.LOGIN),
    "accounts:no_role": Expected(Door.LOGIN),
    "accounts:keep_alive": Expected(Door.START),
    "accounts:members": Expected(Door.MEMBERS),
    "accounts:invite": Expected(Door.MEMBERS),
    "accounts:member": member("membership"),
    "accounts:end_member": member("membership"),
    "accounts:resend": member("invitation"),
    "accounts:withdraw": member("invitation"),
    "accounts:accept_invitation": static(Door.LOGIN, secret="=not-a-secret"),
    "accounts:log": Expected(Door.LOG),
    "accounts:activate_totp": Expected(Door.LOGIN),
    "accounts:add_passkey": Expected(Door.LOGIN),
    "accounts:remove_key": static(Door.LOGIN, pk="=1"),
    "casework:list": Expected(Door.CASES),
    "casework:intake_begin": Expected(Door.REGISTER),
    "casework:intake_repeats": static(Door.REGISTER, key="draft"),
    "casework:intake_discard": static(Door.REGISTER, key="draft"),
    "casework:intake": static(Door.REGISTER, key="draft", slug="=fare"),
    "casework:own_reports": Expected(Door.OWN_REPORTS),
    "casework:reports_waiting": Expected(Door.TRIAGE),
    "casework:report_begin": Expected(Door.REPORT),
    "casework:report_discard": static(Door.REPORT, key="draft"),
    "casework:report": static(Door.REPORT, key="draft", slug="=fare"),
    "casework:disclosures": Expected(Door.RECEIVE),
    "casework:disclosure": Expected(Door.RECEIVE, Rows.DELIVERY, (("pk", "disclosure"),)),
    "casework:receive": Expected(Door.RECEIVE, Rows.DELIVERY, (("pk", "disclosure"),)),
    "casework:receipt": Expected(Door.OWN_REPORTS, Rows.REPORT, (("pk", "report"),)),
    "casework:report_take_up": Expected(Door.TRIAGE, Rows.WAITING, (("pk", "report"),)),
    "casework:case": case(Door.CASES),
    "casework:unmask": case(Door.CASES),
    "casework:cpr": case(Door.CASES),
    "casework:note_add": case(Door.WORK),
    "casework:note_edit": case(Door.WORK, note="note"),
    "casework:note_addendum": case(Door.WORK, note="note"),
    "casework:step": case(Door.WORK, target="=assessment"),
    "casework:triage": case(Door.TRIAGE),
    "casework:notice": case(Door.TRIAGE),
    "casework:requests": case(Door.CASES),
    "casework:ask": case(Door.TRIAGE),
    "casework:record_answer": case(Door.WORK, asked="asked"),
    "casework:meetings": case(Door.TRIAGE),
    "casework:decide": case(Door.TRIAGE),
    "casework:assign": case(Door.TRIAGE),
    "casework:people": case(Door.CASES),
    "casework:colleague_add": case(Door.TRIAGE),
    "casework:colleague_remove": case(Door.TRIAGE, assignment="assignment"),
    "casework:restrict": case(Door.TRIAGE),
    "casework:share": case(Door.SHARE),
    "casework:shared": case(Door.CASES, disclosure="disclosure"),
    "casework:withdraw": case(Door.SHARE, disclosure="disclosure"),
    "casework:measure_add": case(Door.WORK),
    "casework:measure": case(Door.WORK, measure="measure"),
    "casework:review_add": case(Door.WORK),
    "casework:screenings": case(Door.CASES),
    "casework:judgement_record": case(Door.WORK),
    "casework:screening_order": case(Door.ORDER),
    "casework:close": case(Door.CLOSE),
    "casework:ask_approval": case(Door.CLOSE),
    "casework:approve_closing": case(Door.APPROVE),
    "casework:propose_erasure": case(Door.CLOSE),
    "casework:erase": case(Door.ERASE),
    "casework:hold_erasure": case(Door.CLOSE),
    "casework:release_hold": case(Door.CLOSE),
    "screening:list": Expected(Door.SCREEN),
    "screening:instruments": Expected(Door.INSTRUMENTS),
    "screening:instrument": static(Door.INSTRUMENTS, pk="version"),
    "screening:show": screening(),
    "screening:assign": screening(),
    "screening:take_over": screening(),
    "screening:open_alone": screening(),
    "screening:answer": screening(domain="=a"),
    "screening:judge": screening(),
    "screening:lock": screening(),
    "screening:acknowledge": screening(),
    "screening:profile": screening(),
    "screening:change": screening(),
    "screening:add": screening(),
    "screening:compare": screening(),
    "screening:sign": screening(),
    "knowledge:list": Expected(Door.PUBLIC),
    "knowledge:article": static(Door.PUBLIC, slug="=mentor"),
    "knowledge:glossary": Expected(Door.PUBLIC),
    "knowledge:actors": Expected(Door.PUBLIC),
    "knowledge:worried": Expected(Door.PUBLIC),
    "knowledge:infohus": Expected(Door.PUBLIC),
    "knowledge:search": Expected(Door.PUBLIC),
    "knowledge:missing": Expected(Door.PUBLIC),
    "knowledge:nowhere": static(Door.PUBLIC, rest="=findes/ikke"),
    "knowledge:plans": Expected(Door.PUBLIC),
    "knowledge:own_plan": Expected(Door.OWN_PLAN),
    "knowledge:plan": static(Door.PUBLIC, slug="=aalborg"),
}
