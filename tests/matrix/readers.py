"""Who finds which row and may read which text; written down by hand (design: who sees what).

This is one half of a double entry. The other half is the code; nothing here is computed from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Row(StrEnum):
    """Sorts of planted rows. One word each: it stands in every text planted in the row.

    All but the last two lie in the home municipality, and ``tovholder`` leads their cases.
    """

    ASSIGNED = "assigned"
    """``sagsbehandler`` is on it."""
    OTHER = "other"
    """``anden_sagsbehandler`` is on it, or ``anden_indberetter`` wrote it."""
    LISTED = "listed"
    """Restricted to ``tovholder`` and ``sagsbehandler``; shared with the police."""
    UNLISTED = "unlisted"
    """``sagsbehandler`` was on it; then restricted to ``leder`` and ``anden_sagsbehandler``, closed
    and reopened."""
    REMOVED = "removed"
    """``sagsbehandler`` was on it and has been taken off; then closed, and kept from erasure."""
    STRUCK = "struck"
    """Restricted to ``tovholder`` and ``sagsbehandler``, who has then been taken off; paused."""
    SHARED = "shared"
    """Shared with the police; ``politi`` is named for its screenings."""
    REVOKED = "revoked"
    """Was shared, and both have rated; then withdrawn."""
    EXPIRED = "expired"
    """Was shared; the time is over."""
    HANDED = "handed"
    """Handed over to the police, who refused it; then handed over anew, and not answered."""
    FOREIGN = "foreign"
    MISSING = "missing"


class Rows(StrEnum):
    """What the parameters of an address name."""

    NONE = "none"
    STATIC = "static"
    CASE = "case"
    DELIVERY = "delivery"
    SHARED_WITH = "shared_with"
    """A delivery that is no hand-over."""
    HAND_OVER = "hand_over"
    OPEN = "open"
    """A screening that is being answered, ordered after the case was restricted."""
    TOLD = "told"
    """A screening, and for the overseer of a district that it was withdrawn from it."""
    LOCKED = "locked"
    """A screening that the municipality locked before the case was restricted."""
    MEETING = "meeting"
    """A meeting of the info-house that nobody has approved the minutes of."""
    APPROVED = "approved"
    """One whose minutes both sides have approved."""
    INQUIRY = "inquiry"
    """A question that the district is asked in the portal."""
    REPORT = "report"
    WAITING = "waiting"
    """A report as those read it who assess concerns; that of ``listed`` was put on its case, that
    of ``other`` answered."""
    MEMBER = "member"
    PLAN = "plan"
    """A part of the draft of a municipality's plan."""
    PUBLIC_PLAN = "public_plan"
    """A part of the plan that everybody reads and its own municipality reports on."""
    AUTHOR = "author"
    """A comment on a plan, as its author corrects it."""
    ASKED = "asked"
    """The invitation of a colleague to a hearing."""
    EXERCISE = "exercise"
    """An exercise or an action card that nobody has made public, and what hangs on it."""
    THREAD = "thread"
    """A question to the centre's advisers about a plan."""
    MESSAGE = "message"
    """What ``tovholder`` or ``nabo_tovholder`` wrote in it."""
    TOPIC = "topic"
    """A topic in the network of a district; that of ``foreign`` is of another district."""
    POST = "post"
    """What the police wrote in it first."""
    COHORT = "cohort"
    """A cohort in which the municipality is the only member, and its milestone."""


Readers = Mapping[Row, set[str]]
POLICE_LEAD = "politi_tovholder"
HOME_TEAM = {"sagsbehandler", "tovholder", "leder"}
NEIGHBOURS = {"nabo_sagsbehandler", "nabo_tovholder"}

CASE: Readers = {
    Row.ASSIGNED: HOME_TEAM,
    Row.OTHER: {"anden_sagsbehandler", "tovholder", "leder"},
    Row.LISTED: {"sagsbehandler", "tovholder"},
    Row.UNLISTED: {"anden_sagsbehandler", "leder"},
    Row.REMOVED: {"tovholder", "leder"},
    Row.STRUCK: {"tovholder"},
    Row.SHARED: HOME_TEAM,
    Row.REVOKED: HOME_TEAM,
    Row.EXPIRED: HOME_TEAM,
    Row.HANDED: HOME_TEAM,
    Row.FOREIGN: NEIGHBOURS,
    Row.MISSING: set(),
}
DELIVERY: Readers = {
    Row.LISTED: {"politi", POLICE_LEAD},
    Row.SHARED: {"politi", POLICE_LEAD},
    Row.REVOKED: set(),
    Row.EXPIRED: set(),
    Row.HANDED: {"politi", POLICE_LEAD},
    Row.MISSING: set(),
}
OPEN: Readers = {**CASE, Row.SHARED: HOME_TEAM | {"politi", POLICE_LEAD}}
LOCKED: Readers = {**OPEN, Row.LISTED: CASE[Row.LISTED] | {POLICE_LEAD}}
#: Who is told that what the district saw was withdrawn, when and why.
TOLD: Readers = {Row.REVOKED: {POLICE_LEAD}}

