"""Code lists of a concern case. Values are stored; labels are what people read.

The lists follow the field lists of the national way of working: who comes to us, how, with what
kind of worry, and what is done. They hold no field for religion, origin or opinion.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How the concern reached the municipality."""

    PHONE = "phone", _("Telefon")
    MAIL = "mail", _("Sikker mail")
    MEETING = "meeting", _("Personligt møde")
    FORM = "form", _("Formular")
    HOTLINE = "hotline", _("Hotline mod radikalisering")
    SSP = "ssp", _("SSP-samarbejdet")
    POLICE = "police", _("Politiet")


class ReferrerType(TextChoices):
    """Who is worried, by function."""

    PARENT = "parent", _("Forælder eller anden pårørende")
    SCHOOL = "school", _("Skole eller uddannelse")
    POLICE = "police", _("Politi")
    HOUSING = "housing", _("Boligorganisation")
    COLLEAGUE = "colleague", _("Kollega i kommunen")
    HEALTH = "health", _("Sundhedsvæsen eller psykiatri")
    PRISON_SERVICE = "prison_service", _("Kriminalforsorgen")
    LEISURE = "leisure", _("Forening eller klub")
    WORKPLACE = "workplace", _("Arbejdsplads")
    CITIZEN = "citizen", _("Anden borger")
    SELF = "self", _("Borgeren selv")


class ConcernForm(TextChoices):
    """Form of extremism the concern is taken to be about; a working label, never a finding."""

    RIGHT = "right", _("Højreekstremisme")
    LEFT = "left", _("Venstreekstremisme")
    ISLAMIST = "islamist", _("Militant islamisme")
    ANTI_SYSTEM = "anti_system", _("Antisystemisk ekstremisme")
    MIXED = "mixed", _("Blandet eller uklar")
    NOT_SPECIFIC = "not_specific", _("Ikke ekstremisme-specifik bekymring")


class Tristate(TextChoices):
    """Yes, no, or honestly not known."""

    YES = "yes", _("Ja")
    NO = "no", _("Nej")
    UNKNOWN = "unknown", _("Ved ikke")


class Knowledge(TextChoices):
    """How close the source is to what is told."""

    FIRST_HAND = "first_hand", _("Set eller hørt direkte")
    SECOND_HAND = "second_hand", _("Fortalt af andre")
    UNKNOWN = "unknown", _("Ved ikke")


class Judgement(TextChoices):
    """Level of concern, written by people. It never moves a case by itself."""

    NONE = "none", _("Ingen bekymring for ekstremisme")
    LOW = "low", _("Lav")
    MODERATE = "moderate", _("Moderat")
    HIGH = "high", _("Høj")
    NOT_ASSESSABLE = "not_assessable", _("Kan ikke vurderes")


class ClosureReason(TextChoices):
    """Why the case ends. The retention period follows from it."""

    UNFOUNDED = "unfounded", _("Ubegrundet")
    MISTAKEN = "mistaken", _("Åbenlyst fejlagtig eller chikanøs")
    DISPROVED = "disproved", _("Bekymring afkræftet efter analyse")
    ORDINARY_SUPPORT = "ordinary_support", _("Almen social indsats (ikke ekstremisme)")
    IMPROVED = "improved", _("Indsats gennemført – bekymring mindsket")
    DECLINED_LOW = "declined_low", _("Borgeren ønsker ikke støtte – bekymring lav")
    DECLINED_WATCH = (
        "declined_watch",
        _("Borgeren ønsker ikke støtte – fortsat opmærksomhed i almindeligt system"),
    )
    POLICE = "police", _("Overdraget til politiet")
    MOVED = "moved", _("Flyttet til anden kommune")
    DEPARTED = "departed", _("Udrejst eller død")
    DUPLICATE = "duplicate", _("Dublet – samlet med anden sag")


class MeasureType(TextChoices):
    """Kind of help."""

    CONVERSATION = "conversation", _("Bekymringssamtale")
    MENTOR = "mentor", _("Mentor")
    PARENT_COACH = "parent_coach", _("Forældrecoach")
    PSYCHOLOGIST = "psychologist", _("Psykolog")
    EDUCATION_JOB = "education_job", _("Uddannelse eller job")
    HOUSING = "housing", _("Bolig")
    SUBSTANCE = "substance", _("Misbrugsbehandling")
    FAMILY = "family", _("Familieindsats")
    LEISURE = "leisure", _("Fritid")
    EXIT = "exit", _("Exit")
    OTHER = "other", _("Andet")


class MeasureStatus(TextChoices):
    """Life of one measure."""

    PLANNED = "planned", _("Planlagt")
    RUNNING = "running", _("I gang")
    PAUSED = "paused", _("På pause")
    COMPLETED = "completed", _("Gennemført")
    STOPPED = "stopped", _("Afbrudt")


class Frequency(TextChoices):
    """How often the help is meant to happen."""

    DAILY = "daily", _("Dagligt")
    TWICE_WEEKLY = "twice_weekly", _("Flere gange om ugen")
    WEEKLY = "weekly", _("Hver uge")
    FORTNIGHTLY = "fortnightly", _("Hver anden uge")
    MONTHLY = "monthly", _("Hver måned")
    RARELY = "rarely", _("Sjældnere end hver måned")
    ON_DEMAND = "on_demand", _("Efter behov")


OPEN_MEASURES = frozenset({MeasureStatus.PLANNED, MeasureStatus.RUNNING, MeasureStatus.PAUSED})


