"""Read the editorial corpus (articles, glossary, guide, actors) from its data files.

Pure: no Django, no database. Articles are TOML front matter between two lines of ``+++``
followed by a Markdown body. Bodies link inside the portal with ``artikel:<slug>`` and
``begreb:<slug>``; whoever publishes them replaces the two prefixes with addresses.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

CONTENT_DIR = Path(__file__).parent / "files"
FENCE = "+++"

ArticleType = Literal["practice", "guidance", "research", "theme"]
ARTICLE_TYPES: tuple[ArticleType, ...] = ("practice", "guidance", "research", "theme")
AUDIENCES = ("professional", "coordinator", "leader", "police", "school", "housing", "relatives")
TRIANGLE_LEVELS = ("building", "anticipating", "intervening")
FORMS = ("right", "left", "islamist", "anti_system", "across")
SETTINGS = (
    "school",
    "family",
    "housing",
    "online",
    "leisure",
    "prison",
    "psychiatry",
    "info_house",
)
LEVELS = ("local", "national", "international")
EVIDENCE_DIMENSIONS = ("target_group", "method", "implementation", "effect", "economy")
GRADES = ("A", "B", "C", "D")


class ContentError(ValueError):
    """A content file does not have the agreed shape."""


@dataclass(frozen=True)
class Source:
    title: str
    publisher: str
    year: int | None
    url: str | None


@dataclass(frozen=True)
class Grade:
    """One dimension of the Vidensdeklaration: ``grade`` A (best known) to D, with its reason."""

    grade: str
    reason: str


@dataclass(frozen=True)
class PracticeFacts:
    """The structured part that only a practice has."""

    evidence: dict[str, Grade]
    core_elements: tuple[str, ...]
    first_steps: tuple[str, ...]
    preconditions: tuple[str, ...]
    risks: tuple[str, ...]
    unknowns: tuple[str, ...]
    staffing: str
    cost_note: str
    legal_basis: str


@dataclass(frozen=True)
class Article:
    """An editorial article; ``demo`` marks an invented example that must say so on the page."""

    slug: str
    type: ArticleType
    title: str
    gist: str
    demo: bool
    audience: tuple[str, ...]
    triangle: tuple[str, ...]
    forms: tuple[str, ...]
    setting: tuple[str, ...]
    level: str
    themes: tuple[str, ...]
    published: date
    updated: date
    next_review: date
    responsible: str
    keywords: tuple[str, ...]
    related: tuple[str, ...]
    sources: tuple[Source, ...]
    practice: PracticeFacts | None
    body: str


@dataclass(frozen=True)
class Term:
    """A glossary entry; ``synonyms`` and ``abbreviations`` feed the search."""

    slug: str
    term: str
    english: str
    definition: str
    abbreviations: tuple[str, ...]
    synonyms: tuple[str, ...]


@dataclass(frozen=True)
class Actor:
    slug: str
    name: str
    level: str
    role: str
    contact_for: str
    email: str | None
    phone: str | None


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return (front matter, body). Raises ContentError when a fence is missing."""
    lines = text.split("\n")
    if not lines or lines[0] != FENCE or FENCE not in lines[1:]:
        raise ContentError("Filen mangler indledning mellem to linjer med +++.")
    end = lines.index(FENCE, 1)
    return tomllib.loads("\n".join(lines[1:end])), "\n".join(lines[end + 1 :]).strip()


def load_articles(folder: Path = CONTENT_DIR / "articles") -> list[Article]:
    """Return every article, ordered by slug. Raises ContentError naming the broken file."""
    return [load_article(path) for path in sorted(folder.glob("*.md"))]


def load_article(path: Path) -> Article:
    """Return one article. Raises ContentError when the file lacks a key or is named otherwise."""
    meta, body = split_front_matter(path.read_text(encoding="utf-8"))
    if meta.get("slug") != path.stem:
        raise ContentError(f"{path.name}: slug og filnavn er forskellige.")
    try:
        return _article(meta, body)
    except KeyError as missing:
        raise ContentError(f"{path.name}: feltet {missing} mangler.") from missing


def _article(meta: dict[str, Any], body: str) -> Article:
    return Article(
        slug=meta["slug"],
        type=meta["type"],
        title=meta["title"],
        gist=meta["gist"],
        demo=meta.get("demo", False),
        audience=tuple(meta["audience"]),
        triangle=tuple(meta["triangle"]),
        forms=tuple(meta["forms"]),
        setting=tuple(meta["setting"]),
        level=meta["level"],
        themes=tuple(meta["themes"]),
        published=meta["published"],
        updated=meta["updated"],
        next_review=meta["next_review"],
        responsible=meta["responsible"],
        keywords=tuple(meta["keywords"]),
        related=tuple(meta["related"]),
        sources=tuple(_source(row) for row in meta["sources"]),
        practice=_practice(meta) if meta["type"] == "practice" else None,
        body=body,
    )


def _source(row: dict[str, Any]) -> Source:
    return Source(row["title"], row["publisher"], row.get("year"), row.get("url"))


def _practice(meta: dict[str, Any]) -> PracticeFacts:
    evidence = meta["evidence"]
    return PracticeFacts(
        evidence={key: Grade(**evidence[key]) for key in EVIDENCE_DIMENSIONS},
        core_elements=tuple(meta["core_elements"]),
        first_steps=tuple(meta["first_steps"]),
        preconditions=tuple(meta["preconditions"]),
        risks=tuple(meta["risks"]),
        unknowns=tuple(meta["unknowns"]),
        staffing=meta["staffing"],
        cost_note=meta["cost_note"],
        legal_basis=meta["legal_basis"],
    )


def load_terms(path: Path = CONTENT_DIR / "glossary.toml") -> list[Term]:
    """Return the glossary in file order (Danish alphabetical)."""
    return [
        Term(
            slug=row["slug"],
            term=row["term"],
            english=row["english"],
            definition=row["definition"],
            abbreviations=tuple(row["abbreviations"]),
            synonyms=tuple(row["synonyms"]),
        )
        for row in _toml(path)["term"]
    ]


def load_actors(path: Path = CONTENT_DIR / "actors.toml") -> list[Actor]:
    """Return the directory of who does what, in file order."""
    return [
        Actor(
            slug=row["slug"],
            name=row["name"],
            level=row["level"],
            role=row["role"],
            contact_for=row["contact_for"],
            email=row.get("email"),
            phone=row.get("phone"),
        )
        for row in _toml(path)["actor"]
    ]


def load_infohus_texts(path: Path = CONTENT_DIR / "actors.toml") -> dict[str, str]:
    """Return the texts of the page that finds a municipality's info-house."""
    texts: dict[str, str] = _toml(path)["find_infohus"]
    return texts


def load_guide(path: Path = CONTENT_DIR / "concerned.toml") -> dict[str, Any]:
    """Return the public guide »Er du bekymret?« as nested tables."""
    return _toml(path)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
