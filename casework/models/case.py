"""The case: state, clock, people and dates of one course of concern."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, coded, known, link, together
from casework.models.people import CaseAssignment, CaseReader
from casework.rules.codes import ClosureReason, ConcernForm, Judgement, NoticeDecision, Tristate
from casework.rules.retention import Rule
from casework.rules.sources import Source
from casework.rules.workflow import State
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Role
from stopext.access.scoping import ScopedQuerySet, unscoped
from stopext.vault.fields import SealedTextField
from stopext.vault.index import blind_index

#: States in which a case no longer takes work from the municipality.
ENDED = frozenset({State.CLOSED, State.ERASED})


class CaseCounter(MunicipalRow):
    """Last case number of a municipality in a year; locked by whoever takes the next one."""

    logged = False

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "year"], name="casecounter_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.year}: {self.last}"

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The municipality's own counter."""
        return rows.filter(municipality_id=actor.authority_id)


class Case(MunicipalRow):
    """One course of concern about one citizen in one municipality.

    ``version`` rises with every change and is what a form was drawn from. ``due_at`` is the clock
    of the state. ``last_judgement`` is the latest locked level of concern, written by people; it
    moves nothing by itself. ``approval_asked_at`` is when a leader was asked to approve a closing
    in the present state; her approval empties it, and a later state makes it void.
    """

    number = models.CharField(_("sagsnummer"), max_length=14, editable=False)
    district_id = models.PositiveIntegerField(_("politikreds"), editable=False)
    subject = link("casework.Subject", "cases")
    state = coded(State, _("status"), default=State.RECEIVED)
    state_since = models.DateTimeField()
    due_at = models.DateTimeField(_("frist"), null=True)
    version = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField(_("modtaget"))
    created_at = models.DateTimeField()
    created_by = models.UUIDField()
    created_by_name = models.CharField(max_length=120)
    updated_at = models.DateTimeField(_("senest ændret"))
    coordinator_user = models.UUIDField(null=True)
    coordinator_membership = models.UUIDField(null=True)
    coordinator_name = models.CharField(_("tovholder"), max_length=120, blank=True)
    restricted = models.BooleanField(_("begrænset adgang"), default=False)
    form = coded(ConcernForm, _("form"))
    gang_link = coded(Tristate, _("tilknytning til bandemiljø"))
    online = coded(Tristate, _("online"))
    notice = coded(NoticeDecision, _("underretning"), blank=True)
    notice_reason = SealedTextField(max_length=2000, blank=True)
    paused_from = coded(State, blank=True)
    paused_until = models.DateField(_("i bero til"), null=True)
    pause_reason = SealedTextField(max_length=2000, blank=True)
    last_judgement = coded(Judgement, _("seneste vurdering"), blank=True)
    closed_at = models.DateTimeField(_("afsluttet"), null=True)
    closure_reason = coded(ClosureReason, _("årsag til afslutning"), blank=True)
    closure_assessment = SealedTextField(_("afsluttende vurdering"), max_length=6000, blank=True)
    approval_asked_at = models.DateTimeField(null=True)
    approval_asked_by = models.CharField(max_length=120, blank=True)
    approval_asked_user = models.UUIDField(null=True)
    delete_earliest = models.DateField(_("slettes tidligst"), null=True)
    retention_rule = models.CharField(max_length=12, blank=True)
    hold_until = models.DateField(_("sletning stoppet til"), null=True)
    hold_owner = models.CharField(max_length=120, blank=True)
    hold_reason = SealedTextField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality_id", "number"], name="case_number_once"),
            known("case", "state", State),
            known("case", "paused_from", State, blank=True),
            known("case", "form", ConcernForm),
            known("case", "gang_link", Tristate),
            known("case", "online", Tristate),
            known("case", "notice", NoticeDecision, blank=True),
            known("case", "last_judgement", Judgement, blank=True),
            known("case", "closure_reason", ClosureReason, blank=True),
            models.CheckConstraint(
                condition=Q(retention_rule__in=["", *Rule]), name="case_retention_rule_known"
            ),
            together(
                "case",
                "coordinator",
                "coordinator_user",
                "coordinator_membership",
                message=_("En tovholder er en person med en rolle i kommunen."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.PAUSED, paused_until__isnull=False) & ~Q(paused_from="")
                | ~Q(state=State.PAUSED) & Q(paused_until__isnull=True, paused_from=""),
                name="case_pause_complete",
                violation_error_message=_("En sag i bero har en slutdato; andre sager har ingen."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closure_reason="", delete_earliest__isnull=True)
                | Q(closed_at__isnull=False, delete_earliest__isnull=False) & ~Q(closure_reason=""),
                name="case_closure_complete",
                violation_error_message=_("En afsluttet sag har årsag, tidspunkt og slettedato."),
            ),
            models.CheckConstraint(
                condition=Q(approval_asked_at__isnull=True, approval_asked_by="")
                | Q(approval_asked_at__isnull=False) & ~Q(approval_asked_by=""),
                name="case_approval_asked_together",
                violation_error_message=_("En anmodning har et tidspunkt og en, der har bedt."),
            ),
            models.CheckConstraint(
                condition=Q(hold_until__isnull=True, hold_owner="")
                | Q(hold_until__isnull=False) & ~Q(hold_owner=""),
                name="case_hold_owned",
                violation_error_message=_("Et stop for sletning har en ansvarlig og en slutdato."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "due_at", "id"], name="case_by_due"),
            models.Index(fields=["municipality_id", "state", "due_at", "id"], name="case_by_state"),
            models.Index(fields=["municipality_id", "updated_at", "id"], name="case_by_update"),
            models.Index(fields=["municipality_id", "form", "due_at"], name="case_by_form"),
            models.Index(
                fields=["municipality_id", "coordinator_user", "due_at"], name="case_by_coordinator"
            ),
            models.Index(fields=["municipality_id", "subject"], name="case_of_subject"),
            models.Index(
                fields=["municipality_id", "delete_earliest", "id"],
                condition=Q(state=State.CLOSED),
                name="case_by_deletion",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """A caseworker's own cases; all unrestricted ones for coordinator and leader; a restricted
        one for the named readers only."""
        if actor.kind is not Kind.MUNICIPALITY:
            return rows.none()
        mine = rows.filter(municipality_id=actor.authority_id)
        reading = Q(pk__in=_open_rows(CaseReader, actor))
        if actor.role is Role.CASEWORKER:
            return mine.filter(
                reading | Q(restricted=False, pk__in=_open_rows(CaseAssignment, actor))
            )
        return mine.filter(reading | Q(restricted=False))

    def protected_sources(self) -> list[Source]:
        """Those who turned to the municipality about the citizen and are to be protected. One
        query."""
        rows = self.concerns.filter(protected_source=True).order_by("received_at")
        return [Source(row.referrer_name, row.referrer_contact) for row in rows]

    def protects_around(self) -> bool:
        """Whether somebody around the citizen has a protected name and address, now or before. One
        query."""
        return self.parties.filter(address_protected=True).exists()

    @property
    def log_key(self) -> bytes:
        """Blind key under which the log gathers everything about the citizen."""
        return blind_index(self.municipality_id, "subject", str(self.subject_id))

    @property
    def state_code(self) -> State:
        """The state as a member of its enumeration."""
        return State(self.state)

    @property
    def ended(self) -> bool:
        """Whether the case is closed or erased."""
        return self.state in ENDED

    @property
    def is_with_police(self) -> bool:
        """Whether the case was handed over to the police, who may not have answered yet."""
        return self.state_code is State.POLICE

    @property
    def waits_for_approval(self) -> bool:
        """Whether a leader has been asked to approve the closing and has not answered."""
        asked = self.approval_asked_at
        return asked is not None and asked >= self.state_since and not self.ended

    def approval_asked_of_others(self, user_id: UUID) -> bool:
        """Whether this person has asked for the approval: somebody else gives it."""
        return self.waits_for_approval and self.approval_asked_user == user_id

    def is_overdue(self, now: datetime) -> bool:
        """Whether the state's clock has run out."""
        return self.due_at is not None and self.due_at < now

    def may_be_erased(self, today: date) -> bool:
        """Whether the retention of a closed case is over and nobody has stopped its deletion."""
        due = self.delete_earliest is not None and self.delete_earliest <= today
        return self.state == State.CLOSED and due and not self.is_held(today)

    def is_held(self, today: date) -> bool:
        """Whether deletion is stopped on ``today``."""
        return self.hold_until is not None and self.hold_until >= today


def closed_to(actor: Actor) -> Any:
    """Keys of the municipality's restricted cases that the actor is not named for, as a subquery:
    what hangs on a case by its key only leaves them out. They are few, and have an index."""
    rows = unscoped(Case, reason="says which cases are closed, so it cannot ask what is seen")
    restricted = rows.filter(municipality_id=actor.authority_id, restricted=True)
    return restricted.exclude(pk__in=_open_rows(CaseReader, actor)).values("pk")


def _open_rows(model: type[CaseAssignment] | type[CaseReader], actor: Actor) -> Any:
    rows = unscoped(model, reason="says who may see a case, so it cannot ask that").filter(
        municipality_id=actor.authority_id, user_id=actor.user_id, until__isnull=True
    )
    return rows.values("case_id")
