"""What the police district says to a municipality about something that was shared with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.parts import Show, Timed, case_part
from casework.models.sharing import Disclosure
from casework.rules.disclosure import ShareAnswer
from stopext.access.actor import Actor
from stopext.access.roles import Kind
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedTextField


@case_part(
    log=_("svar på deling"),
    erased=_("Politikredsens svar på delinger"),
    wall={"r_muni": {"select"}, "r_police": {"select", "insert"}},
    timeline=Timed("at", Show.SHARING),
)
class ShareReply(Signed, MunicipalRow):
    """The district uses what was shared or has no use of it, said once; or answers, as often as
    there is something to say. Written by the police only, changed by nobody, and sealed with the
    district's key: it stays the text of who wrote it."""

    vault_owner = "district_id"

    district_id = models.PositiveIntegerField(editable=False)
    case = link("casework.Case", "share_replies")
    disclosure = link("casework.Disclosure", "replies")
    reply = coded(ShareAnswer, _("svar"))
    text = SealedTextField(_("besked"), max_length=4000, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("sharereply", "reply", ShareAnswer),
            models.UniqueConstraint(
                fields=["municipality_id", "disclosure"],
                name="sharereply_settled_once",
                condition=~Q(reply=ShareAnswer.MESSAGE),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="sharereply_of_case"),
            models.Index(fields=["municipality_id", "disclosure"], name="sharereply_of_share"),
            models.Index(fields=["district_id", "disclosure"], name="sharereply_of_district"),
        ]

    def __str__(self) -> str:
        return str(self.reply)

    @property
    def settles(self) -> bool:
        """Whether it says what the district does with what was shared."""
        return bool(self.reply != ShareAnswer.MESSAGE)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The district as long as it sees what it answers; whoever sees the case."""
        if actor.kind is Kind.POLICE:
            return rows.filter(
                district_id=actor.authority_id,
                disclosure__in=Disclosure.objects.for_actor(actor).values("pk"),
            )
        return super().visible_to(rows, actor)
