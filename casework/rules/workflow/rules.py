"""Ask or check: may this person move this case there, now?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.rules.workflow.states import Field, Gate, State
from casework.rules.workflow.transitions import TRANSITIONS, Transition
from stopext.access.errors import Invalid
from stopext.access.roles import Role


class WorkflowError(Invalid):
    """The move is not possible; ``str(error)`` is the Danish reason, ``missing`` the open gates."""

    def __init__(self, message: str, missing: tuple[Gate, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Step:
    """A move out of a state, seen by one role: may she, and which gates are still open."""

    transition: Transition
    target: State
    permitted: bool
    missing: tuple[Gate, ...]

    @property
    def available(self) -> bool:
        """Whether the move can be made now."""
        return self.permitted and not self.missing


def check_transition(
    source: State,
    target: State,
    *,
    role: Role,
    met: Collection[Gate],
    paused_from: State | None = None,
) -> Transition:
    """Return the transition, or raise WorkflowError with a Danish reason.

    ``met`` are the gates whose facts are recorded; ``paused_from`` is the state a paused case
    returns to. Nothing else is looked at: no level of concern, no profile.
    """
    transition = _allowed(source, target, paused_from)
    if transition is None:
        raise WorkflowError(
            _("Sagen kan ikke gå fra “%(source)s” til “%(target)s”.")
            % {"source": source.label, "target": target.label}
        )
    if role not in transition.roles:
        raise WorkflowError(
            _("Din rolle kan ikke gøre dette: %(label)s. Det kan: %(roles)s.")
            % {"label": transition.label, "roles": _role_names(transition.roles)}
        )
    missing = _missing(transition, met)
    if missing:
        listed = "; ".join(str(gate.label) for gate in missing)
        raise WorkflowError(_("Der mangler noget først: %(listed)s.") % {"listed": listed}, missing)
    return transition


def can_transition(
    source: State,
    target: State,
    *,
    role: Role,
    met: Collection[Gate],
    paused_from: State | None = None,
) -> bool:
    """Whether check_transition would pass."""
    transition = _allowed(source, target, paused_from)
    return transition is not None and role in transition.roles and not _missing(transition, met)


def next_steps(
    source: State, *, role: Role, met: Collection[Gate], paused_from: State | None = None
) -> tuple[Step, ...]:
    """Every way out of ``source`` in the order of the states, for the "Næste trin" panel."""
    moves = ((target, _allowed(source, target, paused_from)) for target in State)
    return tuple(
        Step(transition, target, role in transition.roles, _missing(transition, met))
        for target, transition in moves
        if transition is not None
    )


def missing_fields(transition: Transition, values: Mapping[Field, object]) -> tuple[Field, ...]:
    """Fields the move requires that are absent or blank."""
    return tuple(field for field in transition.fields if not str(values.get(field) or "").strip())


def _allowed(source: State, target: State, paused_from: State | None) -> Transition | None:
    transition = TRANSITIONS[source][target]
    if transition is not None and transition.name == "resume" and target != paused_from:
        return None
    return transition


def _missing(transition: Transition, met: Collection[Gate]) -> tuple[Gate, ...]:
    return tuple(gate for gate in transition.gates if gate not in met)


def _role_names(roles: Collection[Role]) -> str:
    return ", ".join(str(role.label).lower() for role in Role if role in roles)
