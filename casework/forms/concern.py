"""Correct or complete a concern as it was registered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.actions.correcting_concern import OF_CONCERN
from casework.forms.danger import DangerForm
from casework.forms.fields import text
from casework.forms.intake import YEAR, ObservationForm, ReferrerForm
from casework.models import Concern
from casework.queries.earlier import OF_SOURCE
from casework.rules.danger import DangerQuestion
from stopext.access import clock
from stopext.web.forms import IdempotencyField, VersionField

#: Each moment is asked for as a day and a time; its history stands under the first of them.
MOMENTS = {
    "received_at": ("received_on", "received_time"),
    "police_contacted_at": ("police_time", "police_date"),
}
#: The order of the intake's pages.
ASKED = [*ObservationForm.base_fields, *ReferrerForm.base_fields]

#: Headings of the form, each before the field it begins with.
PARTS = {
    DangerQuestion.values[0]: _("Akut fare"),
    next(iter(ObservationForm.base_fields)): _("Det sete og hørte"),
    next(iter(ReferrerForm.base_fields)): _("Henvendelsen"),
    "reason": _("Rettelsen"),
}


class ConcernForm(VersionField, IdempotencyField, DangerForm, ObservationForm, ReferrerForm):
    """Everything the pages of the intake asked of the concern itself, and why it is changed."""

    form = gang_link = online = None  # type: ignore[assignment]  # of the case: see CitizenForm
    reason = text(
        _("Hvorfor rettes oplysningerne?"),
        rows=2,
        limit=2000,
        help_text=_("F.eks. hvem der har oplyst det. Begrundelsen står på sagen."),
    )

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:
        self.concern = concern
        super().__init__(*args, **kwargs)
        for name in ("received_on", "received_time"):
            self.fields[name].required = True
            self.fields[name].help_text = ""
        self.fields["legal_ground"].required = True
        self.fields["police_date"].help_text = _("Tom: i dag.")
        self.order_fields(
            [*DangerQuestion.values, "care_contact", "police_time", "police_date", *ASKED, "reason"]
        )
        for name, heading in PARTS.items():
            self.fields[name].heading = heading  # type: ignore[attr-defined]  # for the page
        if concern.protected_source:
            self._cover_source()

    def _cover_source(self) -> None:
        """Who a protected source is, is not read here: an empty field keeps what is stored."""
        del self.fields["protected_source"]
        keeps = _("Kilden er beskyttet. Tomt felt beholder det, der er registreret.")
        yes_no = [("", _("Uændret")), ("yes", _("Ja")), ("no", _("Nej"))]
        label = self.fields["public_employee"].label
        self.fields["public_employee"] = forms.ChoiceField(label=label, choices=yes_no)
        for name in OF_SOURCE:
            self.fields[name].required, self.fields[name].help_text = False, keeps

    def said(self) -> dict[str, Any]:
        """The concern's columns as they are now, of a valid form."""
        given = {name: self.cleaned_data[name] for name in OF_CONCERN if name in self.fields}
        if self.concern.protected_source:
            given["public_employee"] = {"yes": True, "no": False}.get(given["public_employee"])
            kept = {name for name in OF_SOURCE if given[name] in {"", None}}
            given = {name: value for name, value in given.items() if name not in kept}
        moments = {
            "received_at": self.received_at(),
            "police_contacted_at": self.police_contacted_at(),
        }
        for name, moment in moments.items():
            given[name] = _to_the_minute(getattr(self.concern, name), moment)
        return given


def _to_the_minute(stored: datetime | None, typed: datetime | None) -> datetime | None:
    """The stored moment, where what was typed is its minute."""
    if stored is None or typed is None:
        return typed
    return stored if stored.replace(second=0, microsecond=0) == typed else typed


def stored_concern(row: Concern) -> Mapping[str, Any]:
    """What the form shows; of a protected source nothing that tells who it is."""
    covered = OF_SOURCE if row.protected_source else frozenset()
    names = set(OF_CONCERN) - covered - set(MOMENTS)
    received = timezone.localtime(row.received_at)
    danger = {question.value: row.danger.get(question.value) for question in DangerQuestion}
    return {
        **{name: getattr(row, name) for name in names},
        **{name: "yes" if yes else "no" for name, yes in danger.items() if yes is not None},
        "received_on": received.date(),
        "received_time": received.time().replace(second=0, microsecond=0),
        "long_ago": received.date() < clock.today() - YEAR,
        **_police(row),
    }


def _police(row: Concern) -> dict[str, Any]:
    if row.police_contacted_at is None:
        return {}
    local = timezone.localtime(row.police_contacted_at)
    hour = local.time().replace(second=0, microsecond=0)
    return {"police_time": hour, "police_date": local.date()}
