"""The closed lists that articles are described by. Values stand in addresses and stay."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who an article is written for."""

    PROFESSIONAL = "fagperson", _("Fagpersoner i kommunen")
    COORDINATOR = "tovholder", _("Tovholdere")
    LEADER = "leder", _("Ledere")
    POLICE = "politi", _("Politi")
    SCHOOL = "skole", _("Skole og uddannelse")
    HOUSING = "boligomraade", _("Boligområder")
    RELATIVES = "paaroerende", _("Pårørende")


class TriangleLevel(models.TextChoices):
    """The three levels of the prevention triangle."""

    BUILDING = "opbyggende", _("Opbyggende")
    ANTICIPATING = "foregribende", _("Foregribende")
    INTERVENING = "indgribende", _("Indgribende")


class ExtremismForm(models.TextChoices):
    """Which form of extremism an article concerns."""

    RIGHT = "hoejre", _("Højreekstremisme")
    LEFT = "venstre", _("Venstreekstremisme")
    ISLAMISM = "islamisme", _("Militant islamisme")
    ANTI_SYSTEM = "antisystemisk", _("Antistatslig ekstremisme")
    ACROSS = "tvaergaaende", _("På tværs af former")


class Setting(models.TextChoices):
    """Where the work happens."""

    SCHOOL = "skole", _("Skole")
    FAMILY = "familie", _("Familie")
    HOUSING = "boligomraade", _("Boligområde")
    ONLINE = "online", _("Online")
    LEISURE = "fritid", _("Fritid")
    PRISON = "kriminalforsorg", _("Kriminalforsorg")
    PSYCHIATRY = "psykiatri", _("Psykiatri")
    INFO_HOUSE = "infohus", _("Infohus")


class Level(models.TextChoices):
    """How far a method or a finding reaches."""

    LOCAL = "lokal", _("Lokal")
    NATIONAL = "national", _("National")
    INTERNATIONAL = "international", _("International")


class Grade(models.TextChoices):
    """How much is known about one side of a practice (Vidensdeklaration, A to D)."""

    A = "A", _("A – velbelyst")
    B = "B", _("B – delvist belyst")
    C = "C", _("C – sparsomt belyst")
    D = "D", _("D – ikke belyst")
