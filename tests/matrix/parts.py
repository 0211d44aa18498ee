"""The matrix in parts, one file each, so that processes share it evenly."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.matrix.doors import Door
from tests.matrix.engine import ask
from tests.matrix.expectations import EXPECTED
from tests.matrix.judging import gives_itself_away, is_right
from tests.matrix.plan import count, questions
from tests.matrix.town import Siege

Recorder = Callable[[str, object], None]
#: Addresses of casework by door: those of who leads, those of who works, and the rest.
LEADING = {Door.TRIAGE, Door.SHARE, Door.CLOSE, Door.APPROVE, Door.ERASE, Door.ORDER, Door.LEAD}
SMALL = {"demo": "web", "styleguide": "web"}


def part_of(name: str) -> str:
    """The part an address is tested in: its namespace, casework by door."""
    namespace = name.partition(":")[0]
    if namespace != "casework":
        return SMALL.get(namespace, namespace)
    door = EXPECTED[name].door
    if door in LEADING:
        return "casework_leading"
    return "casework_work" if door is Door.WORK else "casework"


PARTS = {part_of(name) for name in EXPECTED}


def hold(part: str, siege: Siege, record: Recorder) -> None:
    """Ask everything of one part."""
    here = [name for name in EXPECTED if part_of(name) == part]
    cells = [ask(siege, question) for name in here for question in questions(name)]
    record("cells", len(cells))

    _nothing(str(cell) for cell in cells if not is_right(cell))
    _nothing(gives_itself_away(cells))
    assert len(cells) == sum(count(name) for name in here)


def _nothing(found: Iterable[str]) -> None:
    lines = sorted(found)
    assert not lines, "\n".join(lines)
