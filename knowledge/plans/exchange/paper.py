"""A public plan as PDF/UA: tagged, with its title and language, and nobody's name in its metadata.

Typst sets it. The texts go in as data and are never read as markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from knowledge.plans.models import Effect, Plan
from knowledge.plans.outline import ActionLine, GoalBlock, IndicatorLine, outline
from stopext.access import clock
from stopext.web.dates import format_date
from stopext.web.templatetags.portal import dk_number

#: How the compiler names what it cannot show.
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_TEMPLATE = Path(__file__).with_name("plan.typ")
Block = dict[str, Any]


def paper(plan: Plan) -> bytes:
    """The PDF of a plan in force, read with its parts and its municipality. One query."""
    place = plan.municipality.name
    day = format_date(plan.adopted_on) if plan.adopted_on else ""
    told = _("Version %(version)s, vedtaget %(day)s") % {"version": plan.version, "day": day}
    data = {
        "title": plan.title,
        "about": _("Handlingsplan for %(place)s. %(told)s.") % {"place": place, "told": told},
        "footer": f"{place} · {told}",
        "blocks": list(_blocks(plan)),
    }
    return typeset(json.dumps(data, ensure_ascii=False))


def typeset(data: str, tries: int = 5) -> bytes:
    """The PDF of the data. A sign that no font has would be read to nobody, so the standard refuses
    it, and it becomes a box."""
    try:
        made: Any = typst.compile(
            _TEMPLATE.read_bytes(),
            format="pdf",
            pdf_standards="ua-1",
            ignore_system_fonts=True,
            sys_inputs={"plan": data},
        )
    except typst.TypstError as error:
        told = _CODE.sub(lambda found: chr(int(found[1], 16)), str(error.diagnostic))
        unshown = {ord(sign) for text in _UNSHOWN.findall(told) for sign in text if ord(sign) > 127}
        if not unshown or not tries:
            raise
        return typeset(data.translate(dict.fromkeys(unshown, "□")), tries - 1)
    return bytes(made)


def _blocks(plan: Plan) -> Iterator[Block]:
    told = outline(plan)
    yield {"kind": "facts", "rows": list(_facts(plan, told["progress_words"], told["follow_up"]))}
    if plan.vision:
        yield from texts(plan.vision)
    for section in told["sections"]:
        yield heading(1, section.get_kind_display())
        yield from texts(section.text)
        yield from ({"kind": "text", "text": str(one)} for one in section.credit)
    if told["decisions"]:
        yield heading(1, _("Sådan er planen behandlet"))
        yield _decisions(told["decisions"])
    if told["goals"]:
        yield heading(1, _("Mål og handlinger"))
    for block in told["goals"]:
        yield from _goal(block)
    if told["cards"]:
        yield heading(1, _("Action cards"))
    for card in told["cards"]:
        yield heading(2, card.audience)
        yield {"kind": "steps", "items": card.steps}
        if card.contacts:
            yield {"kind": "list", "items": card.contacts}
        if card.owner:
            yield {"kind": "text", "text": f"{_('Ejer:')} {card.owner}"}


def _facts(plan: Plan, progress: str, follow_up: list[str]) -> Iterator[tuple[str, str]]:
    yield _("Kommune"), plan.municipality.name
    if plan.adopted_on:
        by = f", {plan.adopted_by}" if plan.adopted_by else ""
        yield _("Vedtaget"), f"{format_date(plan.adopted_on)}{by}"
    if plan.revision_due:
        yield _("Revideres senest"), format_date(plan.revision_due)
    yield _("Status"), str(plan.get_status_display())
    yield _("Organisering"), str(plan.get_organisation_model_display())
    # A paper is read later: how far it is changes by the day.
    day = format_date(clock.today())
    yield _("Fremdrift %s") % day, progress
    if follow_up:
        yield _("Opfølgning %s") % day, " ".join(follow_up)


def _decisions(rows: Iterable[Any]) -> Block:
    return {
        "kind": "table",
        "widths": [3, 4, 3, 5],
        "head": [_("Møde"), _("Hvem"), _("Beslutning"), _("Referat og bemærkning")],
        "rows": [
            [
                format_date(row.on),
                row.body_name,
                str(row.get_outcome_display()),
                " · ".join(filter(None, (row.minutes, row.remark, row.agenda_url))),
            ]
            for row in rows
        ],
    }


def heading(level: int, text: str) -> Block:
    """A heading; the title of the paper is above level 1."""
    return {"kind": "heading", "level": level, "text": str(text)}


def texts(text: str) -> Iterator[Block]:
    """Its paragraphs, and its points as a list."""
    for part in filter(None, (one.strip() for one in text.split("\n\n"))):
        lines = part.splitlines()
        if all(line.startswith("- ") for line in lines):
            yield {"kind": "list", "items": [line.removeprefix("- ") for line in lines]}
        else:
            yield {"kind": "text", "text": part}


def _goal(block: GoalBlock) -> Iterator[Block]:
    yield heading(2, block.goal.text)
    level = str(block.goal.get_level_display())
    yield {"kind": "text", "text": f"{level}. {block.words}" if block.words else level}
    yield from ({"kind": "text", "text": str(one)} for one in block.goal.credit)
    if block.actions:
        yield {
            "kind": "table",
            "widths": [4, 3, 3, 2],
            "head": [_("Handling"), _("Ansvarlig"), _("Tid"), _("Status")],
            "rows": [_action(line, level) for line in block.actions],
        }
    if block.indicators:
        yield {
            "kind": "table",
            "widths": [4, 2, 2, 4],
            "head": [_("Indikator"), _("Udgangspunkt"), _("Ønsket niveau"), _("Senest målt")],
            "rows": [_indicator(line) for line in block.indicators],
        }


def _action(line: ActionLine, level: str) -> list[str]:
    row = line.action
    own = str(row.get_level_display())
    facts = [
        (_("Niveau"), "" if own == level else own),
        (_("For"), row.target_group),
        (_("Sammen med"), row.partners),
        (_("Fase"), str(row.get_phase_display()) if row.phase else ""),
        (_("Økonomi"), row.cost_note),
        (_("Afhænger af"), ", ".join(line.needs)),
        (_("Følger praksis"), line.practice.title if line.practice else ""),
        *((_effect(name, effect), effect.basis) for name, effect in line.effects),
    ]
    said = [row.title, *_labelled(facts), *map(str, row.credit)]
    time = " – ".join(filter(None, (row.starts, row.ends)))
    status = str(row.get_status_display())
    told = f"{status}: {row.status_reason}".removesuffix(": ")
    held = f"{line.pace} {row.pace_note}".strip() if line.pace else ""
    late = _("Slutdatoen er passeret.") if line.is_overdue else ""
    return [" · ".join(said), row.owner, time, " ".join(filter(None, (told, late, held)))]


def _effect(name: str, effect: Effect) -> str:
    told = _("Ventes at virke på »%(name)s« (%(sure)s sikkerhed). Det hviler på")
    return told % {"name": name, "sure": str(effect.get_confidence_display()).lower()}


def _labelled(facts: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{label}: {said}" for label, said in facts if said]


def _indicator(line: IndicatorLine) -> list[str]:
    row, latest = line.indicator, line.latest
    facts = [(_("Måles"), row.frequency), (_("Kilde"), row.source)]
    name = " · ".join([row.name, *_labelled(facts)])
    numbers = [f"{dk_number(value)} {row.unit}" for value in (row.baseline, row.target)]
    if latest is None:
        return [name, *numbers, _("Ikke målt endnu")]
    measured = dk_number(latest.value)
    return [name, *numbers, f"{measured} {row.unit}, {format_date(latest.on)}. {line.way}"]
