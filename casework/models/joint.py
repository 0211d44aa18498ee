"""A meeting of the info-house: the municipality and the police district about one case.

It recommends and decides nothing. The district sees it while something of the case is shared with
it, and what both approved also afterwards; there its coordinator, and whom she invited. In the
municipality it is as open as its case. What is written is a row of its own: nothing is overwritten.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link, together
from casework.models.parts import CHANGING, Show, Timed, Wall, Without, case_part
from casework.rules.codes import DecisionOutcome
from casework.rules.joint import Attended, MeetingStatus, status_at
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Role
from stopext.access.scoping import ScopedQuerySet, unscoped
from stopext.vault.fields import SealedTextField

#: Both sides read and write; only the municipality plans.
#: The owner keeps until when it is shared, also for who withdraws a consent and may not share.
LED: Wall = {**CHANGING, "r_police": {"select", "update"}, "ctx_owner": {"update"}}
PLANNED: Wall = {"r_muni": {"select", "insert"}, "r_police": {"select"}}
WRITTEN: Wall = {"r_muni": {"select", "insert"}, "r_police": {"select", "insert"}}
ENDING: Wall = {**CHANGING, "r_police": {"select", "insert", "update"}}
ON_ITS_PAGE = Without("stands on the page of its meeting")
ENDED_ONCE = Without("a row is ended once, and the database refuses every other change")


@case_part(
    log=_("møde i infohuset"),
    erased=_("Fælles møder med politikredsen"),
    wall=LED,
    history=Without("its plans are rows of their own; it is approved or cancelled once"),
    timeline=Timed("at", Show.STEPS),
)
class JointMeeting(Signed, MunicipalRow):
    """``planned_at`` is that of its newest plan. ``shared_until`` is when the last sharing of the
    case with the district ends; the database keeps it. ``locked_at`` is when the second of the two
    coordinators approved the minutes."""

    case = link("casework.Case", "joint_meetings")
    district_id = models.PositiveIntegerField(editable=False)
    case_number = models.CharField(_("sagsnummer"), max_length=14)
    municipality_name = models.CharField(_("kommune"), max_length=80)
    planned_at = models.DateTimeField(_("tidspunkt"))
    shared_until = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.UUIDField(null=True)
    cancelled_by_name = models.CharField(max_length=120, blank=True)
    cancel_reason = SealedTextField(_("hvorfor aflyst"), max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            together(
                "jointmeeting",
                "cancelled",
                "cancelled_at",
                "cancelled_by",
                message=_("En aflysning har både tidspunkt og person."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(locked_at__isnull=True),
                name="jointmeeting_held_or_cancelled",
                violation_error_message=_("Et møde er holdt eller aflyst."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="jointmeeting_of_case"),
            models.Index(
                fields=["municipality_id", "planned_at", "id"], name="jointmeeting_of_muni"
            ),
            models.Index(
                fields=["district_id", "planned_at", "id"], name="jointmeeting_of_district"
            ),
        ]

    def __str__(self) -> str:
        return self.case_number

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Of the district its coordinator, and who is invited, while the case is shared or when
        both have approved; in the municipality whoever sees the case."""
        if actor.kind is not Kind.POLICE:
            return super().visible_to(rows, actor)
        open_now = Q(locked_at__isnull=False) | Q(shared_until__gt=clock.now())
        mine: ScopedQuerySet = rows.filter(open_now, district_id=actor.authority_id)
        if actor.role == Role.POLICE_COORDINATOR:
            return mine
        return mine.filter(pk__in=invited(actor))

    @property
    def status(self) -> MeetingStatus:
        """Where it stands now; that nobody has written minutes, only of rows that were asked so
        (:func:`casework.queries.joint.with_minutes`)."""
        return status_at(
            clock.now(),
            planned=self.planned_at,
            approved=self.locked_at is not None,
            cancelled=self.cancelled_at is not None,
            unwritten=getattr(self, "unwritten", False),
        )

    @property
    def is_open(self) -> bool:
        """Whether it can still be prepared and written about."""
        return self.locked_at is None and self.cancelled_at is None

    @property
    def is_shared(self) -> bool:
        """Whether anything of its case is shared with the district now."""
        return self.shared_until is not None and self.shared_until > clock.now()

    @property
    def unshared(self) -> bool:
        """Whether the district sees it no longer, or no longer when it is held."""
        ends = self.shared_until
        soon = self.is_shared and ends is not None and ends < self.planned_at
        return self.is_open and (soon or not self.is_shared)


