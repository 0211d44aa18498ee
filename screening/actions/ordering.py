"""Order a screening."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from screening.actions.access import name_person
from screening.actions.recording import overruled, record
from screening.engine.states import TRIAGE, Purpose, State
from screening.models import InstrumentVersion, Screening
from screening.policies import check_can_cancel, check_can_order, check_keeps_source
from screening.queries.dossier import dossier_of
from screening.queries.telling import told_by
from screening.versions.instruments import FRAMEWORK
from screening.wording.labels import WHY_CANCELLED
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid

#: How long an invited district may read when the municipality sets no other end.
DEFAULT_ACCESS = timedelta(days=92)


def version_in_force(moment: datetime, instrument: str = FRAMEWORK) -> InstrumentVersion:
    """The version of the instrument that was in force at ``moment``.

    Raises:
        Invalid: none was; a retired one is never used in its place.
    """
    rows = InstrumentVersion.objects.filter(
        instrument__key=instrument, status__in=["published", "retired"]
    )
    ended = Q(retired_at__isnull=True) | Q(retired_at__gt=moment)
    found = rows.filter(ended, published_at__lte=moment).order_by("-published_at").first()
    if found is None:
        raise Invalid(_("Der er ingen vurderingsramme i kraft. Skriv til centeret."))
    return found


def _version_with(subset: str, moment: datetime) -> InstrumentVersion:
    version = version_in_force(moment)
    if not version.has_form(subset):
        raise Invalid(
            _("Version %(number)s har ingen kort form. Bestil den fulde vurdering.")
            % {"number": version.version}
        )
    return version


@transaction.atomic
def order_screening(
    *,
    by: Actor,
    subject_id: UUID,
    reference: str,
    due_on: date,
    district_id: int | None = None,
    expires_at: datetime | None = None,
    purpose: str = Purpose.ANALYSIS,
    subset: str = "",
    under_18: bool = False,
    under_15: bool = False,
    user_ids: Iterable[UUID] = (),
) -> Screening:
    """Put the version in force before the municipality and, if invited, the police district.

    ``user_ids`` are the municipality's persons who are to see it beside those who oversee.

    Raises:
        Refused: the role may not order, or a child under 15 needs the leader.
        Invalid: the case has an open screening of this form, or the deadline has passed.
    """
    check_can_order(by, under_15=under_15, subset=subset)
    now = clock.now()
    if due_on < clock.today():
        raise Invalid(_("Fristen ligger før i dag."))
    if subset not in {"", TRIAGE}:
        raise Invalid(_("Den korte form findes ikke."))
    _refuse_second(by, subject_id, subset)
    screening = Screening(
        municipality_id=by.authority_id,
        district_id=district_id,
        invited_at=now if district_id else None,
        expires_at=(expires_at or now + DEFAULT_ACCESS) if district_id else None,
        version=_version_with(subset, now),
        reference=reference,
        subject_id=subject_id,
        purpose=Purpose(purpose).value,
        subset=subset,
        under_18=under_18 or under_15,
        under_15=under_15,
        ordered_by=by.user_id,
        ordered_by_name=by.name,
        ordered_at=now,
        due_on=due_on,
    )
    screening.save(force_insert=True)
    for user_id in dict.fromkeys(user_ids):
        name_person(by, screening, user_id)
    record("create", screening, screening, version=screening.version.version, subset=subset)
    return screening


@transaction.atomic
def cancel_screening(
    *, by: Actor, screening: Screening, reason: str, source_known: bool = False
) -> Screening:
    """Call off a screening that was ordered by mistake. Whatever was written stays with who wrote
    it, and unopened; the next one can be ordered. ``source_known``: the police are to read a reason
    that tells who a protected source is.

    Raises:
        Refused: the role may not, or it is opened or cancelled already.
        Invalid: no reason was written, or it tells the police who a protected source is.
    """
    rows = Screening.objects.for_actor(by).select_for_update(of=("self",))
    row: Screening = rows.get(pk=screening.pk)
    dossier = dossier_of(by, row)
    check_can_cancel(dossier)
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor vurderingen aflyses."))
    told = told_by(dossier, [(str(WHY_CANCELLED), reason)])
    check_keeps_source(told, source_known)
    row.state, row.cancel_reason = State.CANCELLED.value, reason.strip()
    row.cancelled_at, row.cancelled_by, row.cancelled_by_name = clock.now(), by.user_id, by.name
    row.save(
        update_fields=[
            "state",
            "cancel_reason",
            "cancelled_at",
            "cancelled_by",
            "cancelled_by_name",
        ]
    )
    record("cancel", row, row, **overruled(told))
    return row


def _refuse_second(by: Actor, subject_id: UUID, subset: str) -> None:
    open_ones = Screening.objects.for_actor(by).filter(state=State.OPEN.value, subset=subset)
    if open_ones.filter(subject_id=subject_id).exists():
        raise Invalid(
            _("Der er allerede en åben vurdering af sagen. Lås den, eller aflys den, først.")
        )
