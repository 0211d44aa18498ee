"""The parts of a plan that are added, changed, moved and removed: one table for all sorts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from knowledge.plans import forms
from knowledge.plans.models import (
    Action,
    ActionCard,
    Effect,
    Goal,
    Indicator,
    Measurement,
    PlanPart,
)
from stopext.web.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """A sort of part: how it is called, what it hangs on, and its form."""

    slug: str
    """Its name in addresses."""
    model: type[PlanPart]
    form: type[Form]
    names: tuple[str, ...]
    """Fields of the model, which are those of the form."""
    parent: type[PlanPart] | None = None
    link: str = ""
    """Field that names what it hangs on; a goal and a card hang on the plan itself."""
    is_moved: bool = True
    """Whether its place among its neighbours is chosen; a measurement has a day."""
    words: dict[str, Any] = field(default_factory=dict)
    """The sentences of its pages."""

    def made(self, *args: Any, is_stored: bool, **kwargs: Any) -> Form:
        """Its form: of a new part, or of one that is stored."""
        form = forms.changing(self.form) if is_stored else self.form
        return form(*args, **kwargs)


_ALL = (
    Sort(
        slug="maal",
        model=Goal,
        form=forms.GoalForm,
        names=("text", "level"),
        words={
            "add": _("Nyt mål"),
            "one": _("Mål"),
            "save": _("Gem målet"),
            "saved": _("Målet er gemt."),
            "remove": _("Fjern målet"),
            "removed": _("Målet er fjernet."),
            "with": _("Målets handlinger, indikatorer og målinger fjernes også."),
        },
    ),
    Sort(
        slug="handling",
        model=Action,
        form=forms.ActionForm,
        names=(
            *("title", "level", "target_group", "owner", "partners", "start", "start_precision"),
            *("end", "end_precision", "phase", "status", "status_reason", "practice_page"),
            *("needs", "cost_note"),
        ),
        parent=Goal,
        link="goal",
        words={
            "add": _("Ny handling"),
            "one": _("Handling"),
            "save": _("Gem handlingen"),
            "saved": _("Handlingen er gemt."),
            "remove": _("Fjern handlingen"),
            "removed": _("Handlingen er fjernet."),
            "with": _("Dens opgaver, kontaktperson og note slettes, når planen offentliggøres."),
        },
    ),
    Sort(
        slug="virkning",
        model=Effect,
        form=forms.EffectForm,
        names=("indicator_id", "confidence", "basis"),
        parent=Action,
        link="action",
        is_moved=False,
        words={
            "add": _("Ny virkning"),
            "one": _("Virkning"),
            "save": _("Gem virkningen"),
            "saved": _("Virkningen er gemt."),
            "remove": _("Fjern virkningen"),
            "removed": _("Virkningen er fjernet."),
        },
    ),
    Sort(
        slug="indikator",
        model=Indicator,
        form=forms.IndicatorForm,
        names=("name", "unit", "baseline", "target", "frequency", "source"),
        parent=Goal,
        link="goal",
        words={
            "add": _("Ny indikator"),
            "one": _("Indikator"),
            "save": _("Gem indikatoren"),
            "saved": _("Indikatoren er gemt."),
            "remove": _("Fjern indikatoren"),
            "removed": _("Indikatoren er fjernet."),
            "with": _("Indikatorens målinger fjernes også."),
        },
    ),
    Sort(
        slug="maaling",
        model=Measurement,
        form=forms.MeasurementForm,
        names=("on", "value", "note"),
        parent=Indicator,
        link="indicator",
        is_moved=False,
        words={
            "add": _("Ny måling"),
            "one": _("Måling"),
            "save": _("Gem målingen"),
            "saved": _("Målingen er gemt."),
            "remove": _("Fjern målingen"),
            "removed": _("Målingen er fjernet."),
        },
    ),
    Sort(
        slug="kort",
        model=ActionCard,
        form=forms.CardForm,
        names=("audience", "steps", "contacts", "owner"),
        words={
            "add": _("Nyt action card"),
            "one": _("Action card"),
            "save": _("Gem kortet"),
            "saved": _("Kortet er gemt."),
            "remove": _("Fjern kortet"),
            "removed": _("Kortet er fjernet."),
        },
    ),
)
SORTS = {sort.slug: sort for sort in _ALL}
