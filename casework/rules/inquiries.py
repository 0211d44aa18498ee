"""A question to an authority that has the portal too: what it tells of the citizen, and what can be
answered. Pure rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.rules.codes import Tristate
from casework.rules.consents import ConsentReceiver
from casework.rules.disclosure import (
    MIN_NECESSITY,
    NOT_INFORMED_OF_CONSENT,
    Problem,
    reason_problem,
    words_of_others,
)
from casework.rules.identity.names import fold_name
from casework.rules.legal import TO_MEET, LegalBasis
from casework.rules.passages import Origin, passages
from casework.rules.sources import Source, places_told, tells_of
from stopext.web.personal import holds_number

#: On what ground a citizen is named in a question, and something is told in an answer: the same as
#: at a meeting. A question can rest on a consent too, where the citizen said yes to it.
GROUNDS = TO_MEET
#: Whom a yes to fetching information names when it lets a question be sent.
ASKABLE = (ConsentReceiver.POLICE, ConsentReceiver.MUNICIPALITY, ConsentReceiver.OTHER)

#: Occasions of the notices to those who are asked; those of reminders are a day and a step.
SENT, TAKEN_BACK = "sent", "withdrawn"

NO_NECESSITY = _("Skriv med mindst 20 tegn, hvorfor det er nødvendigt at spørge.")
NO_GROUND = _("Vælg det retlige grundlag.")
NO_CONSENT_TO_ASK = _(
    "Sagen har intet samtykke til at indhente oplysninger hos den, du spørger, der gælder i dag."
    " Vælg et andet grundlag, eller registrér samtykket først."
)
NAMES_ANOTHER = _(
    "På spørgsmålet står en anden myndighed end den, du har valgt. Vælg den, der står, eller sæt"
    " kryds ved, at spørgsmålet skal til den, du har valgt."
)
NOT_ASKED_OF = _("Vælg en myndighed på listen. Andre har ingen i portalen, der kan svare.")
OVERDUE = _("Svarfristen er overskredet. Ret spørgsmålets frist, før du sender det.")
NUMBER_IN_TEXT = _(
    "Her står noget, der ligner et CPR-nummer. Ret teksten, eller vælg, at modtageren skal have"
    " CPR-nummeret."
)
SOURCE_IN_TEXT = _(
    "Kilden er beskyttet, og kildens navn, e-mail eller telefon ser ud til at stå i det, du sender."
    " Ret teksten, eller sæt kryds ved advarslen om kilden."
)
NAME_IN_TEXT = _(
    "Her ser borgerens navn ud til at stå. Ret teksten, eller vælg, at modtageren skal have navnet."
)
PERSON_IN_REASON = _("Modtageren læser begrundelsen. Skriv den uden borgerens navn og CPR-nummer.")
NOTHING_TOLD = _(
    "Der er ikke noget at fortælle, når intet er kendt. Slet teksten, eller ret svaret."
)
ONLY_WHEN_TOLD = _(
    "Kilde, dag og grundlag hører kun til, når I giver oplysninger. Slet dem, eller ret svaret."
)
NOT_KNOWN = _("Borgerens navn er ikke registreret. Spørg uden at nævne en person.")
NO_NUMBER = _("Borgerens CPR-nummer er ikke registreret.")
#: What of a question the authority that is asked reads, and what it is called in a sentence.
PLACES: dict[str, Promise] = {"question": _("spørgsmålet"), "necessity": _("begrundelsen")}
#: Told to whoever comes too late.
ANSWERED = _("Der er svaret på spørgsmålet.")
WITHDRAWN = _("Spørgsmålet er trukket tilbage.")


class Told(TextChoices):
    """What a question tells of who it is about."""

    NOBODY = "nobody", _("Ingen: spørgsmålet nævner ingen person")
    NAME = "name", _("Navn og fødselsår")
    NUMBER = "number", _("Navn, fødselsår og CPR-nummer")


class InquiryAnswer(TextChoices):
    """What the authority that was asked answers."""

    KNOWN = "known", _("Oplysninger gives")
    NOTHING = "nothing", _("Vi har ingen oplysninger")
    REFUSED = "refused", _("Oplysninger gives ikke")


#: The same of an answer that came outside the portal.
WORDS_OUTSIDE: dict[str, Promise] = {
    InquiryAnswer.KNOWN: _("Skriv svaret."),
    InquiryAnswer.REFUSED: _("Skriv, hvorfor oplysninger ikke gives."),
}
#: What is missing in an answer without words.
IN_WORDS: dict[str, Promise] = {
    InquiryAnswer.KNOWN: _("Skriv de oplysninger, I giver."),
    InquiryAnswer.REFUSED: _("Skriv, hvorfor I ikke giver oplysninger."),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that is about to be sent, and what is known around it."""

    question: str
    told: str
    legal_basis: str
    necessity: str
    citizen_informed: str
    not_informed_reason: str
    citizen: str
    """Her name; empty where it is not known."""
    has_number: bool
    sources: Collection[Source]
    source_known: bool
    consents: Collection[str]
    """Whom each yes to fetching information names, of those that hold."""
    to_district: bool
    otherwise: str
    """Another authority that the question names as the one to answer."""
    other_known: bool
    origins: Collection[Origin] = ()
    """What others have told the municipality."""
    origin_known: bool = False


