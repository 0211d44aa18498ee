"""What hangs on a meeting of the info-house, for who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils import timezone

from casework.models import (
    Case,
    Disclosure,
    DisclosureItem,
    JointApproval,
    JointAttendance,
    JointDecision,
    JointInvitee,
    JointMeeting,
    JointMinutes,
    JointPaper,
    JointPlan,
    Meeting,
)
from casework.models.joint import MeetingPart, invited
from casework.queries.consents import without_consent
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Role
from stopext.access.scoping import ScopedQuerySet, unscoped


@dataclass(frozen=True, slots=True)
class Invited:
    """One who is invited, whether she came, and what she reads at the meeting."""

    row: JointInvitee
    attended: JointAttendance | None
    papers: list[DisclosureItem]
    is_mine: bool
    is_ours: bool
    #: How many papers were chosen for her that are shared no longer.
    unread: int = 0
    #: Whether she is of the reader's side and does not see the meeting any more.
    is_shut_out: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """The minutes as they read now, who has approved them so, what was added, and how they read
    before."""

    latest: JointMinutes | None = None
    approvals: list[JointApproval] = field(default_factory=list)
    additions: list[JointMinutes] = field(default_factory=list)
    earlier: list[JointMinutes] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How often anything was written; what a form was drawn from."""
        return self.latest.number + len(self.additions) if self.latest else 0

    def approved_by(self, authority_id: int) -> JointApproval | None:
        """The approval of one side."""
        return next((one for one in self.approvals if one.authority_id == authority_id), None)


def parts(model: type[MeetingPart], actor: Actor, meeting: JointMeeting) -> ScopedQuerySet:
    """Rows of one sort on a meeting, in the order they were written."""
    rows = model.objects.for_actor(actor)
    here: ScopedQuerySet = rows.filter(
        municipality_id=meeting.municipality_id, meeting=meeting
    ).order_by("at", "pk")
    return here


def plans(actor: Actor, meeting: JointMeeting) -> list[JointPlan]:
    """Every plan of a meeting, the one that counts first."""
    return list(parts(JointPlan, actor, meeting).reverse())


def record(actor: Actor, meeting: JointMeeting) -> Record:
    """The minutes. Two queries."""
    rows: list[JointMinutes] = list(parts(JointMinutes, actor, meeting).order_by("number"))
    written = [row for row in rows if not row.is_addition]
    if not written:
        return Record()
    *earlier, latest = written
    approvals = parts(JointApproval, actor, meeting).filter(minutes=latest)
    additions = [row for row in rows if row.is_addition]
    return Record(latest, list(approvals), additions, earlier[::-1])


def decisions(actor: Actor, meeting: JointMeeting) -> list[JointDecision]:
    """Each authority's own decisions, the newest first."""
    return list(parts(JointDecision, actor, meeting).reverse())


def own_decisions(actor: Actor, meeting: JointMeeting) -> list[JointDecision]:
    """Those of the actor's authority, the newest first."""
    return [one for one in decisions(actor, meeting) if one.authority_id == actor.authority_id]


def items(actor: Actor, meeting: JointMeeting) -> ScopedQuerySet:
    """What is shared with the district of the case today: a paper is one of these. A withdrawn
    consent takes its items along; one that holds no longer by a corrected day the municipality
    alone knows of, and hands out nothing on it."""
    rows: ScopedQuerySet = DisclosureItem.objects.for_actor(actor).filter(
        municipality_id=meeting.municipality_id,
        case=meeting.case_id,
        district_id=meeting.district_id,
        revoked_at__isnull=True,
        expires_at__gt=clock.now(),
    )
    if actor.kind is Kind.MUNICIPALITY:
        rows = rows.exclude(disclosure__in=without_consent(actor).values("pk"))
    return rows.order_by("expires_at", "disclosure_id", "position")


def people(actor: Actor, meeting: JointMeeting) -> list[Invited]:
    """Who is invited, the municipality's first. At most four queries."""
    return [one for one in everybody(actor, meeting) if one.row.ended_at is None]


