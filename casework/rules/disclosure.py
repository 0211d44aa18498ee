"""Sharing chosen items with the police district: is it complete, and does it still count?

Pure rules. A disclosure names its items, its legal basis, why it is necessary and when it ends.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.rules.clocks import COPENHAGEN, add_months
from casework.rules.codes import Tristate
from casework.rules.legal import FOR_POLICE, LEGAL_BASES, LegalBasis
from stopext.access.errors import Invalid
from stopext.web.dates import format_date

#: What the duty to tell the citizen rests on, and where it gives way.
DUTY_TO_INFORM = _(
    "Borgeren skal som udgangspunkt have det at vide (databeskyttelsesforordningen art. 13 og 14)."
    " Det kan udsættes eller undlades, når vigtige hensyn taler for det (databeskyttelsesloven"
    " § 22); hensynet skal begrundes."
)
NO_REASON = _(
    "Skriv, hvorfor borgeren ikke er orienteret. Det kræver en begrundelse"
    " (databeskyttelsesloven § 22)."
)
NO_REASON_NEEDED = _(
    "Her står, hvorfor borgeren ikke er orienteret, men svaret er “Ja”. Vælg et andet svar, eller"
    " slet begrundelsen."
)
NOT_INFORMED_OF_CONSENT = _(
    "Et samtykke gælder kun, når borgeren ved, hvad der deles med hvem. Fortæl det først, eller"
    " vælg et andet grundlag."
)
#: What the page asks of why.
WHY_SHARE = _("Hvorfor er det nødvendigt at dele?")
WHY_HAND_OVER = _("Hvorfor overdrages sagen til politiet?")
WHY_WITHDRAWN = _("Hvorfor trækkes delingen tilbage?")
NO_SUCH_CONSENT = _(
    "Samtykket gælder ikke længere. Vælg et andet samtykke eller et andet grundlag."
)
#: Both parties read the reason on a screening that ends with the disclosure.
SOURCE_IN_REASON = _(
    "Kilden er beskyttet, og kildens navn, e-mail eller telefon ser ud til at stå i begrundelsen."
    " Politiet kan læse den. Ret teksten, eller sæt kryds ved advarslen om kilden."
)
DEFAULT_MONTHS = 3
MAX_MONTHS = 12
MIN_NECESSITY = 20


class DisclosureStatus(TextChoices):
    """State of a disclosure at a moment; derived, never stored."""

    ACTIVE = "active", _("Delt")
    EXPIRED = "expired", _("Udløbet")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


class ShareAnswer(TextChoices):
    """What the police district answers to a disclosure. The first two settle what it does with
    it."""

    USED = "used", _("Modtaget og taget i brug")
    NOT_RELEVANT = "not_relevant", _("Ikke relevant for os")
    MESSAGE = "message", _("Svar")


#: Occasions of the district's notices about something shared, and what each says of a case.
SHARED, HANDED_OVER, LOST_CONSENT = "shared", "handed_over", "consent_withdrawn"
OCCASIONS: dict[str, Promise] = {
    SHARED: _("%(who)s har delt oplysninger med jer om sag %(number)s"),
    HANDED_OVER: _("%(who)s vil overdrage sag %(number)s til jer"),
    LOST_CONSENT: _("Samtykket bag det, %(who)s har delt om sag %(number)s, er trukket tilbage"),
}
#: What is missing in an answer without words.
ANSWER_IN_WORDS: dict[str, Promise] = {
    ShareAnswer.NOT_RELEVANT: _("Skriv til kommunen, hvorfor det ikke er relevant for jer."),
    ShareAnswer.MESSAGE: _("Skriv jeres svar."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, in Danish."""

    field: str
    message: Promise


