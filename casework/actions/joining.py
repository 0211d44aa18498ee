"""Two citizens prove to be one, or two after all.

A join moves cases from one citizen to the other and changes what is known of her; what is written
on a case stays on that case. The citizen who gives way keeps her row untouched. Undoing it leads
each case back to whom it came from, and each field to what it was, unless somebody has changed it
since; what was written or opened meanwhile stays where it is. Protection is only ever added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.actions.citizens import (
    JOINED,
    hasten_for_child,
    join_sides,
    keep_join,
    known_of,
    part_sides,
)
from casework.actions.correcting import change, seen_version
from casework.actions.correcting_concern import take_along
from casework.actions.opening import close_alike, open_case, tell_unled
from casework.actions.persons import Person, forget_keys
from casework.actions.rows import save_case, signed
from casework.models import Case, CitizenJoin, Concern, Correction, Subject
from casework.policies import Deed, check
from casework.queries.case_joins import are_led_across
from casework.queries.joins import cases_of, hidden_from, open_to_the_same
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.access.scoping import unscoped
from stopext.audit.record import note

JOINED_NOW = {
    "label": gettext_lazy("samling"),
    "before": gettext_lazy("To borgere"),
    "after": gettext_lazy("Én borger"),
}
PARTED_NOW = {
    "label": gettext_lazy("samling"),
    "before": gettext_lazy("Én borger"),
    "after": gettext_lazy("To borgere"),
}
LED_AWAY = {
    "label": gettext_lazy("en bekymring"),
    "before": gettext_lazy("I denne sag"),
    "after": gettext_lazy("I en sag for sig"),
}
OPENED = "citizens of cases that the caller has opened and locked"


@transaction.atomic
def join_citizens(
    *, by: Actor, case: Case, other: Case, version: int, take: Collection[str], reason: str
) -> CitizenJoin:
    """Say that the citizen of ``other`` is that of ``case``, who is kept. ``take`` names the fields
    in which the other one's value is the one in use (``queries.joins.conflicts``). ``version`` is
    that of both (:func:`both_versions`).

    Raises:
        Conflict: one of them was changed meanwhile, or they are one already. Refused: the role may
        not. Invalid: no reason, or not everybody who sees a case of one sees those of the other.
    """
    every = locked(by, case.subject_id, other.subject_id)
    ours, theirs = opened(by, every, case), opened(by, every, other)
    if ours.subject_id == theirs.subject_id:
        raise Conflict(_("Sagerne er allerede om samme borger."))
    if version != both_versions(ours, theirs):
        raise Conflict(_("En anden har ændret oplysningerne, mens du skrev."))
    if not reason.strip():
        raise Invalid(_("Skriv, hvordan I ved, at det er samme person."))
    _check_open_alike(by, every)
    kept, gone = ours.subject, theirs.subject
    moved = [one for one in every if one.subject_id == gone.pk]
    before, theirs_before = known_of(kept), known_of(gone)
    join_sides(kept, _person(gone), take=take, names=gone.names, numbers=gone.numbers)
    forget_keys(gone)
    told = CitizenJoin(other=gone, before=before, reason=reason, cases=_keys(moved))
    join = keep_join(by, kept, told)
    _move(moved, kept)
    for one in every:
        was = theirs_before if one in moved else before
        _tell(by, one, reason, [JOINED_NOW, *_changes(was, join.after)])
    _note("citizen.join", join, every)
    return join


@transaction.atomic
def undo_join(*, by: Actor, case: Case, join: CitizenJoin, reason: str) -> list[Case]:
    """They are two after all; answers the cases that are from now on about the citizen whom
    ``case`` is not about. A concern that was put on a running case gets a case of its own, as
    closed to others as that one.

    Raises:
        Conflict: it is undone already. Refused: the role may not. Invalid: no reason, a later join
        builds on it, two of the cases are joined, there is a case she does not see that goes back
        or all that stay are such, or none that could go back.
    """
    every = locked(by, join.kept_id)
    kept = opened(by, every, case).subject
    made, gone = _lock_join(by, join)
    _check_undoable(every, made, reason)
    moved = [one for one in every if str(one.pk) in made.cases]
    _check_not_led(by, every, moved)
    joined = known_of(kept)
    part_sides(kept, gone, made)
    _move(moved, gone)
    old, new = _own_case(by, made, gone)
    if not (moved or new):
        raise Invalid(_("Der er ingen sag eller bekymring at føre tilbage."))
    made.undone_at, made.undone_by, made.undone_by_name = clock.now(), by.user_id, by.name
    made.undone_reason = reason
    made.save(update_fields=["undone_at", "undone_by", "undone_by_name", "undone_reason"])
    led = [*moved, *new]
    for one in (*every, *new):
        now = known_of(gone if one in led else kept)
        changes: list[dict[str, Any]] = [
            PARTED_NOW,
            *(LED_AWAY for each in old if each == one),
            *_changes(joined, now),
        ]
        _tell(by, one, reason, changes)
    _note("citizen.part", made, [*every, *new])
    return [one for one in every if one not in led] if case in led else led


def both_versions(case: Case, other: Case) -> int:
    """Rises with every change of either case or citizen."""
    return seen_version(case) + seen_version(other)


def locked(by: Actor, *subjects: UUID) -> list[Case]:
    """All that the actor sees of the citizens' cases, then the citizens, each in one order."""
    rows = cases_of(by, *subjects).select_for_update(of=("self",)).order_by("pk")
    cases: list[Case] = list(rows)
    citizens = unscoped(Subject, reason=OPENED).filter(
        municipality_id=by.authority_id, pk__in=subjects
    )
    found = {row.pk: row for row in citizens.select_for_update().order_by("pk")}
    for case in cases:
        case.subject = found[case.subject_id]
    return cases