def everybody(
    actor: Actor, meeting: JointMeeting, seeing: ScopedQuerySet | None = None
) -> list[Invited]:
    """The same with those whose invitation was taken back. ``seeing`` are colleagues who see the
    meeting when they are invited."""
    asked = parts(JointInvitee, actor, meeting)
    if seeing is not None:
        there = Exists(seeing.filter(user_id=OuterRef("user_id")))
        ours = Q(authority_id=actor.authority_id, user_id__isnull=False)
        asked = asked.annotate(shut_out=ExpressionWrapper(ours & ~Q(there), BooleanField()))
    rows: list[JointInvitee] = list(asked)
    came = {one.invitee_id: one for one in parts(JointAttendance, actor, meeting)}
    chosen = _chosen(actor, meeting)
    papers = _papers(actor, meeting, chosen)
    rows.sort(key=lambda row: (not row.of_municipality, row.user_id is None))
    return [
        Invited(
            row,
            came.get(row.pk),
            papers.get(row.pk, []),
            is_mine=row.user_id == actor.user_id and row.authority_id == actor.authority_id,
            is_ours=row.authority_id == actor.authority_id,
            unread=len(chosen.get(row.pk, ())) - len(papers.get(row.pk, ())),
            is_shut_out=getattr(row, "shut_out", False),
        )
        for row in rows
    ]


def papers_of(actor: Actor, meeting: JointMeeting, invitee: JointInvitee) -> list[DisclosureItem]:
    """What one invitee reads at the meeting: as long as it is shared."""
    return _papers(actor, meeting, _chosen(actor, meeting)).get(invitee.pk, [])


def times_chosen(actor: Actor, meeting: JointMeeting, invitee: JointInvitee) -> int:
    """How often a paper was given to an invitee or taken back."""
    rows = parts(JointPaper, actor, meeting).filter(invitee=invitee)
    return rows.count() + rows.filter(ended_at__isnull=False).count()


def said_of_attendance(actor: Actor, meeting: JointMeeting) -> int:
    """How often somebody said of an invitee whether she was there."""
    return parts(JointAttendance, actor, meeting).count()


def changes_of(actor: Actor, meeting: JointMeeting, written: Record) -> int:
    """How often the minutes were written, and who took part was changed: invited, taken back, or
    said of whether she came. It only goes up."""
    rows = parts(JointInvitee, actor, meeting)
    people = rows.count() + rows.filter(ended_at__isnull=False).count()
    return written.number + people + said_of_attendance(actor, meeting)


def _chosen(actor: Actor, meeting: JointMeeting) -> dict[UUID, set[UUID]]:
    """Keys of the items chosen for each invitee, shared still or not."""
    found: dict[UUID, set[UUID]] = {}
    for paper in parts(JointPaper, actor, meeting).filter(ended_at__isnull=True):
        found.setdefault(paper.invitee_id, set()).add(paper.item_id)
    return found


def _papers(
    actor: Actor, meeting: JointMeeting, chosen: Mapping[UUID, set[UUID]]
) -> dict[UUID, list[DisclosureItem]]:
    """Of the chosen items those that are shared, each with the ground it is shared on."""
    if not chosen:
        return {}
    rows = items(actor, meeting).filter(pk__in=set().union(*chosen.values()))
    there = list(rows.annotate(legal_basis=F("disclosure__legal_basis")))
    return {
        invitee: [item for item in there if item.pk in keys] for invitee, keys in chosen.items()
    }


def own_meetings(actor: Actor) -> ScopedQuerySet:
    """Meetings that are the actor's: she is invited, planned it, or coordinates its case; the
    district's coordinator takes part in all of hers."""
    rows: ScopedQuerySet = JointMeeting.objects.for_actor(actor)
    if actor.role == Role.POLICE_COORDINATOR:
        return rows
    mine = Q(pk__in=invited(actor)) | Q(by_user=actor.user_id)
    if actor.kind is Kind.MUNICIPALITY:
        led = Case.objects.for_actor(actor).filter(coordinator_user=actor.user_id)
        mine |= Q(case__in=led.values("pk"))
    return rows.filter(mine)


