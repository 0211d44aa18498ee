"""What stood in a row before, on the page where it is written; who wrote what stands there now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from knowledge.plans.models import Plan, PlanSection, Revision
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.web import merging
from stopext.web.dates import format_datetime
from stopext.web.form_page import FormPage

#: The field of the page's form that a column is written in.
Named = Callable[[Revision, str], str]


def _column(_revision: Revision, column: str) -> str:
    return column


def with_earlier(
    page: FormPage, actor: Actor, *rows: TenantModel, named: Named = _column
) -> FormPage:
    """The page, which also shows what stood before in the rows that it changes; on a conflict it
    says who wrote what stands there now. One query."""
    kept, context = _Kept(page, actor, rows, named), page.context

    def more(form: Any) -> dict[str, Any]:
        return {**context(form), "revisions": kept.told()}

    return replace(page, context=more, whose=kept.whose)


def revisions_of(actor: Actor, *rows: TenantModel) -> list[Revision]:
    """What stood before in rows, and of a part of a draft in the part of the plan in force that it
    was copied from; the newest first. One query."""
    keys = {key for row in rows for key in (row.pk, getattr(row, "origin", None)) if key}
    return [*Revision.objects.for_actor(actor).filter(row_id__in=keys)]


def emptied(actor: Actor, draft: Plan) -> list[tuple[PlanSection, Revision]]:
    """The sections of a draft that were saved without their text, with the change that took it.
    One query."""
    empty = {row.pk: row for row in draft.plansections.all() if not row.text.strip()}
    said = [one for one in revisions_of(actor, *empty.values()) if one.old["text"].strip()]
    latest = {one.row_id: one for one in reversed(said)}
    return [(row, latest[key]) for key, row in empty.items() if key in latest]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What one change replaced: label and words of each field that held something."""

    revision: Revision
    said: list[tuple[str, str]]


@dataclass(frozen=True)
class _Kept:
    page: FormPage
    actor: Actor
    rows: tuple[TenantModel, ...]
    named: Named

    @cached_property
    def revisions(self) -> list[Revision]:
        return revisions_of(self.actor, *self.rows)

    def told(self) -> list[Earlier]:
        """Those that replaced words; the first words of a field replaced none."""
        found = [Earlier(one, self._said(one)) for one in self.revisions]
        return [one for one in found if one.said]

    def whose(self, name: str) -> str:
        """Who wrote what stands in a field, and when; empty when it stands as it was begun."""
        for one in self.revisions:
            if name in {self.named(one, column) for column in one.old}:
                when = format_datetime(one.at, clock.now())
                return _("%(when)s af %(who)s") % {"when": when, "who": one.by_name}
        return ""

    def _said(self, one: Revision) -> list[tuple[str, str]]:
        """As the page's own form would show it."""
        old = {self.named(one, column): value for column, value in one.old.items()}
        form = self.page.make(None, initial=old)
        fields = [form[name] for name in form.fields if name in old]
        pairs = [(merging.name_of(each), _words(each)) for each in fields]
        return [(label, words) for label, words in pairs if words.strip()]


def _words(field: Any) -> str:
    return merging.in_words(field, merging.values(field))