def opened(by: Actor, cases: Iterable[Case], case: Case) -> Case:
    """The locked row of ``case``, which the actor may join."""
    row = next((one for one in cases if one == case), None)
    if row is None:
        raise Conflict(_("En anden har ændret oplysningerne, mens du skrev."))
    check(Deed.JOIN, by, row)
    return row


def _lock_join(by: Actor, join: CitizenJoin) -> tuple[CitizenJoin, Subject]:
    rows = CitizenJoin.objects.for_actor(by).select_for_update(of=("self",))
    made: CitizenJoin = rows.get(pk=join.pk)
    others = unscoped(Subject, reason=OPENED).filter(municipality_id=by.authority_id)
    return made, others.select_for_update().get(pk=made.other_id)


def _check_open_alike(by: Actor, every: list[Case]) -> None:
    """Nobody comes to read of a citizen what she could not read of her before."""
    if hidden_from(every, *{one.subject_id for one in every}) or not open_to_the_same(by, every):
        raise Invalid(
            _(
                "Ikke alle borgernes sager er åbne for de samme personer. Gør adgangen ens først,"
                " så ingen får at læse, hvad de ikke må."
            )
        )


def _check_undoable(every: list[Case], join: CitizenJoin, reason: str) -> None:
    if join.undone_at is not None:
        raise Conflict(_("Samlingen er allerede fortrudt."))
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor det er to borgere."))
    hidden = {str(key) for key in hidden_from(every, join.kept_id)}
    # Of a citizen of whom she may know no case she may not know either that the two are apart.
    if hidden and (hidden & set(join.cases) or {*_keys(every)} <= set(join.cases)):
        raise Invalid(_("En af sagerne er ikke åben for dig. En, der ser dem alle, kan fortryde."))


def _check_not_led(by: Actor, every: list[Case], moved: list[Case]) -> None:
    """Two cases that are one are about one citizen."""
    if are_led_across(by, {one.pk for one in every}, {one.pk for one in moved}):
        raise Invalid(_("To af sagerne er samlet til én sag. Fortryd først den samling."))


def _move(cases: Iterable[Case], subject: Subject) -> None:
    for one in cases:
        one.subject = subject
        hasten_for_child(one)
        save_case(one, "subject", "due_at")


def _own_case(by: Actor, join: CitizenJoin, subject: Subject) -> tuple[list[Case], list[Case]]:
    """The case of a concern that was joined at intake, and a new one for it alone; or neither."""
    rows = Concern.objects.for_actor(by).select_related("case").select_for_update(of=("self",))
    concern = rows.filter(pk=join.concern).first() if join.concern else None
    if concern is None:
        return [], []
    old, new = concern.case, open_case(by, subject, concern)
    if old.restricted:
        close_alike(by, old, new)
    tell_unled(by, new)
    concern.case = new
    concern.save(update_fields=["case"])
    take_along(concern, old, by)
    return [old], [new]


def _person(subject: Subject) -> Person:
    return Person(
        subject.name,
        subject.cpr,
        subject.birth_year,
        subject.description,
        subject.address_protected,
    )


def _changes(was: dict[str, Any], now: dict[str, Any]) -> Iterator[dict[str, str]]:
    for name in JOINED:
        if was[name] != now[name]:
            yield change(Subject, name, was[name], now[name])


def _tell(by: Actor, case: Case, reason: str, changes: list[dict[str, Any]]) -> None:
    told = [{key: str(text) for key, text in each.items()} for each in changes]
    Correction(**signed(by, case), reason=reason, changes=told).save(force_insert=True)


def _keys(cases: Iterable[Case]) -> list[str]:
    return [str(case.pk) for case in cases]


def _note(event: str, join: CitizenJoin, cases: Iterable[Case]) -> None:
    listed = dict.fromkeys([*_keys(cases), str(join.other_id)])
    note(
        event,
        "casework.citizenjoin",
        join.pk,
        subject_key=join.kept.log_key,
        result_ids=list(listed),
    )
