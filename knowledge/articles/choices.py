"""The closed lists that articles are described by. Values stand in addresses and stay."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who an article is written for."""

    PROFESSIONAL = "professional", _("Fagpersoner i kommunen")
    COORDINATOR = "coordinator", _("Tovholdere")
    LEADER = "leader", _("Ledere")
    POLICE = "police", _("Politi")
    SCHOOL = "school", _("Skole og uddannelse")
    HOUSING = "housing", _("Boligområder")
    RELATIVES = "relatives", _("Pårørende")


class TriangleLevel(models.TextChoices):
    """The three levels of the prevention triangle."""

    BUILDING = "building", _("Opbyggende")
    ANTICIPATING = "anticipating", _("Foregribende")
    INTERVENING = "intervening", _("Indgribende")


class ExtremismForm(models.TextChoices):
    """Which form of extremism an article concerns."""

    RIGHT = "right", _("Højreekstremisme")
    LEFT = "left", _("Venstreekstremisme")
    ISLAMISM = "islamist", _("Militant islamisme")
    ANTI_SYSTEM = "anti_system", _("Antisystemisk ekstremisme")
    ACROSS = "across", _("På tværs af former")


class Setting(models.TextChoices):
    """Where the work happens."""

    SCHOOL = "school", _("Skole")
    FAMILY = "family", _("Familie")
    HOUSING = "housing", _("Boligområde")
    ONLINE = "online", _("Online")
    LEISURE = "leisure", _("Fritid")
    PRISON = "prison", _("Kriminalforsorg")
    PSYCHIATRY = "psychiatry", _("Psykiatri")
    INFO_HOUSE = "info_house", _("Infohus")


class Level(models.TextChoices):
    """How far a method or a finding reaches."""

    LOCAL = "local", _("Lokal")
    NATIONAL = "national", _("National")
    INTERNATIONAL = "international", _("International")


class Grade(models.TextChoices):
    """How much is known about one side of a practice (Vidensdeklaration, A to D)."""

    A = "A", _("A – velbelyst")
    B = "B", _("B – delvist belyst")
    C = "C", _("C – sparsomt belyst")
    D = "D", _("D – ikke belyst")
