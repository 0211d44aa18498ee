"""Every act in the publishing tool leaves exactly the events it names, and no other."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from knowledge.articles.models import ARTICLE_TYPES, HubIndexPage
from knowledge.publishing.following import EVENTS
from knowledge.reference.models import Organisation, Term
from knowledge.search.models import SearchDocument
from stopext.access.roles import Role
from stopext.audit.models import AuditEvent
from stopext.web import registry
from tests.knowledge.conftest import CENTRE
from tests.knowledge.publishing.test_editing import colleague, filled_in, review, write
from tests.support.world import Person, World

#: What reading leaves in the log.
LOOKS = {"view", "list"}


class Desk:
    """Two editors, and who reads the log over their shoulder."""

    def __init__(self, world: World) -> None:
        self.writer, self.reader = world.person(CENTRE, Role.EDITOR), colleague()
        self.reviewer = world.person(CENTRE, Role.LOG_REVIEWER)
        self.read = 0
        self.tool: set[str] = set()
        self.told()

    def told(self) -> list[tuple[str, str]]:
        """Events about the hub since last time: action and thing."""
        with self.reviewer.acts():
            events = list(
                AuditEvent.objects.of_authority(CENTRE)
                .filter(pk__gt=self.read, object_type__startswith="knowledge.")
                .exclude(action__in=LOOKS)
                .order_by("pk")
            )
        if events:
            self.read = events[-1].pk
        self.tool |= {event.details["tool"] for event in events}
        return [(event.action, event.object_type) for event in events]

    def post(self, by: Person, view: str, *args: object, **data: Any) -> None:
        """Press a button of the tool."""
        answer = by.browser().post(reverse(view, args=args), data)
        assert answer.status_code == 302, answer.content.decode()[:2000]


@pytest.fixture
def desk(world: World) -> Desk:
    """A desk with nothing on it."""
    return Desk(world)


def page(*actions: str) -> list[tuple[str, str]]:
    """Events about a page."""
    return [(action, "knowledge.guidancepage") for action in actions]


def edit(desk: Desk, page_id: int, **data: str) -> None:
    """Save the page's form."""
    desk.post(desk.writer, "wagtailadmin_pages:edit", page_id, **filled_in(**data))


def test_each_act_on_an_article_is_told_once(desk: Desk) -> None:
    page_id = write(desk.writer)
    assert desk.told() == page("create")
    edit(desk, page_id, title="Et andet navn")
    assert desk.told() == page("change")
    edit(desk, page_id, **{"action-submit": "1"})
    assert desk.told() == page("change", "submit")
    review(desk.reader, page_id, "reject")
    assert desk.told() == page("reject")
    edit(desk, page_id, **{"action-submit": "1"})
    assert desk.told() == page("change", "submit")
    review(desk.reader, page_id)
    assert desk.told() == page("approve", "publish")
    desk.post(desk.writer, "wagtailadmin_pages:unpublish", page_id)
    assert desk.told() == page("unpublish")
    desk.post(desk.writer, "wagtailadmin_pages:delete", page_id)
    assert desk.told() == page("delete")


def test_an_approved_article_for_later_is_told_as_planned(desk: Desk) -> None:
    later = {"go_live_at": "2190-01-01 08:00", "action-submit": "1"}
    page_id = write(desk.writer, **later)
    assert desk.told() == page("create", "submit")
    review(desk.reader, page_id)
    assert desk.told() == page("approve", "schedule")


def test_a_review_that_is_not_one_s_own_to_answer_is_told_of_nobody(desk: Desk) -> None:
    page_id = write(desk.writer, **{"action-submit": "1"})
    desk.told()
    review(desk.writer, page_id)
    assert desk.told() == []


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("term", {"term": "Prøve", "definition": "Et prøveord.", "english": "test"}),
        (
            "organisation",
            {"name": "Prøve", "level": "local", "role": "R", "contact_for": "C", "position": "1"},
        ),
    ],
)
def test_each_act_on_glossary_and_directory_is_told_once(
    desk: Desk, name: str, fields: dict[str, str]
) -> None:
    address, thing = f"wagtailsnippets_knowledge_{name}", f"knowledge.{name}"
    fields = {**fields, "slug": "proeve"}
    desk.post(desk.writer, f"{address}:add", **fields)
    assert desk.told() == [("create", thing)]
    with desk.writer.acts():
        rows = Term.objects.all() if name == "term" else Organisation.objects.all()
        key = rows.get(slug="proeve").pk
        assert SearchDocument.objects.filter(slug="proeve").exists()
    desk.post(desk.writer, f"{address}:edit", key, **fields)
    assert desk.told() == [("change", thing)]
    desk.post(desk.writer, f"{address}:delete", key)
    assert desk.told() == [("delete", thing)]
    with desk.writer.acts():
        assert not SearchDocument.objects.filter(slug="proeve").exists()


def test_reading_tells_of_no_act(desk: Desk) -> None:
    page_id = write(desk.writer)
    desk.told()
    address = reverse("wagtailadmin_pages:edit", args=[page_id])
    assert desk.writer.browser().get(address).status_code == 200
    assert desk.told() == []


def test_every_thing_and_every_act_has_a_word_in_the_log() -> None:
    pages = [*ARTICLE_TYPES.values(), HubIndexPage]
    things = {f"knowledge.{each.__name__.lower()}" for each in (*pages, Term, Organisation)}

    assert things - registry.LOG_OBJECTS.as_dict().keys() == set()
    assert {*EVENTS.values(), "change"} - registry.LOG_ACTIONS.as_dict().keys() == set()
