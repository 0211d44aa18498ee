"""A meeting of the info-house: when and about what, who is needed, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField, ConditionalChoiceField
from casework.forms.fields import chosen
from casework.forms.fields import text as long_text
from casework.forms.sharing import BASIS_HINTS
from casework.forms.steps import colleague_choices
from casework.models import DisclosureItem, JointInvitee, JointMeeting
from casework.queries.joint import Invited
from casework.rules.codes import DecisionOutcome
from casework.rules.joint import Attended
from casework.rules.legal import TO_MEET
from stopext.access import clock
from stopext.accounts.models import Membership
from stopext.web.dates import format_datetime
from stopext.web.forms import (
    DateField,
    ExplainedRadioSelect,
    Form,
    IdempotencyField,
    TimeField,
    VersionField,
)

WHY = 2000


class PlanForm(IdempotencyField, Form):
    """When, where, and what is to be talked about."""

    planned_on = DateField(label=_("Dag"))
    planned_time = TimeField(label=_("Klokken"))
    place = forms.CharField(
        label=_("Sted"),
        help_text=_("F.eks. et mødelokale. Skriv intet navn på borgeren."),
        max_length=300,
    )
    agenda = long_text(
        _("Dagsorden"),
        rows=6,
        limit=6000,
        help_text=_("Ét punkt på hver linje. De indbudte hos begge myndigheder læser den."),
    )
    #: The time it had: that one may have passed.
    unmoved: datetime | None = None

    def __init__(self, *args: Any, planned: JointMeeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if planned is not None:
            told = _("Der er allerede planlagt et møde den %s om sagen.")
            another = forms.BooleanField(
                label=_("Planlæg endnu et møde"),
                help_text=told % format_datetime(planned.planned_at),
                required=False,
            )
            self.add("another", another)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        day, hour = given.get("planned_on"), given.get("planned_time")
        if day and hour:
            moment = timezone.make_aware(datetime.combine(day, hour))
            given["planned_at"] = moment
            if timezone.localtime(moment.astimezone(UTC)).time() != hour:
                self.add_error("planned_time", _("Klokken bliver aldrig det den dag."))
            elif moment <= clock.now() and moment != self.unmoved:
                self.add_error("planned_on", _("Mødet skal ligge senere end nu."))
        return given


class MoveForm(VersionField, PlanForm):
    """The same of a meeting that is planned already, and why it is changed."""

    reason = long_text(
        _("Hvorfor ændres mødet?"),
        rows=2,
        limit=WHY,
        help_text=_("Begrundelsen kan læses af begge myndigheder."),
    )

    def __init__(self, *args: Any, unmoved: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unmoved = unmoved


class CancelForm(IdempotencyField, Form):
    """Why a meeting is called off."""

    reason = long_text(
        _("Hvorfor aflyses mødet?"),
        rows=3,
        limit=WHY,
        help_text=_("Begrundelsen kan læses af begge myndigheder. Aflysningen kan ikke fortrydes."),
    )


def papers_field(offered: Iterable[DisclosureItem]) -> forms.MultipleChoiceField:
    """A choice among what is shared with the district."""
    return forms.MultipleChoiceField(
        label=_("Papirer til mødet"),
        help_text=_(
            "Kun det, der er delt med politikredsen, kan vælges. Kun personen selv, tovholderne og"
            " kommunens ledere kan se, hvilke papirer hun eller han har fået."
        ),
        choices=[(str(item.pk), f"{item.get_kind_display()}: {item.title}") for item in offered],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("En af oplysningerne deles ikke længere. Vælg igen.")},
    )


class InviteForm(IdempotencyField, Form):
    """Somebody who is needed, why, and what she may bring and see."""

    person = ConditionalChoiceField(
        label=_("Kollega"),
        required=False,
        error_messages={"invalid_choice": _("Vælg en kollega på listen.")},
    )
    outside = ConditionalCharField(
        label=_("Eller en udefra: funktion og myndighed"),
        help_text=_(
            "Skal skrives, når der ikke er valgt en kollega. F.eks. “overlæge, psykiatrien”. En"
            " udefra kan ikke logge ind og ser intet her."
        ),
        max_length=300,
        required=False,
    )
    reason = long_text(_("Hvorfor er der brug for personen?"), rows=2, limit=WHY)
    legal_basis = forms.ChoiceField(
        label=_("Retligt grundlag"),
        choices=[(basis.value, basis.label) for basis in TO_MEET],
        widget=ExplainedRadioSelect(hints=BASIS_HINTS),
        error_messages={"required": _("Vælg en af mulighederne.")},
    )
    brings = long_text(_("Hvad må personen fortælle?"), rows=2, limit=WHY)
    sees = long_text(_("Hvad må personen høre og se?"), rows=2, limit=WHY)

    def __init__(
        self,
        *args: Any,
        people: Iterable[Membership],
        already: Mapping[str, str],
        offered: Iterable[DisclosureItem],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Ingen kollega: en udefra")),
            *colleague_choices(self.people.values()),
        ]
        if name := already.get(self.data.get("person", "")):
            told = {"invalid_choice": _("%s er allerede indbudt.") % name}
            self.fields["person"].error_messages |= told
        self.add("papers", papers_field(offered))

    def clean_person(self) -> Membership | None:
        return self.people.get(self.cleaned_data["person"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("person") and given.get("outside"):
            self.add_error("outside", _("Vælg enten en kollega, eller skriv en udefra."))
        if "person" in given and given["person"] is None:
            if not given.get("outside"):
                self.add_error("outside", _("Vælg en kollega, eller skriv funktion og myndighed."))
            if given.get("papers"):
                self.add_error("papers", _("Kun den, der kan logge ind, får papirer her."))
        return given


class PapersForm(VersionField, IdempotencyField, Form):
    """What one invitee reads at the meeting."""

    def __init__(self, *args: Any, offered: Iterable[DisclosureItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add("papers", papers_field(offered))


class EndInvitationForm(IdempotencyField, Form):
    """Confirms that somebody is not invited any more."""


class AttendanceForm(VersionField, IdempotencyField, Form):
    """Who was there: two questions for each who is invited."""

    def __init__(self, *args: Any, people: Collection[Invited], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for one in people:
            name = str(one.row)
            self.add(f"attended-{one.row.pk}", chosen(name, Attended, required=False))
            self.add(
                f"stand_in-{one.row.pk}",
                ConditionalCharField(
                    label=_("%s: hvem kom i stedet, eller andet om fremmødet") % name,
                    help_text=_("Skal skrives ved “Sendte en anden”."),
                    max_length=300,
                    required=False,
                ),
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for one in self.people:
            attended, stand_in = (f"{name}-{one.row.pk}" for name in ("attended", "stand_in"))
            sent = given.get(attended) == Attended.STAND_IN
            if sent and not given.get(stand_in) and stand_in not in self.errors:
                self.add_error(stand_in, _("Skriv, hvem der kom i stedet."))
            if given.get(stand_in) and not given.get(attended) and attended not in self.errors:
                self.add_error(attended, _("Vælg, om personen deltog."))
        return given

    def said(self) -> list[tuple[JointInvitee, Attended, str]]:
        """Of each who is answered for otherwise than before: whether she came, and who instead."""
        found = []
        for one in self.people:
            now = attendance_of(one, self.cleaned_data)
            if now[0] and now != attendance_of(one, stored_attendance(self.people)):
                found.append((one.row, Attended(now[0]), now[1]))
        return found


def attendance_of(one: Invited, fields: Mapping[str, Any]) -> tuple[str, str]:
    """What a form says of one invitee."""
    return fields[f"attended-{one.row.pk}"], fields[f"stand_in-{one.row.pk}"]


def stored_attendance(people: Collection[Invited]) -> dict[str, str]:
    """What the form shows of those who were answered for."""
    found = {}
    for one in people:
        said = one.attended
        found[f"attended-{one.row.pk}"] = said.attended if said else ""
        found[f"stand_in-{one.row.pk}"] = said.stand_in if said else ""
    return found


class MinutesForm(VersionField, IdempotencyField, Form):
    """The minutes of a meeting, as both coordinators are to approve them."""

    text = long_text(
        _("Hvad blev der talt om?"),
        rows=12,
        limit=20_000,
        help_text=_("Skriv, hvem der fortalte hvad, så begge myndigheder kan stå inde for det."),
    )
    disagreement = long_text(_("Var der uenighed?"), rows=3, limit=4000, required=False)
    recommendation = long_text(
        _("Infohusets anbefaling"),
        rows=4,
        limit=4000,
        required=False,
        help_text=_("Mødet anbefaler. Hver myndighed beslutter selv bagefter."),
    )


class ApproveForm(VersionField, IdempotencyField, Form):
    """That the minutes are right as they read, and who took part as it is said there. The version
    counts both."""


class AdditionForm(IdempotencyField, Form):
    """What is added to minutes that stand for good."""

    text = long_text(_("Tilføjelse"), rows=6, limit=20_000)


class OwnDecisionForm(VersionField, IdempotencyField, Form):
    """What one's own authority decides."""

    outcome = chosen(_("Hvad beslutter jeres myndighed?"), DecisionOutcome)
    reason = long_text(
        _("Begrundelse"),
        rows=5,
        limit=4000,
        help_text=_("Den anden myndighed kan læse beslutningen og begrundelsen."),
    )
