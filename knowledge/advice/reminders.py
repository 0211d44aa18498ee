"""Notices of advice: what they say, and the job that tells advisers of new questions.

A municipality does not know who the centre's advisers are, so a job tells them. That each gets a
notice once makes it safe to run twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from knowledge.advice.choices import Status
from knowledge.advice.models import Message, Thread
from stopext.access import jobs
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.models import CENTRE, Membership, in_force
from stopext.notifications.kinds import Line
from stopext.notifications.sending import notify

#: The job's name, and the kinds of notices; the policies of the tables know them.
JOB = "tell_advisers"
ASKED, ANSWERED = "advice_asked", "advice_answered"
#: What the job tells of: the first message. Of the others a notice holds the key.
NEW = "new"
REASON = "the job, for every adviser; its policy lets it"


def tell_advisers() -> None:
    """Tell every adviser of the questions that nobody has taken. Three queries, and one for each
    such question."""
    with jobs.working(JOB):
        waiting = list(unscoped(Thread, reason=REASON).filter(status=Status.NEW))
        rows = unscoped(Membership, reason=REASON).filter(
            in_force(), authority_id=CENTRE, role=Role.ADVISER
        )
        people = {*rows.values_list("user_id", flat=True)}
        for thread in waiting:
            notify(ASKED, authority_id=CENTRE, to=people, about=thread.pk, occasion=NEW)


def lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """What a notice says: who wrote, and in which thread."""
    rows = Thread.objects.for_actor(actor).filter(pk__in=keys)
    told = _("Nyt i sparringen “%s”")
    written = Message.objects.for_actor(actor).filter(thread__in=keys)
    names, first = {}, dict[UUID, str]()
    for key, thread, name in written.values_list("pk", "thread_id", "by_name"):
        names[str(key)] = name
        first.setdefault(thread, name)
    return {
        row.pk: Line(
            told % row.subject,
            row.get_absolute_url(),
            partial(_by_whom, names | {NEW: first.get(row.pk, "")}, row),
        )
        for row in rows
    }


def _by_whom(names: Mapping[str, str], thread: Thread, occasion: str) -> str:
    said = {"name": names.get(occasion), "subject": thread.subject}
    return _("%(name)s har skrevet i sparringen “%(subject)s”") % said if said["name"] else ""