#: The district's coordinator, and whom she invited, while the case is shared.
MEETING: Readers = {
    Row.LISTED: LOCKED[Row.LISTED],
    Row.SHARED: OPEN[Row.SHARED],
    Row.REVOKED: HOME_TEAM,
    Row.EXPIRED: HOME_TEAM,
    Row.MISSING: set(),
}
#: What both have approved, both keep.
APPROVED: Readers = {
    Row.LISTED: MEETING[Row.LISTED],
    Row.SHARED: MEETING[Row.SHARED],
    Row.REVOKED: HOME_TEAM | {POLICE_LEAD},
    Row.MISSING: set(),
}

#: The district's coordinator answers for it.
INQUIRY: Readers = {
    Row.LISTED: {POLICE_LEAD},
    Row.SHARED: {POLICE_LEAD},
    Row.MISSING: set(),
}

#: Who finds the row that an address names.
FINDS: dict[Rows, Readers] = {
    Rows.CASE: CASE,
    Rows.DELIVERY: DELIVERY,
    Rows.SHARED_WITH: {**DELIVERY, Row.HANDED: set()},
    Rows.HAND_OVER: {
        Row.HANDED: DELIVERY[Row.HANDED],
        Row.SHARED: set(),
        Row.MISSING: set(),
    },
    Rows.OPEN: OPEN,
    Rows.LOCKED: LOCKED,
    Rows.TOLD: {**LOCKED, Row.REVOKED: CASE[Row.REVOKED] | TOLD[Row.REVOKED]},
    Rows.MEETING: MEETING,
    Rows.APPROVED: APPROVED,
    Rows.INQUIRY: INQUIRY,
    Rows.REPORT: {
        Row.ASSIGNED: {"indberetter"},
        Row.OTHER: {"anden_indberetter"},
        Row.LISTED: {"indberetter"},
        Row.FOREIGN: {"nabo_indberetter"},
        Row.MISSING: set(),
    },
    Rows.WAITING: {
        Row.ASSIGNED: {"tovholder", "leder"},
        Row.OTHER: {"tovholder", "leder"},
        # That it was taken over; what it says is read by those of the case.
        Row.LISTED: {"tovholder", "leder"},
        Row.FOREIGN: {"nabo_tovholder"},
        Row.MISSING: set(),
    },
    Rows.MEMBER: {
        Row.ASSIGNED: {"leder", "administrator"},
        Row.FOREIGN: {"administrator"},
        Row.MISSING: set(),
    },
    Rows.PLAN: {
        Row.ASSIGNED: {"tovholder", "leder"},
        Row.FOREIGN: {"nabo_tovholder"},
        Row.MISSING: set(),
    },
    Rows.EXERCISE: {
        Row.ASSIGNED: {"sagsbehandler", "anden_sagsbehandler", "tovholder", "leder"},
        Row.FOREIGN: {"nabo_sagsbehandler", "nabo_tovholder"},
        Row.MISSING: set(),
    },
    Rows.PUBLIC_PLAN: {
        Row.ASSIGNED: {"tovholder", "leder"},
        Row.FOREIGN: set(),
        Row.MISSING: set(),
    },
    Rows.AUTHOR: {
        Row.ASSIGNED: {"tovholder"},
        Row.FOREIGN: {"nabo_tovholder"},
        Row.MISSING: set(),
    },
    Rows.ASKED: {
        Row.ASSIGNED: {"sagsbehandler"},
        Row.FOREIGN: {"nabo_sagsbehandler"},
        Row.MISSING: set(),
    },
    Rows.THREAD: {
        Row.ASSIGNED: {"tovholder", "leder", "raadgiver"},
        Row.FOREIGN: {"nabo_tovholder", "raadgiver"},
        Row.MISSING: set(),
    },
    Rows.TOPIC: {
        Row.ASSIGNED: {"tovholder", "leder", "nabo_tovholder", "politi", POLICE_LEAD},
        Row.FOREIGN: {"fjern_leder", "fjernt_politi"},
        Row.MISSING: set(),
    },
    Rows.POST: {
        Row.ASSIGNED: {POLICE_LEAD},
        Row.FOREIGN: {"fjernt_politi"},
        Row.MISSING: set(),
    },
    Rows.COHORT: {
        Row.ASSIGNED: {"tovholder", "leder", "raadgiver"},
        Row.FOREIGN: {"nabo_tovholder", "raadgiver"},
        Row.MISSING: set(),
    },
    Rows.MESSAGE: {
        Row.ASSIGNED: {"tovholder"},
        Row.FOREIGN: {"nabo_tovholder"},
        Row.MISSING: set(),
    },
}
#: Strangers to the municipality meet one wall; a row of each sort that differs to them is enough.
HOME_PEOPLE = {"sagsbehandler", "anden_sagsbehandler", "tovholder", "leder"}
NEAR_POLICE = {"politi", POLICE_LEAD}
TO_POLICE = (Row.ASSIGNED, *DELIVERY)
TO_STRANGERS = (Row.ASSIGNED, Row.LISTED, Row.FOREIGN, Row.MISSING)


