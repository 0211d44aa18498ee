"""What is known of a citizen: joined from two sides, stored, put back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from casework.actions.persons import Person, read_cpr, store_keys
from casework.models import Case, CitizenJoin, Subject
from casework.rules.clocks import ASSESS_MINOR
from casework.rules.workflow import State, clock_for
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid

#: What a join may change.
JOINED = (
    "identity_known",
    "name",
    "other_names",
    "cpr",
    "other_cprs",
    "description",
    "address_protected",
    "birth_year",
)


def known_of(subject: Subject) -> dict[str, Any]:
    """What a join may change, as it is now."""
    return {name: getattr(subject, name) for name in JOINED}


def refuse_two_numbers(subject: Subject, person: Person) -> None:
    """Raise Invalid when they have two CPR numbers, so that they are two people."""
    if subject.numbers and person.cpr and person.cpr not in subject.numbers:
        raise Invalid(_("CPR-numrene er forskellige, så det kan ikke være samme person."))


def join_sides(
    subject: Subject,
    person: Person,
    *,
    take: Collection[str] = (),
    names: Iterable[str] = (),
    numbers: Iterable[str] = (),
) -> None:
    """Add what another side knows of the same citizen (``person`` is checked). What was empty is
    filled; where both know something, both stand; protection is only added.

    ``take`` names the fields in which the other side's value is the one in use (name, cpr,
    birth_year); ``names`` and ``numbers`` are further ones that the other side knows.
    """
    year = subject.birth_year
    all_names = _in_order(person.name.strip(), subject.names, names, first="name" in take)
    all_numbers = _in_order(person.cpr, subject.numbers, numbers, first="cpr" in take)
    subject.name, subject.other_names = _first_and_others(all_names)
    subject.cpr, others = _first_and_others(all_numbers)
    subject.other_cprs = others or None
    subject.birth_year = _year(subject, person, take)
    subject.description = "\n".join(_descriptions(subject, person, {year, person.birth_year}))
    subject.address_protected |= person.address_protected
    subject.identity_known |= person.is_known
    save_citizen(subject, *JOINED)


def part_sides(kept: Subject, gone: Subject, join: CitizenJoin) -> None:
    """Take out of ``kept`` what came from ``gone``, unless it was corrected since or is her own
    too. Both keep the protection that either has. Stores both."""
    was = Subject(**{name: join.before[name] for name in JOINED})
    names = [name for name in kept.names if name in was.names or name not in gone.names]
    numbers = [each for each in kept.numbers if each in was.numbers or each not in gone.numbers]
    same = {name for name in JOINED if getattr(kept, name) == join.after[name]}
    kept.name, kept.other_names = _first_and_others(_led_by(was.name, names, "name" in same))
    kept.cpr, others = _first_and_others(_led_by(was.cpr, numbers, "cpr" in same))
    kept.other_cprs = others or None
    kept.birth_year = was.birth_year if "birth_year" in same else kept.birth_year
    if number := read_cpr(kept.cpr):
        kept.birth_year = number.birth_year
    kept.description = was.description if "description" in same else kept.description
    kept.identity_known = bool(kept.name or kept.cpr)
    gone.address_protected |= kept.address_protected
    save_citizen(kept, *JOINED)
    save_citizen(gone, "address_protected")


def _led_by(first: str, values: list[str], applies: bool) -> list[str]:
    """``values`` with ``first`` before the others, if it is there and that ``applies``."""
    return sorted(values, key=lambda value: value != first) if applies else values


def keep_join(by: Actor, kept: Subject, made: CitizenJoin) -> CitizenJoin:
    """Store that ``made.other`` is ``kept``, who is known now as she is after the join."""
    made.municipality_id, made.kept, made.after = kept.municipality_id, kept, known_of(kept)
    made.by_user, made.by_name, made.at = by.user_id, by.name, clock.now()
    made.save(force_insert=True)
    return made


def save_citizen(subject: Subject, *fields: str) -> None:
    """Store ``fields`` as the citizen's next version, and make her findable by them."""
    subject.version += 1
    subject.save(update_fields=[*fields, "version"])
    store_keys(subject)


def hasten_for_child(case: Case, told_at: datetime | None = None) -> None:
    """The deadline is the child's when the citizen turns out to be one; it counts from the first
    concern. Where somebody has decided about that, only a concern of later, ``told_at``, starts it
    anew. Not stored here."""
    start = told_at if case.notice else case.received_at
    if start is None or case.state not in {State.RECEIVED, State.ASSESSMENT}:
        return
    if case.subject.under_18(clock.today()):
        due = ASSESS_MINOR.due(start)
        case.due_at = min(due, case.due_at or due)


def end_child_clock(case: Case) -> None:
    """The 24 hours, which run, end with the decision they are for: from then on the state's usual
    deadline runs, from the same event. Not stored here."""
    usual, due = clock_for(case.state_code, under_18=False), case.due_at
    if case.state in {State.RECEIVED, State.ASSESSMENT} and due is not None and usual is not None:
        case.due_at = usual.due(due - timedelta(hours=ASSESS_MINOR.amount))


def _in_order(theirs: str, ours: Iterable[str], more: Iterable[str], *, first: bool) -> list[str]:
    """Each value once, the one in use first."""
    every = (theirs, *ours, *more) if first else (*ours, theirs, *more)
    return list(dict.fromkeys(filter(None, every)))


def _first_and_others(values: list[str]) -> tuple[str, str]:
    return (values[0] if values else ""), "\n".join(values[1:])


def _year(subject: Subject, person: Person, take: Collection[str]) -> int | None:
    """That of the CPR number in use, else the chosen one."""
    number = read_cpr(subject.cpr)
    if number is not None:
        return number.birth_year
    if "birth_year" in take:
        return person.birth_year
    return subject.birth_year or person.birth_year


def _descriptions(subject: Subject, person: Person, years: set[int | None]) -> Iterator[str]:
    """Both texts, and a year of birth that gives way to another one."""
    if subject.description:
        yield subject.description
    new = person.description.strip()
    if new and new not in subject.description:
        yield new
    for year in sorted(filter(None, years - {subject.birth_year})):
        said = {"year": year, "day": clock.today().isoformat()}
        yield _("Fødselsår også oplyst som %(year)s (%(day)s).") % said