class Outcome(TextChoices):
    """What a measure led to, seen from the citizen's situation. Ordered from worse to better."""

    WORSE = "worse", _("Forværret")
    UNCHANGED = "unchanged", _("Uændret")
    SLIGHTLY_BETTER = "slightly_better", _("Lidt forbedret")
    BETTER = "better", _("Forbedret")
    MUCH_BETTER = "much_better", _("Markant forbedret")


class Asked(TextChoices):
    """Who was asked how it goes at a check of the aftercare."""

    CITIZEN = "citizen", _("Borgeren selv")
    FAMILY = "family", _("Pårørende")
    PROFESSIONAL = "professional", _("En fagperson, der kender borgeren")
    NOBODY = "nobody", _("Ingen: kun kommunens egne oplysninger")


class Since(TextChoices):
    """How it goes at a check of the aftercare, against when the case was closed."""

    WORSE = "worse", _("Dårligere end ved afslutningen")
    SAME = "same", _("Som ved afslutningen")
    BETTER = "better", _("Bedre end ved afslutningen")
    UNKNOWN = "unknown", _("Det ved vi ikke")


class ReviewDecision(TextChoices):
    """What a review leads to."""

    CONTINUE = "continue", _("Fortsæt")
    ADJUST = "adjust", _("Justér")
    CLOSE = "close", _("Afslut")


class TriageOutcome(TextChoices):
    """Where the first assessment sends the concern."""

    INFO_HOUSE = "info_house", _("Drøftes i infohuset")
    NOTICE = "notice", _("Sendes som underretning")
    POLICE = "police", _("Overdrages til politiet")
    ORDINARY = "ordinary", _("Almen social indsats")
    UNFOUNDED = "unfounded", _("Ikke begrundet")


class PoliceCheck(TextChoices):
    """What the police answered when asked whether anything prevents treatment in the info-house."""

    CLEAR = "clear", _("Intet til hinder")
    OBSTACLE = "obstacle", _("Noget er til hinder")
    NOT_ASKED = "not_asked", _("Ikke spurgt endnu")


class NoticeDecision(TextChoices):
    """Decision on a notice to the family department about somebody under 18."""

    SENT = "sent", _("Underretning er sendt")
    KNOWN = "known", _("Familieafdelingen kender sagen allerede")
    NOT_NEEDED = "not_needed", _("Ikke behov for særlig støtte")


class NoteKind(TextChoices):
    """What a note records."""

    CALL = "call", _("Telefonsamtale")
    MEETING = "meeting", _("Møde")
    VISIT = "visit", _("Besøg")
    CITIZEN = "citizen", _("Samtale med borgeren")
    INTERNAL = "internal", _("Sagsskridt")


class Decider(TextChoices):
    """Whose own decision it is: the info-house only recommends."""

    MUNICIPALITY = "municipality", _("Kommunen")
    POLICE = "police", _("Politiet")


class DecisionOutcome(TextChoices):
    """What one authority decides on the recommendation."""

    START = "start", _("Sætter indsats i gang")
    NOT_START = "not_start", _("Sætter ikke indsats i gang")


class HandOverReply(TextChoices):
    """What the police district answers to a case that is handed over to it."""

    ACCEPTED = "accepted", _("Taget imod")
    REFUSED = "refused", _("Afvist")


class ReportStatus(TextChoices):
    """What the person who reported a concern may know about it."""

    RECEIVED = "received", _("Modtaget")
    TAKEN_UP = "taken_up", _("Taget op af kommunen")
    ANSWERED = "answered", _("Besvaret")


class ReportOutcome(TextChoices):
    """What an answered report was to the municipality; the reporter is told the answer only."""

    ANSWERED = "answered", _("Besvaret: der skal ikke gøres mere")
    NO_CONCERN = "no_concern", _("Ikke en bekymring for ekstremisme")


class MatchAnswer(TextChoices):
    """Answer to one hit of the repeat search."""

    SAME = "same", _("Samme person")
    OTHER = "other", _("Anden person")
    UNKNOWN = "unknown", _("Ved ikke")


class Approval(TextChoices):
    """What a leader puts her name to."""

    CLOSING = "closing", _("Afslutning ved høj bekymring")


class Archiving(TextChoices):
    """What the rules of the archives say about a case before it may go: municipal data are
    discarded or handed over as Rigsarkivet decides (arkivloven)."""

    DISCARD = "discard", _("Skal ikke bevares: må kasseres")
    HANDED_OVER = "handed_over", _("Skal bevares og er afleveret til arkivet")


class SourcePurpose(TextChoices):
    """What a protected source must be known for. The log keeps the code: it holds no free text."""

    RECEIPT = "receipt", _("Kvittering eller tilbagemelding")
    QUESTIONS = "questions", _("Uddybende spørgsmål til kilden")
    SAFETY = "safety", _("Kildens sikkerhed")
    NOTICE = "notice", _("Underretning")


class UnmaskPurpose(TextChoices):
    """What a whole CPR number is needed for. The log keeps the code: it holds no free text."""

    NOTICE = "notice", _("Underretning")
    CONTACT = "contact", _("Kontakt til borgeren")
    LOOKUP = "lookup", _("Opslag i fagsystem")
    IDENTITY = "identity", _("Kontrol af identitet")


class LookupPurpose(TextChoices):
    """What a citizen is looked up for. The log keeps the code: it holds no free text."""

    OWN_CASE = "own_case", _("Jeg arbejder med borgerens sag")
    NEW_CONCERN = "new_concern", _("Ny henvendelse om borgeren")
    DUPLICATE = "duplicate", _("Kontrol af, om to sager er om samme borger")
    ACCESS = "access", _("Borgerens indsigt i egne oplysninger")
    AUTHORITY = "authority", _("Spørgsmål fra en anden myndighed")
    SUPERVISION = "supervision", _("Ledelsens tilsyn")
