"""A question to an authority that has the portal too: what it tells of the citizen, and what can be
answered. Pure rules."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.rules.legal import TO_MEET

#: On what ground a citizen is named in a question, and something is told in an answer: the same as
#: at a meeting, since the consents of a case are yes to other receivers.
GROUNDS = TO_MEET

#: Occasions of the notices to those who are asked; those of reminders are a day and a step.
SENT, TAKEN_BACK = "sent", "withdrawn"

NO_NECESSITY = _("Skriv med mindst 20 tegn, hvorfor det er nødvendigt at spørge.")
NO_GROUND = _("Vælg det retlige grundlag.")
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


#: What is missing in an answer without words.
IN_WORDS: dict[str, Promise] = {
    InquiryAnswer.KNOWN: _("Skriv de oplysninger, I giver."),
    InquiryAnswer.REFUSED: _("Skriv, hvorfor I ikke giver oplysninger."),
}
