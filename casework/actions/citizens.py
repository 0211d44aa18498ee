"""What is known of a citizen: joined from two registrations, corrected, completed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from casework.actions.persons import Person, store_keys
from casework.models import Subject
from stopext.access import clock
from stopext.access.errors import Invalid

JOINED = (
    "identity_known",
    "name",
    "other_names",
    "cpr",
    "description",
    "address_protected",
    "birth_year",
)


def join_sides(subject: Subject, person: Person) -> None:
    """Add what a new registration of the same citizen knows (``person`` is checked). What was empty
    is filled; where both know something, both stand; protection is only added.

    Raises:
        Invalid: they have two CPR numbers, so they are two people.
    """
    if subject.cpr and person.cpr and subject.cpr != person.cpr:
        raise Invalid(_("CPR-numrene er forskellige, så det kan ikke være samme person."))
    _join_names(subject, person.name.strip())
    subject.description = "\n".join(_descriptions(subject, person))
    if person.cpr:
        subject.cpr, subject.birth_year = person.cpr, person.birth_year
    subject.birth_year = subject.birth_year or person.birth_year
    subject.address_protected |= person.address_protected
    subject.identity_known |= person.is_known
    save_citizen(subject, *JOINED)


def save_citizen(subject: Subject, *fields: str) -> None:
    """Store ``fields`` as the citizen's next version, and make her findable by them."""
    subject.version += 1
    subject.save(update_fields=[*fields, "version"])
    store_keys(subject)


def _join_names(subject: Subject, name: str) -> None:
    if not subject.name:
        subject.name = name
    elif name and name not in subject.names:
        subject.other_names = "\n".join([*subject.names[1:], name])


def _descriptions(subject: Subject, person: Person) -> Iterator[str]:
    """Both texts, and a year of birth that gives way to another one."""
    if subject.description:
        yield subject.description
    new = person.description.strip()
    if new and new not in subject.description:
        yield new
    years = {subject.birth_year, person.birth_year} - {None}
    if len(years) > 1:
        gives_way = subject.birth_year if person.cpr else person.birth_year
        said = {"year": gives_way, "day": clock.today().isoformat()}
        yield _("Fødselsår også oplyst som %(year)s (%(day)s).") % said
