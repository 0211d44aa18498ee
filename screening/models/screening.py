"""A screening: one version put before one or two authorities about one case."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from screening.engine.definition import Definition
from screening.engine.states import TRIAGE, Purpose, State
from screening.models.instrument import InstrumentVersion
from screening.models.subject import SUBJECTS
from screening.wording.labels import PURPOSE_LABELS, STATE_LABELS
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Kind, Role
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedTextField

#: Roles that see every screening of their authority, of what is not closed to them, unnamed.
OVERSEERS = frozenset({Role.COORDINATOR, Role.LEADER, Role.POLICE_COORDINATOR})


def with_version(rows: ScopedQuerySet) -> ScopedQuerySet:
    """Each screening with its version, but without the version's large text (it is kept parsed)."""
    return rows.select_related("version").defer("version__definition", "version__changelog")


def to_agree_on() -> models.Q:
    """Those that both have answered and can still agree on, as long as what they are about runs."""
    return models.Q(
        state=State.OPENED.value,
        municipality_locked_at__isnull=False,
        police_locked_at__isnull=False,
        revoked_at=None,
        expires_at__gt=clock.now(),
        subject_ended_at=None,
    )


class Screening(TenantModel):
    """Owned by the citizen's municipality; the police district reads it while it is invited.

    The columns from ``state`` down, and the access columns of all child rows, are kept by the
    database (``sec.settle_screening`` and triggers): no party can move them by hand. Only an open
    screening can be cancelled, by who orders in the municipality, once and with a reason.
    """

    vault_owner = "municipality_id"

    municipality_id = models.PositiveIntegerField()
    district_id = models.PositiveIntegerField(null=True)
    """The police district that is asked to rate as well."""
    invited_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    revoked_by_name = models.CharField(max_length=120, blank=True)
    """Who ended the district's access; empty for what was ended before names were kept."""
    revoked_reason = SealedTextField(max_length=4000, null=True)
    """What both parties read of why."""
    expires_at = models.DateTimeField(null=True)
    """When the district's access ends by itself."""
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(_("sag"), max_length=32)
    """The case number that is shown; no personal data."""
    subject_id = models.UUIDField()
    """The case, as its owner's opaque key."""
    purpose = models.CharField(
        _("anledning"), max_length=12, choices=[(p.value, t) for p, t in PURPOSE_LABELS.items()]
    )
    subset = models.CharField(max_length=20, blank=True)
    under_18 = models.BooleanField(default=False)
    under_15 = models.BooleanField(default=False)
    ordered_by = models.UUIDField()
    ordered_by_name = models.CharField(max_length=120)
    ordered_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField(_("frist"))
    state = models.CharField(
        _("status"),
        max_length=12,
        choices=[(s.value, t) for s, t in STATE_LABELS.items()],
        default=State.OPEN.value,
    )
    municipality_locked_at = models.DateTimeField(null=True)
    police_locked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.UUIDField(null=True)
    cancelled_by_name = models.CharField(max_length=120, blank=True)
    cancel_reason = SealedTextField(max_length=4000, null=True)
    """What both parties read of why."""
    subject_ended_at = models.DateTimeField(null=True)
    """Since when what it is about has ended, as the database of the app above tells it. Until that
    is taken up again nobody answers, and nothing is agreed."""

    class Meta:
        ordering = ("due_on", "id")
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "due_on", "id"], name="screening_of_muni"),
            models.Index(fields=["municipality_id", "subject_id"], name="screening_of_case"),
            models.Index(
                fields=["district_id", "due_on", "id"],
                condition=models.Q(district_id__isnull=False),
                name="screening_of_district",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="screening_choices",
                condition=models.Q(
                    state__in=[s.value for s in State],
                    purpose__in=[p.value for p in Purpose],
                    subset__in=["", TRIAGE],
                ),
            ),
            models.CheckConstraint(
                name="screening_invitation",
                condition=models.Q(
                    district_id__isnull=True, invited_at__isnull=True, expires_at__isnull=True
                )
                | models.Q(
                    district_id__isnull=False, invited_at__isnull=False, expires_at__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="screening_opened_when",
                condition=models.Q(state__in=["open", "cancelled"], opened_at=None)
                | models.Q(state__in=["opened", "agreed"], opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="screening_revoked_by_whom",
                condition=models.Q(revoked_at__isnull=False)
                | models.Q(revoked_by=None, revoked_by_name="", revoked_reason=None),
            ),
            models.CheckConstraint(
                name="screening_cancelled_whole",
                condition=models.Q(
                    state="cancelled",
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                    cancelled_by_name__gt="",
                    cancel_reason__isnull=False,
                )
                | models.Q(
                    ~models.Q(state="cancelled"),
                    cancelled_at=None,
                    cancelled_by=None,
                    cancelled_by_name="",
                    cancel_reason=None,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Own municipality's, when what it is about is not closed to the actor, or invited
        district's; by name unless the role oversees all."""
        if actor.kind is Kind.MUNICIPALITY:
            rows = rows.filter(municipality_id=actor.authority_id)
            named = models.Q(pk__in=_named(actor))
            for subjects in SUBJECTS:
                rows = rows.exclude(subject_id__in=subjects.closed_to(actor))
                named |= models.Q(subject_id__in=subjects.opened_to(actor))
            return rows if actor.role in OVERSEERS else rows.filter(named)
        if actor.kind is Kind.POLICE:
            rows = rows.filter(
                district_id=actor.authority_id, revoked_at=None, expires_at__gt=clock.now()
            )
            return rows if actor.role in OVERSEERS else rows.filter(pk__in=_named(actor))
        return rows.none()

    @property
    def ended_early(self) -> bool:
        """Whether the district's access ended before the two were done."""
        unfinished = self.state in {State.OPEN, State.OPENED}
        return unfinished and self.district_id is not None and not self.police_has_access

    @property
    def form(self) -> Definition:
        """The questions of this screening: the full form or its short form."""
        return self.version.form(self.subset)

    @property
    def police_has_access(self) -> bool:
        """Whether the invited district may still read and rate."""
        return bool(
            self.district_id
            and self.revoked_at is None
            and self.expires_at
            and self.expires_at > clock.now()
        )


class ScreeningAccess(TenantModel):
    """A person named for a screening, by her own authority. Ended, never deleted."""

    logged = False

    municipality_id = models.PositiveIntegerField()
    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="access", db_constraint=False
    )
    authority_id = models.PositiveIntegerField()
    district_id = models.PositiveIntegerField(null=True)
    access_ends = models.DateTimeField(null=True)
    user_id = models.UUIDField()
    granted_by = models.UUIDField()
    granted_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "screening", "authority_id", "user_id"],
                condition=models.Q(ended_at=None),
                name="screeningaccess_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user_id", "authority_id"], name="screeningaccess_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.screening_id} {self.user_id}"

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Names given by the actor's own authority."""
        return rows.filter(authority_id=actor.authority_id)


def _named(actor: Actor) -> Any:
    mine = ScreeningAccess.objects.for_actor(actor).filter(user_id=actor.user_id, ended_at=None)
    return mine.values("screening_id")
