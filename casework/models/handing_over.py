"""What the police district answered when a municipality handed a case over to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.parts import Show, Timed, case_part
from casework.models.sharing import Disclosure
from casework.rules.codes import HandOverReply
from stopext.access.actor import Actor
from stopext.access.roles import Kind
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedTextField


@case_part(
    log=_("svar på overdragelse"),
    erased=_("Politikredsens svar på overdragelser"),
    wall={"r_muni": {"select"}, "r_police": {"select", "insert"}},
    timeline=Timed("at", Show.SHARING),
)
class HandOverAnswer(Signed, MunicipalRow):
    """The district takes the case over or refuses it. Written by the police only, once for each
    hand-over, and changed by nobody; sealed with the district's key, as what it answers."""

    vault_owner = "district_id"

    district_id = models.PositiveIntegerField(editable=False)
    case = link("casework.Case", "hand_over_answers")
    disclosure = link("casework.Disclosure", "answers")
    reply = coded(HandOverReply, _("svar"))
    reason = SealedTextField(_("begrundelse"), max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("handoveranswer", "reply", HandOverReply),
            models.UniqueConstraint(
                fields=["municipality_id", "disclosure"], name="handoveranswer_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="handoveranswer_of_case"),
            models.Index(fields=["district_id", "disclosure"], name="handoveranswer_of_district"),
        ]

    def __str__(self) -> str:
        return str(self.reply)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The district as long as it sees what it answered; whoever sees the case."""
        if actor.kind is Kind.POLICE:
            return rows.filter(
                district_id=actor.authority_id,
                disclosure__in=Disclosure.objects.for_actor(actor).values("pk"),
            )
        return super().visible_to(rows, actor)
