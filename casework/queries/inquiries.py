"""Questions sent in the portal: who can be asked, what waits for an answer, what is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Case, FieldHistory, InformationRequest, Inquiry, InquiryReply
from casework.models.inquiry import EMPTIED
from casework.queries.consents import to_ask_on
from casework.queries.earlier_notes import opened
from casework.queries.origins import from_others
from casework.rules.inquiries import TAKEN_BACK, named_otherwise
from stopext.access.actor import Actor
from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority
from stopext.notifications.kinds import Line
from stopext.web.dates import format_date


def answering_authorities() -> Any:
    """Municipalities and districts, other than one's own, in which somebody may answer today; the
    database knows (``sec.answering_authorities``)."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.answering_authorities()")
        keys = [key for (key,) in cursor.fetchall()]
    return Authority.objects.filter(pk__in=keys).order_by("name")


def around_question(
    actor: Actor, case: Case, asked: InformationRequest, asked_id: int
) -> dict[str, Any]:
    """What is known around a question to the authority ``asked_id``, as
    :class:`casework.rules.inquiries.Draft` names it."""
    every = Authority.objects.exclude(kind=AuthorityKind.CENTRE).in_bulk()
    chosen = every.get(asked_id)
    subject = case.subject
    return {
        "citizen": subject.name if subject.identity_known else "",
        "has_number": bool(subject.cpr),
        "sources": case.protected_sources(),
        "origins": from_others(actor, case, asked_id),
        "consents": [row.receiver for row in to_ask_on(actor, case)],
        "to_district": chosen is not None and chosen.kind == AuthorityKind.POLICE,
        "otherwise": named_otherwise(
            asked.authority, chosen.name if chosen else "", [row.name for row in every.values()]
        ),
    }


def received(actor: Actor) -> Any:
    """What the actor's authority is asked, with what it ``replied`` last."""
    replies = InquiryReply.objects.for_actor(actor).filter(inquiry=OuterRef("pk"))
    rows = Inquiry.objects.for_actor(actor).filter(asked_id=actor.authority_id)
    return rows.annotate(
        replied=Subquery(replies.order_by("-number").values("reply")[:1]),
        replied_at=Subquery(replies.order_by("-number").values("at")[:1]),
    )


def to_answer(actor: Actor) -> Any:
    """Of those what waits for an answer."""
    replies = InquiryReply.objects.for_actor(actor).filter(inquiry=OuterRef("pk"))
    rows = Inquiry.objects.for_actor(actor).filter(
        ~Exists(replies), asked_id=actor.authority_id, withdrawn_at__isnull=True
    )
    return rows.order_by("due_on", "pk")


def replies_to(actor: Actor, row: Inquiry) -> list[InquiryReply]:
    """Every answer to a question, the first one first."""
    rows = InquiryReply.objects.for_actor(actor).filter(inquiry=row)
    return list(rows.order_by("number"))


def sent_of(actor: Actor, case: Case) -> dict[UUID, Inquiry]:
    """What was sent in the portal of the questions of a case, by the key of the question, with the
    name of who is asked (``asked_name``) and the ``answers``, the newest first; what was taken back
    says what it asked. Two queries, and one where something was taken back."""
    name = Authority.objects.filter(pk=OuterRef("asked_id")).values("name")[:1]
    rows = Inquiry.objects.for_actor(actor).filter(case=case).annotate(asked_name=Subquery(name))
    found = {row.pk: row for row in rows}
    for row in found.values():
        row.answers = []
    said = InquiryReply.objects.for_actor(actor).filter(case=case, inquiry__in=found)
    for reply in said.order_by("-number") if found else ():
        found[reply.inquiry_id].answers.append(reply)
    _refill(actor, case, {key: row for key, row in found.items() if row.withdrawn_at})
    return {row.request_id: row for row in found.values()}


def open_questions(actor: Actor) -> Any:
    """What the actor's authority has asked and others can read, to whom (``asked_name``), what the
    case is in (``state``) and whether it was ``replied``; until it is taken back or erased."""
    name = Authority.objects.filter(pk=OuterRef("asked_id")).values("name")[:1]
    replies = InquiryReply.objects.for_actor(actor).filter(inquiry=OuterRef("pk"))
    rows = Inquiry.objects.for_actor(actor).filter(
        municipality_id=actor.authority_id, withdrawn_at__isnull=True
    )
    return rows.annotate(asked_name=Subquery(name), state=F("case__state"), replied=Exists(replies))


def unanswered_of(actor: Actor, case: Case) -> list[Inquiry]:
    """Those of a case that nobody has answered, what is due first on top."""
    return list(open_questions(actor).filter(case=case, replied=False).order_by("due_on", "pk"))


def _refill(actor: Actor, case: Case, withdrawn: Mapping[UUID, Inquiry]) -> None:
    """What a withdrawal took from the row, for the page: only who asked can read it, since the
    history is of the municipality alone."""
    if not withdrawn:
        return
    kept = FieldHistory.objects.for_actor(actor).filter(case=case, table=Inquiry._meta.db_table)
    for change in kept.filter(row_id__in=withdrawn):
        row = withdrawn[change.row_id]
        for name in EMPTIED:
            setattr(row, name, opened(row, name, change.old, getattr(row, name)))


def inquiry_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That another municipality waits for an answer, or that it took its question back: until it is
    answered. Of whom it asks, the page of the question says."""
    rows = received(actor).filter(pk__in=keys, replied__isnull=True)
    told = {
        False: _("Et spørgsmål fra %(who)s venter på jeres svar: frist %(day)s"),
        True: _("%(who)s har trukket et spørgsmål til jer tilbage"),
    }
    return {
        pk: Line(
            told[withdrawn is not None] % {"who": who, "day": format_date(due)},
            reverse("casework:inquiry", args=[pk]),
            partial(_of_inquiry, withdrawn is not None),
        )
        for pk, who, due, withdrawn in rows.values_list(
            "pk", "municipality_name", "due_on", "withdrawn_at"
        )
    }


def _of_inquiry(withdrawn: bool, occasion: str) -> str | None:
    """Of a question that was taken back, one notice says so: those that asked for an answer are
    done."""
    return None if withdrawn and occasion != TAKEN_BACK else ""


def answered_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That a question of a case was answered in the portal; what, the case's page says."""
    rows = Inquiry.objects.for_actor(actor).filter(pk__in=keys, municipality_id=actor.authority_id)
    text = _("Der er svaret på et spørgsmål i sag %s")
    return {
        pk: Line(text % number, reverse("casework:requests", args=[case]))
        for pk, case, number in rows.values_list("pk", "case", "case_number")
    }
