"""Per state: whose turn it is, which clock runs, and what the page should say comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.rules import clocks
from casework.rules.clocks import Clock
from casework.rules.workflow.states import State
from stopext.access.roles import Role

OWNERS: dict[State, Role | None] = {
    State.RECEIVED: Role.COORDINATOR,
    State.ASSESSMENT: Role.COORDINATOR,
    State.NOTIFIED: Role.CASEWORKER,
    State.GATHERING: Role.COORDINATOR,
    State.ANALYSIS: Role.COORDINATOR,
    State.RECOMMENDATION: Role.COORDINATOR,
    State.ACTIVE: Role.CASEWORKER,
    State.FOLLOW_UP: Role.CASEWORKER,
    State.PAUSED: Role.COORDINATOR,
    State.POLICE: Role.POLICE_COORDINATOR,
    State.CLOSED: Role.COORDINATOR,
    State.AFTERCARE: Role.COORDINATOR,
    State.ERASED: None,
}

STATE_CLOCKS: dict[State, Clock | None] = {
    State.RECEIVED: clocks.ASSIGN,
    State.ASSESSMENT: clocks.ASSESS,
    State.NOTIFIED: clocks.RECEIPT,
    State.GATHERING: clocks.INFORMATION,
    State.ANALYSIS: clocks.MEETING,
    State.RECOMMENDATION: clocks.DECISIONS,
    State.ACTIVE: clocks.REVIEW,
    State.FOLLOW_UP: clocks.REVIEW,
    State.PAUSED: clocks.PAUSE,
    State.POLICE: None,
    State.CLOSED: None,
    State.AFTERCARE: clocks.AFTERCARE_FIRST,
    State.ERASED: None,
}


def clock_for(state: State, *, under_18: bool) -> Clock | None:
    """The clock that runs in ``state``; a child's first assessment has 24 hours."""
    if under_18 and state in {State.RECEIVED, State.ASSESSMENT}:
        return clocks.ASSESS_MINOR
    return STATE_CLOCKS[state]


@dataclass(frozen=True, slots=True)
class Guidance:
    """``decide``: the question to settle now. ``advice``: how to go about it."""

    decide: Promise
    advice: Promise


GUIDANCE: dict[State, Guidance] = {
    State.RECEIVED: Guidance(
        _("Hvem tager ansvar for henvendelsen?"),
        _("Udpeg en tovholder samme dag, og kvittér til den, der henvendte sig."),
    ),
    State.ASSESSMENT: Guidance(
        _("Er bekymringen begrundet, og hvor hører den til?"),
        _(
            "Skil det sete fra det, det tolkes som. Spørg politiet, om noget er til hinder. "
            "En ubegrundet bekymring afsluttes med det samme."
        ),
    ),
    State.NOTIFIED: Guidance(
        _("Er der også en bekymring for ekstremisme, som infohuset skal drøfte?"),
        _("Underretningen vurderes inden 24 timer i familieafdelingen efter egne regler."),
    ),
    State.GATHERING: Guidance(
        _("Hvem ved noget, der er nødvendigt – også om det, der går godt?"),
        _("Spørg kun om det, der er relevant for bekymringen og for de beskyttende forhold."),
    ),
    State.ANALYSIS: Guidance(
        _("Hvad er det samlede billede, og hvad ved vi ikke?"),
        _("Lad hver myndighed give sit billede. Skriv uenighed ned. Mødet afgør intet."),
    ),
    State.RECOMMENDATION: Guidance(
        _("Hvad beslutter hver myndighed på baggrund af anbefalingen?"),
        _("Infohuset anbefaler. Kommunen og politiet beslutter hver for sig og begrunder det."),
    ),
    State.ACTIVE: Guidance(
        _("Hjælper indsatsen, og er borgeren med i den?"),
        _("Hold målet i borgerens egne ord. Opfølgning senest tre måneder efter start."),
    ),
    State.FOLLOW_UP: Guidance(
        _("Skal indsatsen fortsætte, justeres eller afsluttes?"),
        _("Spørg borgeren – og forældrene, hvis borgeren er under 18 år – hvad der er ændret."),
    ),
    State.PAUSED: Guidance(
        _("Er grunden til at vente stadig til stede?"),
        _("En sag ligger højst i bero i fire uger. Genoptag eller afslut den derefter."),
    ),
    State.POLICE: Guidance(
        _("Hvad har politikredsen svaret, og har kommunen stadig egne pligter?"),
        _(
            "Ansvaret er kommunens, til politikredsen har taget imod sagen. Siger den nej, "
            "så overdrag den på ny, eller tag den tilbage."
        ),
    ),
    State.CLOSED: Guidance(
        _("Er alle, der har ret til at vide det, orienteret?"),
        _(
            "Fra slettedatoen kan tovholderen foreslå, at sagen slettes, og lederen godkende det."
            " Ny bekymring genåbner den."
        ),
    ),
    State.AFTERCARE: Guidance(
        _("Er der kommet ny bekymring siden afslutningen?"),
        _("Et let tjek seks og tolv måneder efter afslutning, med borgeren hvor det er muligt."),
    ),
    State.ERASED: Guidance(
        _("Der er intet at afgøre."),
        _("Oplysningerne er slettet eller afleveret til arkiv. Kun tallet er tilbage."),
    ),
}
