"""Editors see what must be read again."""

from __future__ import annotations

from datetime import date

from stopext.access.roles import Role
from tests.knowledge.conftest import CENTRE, Publish
from tests.support.world import World


def test_the_report_on_old_pages_lists_overdue_reviews_first(
    world: World, publish: Publish
) -> None:
    publish("siden", title="Til tiden", next_review_on=date(2999, 1, 1))
    publish("forlaengst", title="For længst", next_review_on=date(2020, 1, 1))
    publish("kladde", title="En kladde", live=False, next_review_on=date(2019, 1, 1))

    text = world.person(CENTRE, Role.EDITOR).browser().get("/redaktion/reports/aging-pages/")
    shown = text.content.decode()

    assert shown.index("For længst") < shown.index("over tiden</strong>") < shown.index("Til tiden")
    assert shown.count("over tiden</strong>") == 1
    assert "En kladde" not in shown


def test_the_start_page_of_an_editor_names_them(world: World, publish: Publish) -> None:
    publish("forlaengst", title="For længst", next_review_on=date(2020, 1, 1))
    publish("siden", title="Til tiden", next_review_on=date(2999, 1, 1))

    text = world.person(CENTRE, Role.EDITOR).browser().get("/start/").content.decode()
    panel = text.partition("Gennemsyn over tiden")[2].partition("</section>")[0]

    assert "For længst" in panel
    assert "Til tiden" not in panel
