"""No package names one above it, by string, in a comment or in a template: an app registers itself.

Imports are import-linter's; this finds what it cannot see: dotted paths, ``app_label.Model``, names
of addresses, tables and templates.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stopext.launch.paths import PACKAGES, ROOT

#: Whom a package may not know. The two in the middle stand apart.
ABOVE = {
    "stopext": {"screening", "knowledge", "casework"},
    "screening": {"knowledge", "casework"},
    "knowledge": {"screening", "casework"},
    "casework": set[str](),
}
#: What ties the apps together may name them: the library and Django take dotted paths.
COMPOSITION_ROOT = ("stopext/settings/",)
SUFFIXES = {".py", ".sql", ".html", ".txt", ".toml", ".json", ".csv"}


def package_of(path: str) -> str:
    """Whose file it is. A template that no upper package's folder holds belongs to the frame."""
    parts = Path(path).parts
    folder = parts[1] if parts[0] == "templates" else parts[0]
    return folder if folder in ABOVE else "stopext"


def names_above(path: str, text: str) -> list[str]:
    """Where ``text`` names a package above its own: ``casework.x``, ``casework:x``,
    ``casework_x``, ``casework/x``."""
    above = ABOVE[package_of(path)]
    if not above or path.startswith(COMPOSITION_ROOT):
        return []
    name = re.compile(rf"\b(?:{'|'.join(sorted(above))})[.:_/]\w")
    lines = enumerate(text.splitlines(), 1)
    return [f"{path}:{number}: {line.strip()}" for number, line in lines if name.search(line)]


def files() -> list[Path]:
    """Sources and templates of every package, its data included."""
    folders = ("templates", *PACKAGES)
    found = (file for folder in folders for file in sorted((ROOT / folder).rglob("*")))
    return [file for file in found if file.suffix in SUFFIXES]


def test_no_package_names_one_above_it() -> None:
    looked_at = files()
    found = [
        finding
        for file in looked_at
        for finding in names_above(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
    ]

    assert found == []
    assert len(looked_at) >= 600


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("stopext/web/frame.py", '(_("Sager"), "casework:list", Permission.VIEW_CASES),'),
        ("stopext/jobs.py", "from knowledge.publishing.jobs import publish_due"),
        ("stopext/access/sql/context.sql", "select 1 from casework_case;"),
        ("templates/web/start.html", """<a href="{% url 'screening:list' %}">"""),
        ("templates/base.html", '{% include "knowledge/_search.html" %}'),
        ("templates/components/status.html", "{# see casework.rules #}"),
        ("screening/views/showing.py", 'reverse("casework:case", args=[pk])'),
        ("knowledge/plans/models.py", 'models.ForeignKey("screening.Screening")'),
        ("templates/screening/show.html", """{% url 'casework:case' pk %}"""),
    ],
)
def test_each_name_is_found(path: str, line: str) -> None:
    assert len(names_above(path, line)) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("casework/portal.py", '"screening.rating", "knowledge:list"'),
        ("templates/casework/case/page.html", "{% url 'screening:show' pk %}"),
        ("stopext/settings/base.py", '"knowledge.publishing.redirects.HubRedirectMiddleware",'),
        ("templates/web/front.html", "{{ places.knowledge }}"),
    ],
)
def test_names_below_and_the_composition_root_are_allowed(path: str, line: str) -> None:
    assert names_above(path, line) == []
