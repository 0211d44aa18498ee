"""The state diagram for the documentation, generated from the table so that it cannot drift."""

from __future__ import annotations

from django.utils.translation import override

from casework.rules.workflow.states import FINAL, State
from casework.rules.workflow.transitions import TRANSITIONS


def diagram() -> str:
    """Mermaid state diagram with Danish names, in the order of the states; ends with a newline."""
    with override("da"):
        return _diagram()


def _diagram() -> str:
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{state.label}" as {state.value}' for state in State]
    lines.append(f"    [*] --> {State.RECEIVED.value}")
    for source, row in TRANSITIONS.items():
        lines += [
            f"    {source.value} --> {target.value}: {transition.label}"
            for target, transition in row.items()
            if transition is not None
        ]
    lines += [f"    {state.value} --> [*]" for state in State if state in FINAL]
    return "\n".join(lines) + "\n"
