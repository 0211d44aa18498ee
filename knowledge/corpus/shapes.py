"""What the files of articles, glossary, directory and guide hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from knowledge.articles.choices import Audience, ExtremismForm, Grade, Level, Setting, TriangleLevel
from knowledge.articles.models.pages import GIST_LIMIT
from knowledge.corpus.reading import Shape, Slug, Text, Texts
from knowledge.reference.choices import ActorLevel
from knowledge.search.choices import ArticleKind


class Source(Shape):
    """A reference."""

    title: Text
    publisher: Text
    year: int | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s…]+$")] | None = None


class Article(Shape):
    """An editorial article; ``demo`` marks an invented example that must say so on the page."""

    slug: Slug
    type: ArticleKind
    title: Text
    gist: Annotated[str, StringConstraints(min_length=1, max_length=GIST_LIMIT)]
    demo: bool = False
    audience: tuple[Audience, ...]
    triangle: tuple[TriangleLevel, ...]
    forms: tuple[ExtremismForm, ...]
    setting: tuple[Setting, ...]
    level: Level
    themes: tuple[Slug, ...]
    published: date
    updated: date
    next_review: date
    responsible: Text
    keywords: Texts
    related: tuple[Slug, ...]
    sources: tuple[Source, ...]
    body: Text


class Judgement(Shape):
    """One side of the Vidensdeklaration: ``grade`` A (best known) to D, with its reason."""

    grade: Grade
    reason: Text


class Evidence(Shape):
    """The five sides, named like the fields of the page."""

    target_group: Judgement
    method: Judgement
    implementation: Judgement
    effect: Judgement
    economy: Judgement


class Practice(Article):
    """An article with the structured part that only a practice has."""

    evidence: Evidence
    core_elements: Texts
    first_steps: Texts
    preconditions: Texts
    risks: Texts
    unknowns: Texts
    staffing: Text
    cost_note: Text
    legal_basis: Text


class Term(Shape):
    """A glossary entry; ``synonyms`` and ``abbreviations`` feed the search."""

    slug: Slug
    term: Text
    english: Text
    definition: Text
    abbreviations: Texts
    synonyms: Texts


class Glossary(Shape):
    """The file of terms, in Danish alphabetical order."""

    terms: tuple[Term, ...] = Field(alias="term")


class Actor(Shape):
    """An entry of the directory of who does what."""

    slug: Slug
    name: Text
    level: ActorLevel
    role: Text
    contact_for: Text
    email: str | None = None
    phone: str | None = None


class Directory(Shape):
    """The file of actors, with the texts of the page that finds an info-house."""

    find_infohus: dict[str, Text]
    actors: tuple[Actor, ...] = Field(alias="actor")


class Step(Shape):
    """A question of the guide; ``phones`` names numbers of the guide, ``link`` is where its action
    leads when it is no call."""

    key: Slug
    question: Text
    answer: Text
    action: Text
    link: str = "#infohus"
    phones: tuple[str, ...]


class Signs(Shape):
    """A group of signs."""

    title: Text
    intro: str = ""
    # ``items`` is a method in templates, so the list has another name there.
    points: Texts = Field(alias="items")


class Paragraph(Shape):
    """A heading with its text."""

    title: Text
    text: Text


class Guide(Shape):
    """The public guide »Er du bekymret?«."""

    title: Text
    intro: Text
    disclaimer: Text
    updated: date
    responsible: Text
    phones: dict[str, Text]
    steps: tuple[Step, ...] = Field(alias="step")
    serious_signs: Signs
    combined_signs: Signs
    resources: Signs
    afterwards: tuple[Paragraph, ...]
    sources: tuple[Source, ...] = Field(alias="source")
