"""Who is around the citizen of a case, and who of them is herself the citizen of another one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link, together
from casework.models.case import Case
from casework.models.parts import CHANGING, Show, Timed, Without, case_part
from casework.models.subject import initials_of
from casework.rules.codes import Tristate
from casework.rules.parties import MayContact, MayKnow, PartyRole
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedTextField


@case_part(
    log=_("pårørende eller repræsentant"),
    erased=_("Pårørende og repræsentanter"),
    wall=CHANGING,
    history=True,
    timeline=Timed("at", Show.STEPS),
)
class Party(Signed, MunicipalRow):
    """A relative, guardian or representative of the citizen, from ``since`` until ``until`` (open
    while it is empty): ended, never deleted.

    ``told`` is what somebody decided that she may know, and ``told_ground`` what that rests on: no
    page opens anything by it.
    """

    case = link("casework.Case", "parties")
    role = coded(PartyRole, _("rolle"))
    name = SealedTextField(_("navn"), max_length=200)
    reach = SealedTextField(_("telefon, mail og adresse"), max_length=1000, blank=True)
    address_protected = models.BooleanField(_("navne- og adressebeskyttet"), default=False)
    custody = coded(Tristate, _("forældremyndighed"))
    contact = coded(MayContact, _("må kontaktes"))
    contact_terms = SealedTextField(_("hvordan"), max_length=1000, blank=True)
    told = coded(MayKnow, _("må få at vide"))
    told_ground = SealedTextField(_("hvad, og på hvilket grundlag"), max_length=2000, blank=True)
    note = SealedTextField(_("andet"), max_length=4000, blank=True)
    since = models.DateField(_("fra"))
    until = models.DateField(_("til"), null=True)

    class Meta:
        constraints: ClassVar = [
            known("party", "role", PartyRole),
            known("party", "custody", Tristate),
            known("party", "contact", MayContact),
            known("party", "told", MayKnow),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="party_period",
                violation_error_message=_("Perioden slutter, før den begynder."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "since"], name="party_of_case")
        ]

    def __str__(self) -> str:
        return str(self.get_role_display()).lower()

    @property
    def in_short(self) -> str:
        """Role and initials: what stands where no name does."""
        return f"{self} {self.initials}"

    @property
    def initials(self) -> str:
        """``A. B.`` of the name."""
        return initials_of(self.name)


@case_part(
    log=_("relation til en anden sag"),
    erased=_("Relationer til andre sager"),
    wall=CHANGING,
    history=Without("a relation is ended once, and the database refuses every other change"),
    timeline=Without("a reader of one of the cases only must not learn that there is one"),
)
class PartyRelation(Signed, MunicipalRow):
    """``party`` of ``case`` is the citizen of ``other``, as a person has said. Both walls show it
    to who may see both cases, and to nobody else; that it was read is not logged, for the log of a
    case is read by those who may not see the other one.

    ``case_number``, ``other_number`` and ``role`` are read with it.
    """

    logged = False

    case_number: str
    other_number: str
    role: str

    case = link("casework.Case", "party_relations")
    party = link("casework.Party", "relations")
    other = link("casework.Case", "citizen_relations")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undone_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(case=F("other")),
                name="partyrelation_of_two",
                violation_error_message=_("Det er den samme sag."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "party", "other"],
                condition=Q(undone_at__isnull=True),
                name="partyrelation_once",
                violation_error_message=_("Relationen er allerede registreret."),
            ),
            together(
                "partyrelation",
                "undone",
                "undone_at",
                "undone_by",
                message=_("En afsluttet relation har en person og et tidspunkt."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case"], name="partyrelation_of_case"),
            models.Index(fields=["municipality_id", "other"], name="partyrelation_of_other"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def role_display(self) -> str:
        """What the party is to the citizen of ``case``, in words."""
        return str(PartyRole(self.role).label)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Relations between two cases that the actor sees both of."""
        seen = Case.objects.for_actor(actor).values("pk")
        both: ScopedQuerySet = rows.filter(
            municipality_id=actor.authority_id, case__in=seen, other__in=seen
        )
        told: ScopedQuerySet = both.annotate(
            case_number=F("case__number"), other_number=F("other__number"), role=F("party__role")
        )
        return told
