"""Roles, where they live, and what each may do (architecture §4).

Total tables over the enums: a test proves that every role has a kind and every permission a role.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthorityKind(models.TextChoices):
    """The three sorts of authority that share the portal."""

    MUNICIPALITY = "municipality", _("Kommune")
    POLICE = "police", _("Politikreds")
    CENTRE = "centre", _("Nationalt center")


class Role(models.TextChoices):
    """What a membership makes of a person. Values are part of the database's request context."""

    REPORTER = "reporter", _("Indberetter")
    CASEWORKER = "caseworker", _("Sagsbehandler")
    COORDINATOR = "coordinator", _("Tovholder")
    LEADER = "leader", _("Leder")
    OFFICER = "officer", _("Politimedarbejder")
    POLICE_COORDINATOR = "police_coordinator", _("Politi-tovholder")
    EDITOR = "editor", _("Redaktør")
    ADVISER = "adviser", _("Rådgiver")
    METHODOLOGIST = "methodologist", _("Metodeansvarlig")
    ANALYST = "analyst", _("Analytiker")
    ADMINISTRATOR = "administrator", _("Administrator")
    LOG_REVIEWER = "log_reviewer", _("Logkontrol")


class Kind(models.TextChoices):
    """Sort of request context: one database role and one set of policies each."""

    REPORTER = "reporter"
    MUNICIPALITY = "muni"
    POLICE = "police"
    CENTRE = "centre"
    LOG = "log"


KIND_OF: dict[Role, Kind] = {
    Role.REPORTER: Kind.REPORTER,
    Role.CASEWORKER: Kind.MUNICIPALITY,
    Role.COORDINATOR: Kind.MUNICIPALITY,
    Role.LEADER: Kind.MUNICIPALITY,
    Role.OFFICER: Kind.POLICE,
    Role.POLICE_COORDINATOR: Kind.POLICE,
    Role.EDITOR: Kind.CENTRE,
    Role.ADVISER: Kind.CENTRE,
    Role.METHODOLOGIST: Kind.CENTRE,
    Role.ANALYST: Kind.CENTRE,
    Role.ADMINISTRATOR: Kind.CENTRE,
    Role.LOG_REVIEWER: Kind.LOG,
}

ROLES_IN: dict[AuthorityKind, frozenset[Role]] = {
    AuthorityKind.MUNICIPALITY: frozenset(
        {Role.REPORTER, Role.CASEWORKER, Role.COORDINATOR, Role.LEADER, Role.LOG_REVIEWER}
    ),
    AuthorityKind.POLICE: frozenset({Role.OFFICER, Role.POLICE_COORDINATOR, Role.LOG_REVIEWER}),
    AuthorityKind.CENTRE: frozenset(
        {
            Role.EDITOR,
            Role.ADVISER,
            Role.METHODOLOGIST,
            Role.ANALYST,
            Role.ADMINISTRATOR,
            Role.LOG_REVIEWER,
        }
    ),
}

#: Who manages an authority's members: the first of them is given from outside.
LEADER_OF: dict[AuthorityKind, Role] = {
    AuthorityKind.MUNICIPALITY: Role.LEADER,
    AuthorityKind.POLICE: Role.POLICE_COORDINATOR,
    AuthorityKind.CENTRE: Role.ADMINISTRATOR,
}

DATABASE_ROLE: dict[Kind, str] = {kind: f"r_{kind.value}" for kind in Kind}
PUBLIC_DATABASE_ROLE = "r_public"


