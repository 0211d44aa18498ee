"""Glossary and directory of the content files."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from knowledge.corpus import shapes
from knowledge.reference.models import Organisation, Term


def load_term(term: shapes.Term) -> bool:
    """Create or bring up to date one glossary entry; ``False`` when nothing had changed."""
    values = {
        "term": term.term,
        "english": term.english,
        "definition": term.definition,
        "abbreviations": list(term.abbreviations),
        "synonyms": list(term.synonyms),
    }
    return _bring_up_to_date(Term, term.slug, values)


def load_organisation(actor: shapes.Actor, position: int) -> bool:
    """Create or bring up to date one entry of the directory; ``False`` when nothing had changed."""
    values = {
        "name": actor.name,
        "level": actor.level,
        "role": actor.role,
        "contact_for": actor.contact_for,
        "email": actor.email or "",
        "phone": actor.phone or "",
        "position": position,
    }
    return _bring_up_to_date(Organisation, actor.slug, values)


def _bring_up_to_date(model: type[Model], slug: str, values: dict[str, Any]) -> bool:
    rows = model._default_manager.filter(slug=slug)
    stored = rows.values(*values).first()
    if stored == values:
        return False
    model._default_manager.update_or_create(slug=slug, defaults=values)
    return True
