"""What quotes something that has changed, and why it is in the list. Found on read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.plans.models import PlanTemplate, TemplateSection
from knowledge.radar.choices import State
from knowledge.radar.laws import LAWS, Law, around_signs
from knowledge.radar.models import Mark
from knowledge.radar.reading import ActionRow, Reading, SectionRow, reading
from stopext.access.actor import Actor
from stopext.access.together import Asking, answer
from stopext.web.dates import format_date
from stopext.web.text import anchor_of


@dataclass(slots=True)
class Hit:
    """A plan's part, an article or a part of the template that quotes something changed."""

    key: str
    place: Callable[[], tuple[str, str, str]]
    """What it is called, where it stands, and its address: told when it is shown, since a country
    has thousands."""
    reason: str
    written: date | None
    is_older: bool
    """Than the change. What was written since is shown, but not waited for."""
    mark: Mark | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.place()[0]

    @property
    def where(self) -> str:
        """Whose it is and of which version, in words."""
        return self.place()[1]

    @property
    def url(self) -> str:
        """Where it can be read or written."""
        return self.place()[2]

    @property
    def is_open(self) -> bool:
        """Whether somebody should look at it."""
        return self.is_older and (self.mark is None or self.mark.state == State.OPEN)


@dataclass
class Change:
    """Something that has changed, and what quotes it."""

    key: str
    kind: str
    title: str
    on: date
    told: str
    url: str
    find: Callable[[], Iterator[Hit]]
    """What quotes it, without decisions."""
    marks: Mapping[tuple[str, str], Mark]

    @property
    def hits(self) -> Iterator[Hit]:
        """What quotes it: found anew each time, since thousands that are only counted are not
        kept."""
        for hit in self.find():
            hit.mark = self.marks.get((self.key, hit.key))
            yield hit

    @cached_property
    def waiting(self) -> int:
        """How many places nobody has decided on."""
        return sum(hit.is_open for hit in self.hits)


def radar(actor: Actor) -> list[Change]:
    """Every change that something the reader looks after quotes, the newest first, with the
    decisions of the own authority. One statement."""
    return answer(finding(actor))


def finding(actor: Actor) -> Asking[list[Change]]:
    """The same, for who asks more in the same statement."""
    seen = yield from reading(actor)
    found = [*_laws(seen), *_template(seen), *_articles(seen)]
    quoted = [one for one in found if next(one.find(), None)]
    return sorted(quoted, key=lambda one: (-one.on.toordinal(), one.key))


def _laws(seen: Reading) -> Iterator[Change]:
    for law in LAWS:
        yield Change(
            f"lov-{law.slug}-{law.changed}",
            _("Lov"),
            str(law.name),
            law.changed,
            _("%(told)s Kilde: %(source)s.") % {"told": law.told, "source": law.source},
            "",
            partial(_on_law, seen, law),
            seen.marks,
        )


def _on_law(seen: Reading, law: Law) -> Iterator[Hit]:
    yield from _parts_on(seen, law)
    if seen.guides:
        yield from _articles_on(seen, law)
        yield from _template_on(seen, law)


def _parts_on(seen: Reading, law: Law) -> Iterator[Hit]:
    newest = seen.templates[0].pk if seen.templates else None
    asked = {
        (version, kind)
        for version, sections in seen.template_sections.items()
        for kind, section in sections.items()
        if law.is_in(around_signs(section.paragraph))
    }
    quotes = _("Afsnittet nævner bestemmelsen.")
    rests = _("Skabelonen bygger dette afsnit på bestemmelsen.")
    for row in seen.sections:
        if row.said and law.is_in(row.said):
            yield _part(seen, row, quotes, law.changed)
        elif (row.plan.template_id or newest, row.kind) in asked:
            yield _part(seen, row, rests, law.changed)


def _articles_on(seen: Reading, law: Law) -> Iterator[Hit]:
    reason = _("Artiklen nævner bestemmelsen.")
    for row in seen.articles.values():
        if law.is_in(around_signs(row.said)):
            yield _article(row, reason, law.changed)


def _template_on(seen: Reading, law: Law) -> Iterator[Hit]:
    for version in seen.templates[:1]:
        for section in seen.template_sections[version.pk].values():
            said = f"{section.paragraph} {section.guidance} {section.model_text}"
            if law.is_in(around_signs(said)):
                yield Hit(
                    f"skabelon-{section.pk}",
                    partial(_in_template, version, section),
                    _("Vejledningen ved afsnittet bygger på bestemmelsen."),
                    version.published_on,
                    version.published_on < law.changed,
                )