def invited(actor: Actor) -> Any:
    """Keys of the meetings that the actor is invited to in her authority, as a subquery."""
    rows = unscoped(JointInvitee, reason="says who sees a meeting, so it cannot ask that")
    return rows.filter(
        authority_id=actor.authority_id, user_id=actor.user_id, ended_at__isnull=True
    ).values("meeting_id")


class MeetingPart(Signed, MunicipalRow):
    """What hangs on a meeting is as open as the meeting. ``authority_id`` is the side it is of."""

    case = link("casework.Case", "+")
    meeting = link("casework.JointMeeting", "+")
    authority_id = models.PositiveIntegerField(editable=False)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Whoever sees the meeting."""
        if actor.kind is Kind.POLICE:
            return rows.filter(meeting__in=JointMeeting.objects.for_actor(actor).values("pk"))
        return super().visible_to(rows, actor)

    @property
    def of_municipality(self) -> bool:
        """Whether the municipality wrote it."""
        return self.authority_id == self.municipality_id


def _of_meeting(name: str) -> models.Index:
    return models.Index(fields=["municipality_id", "meeting", "at"], name=name)


@case_part(
    log=_("indkaldelse til møde i infohuset"),
    erased=_("Tider, steder og dagsordener for fælles møder"),
    wall=PLANNED,
    timeline=ON_ITS_PAGE,
)
class JointPlan(MeetingPart):
    """When, where and about what. The newest counts; ``reason`` says why it took the place of the
    one before it."""

    planned_at = models.DateTimeField(_("tidspunkt"))
    place = SealedTextField(_("sted"), max_length=300)
    agenda = SealedTextField(_("dagsorden"), max_length=6000)
    reason = SealedTextField(_("hvorfor ændret"), max_length=2000, blank=True)

    class Meta:
        indexes: ClassVar = [_of_meeting("jointplan_of_meeting")]

    def __str__(self) -> str:
        return str(timezone.localtime(self.planned_at))

    @property
    def points(self) -> list[str]:
        """The agenda's points: its lines, in their order."""
        return [line.strip() for line in self.agenda.splitlines() if line.strip()]


