"""What becomes of the rows that hang on a case: declared once, beside each model.

::

    @case_part(
        log=_("møde"),
        erased=_("Møder i infohuset"),
        wall=CHANGING,
        history=Without("each text is written once, before the recommendation"),
        timeline=Timed("at", Show.STEPS),
    )
    class Meeting(Signed, MunicipalRow): ...

The timeline, the words of the log and the certificate of an erasure are made from this. Wall,
history and erasure are the database's: a test holds the declaration and the catalogue together, and
finds a table with a reference to a case that nobody has declared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from django.db.models import Model, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stopext.register import Register

Words: TypeAlias = str | Promise
Row = TypeVar("Row", bound=type[Model])


class Show(TextChoices):
    """What part of the timeline is shown; the values stand in the address."""

    ALL = "all", _("Alt")
    NOTES = "notes", _("Notater")
    CONTACTS = "contacts", _("Kontakter")
    SHARING = "disclosures", _("Delinger")
    CONSENTS = "consents", _("Samtykker")
    SCREENINGS = "screenings", _("Vurderinger")
    MEASURES = "measures", _("Indsatser")
    TASKS = "tasks", _("Opgaver")
    STEPS = "steps", _("Trin")


@dataclass(frozen=True, slots=True)
class Without:
    """What a part does not have, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Timed:
    """Rows stand in the timeline: the column that places them in time, and the part they are in.
    Where ``day`` names a date that is filled in later, the row stands on that day from then on.
    ``casework/case/entries/_<model>.html`` draws one."""

    moment: str
    show: Show
    day: str = ""


#: What each role of the database may do with its own rows of a table. No row leaves by hand.
Wall: TypeAlias = Mapping[str, AbstractSet[str]]
FINAL: Wall = {"r_muni": {"select", "insert"}}
CHANGING: Wall = {"r_muni": {"select", "insert", "update"}}
#: Nobody may change a row, so there are no earlier values.
NEVER_CHANGED = Without("no role may change a row")


@dataclass(frozen=True, slots=True)
class Part:
    """One table below a case; the fields are those of :func:`case_part`."""

    model: type[Any]
    log: Words
    erased: Words | Without
    wall: Wall
    history: bool | Without
    timeline: Timed | Without
    shareable: bool


PARTS: Register[Part] = Register("The part of a case")


def case_part(
    *,
    log: Words,
    erased: Words | Without,
    wall: Wall = FINAL,
    history: bool | Without = NEVER_CHANGED,
    timeline: Timed | Without,
    shareable: bool = False,
) -> Callable[[Row], Row]:
    """Declare a model as a part of a case.

    ``log`` is one row's name in the log, ``erased`` that of its rows in the certificate of an
    erasure (without it they stay). ``history``: earlier values are kept by the database.
    ``shareable``: what a row says may be passed on to the police (``queries/shareable.py``).
    """

    def declare(model: Row) -> Row:
        part = Part(model, log, erased, wall, history, timeline, shareable)
        PARTS.add(model._meta.db_table, part)
        return model

    return declare


def log_words() -> dict[str, Words]:
    """Code of each part in the log, with its word."""
    return {part.model._meta.label_lower: part.log for part in PARTS}


def erased_words() -> dict[str, Words]:
    """Table of each part that leaves with its case, with the certificate's words."""
    return {
        table: part.erased
        for table, part in PARTS.as_dict().items()
        if not isinstance(part.erased, Without)
    }
