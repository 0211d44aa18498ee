"""What is right: the door first, then the row; behind both the view answers as it likes, but never
breaks, and never shows a text to somebody who may not read it."""

from __future__ import annotations

from tests.matrix.actors import OUTSIDE
from tests.matrix.doors import KINDS, PASS, Door
from tests.matrix.engine import Cell, Outcome
from tests.matrix.expectations import EXPECTED, FRONT
from tests.matrix.expected import Expected
from tests.matrix.plan import REFUSED, Question
from tests.matrix.readers import FINDS, Row

METHOD_REFUSED = 405
BEHIND = {Outcome.OPEN, Outcome.FORBIDDEN, Outcome.MISSING}


def is_right(cell: Cell) -> bool:
    """Whether the answer is what is written down."""
    if cell.leaks or cell.outcome is Outcome.BROKEN:
        return False
    question, expected = cell.question, EXPECTED[cell.question.address]
    if question.method in REFUSED:
        return cell.status == METHOD_REFUSED
    wanted = _at_the_door(question, expected)
    if wanted is not None:
        return cell.outcome in wanted
    if question.method not in (*expected.takes, "HEAD"):
        return cell.status == METHOD_REFUSED
    return cell.outcome in _behind_the_door(question, expected)


def _at_the_door(question: Question, expected: Expected) -> set[Outcome] | None:
    """What somebody meets who comes no further than the door, or none."""
    if expected.door in {Door.PUBLIC, Door.LOGIN}:
        return {*Outcome}
    if question.visitor in OUTSIDE:
        return {Outcome.LOGIN}
    if question.visitor not in PASS[expected.door]:
        return {turned_away(question.visitor, expected.door)}
    return None


def turned_away(visitor: str, door: Door) -> Outcome:
    """What somebody who does not pass meets: a page that is not for her, or none at all."""
    kind = next(kind for kind in KINDS if visitor in kind)
    return Outcome.FORBIDDEN if kind & PASS[door] else Outcome.MISSING


def _behind_the_door(question: Question, expected: Expected) -> set[Outcome]:
    if question.row is None:
        return BEHIND
    if question.visitor not in FINDS[expected.rows][question.row]:
        return {Outcome.MISSING}
    if question.address == FRONT.get(expected.rows) and question.method == "GET":
        return {Outcome.OPEN}
    # Other pages may say that the row is not in the state they are about.
    return BEHIND


def gives_itself_away(cells: list[Cell]) -> list[str]:
    """Z06: refusals of a row that is there but not hers which do not look exactly like those of
    one that is not there at all."""
    nothing = {
        _door(cell.question): cell.face for cell in cells if cell.question.row is Row.MISSING
    }
    return [
        str(cell)
        for cell in cells
        if cell.question.row is not None
        and cell.outcome is Outcome.MISSING
        and cell.question.visitor
        not in FINDS[EXPECTED[cell.question.address].rows][cell.question.row]
        and cell.face != nothing[_door(cell.question)]
    ]


def _door(question: Question) -> tuple[str, str, str]:
    return question.address, question.method, question.visitor
