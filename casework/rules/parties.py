"""Codes of those around the citizen: relatives, guardians and representatives."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.rules.identity.names import name_tokens


class PartyRole(TextChoices):
    """What somebody is to the citizen. Professionals are not around her."""

    PARENT = "parent", _("Forælder")
    CUSTODIAN = "custodian", _("Anden med forældremyndighed")
    GUARDIAN = "guardian", _("Værge")
    REPRESENTATIVE = "representative", _("Partsrepræsentant")
    COMPANION = "companion", _("Bisidder")
    SIBLING = "sibling", _("Søskende")
    NETWORK = "network", _("Anden fra netværket")


#: Who can have custody of a child; nobody has it of somebody who has turned 18
#: (forældreansvarsloven, værgemålsloven).
CUSTODIANS = frozenset({PartyRole.PARENT, PartyRole.CUSTODIAN})


def custody_problem(role: str, *, is_adult: bool) -> Promise | None:
    """Why somebody in ``role`` cannot have custody of the citizen; ``is_adult`` where it is known
    that she is of age."""
    if is_adult:
        return _("Borgeren er fyldt 18 år, så ingen har forældremyndigheden. Svar nej.")
    if role not in CUSTODIANS:
        return _(
            "Forældremyndighed har en forælder eller en anden, der har fået den. Ret rollen eller"
            " svaret."
        )
    return None


NO_MANDATE = _(
    "Skriv, hvilken fuldmagt partsrepræsentanten har, eller at I har bedt om den"
    " (forvaltningsloven § 8)."
)
NAMED_OTHERWISE = _(
    "Sagen er om en person med et andet navn. Kontrollér nummeret, eller sæt kryds, hvis det er"
    " samme person."
)


def may_be_one(name: str, names: Iterable[str]) -> bool:
    """Whether somebody called ``name`` may be the one who is known by ``names``: they have a word
    in common, or one of them has no name. It only asks whoever ties them together to look again."""
    words, known = {*name_tokens(name)}, {word for one in names for word in name_tokens(one)}
    return not words or not known or bool(words & known)


class MayContact(TextChoices):
    """Whether the municipality may contact somebody."""

    YES = "yes", _("Ja")
    TERMS = "terms", _("Ja, men kun sådan som det står nedenfor")
    NO = "no", _("Nej")


class MayKnow(TextChoices):
    """What of the case somebody may be told, as it was decided by the one who wrote it: nothing
    is opened to anybody by it."""

    NOTHING = "nothing", _("Ingenting om sagen")
    PART = "part", _("Noget: det, der står nedenfor")
    CASE = "case", _("Indsigt i sagen, med det, der er skrevet nedenfor")
