"""The method is open: purpose, limits and every question in full, for everybody, without log-in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from screening.engine.definition import MEASURED, Definition, Indicator, ShowIf
from screening.models import InstrumentVersion
from screening.policies import calls_for_health
from screening.wording.labels import AXIS_TITLES, MEANING_LABELS
from screening.wording.numbers import danish_weight, percent
from stopext.access.declare import PUBLIC, PortalRequest, access


@access(PUBLIC)
@require_safe
def instruments(request: PortalRequest) -> HttpResponse:
    """All versions that were ever published, newest first."""
    rows = InstrumentVersion.objects.exclude(status__in=["draft", "in_review"])
    versions = rows.select_related("instrument").defer("definition").order_by("-published_at")
    return render(request, "screening/instruments.html", {"versions": list(versions)})


@access(PUBLIC)
@require_safe
def instrument(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One version, word for word, with its weights and what it cannot do."""
    rows = InstrumentVersion.objects.exclude(status__in=["draft", "in_review"])
    version = get_object_or_404(rows.select_related("instrument"), pk=pk)
    form = version.parsed
    domains = [
        {
            "domain": domain,
            "axis": AXIS_TITLES[domain.axis],
            "indicators": [_line(form, indicator) for indicator in domain.indicators],
        }
        for domain in form.domains
    ]
    bands = [
        (
            AXIS_TITLES[axis],
            [(danish_weight(Fraction(band.lower)), band.label) for band in form.bands.of(axis)],
        )
        for axis in MEASURED
    ]
    context = {
        "version": version,
        "definition": form,
        "domains": domains,
        "bands": bands,
        "changed": [(change, MEANING_LABELS[change.meaning]) for change in form.changed],
        "floors": (percent(Fraction(form.floors.domain)), percent(Fraction(form.floors.axis))),
        "breadcrumbs": [
            (_("Metoden er åben"), reverse("screening:instruments")),
            (_("Version %(number)s") % {"number": version.version}, ""),
        ],
    }
    return render(request, "screening/instrument.html", context)


@dataclass(frozen=True, slots=True)
class Line:
    """One question with what the page says around it in words."""

    indicator: Indicator
    weight: str
    rule: str
    anchors: list[tuple[str, str]]
    """The label of each level, and what it means here."""
    calls_for_health: bool


def _line(form: Definition, indicator: Indicator) -> Line:
    return Line(
        indicator,
        weight=danish_weight(Fraction(indicator.weight)),
        rule=_rule(indicator.show_if),
        anchors=[
            (f"{level} {label}", anchor)
            for level, (label, anchor) in enumerate(
                zip(form.level_labels, indicator.anchors, strict=True)
            )
        ],
        calls_for_health=calls_for_health(form, indicator),
    )


def _rule(rule: object) -> str:
    """When a question is asked, in words; empty for always."""
    if not isinstance(rule, ShowIf):
        return ""
    word = _(" og ") if rule.match_all else _(" eller ")
    return word.join(
        _("%(key)s er mindst %(level)s") % {"key": c.indicator, "level": c.at_least}
        for c in rule.conditions
    )
