"""A form of several pages whose unsent text lives in one draft per page.

Each page keeps itself (also by autosave), so going back, leaving and coming back lose nothing. A
page counts as done when its stored fields are valid, not because somebody passed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from stopext.access import idempotency
from stopext.access.actor import Actor
from stopext.access.errors import Conflict
from stopext.web import drafts
from stopext.web.models import Draft

FormClass = type[forms.Form]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the end of its address, its name in the step indicator, its form."""

    slug: str
    label: Any
    form: FormClass


@dataclass(frozen=True, slots=True)
class Wizard:
    """``name`` starts the names of the drafts; ``url_name`` draws a page (draft, slug)."""

    name: str
    url_name: str
    pages: tuple[Page, ...]
    about: Callable[[Mapping[str, str]], str] | None = None
    """What tells a run from another in a list, from what is typed so far."""

    def page(self, slug: str) -> Page | None:
        """The page with this address."""
        return next((page for page in self.pages if page.slug == slug), None)

    def number(self, page: Page) -> int:
        """Position of a page, from 1."""
        return self.pages.index(page) + 1

    def step(self, page: Page) -> str:
        """How far a page is, in words."""
        parts = {"number": self.number(page), "all": len(self.pages), "label": page.label}
        return _("trin %(number)s af %(all)s: %(label)s") % parts

    def before(self, page: Page) -> Page | None:
        """The page before, if any."""
        return self.pages[self.number(page) - 2] if self.number(page) > 1 else None

    def after(self, page: Page) -> Page | None:
        """The page after, if any."""
        return self.pages[self.number(page)] if self.number(page) < len(self.pages) else None

    def draft_name(self, slug: str) -> str:
        """Name under which a page's text is kept."""
        return f"{self.name}-{slug}"

    def url(self, key: UUID, page: Page) -> str:
        """Address of a page."""
        return reverse(self.url_name, args=[key, page.slug])

    def steps(self, key: UUID) -> list[tuple[str, str]]:
        """Items of the step indicator."""
        return [(str(page.label), self.url(key, page)) for page in self.pages]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Something begun and not sent: where to go on, how far it is, and when it was last kept."""

    key: UUID
    url: str
    saved_at: datetime
    step: str
    """The page that was kept last: “trin 2 af 4: Hvem er det?”."""
    about: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The stored pages of one run."""

    wizard: Wizard
    key: UUID
    rows: Mapping[str, Draft]

    def row(self, slug: str) -> Draft | None:
        """The draft of one page."""
        return self.rows.get(self.wizard.draft_name(slug))

    def version(self, slug: str) -> int:
        """Version the browser saves after."""
        row = self.row(slug)
        return row.version if row else 0

    def initial(self, page: Page) -> dict[str, Any]:
        """What a page shows again, exactly as it was typed."""
        row, known = self.row(page.slug), page.form().fields
        if row is None:
            return {}
        return {
            name: several[-1] for name, several in row.fields.items() if several and name in known
        }

    def bound(self, slug: str, **options: Any) -> Any:
        """A page's form filled with its stored fields."""
        page = self.wizard.page(slug)
        row = self.row(slug)
        data = QueryDict(mutable=True)
        for name, values in (row.fields if row else {}).items():
            data.setlist(name, values)
        return page.form(data, **options) if page else None

    def first_open(self) -> Page | None:
        """The first page that is not valid yet; ``None`` when all are."""
        return next(
            (page for page in self.wizard.pages if not self.bound(page.slug).is_valid()), None
        )


def find(actor: Actor, wizard: Wizard, key: UUID, slug: str) -> tuple[Kept, Page]:
    """The run and the page asked for; raises Http404 when the wizard has no such page."""
    page = wizard.page(slug)
    if page is None:
        raise Http404
    return load(actor, wizard, key), page


def load(actor: Actor, wizard: Wizard, key: UUID) -> Kept:
    """Everything kept of one run; one query."""
    rows = Draft.objects.for_actor(actor).filter(object_id=key, form__startswith=f"{wizard.name}-")
    return Kept(wizard, key, {row.form: row for row in rows})


def keep(actor: Actor, kept: Kept, page: Page, post: QueryDict) -> None:
    """Store what was sent of a page as its newest version.

    Raises:
        Conflict: another window has saved the page since this one showed it.
    """
    row, showing = kept.row(page.slug), drafts.showing_of(post)
    if row is not None and row.showing != showing and str(row.version) != post.get("version"):
        raise Conflict(_("Siden er gemt i et andet vindue, efter at du åbnede den her."))
    fields = {
        name: values
        for name, values in drafts.fields_of(post).items()
        if name in page.form.base_fields or name in page.form().fields
    }
    store(actor, kept, page.slug, fields, showing)


def store(
    actor: Actor,
    kept: Kept,
    slug: str,
    fields: dict[str, list[str]],
    showing: UUID | None = None,
) -> None:
    """Store ``fields`` under a page (or a side page) of this run. What is sent wins over an
    autosave of the same showing of the page that came in between.

    Raises:
        Conflict: another window came in between.
    """
    save = partial(
        drafts.save,
        by=actor,
        form=kept.wizard.draft_name(slug),
        object_id=kept.key,
        fields=fields,
        showing=showing,
    )
    try:
        save(version=kept.version(slug) + 1)
    except Conflict:
        newer = drafts.load(actor, kept.wizard.draft_name(slug), kept.key)
        if newer is None or newer.showing != showing:
            raise
        save(version=newer.version + 1)


def finish(actor: Actor, wizard: Wizard, key: UUID, location: str) -> None:
    """Forget the pages of a run that was sent, and remember where what it became stands."""
    discard(actor, wizard, key)
    idempotency.end(actor.user_id, key, location)


def discard(actor: Actor, wizard: Wizard, key: UUID) -> None:
    """Forget a run that is not wanted."""
    Draft.objects.for_actor(actor).filter(
        object_id=key, form__startswith=f"{wizard.name}-"
    ).delete()


def unfinished(actor: Actor, wizard: Wizard) -> list[Unfinished]:
    """Runs begun and not sent, newest first; one query."""
    drafts_of = Draft.objects.for_actor(actor).filter(form__startswith=f"{wizard.name}-")
    rows = drafts_of if wizard.about else drafts_of.defer("fields")
    runs: dict[UUID, list[Draft]] = defaultdict(list)
    for row in rows.order_by("-saved_at")[:40]:
        runs[row.object_id].append(row)
    return [_begun(wizard, key, kept) for key, kept in runs.items()]


def _begun(wizard: Wizard, key: UUID, kept: list[Draft]) -> Unfinished:
    newest, about = kept[0], ""
    page = wizard.page(newest.form.removeprefix(f"{wizard.name}-")) or wizard.pages[0]
    if wizard.about:
        # The newest wins where a side page repeats a field.
        typed = [item for row in reversed(kept) for item in row.fields.items()]
        about = wizard.about({name: values[0] for name, values in typed if values})
    return Unfinished(key, wizard.url(key, page), newest.saved_at, wizard.step(page), about)
