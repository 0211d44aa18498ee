"""Legal bases for passing on information about a citizen.

The texts are paraphrases for orientation, not the law's own words. Nobody is obliged to share under
retsplejeloven § 115 (stk. 4), and what is shared under it must not be used to investigate a crime.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class LegalBasis(TextChoices):
    """Key of a row in LEGAL_BASES."""

    RPL_115_1 = "rpl_115_1", _("Retsplejeloven § 115, stk. 1, nr. 1 (SSP)")
    RPL_115_2 = "rpl_115_2", _("Retsplejeloven § 115, stk. 1, nr. 2 (PSP)")
    RPL_115_3 = "rpl_115_3", _("Retsplejeloven § 115, stk. 1, nr. 3 (KSP)")
    CONSENT = "consent", _("Borgerens samtykke")
    CHILD_NOTICE = "child_notice", _("Underretning, barnets lov § 133")
    CHILD_SSD = "child_ssd", _("Tidlig forebyggende indsats for børn og unge")
    FVL_28 = "fvl_28", _("Forvaltningsloven § 28")
    NECESSITY = "necessity", _("Nærliggende fare for liv eller helbred")


@dataclass(frozen=True, slots=True)
class LegalText:
    """What a basis means, for the person who is about to share.

    ``requires_consent``: a recorded consent must exist before sharing.
    ``not_for_investigation``: the receiver may not use it to investigate a criminal case.
    """

    explanation: Promise
    paraphrase: Promise
    source: str
    requires_consent: bool
    not_for_investigation: bool


#: Not for the police: a notice goes to the municipality, and the early exchange about a child is
#: between its school, its nurse and the social authority.
NOT_FOR_POLICE = frozenset({LegalBasis.CHILD_NOTICE, LegalBasis.CHILD_SSD})
FOR_POLICE = tuple(basis for basis in LegalBasis if basis not in NOT_FOR_POLICE)

LEGAL_BASES: dict[LegalBasis, LegalText] = {
    LegalBasis.RPL_115_1: LegalText(
        _("Brug den, når kommunen og politiet samarbejder om at forebygge for en ung."),
        _(
            "Oplysninger om rent private forhold må gives videre, når det er nødvendigt for det "
            "kriminalitetsforebyggende samarbejde mellem skole, sociale myndigheder og politi. "
            "Ingen har pligt til at dele."
        ),
        "Retsplejeloven § 115, stk. 1, nr. 1, og stk. 2-4",
        requires_consent=False,
        not_for_investigation=True,
    ),
    LegalBasis.RPL_115_2: LegalText(
        _("Brug den i samarbejdet om en socialt udsat eller psykisk sårbar borger."),
        _(
            "Oplysninger må gives videre, når det er nødvendigt for politiets samarbejde med "
            "sociale myndigheder og psykiatri om at hjælpe socialt udsatte personer. Ingen har "
            "pligt til at dele."
        ),
        "Retsplejeloven § 115, stk. 1, nr. 2, og stk. 2-4",
        requires_consent=False,
        not_for_investigation=True,
    ),
    LegalBasis.RPL_115_3: LegalText(
        _("Brug den om dømte og løsladte, også når der er bekymring for radikalisering."),
        _(
            "Oplysninger må gives videre, når det er nødvendigt for samarbejdet mellem "
            "kriminalforsorg, sociale myndigheder og politi om personer, der løslades, herunder "
            "personer, som vurderes radikaliserede eller i risiko for det. Ingen har pligt til at "
            "dele."
        ),
        "Retsplejeloven § 115, stk. 1, nr. 3, litra a-c, og stk. 2-4",
        requires_consent=False,
        not_for_investigation=True,
    ),
    LegalBasis.CONSENT: LegalText(
        _("Brug den, når borgeren ved, hvad der deles med hvem, og har sagt ja."),
        _(
            "Oplysninger må gives videre, når den, de handler om, frivilligt og udtrykkeligt har "
            "sagt ja til netop denne deling. Samtykket kan trækkes tilbage."
        ),
        "Databeskyttelsesforordningen art. 6, stk. 1, litra a, og art. 9, stk. 2, litra a, jf."
        " art. 7",
        requires_consent=True,
        not_for_investigation=False,
    ),
    LegalBasis.CHILD_NOTICE: LegalText(
        _("Brug den, når et barn eller en ung under 18 år kan have brug for særlig støtte."),
        _(
            "Den, der arbejder i det offentlige, skal underrette kommunen, når der er grund til "
            "at antage, at et barn eller en ung under 18 år kan have behov for særlig støtte."
        ),
        "Barnets lov § 133",
        requires_consent=False,
        not_for_investigation=False,
    ),
    LegalBasis.CHILD_SSD: LegalText(
        _("Brug den mellem skole, sundhed og socialforvaltning tidligt i et barns sag."),
        _(
            "Skole, dagtilbud, sundhedspleje og socialforvaltning må give hinanden oplysninger om "
            "et barns eller en ungs rent private forhold, når det er nødvendigt for en tidlig "
            "eller forebyggende indsats."
        ),
        "Barnets lov, bestemmelsen om udveksling i tidlig eller forebyggende indsats",
        requires_consent=False,
        not_for_investigation=True,
    ),
    LegalBasis.FVL_28: LegalText(
        _("Brug den, når modtageren som myndighed skal bruge oplysningen til sin egen opgave."),
        _(
            "Oplysninger om en person må gives til en anden forvaltningsmyndighed, når det er "
            "nødvendigt for en opgave, den har efter loven. Om helbred, tro, politisk holdning og "
            "strafbare forhold kræves der mere."
        ),
        "Forvaltningsloven § 28, stk. 1; databeskyttelsesforordningen art. 6, stk. 1, litra e, og"
        " art. 9, stk. 2, litra f; databeskyttelsesloven §§ 7 og 8",
        requires_consent=False,
        not_for_investigation=False,
    ),
    LegalBasis.NECESSITY: LegalText(
        _("Brug den kun, når der er fare nu. Ring 112 først."),
        _(
            "Oplysninger må gives videre, når det er nødvendigt for at beskytte nogens liv eller "
            "helbred mod en nærliggende og alvorlig fare. Den, der gør det af hensyn til andres "
            "tarv, straffes ikke for at bryde sin tavshedspligt."
        ),
        "Databeskyttelsesforordningen art. 6, stk. 1, litra d og e, og art. 9, stk. 2, litra c;"
        " straffeloven § 152 e",
        requires_consent=False,
        not_for_investigation=False,
    ),
}

#: To invite somebody to a meeting with the police: no consent is asked for there.
TO_MEET = tuple(basis for basis in FOR_POLICE if not LEGAL_BASES[basis].requires_consent)
