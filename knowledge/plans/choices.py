"""The closed lists of action plans (national concept for municipal plans)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanStatus(models.TextChoices):
    """Where a plan is in its life."""

    DRAFT = "udkast", _("Udkast")
    HEARING = "i_hoering", _("I høring")
    APPROVED = "godkendt", _("Godkendt, ikke vedtaget")
    ADOPTED = "vedtaget", _("Vedtaget")
    REVISING = "under_revision", _("Under revision")
    EXPIRED = "udloebet", _("Udløbet")


#: An adopted plan must be public (barnets lov § 15, stk. 3), also while it is being revised.
PUBLIC_STATUSES = (PlanStatus.ADOPTED, PlanStatus.REVISING, PlanStatus.EXPIRED)


class ActionStatus(models.TextChoices):
    """How far an action has come."""

    PLANNED = "planlagt", _("Planlagt")
    RUNNING = "i_gang", _("I gang")
    PAUSED = "paa_pause", _("På pause")
    DONE = "gennemfoert", _("Gennemført")
    DROPPED = "opgivet", _("Opgivet")


class OrganisationModel(models.TextChoices):
    """How the municipality has organised the handling of concerns."""

    COORDINATOR = "tovholder", _("Én tovholder")
    FORUM_AD_HOC = "forum_ad_hoc", _("Forum, der mødes efter behov")
    FORUM_STANDING = "forum_fast", _("Fast tværgående forum")


class SectionKind(models.TextChoices):
    """The thirteen parts of a plan in the national concept, in their order."""

    PURPOSE = "formaal_vision", _("Formål og vision")
    TARGET_GROUPS = "maalgrupper", _("Målgrupper")
    LOCAL_PICTURE = "lokalt_billede", _("Lokalt billede og datagrundlag")
    ORGANISATION = "organisering", _("Organisering og roller")
    HANDLING = "haandtering", _("Håndtering af bekymringer")
    EMERGENCY = "akut_beredskab", _("Akut beredskab")
    BUILDING = "opbyggende", _("Opbyggende indsatser")
    ANTICIPATING = "foregribende", _("Foregribende indsatser")
    INTERVENING = "indgribende", _("Indgribende indsatser")
    COOPERATION = "samarbejde", _("Interessenter og samarbejde")
    COMPETENCE = "kompetenceudvikling", _("Kompetenceudvikling")
    COMMUNICATION = "kommunikation", _("Kommunikation og action cards")
    EVALUATION = "evaluering", _("Evaluering og revision")
