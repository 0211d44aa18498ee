"""What a note said before its writer corrected it, from the history that the database keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from casework.models import Case, FieldHistory, Note
from casework.rules.codes import NoteKind
from stopext.access.actor import Actor
from stopext.vault.cipher import unseal


@dataclass(frozen=True, slots=True)
class EarlierNote:
    """Until ``at`` the note said ``text``; ``kind`` is empty where that was not changed."""

    at: datetime
    text: str
    kind: str


def add_earlier(actor: Actor, case: Case, notes: Iterable[Note]) -> None:
    """Give each note as ``earlier`` what it said before, the newest first. No query where nothing
    was corrected, one otherwise."""
    corrected = {note.pk: note for note in notes if note.version}
    found: dict[UUID, list[EarlierNote]] = defaultdict(list)
    if corrected:
        kept = FieldHistory.objects.for_actor(actor).filter(case=case, table=Note._meta.db_table)
        later = {key: note.text for key, note in corrected.items()}
        for row in kept.filter(row_id__in=corrected).order_by("-at"):
            text = opened(corrected[row.row_id], "text", row.old, later[row.row_id])
            later[row.row_id] = text
            kind = row.old.get("kind")
            label = str(NoteKind(kind).label) if kind else ""
            found[row.row_id].append(EarlierNote(row.at, text, label))
    for note in notes:
        note.earlier = found[note.pk]  # type: ignore[attr-defined]  # for the page


def opened(row: Model, name: str, old: Mapping[str, Any], unchanged: str) -> str:
    """A sealed text as it stood, opened from the hexadecimal in which the history keeps it."""
    if name not in old:
        return unchanged
    field: Any = row._meta.get_field(name)
    return str(
        field.to_clear(unseal(bytes.fromhex(old[name].removeprefix("\\x")), field.place(row)))
    )