class DisclosureError(Invalid):
    """The disclosure is incomplete. ``problems`` holds every reason, in page order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(str(problem.message) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class DisclosureDraft:
    """What the sharing page submits. ``items`` are keys of case items, not copies."""

    items: Collection[str]
    legal_basis: str
    necessity: str
    expires_on: date
    acknowledged: bool
    consent: str = ""
    """Key of the consent that the disclosure rests on."""
    consents: Mapping[str, date | None] = field(default_factory=dict)
    """Keys of those that it could rest on today, each with its last day."""
    numbers_in: Collection[str] = ()
    """Titles of the texts to be passed on in which something reads as a CPR number, unless the
    number itself is among the items."""
    citizen_informed: str = ""
    not_informed_reason: str = ""
    """Why the citizen is not told; must be there when she is not."""
    numbers_known: bool = False
    """Whoever shares has been told of them and passes them on all the same."""
    sources_in: Collection[str] = ()
    """Titles of the texts to be passed on that tell who a protected source is."""
    source_known: bool = False
    """Whoever shares has been told of those too."""
    passages_in: Collection[str] = ()
    """Where words stand that others have told this municipality, with whose they are."""
    origin_known: bool = False
    """Whoever shares has been told of those too."""
    unread: Collection[str] = ()
    """Titles of the items that no longer read as they did to whoever shares them."""


def reason_problem(informed: str, reason: str) -> Promise | None:
    """What is wrong with why the citizen is not told: it is missing, or she is told. A reason that
    belongs to another answer than the one given is neither shown as if it did, nor thrown away."""
    if informed == Tristate.NO and not reason.strip():
        return NO_REASON
    if informed == Tristate.YES and reason.strip():
        return NO_REASON_NEEDED
    return None


def default_expiry(today: date) -> date:
    """Three months ahead."""
    return add_months(today, DEFAULT_MONTHS)


def expires_at(last_day: date) -> datetime:
    """The moment sharing ends: midnight in Denmark after ``last_day``'s last minute."""
    return datetime.combine(last_day, time(23, 59, 59), tzinfo=COPENHAGEN)


def find_problems(draft: DisclosureDraft, *, today: date) -> tuple[Problem, ...]:
    """Every reason the draft cannot be shared; empty when it can."""
    found = [*_content_problems(draft), *_expiry_problems(draft, today)]
    if needs_acknowledgement(draft) and not draft.acknowledged:
        found.append(
            Problem(
                "acknowledged",
                _("Bekræft, at oplysningerne ikke må bruges til efterforskning."),
            )
        )
    told = reason_problem(draft.citizen_informed, draft.not_informed_reason)
    if draft.legal_basis == LegalBasis.CONSENT and draft.citizen_informed != Tristate.YES:
        found.append(Problem("citizen_informed", NOT_INFORMED_OF_CONSENT))
    elif told is not None:
        found.append(Problem("not_informed_reason", told))
    if draft.numbers_in and not draft.numbers_known:
        message = format_lazy(
            _(
                "Her står noget, der ligner et CPR-nummer: {texts}. Ret teksten, vælg “CPR-nummer”"
                " som oplysning, eller sæt kryds her, hvis nummeret skal med."
            ),
            texts=", ".join(draft.numbers_in),
        )
        found.append(Problem("numbers_known", message))
    if draft.sources_in and not draft.source_known:
        message = format_lazy(
            _(
                "Kilden er beskyttet, og kildens navn, e-mail eller telefon ser ud til at stå her:"
                " {texts}. Ret teksten, del den ikke, eller sæt kryds her."
            ),
            texts=", ".join(draft.sources_in),
        )
        found.append(Problem("source_known", message))
    if draft.passages_in and not draft.origin_known:
        found.append(Problem("origin_known", words_of_others(draft.passages_in)))
    return tuple(found)


def words_of_others(passages: Collection[str]) -> Promise:
    """What whoever passes on the words of others is asked."""
    message: Promise = format_lazy(
        _(
            "Her står ord, som andre har givet kommunen: {texts}. Ret teksten, send den ikke, eller"
            " sæt kryds her, hvis modtageren må have dem."
        ),
        texts="; ".join(passages),
    )
    return message


