"""Every way from one state to another, as a total table: State x State -> Transition or None."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.rules.workflow.states import PAUSABLE, Field, Gate, State
from stopext.access.roles import Role

CASE_ROLES = frozenset({Role.CASEWORKER, Role.COORDINATOR, Role.LEADER})
LEADING = frozenset({Role.COORDINATOR, Role.LEADER})
LEADER_ONLY = frozenset({Role.LEADER})


@dataclass(frozen=True, slots=True)
class Transition:
    """One move: a verb, who may, what to write, what must be recorded, and its audit event."""

    name: str
    label: Promise
    roles: frozenset[Role]
    fields: tuple[Field, ...] = ()
    gates: tuple[Gate, ...] = ()

    @property
    def event(self) -> str:
        """Name of the one audit event the move records."""
        return f"case.{self.name}"


Table = dict[State, dict[State, Transition | None]]

ASSIGN = Transition("assign", _("Udpeg tovholder"), LEADING, (Field.COORDINATOR,))
TO_INFO_HOUSE = Transition(
    "request_information",
    _("Indhent oplysninger til infohuset"),
    LEADING,
    (Field.REASON,),
    (Gate.COORDINATOR, Gate.POLICE_CHECK, Gate.MINOR_NOTICE),
)
NOTIFY = Transition(
    "notify", _("Send videre som underretning"), CASE_ROLES, (Field.REASON,), (Gate.COORDINATOR,)
)
HAND_TO_POLICE = Transition("hand_to_police", _("Overdrag til politiet"), LEADING, (Field.REASON,))
TAKE_BACK = Transition("take_back", _("Tag sagen tilbage fra politiet"), LEADING, (Field.REASON,))
BOOK_ANALYSIS = Transition(
    "book_analysis",
    _("Indkald til analyse i infohuset"),
    LEADING,
    (Field.MEETING_ON,),
    (Gate.ANSWERS_IN,),
)
MORE_INFORMATION = Transition(
    "request_more", _("Indhent flere oplysninger"), LEADING, (Field.REASON,)
)
RECOMMEND = Transition(
    "recommend", _("Registrér anbefaling"), LEADING, (), (Gate.MEETING_HELD, Gate.JOINT_TEXT)
)
BACK_TO_ANALYSIS = Transition(
    "reanalyse", _("Drøft igen i infohuset"), LEADING, (Field.MEETING_ON, Field.REASON)
)
START_MEASURES = Transition(
    "start_measures",
    _("Sæt indsats i gang"),
    CASE_ROLES,
    (),
    (Gate.OWN_DECISION, Gate.MEASURE_OWNED),
)
BEGIN_REVIEW = Transition("begin_review", _("Begynd opfølgning"), CASE_ROLES)
CONTINUE = Transition(
    "continue_measures",
    _("Fortsæt indsatsen"),
    CASE_ROLES,
    (),
    (Gate.REVIEW_HELD, Gate.MEASURE_OWNED),
)
PAUSE = Transition("pause", _("Sæt i bero"), LEADING, (Field.REASON, Field.PAUSED_UNTIL))
RESUME = Transition("resume", _("Genoptag"), LEADING)
CLOSE = Transition(
    "close",
    _("Afslut sagen"),
    LEADING,
    (Field.CLOSURE_REASON, Field.ASSESSMENT),
    (Gate.CLOSING_CLEAR,),
)
BEGIN_AFTERCARE = Transition(
    "begin_aftercare", _("Begynd eftertjek"), CASE_ROLES, (), (Gate.HAD_MEASURES, Gate.STANDS_ALONE)
)
#: What a check of the aftercare asks for.
CHECKED = (Field.ASKED, Field.OUTCOME, Field.REASON)
CHECK_AFTERCARE = Transition(
    "check_aftercare", _("Registrér eftertjek, og fortsæt"), CASE_ROLES, CHECKED
)
END_AFTERCARE = Transition(
    "end_aftercare", _("Afslut eftertjek uden ny bekymring"), LEADING, CHECKED
)
REOPEN = Transition("reopen", _("Genåbn sagen"), LEADING, (Field.REASON,), (Gate.STANDS_ALONE,))
ERASE = Transition(
    "erase",
    _("Slet eller arkivér"),
    LEADER_ONLY,
    (),
    (Gate.RETENTION_OVER, Gate.DELETION_PROPOSED),
)


def _moves() -> dict[tuple[State, State], Transition]:
    s = State
    moves = {
        (s.RECEIVED, s.ASSESSMENT): ASSIGN,
        (s.ASSESSMENT, s.GATHERING): TO_INFO_HOUSE,
        (s.ASSESSMENT, s.NOTIFIED): NOTIFY,
        (s.NOTIFIED, s.GATHERING): TO_INFO_HOUSE,
        (s.GATHERING, s.ANALYSIS): BOOK_ANALYSIS,
        (s.ANALYSIS, s.GATHERING): MORE_INFORMATION,
        (s.ANALYSIS, s.RECOMMENDATION): RECOMMEND,
        (s.RECOMMENDATION, s.ANALYSIS): BACK_TO_ANALYSIS,
        (s.RECOMMENDATION, s.ACTIVE): START_MEASURES,
        (s.ACTIVE, s.FOLLOW_UP): BEGIN_REVIEW,
        (s.FOLLOW_UP, s.ACTIVE): CONTINUE,
        (s.FOLLOW_UP, s.ANALYSIS): BACK_TO_ANALYSIS,
        (s.POLICE, s.ASSESSMENT): TAKE_BACK,
        (s.CLOSED, s.AFTERCARE): BEGIN_AFTERCARE,
        (s.CLOSED, s.ASSESSMENT): REOPEN,
        (s.CLOSED, s.ERASED): ERASE,
        # The one move that stays: the check was made, and the next one is what the case waits for.
        (s.AFTERCARE, s.AFTERCARE): CHECK_AFTERCARE,
        (s.AFTERCARE, s.CLOSED): END_AFTERCARE,
        (s.AFTERCARE, s.ASSESSMENT): REOPEN,
    }
    for state in PAUSABLE:
        moves |= {
            (state, s.PAUSED): PAUSE,
            (s.PAUSED, state): RESUME,
            (state, s.CLOSED): CLOSE,
            (state, s.POLICE): HAND_TO_POLICE,
        }
    for state in (s.RECEIVED, s.PAUSED, s.POLICE):
        moves[state, s.CLOSED] = CLOSE
    for state in (s.RECEIVED, s.PAUSED, s.AFTERCARE):
        moves[state, s.POLICE] = HAND_TO_POLICE
    return moves


def _table() -> Table:
    moves = _moves()
    return {source: {target: moves.get((source, target)) for target in State} for source in State}


TRANSITIONS: Table = _table()
