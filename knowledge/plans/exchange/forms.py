"""What is asked about a file of Word or Excel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import SectionKind
from knowledge.plans.exchange.filling import (
    ACTIONS,
    GOALS,
    INDICATORS,
    VISION,
    columns_by_name,
    lacks_level,
    level_in,
)
from knowledge.plans.exchange.shapes import Foreign, Piece
from knowledge.plans.forms.parts import LEVELS
from stopext.web.forms import Form, IdempotencyField

TWICE = _("En anden kolonne i tabellen læses som det samme. Vælg én af dem.")


class FileForm(IdempotencyField, Form):
    """A file of Word or Excel to read."""

    file = forms.FileField(
        label=_("Fil fra Word eller Excel"),
        help_text=_("Filen slutter på .docx eller .xlsx og fylder højst 5 MB. Den gemmes ikke."),
        error_messages={"required": _("Vælg en fil."), "empty": _("Filen er tom.")},
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
    )


class ChoicesForm(IdempotencyField, Form):
    """What somebody chooses of what a file says: one field for each question."""

    mark_optional = False

    def __init__(self, *args: Any, asked: Mapping[str, forms.Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(asked)


class PlacesForm(ChoicesForm):
    """Where each piece of a foreign plan goes, what each column of its tables is read as, and which
    level what says none has: that is asked, never guessed."""

    def __init__(self, *args: Any, foreign: Foreign, **kwargs: Any) -> None:
        self.foreign = foreign
        asked: dict[str, forms.Field] = {}
        for n, piece in enumerate(foreign.pieces):
            asked[f"p{n}"] = _place(piece)
            asked |= {f"p{n}k{at}": _column(piece, at) for at in _headed(piece)}
        super().__init__(*args, asked=asked, **kwargs)
        read_as, places = self.chosen()
        for n, piece in enumerate(read_as.pieces):
            if lacks_level(piece, places[n]):
                self.add(f"p{n}level", _level(piece))

    def level(self, n: int) -> Any:
        """The field of the level of a piece; none where nothing lacks one."""
        return self[f"p{n}level"] if f"p{n}level" in self.fields else None

    def columns(self, n: int) -> list[Any]:
        """The fields of the columns of a piece, as they are drawn."""
        return [self[f"p{n}k{at}"] for at in _headed(self.foreign.pieces[n])]

    def clean(self) -> dict[str, Any]:
        """Two columns of a table that are read as the same would lose what one of them says."""
        said = super().clean() or self.cleaned_data
        for n, piece in enumerate(self.foreign.pieces):
            taken: set[str] = set()
            for at in _headed(piece):
                name = said.get(f"p{n}k{at}", "")
                if name and name in taken:
                    self.add_error(f"p{n}k{at}", TWICE)
                taken.add(name)
        return said

    def chosen(self) -> tuple[Foreign, dict[int, str]]:
        """The plan with its columns and levels as they are chosen, and the place of each piece."""
        pieces = [
            piece.model_copy(
                update={
                    "fields": [self._said(f"p{n}k{at}") for at in range(len(piece.fields))],
                    "level": self._said(f"p{n}level"),
                }
            )
            for n, piece in enumerate(self.foreign.pieces)
        ]
        places = {n: self._said(f"p{n}") for n in range(len(pieces))}
        return self.foreign.model_copy(update={"pieces": pieces}), places

    def _said(self, name: str) -> str:
        """What a field holds, valid or not; nothing of one that is not there."""
        return str(self[name].value() or "") if name in self.fields else ""


def _headed(piece: Piece) -> list[int]:
    return [at for at, heading in enumerate(piece.rows[0]) if heading] if piece.rows else []


def _place(piece: Piece) -> forms.Field:
    sections = [(kind.value, f"{n}. {kind.label}") for n, kind in enumerate(SectionKind, 1)]
    choices = [("", gettext("Brug ikke")), *sections, (VISION, gettext("Vision"))]
    choices.append((GOALS, gettext("Mål, ét på hver linje")))
    if piece.rows:
        choices += [(ACTIONS, gettext("Handlinger")), (INDICATORS, gettext("Indikatorer"))]
    return forms.ChoiceField(
        label=_("Hvor hører det til?"), choices=choices, initial=piece.place, required=False
    )


def _level(piece: Piece) -> forms.Field:
    return forms.ChoiceField(
        label=_("Forebyggelsesniveau, hvor filen ikke siger det"),
        choices=LEVELS,
        initial=level_in(piece.heading),
        error_messages={"required": _("Vælg et niveau. Det står ikke i filen.")},
    )


def _column(piece: Piece, at: int) -> forms.Field:
    return forms.ChoiceField(
        label=gettext("Kolonnen “%s” læses som") % piece.rows[0][at],
        choices=[("", gettext("Hentes ikke")), *columns_by_name().items()],
        initial=piece.fields[at],
        required=False,
    )
