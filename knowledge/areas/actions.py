"""Map an area, write the parts, finish a version, begin the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from knowledge.areas.linked import own_actions
from knowledge.areas.models import AreaMap
from knowledge.areas.parts import PARTS
from knowledge.areas.policies import check_can_write
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.audit.record import note


@transaction.atomic
def add(*, by: Actor, name: str, description: str, housing: str) -> AreaMap:
    """Begin to map an area.

    Raises:
        Refused: the role may not.
    """
    check_can_write(by)
    made = AreaMap(
        municipality_id=by.authority_id, name=name, description=description, housing=housing
    )
    made.save(force_insert=True)
    note("areas.add", "areas.areamap", made.pk)
    return made


@transaction.atomic
def write(*, by: Actor, row: AreaMap, version: int, values: Mapping[str, Any]) -> AreaMap:
    """Fields of an open version, finished or not; nothing when all of it is stored already.

    Raises:
        Refused: the role may not, or the version is finished.
        ObjectDoesNotExist: it is not the actor's own, or an action is not of the own plans.
        Conflict: changed since ``version``.
        Invalid: it has no name.
    """
    held = _hold_open(by, row)
    if "name" in values and not values["name"].strip():
        raise Invalid(_("Skriv, hvad området hedder."), "name")
    if all(getattr(held, name) == value for name, value in values.items()):
        return held
    if held.edits != version:
        raise Conflict(_("Det samme er ændret imens, af en kollega eller i et andet vindue."))
    known = {one.pk for one in own_actions(by)} | {*held.plan_actions}
    if not known >= {*values.get("plan_actions", ())}:
        raise Conflict(_("En af handlingerne er ikke i planen længere. Vælg igen."))
    for name, value in values.items():
        setattr(held, name, value)
    held.edits += 1
    held.save(update_fields=[*values, "edits"])
    note("areas.write", "areas.areamap", held.pk)
    return held


@transaction.atomic
def finish(*, by: Actor, row: AreaMap) -> AreaMap:
    """The version stands as it is from now on. Nothing when it does.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: it is not the actor's own.
        Invalid: a part says nothing yet, or it has no day.
    """
    check_can_write(by)
    if (kept := _finished(by, row)) is not None:
        return kept
    held = _hold_open(by, row)
    if empty := unwritten(held):
        raise Invalid(_("Der mangler: %s.") % ", ".join(empty))
    held.is_finished, held.finished_at, held.finished_by_name = True, clock.now(), by.name
    held.save(update_fields=["is_finished", "finished_at", "finished_by_name"])
    note("areas.finish", "areas.areamap", held.pk)
    return held


def unwritten(row: AreaMap) -> list[str]:
    """What must be there before a version is finished: its day, and something in each part."""
    parts = [
        str(part.title)
        for part in PARTS.values()
        if not any(getattr(row, name) for name in part.fields)
    ]
    return parts if row.mapped_on else [_("datoen for kortlægningen"), *parts]


def revise(*, by: Actor, row: AreaMap) -> AreaMap:
    """The next version of an area, as a copy of its latest; the one that is open when one is.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: it is not the actor's own.
    """
    check_can_write(by)
    versions = AreaMap.objects.for_actor(by).filter(area=row.area)
    latest: AreaMap = versions.latest("number")
    if not latest.is_finished:
        return latest
    names = [name for part in PARTS.values() for name in part.fields if name != "mapped_on"]
    made = AreaMap(
        municipality_id=by.authority_id,
        area=latest.area,
        number=latest.number + 1,
        **{name: getattr(latest, name) for name in names},
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            note("areas.revise", "areas.areamap", made.pk)
    except IntegrityError:
        found: AreaMap = versions.get(is_finished=False)
        return found
    return made


def _finished(by: Actor, row: AreaMap) -> AreaMap | None:
    rows = AreaMap.objects.for_actor(by).filter(pk=row.pk, is_finished=True)
    found: AreaMap | None = rows.first()
    return found


def _hold_open(by: Actor, row: AreaMap) -> AreaMap:
    check_can_write(by)
    if _finished(by, row) is not None:
        raise Refused(_("Kortlægningen er afsluttet imens og kan ikke ændres."))
    # A finished row is nobody's to hold: the database lets it be read only.
    rows = AreaMap.objects.for_actor(by).filter(is_finished=False).select_for_update()
    found: AreaMap = rows.get(pk=row.pk)
    return found
