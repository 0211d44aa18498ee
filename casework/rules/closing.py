"""The closure gate: what must be done or answered before a case is closed.

Closing an unfounded concern is as easy as opening one: with nothing open and no earlier concern,
the gate has no findings. A level of concern never closes or keeps open a case; a high one only
asks for a second pair of eyes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.rules.codes import ClosureReason, Judgement

MIN_ASSESSMENT = 20


class Severity(StrEnum):
    """Blocking findings must be removed; the others must be answered."""

    BLOCKING = "blocking"
    ACKNOWLEDGE = "acknowledge"


class FindingKey(StrEnum):
    """What the gate can find."""

    ASSESSMENT_MISSING = "assessment_missing"
    OPEN_MEASURES = "open_measures"
    MINOR_NOTICE = "minor_notice"
    LEADER_APPROVAL = "leader_approval"
    MOVED_RECEIPT = "moved_receipt"
    EARLIER_CONCERNS = "earlier_concerns"
    OPEN_DISCLOSURES = "open_disclosures"
    SCREENING_PENDING = "screening_pending"
    JOINT_UNSIGNED = "joint_unsigned"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing between the case and its closing, in Danish."""

    key: FindingKey
    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class EarlierConcern:
    """Another concern about the same person in the same municipality; one of the case itself has
    no ending yet and is not named by the case's number."""

    reference: str
    received_on: date
    closure_reason: ClosureReason | None
    in_this_case: bool = False


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What the gate looks at. Counts are of things still open in this case; ``had_measures`` is for
    how long it is kept."""

    reason: ClosureReason
    assessment: str
    earlier_concerns: Collection[EarlierConcern] = ()
    open_measures: int = 0
    open_tasks: int = 0
    had_measures: bool = False
    open_disclosures: int = 0
    last_judgement: Judgement | None = None
    leader_approved: bool = False
    screening_pending: bool = False
    joint_unsigned: bool = False
    under_18: bool = False
    underretning_decided: bool = False
    handover_received: bool = False


class ClosingError(Exception):
    """The case cannot be closed yet. ``findings`` are those that stand in the way."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(" ".join(finding.text for finding in findings))
        self.findings = findings


def closing_findings(facts: ClosingFacts) -> tuple[Finding, ...]:
    """Everything the gate finds, blocking first."""
    blocking = [(key, text) for key, text in _blocking(facts) if text]
    answered = [(key, text) for key, text in _acknowledge(facts) if text]
    return (
        *(Finding(key, Severity.BLOCKING, text) for key, text in blocking),
        *(Finding(key, Severity.ACKNOWLEDGE, text) for key, text in answered),
    )


def unresolved(
    findings: Collection[Finding], answers: dict[FindingKey, str] | None = None
) -> tuple[Finding, ...]:
    """Findings still in the way, given a written answer per finding key.

    A blocking finding cannot be answered away; another one needs an answer that is not blank.
    """
    given = answers or {}
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.BLOCKING or not given.get(finding.key, "").strip()
    )


def check_closing(facts: ClosingFacts, answers: dict[FindingKey, str] | None = None) -> None:
    """Raise ClosingError unless every finding is removed or answered."""
    remaining = unresolved(closing_findings(facts), answers)
    if remaining:
        raise ClosingError(remaining)


def can_close(facts: ClosingFacts, answers: dict[FindingKey, str] | None = None) -> bool:
    """Whether check_closing would pass."""
    return not unresolved(closing_findings(facts), answers)


def needs_leader_approval(last_judgement: Judgement | None) -> bool:
    """Whether a leader must approve the closing."""
    return last_judgement == Judgement.HIGH


def _blocking(facts: ClosingFacts) -> list[tuple[FindingKey, str]]:
    needs_leader = needs_leader_approval(facts.last_judgement) and not facts.leader_approved
    moved_open = facts.reason == ClosureReason.MOVED and not facts.handover_received
    return [
        (
            FindingKey.ASSESSMENT_MISSING,
            _("Skriv den afsluttende vurdering med mindst 20 tegn.")
            if len(" ".join(facts.assessment.split())) < MIN_ASSESSMENT
            else "",
        ),
        (FindingKey.OPEN_MEASURES, _open_measures_text(facts.open_measures)),
        (
            FindingKey.MINOR_NOTICE,
            _("Tag stilling til underretning. Borgeren tæller som under 18 år (barnets lov § 133).")
            if facts.under_18 and not facts.underretning_decided
            else "",
        ),
        (
            FindingKey.LEADER_APPROVAL,
            _("Bed lederen godkende afslutningen. Den seneste vurdering er høj bekymring.")
            if needs_leader
            else "",
        ),
        (
            FindingKey.MOVED_RECEIPT,
            _("Vent på kvittering fra tilflytningskommunen, før sagen afsluttes.")
            if moved_open
            else "",
        ),
    ]


def _acknowledge(facts: ClosingFacts) -> list[tuple[FindingKey, str]]:
    return [
        (FindingKey.EARLIER_CONCERNS, _earlier_text(facts.earlier_concerns)),
        (FindingKey.OPEN_DISCLOSURES, _open_disclosures_text(facts.open_disclosures)),
        (
            FindingKey.SCREENING_PENDING,
            _("En vurdering er begyndt, men ikke låst. Skriv, hvorfor den ikke gøres færdig.")
            if facts.screening_pending
            else "",
        ),
        (
            FindingKey.JOINT_UNSIGNED,
            _(
                "En fælles vurdering er åbnet, men ikke underskrevet af både kommune og politi. "
                "Den kan ikke skrives eller underskrives, når sagen er afsluttet. Skriv, hvorfor "
                "den ikke gøres færdig."
            )
            if facts.joint_unsigned
            else "",
        ),
    ]


def _open_measures_text(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d indsats er ikke afsluttet. Afslut den først.",
        "%(count)d indsatser er ikke afsluttet. Afslut dem først.",
        count,
    ) % {"count": count}


def _open_disclosures_text(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d deling er stadig åben. Træk den tilbage, eller skriv, hvorfor den skal vare.",
        "%(count)d delinger er stadig åbne. Træk dem tilbage, eller skriv, hvorfor de skal vare.",
        count,
    ) % {"count": count}


def _earlier_text(concerns: Collection[EarlierConcern]) -> str:
    if not concerns:
        return ""
    listed = ", ".join(_concern_text(c) for c in sorted(concerns, key=lambda c: c.received_on))
    return _(
        "Kommunen har før modtaget bekymring om samme borger: %(listed)s. Skriv, hvorfor mønsteret "
        "ikke giver grund til at fortsætte."
    ) % {"listed": listed}


def _concern_text(concern: EarlierConcern) -> str:
    if concern.in_this_case:
        return _("%(day)s (i denne sag)") % {"day": date_format(concern.received_on, "j. F Y")}
    ending = concern.closure_reason.label if concern.closure_reason else _("ikke afsluttet")
    return f"{concern.reference} ({date_format(concern.received_on, 'j. F Y')}, {ending})"
