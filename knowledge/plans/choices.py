"""The closed lists of action plans (national concept for municipal plans)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanStatus(models.TextChoices):
    """Where a plan is in its life."""

    DRAFT = "draft", _("Udkast")
    HEARING = "hearing", _("I høring")
    APPROVED = "approved", _("Godkendt, ikke vedtaget")
    ADOPTED = "adopted", _("Vedtaget")
    REVISING = "revising", _("Under revision")
    EXPIRED = "expired", _("Udløbet")
    ARCHIVED = "archived", _("Afløst")


#: An adopted plan must be public (barnets lov § 15, stk. 3), also while it is being revised.
IN_FORCE = (PlanStatus.ADOPTED, PlanStatus.REVISING, PlanStatus.EXPIRED)
#: What was adopted once stays public when the next version has replaced it.
PUBLIC_STATUSES = (*IN_FORCE, PlanStatus.ARCHIVED)


class ActionStatus(models.TextChoices):
    """How far an action has come."""

    PLANNED = "planned", _("Planlagt")
    RUNNING = "running", _("I gang")
    PAUSED = "paused", _("På pause")
    DONE = "done", _("Gennemført")
    DROPPED = "dropped", _("Opgivet")


class Phase(models.TextChoices):
    """How mature an action is, whatever its status."""

    IDEA = "idea", _("Idé")
    PREPARING = "preparing", _("Forberedes")
    TRIAL = "trial", _("Afprøves")
    ROUTINE = "routine", _("I fast drift")
    ENDED = "ended", _("Udfaset")


class Pace(models.TextChoices):
    """How an action goes beside its dates, as the municipality itself sees it."""

    LATE = "late", _("Forsinket")
    ON_TRACK = "on_track", _("Følger planen")


class Precision(models.TextChoices):
    """How precisely a time is known."""

    DAY = "day", _("dag")
    MONTH = "month", _("måned")
    QUARTER = "quarter", _("kvartal")
    YEAR = "year", _("år")


class Confidence(models.TextChoices):
    """How sure the municipality is that an action moves an indicator."""

    LOW = "low", _("Lille")
    MEDIUM = "medium", _("Middel")
    HIGH = "high", _("Stor")


class OrganisationModel(models.TextChoices):
    """How the municipality has organised the handling of concerns."""

    COORDINATOR = "coordinator", _("Én tovholder")
    FORUM_AD_HOC = "forum_ad_hoc", _("Forum, der mødes efter behov")
    FORUM_STANDING = "forum_fixed", _("Fast tværgående forum")


class PlanLeg(models.TextChoices):
    """What the national concept asks a plan to carry: three tasks, and what they share."""

    COMMON = "common", _("Fælles for hele planen")
    PREVENTION = "prevention", _("Generel forebyggelse")
    HANDLING = "handling", _("Håndtering af bekymringer")
    ACUTE = "acute", _("Akutte situationer")


class SectionKind(models.TextChoices):
    """The thirteen parts of a plan in the national concept, in their order."""

    PURPOSE = "purpose", _("Formål og vision")
    TARGET_GROUPS = "target_groups", _("Målgrupper")
    LOCAL_PICTURE = "local_picture", _("Lokalt billede og datagrundlag")
    ORGANISATION = "organisation", _("Organisering og roller")
    HANDLING = "handling", _("Håndtering af bekymringer")
    EMERGENCY = "emergency", _("Akut beredskab")
    BUILDING = "building", _("Opbyggende indsatser")
    ANTICIPATING = "anticipating", _("Foregribende indsatser")
    INTERVENING = "intervening", _("Indgribende indsatser")
    COOPERATION = "cooperation", _("Interessenter og samarbejde")
    COMPETENCE = "competence", _("Kompetenceudvikling")
    COMMUNICATION = "communication", _("Kommunikation og action cards")
    EVALUATION = "evaluation", _("Evaluering og revision")


class SectionState(models.TextChoices):
    """How far the writing of a section is."""

    EMPTY = "empty", _("Tomt")
    THIN = "thin", _("Meget kort")
    WRITTEN = "written", _("Skrevet")


class Body(models.TextChoices):
    """Who decided on a plan."""

    COMMITTEE = "committee", _("Udvalg")
    COUNCIL = "council", _("Kommunalbestyrelse")


class Outcome(models.TextChoices):
    """What was decided on a plan."""

    RECOMMENDED = "recommended", _("Anbefalet")
    APPROVED = "approved", _("Godkendt")
    ADOPTED = "adopted", _("Vedtaget")
    REJECTED = "rejected", _("Afvist")
    POSTPONED = "postponed", _("Udsat")


class Severity(models.TextChoices):
    """What a remark on a plan rests on."""

    LAW = "law", _("Kræves af loven")
    CONCEPT = "concept", _("Kræves af det nationale koncept")
    ADVICE = "advice", _("Råd")


class ChangeKind(models.TextChoices):
    """What happened to a part from one version of a plan to another."""

    ADDED = "added", _("Tilføjet")
    REMOVED = "removed", _("Fjernet")
    CHANGED = "changed", _("Ændret")
