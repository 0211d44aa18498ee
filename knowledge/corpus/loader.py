"""Read the editorial corpus (articles, glossary, guide, actors, plans and their
template) from its data files.

No database. Articles are TOML front matter between two lines of ``+++`` followed by a Markdown
body. Bodies link inside the portal with ``artikel:<slug>`` and ``begreb:<slug>``; whoever publishes
them replaces the two prefixes with addresses. Each function raises ``ContentError`` with the name
of the file.
"""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from knowledge.corpus.plan_shapes import Plan, Template
from knowledge.corpus.reading import ContentError, checked, split_front_matter, toml
from knowledge.corpus.shapes import Actor, Article, Directory, Glossary, Guide, Practice, Term
from knowledge.search.choices import ArticleKind

CONTENT_DIR = Path(__file__).parent / "files"
ACTORS = CONTENT_DIR / "actors.toml"


def load_articles(folder: Path = CONTENT_DIR / "articles") -> list[Article]:
    """Every article, ordered by slug."""
    return [load_article(path) for path in sorted(folder.glob("*.md"))]


def load_article(path: Path) -> Article:
    """One article; the file is named after its slug."""
    facts, body = split_front_matter(path)
    if facts.get("slug") != path.stem:
        raise ContentError(_("%s: slug og filnavn er forskellige.") % path.name)
    shape = Practice if facts.get("type") == ArticleKind.PRACTICE else Article
    return checked(shape, {**facts, "body": body}, path)


def load_terms(path: Path = CONTENT_DIR / "glossary.toml") -> tuple[Term, ...]:
    """The glossary in file order."""
    return checked(Glossary, toml(path), path).terms


def load_actors(path: Path = ACTORS) -> tuple[Actor, ...]:
    """The directory of who does what, in file order."""
    return checked(Directory, toml(path), path).actors


def load_infohus_texts(path: Path = ACTORS) -> dict[str, str]:
    """The texts of the page that finds a municipality's info-house."""
    return checked(Directory, toml(path), path).find_infohus


def load_guide(path: Path = CONTENT_DIR / "concerned.toml") -> Guide:
    """The public guide »Er du bekymret?«."""
    return checked(Guide, toml(path), path)


def load_plans(folder: Path = CONTENT_DIR / "plans") -> list[Plan]:
    """Every plan, ordered by municipality code."""
    return [load_plan(path) for path in sorted(folder.glob("*.toml"))]


def load_plan(path: Path) -> Plan:
    """One plan; the file is named after the municipality code."""
    return checked(Plan, {**toml(path), "municipality_code": path.stem}, path)


def load_templates(folder: Path = CONTENT_DIR / "plan_templates") -> list[Template]:
    """Every version of the plans' template, ordered by file name."""
    return [load_template(path) for path in sorted(folder.glob("*.toml"))]


def load_template(path: Path) -> Template:
    """One version of the template; the file is named after it."""
    found = checked(Template, toml(path), path)
    if found.version != path.stem:
        raise ContentError(_("%s: version og filnavn er forskellige.") % path.name)
    return found
