"""The seam to screening: a case is known there by its key only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Case, CaseReader, Disclosure
from casework.models.case import closed_to
from casework.policies import Deed, may
from casework.rules.codes import Judgement, NoteKind
from casework.rules.sources import places_told
from screening import api
from screening.engine.judgement import Level
from screening.engine.states import Purpose, State
from screening.models import Screening
from screening.models.subject import About, Subjects
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission

#: The levels of a screening's judgement, as a case records them.
LEVELS: dict[Level, Judgement] = {
    Level.NONE: Judgement.NONE,
    Level.LOW: Judgement.LOW,
    Level.MODERATE: Judgement.MODERATE,
    Level.HIGH: Judgement.HIGH,
    Level.CANNOT_SAY: Judgement.NOT_ASSESSABLE,
}
FULL_AGE_OF_FORM = 15


def latest_judgement(actor: Actor, case: Case) -> Judgement | None:
    """Level of the newest locked judgement, else what the case recorded last."""
    level = api.last_judgement(actor, case.pk)
    if level is not None:
        return LEVELS[level]
    return Judgement(case.last_judgement) if case.last_judgement else None


class Cases(Subjects):
    """Cases as what screenings are about."""

    def about(self, actor: Actor, subject_id: UUID) -> About:
        """The case and the list of a restricted one, for the police the newest delivery from it, or
        nothing for a rater who sees neither."""
        if actor.kind is Kind.POLICE:
            return About(_newest_delivery(actor, subject_id))
        if not actor.can(Permission.VIEW_CASES):
            return About()
        seen = Case.objects.for_actor(actor).filter(pk=subject_id)
        restricted = seen.values_list("restricted", flat=True).first()
        if restricted is None:
            return About()
        readers = _readers_of(actor, subject_id) if restricted else None
        return About(reverse("casework:case", args=[subject_id]), readers)

    def note_form(self, actor: Actor, subject_id: UUID) -> tuple[str, dict[str, Any]] | None:
        """Of the case, for who works in it."""
        case = Case.objects.for_actor(actor).filter(pk=subject_id).first()
        if case is None or not may(Deed.WORK, actor, case):
            return None
        address = reverse("casework:note_add", args=[subject_id])
        return address, {"kind": NoteKind.INTERNAL.value}

    def telling(
        self, actor: Actor, subject_id: UUID, texts: Iterable[tuple[str, str]]
    ) -> list[str]:
        """The same rule as where something is passed on. Who does not see the case has no source to
        look for."""
        rows = Case.objects.for_actor(actor).select_related("subject")
        case = rows.filter(pk=subject_id).first()
        if case is None:
            return []
        return places_told(case.protected_sources(), texts, citizen=case.subject.name)

    def closed_to(self, actor: Actor) -> Any:
        """Restricted cases whose list the actor is not on."""
        return closed_to(actor)

    def opened_to(self, actor: Actor) -> Any:
        """Cases the actor may see."""
        return Case.objects.for_actor(actor).values("pk")


def _readers_of(actor: Actor, case_id: UUID) -> frozenset[UUID]:
    rows = CaseReader.objects.for_actor(actor).filter(case=case_id, until__isnull=True)
    return frozenset(rows.values_list("user_id", flat=True))


def _newest_delivery(actor: Actor, case_id: UUID) -> str:
    shared = Disclosure.objects.for_actor(actor).filter(case=case_id)
    newest = shared.order_by("-at").values_list("pk", flat=True).first()
    return reverse("casework:disclosure", args=[newest]) if newest else ""


def unfinished(actor: Actor, case: Case) -> set[State]:
    """What is left of the case's screenings: being rated, or to be agreed on and signed."""
    return api.unfinished(actor, case.pk)


def order(
    *,
    by: Actor,
    case: Case,
    due_on: date,
    purpose: str = Purpose.ANALYSIS,
    subset: str = "",
    disclosure: Disclosure | None = None,
) -> Screening:
    """Order a screening. The police take part while ``disclosure`` lasts, else not at all.

    Raises what :func:`screening.api.order` raises.
    """
    return api.order(
        by=by,
        subject_id=case.pk,
        reference=case.number,
        due_on=due_on,
        purpose=purpose,
        subset=subset,
        district_id=disclosure.district_id if disclosure else None,
        expires_at=disclosure.expires_at if disclosure else None,
        under_18=case.subject.under_18(clock.today()),
        under_15=case.subject.younger_than(FULL_AGE_OF_FORM, clock.today()),
        user_ids=[person.user_id for person in case.assignments.filter(until__isnull=True)],
    )


def let_in(*, by: Actor, case: Case, user_id: UUID) -> None:
    """A colleague joins the case."""
    api.grant_for_subject(by=by, subject_id=case.pk, user_id=user_id)


def let_out(*, by: Actor, case: Case, user_id: UUID) -> None:
    """A colleague leaves the case."""
    api.end_for_subject(by=by, subject_id=case.pk, user_id=user_id)


def _lasting(actor: Actor, case: Case, district_id: int) -> Any:
    """Disclosures of the case to the district that last."""
    return Disclosure.objects.for_actor(actor).filter(
        case=case,
        district_id=district_id,
        revoked_at__isnull=True,
        expires_at__gt=clock.now(),
    )


def warning(actor: Actor, case: Case, going: Q) -> str:
    """What ends with the disclosures that go, as words of the page that asks for the reason; empty
    when the district loses no screening that is not finished."""
    if _lasting(actor, case, case.district_id).exclude(going).exists():
        return ""
    running = {State.OPEN.value, State.OPENED.value}
    rows = api.screenings_of(actor, case.pk)
    if not any(row.police_has_access and row.state in running for row in rows):
        return ""
    return _(
        "Den mister også adgangen til jeres fælles vurdering, som I så ikke kan blive færdige "
        "med sammen. På vurderingen læser begge parter dit navn, tidspunktet og begrundelsen."
    )


def follow_disclosures(*, by: Actor, case: Case, district_id: int, reason: str) -> None:
    """After a withdrawal: the district keeps its screenings only as long as a disclosure lasts."""
    longest = _lasting(by, case, district_id).order_by("-expires_at").first()
    if longest is None:
        api.revoke_for_subject(by=by, subject_id=case.pk, district_id=district_id, reason=reason)
    else:
        api.limit_for_subject(
            by=by, subject_id=case.pk, district_id=district_id, expires_at=longest.expires_at
        )
