"""Correct or complete what a case says of its citizen; the earlier values are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions import repeats
from casework.actions.citizens import hasten_for_child, save_citizen
from casework.actions.persons import Person, checked
from casework.actions.rows import lock_case, save_case, signed
from casework.models import Case, Correction, Subject
from casework.policies import Deed, check
from casework.rules.codes import ConcernForm, Tristate
from casework.rules.identity import mask_cpr
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.access.scoping import unscoped
from stopext.audit.record import note

OF_SUBJECT = ("name", "other_names", "cpr", "birth_year", "description", "address_protected")
OF_CASE = ("form", "gang_link", "online")
OPENED = "the citizen of a case that the caller has opened and locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the citizen now. An empty CPR number leaves the one on file."""

    person: Person
    other_names: str
    form: ConcernForm
    gang_link: Tristate
    online: Tristate


def others_like(by: Actor, case: Case, person: Person) -> list[repeats.Candidate]:
    """Citizens other than the one of ``case`` who may be ``person``; the search is logged."""
    found = repeats.search_repeats(by=by, person=person)
    return [hit for hit in found if hit.subject_id != case.subject_id]


@transaction.atomic
def correct_citizen(*, by: Actor, case: Case, version: int, known: Known, reason: str) -> Case:
    """Store what is known now, with who, when, why and every earlier value. ``version`` is that of
    case and citizen together (:func:`seen_version`): she may have another case.

    Raises:
        Conflict: the case was changed meanwhile. Refused: the role may not.
        Invalid: no reason, nothing changed, or a person who cannot be described so.
    """
    row = lock_case(by, case)
    check(Deed.ASSESS, by, row)
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor oplysningerne rettes."))
    rows = unscoped(Subject, reason=OPENED).filter(municipality_id=row.municipality_id)
    row.subject = rows.select_for_update().get(pk=row.subject_id)
    if version != seen_version(row):
        raise Conflict(_("En anden har ændret oplysningerne, mens du skrev."))
    changes = [*_apply(row.subject, _of_subject(row.subject, known)), *_apply(row, _of_case(known))]
    if not changes:
        raise Invalid(_("Du har ikke rettet noget."))
    row.subject.identity_known = bool(row.subject.name or row.subject.cpr)
    save_citizen(row.subject, *OF_SUBJECT, "identity_known")
    hasten_for_child(row)
    save_case(row, *OF_CASE, "due_at")
    made = Correction(**signed(by, row), reason=reason, changes=changes)
    made.save(force_insert=True)
    note("case.correct", "casework.correction", made.pk, subject_key=row.log_key)
    return row


def seen_version(case: Case) -> int:
    """Rises with every change of the case or of its citizen."""
    return int(case.version + case.subject.version)


def _of_subject(subject: Subject, known: Known) -> dict[str, Any]:
    person = known.person
    number = person.cpr or subject.cpr
    person = checked(
        Person(person.name, number, person.birth_year, person.description, person.address_protected)
    )
    return {
        "name": person.name.strip(),
        "other_names": _other_names(subject, person.name.strip(), known.other_names),
        "cpr": person.cpr,
        "birth_year": person.birth_year,
        "description": person.description,
        "address_protected": person.address_protected,
    }


def _other_names(subject: Subject, name: str, others: str) -> str:
    """``others``, and the name that stood first till now: she is still found by it."""
    said = [name, *others.splitlines()]
    return others if subject.name in {"", *said} else f"{others}\n{subject.name}".strip()


def _of_case(known: Known) -> dict[str, Any]:
    return {"form": known.form, "gang_link": known.gang_link, "online": known.online}


def _apply(row: Subject | Case, values: dict[str, Any]) -> Iterator[dict[str, str]]:
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            yield change(type(row), name, before, value)


def label_of(model: type[Subject | Case], name: str) -> str:
    """What a correction calls a field."""
    field: Any = model._meta.get_field(name)
    return str(field.verbose_name)


def change(model: type[Subject | Case], name: str, before: Any, after: Any) -> dict[str, str]:
    """A change of a field, in words."""
    field = model._meta.get_field(name)
    return {
        "label": label_of(model, name),
        "before": in_words(field, before),
        "after": in_words(field, after),
    }


def in_words(field: Any, value: Any) -> str:
    """A value of a column as a page shows it; of a yes or no no column is asked."""
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if field.name in {"cpr", "other_cprs"}:
        return "\n".join(mask_cpr(number) for number in (value or "").splitlines())
    labels = dict(field.flatchoices)
    return str(labels.get(value, "" if value is None else value))