@case_part(
    log=_("indbudt til møde i infohuset"),
    erased=_("Indbudte til fælles møder"),
    wall=ENDING,
    history=ENDED_ONCE,
    timeline=ON_ITS_PAGE,
)
class JointInvitee(MeetingPart):
    """Somebody who is needed: of the side that invites her, by name, or from outside, by what she
    is and where; ``brings`` and ``sees`` say what she lawfully may, and ``legal_basis`` by what."""

    user_id = models.UUIDField(null=True, editable=False)
    name = models.CharField(_("navn"), max_length=120, blank=True)
    outside = SealedTextField(_("funktion og myndighed"), max_length=300, blank=True)
    reason = SealedTextField(_("hvorfor er der brug for hende eller ham"), max_length=2000)
    legal_basis = coded(LegalBasis, _("retligt grundlag"))
    brings = SealedTextField(_("må fortælle"), max_length=2000)
    sees = SealedTextField(_("må høre og se"), max_length=2000)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            known("jointinvitee", "legal_basis", LegalBasis),
            models.CheckConstraint(
                condition=Q(user_id__isnull=True, name="") | Q(user_id__isnull=False) & ~Q(name=""),
                name="jointinvitee_named",
                violation_error_message=_("En kollega har et navn."),
            ),
            together(
                "jointinvitee",
                "ended",
                "ended_at",
                "ended_by",
                message=_("En indbydelse, der er trukket tilbage, har en person og et tidspunkt."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "meeting", "authority_id", "user_id"],
                condition=Q(ended_at__isnull=True, user_id__isnull=False),
                name="jointinvitee_once",
                violation_error_message=_("Personen er allerede indbudt."),
            ),
        ]
        indexes: ClassVar = [
            _of_meeting("jointinvitee_of_meeting"),
            models.Index(
                fields=["authority_id", "user_id"],
                name="jointinvitee_of_user",
                condition=Q(ended_at__isnull=True, user_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.outside


def own_or_led(rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
    """Of rows with a ``user_id`` all for who leads, and one's own for the others."""
    if actor.role in {Role.COORDINATOR, Role.LEADER, Role.POLICE_COORDINATOR}:
        return rows
    return rows.filter(user_id=actor.user_id)


@case_part(
    log=_("papir til møde i infohuset"),
    erased=_("Papirer til fælles møder"),
    wall=ENDING,
    history=ENDED_ONCE,
    timeline=ON_ITS_PAGE,
)
class JointPaper(MeetingPart):
    """An item shared with the district that one invitee (``user_id``) reads at the meeting. She and
    the coordinators see that; what it says is read as long as the sharing lasts."""

    invitee = link("casework.JointInvitee", "papers")
    item = link("casework.DisclosureItem", "+")
    user_id = models.UUIDField(editable=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            together(
                "jointpaper",
                "ended",
                "ended_at",
                "ended_by",
                message=_("Et papir, der er taget tilbage, har en person og et tidspunkt."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "invitee", "item"],
                condition=Q(ended_at__isnull=True),
                name="jointpaper_once",
            ),
        ]
        indexes: ClassVar = [_of_meeting("jointpaper_of_meeting")]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The invitee's own; all for who leads."""
        return own_or_led(super().visible_to(rows, actor), actor)


@case_part(
    log=_("fremmøde til møde i infohuset"),
    erased=_("Fremmøde til fælles møder"),
    wall=WRITTEN,
    timeline=ON_ITS_PAGE,
)
class JointAttendance(MeetingPart):
    """Whether an invitee was there; the newest row counts."""

    invitee = link("casework.JointInvitee", "attendance")
    attended = coded(Attended, _("fremmøde"))
    stand_in = SealedTextField(_("hvem kom i stedet, eller andet"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [known("jointattendance", "attended", Attended)]
        indexes: ClassVar = [_of_meeting("jointattendance_of_meeting")]

    def __str__(self) -> str:
        return str(self.get_attended_display())


@case_part(
    log=_("referat af møde i infohuset"),
    erased=_("Referater af fælles møder"),
    wall=WRITTEN,
    timeline=ON_ITS_PAGE,
)
class JointMinutes(MeetingPart):
    """The minutes as they read from ``at`` until a later row: the newest counts, and approvals are
    of one row. When both have approved, only additions (``is_addition``) follow."""

    number = models.PositiveSmallIntegerField()
    is_addition = models.BooleanField(default=False)
    text = SealedTextField(_("referat"), max_length=20_000)
    disagreement = SealedTextField(_("uenighed"), max_length=4000, blank=True)
    recommendation = SealedTextField(_("anbefaling"), max_length=4000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "meeting", "number"], name="jointminutes_order"
            )
        ]
        indexes: ClassVar = [_of_meeting("jointminutes_of_meeting")]

    def __str__(self) -> str:
        return str(self.number)


@case_part(
    log=_("godkendelse af referat"),
    erased=_("Godkendelser af referater fra fælles møder"),
    wall=WRITTEN,
    timeline=ON_ITS_PAGE,
)
class JointApproval(MeetingPart):
    """One side's coordinator approves the minutes exactly as they read in ``minutes``."""

    minutes = link("casework.JointMinutes", "approvals")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "minutes", "authority_id"], name="jointapproval_once"
            )
        ]
        indexes: ClassVar = [_of_meeting("jointapproval_of_meeting")]

    def __str__(self) -> str:
        return self.by_name


@case_part(
    log=_("myndighedens beslutning efter møde i infohuset"),
    erased=_("Myndighedernes egne beslutninger efter fælles møder"),
    wall=WRITTEN,
    timeline=ON_ITS_PAGE,
)
class JointDecision(MeetingPart):
    """What one authority decides for itself on the recommendation, sealed with its own key; the
    newest of each counts, and the other side reads it."""

    vault_owner = "authority_id"

    outcome = coded(DecisionOutcome, _("beslutning"))
    reason = SealedTextField(_("begrundelse"), max_length=4000)

    class Meta:
        constraints: ClassVar = [known("jointdecision", "outcome", DecisionOutcome)]
        indexes: ClassVar = [_of_meeting("jointdecision_of_meeting")]

    def __str__(self) -> str:
        return str(self.get_outcome_display())


def side_of(actor: Actor, meeting: JointMeeting) -> dict[str, Any]:
    """Columns every row on a meeting has, signed by the actor for her side."""
    return {
        "municipality_id": meeting.municipality_id,
        "case_id": meeting.case_id,
        "meeting": meeting,
        "authority_id": actor.authority_id,
        "by_user": actor.user_id,
        "by_name": actor.name,
        "at": clock.now(),
    }
