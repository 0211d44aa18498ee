"""What in a case can be passed on, item by item, and what the receiver would read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.models import Case, Concern, Consent, Disclosure, DisclosureItem, Measure, Note
from casework.models.sharing import ItemKind
from casework.rules.parties import PartyRole
from casework.rules.passages import Origin, passages
from casework.rules.sources import Source, places_told
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.vault.index import blind_index
from stopext.web.dates import format_date, format_time
from stopext.web.personal import holds_number

#: The texts of a concern that can be passed on.
PASSED_ON = ("observed", "observed_when", "observed_where", "interpreted", "trigger_event")
#: The key of the citizen's number.
CPR = "identity-cpr"
_DIGITS = 16
#: Kinds of which a row is one item.
WHOLE = {ItemKind.NOTE, ItemKind.MEASURE}


@dataclass(frozen=True, slots=True)
class Shareable:
    """One item. ``key`` names it in the form; ``text`` is exactly what the receiver gets."""

    key: str
    kind: ItemKind
    title: str
    text: str
    dated: date | None
    source_id: UUID


def shareable_items(case: Case) -> list[Shareable]:
    """Every item of an opened case, in the order of the page. Four queries."""
    items = (item for read in READERS.values() for item in read(case))
    return [*_identity(case), *items]


def mark_of(case: Case, item: Shareable) -> str:
    """Stands on the page for how an item reads, and says nothing to who may not read it: a plain
    digest of a covered number could be guessed."""
    said = "\x1f".join([item.key, item.title, item.text])
    return blind_index(case.municipality_id, "shareable", said).hex()[:_DIGITS]


def unread_in(
    case: Case, items: Iterable[Shareable], read: Collection[str] | None
) -> list[Shareable]:
    """Which items read otherwise than those marked in ``read``; none where no page was shown."""
    return [] if read is None else [item for item in items if mark_of(case, item) not in read]


def running_disclosures(
    actor: Actor, case: Case, items: Iterable[Shareable]
) -> dict[str, Disclosure]:
    """With which disclosure the district reads an item as it stands now, by the key of the item;
    the latest of several. One query."""
    rows = DisclosureItem.objects.for_actor(actor).filter(
        case=case,
        district_id=case.district_id,
        revoked_at__isnull=True,
        expires_at__gt=clock.now(),
    )
    found = {
        (row.source_id, row.title, row.text): row.disclosure
        for row in rows.select_related("disclosure").order_by("disclosure__at")
    }
    keys = {item.key: (item.source_id, item.title, item.text) for item in items}
    return {key: found[said] for key, said in keys.items() if said in found}


def shared_before(offered: Iterable[Shareable], earlier: Iterable[DisclosureItem]) -> list[str]:
    """Keys of what was passed on then and can be now, as it reads now. A concern and who the
    citizen is are several items, told apart by their titles; that of a measure changes with it."""
    before = {(row.source_id, "" if row.kind in WHOLE else row.title) for row in earlier}
    return [
        item.key
        for item in offered
        if (item.source_id, "" if item.kind in WHOLE else item.title) in before
    ]


#: Texts that are passed on beside the items, each with its place.
Said: TypeAlias = Sequence[tuple[str, str]]


def said_with(question: object, necessity: str, consent: Consent | None) -> Said:
    """The reason, under what the page asks as it stands in a sentence, and the words of the consent
    that it rests on."""
    reason = (str(question).rstrip("?"), necessity)
    return [reason, (_("Samtykket"), consent.words)] if consent else [reason]


def numbers_in(items: Iterable[Shareable], said: Said) -> list[str]:
    """Where something reads as a CPR number that is not passed on as such: the titles of the items,
    and the places of what is ``said`` beside them; nothing when the number itself is an item."""
    chosen = list(items)
    if any(item.key == CPR for item in chosen):
        return []
    texts = [*((item.title, item.text) for item in chosen), *said]
    return [place for place, text in texts if holds_number(text)]


def sources_in(
    case: Case, sources: Iterable[Source], items: Iterable[Shareable], said: Said
) -> list[str]:
    """Where something tells who a protected source is: as :func:`numbers_in`."""
    texts = [(item.title, item.text) for item in items if item.kind != ItemKind.IDENTITY]
    return places_told(sources, [*texts, *said], citizen=case.subject.name)


def passages_in(origins: Iterable[Origin], items: Iterable[Shareable], said: Said) -> list[str]:
    """Where words of others stand, in words: as :func:`numbers_in`."""
    texts = [(item.title, item.text) for item in items if item.kind != ItemKind.IDENTITY]
    return [str(one) for one in passages([*texts, *said], origins)]


def _identity(case: Case) -> Iterator[Shareable]:
    subject = case.subject
    if not subject.identity_known:
        return
    lines = [subject.name]
    if subject.birth_year:
        lines.append(_("Født %(year)s") % {"year": subject.birth_year})
    # With the number an address can be looked up, so the receiver is told beside it too.
    told = _("Navne- og adressebeskyttet: giv ikke navn eller adresse videre.")
    warning = [told] if subject.address_protected else []
    name = "\n".join([*lines, *warning])
    yield _identity_item(case, "identity-name", _("Navn og fødselsår"), name)
    if subject.cpr:
        number = "\n".join([f"{subject.cpr[:6]}-{subject.cpr[6:]}", *warning])
        yield _identity_item(case, CPR, _("CPR-nummer"), number)


def _concerns(case: Case) -> Iterator[Shareable]:
    for concern in case.concerns.order_by("received_at"):
        day = timezone.localdate(concern.received_at)
        when = format_date(day)
        parts = [
            ("observed", _("Set og hørt, modtaget %(when)s"), _observed(concern)),
            ("interpreted", _("Tolkning, modtaget %(when)s"), concern.interpreted),
            ("trigger", _("Udløsende begivenhed, modtaget %(when)s"), concern.trigger_event),
        ]
        for part, title, text in parts:
            if text:
                key = f"{concern.pk}-{part}"
                yield Shareable(
                    f"concern-{key}",
                    ItemKind.CONCERN,
                    title % {"when": when},
                    text,
                    day,
                    concern.pk,
                )


def _observed(concern: Concern) -> str:
    """What was seen, with when, where and by whom: hearsay must not read as seen."""
    facts = [
        (_("Hvornår"), concern.observed_when),
        (_("Hvor"), concern.observed_where),
        (_("Viden"), concern.get_knowledge_display()),
    ]
    told = "\n".join(f"{label}: {value}" for label, value in facts if value)
    return f"{concern.observed}\n\n{told}" if concern.observed else ""


def _notes(case: Case) -> Iterator[Shareable]:
    """What was said at a contact stands with whom it was, and when: what a parent says must not
    read as the citizen's words."""
    with_whom = {
        "happened_at": F("contacts__happened_at"),
        "contact": F("contacts__pk"),
        "role": F("contacts__party__role"),
    }
    notes: Any = case.notes.annotate(**with_whom).order_by("-at")
    for note in notes:
        moment = note.happened_at or note.at
        day = timezone.localdate(moment)
        kind = note.get_kind_display()
        if note.contact:
            whom = PartyRole(note.role).label.lower() if note.role else _("borgeren")
            kind = _("%(kind)s med %(whom)s") % {"kind": kind, "whom": whom}
        title = _("%(kind)s, %(when)s") % {
            "kind": kind,
            "when": _("%(day)s kl. %(hour)s")
            % {"day": format_date(day), "hour": format_time(moment)},
        }
        yield Shareable(f"note-{note.pk}", ItemKind.NOTE, title, note.text, day, note.pk)


def _measures(case: Case) -> Iterator[Shareable]:
    for measure in case.measures.order_by("starts_on"):
        title = f"{measure.get_type_display()} ({measure.get_status_display().lower()})"
        yield Shareable(
            f"measure-{measure.pk}",
            ItemKind.MEASURE,
            title,
            measure.goal,
            measure.starts_on,
            measure.pk,
        )


def _identity_item(case: Case, key: str, title: str, text: str) -> Shareable:
    return Shareable(key, ItemKind.IDENTITY, title, text, None, case.subject_id)


#: How each part of a case that says it can be passed on is told, in the order of the page.
READERS: dict[type[Model], Callable[[Case], Iterator[Shareable]]] = {
    Concern: _concerns,
    Note: _notes,
    Measure: _measures,
}