def rows_for(visitor: str, rows: Rows) -> tuple[Row, ...]:
    """The rows that are worth knocking for as this visitor."""
    every = tuple(FINDS[rows])
    if len(every) < len(CASE) or visitor in HOME_PEOPLE:
        return every
    return TO_POLICE if visitor in NEAR_POLICE else TO_STRANGERS


#: The municipality's answers: its own readers, and the police once both have locked.
OURS: Readers = {**CASE, Row.LISTED: LOCKED[Row.LISTED]}
#: The police's answers: their own readers, and the municipality once both have locked.
THEIRS: Readers = {
    Row.LISTED: LOCKED[Row.LISTED],
    Row.SHARED: {"politi", POLICE_LEAD},
    Row.REVOKED: HOME_TEAM,
}
#: What both parties write together once both have locked.
TOGETHER: Readers = {row: THEIRS[row] for row in (Row.LISTED, Row.REVOKED)}
#: One person's unsent words.
DRAFTS: Readers = {
    Row.ASSIGNED: {"tovholder"},
    Row.OTHER: {"tovholder"},
    Row.LISTED: {"tovholder"},
    Row.UNLISTED: {"tovholder"},
    Row.REMOVED: {"tovholder"},
    Row.STRUCK: {"tovholder"},
    Row.SHARED: {"tovholder"},
    Row.REVOKED: {"tovholder"},
    Row.EXPIRED: {"tovholder"},
    Row.HANDED: {"tovholder"},
    Row.FOREIGN: {"nabo_tovholder"},
}
#: Who handed a concern in does not read it again, but those who assess it do.
REPORTED: Readers = {
    Row.ASSIGNED: {"indberetter", "tovholder", "leder"},
    Row.OTHER: {"anden_indberetter", "tovholder", "leder"},
    Row.LISTED: {"indberetter", *CASE[Row.LISTED]},
    Row.FOREIGN: {"nabo_indberetter", "nabo_tovholder"},
}
#: The answer to her, and why, which she is not told.
ANSWERED: Readers = {Row.OTHER: REPORTED[Row.OTHER]}
UNTOLD: Readers = {Row.OTHER: {"tovholder", "leder"}}
#: A draft is read by everybody of its municipality who works with cases.
PLANS: Readers = {
    Row.ASSIGNED: {"sagsbehandler", "anden_sagsbehandler", "tovholder", "leder"},
    Row.FOREIGN: NEIGHBOURS,
}
#: The adviser answers both, and neither municipality meets the other's.
ADVICE: Readers = FINDS[Rows.THREAD]

#: A network is its district's, and all of it.
NETWORK: Readers = FINDS[Rows.TOPIC]

#: What is said of a draft is read by who leads the work; an answer also by who gave it.
HEARINGS: Readers = {Row.ASSIGNED: {"tovholder", "leder"}, Row.FOREIGN: {"nabo_tovholder"}}
ANSWERS: Readers = {
    Row.ASSIGNED: {"tovholder", "leder", "sagsbehandler"},
    Row.FOREIGN: NEIGHBOURS,
}
#: Self-assessments, what another municipality says of them, and mappings of areas.
LEADING: Readers = FINDS[Rows.PLAN]

