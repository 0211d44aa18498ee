"""Questions to others in the portal: sent, withdrawn, and answered by who is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from casework.actions.assessing import required
from casework.actions.rows import lock_case, signed, touch
from casework.models import Case, InformationRequest, Inquiry, InquiryReply
from casework.models.inquiry import EMPTIED, UNANSWERED
from casework.models.sharing import ItemKind
from casework.policies import Deed, check
from casework.queries.inquiries import answering_authorities, around_question, received
from casework.queries.shareable import shareable_items
from casework.rules.codes import Tristate
from casework.rules.inquiries import (
    ANSWERED,
    GROUNDS,
    IN_WORDS,
    NO_GROUND,
    NOT_ASKED_OF,
    NOTHING_TOLD,
    ONLY_WHEN_TOLD,
    OVERDUE,
    PERSON_IN_REASON,
    SENT,
    TAKEN_BACK,
    WITHDRAWN,
    Draft,
    InquiryAnswer,
    Told,
    find_question_problems,
    names,
)
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, NotYourRole, Refused
from stopext.access.roles import Permission
from stopext.audit.record import note
from stopext.notifications.sending import notify
from stopext.web.personal import holds_number


@transaction.atomic
def send_inquiry(
    *,
    by: Actor,
    request: InformationRequest,
    asked_id: int,
    question: str,
    told: Told,
    legal_basis: LegalBasis,
    necessity: str,
    citizen_informed: Tristate,
    not_informed_reason: str = "",
    source_known: bool = False,
    other_known: bool = False,
    origin_known: bool = False,
) -> Inquiry:
    """Send a question of the case, in the words given here, to an authority that answers in the
    portal by the question's deadline. ``told`` is what it says of the citizen; ``source_known``:
    also when it tells who a protected source is; ``other_known``: also when the question
    names another authority; ``origin_known``: also when words of others stand in it.

    Raises:
        Refused: the role may not share. Conflict: it is answered, or sent already.
        Invalid: nobody there can answer, the deadline is over, a text is missing, or the first of
            :func:`casework.rules.inquiries.find_question_problems`.
    """
    row = lock_case(by, request.case)
    check(Deed.SHARE, by, row)
    asked = _sendable(by, request, asked_id)
    said: dict[str, Any] = {
        "question": required(question, _("Skriv, hvad der spørges om.")),
        "told": told,
        "legal_basis": legal_basis,
        "necessity": necessity,
        "citizen_informed": citizen_informed,
        "not_informed_reason": not_informed_reason,
    }
    known: dict[str, Any] = {
        "source_known": source_known,
        "other_known": other_known,
        "origin_known": origin_known,
    }
    _check_words(Draft(**said, **known, **around_question(by, row, asked, asked_id)))
    made = _kept(by, row, asked, {**said, "asked_id": asked_id, "citizen": _told_of(row, told)})
    touch(row)
    _tell(made, SENT)
    note(
        "inquiry.send" if told == Told.NOBODY else "inquiry.disclose",
        "casework.inquiry",
        made.pk,
        subject_key=row.log_key,
        details={"asked": asked_id, "told": told, "basis": legal_basis, **_agreed(known)},
    )
    return made


def _kept(by: Actor, case: Case, asked: InformationRequest, said: Mapping[str, Any]) -> Inquiry:
    made = Inquiry(
        **signed(by, case),
        **said,
        request=asked,
        case_number=case.number,
        municipality_name=by.authority_name,
        due_on=asked.due_on,
    )
    made.save(force_insert=True)
    return made


def _check_words(draft: Draft) -> None:
    for problem in find_question_problems(draft):
        raise Invalid(str(problem.message), problem.field)


def _agreed(known: Mapping[str, bool]) -> dict[str, bool]:
    """What was asked about once more, and sent all the same."""
    return {name: True for name, is_so in known.items() if is_so}


@transaction.atomic
def withdraw_inquiry(*, by: Actor, inquiry: Inquiry, reason: str) -> Inquiry:
    """Take back a question that nobody has answered, also when the case has ended. The authority
    that was asked sees that, and why, and reads no longer what was asked of whom.

    Raises:
        Refused: the role may not share. Invalid: no reason, or one that names the citizen.
        Conflict: it is answered, or withdrawn already.
    """
    if not by.can(Permission.SHARE_CASES):
        raise NotYourRole(_("Din rolle giver ikke adgang til at trække et spørgsmål tilbage."))
    row = lock_case(by, inquiry.case)
    rows = Inquiry.objects.for_actor(by).filter(case=row).select_for_update(of=("self",))
    sent: Inquiry = rows.get(pk=inquiry.pk)
    if sent.withdrawn_at is not None:
        raise Conflict(WITHDRAWN)
    if holds_number(reason) or names(row.subject.name, reason):
        raise Invalid(PERSON_IN_REASON, "reason")
    sent.withdrawn_reason = required(reason, _("Skriv, hvorfor spørgsmålet trækkes tilbage."))
    sent.withdrawn_at, sent.withdrawn_by = clock.now(), by.user_id
    sent.withdrawn_by_name = by.name
    for name in EMPTIED:
        setattr(sent, name, "")
    signature = ("withdrawn_at", "withdrawn_by", "withdrawn_by_name", "withdrawn_reason")
    try:  # The database knows whether it is answered: who answers cannot lock the case.
        with transaction.atomic():
            sent.save(update_fields=[*EMPTIED, *signature])
    except IntegrityError:
        raise Conflict(ANSWERED) from None
    touch(row)
    _tell(sent, TAKEN_BACK)
    note("inquiry.withdraw", "casework.inquiry", sent.pk, subject_key=row.log_key)
    return sent


@transaction.atomic
def answer_inquiry(
    *,
    by: Actor,
    inquiry: Inquiry,
    version: int,
    reply: InquiryAnswer,
    text: str = "",
    source: str = "",
    told_on: date | None = None,
    legal_basis: str = "",
) -> InquiryReply:
    """Answer for the authority that is asked, or answer anew; the earlier answer stays. ``version``
    is how many answers there were when the page was drawn. Who asked is told.

    Raises:
        Refused: the role does not answer, the question is not the authority's, or it is withdrawn.
        Conflict: somebody has answered meanwhile.
        Invalid: words, a source, a ground or a day are missing or belong to another answer, or the
            day is still to come.
    """
    if not by.can(Permission.ANSWER_INQUIRIES):
        raise NotYourRole(_("Din rolle besvarer ikke spørgsmål fra andre myndigheder."))
    asked = received(by).filter(pk=inquiry.pk).first()
    if asked is None:
        raise Refused(_("Spørgsmålet findes ikke længere."))
    if asked.withdrawn_at is not None:
        raise Refused(WITHDRAWN)
    _check_answer(reply, text, source, told_on, legal_basis)
    made = InquiryReply(
        municipality_id=asked.municipality_id,
        case_id=asked.case_id,
        asked_id=asked.asked_id,
        inquiry=asked,
        by_user=by.user_id,
        by_name=by.name,
        at=clock.now(),
        number=version + 1,
        reply=reply,
        text=text,
        source=source,
        told_on=told_on,
        legal_basis=legal_basis,
    )
    _store(made)
    notify(
        "inquiry_answered",
        authority_id=asked.municipality_id,
        to=[asked.by_user],
        about=asked.pk,
        occasion=str(made.pk),
    )
    note("inquiry.answer", "casework.inquiry", asked.pk, details={"answer": reply})
    return made


def _sendable(by: Actor, request: InformationRequest, asked_id: int) -> InformationRequest:
    """The question as it is now. The case is locked, so nobody sends or answers it meanwhile."""
    rows = InformationRequest.objects.for_actor(by).filter(pk=request.pk)
    if not rows.filter(UNANSWERED).exists():
        raise Conflict(_("Spørgsmålet er besvaret eller trukket tilbage."))
    if rows.filter(inquiries__isnull=False).exists():
        raise Conflict(_("Spørgsmålet er allerede sendt i portalen."))
    if not answering_authorities().filter(pk=asked_id).exists():
        raise Invalid(NOT_ASKED_OF, "asked")
    asked: InformationRequest = rows.get()
    if asked.due_on < clock.today():
        raise Invalid(OVERDUE)
    return asked


def _told_of(case: Case, told: Told) -> str:
    """Who it is about, as a share would say it: with the warning of a protected address."""
    if told == Told.NOBODY:
        return ""
    found = [item.text for item in shareable_items(case) if item.kind == ItemKind.IDENTITY]
    if told == Told.NAME:
        return found[0]
    # The warning stands beside both, and is said once.
    return "\n".join(dict.fromkeys("\n".join(found).splitlines()))


def _check_answer(
    reply: InquiryAnswer, text: str, source: str, told_on: date | None, legal_basis: str
) -> None:
    if reply in IN_WORDS and not text.strip():
        raise Invalid(IN_WORDS[reply], "text")
    if told_on is not None and told_on > clock.today():
        raise Invalid(_("Dagen kan ikke ligge efter i dag."), "told_on")
    if legal_basis and legal_basis not in GROUNDS:
        raise Invalid(NO_GROUND, "legal_basis")
    if reply == InquiryAnswer.NOTHING and text.strip():
        raise Invalid(NOTHING_TOLD, "text")
    if reply != InquiryAnswer.KNOWN:
        if source.strip() or told_on or legal_basis:
            raise Invalid(ONLY_WHEN_TOLD, "source")
        return
    if not source.strip():
        raise Invalid(_("Skriv, hvor oplysningerne kommer fra."), "source")
    if told_on is None:
        raise Invalid(_("Skriv, hvilken dag oplysningerne er fra."), "told_on")
    if not legal_basis:
        raise Invalid(NO_GROUND, "legal_basis")


def _store(made: InquiryReply) -> None:
    """Answers are numbered one after another: of two at once, or an answer and a withdrawal, the
    database takes the first."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("Spørgsmålet er besvaret eller trukket tilbage imens.")) from None


def _tell(sent: Inquiry, occasion: str) -> None:
    """Whom it reaches, the database knows alone."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.tell_inquiry(%s, %s)", [sent.pk, occasion])
