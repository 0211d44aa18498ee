"""The repeat search: has the municipality been worried about this citizen before?

It runs within the municipality, on keyed hashes, also over cases that the searcher is not assigned
to: then it says that there is one, and nothing else. Of a restricted case it says nothing to who is
shut out of it; its readers see the new concern beside it (``alike``), and it beside the new one
(``alike_before``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from casework.actions.persons import Person, checked, search_hashes
from casework.models import Case, Subject, SubjectKey
from casework.models.case import ENDED
from casework.models.subject import KeyUse
from casework.rules.identity import Hit, KeyKind, compare_years, worth_showing
from stopext.access.actor import Actor
from stopext.access.errors import NotYourRole
from stopext.access.roles import Permission
from stopext.access.scoping import unscoped
from stopext.audit.record import note
from stopext.vault.index import blind_index


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """A case of a hit, as the searcher may see it."""

    pk: UUID
    number: str
    state: str
    received_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A citizen who may be the same. ``name``, ``protected`` and ``cases`` are empty when the
    searcher may not see any of the citizen's cases."""

    subject_id: UUID
    visible: bool
    name: str
    protected: bool
    """Whether name and address are."""
    birth_year: int | None
    explanation: str
    said_of_name: str
    """The explanation for who could give no year of birth to compare."""
    cpr_differs: bool
    cases: tuple[EarlierCase, ...]


@transaction.atomic
def search_repeats(*, by: Actor, person: Person) -> list[Candidate]:
    """Citizens who may be ``person``, best match first; the search itself is logged.

    Raises:
        Refused: the role registers no concerns.
        Invalid: the person is not described as it can be.
    """
    if not by.can(Permission.REGISTER_CONCERN):
        raise NotYourRole(_("Din rolle registrerer ikke bekymringer."))
    person = checked(person)  # a CPR number says the year too
    found = find(by, person)
    note(
        "search",
        "casework.subject",
        criterion=blind_index(by.authority_id, "search", person.criterion),
        result_ids=[candidate.subject_id for candidate in found],
    )
    return found


def compared(person: Person) -> str:
    """What a search for ``person`` compares, in words."""
    parts = [
        (_("CPR-nummer"), person.cpr),
        (_("navn og navnets lyd"), person.name),
        (_("fødselsår"), person.birth_year),
    ]
    used = [label for label, value in parts if value]
    return ", ".join(used) if used else _("Intet at sammenligne: borgeren er ukendt.")


def find(by: Actor, person: Person, among: Collection[UUID] | None = None) -> list[Candidate]:
    """The search for a checked person without its log entry, of all citizens or of those ``among``
    whom it is asked. At most six queries."""
    kinds = _hits(by.authority_id, person)
    if among is not None:
        kinds = {pk: uses for pk, uses in kinds.items() if pk in among}
    kinds = _not_hidden(by.authority_id, kinds)
    if not kinds:
        return []
    years = _birth_years(by.authority_id, kinds)
    numbered = _with_cpr(by.authority_id, kinds) if person.cpr else set()
    wanted = worth_showing(
        {
            pk: _hit(person, uses, years.get(pk), has_cpr=pk in numbered)
            for pk, uses in kinds.items()
        }
    )
    cases = _visible_cases(by, wanted)
    rows = Subject.objects.for_actor(by).filter(pk__in=[pk for pk in wanted if pk in cases])
    seen = {row.pk: row for row in rows}
    found = [
        Candidate(
            pk,
            pk in cases,
            seen[pk].name if pk in seen else "",
            pk in seen and seen[pk].address_protected,
            years.get(pk),
            hit.explanation,
            hit.explained(with_years=False),
            hit.cpr_differs,
            tuple(cases.get(pk, ())),
        )
        for pk, hit in wanted.items()
    ]
    return sorted(found, key=lambda one: (wanted[one.subject_id].rank, one.name))


WIDER = "the search also finds what the searcher may not open"


def _hits(owner: int, person: Person) -> dict[UUID, set[str]]:
    hashes = search_hashes(owner, person)
    if not hashes:
        return {}
    condition = Q()
    by_kind: dict[str, list[bytes]] = defaultdict(list)
    for kind, value in hashes:
        by_kind[kind].append(value)
    for kind, values in by_kind.items():
        condition |= Q(kind=kind, hash__in=values)
    rows = unscoped(SubjectKey, reason=WIDER).filter(condition, municipality_id=owner)
    found: dict[UUID, set[str]] = defaultdict(set)
    for subject_id, kind in rows.values_list("subject_id", "kind"):
        found[subject_id].add(kind)
    return dict(found)


