"""The citizen a concern is about, as one municipality knows her."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, link
from casework.rules.identity import age_on, parse_cpr
from casework.rules.retention import ADULT_AGE
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedTextField
from stopext.vault.index import blind_index

#: Signs that stand before or around a name in quotation marks.
QUOTES = "\"'“”„‘’‚»«›‹("


def initials_of(name: str) -> str:
    """``A. B.`` of a name, of the words that begin with a letter."""
    words = (word.lstrip(QUOTES) for word in name.split())
    return " ".join(f"{word[0].upper()}." for word in words if word[:1].isalpha())


class KeyUse(models.TextChoices):
    """What a blind key was made of."""

    CPR = "cpr", _("CPR-nummer")
    EQUAL = "equal", _("Hele navnet")
    VARIANT = "variant", _("Navn")
    PHONETIC = "phonetic", _("Navnets lyd")
    LOOSE = "loose", _("Navn, der ligner")
    GIVEN_NAME = "given_name", _("Fornavn")
    SURNAME = "surname", _("Efternavn")


class Subject(MunicipalRow):
    """One citizen; several cases over the years point at the same row.

    Name, CPR number and description are sealed. The birth year is clear: with it the under-18
    rules can be kept without opening anything.
    """

    identity_known = models.BooleanField(_("identitet kendt"))
    name = SealedTextField(_("navn"), max_length=200, blank=True)
    #: Names she is known by beside it, one on each line: other spellings, former names.
    other_names = SealedTextField(_("andre navne"), max_length=2000, blank=True)
    cpr = SealedTextField(_("CPR-nummer"), max_length=11, blank=True)
    #: Numbers she is registered under beside it, one on each line; nothing where none was known.
    other_cprs = SealedTextField(_("andre CPR-numre"), max_length=2000, blank=True, null=True)
    description = SealedTextField(_("beskrivelse"), max_length=20_000, blank=True)
    address_protected = models.BooleanField(_("navne- og adressebeskyttet"), default=False)
    birth_year = models.PositiveSmallIntegerField(_("fødselsår"), null=True)
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(birth_year__isnull=True)
                | models.Q(birth_year__gte=1900, birth_year__lte=2100),
                name="subject_birth_year_sane",
                violation_error_message=_("Fødselsåret skal ligge mellem 1900 og 2100."),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "birth_year"], name="subject_by_birth_year")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Citizens of cases the actor may see."""
        cases = cls._meta.get_field("cases").related_model
        visible = cases.objects.for_actor(actor).values("subject")  # type: ignore[union-attr]
        return rows.filter(municipality_id=actor.authority_id, pk__in=visible)

    @property
    def log_key(self) -> bytes:
        """Blind key under which the log gathers everything about this citizen."""
        return blind_index(self.municipality_id, "subject", str(self.pk))

    @property
    def names(self) -> list[str]:
        """Every name she is known by, the one in use first."""
        return [name for name in (self.name, *self.other_names.splitlines()) if name]

    @property
    def numbers(self) -> list[str]:
        """Every CPR number she is registered under, the one in use first."""
        return [number for number in (self.cpr, *(self.other_cprs or "").splitlines()) if number]

    @property
    def initials(self) -> str:
        """``A. B.`` of the name, of the words that begin with a letter; empty when the citizen is
        not known."""
        return initials_of(self.name)

    def age(self, today: date) -> int | None:
        """Full years when the CPR number is known, else counted from the year; ``None`` without."""
        if self.cpr:
            return age_on(parse_cpr(self.cpr, today=today).birth_date, today)
        return None if self.birth_year is None else today.year - self.birth_year

    def under_18(self, today: date) -> bool:
        """Whether the rules for children hold: those of notices, deadlines and retention."""
        return self.younger_than(ADULT_AGE, today)

    def younger_than(self, years: int, today: date) -> bool:
        """Whether the citizen has not turned ``years``. With the year of birth alone she counts as
        younger until the end of the year of that birthday, which errs on the child's side; without
        any year nothing is assumed."""
        if self.cpr:
            return age_on(parse_cpr(self.cpr, today=today).birth_date, today) < years
        return self.birth_year is not None and today.year - self.birth_year <= years


class SubjectKey(MunicipalRow):
    """A keyed hash by which the repeat search finds the citizen. It cannot be turned back, and the
    same name has another hash in the neighbouring municipality."""

    logged = False

    subject = link("casework.Subject", "keys")
    kind = models.CharField(max_length=12, choices=KeyUse.choices)
    hash = models.BinaryField(max_length=16)
    #: How it was made (``identity.SCHEME``); ``renew_search_keys`` makes those of before anew.
    scheme = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=KeyUse.values), name="subjectkey_kind_known"
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "kind", "hash", "subject"], name="subjectkey_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "subject"], name="subjectkey_of_subject")
        ]

    def __str__(self) -> str:
        return str(self.kind)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Every key of the municipality: the search also finds what the searcher cannot open."""
        return rows.filter(municipality_id=actor.authority_id)
