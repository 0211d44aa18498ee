"""A plan is begun: its head and its sections."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import OrganisationModel
from knowledge.plans.forms.fields import long_text
from knowledge.plans.policies import TEXT_LIMIT
from stopext.web.forms import Form, IdempotencyField, VersionField


class BeginForm(IdempotencyField, Form):
    """A municipality's first plan here."""

    title = forms.CharField(label=_("Planens titel"), max_length=200)
    organisation_model = forms.ChoiceField(
        label=_("Hvordan er arbejdet organiseret?"),
        help_text=_("I kan ændre det senere."),
        choices=OrganisationModel.choices,
        widget=forms.RadioSelect,
    )


class HeadForm(VersionField, BeginForm):
    """What the draft is called, how the work is organised, and its vision."""

    vision = long_text(
        _("Vision"), 3, 600, required=False, help_text=_("Én eller to sætninger øverst i planen.")
    )


class SectionForm(VersionField, IdempotencyField, Form):
    """The text of one section."""

    mark_optional = False
    text = long_text(_("Afsnittets tekst"), 16, TEXT_LIMIT, required=False)
