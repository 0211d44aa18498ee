"""Cases in the log: by the number that people know, not by the key of a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from casework.models import Case
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission
from stopext.vault.index import blind_index


def numbers(actor: Actor, ids: Collection[str]) -> Mapping[str, str]:
    """Case number by id: of the cases a reviewer is told of, else of those the actor may open."""
    keys = [UUID(key) for key in ids if _is_uuid(key)]
    if actor.can(Permission.REVIEW_LOG):
        return {str(pk): number for pk, number, _citizen in _told(keys, "", whole_citizen=False)}
    if not actor.can(Permission.VIEW_CASES):
        return {}
    rows = Case.objects.for_actor(actor).filter(pk__in=keys)
    return {str(pk): number for pk, number in rows.values_list("pk", "number")}


def behind(
    actor: Actor, number: str, whole_citizen: bool
) -> tuple[Collection[str], Collection[bytes]]:
    """Ids of the case with that number, and of the same citizen's others if so asked; then with the
    citizen's own id, by which look-ups list her, and the key under which the log gathers her."""
    told = _told([], number, whole_citizen=whole_citizen)
    citizens = {citizen for _pk, _number, citizen in told if citizen and whole_citizen}
    keys = [blind_index(actor.authority_id, "subject", str(citizen)) for citizen in citizens]
    ids = {str(pk) for pk, _number, _citizen in told} | {str(citizen) for citizen in citizens}
    return ids, keys


def hidden(actor: Actor) -> Collection[str]:
    """Ids of the restricted cases of the actor's municipality that she does not read, of what was
    told, shared, agreed and assessed in them, and of the citizens of whom she may know no case:
    their log is for its reviewers, and for the leaders on their lists."""
    if actor.kind is not Kind.MUNICIPALITY:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select hidden::text from sec.hidden_cases() hidden"
            " union all select hidden::text from sec.hidden_parts() hidden"
            " union all select hidden::text from sec.hidden_screenings() hidden"
            " union all select hidden::text from sec.hidden_citizens() hidden"
        )
        return [key for (key,) in cursor.fetchall()]


def shared_numbers(actor: Actor, ids: Collection[str]) -> Mapping[str, str]:
    """Screenings and deliveries with the number of their case, for who reviews a log."""
    if not actor.can(Permission.REVIEW_LOG):
        return {}
    told = _shared([UUID(key) for key in ids if _is_uuid(key)], "")
    return _in_words([(pk, number) for pk, number, _case in told])


def behind_shared(
    _actor: Actor, number: str, _whole_citizen: bool
) -> tuple[Collection[str], Collection[bytes]]:
    """Ids of the screenings of the case with that number and of what was shared from it, and the
    key under which the log gathers what is done in a screening."""
    told = _shared([], number)
    return {str(pk) for pk, _number, _case in told}, {case.bytes for _pk, _number, case in told}


def asked_numbers(actor: Actor, ids: Collection[str]) -> Mapping[str, str]:
    """Questions from others with the number of their case, for who reviews the log of who is
    asked."""
    if not actor.can(Permission.REVIEW_LOG):
        return {}
    return _in_words(_asked([UUID(key) for key in ids if _is_uuid(key)], ""))


def behind_asked(
    _actor: Actor, number: str, _whole_citizen: bool
) -> tuple[Collection[str], Collection[bytes]]:
    """Ids of the questions about the case with that number which the authority was asked."""
    return {str(pk) for pk, _number in _asked([], number)}, ()


def nothing_behind(
    _actor: Actor, _number: str, _whole_citizen: bool
) -> tuple[Collection[str], Collection[bytes]]:
    """Nothing more: a delivery is found with the screenings."""
    return (), ()


def none_hidden(_actor: Actor) -> Collection[str]:
    """Nothing more: what hangs on a hidden case is told with the case (:func:`hidden`)."""
    return ()


def _in_words(told: Iterable[tuple[UUID, str]]) -> Mapping[str, str]:
    words = _("%(id)s i sag %(number)s")
    return {str(pk): words % {"id": pk, "number": number} for pk, number in told}


def _asked(ids: list[UUID], number: str) -> list[tuple[UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select id, number from sec.inquiries_in_log(%s, %s)", [ids, number])
        rows: list[tuple[UUID, str]] = cursor.fetchall()
        return rows


def _shared(ids: list[UUID], number: str) -> list[tuple[UUID, str, UUID]]:
    with connection.cursor() as cursor:
        cursor.execute("select id, number, case_id from sec.shared_in_log(%s, %s)", [ids, number])
        rows: list[tuple[UUID, str, UUID]] = cursor.fetchall()
        return rows


def _told(
    ids: list[UUID], number: str, *, whole_citizen: bool
) -> list[tuple[UUID, str, UUID | None]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, number, subject_id from sec.cases_in_log(%s, %s, %s)",
            [ids, number, whole_citizen],
        )
        rows: list[tuple[UUID, str, UUID | None]] = cursor.fetchall()
        return rows


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