def _template(seen: Reading) -> Iterator[Change]:
    """The newest version, and sections of drafts and plans whose text was begun from one before it
    and whose instructions are other ones now."""
    for newest in seen.templates[:1]:
        differences: dict[Any, str] = {
            (old.pk, kind): _difference(seen.template_sections[old.pk].get(kind), now, old.version)
            for old in seen.templates[1:]
            for kind, now in seen.template_sections[newest.pk].items()
        }
        reworded = [
            (row, said)
            for row in seen.sections
            if (said := differences.get((seen.source(row).template_id, row.kind)))
        ]
        titles = ", ".join(sorted({row.title for row, _said in reworded}))
        yield Change(
            f"skabelon-{newest.pk}-{newest.published_on}",
            _("Skabelon"),
            _("Skabelon for handlingsplaner, version %s") % newest.version,
            newest.published_on,
            _("Ændret vejledning til: %s.") % titles,
            reverse("knowledge:plan_template"),
            partial(_on_template, seen, newest, reworded),
            seen.marks,
        )


def _on_template(
    seen: Reading, newest: PlanTemplate, reworded: list[tuple[SectionRow, str]]
) -> Iterator[Hit]:
    for row, said in reworded:
        yield _part(seen, row, said, newest.published_on)


def _difference(before: Any, after: Any, version: str) -> str:
    """What is other in the instructions of a section, in words; empty when nothing is."""
    names = {
        "guidance": _("vejledningen"),
        "paragraph": _("grundlaget"),
        "model_text": _("modelteksten"),
    }
    other = [
        said for name, said in names.items() if getattr(before, name, "") != getattr(after, name)
    ]
    told = _("Afsnittet er begyndt fra version %(version)s. Siden er %(other)s ændret.")
    return told % {"version": version, "other": ", ".join(other)} if other else ""


def _articles(seen: Reading) -> Iterator[Change]:
    """Articles and practices that were updated since they came out, and what follows them or leads
    on to them: what was never another is no change to anybody."""
    for key, row in seen.articles.items():
        if row.updated_on is None or (row.published_on and row.published_on >= row.updated_on):
            continue
        yield Change(
            f"side-{key}-{row.updated_on}",
            row.get_kind_display(),
            row.title,
            row.updated_on,
            _("Artiklen er fagligt opdateret."),
            row.url,
            partial(_on_article, seen, row),
            seen.marks,
        )


def _on_article(seen: Reading, changed: Any) -> Iterator[Hit]:
    follows = _("Handlingen følger denne praksis.")
    leads = _("Artiklen henviser hertil under “Læs også”.")
    for action in seen.actions.get(changed.page_id, ()):
        yield _part(seen, action, follows, changed.updated_on)
    for other in seen.related.get(changed.page_id, ()):
        if other in seen.articles:
            yield _article(seen.articles[other], leads, changed.updated_on)


def _part(seen: Reading, row: SectionRow | ActionRow, reason: str, changed: date) -> Hit:
    written = seen.written(row)
    is_older = written is None or written < changed
    return Hit(row.pk, partial(_in_plan, row), reason, written, is_older)


def _in_plan(row: SectionRow | ActionRow) -> tuple[str, str, str]:
    plan = row.plan
    if plan.is_public:
        anchor = anchor_of(row.title) if isinstance(row, SectionRow) else f"handling-{row.pk}"
        url = f"{reverse('knowledge:plan', args=[plan.municipality.slug])}#{anchor}"
    elif isinstance(row, SectionRow):
        url = reverse("knowledge:plan_section", args=[row.kind])
    else:
        url = reverse("knowledge:part", args=["handling", row.pk])
    words = {"name": plan.municipality.name, "version": plan.version}
    said = _("%(name)s, planen i kraft") if plan.is_public else _("Kladden, version %(version)s")
    return row.title, said % words, url


def _in_template(version: PlanTemplate, section: TemplateSection) -> tuple[str, str, str]:
    where = _("Skabelon for handlingsplaner, version %s") % version.version
    return str(section), where, f"{reverse('knowledge:plan_template')}#{section.anchor}"


def _article(row: Any, reason: str, changed: date) -> Hit:
    is_older = row.updated_on is None or row.updated_on < changed
    return Hit(f"side-{row.page_id}", partial(_in_hub, row), reason, row.updated_on, is_older)


def _in_hub(row: Any) -> tuple[str, str, str]:
    return row.title, _("Viden: %s") % row.get_kind_display(), row.url


def dated(hit: Hit) -> str:
    """How old a place's words are, in words."""
    return format_date(hit.written) if hit.written else _("ukendt")
