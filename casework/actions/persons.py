"""Who a concern is about, as typed, and the keyed hashes made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.models import Subject, SubjectKey
from casework.models.subject import KeyUse
from casework.rules.identity import SCHEME, Cpr, CprError, index_keys, parse_cpr, search_keys
from casework.rules.identity.keys import NameKey
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.vault.index import blind_index

Hash = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Person:
    """A citizen as described by whoever is worried. Unknown: neither name nor CPR number."""

    name: str = ""
    cpr: str = ""
    birth_year: int | None = None
    description: str = ""
    address_protected: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there is something to search for."""
        return bool(self.name.strip() or self.cpr.strip())

    @property
    def criterion(self) -> str:
        """The whole search as one text, for the keyed hash in the log."""
        return f"{self.name.strip().casefold()}|{self.cpr.strip()}|{self.birth_year or ''}"


def checked(person: Person) -> Person:
    """``person`` with the CPR number in its plain form and the birth year that follows from it.

    Raises:
        Invalid: no CPR number, a name without letters, or a year that contradicts the number.
    """
    if person.name.strip() and not index_keys(person.name):
        raise Invalid(_("Skriv navnet med latinske bogstaver, som det staves i CPR."), "name")
    number = read_cpr(person.cpr)
    if number is None:
        return person
    if person.birth_year not in {None, number.birth_year}:
        told = _("Fødselsåret passer ikke til CPR-nummeret, som giver %(year)s.")
        raise Invalid(told % {"year": number.birth_year}, "birth_year")
    return Person(
        person.name,
        number.digits,
        number.birth_year,
        person.description,
        person.address_protected,
    )


def read_cpr(text: str) -> Cpr | None:
    """The CPR number in ``text``; ``None`` for an empty one.

    Raises:
        Invalid: the text is not a CPR number.
    """
    if not text.strip():
        return None
    try:
        return parse_cpr(text, today=clock.today())
    except CprError as reason:
        raise Invalid(str(reason)) from None


def search_hashes(owner: int, person: Person) -> list[Hash]:
    """Hashes to look up for ``person``."""
    return _hashes(owner, [person.cpr], search_keys(person.name))


def store_keys(subject: Subject) -> None:
    """Make the citizen findable by every name and CPR number; replaces earlier keys."""
    forget_keys(subject)
    names = frozenset[NameKey]().union(*(index_keys(name) for name in subject.names))
    subject.keys.bulk_create(
        SubjectKey(
            municipality_id=subject.municipality_id,
            subject=subject,
            kind=kind,
            hash=value,
            scheme=SCHEME,
        )
        for kind, value in _hashes(subject.municipality_id, subject.numbers, names)
    )


def forget_keys(subject: Subject) -> None:
    """No search finds the citizen by herself any more."""
    subject.keys.filter(municipality_id=subject.municipality_id).delete()


def _hashes(owner: int, cprs: Iterable[str], names: frozenset[NameKey]) -> list[Hash]:
    found = [(key.kind.value, blind_index(owner, key.kind.value, key.value)) for key in names]
    numbers = filter(None, map(read_cpr, cprs))
    found += [(KeyUse.CPR.value, blind_index(owner, "cpr", one.digits)) for one in numbers]
    return sorted(found)
