"""Mail that says that there is something new, as often as each person wants it.

What is due is asked of the notices themselves and the clock, so a worker that was down sends what
it missed when it is back, once. Mail and mark are one transaction: a run that is killed has done
neither, and of two workers the second waits and finds nothing left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stopext.access import clock, jobs
from stopext.access.roles import MAY, Role
from stopext.access.scoping import unscoped
from stopext.notifications.kinds import KINDS
from stopext.notifications.models import Frequency, Notice, Preference

#: Its name, by which the policies of the tables know it.
JOB = "send_digests"
MORNING = time(7)
REASON = "the job, for everybody; its policy lets it"


def send_digests() -> int:
    """Send what is due; answers how many mails were put in the outbox."""
    with jobs.working(JOB):
        due = _due(clock.now())
    return sum(_send(*whose, keys) for whose, keys in due.items())


def last_morning(now: datetime) -> datetime:
    """The last time it was seven o'clock in Denmark."""
    local = timezone.localtime(now)
    day = local.date() if local.time() >= MORNING else local.date() - timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=local.tzinfo)


def last_monday(now: datetime) -> datetime:
    """The last time it was seven o'clock on a Monday in Denmark."""
    morning = last_morning(now)
    monday = morning.date() - timedelta(days=morning.weekday())
    return datetime.combine(monday, MORNING, tzinfo=morning.tzinfo)


def _due(now: datetime) -> dict[tuple[UUID, int], list[UUID]]:
    """Keys of what must be settled now, by person and place."""
    # What nobody wants mail about is settled at once: a later wish brings no old news.
    before = {
        Frequency.NOW: now,
        Frequency.DAILY: last_morning(now),
        Frequency.WEEKLY: last_monday(now),
        Frequency.OFF: now,
    }
    rows = list(unscoped(Notice, reason=REASON).filter(settled_at__isnull=True))
    wishes = _wishes({row.user_id for row in rows})
    due = defaultdict(list)
    for row in rows:
        at = before[_frequency(row.kind, wishes.get(row.user_id, {}))]
        if row.made_at < at or at is now:
            due[row.user_id, row.authority_id].append(row.pk)
    return due


def _wishes(users: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    rows = unscoped(Preference, reason=REASON).filter(user_id__in=users)
    return dict(rows.values_list("user_id", "frequencies"))


def _frequency(kind: str, wishes: dict[str, str]) -> Frequency:
    known = KINDS.get(kind)
    return Frequency(wishes.get(kind, known.default)) if known else Frequency.OFF


def _send(user: UUID, authority: int, keys: Collection[UUID]) -> int:
    with jobs.working(JOB):
        rows = unscoped(Notice, reason=REASON).filter(pk__in=keys, settled_at__isnull=True)
        # In one order for everybody, so that two workers wait for each other and never mutually.
        held = list(rows.order_by("pk").select_for_update())
        unscoped(Notice, reason=REASON).filter(pk__in=[row.pk for row in held]).update(
            settled_at=clock.now()
        )
        wishes = _wishes([user]).get(user, {})
        kinds = {
            row.kind
            for row in held
            if row.read_at is None and _frequency(row.kind, wishes) != Frequency.OFF
        }
        return _mail(user, authority, kinds) if kinds else 0


def _mail(user: UUID, authority: int, kinds: Collection[str]) -> int:
    """One mail about the kinds that reach a role she has there today; none to who has none."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.notified(%s, %s)", [user, authority])
        found = dict[str, str](cursor.fetchall())
    may = {permission for role in found for permission in MAY[Role(role)]}
    labels = [
        str(kind.label)
        for name, kind in KINDS.as_dict().items()
        if name in kinds and kind.permission in may
    ]
    if not labels:
        return 0
    facts = {
        "labels": labels,
        "news": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('notifications:news')}",
        "choose": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('notifications:choose')}",
    }
    text = render_to_string("notifications/email/news.txt", facts)
    subject = _("StopEkstremisme: Der er nyt til dig")
    EmailMessage(subject=subject, body=text, to=[next(iter(found.values()))]).send()
    return 1