def to_approve(actor: Actor) -> ScopedQuerySet:
    """The actor's meetings whose minutes wait for the approval of her authority and are read by
    the district."""
    written = JointMinutes.objects.for_actor(actor).filter(
        municipality_id=OuterRef("municipality_id"), meeting=OuterRef("pk")
    )
    given = JointApproval.objects.for_actor(actor).filter(
        municipality_id=OuterRef("municipality_id"),
        minutes=OuterRef("newest"),
        authority_id=actor.authority_id,
    )
    rows = own_meetings(actor).filter(
        locked_at__isnull=True, cancelled_at__isnull=True, shared_until__gt=clock.now()
    )
    newest = Subquery(written.order_by("-number").values("pk")[:1])
    waiting: ScopedQuerySet = rows.alias(newest=newest).filter(~Exists(given), newest__isnull=False)
    return waiting


def read_by_district(actor: Actor, case: Case) -> ScopedQuerySet:
    """Meetings about a case that both sides can still write about and the district sees now."""
    rows: ScopedQuerySet = JointMeeting.objects.for_actor(actor).filter(
        case=case, locked_at__isnull=True, cancelled_at__isnull=True, shared_until__gt=clock.now()
    )
    return rows.order_by("planned_at", "pk")


def ahead(actor: Actor, case: Case) -> list[JointMeeting]:
    """Meetings about a case that are still to be held, the first one first: of none are there
    minutes."""
    written = JointMinutes.objects.for_actor(actor).filter(
        municipality_id=OuterRef("municipality_id"), meeting=OuterRef("pk")
    )
    rows = JointMeeting.objects.for_actor(actor).filter(
        case=case, cancelled_at__isnull=True, locked_at__isnull=True, planned_at__gt=clock.now()
    )
    return list(rows.filter(~Exists(written)).order_by("planned_at", "pk"))


def lost_with(actor: Actor, case: Case, going: Q) -> list[JointMeeting]:
    """Those that the district sees no longer when the disclosures ``going`` end; none where it has
    others."""
    left = Disclosure.objects.for_actor(actor).filter(
        case=case,
        district_id=case.district_id,
        revoked_at__isnull=True,
        expires_at__gt=clock.now(),
        consent_withdrawn_on__isnull=True,
    )
    return [] if left.exclude(going).exists() else list(read_by_district(actor, case))


def about_the_same(actor: Actor, meeting: JointMeeting) -> ScopedQuerySet:
    """Other meetings about the case, the newest first."""
    rows: ScopedQuerySet = JointMeeting.objects.for_actor(actor).filter(
        municipality_id=meeting.municipality_id, case=meeting.case_id
    )
    return with_minutes(rows).exclude(pk=meeting.pk).order_by("-planned_at", "pk")


def agreed(actor: Actor, case: Case) -> JointMeeting | None:
    """The newest meeting about a case whose minutes both have approved since its analysis was
    called: one of an earlier round recommends nothing in this."""
    called = Meeting.objects.for_actor(actor).filter(case=case).order_by("-at").values("at")[:1]
    rows = JointMeeting.objects.for_actor(actor).filter(case=case, locked_at__gte=Subquery(called))
    found: JointMeeting | None = rows.order_by("-locked_at").first()
    return found


def coming(rows: ScopedQuerySet) -> ScopedQuerySet:
    """Those that have not begun, and those of today until somebody has written their minutes."""
    now = timezone.localtime(clock.now())
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    open_now = Q(planned_at__gt=now) | Q(planned_at__gte=today, unwritten=True)
    return with_minutes(rows).filter(open_now, cancelled_at__isnull=True)


def with_minutes(rows: ScopedQuerySet) -> ScopedQuerySet:
    """The meetings with whether nobody has written minutes of them (``unwritten``)."""
    written = unscoped(JointMinutes, reason="whether there are any, of meetings the actor sees")
    here = written.filter(municipality_id=OuterRef("municipality_id"), meeting=OuterRef("pk"))
    told: ScopedQuerySet = rows.annotate(unwritten=~Exists(here))
    return told


def is_shared(actor: Actor, case: Case) -> bool:
    """Whether anything of the case may be shared with its district now, and is."""
    return bool(
        Disclosure.objects.for_actor(actor)
        .filter(
            case=case,
            district_id=case.district_id,
            revoked_at__isnull=True,
            expires_at__gt=clock.now(),
        )
        .exclude(pk__in=without_consent(actor).values("pk"))
        .exists()
    )
