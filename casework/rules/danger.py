"""The four questions on the first intake page, and the gate they open.

Five facts are asked in four questions: a named target and a plan belong to one question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DangerQuestion(TextChoices):
    """One question each; a yes or a no, no grading."""

    WEAPON = "weapon", _("Har borgeren våben eller forsøger at skaffe det?")
    TARGET_OR_PLAN = (
        "target_or_plan",
        _("Er der peget på en bestemt person, gruppe eller et sted, eller er der en plan?"),
    )
    DEPARTURE = (
        "departure",
        _("Er der tegn på snarlig udrejse til et konfliktområde eller til træning?"),
    )
    SUICIDAL = "suicidal", _("Har borgeren talt om at ville dø eller om at tage afsked?")


ADVICE: dict[DangerQuestion, Promise] = {
    DangerQuestion.WEAPON: _("Ring 112 ved akut fare, ellers 114. Gå ikke selv ind i situationen."),
    DangerQuestion.TARGET_OR_PLAN: _("Ring 112. Fortæl, hvem eller hvad der er nævnt, og hvornår."),
    DangerQuestion.DEPARTURE: _("Ring 114 nu, og spørg efter politikredsens tovholder."),
    DangerQuestion.SUICIDAL: _("Ring 112 ved akut fare. Kontakt ellers lægevagt eller psykiatri."),
}


POLICE = _("Skriv, hvornår politiet er kontaktet. Ring 112 ved akut fare, ellers 114.")
CARE_OR_POLICE = _(
    "Skriv, hvem hos lægevagt eller psykiatri der er kontaktet, eller hvornår politiet er"
    " kontaktet. Ring 112 ved akut fare."
)


@dataclass(frozen=True, slots=True)
class DangerGate:
    """Result: which questions are unanswered, which are yes, and why saving is held back."""

    unanswered: tuple[DangerQuestion, ...]
    present: tuple[DangerQuestion, ...]
    problem: Promise | None

    @property
    def show_emergency(self) -> bool:
        """Whether the 112/114 box is shown."""
        return bool(self.present)

    @property
    def passed(self) -> bool:
        """Whether the concern may be saved as a case and left."""
        return self.problem is None


def danger_gate(
    answers: Mapping[DangerQuestion, bool | None],
    police_contacted_at: datetime | None,
    *,
    now: datetime,
    care_contact: str = "",
) -> DangerGate:
    """Judge the four answers; ``None`` or a missing key counts as unanswered.

    Any yes holds the concern back until a time of contact with the police is given; that time
    must not lie after ``now``. Both times are timezone aware. Of somebody who has talked of dying,
    and nothing else, ``care_contact`` is enough: who in the health service was contacted.
    """
    unanswered = tuple(q for q in DangerQuestion if answers.get(q) is None)
    present = tuple(q for q in DangerQuestion if answers.get(q))
    cared_for = set(present) == {DangerQuestion.SUICIDAL} and bool(care_contact.strip())
    waiting = () if cared_for else present
    return DangerGate(unanswered, present, _problem(unanswered, waiting, police_contacted_at, now))


def _problem(
    unanswered: Collection[DangerQuestion],
    waiting: Collection[DangerQuestion],
    contacted_at: datetime | None,
    now: datetime,
) -> Promise | None:
    if waiting and contacted_at is None:
        return CARE_OR_POLICE if set(waiting) == {DangerQuestion.SUICIDAL} else POLICE
    if contacted_at is not None and contacted_at > now:
        return _(
            "Tidspunktet for kontakt til politiet kan ikke ligge i fremtiden. Var det ikke i dag,"
            " så skriv datoen."
        )
    if unanswered:
        return _("Svar ja eller nej på alle fire spørgsmål om fare.")
    return None
