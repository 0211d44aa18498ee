"""Many generated cases for measuring. They tell nothing.

Rows are made in batches under each municipality's own context, so the walls and constraints hold.
One in four ended; states, forms and dates are spread by a fixed seed. Texts are one sealed word.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from string import ascii_uppercase, digits

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from casework.demo.colleagues import Colleague, colleague
from casework.models import Case, Concern, Subject, SubjectKey
from casework.models.subject import KeyUse
from casework.rules.codes import (
    Channel,
    ClosureReason,
    ConcernForm,
    Knowledge,
    ReferrerType,
    Tristate,
)
from casework.rules.retention import Rule
from casework.rules.workflow import State, clock_for
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.models import Authority, Membership

SEED = 851
BATCH = 2_000
YEARS = 4
RUNNING = (
    State.RECEIVED,
    State.ASSESSMENT,
    State.GATHERING,
    State.ANALYSIS,
    State.RECOMMENDATION,
    State.ACTIVE,
    State.FOLLOW_UP,
)
WEIGHTS = (4, 8, 6, 5, 4, 40, 8)
ENDED_SHARE = 0.25
Progress = Callable[[int, int], None]


def generate(count: int, progress: Progress) -> None:
    """Add ``count`` cases, spread evenly over the municipalities in which the demo has people.

    ``progress`` is told after each batch.
    """
    leads = [colleague(place, Role.COORDINATOR) for place in _places()]
    random, done = Random(SEED), 0  # noqa: S311 (demo data, not a secret)
    for number, lead in enumerate(leads):
        share = count // len(leads) + (number < count % len(leads))
        while share > 0:
            size = min(BATCH, share)
            # A session idles out after 15 minutes, and a large scale takes longer.
            session = open_session(_everybody().get(pk=lead.actor.membership_id))
            with acting(session, lead.actor):
                _batch(lead, size, random)
            share, done = share - size, done + size
            progress(done, count)


def _everybody() -> QuerySet[Membership]:
    return unscoped(Membership, reason="demo data: nobody acts yet")


def _places() -> list[int]:
    rows = _everybody().filter(role=Role.COORDINATOR, active=True)
    return sorted(set(rows.values_list("authority_id", flat=True)))


def _batch(lead: Colleague, size: int, random: Random) -> None:
    owner, now = lead.actor.authority_id, timezone.now()
    district = Authority.objects.values_list("police_district_id", flat=True).get(pk=owner)
    subjects = [_subject(owner, now, random) for _row in range(size)]
    Subject.objects.for_actor(lead.actor).bulk_create(subjects)
    SubjectKey.objects.for_actor(lead.actor).bulk_create(
        _key(subject, random) for subject in subjects
    )
    cases = [_case(lead, district or 0, subject, now, random) for subject in subjects]
    Case.objects.for_actor(lead.actor).bulk_create(cases)
    Concern.objects.for_actor(lead.actor).bulk_create(
        _concern(lead, case, random) for case in cases
    )


def _subject(owner: int, now: datetime, random: Random) -> Subject:
    return Subject(
        municipality_id=owner,
        identity_known=True,
        name="Genereret Testlund",
        birth_year=now.year - random.randint(12, 70),
        created_at=now,
    )


def _key(subject: Subject, random: Random) -> SubjectKey:
    return SubjectKey(
        municipality_id=subject.municipality_id,
        subject=subject,
        kind=KeyUse.VARIANT,
        hash=random.randbytes(16),
    )


def _case(lead: Colleague, district: int, subject: Subject, now: datetime, random: Random) -> Case:
    received = now - timedelta(days=random.uniform(0, 365 * YEARS))
    ended = random.random() < ENDED_SHARE
    state = State.CLOSED if ended else random.choices(RUNNING, WEIGHTS)[0]
    since = received + (now - received) * random.random()
    running = clock_for(state, under_18=False)
    case = Case(
        municipality_id=subject.municipality_id,
        # No running number: generated cases use up none of the counter.
        number=f"{received.year}-G{get_random_string(8, ascii_uppercase + digits)}",
        district_id=district,
        subject=subject,
        state=state,
        state_since=since,
        due_at=running.due(since) if running else None,
        received_at=received,
        created_at=received,
        created_by=lead.actor.user_id,
        created_by_name=lead.actor.name,
        updated_at=since,
        coordinator_user=lead.actor.user_id,
        coordinator_membership=lead.actor.membership_id,
        coordinator_name=lead.actor.name,
        form=random.choice(ConcernForm.values),
        gang_link=random.choice(Tristate.values),
        online=random.choice(Tristate.values),
    )
    if ended:
        case.closed_at, case.closure_reason = since, ClosureReason.UNFOUNDED
        case.retention_rule = Rule.UNFOUNDED
        case.delete_earliest = (since + timedelta(days=183)).date()
    return case


def _concern(lead: Colleague, case: Case, random: Random) -> Concern:
    return Concern(
        municipality_id=case.municipality_id,
        case=case,
        by_user=lead.actor.user_id,
        by_name=lead.actor.name,
        at=case.created_at,
        received_at=case.received_at,
        channel=random.choice(Channel.values),
        referrer_type=random.choice(ReferrerType.values),
        observed="Genereret",
        knowledge=random.choice(Knowledge.values),
        form=case.form,
        gang_link=case.gang_link,
        online=case.online,
        citizen_informed=Tristate.UNKNOWN,
        legal_ground="Genereret",
    )
