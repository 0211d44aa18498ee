"""What those of a district do in their network: the only writers of it."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.network.models import Post, Topic
from casework.network.persons import person_in
from casework.rules.codes import ConcernForm
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, NotYourRole, Refused
from stopext.access.roles import Permission
from stopext.accounts.models import Authority
from stopext.audit.record import note
from stopext.notifications import actions as notices

CLOSED = gettext_lazy("Emnet er lukket. Begynd et nyt, hvis der er mere at sige.")
WITHDRAWN = gettext_lazy("Indlægget er trukket tilbage.")


@transaction.atomic
def begin(*, by: Actor, title: str, theme: ConcernForm, text: str) -> Topic:
    """A new topic with its first text; the others of the district are told.

    Raises:
        NotYourRole: not of a network. Invalid: it names a person.
    """
    _check(by, title=title, text=text)
    district = _district(by)
    now = clock.now()
    made = Topic(
        district_id=district,
        title=title,
        theme=theme,
        last_at=now,
        by_user=by.user_id,
        by_name=by.name,
        at=now,
    )
    made.save(force_insert=True)
    _write(by, made, text, is_opening=True)
    note("network.begin", "network.topic", made.pk)
    return made


@transaction.atomic
def reply(*, by: Actor, pk: UUID, text: str) -> Post:
    """One more text in a topic; the others are told, and the writer has read what was told her.

    Raises:
        NotYourRole: not of a network. Refused: the topic is closed. Invalid: it names a person.
        ObjectDoesNotExist: the district has no such topic.
    """
    _check(by, text=text)
    topic = _open(by, pk)
    made = _write(by, topic, text, is_opening=False)
    topic.last_at = made.at
    topic.save(update_fields=["last_at"])
    notices.mark_read(by=by, about=pk)
    note("network.reply", "network.topic", pk)
    return made


@transaction.atomic
def close(*, by: Actor, pk: UUID, word: str) -> Topic:
    """Say why nobody writes in a topic any more; anybody of the district may, under her name.

    Raises:
        NotYourRole: not of a network. Refused: closed already. Invalid: it names a person.
        ObjectDoesNotExist: the district has no such topic.
    """
    _check(by, word=word)
    topic = _open(by, pk)
    topic.closed_at, topic.closed_by, topic.closed_by_name = clock.now(), by.user_id, by.name
    topic.closed_word = word
    topic.save(update_fields=["closed_at", "closed_by", "closed_by_name", "closed_word"])
    note("network.close", "network.topic", pk)
    return topic


@transaction.atomic
def withdraw(*, by: Actor, pk: UUID, reason: str) -> Post:
    """Take away what one has written, also in a closed topic; with the first text goes the title.
    Nobody reads it again: the others see that it was, by whom, when and why.

    Raises:
        NotYourRole: not of a network. Invalid: the reason names a person.
        Conflict: withdrawn already. ObjectDoesNotExist: she wrote no such text.
    """
    _check(by, reason=reason)
    rows = Post.objects.for_actor(by).filter(by_user=by.user_id)
    row: Post = rows.select_for_update(of=("self",)).get(pk=pk)
    if row.withdrawn_at is not None:
        raise Conflict(WITHDRAWN)
    row.text, row.withdrawn_at, row.withdrawn_reason = "", clock.now(), reason
    row.save(update_fields=["text", "withdrawn_at", "withdrawn_reason"])
    if row.is_opening:
        topic = Topic.objects.for_actor(by).select_for_update().get(pk=row.topic_id)
        topic.title = ""
        topic.save(update_fields=["title"])
    note("network.withdraw", "network.post", pk)
    return row


def _check(by: Actor, **texts: str) -> None:
    if not by.can(Permission.JOIN_NETWORK):
        raise NotYourRole(_("Din rolle er ikke med i politikredsens netværk."))
    if found := person_in(by, texts):
        place, fault = found
        raise Invalid(fault, place)


def _open(by: Actor, pk: UUID) -> Topic:
    row: Topic = Topic.objects.for_actor(by).select_for_update().get(pk=pk)
    if row.is_closed:
        raise Refused(CLOSED)
    return row


def _district(by: Actor) -> int:
    own = Authority.objects.get(pk=by.authority_id)
    return own.police_district_id or own.pk


def _write(by: Actor, topic: Topic, text: str, *, is_opening: bool) -> Post:
    made = Post(
        district_id=topic.district_id,
        topic=topic,
        is_opening=is_opening,
        text=text,
        authority_id=by.authority_id,
        by_role=by.role,
        by_user=by.user_id,
        by_name=by.name,
        at=clock.now(),
    )
    made.save(force_insert=True)
    with connection.cursor() as cursor:
        # Whom it reaches, the database knows alone.
        cursor.execute("select sec.tell_network(%s)", [made.pk])
    return made