class Permission(models.TextChoices):
    """What can be asked of an actor, independent of any row."""

    START = "start", _("Se egen startside")
    REPORT_CONCERN = "report_concern", _("Indberette en bekymring")
    VIEW_OWN_REPORTS = "view_own_reports", _("Se kvittering for egne bekymringer")
    REGISTER_CONCERN = "register_concern", _("Registrere en bekymring som sag")
    VIEW_CASES = "view_cases", _("Se sager, der er åbnet for rollen")
    WORK_CASES = "work_cases", _("Skrive notater, indsatser og opfølgning")
    TRIAGE_CASES = "triage_cases", _("Vurdere, tildele og flytte sager")
    SHARE_CASES = "share_cases", _("Dele oplysninger med politikredsen")
    CLOSE_CASES = "close_cases", _("Afslutte sager")
    APPROVE_CLOSING = "approve_closing", _("Godkende afslutning ved høj bekymring")
    APPROVE_ERASURE = "approve_erasure", _("Godkende sletning af sager")
    MEET = "meet", _("Se møder i infohuset, der er åbne for rollen")
    LEAD_MEETINGS = "lead_meetings", _("Lede møder i infohuset og godkende referater")
    ANSWER_INQUIRIES = "answer_inquiries", _("Besvare spørgsmål fra andre myndigheder")
    JOIN_NETWORK = "join_network", _("Læse og skrive i politikredsens netværk")
    RECEIVE_DISCLOSURES = "receive_disclosures", _("Modtage og kvittere for delinger")
    SCREEN = "screen", _("Besvare vurderinger")
    ORDER_SCREENING = "order_screening", _("Bestille en vurdering")
    READ_INSTRUMENTS = "read_instruments", _("Læse vurderingsrammer")
    AUTHOR_INSTRUMENTS = "author_instruments", _("Udarbejde og udgive vurderingsrammer")
    PUBLISH = "publish", _("Redigere og udgive viden")
    VIEW_OWN_PLAN = "view_own_plan", _("Se egen handlingsplan")
    EDIT_OWN_PLAN = "edit_own_plan", _("Skrive og følge op på egen handlingsplan")
    ADOPT_PLAN = "adopt_plan", _("Vedtage og offentliggøre egen handlingsplan")
    TAKE_ADVICE = "take_advice", _("Give eller få sparring om en handlingsplan")
    GUIDE_MUNICIPALITIES = "guide_municipalities", _("Vejlede kommuner om deres planer")
    MANAGE_MEMBERS = "manage_members", _("Invitere og fratage medlemmer")
    CONFIRM_ROLES = "confirm_roles", _("Bekræfte roller, som en anden administrator giver")
    REVIEW_LOG = "review_log", _("Gennemse loggen for egen myndighed")


P = Permission
_EVERYONE = frozenset({P.START})
_CASEWORK = _EVERYONE | {
    P.REGISTER_CONCERN,
    P.VIEW_CASES,
    P.WORK_CASES,
    P.MEET,
    P.SCREEN,
    P.READ_INSTRUMENTS,
    P.VIEW_OWN_PLAN,
}
_COORDINATION = _CASEWORK | {
    P.TRIAGE_CASES,
    P.SHARE_CASES,
    P.LEAD_MEETINGS,
    P.ANSWER_INQUIRIES,
    P.JOIN_NETWORK,
    P.CLOSE_CASES,
    P.ORDER_SCREENING,
    P.EDIT_OWN_PLAN,
    P.TAKE_ADVICE,
}
_POLICE = _EVERYONE | {
    P.RECEIVE_DISCLOSURES,
    P.MEET,
    P.JOIN_NETWORK,
    P.SCREEN,
    P.READ_INSTRUMENTS,
}

MAY: dict[Role, frozenset[Permission]] = {
    Role.REPORTER: _EVERYONE | {P.REPORT_CONCERN, P.VIEW_OWN_REPORTS},
    Role.CASEWORKER: _CASEWORK,
    Role.COORDINATOR: _COORDINATION,
    Role.LEADER: _COORDINATION
    | {
        P.APPROVE_CLOSING,
        P.APPROVE_ERASURE,
        P.ADOPT_PLAN,
        P.MANAGE_MEMBERS,
        P.REVIEW_LOG,
    },
    Role.OFFICER: _POLICE,
    Role.POLICE_COORDINATOR: _POLICE | {P.LEAD_MEETINGS, P.ANSWER_INQUIRIES, P.MANAGE_MEMBERS},
    Role.EDITOR: _EVERYONE | {P.PUBLISH, P.READ_INSTRUMENTS},
    Role.ADVISER: _EVERYONE | {P.READ_INSTRUMENTS, P.TAKE_ADVICE, P.GUIDE_MUNICIPALITIES},
    Role.METHODOLOGIST: _EVERYONE | {P.READ_INSTRUMENTS, P.AUTHOR_INSTRUMENTS},
    Role.ANALYST: _EVERYONE | {P.READ_INSTRUMENTS},
    Role.ADMINISTRATOR: _EVERYONE | {P.MANAGE_MEMBERS, P.CONFIRM_ROLES},
    Role.LOG_REVIEWER: _EVERYONE | {P.REVIEW_LOG},
}


def kinds_with(permission: Permission) -> frozenset[Kind]:
    """Kinds in which a role holds ``permission``; for all others its pages do not exist."""
    return frozenset(KIND_OF[role] for role, allowed in MAY.items() if permission in allowed)
