"""From draft to published page: editors only, four eyes, and what follows."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from knowledge.articles.models import GuidancePage, HubIndexPage
from knowledge.publishing.editors import as_editor
from stopext.access.roles import Role
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Authority, Membership, User
from tests.knowledge.conftest import CENTRE, Publish
from tests.support.world import HOME, Person, World, lasting_session

TITLE = "Prøve af fire øjne"


def colleague() -> Person:
    """A second editor."""
    user = User.objects.create_user("to@portal.example", "x" * 14, name="Bo Bo", is_editor=True)
    centre = Authority.objects.get(pk=CENTRE)
    membership = Membership(user=user, authority=centre, role=Role.EDITOR, name=user.name)
    membership.save(force_insert=True)
    return Person(user, membership, as_actor(membership), lasting_session(membership))


def filled_in(**extra: str) -> dict[str, str]:
    """What the form of a new guidance page sends."""
    values = {
        "title": TITLE,
        "slug": "fire-oejne",
        "gist": "En prøve.",
        "audience": "professional",
        "level": "national",
        "body": rich_text("<p>Om kattelemme.</p>"),
        "sources": streamfield([]),
        "related": streamfield([]),
        "responsible": "Metodeteamet",
        "updated_on": "2026-11-01",
        "next_review_on": "2027-11-01",
        "comments": {
            "TOTAL_FORMS": "0",
            "INITIAL_FORMS": "0",
            "MIN_NUM_FORMS": "0",
            "MAX_NUM_FORMS": "",
        },
        **extra,
    }
    data: dict[str, str] = nested_form_data(values)
    return data


def hub_id(editor: Person) -> int:
    """Id of the hub's root."""
    with editor.acts():
        return int(HubIndexPage.objects.get().pk)


def write(editor: Person, **extra: str) -> int:
    """Save a new page through the form; returns its id."""
    address = reverse("wagtailadmin_pages:add", args=("knowledge", "guidancepage", hub_id(editor)))
    answer = editor.browser().post(address, filled_in(**extra))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    with editor.acts():
        return int(GuidancePage.objects.get(slug="fire-oejne").pk)


def review(editor: Person, page_id: int, verdict: str = "approve") -> int:
    """Answer the review as the tool's button does; returns the status."""
    with editor.acts():
        state = GuidancePage.objects.get(pk=page_id).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=(page_id, verdict, state.pk))
    return editor.browser().post(address, {"comment": ""}).status_code


def public_status(client: Client) -> int:
    """What anybody is answered at the page's address."""
    return client.get("/viden/fire-oejne/").status_code


def test_a_page_is_published_by_somebody_else(client: Client, world: World) -> None:
    writer, reader = world.person(CENTRE, Role.EDITOR), colleague()

    page_id = write(writer, **{"action-submit": "1"})
    assert public_status(client) == 404
    review(writer, page_id)
    assert public_status(client) == 404
    review(reader, page_id)

    assert public_status(client) == 200
    assert TITLE in client.get("/soeg/?q=kattelem").content.decode()
    with reader.acts():
        told = PageLogEntry.objects.filter(page_id=page_id).values_list("action", flat=True)
        assert {"wagtail.workflow.approve", "wagtail.publish"} <= set(told)


def test_whoever_wrote_cannot_approve_what_another_submitted(client: Client, world: World) -> None:
    writer, sender = world.person(CENTRE, Role.EDITOR), colleague()
    page_id = write(writer)
    with sender.acts():
        page = GuidancePage.objects.get(pk=page_id)
        page.get_workflow().start(page, sender.user)

    review(writer, page_id)

    assert public_status(client) == 404


@pytest.mark.parametrize("action", ["action-publish", "action-restart-workflow"])
def test_nobody_publishes_alone(client: Client, world: World, action: str) -> None:
    write(world.person(CENTRE, Role.EDITOR), **{action: "1"})

    assert public_status(client) == 404


def test_one_editor_can_take_down(client: Client, world: World, publish: Publish) -> None:
    page = publish("fire-oejne")
    assert public_status(client) == 200

    editor = world.person(CENTRE, Role.EDITOR)
    address = reverse("wagtailadmin_pages:unpublish", args=(page.pk,))
    answer = editor.browser().post(address, {})

    assert answer.status_code == 302
    assert public_status(client) == 404


def test_every_step_is_in_the_portals_log(world: World) -> None:
    writer = world.person(CENTRE, Role.EDITOR)
    page_id = write(writer, **{"action-submit": "1"})

    with writer.acts(), connection.cursor() as cursor:
        cursor.execute(
            "select action from audit.event where object_id = %s and user_id = %s order by id",
            [str(page_id), writer.user.pk],
        )
        assert [row[0] for row in cursor.fetchall()] == ["create", "submit"]


@pytest.mark.parametrize(
    ("authority", "role", "status"),
    [
        (CENTRE, Role.EDITOR, 200),
        (CENTRE, Role.ADVISER, 403),
        (CENTRE, Role.ADMINISTRATOR, 403),
        (HOME, Role.LEADER, 404),
    ],
)
def test_only_editors_come_in(world: World, authority: int, role: Role, status: int) -> None:
    assert world.person(authority, role).browser().get("/redaktion/").status_code == status


@pytest.mark.parametrize(
    ("address", "target"),
    [("login/", "/konto/login/"), ("logout/", "/konto/logout/"), ("account/", "/konto/sikkerhed/")],
)
def test_log_in_and_account_are_the_portals_own(world: World, address: str, target: str) -> None:
    answer = world.person(CENTRE, Role.EDITOR).browser().get(f"/redaktion/{address}")

    assert (answer.status_code, answer.headers["Location"]) == (302, target)


def test_preview_shows_the_draft_inside_the_tool_only(client: Client, world: World) -> None:
    editor = world.person(CENTRE, Role.EDITOR)
    page_id = write(editor)
    browser = editor.browser()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=(page_id,))

    browser.post(address, filled_in())
    shown = browser.get(address)

    assert "Om kattelemme." in shown.content.decode()
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("count", [None, "", "x", "-1", "99999999"])
def test_a_form_without_its_number_of_blocks_is_a_bad_request(
    world: World, count: str | None
) -> None:
    """Not an error of the server's, and no loop of a hundred million rounds."""
    editor = world.person(CENTRE, Role.EDITOR)
    address = reverse("wagtailadmin_pages:add", args=("knowledge", "guidancepage", hub_id(editor)))
    sent = filled_in()
    del sent["sources-count"]

    browser = editor.browser()
    browser.raise_request_exception = False
    answer = browser.post(address, sent if count is None else sent | {"sources-count": count})

    assert answer.status_code == 400


def test_of_two_that_save_the_same_new_page_at_once_the_second_is_asked_again(
    world: World, rf: RequestFactory
) -> None:
    """The tool checks its form, and somebody stores the address before it saves."""
    editor = world.person(CENTRE, Role.EDITOR)
    said: list[Exception | HttpResponse] = [ValidationError("taken"), HttpResponse("taken")]

    @as_editor
    def tool(_request: HttpRequest) -> HttpResponse:
        now = said.pop(0)
        if isinstance(now, Exception):
            raise now
        return now

    request = rf.post("/redaktion/")
    request.user = editor.user
    with editor.acts():
        assert tool(request).content == b"taken"