def check_disclosure(draft: DisclosureDraft, *, today: date) -> None:
    """Raise DisclosureError with all problems unless the draft can be shared."""
    problems = find_problems(draft, today=today)
    if problems:
        raise DisclosureError(problems)


def status_at(
    moment: datetime, *, expires: datetime, withdrawn_at: datetime | None
) -> DisclosureStatus:
    """Status at ``moment``; both expiry and withdrawal bite at their own instant."""
    if withdrawn_at is not None and withdrawn_at <= moment:
        return DisclosureStatus.WITHDRAWN
    return DisclosureStatus.EXPIRED if expires <= moment else DisclosureStatus.ACTIVE


def _content_problems(draft: DisclosureDraft) -> list[Problem]:
    found = []
    if not draft.items:
        found.append(Problem("items", _("Vælg mindst én oplysning at dele.")))
    elif draft.unread:
        message = format_lazy(
            _(
                "Ændret, siden du så det: {texts}. Læs det igen under “Det ser modtageren”. Sender"
                " du igen, går det videre, som det står nu."
            ),
            texts=", ".join(draft.unread),
        )
        found.append(Problem("items", message))
    if draft.legal_basis not in FOR_POLICE:
        found.append(Problem("legal_basis", _("Vælg det retlige grundlag for delingen.")))
    found += _consent_problems(draft)
    if len(" ".join(draft.necessity.split())) < MIN_NECESSITY:
        found.append(
            Problem("necessity", _("Skriv med mindst 20 tegn, hvorfor det er nødvendigt at dele."))
        )
    return found


def _consent_problems(draft: DisclosureDraft) -> list[Problem]:
    """Asked for where the ground is consent, and nowhere else."""
    if draft.legal_basis not in FOR_POLICE:
        return []
    if LEGAL_BASES[LegalBasis(draft.legal_basis)].requires_consent:
        if draft.consent in draft.consents:
            return _lasts_longer(draft, draft.consents[draft.consent])
        return [_lacks_consent(draft)]
    if not draft.consent:
        return []
    told = _(
        "Et samtykke er valgt, men grundlaget er et andet. Vælg “Borgerens samtykke” som grundlag,"
        " eller vælg intet samtykke."
    )
    return [Problem("consent", told)]


def _lacks_consent(draft: DisclosureDraft) -> Problem:
    if draft.consent:
        return Problem("consent", NO_SUCH_CONSENT)
    if draft.consents:
        return Problem("consent", _("Vælg det samtykke, delingen hviler på."))
    told = _(
        "Registrér borgerens samtykke til at dele med politiet, før du deler på det, eller vælg et"
        " andet grundlag. Sagen har intet samtykke, der gælder i dag."
    )
    return Problem("legal_basis", told)


def _lasts_longer(draft: DisclosureDraft, until: date | None) -> list[Problem]:
    if until is None or draft.expires_on <= until:
        return []
    told = format_lazy(
        _("Samtykket gælder til og med {day}. Delingen kan ikke vare længere."),
        day=format_date(until),
    )
    return [Problem("expires_on", told)]


def _expiry_problems(draft: DisclosureDraft, today: date) -> list[Problem]:
    if draft.expires_on <= today:
        return [Problem("expires_on", _("Den sidste dag skal ligge efter i dag."))]
    if draft.expires_on > add_months(today, MAX_MONTHS):
        return [Problem("expires_on", _("Delingen kan højst vare 12 måneder."))]
    return []


def needs_acknowledgement(draft: DisclosureDraft) -> bool:
    """Whether the ground forbids the receiver to investigate with it; without one it might."""
    if draft.legal_basis not in LegalBasis.values:
        return True
    return LEGAL_BASES[LegalBasis(draft.legal_basis)].not_for_investigation