#: What is planted -> the lists of those who may read it. The package takes along only what is
#: offered for sharing; everything else stays with the readers of the case.
TEXTS: dict[str, tuple[Readers, ...]] = {
    # who it is about and what was said
    "navn": (CASE, DELIVERY),
    "observed": (CASE, DELIVERY),
    "interpreted": (CASE, DELIVERY),
    "trigger": (CASE, DELIVERY),
    "summary": (CASE,),
    "referrer": (CASE,),
    "contact": (CASE,),
    "where": (CASE, DELIVERY),
    "when": (CASE, DELIVERY),
    "beskrivelse": (CASE,),
    "andetnavn": (CASE,),
    "rettelse": (CASE,),
    "ground": (CASE,),
    "uninformed": (CASE,),
    "laege": (CASE,),
    "kvittering": (CASE,),
    "udsat": (CASE,),
    "opgave": (CASE,),
    "loest": (CASE,),
    # what hangs on the case
    "notat": (CASE, DELIVERY),
    "tillaeg": (CASE,),
    "maal": (CASE, DELIVERY),
    "kontakt": (CASE, DELIVERY),
    "part": (CASE,),
    "partkontakt": (CASE,),
    "partvilkaar": (CASE,),
    "partgrund": (CASE,),
    "partandet": (CASE,),
    "opfoelgning": (CASE,),
    "borgersyn": (CASE,),
    "nyt": (CASE,),
    "samling": (CASE,),
    "fortrudt": (CASE,),
    "udbytte": (CASE,),
    "samtykke": (CASE,),
    "samtykketil": (CASE,),
    "samtykkeord": (CASE, {Row.SHARED: DELIVERY[Row.SHARED]}),
    "samtykkevidne": (CASE,),
    "samtykkeslut": (CASE,),
    "bero": (CASE,),
    "godkendt": (CASE,),
    "lukkesvar": (CASE,),
    "afsluttet": (CASE,),
    "stop": (CASE,),
    "underretning": (CASE,),
    "visitation": (CASE,),
    "vagt": (CASE,),
    "flytning": (CASE,),
    "myndighed": (CASE,),
    "spoergsmaal": (CASE,),
    "oplysning": (CASE,),
    "svarer": (CASE,),
    "forespurgt": (CASE, INQUIRY),
    "besked": (CASE, INQUIRY),
    "deltagere": (CASE,),
    "delt": (CASE,),
    "faelles": (CASE,),
    "anbefaling": (CASE,),
    "uenighed": (CASE,),
    "beslutning": (CASE,),
    "oplyser": (CASE,),
    "noedvendig": (CASE, DELIVERY),
    "uorienteret": (CASE, DELIVERY),
    "tilbage": (CASE, TOLD),
    "kredsafslag": (CASE, DELIVERY),
    "moede": (MEETING,),
    "fastmoede": (APPROVED,),
    "kredssvar": (CASE, DELIVERY),
    # screenings
    "svar": (OURS,),
    "tilfoejelse": (OURS,),
    "aflyst": (CASE,),
    "politisvar": (THEIRS,),
    "enighed": (TOGETHER,),
    # plans
    "plan": (PLANS,),
    "hoering": (HEARINGS,),
    "hoeringssvar": (ANSWERS,),
    "selvvurdering": (LEADING,),
    "omraade": (LEADING,),
    "sparring": (ADVICE,),
    "netvaerk": (NETWORK,),
    "melding": (ADVICE,),
    # unsent, and sent by somebody outside the team
    "kladde": (DRAFTS,),
    "indberetning": (REPORTED,),
    "omtalt": (REPORTED,),
    "dengang": (REPORTED,),
    "tolket": (REPORTED,),
    "svarvej": (REPORTED,),
    "vagtlaege": (REPORTED,),
    "besvaret": (ANSWERED,),
    "ubegrundet": (UNTOLD,),
    # the number of the case, which stands on every page about it
    # and in the log, whose reviewer is told of all at home
    "sagsnummer": (
        CASE,
        DELIVERY,
        LOCKED,
        TOLD,
        {row: {"logkontrol"} for row in CASE if row != "foreign"},
    ),
}


def readers_of(row: Row, what: str) -> set[str]:
    """Everybody who may read such a text of that row."""
    return {name for readers in TEXTS[what] for name in readers.get(row, ())}
