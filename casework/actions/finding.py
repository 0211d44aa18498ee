"""Find a citizen whose case one may see: by name, CPR number or case number, for a purpose.

What is hidden from who asks is not found, and not counted either. Another question is that of the
repeat search (``repeats.py``), which says of a hidden case that there is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions import repeats
from casework.actions.persons import Person, checked
from casework.models import Case, Subject
from casework.rules.codes import LookupPurpose
from casework.rules.workflow import State
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, NotYourRole
from stopext.access.roles import Permission
from stopext.audit.record import note
from stopext.vault.index import blind_index

CASE_NUMBER = re.compile(r"\d{4}-\d{4}-\d{4,}")
#: Citizens shown at most: more is a sign that more of the name is needed.
MOST = 30


@dataclass(frozen=True, slots=True)
class Found:
    """A citizen, why she was found, and those of her cases that the searcher may see."""

    subject: Subject
    explanation: str
    cases: list[Case]


@dataclass(frozen=True, slots=True)
class Findings:
    """The answer; ``is_cut`` when there were more than are shown."""

    found: list[Found]
    is_cut: bool


@transaction.atomic
def find_citizens(*, by: Actor, sought: str, purpose: LookupPurpose) -> Findings:
    """Citizens behind a name, a CPR number or a case number. The log keeps the purpose, a keyed
    digest of what was sought, and who was found.

    Raises:
        Refused: the role sees no cases.
        Invalid: neither a name, nor a CPR number, nor a case number.
    """
    if not by.can(Permission.VIEW_CASES):
        raise NotYourRole(_("Din rolle ser ikke sager."))
    text = sought.strip()
    if CASE_NUMBER.fullmatch(text):
        criterion, wanted = text, _by_number(by, text)
    else:
        person = _person(text)
        criterion, wanted = person.criterion, _by_person(by, person)
    answer = _seen(by, wanted)
    note(
        "citizen.find",
        "casework.subject",
        criterion=blind_index(by.authority_id, "find", criterion),
        purpose=purpose.value,
        result_ids=[one.subject.pk for one in answer.found],
    )
    return answer


def _by_number(by: Actor, number: str) -> dict[UUID, str]:
    rows = Case.objects.for_actor(by).filter(number=number).exclude(state=State.ERASED)
    return dict.fromkeys(rows.values_list("subject_id", flat=True), _("Sagsnummeret."))


def _person(text: str) -> Person:
    given = Person(cpr=text) if re.search(r"\d", text) else Person(name=text)
    if not given.is_known:
        raise Invalid(_("Skriv et navn, et CPR-nummer eller et sagsnummer."))
    return checked(given)


def _by_person(by: Actor, person: Person) -> dict[UUID, str]:
    return {hit.subject_id: hit.said_of_name for hit in repeats.find(by, person) if hit.visible}


def _seen(by: Actor, wanted: Mapping[UUID, str]) -> Findings:
    """The citizens in the order they were found, the first of them if they are many."""
    shown = list(wanted)[:MOST]
    subjects = Subject.objects.for_actor(by).in_bulk(shown)
    cases: dict[UUID, list[Case]] = defaultdict(list)
    rows = Case.objects.for_actor(by).filter(subject__in=shown).exclude(state=State.ERASED)
    for row in rows.order_by("-received_at"):
        cases[row.subject_id].append(row)
    found = [Found(subjects[key], wanted[key], cases[key]) for key in shown if cases[key]]
    return Findings(found, is_cut=len(wanted) > MOST)
