"""Who works with a case, and who may see a restricted one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.steps import colleague_choices, colleague_field
from stopext.access.roles import Role
from stopext.accounts.models import Membership
from stopext.web.forms import Form, IdempotencyField, VersionField


class ColleagueForm(VersionField, IdempotencyField, Form):
    """One colleague, as coordinator or on the case."""

    def __init__(self, *args: Any, label: Any, people: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = colleague_field(label, people)


class RestrictForm(VersionField, IdempotencyField, Form):
    """The named list of a restricted case; nobody chosen lifts the restriction."""

    readers = forms.MultipleChoiceField(
        label=_("Hvem skal kunne se sagen?"),
        help_text=_(
            "Du bliver selv på listen, så længe der er nogen på den. Fjern alle kryds, også dit "
            "eget, for at ophæve begrænsningen. Tag en leder med, der ikke er inhabil: kun en "
            "leder på listen kan godkende, at en sag med høj bekymring afsluttes."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Vælg kolleger på listen.")},
    )

    without_leader = forms.BooleanField(
        label=_("Ja, ingen leder skal kunne se sagen"),
        help_text=_("Du kan sætte en leder på listen senere."),
        error_messages={
            "required": _(
                "Ingen leder er på listen. Vurderes bekymringen høj, kan ingen godkende, at sagen "
                "afsluttes. Vælg en leder, der ikke er inhabil, eller bekræft, at ingen skal på."
            )
        },
    )

    def __init__(self, *args: Any, people: Iterable[Membership], by: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.initial.get("readers"), str):  # one box, kept from an earlier form
            self.initial["readers"] = [self.initial["readers"]]
        team = list(people)
        self.fields["readers"].choices = colleague_choices(team)  # type: ignore[attr-defined]
        if not self._lacks_leader({str(row.pk) for row in team if row.role == Role.LEADER}, by):
            del self.fields["without_leader"]

    def _lacks_leader(self, leaders: set[str], by: str) -> bool:
        """Whether people are chosen, and no leader among them and the one who chooses."""
        chosen = set(self["readers"].value() or ())
        return bool(chosen) and not (chosen | {by}) & leaders


class RemoveForm(IdempotencyField, Form):
    """Confirms that a colleague leaves the case."""
