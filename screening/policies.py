"""What may be done now, asked of the screening: each check raises with a Danish reason."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from screening.engine.completeness import gaps
from screening.engine.definition import Definition, Help, Indicator
from screening.engine.judgement import Judgement
from screening.engine.states import State
from screening.models import Consensus, Rating, Screening
from screening.queries.dossier import Dossier
from screening.versions.instruments import FRAMEWORK
from screening.wording.labels import judgement_lacks, source_told
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Kind, Permission, Role

#: Versions from before a sign could say whom it calls for, and their sign that calls for a doctor.
SILENT_ON_HELP = frozenset({(FRAMEWORK, "0.9"), (FRAMEWORK, "1.0")})
WISH_TO_DIE = "E4"


def check_can_order(by: Actor, *, under_15: bool, subset: str) -> None:
    """Only coordination orders; the full form for a child under 15 is the leader's decision."""
    if not by.can(Permission.ORDER_SCREENING):
        raise Refused(_("Kun tovholder og leder kan bestille en vurdering."))
    if under_15 and not subset and by.role is not Role.LEADER:
        raise Refused(
            _("Borgeren tæller som under 15 år. Den fulde vurdering kan kun bestilles af lederen.")
        )


def check_runs(screening: Screening) -> None:
    """What the screening is about has not ended."""
    if screening.subject_ended_at is not None:
        raise Refused(
            _(
                "Sagen er afsluttet. Vurderingen kan først skrives videre og underskrives, når "
                "kommunen har genåbnet sagen."
            )
        )


def check_can_cancel(dossier: Dossier) -> None:
    """Who orders may call off what nobody has opened yet."""
    if not (dossier.is_municipality and dossier.actor.can(Permission.ORDER_SCREENING)):
        raise Refused(_("Kun kommunens tovholder og leder kan aflyse en vurdering."))
    if dossier.screening.state == State.CANCELLED:
        raise Refused(
            _("%(name)s har allerede aflyst vurderingen.")
            % {"name": dossier.screening.cancelled_by_name}
        )
    if not dossier.can_cancel:
        raise Refused(_("Vurderingen er åbnet og kan ikke længere aflyses."))


def check_can_answer(dossier: Dossier) -> None:
    """Open, not locked, and the actor is the one who answers."""
    if dossier.mine is not None and dossier.mine.is_locked:
        raise Refused(_("Vurderingen er låst. Skriv en tilføjelse, hvis noget skal rettes."))
    if dossier.screening.state == State.CANCELLED:
        raise Refused(_("Vurderingen er aflyst og kan ikke længere besvares."))
    if dossier.screening.state != State.OPEN:
        raise Refused(_("Vurderingen er åbnet og kan ikke længere besvares."))
    check_runs(dossier.screening)
    if not dossier.is_rater and dossier.mine is not None:
        said = _("%(name)s er i gang med at besvare. Tovholderen kan overtage besvarelsen.")
        if dossier.can_take_over:
            said = _("%(name)s er i gang med at besvare. Du kan overtage på vurderingens side.")
        raise Refused(said % {"name": dossier.mine.rater_name})


def check_version(stored: int, seen: int) -> None:
    """Nobody saved since the page was made."""
    if stored != seen:
        raise Conflict(_("Der er gemt, efter at du åbnede siden."))


def check_can_lock(rating: Rating) -> None:
    """Everything is answered, judged, and critical signs are acknowledged."""
    form, answers = rating.screening.form, rating.read_answers()
    missing = {gap.indicator for gap in gaps(form, answers)}
    if missing:
        raise Invalid(
            _("Der mangler svar eller begrundelse i: %(keys)s.")
            % {"keys": ", ".join(k for k in form.indicator_keys() if k in missing)}
        )
    check_is_complete(form, rating.read_judgement())
    if rating.unread_signs():
        raise Invalid(_("Bekræft først, at du har læst om de kritiske svar øverst på siden."))


def check_keeps_source(told: Collection[str], known: bool) -> None:
    """Who lets the police read where a protected source is told of has read the warning."""
    if told and not known:
        raise Invalid(source_told(told), "source_known")


def check_is_complete(form: Definition, judgement: Judgement) -> None:
    """Nothing of the judgement is missing; the first thing that is, is told."""
    lacks = judgement_lacks(judgement, form.asks)
    if lacks:
        raise Invalid(next(iter(lacks.values())))


def calls_for_health(form: Definition, indicator: Indicator) -> bool:
    """Whether a clear answer asks for a doctor before the police. The first two versions do not
    say; there it is the wish to die."""
    silent = (form.key, form.version) in SILENT_ON_HELP
    return indicator.key == WISH_TO_DIE if silent else indicator.calls_for is Help.HEALTH


def check_can_change(dossier: Dossier) -> None:
    """The one who locked the rating, as long as the two have not agreed."""
    if dossier.screening.state == State.CANCELLED:
        raise Refused(_("Vurderingen er aflyst. Skriv en tilføjelse i stedet."))
    if dossier.screening.state == State.AGREED:
        raise Refused(_("Den fælles vurdering er underskrevet. Skriv en tilføjelse i stedet."))
    if dossier.mine is None or not dossier.mine.is_locked or not dossier.is_rater:
        raise Refused(_("Kun den, der har låst vurderingen, kan ændre den."))


def check_can_speak(dossier: Dossier) -> None:
    """The two raters, and those who oversee, speak for their authority in the consensus."""
    if not (dossier.is_rater or dossier.oversees):
        raise Refused(_("Den, der har besvaret, og tovholderen skriver den fælles vurdering."))


def check_is_unsigned(row: Consensus | None) -> None:
    """The shared rating is not signed by both."""
    if row is not None and row.is_agreed:
        raise Refused(_("Den fælles vurdering er underskrevet af begge og kan ikke ændres."))


def check_can_withdraw(by: Actor, screening: Screening) -> None:
    """The owner decides who else may read."""
    if by.kind is not Kind.MUNICIPALITY or not by.can(Permission.SHARE_CASES):
        raise Refused(_("Kun kommunens tovholder og leder kan ændre politiets adgang."))
    if screening.district_id is None:
        raise Invalid(_("Politiet er ikke inviteret til denne vurdering."))