def find_question_problems(draft: Draft) -> tuple[Problem, ...]:
    """Every reason it cannot be sent so; empty when it can."""
    found = [*_ground_problems(draft), *_text_problems(draft)]
    if draft.told != Told.NOBODY and not draft.citizen:
        found.append(Problem("told", NOT_KNOWN))
    elif draft.told == Told.NUMBER and not draft.has_number:
        found.append(Problem("told", NO_NUMBER))
    if draft.otherwise and not draft.other_known:
        found.append(Problem("other_known", NAMES_ANOTHER))
    return tuple(found)


def _ground_problems(draft: Draft) -> list[Problem]:
    found = []
    on_consent = draft.legal_basis == LegalBasis.CONSENT
    if on_consent and not _consented(draft):
        found.append(Problem("legal_basis", NO_CONSENT_TO_ASK))
    elif not on_consent and draft.legal_basis not in GROUNDS:
        found.append(Problem("legal_basis", NO_GROUND))
    if len(" ".join(draft.necessity.split())) < MIN_NECESSITY:
        found.append(Problem("necessity", NO_NECESSITY))
    told = reason_problem(draft.citizen_informed, draft.not_informed_reason)
    if on_consent and draft.citizen_informed != Tristate.YES:
        found.append(Problem("citizen_informed", NOT_INFORMED_OF_CONSENT))
    elif told is not None:
        found.append(Problem("not_informed_reason", told))
    return found


def _consented(draft: Draft) -> bool:
    """A yes that names the police is none to a municipality."""
    return any(one != ConsentReceiver.POLICE or draft.to_district for one in draft.consents)


def _text_problems(draft: Draft) -> list[Problem]:
    found = []
    texts = {"question": draft.question, "necessity": draft.necessity}
    for name, text in texts.items():
        if draft.told != Told.NUMBER and holds_number(text):
            found.append(Problem(name, NUMBER_IN_TEXT))
        elif draft.told == Told.NOBODY and names(draft.citizen, text):
            found.append(Problem(name, NAME_IN_TEXT))
    told = places_told(draft.sources, texts.items(), citizen=draft.citizen)
    if told and not draft.source_known:
        found.append(Problem("source_known", SOURCE_IN_TEXT))
    if (others := others_in(draft.origins, texts)) and not draft.origin_known:
        found.append(Problem("origin_known", words_of_others(others)))
    return found


def others_in(origins: Collection[Origin], texts: Mapping[str, str]) -> list[str]:
    """Where words of others stand in the question or its reason, in words."""
    named = [(str(PLACES[name]), texts[name]) for name in PLACES]
    return [str(one) for one in passages(named, origins)]


def names(citizen: str, text: str) -> bool:
    """Whether a text seems to name the citizen: by the last of her names."""
    return tells_of(Source(" ".join(citizen.split()[-1:]), contact=""), text)


def named_otherwise(typed: str, chosen: str, every: Iterable[str]) -> str:
    """Of the names of all authorities one that stands in what was typed, where the ``chosen`` one
    does not; empty where none does."""
    known = list(every)
    for short in (False, True):
        named = [name for name in known if _stands(name, typed, short=short)]
        if named:
            return "" if chosen in named else named[0]
    return ""


def _stands(name: str, typed: str, *, short: bool) -> bool:
    """``short``: without what sort of authority it is, as people say it."""
    wanted = re.sub(r" (Kommune|Politi)$", "", name).removesuffix("s") if short else name
    return re.search(rf"\b{re.escape(fold_name(wanted))}s?\b", fold_name(typed)) is not None
