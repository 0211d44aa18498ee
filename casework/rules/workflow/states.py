"""The vocabulary of the case life: states, gates (recorded facts) and fields (typed on the way)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a case is. A level of concern or a profile never changes it; people do."""

    RECEIVED = "received", _("Modtaget")
    ASSESSMENT = "assessment", _("Indledende vurdering")
    NOTIFIED = "notified", _("Underretning")
    GATHERING = "gathering", _("Oplysninger indhentes")
    ANALYSIS = "analysis", _("Analyse i infohus")
    RECOMMENDATION = "recommendation", _("Anbefaling")
    ACTIVE = "active", _("Indsats i gang")
    FOLLOW_UP = "follow_up", _("Opfølgning")
    PAUSED = "paused", _("Sat i bero")
    POLICE = "police", _("Overdraget til politiet")
    CLOSED = "closed", _("Afsluttet")
    AFTERCARE = "aftercare", _("Eftertjek")
    ERASED = "erased", _("Slettet eller arkiveret")


FINAL = frozenset({State.ERASED})
PAUSABLE = frozenset(
    {
        State.ASSESSMENT,
        State.NOTIFIED,
        State.GATHERING,
        State.ANALYSIS,
        State.RECOMMENDATION,
        State.ACTIVE,
        State.FOLLOW_UP,
    }
)
#: What helps the citizen is running, and the next review has a date that was agreed.
REVIEWED = frozenset({State.ACTIVE, State.FOLLOW_UP})


class Gate(TextChoices):
    """A fact that must already be recorded. The label says what to do when it is not.

    The caller decides which gates are met; one that does not apply (a child's gate for an adult)
    counts as met.
    """

    COORDINATOR = "coordinator", _("Udpeg en tovholder")
    POLICE_CHECK = "police_check", _("Registrér politiets tjek: intet til hinder for infohuset")
    MINOR_NOTICE = (
        "minor_notice",
        _("Tag stilling til underretning, da borgeren tæller som under 18 år"),
    )
    ANSWERS_IN = "answers_in", _("Afvent svar fra de spurgte myndigheder, eller at fristen er gået")
    MEETING_HELD = "meeting_held", _("Registrér mødet: deltagere og det, der blev delt")
    JOINT_TEXT = "joint_text", _("Skriv infohusets fælles vurdering, eller at den ikke kan gives")
    OWN_DECISION = "own_decision", _("Registrér hver myndigheds egen beslutning med begrundelse")
    MEASURE_OWNED = "measure_owned", _("Opret mindst én indsats med mål og ansvarlig")
    REVIEW_HELD = "review_held", _("Skriv opfølgningen færdig")
    CLOSING_CLEAR = "closing_clear", _("Besvar alt i afslutningstjekket")
    HAD_MEASURES = "had_measures", _("Eftertjek bruges kun i sager, hvor der har været en indsats")
    RETENTION_OVER = (
        "retention_over",
        _("Vent, til slettefristen er nået, og ingen sletning er stoppet"),
    )
    STANDS_ALONE = "stands_alone", _("Fortryd, at sagen er samlet i en anden")
    DELETION_PROPOSED = "deletion_proposed", _("Få en anden til at foreslå sletningen")


class Field(TextChoices):
    """What the person who moves the case must write or choose at that moment."""

    REASON = "reason", _("Begrundelse")
    COORDINATOR = "coordinator", _("Tovholder")
    PAUSED_UNTIL = "paused_until", _("I bero til")
    CLOSURE_REASON = "closure_reason", _("Årsag til afslutning")
    ASSESSMENT = "assessment", _("Afsluttende vurdering")
    MEETING_ON = "meeting_on", _("Mødedato")
    ASKED = "asked", _("Hvem er spurgt")
    OUTCOME = "outcome", _("Hvordan går det")
