"""Who may do what with a page, asked of the page and of the review themselves."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from knowledge.articles.models import GuidancePage, HubIndexPage
from knowledge.articles.policies import may_review
from knowledge.publishing.editors import EDITORS
from knowledge.search.models import SearchDocument
from stopext.access.roles import Role
from tests.knowledge.conftest import CENTRE, Publish
from tests.knowledge.publishing.test_editing import colleague, write
from tests.support.world import Person, World


@pytest.fixture
def editor(world: World) -> Person:
    """An editor as the tool knows one."""
    person = world.person(CENTRE, Role.EDITOR)
    with person.acts():
        person.user.groups.add(Group.objects.get(name=EDITORS))
    return person


def test_one_editor_takes_down_and_calls_off_but_publishes_and_hides_nothing(
    editor: Person, publish: Publish
) -> None:
    page = publish("praksis")
    with editor.acts():
        rights = page.permissions_for_user(editor.user)
        may = (rights.can_unpublish(), rights.can_unschedule())
        must_not = (rights.can_publish(), rights.can_set_view_restrictions())

    assert (may, must_not) == ((True, True), (False, False))


def test_what_is_not_live_or_locked_by_another_is_not_taken_down(
    editor: Person, publish: Publish
) -> None:
    draft, locked = publish("kladde", live=False), publish("laast")
    other = colleague()
    with editor.acts():
        locked.locked, locked.locked_by = True, other.user
        rights = [page.permissions_for_user(editor.user) for page in (draft, locked)]

        assert [each.can_unpublish() for each in rights] == [False, False]
        assert [each.can_unschedule() for each in rights] == [True, False]


def test_who_has_no_part_in_the_hub_takes_nothing_down(world: World, publish: Publish) -> None:
    page = publish("praksis")
    adviser = world.person(CENTRE, Role.ADVISER)
    with adviser.acts():
        rights = page.permissions_for_user(adviser.user)

        assert not rights.can_unpublish()
        assert not rights.can_unschedule()


@pytest.mark.parametrize("verdict", ["approve", "reject"])
def test_the_review_itself_takes_no_verdict_from_whoever_wrote(
    editor: Person, verdict: str
) -> None:
    reader = colleague()
    page_id = write(editor, **{"action-submit": "1"})
    with editor.acts():
        state = GuidancePage.objects.get(pk=page_id).current_workflow_task_state
        state.task.specific.on_action(state, editor.user, verdict)
        state.refresh_from_db()

        assert state.status == state.STATUS_IN_PROGRESS
        assert not may_review(editor.user, state)
        assert not may_review(None, state)
        assert may_review(reader.user, state)


@pytest.mark.parametrize(("sent_by_another", "waiting"), [(False, (0, 1)), (True, (0, 0))])
def test_what_waits_for_review_waits_for_neither_writer_nor_sender(
    editor: Person, sent_by_another: bool, waiting: tuple[int, int]
) -> None:
    reader = colleague()
    write(editor)
    with reader.acts():
        reader.user.groups.add(Group.objects.get(name=EDITORS))
        page = GuidancePage.objects.get(slug="fire-oejne")
        sender = reader if sent_by_another else editor
        page.get_workflow().start(page, sender.user)
        task = page.current_workflow_task.specific
        found = [task.get_task_states_user_can_moderate(p.user).count() for p in (editor, reader)]

    assert tuple(found) == waiting


def test_the_root_of_the_hub_is_no_article(editor: Person) -> None:
    with editor.acts():
        hub = HubIndexPage.objects.get()
        hub.save_revision().publish()
        hub.unpublish()
        found = SearchDocument.objects.count()

    assert found == 0
    assert hub.get_absolute_url() == "/viden/"
    assert hub.get_full_url().endswith("/viden/")