def alike(by: Actor, case: Case) -> list[Candidate]:
    """Who, in a later case than this one, may be its citizen. For the readers of a restricted case:
    whoever registered that later case was not asked."""
    if not case.restricted:
        return []
    return [
        one
        for one in find(by, _citizen(case))
        if one.subject_id != case.subject_id
        and any(each.received_at > case.received_at for each in one.cases)
    ]


def alike_before(by: Actor, case: Case) -> list[Candidate]:
    """Who, in an earlier restricted case that the actor reads, may be the citizen of this one: it
    was not shown to a registrar who is not on its list. One query where she reads no such case."""
    rows = Case.objects.for_actor(by).filter(restricted=True, received_at__lt=case.received_at)
    among = {*rows.exclude(subject=case.subject_id).values_list("subject_id", flat=True)}
    return find(by, _citizen(case), among) if among else []


def _citizen(case: Case) -> Person:
    known = case.subject
    return Person(name=known.name, cpr=known.cpr, birth_year=known.birth_year)


def tell_readers(by: Actor, person: Person, later: Case, found: Collection[Candidate]) -> None:
    """Tell the readers of restricted cases that ``later`` may be about their citizen. The searcher
    is not told whether there are any, and cannot read what they are found by: the database compares
    by the rule of ``identity.matching``, and answers nothing."""
    hashes = search_hashes(by.authority_id, person)
    with connection.cursor() as cursor:
        cursor.execute(
            "select sec.tell_alike(%s, %s, %s::text[], %s::bytea[], %s)",
            [
                [one.subject_id for one in found],
                later.pk,
                [kind for kind, _hash in hashes],
                [value for _kind, value in hashes],
                person.birth_year,
            ],
        )


def _not_hidden(owner: int, subjects: dict[UUID, set[str]]) -> dict[UUID, set[str]]:
    """Without citizens all of whose cases the database hides from who asks."""
    seen = _met(owner, subjects)
    return {pk: uses for pk, uses in subjects.items() if pk in seen}


def _met(owner: int, subjects: Iterable[UUID]) -> set[UUID]:
    """Citizens of whom the database shows a case to who asks."""
    rows = unscoped(Case, reason=WIDER).filter(municipality_id=owner, subject__in=list(subjects))
    return set(rows.values_list("subject_id", flat=True))


def hidden_citizens(subjects: Collection[UUID]) -> set[UUID]:
    """Of citizens met in an earlier search, those that who asks would not be told of now: every
    case of theirs, or of who they were joined with, is hidden from her."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.hidden_citizens()")
        return {pk for (pk,) in cursor.fetchall()} & set(subjects)


def _birth_years(owner: int, subjects: dict[UUID, set[str]]) -> dict[UUID, int | None]:
    rows = unscoped(Subject, reason=WIDER).filter(municipality_id=owner, pk__in=list(subjects))
    return dict(rows.values_list("pk", "birth_year"))


def _with_cpr(owner: int, subjects: dict[UUID, set[str]]) -> set[UUID]:
    """Those of ``subjects`` whose CPR number is known."""
    rows = unscoped(SubjectKey, reason=WIDER).filter(
        municipality_id=owner, kind=KeyUse.CPR, subject__in=list(subjects)
    )
    return set(rows.values_list("subject_id", flat=True))


def _hit(person: Person, uses: set[str], year: int | None, *, has_cpr: bool) -> Hit:
    same_cpr = KeyUse.CPR in uses
    return Hit(
        kinds=frozenset(KeyKind(use) for use in uses if use != KeyUse.CPR),
        years=compare_years(person.birth_year, year),
        same_cpr=same_cpr,
        cpr_differs=has_cpr and not same_cpr,
    )


def _visible_cases(by: Actor, subjects: dict[UUID, Hit]) -> dict[UUID, list[EarlierCase]]:
    found: dict[UUID, list[EarlierCase]] = defaultdict(list)
    rows = Case.objects.for_actor(by).filter(subject_id__in=list(subjects))
    for row in rows.order_by("-received_at"):
        found[row.subject_id].append(
            EarlierCase(
                row.pk,
                row.number,
                row.state_code.label,
                row.received_at,
                row.state not in ENDED,
            )
        )
    return dict(found)
