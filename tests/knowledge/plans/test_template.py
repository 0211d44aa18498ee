"""The national template: from its file to the page that everybody may read."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from knowledge.corpus import loader
from knowledge.corpus.reading import ContentError
from knowledge.plans.choices import PlanLeg, SectionKind
from stopext.access.roles import Role
from tests.support.world import HOME, World

FILE = loader.CONTENT_DIR / "plan_templates" / "1.0.toml"


def test_the_thirteen_parts_stand_on_the_three_legs() -> None:
    (template,) = loader.load_templates()

    assert list(template.sections) == SectionKind.values
    assert {section.leg for section in template.sections.values()} == set(PlanLeg.values)
    thin = [
        kind
        for kind, one in template.sections.items()
        if min(len(one.guidance), len(one.paragraph), len(one.model_text)) < 80
    ]
    assert thin == []


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("[sections.purpose]", "[sections.formaal]", "er på listen"),
        ('leg = "acute"', 'leg = "akut"', "er på listen"),
        ("published_on = 2026-11-01", "", "published_on mangler"),
        ('version = "1.0"', 'version = "1.1"', "version og filnavn"),
        ('version = "1.0"', 'version = "1.0"\nude = 1', "ude kendes ikke"),
    ],
)
def test_a_broken_file_is_refused_by_name(
    tmp_path: Path, found: str, instead: str, fault: str
) -> None:
    path = tmp_path / "1.0.toml"
    path.write_text(FILE.read_text(encoding="utf-8").replace(found, instead, 1), encoding="utf-8")

    with pytest.raises(ContentError, match=rf"1\.0\.toml.*({fault})"):
        loader.load_template(path)


def test_everybody_reads_the_thirteen_parts(corpus: Client) -> None:
    text = corpus.get("/handlingsplaner/skabelon/").content.decode()

    assert [kind.label for kind in SectionKind if f">{kind.label}</h3>" not in text] == []
    assert [leg.label for leg in PlanLeg if f"<h2>{leg.label}</h2>" not in text] == []
    assert text.count("Modeltekst") == len(SectionKind)
    assert "/handlingsplaner/skabelon/" in corpus.get("/handlingsplaner/").content.decode()


def test_without_a_template_the_page_says_so(
    client: Client, db: None, superuser: psycopg.Connection
) -> None:
    superuser.execute("delete from plans_templatesection")
    superuser.execute("delete from plans_plantemplate")

    assert "ikke udgivet endnu" in client.get("/handlingsplaner/skabelon/").content.decode()


def test_nobody_who_logs_in_changes_the_template(world: World) -> None:
    with world.person(HOME, Role.LEADER).acts(), connection.cursor() as cursor:
        for table in ("plans_plantemplate", "plans_templatesection"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(f"delete from {table}")
