"""Autosave and drafts."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from stopext.access.errors import Conflict
from stopext.access.roles import Role
from stopext.web import drafts
from stopext.web.models import Draft
from tests.support.world import HOME, World

FIELDS = {"observed": ["Råbte i skolegården"], "forms": ["a", "b"]}


def test_a_draft_comes_back_as_it_was_written(world: World) -> None:
    person, key = world.person(HOME, Role.COORDINATOR), uuid4()

    with person.acts():
        drafts.save(by=person.actor, form="intake", object_id=key, fields=FIELDS, version=1)
    with person.acts():
        found = drafts.load(person.actor, "intake", key)

    assert found is not None
    assert found.fields == FIELDS


def test_a_colleague_does_not_find_it(world: World) -> None:
    person, colleague, key = (
        world.person(HOME, Role.COORDINATOR),
        world.person(HOME, Role.LEADER),
        uuid4(),
    )
    with person.acts():
        drafts.save(by=person.actor, form="intake", object_id=key, fields=FIELDS, version=1)

    with colleague.acts():
        assert drafts.load(colleague.actor, "intake", key) is None


def test_an_older_revision_never_overwrites(world: World) -> None:
    person, key = world.person(HOME, Role.COORDINATOR), uuid4()
    with person.acts():
        drafts.save(by=person.actor, form="intake", object_id=key, fields=FIELDS, version=5)

    with person.acts(), pytest.raises(Conflict):
        drafts.save(by=person.actor, form="intake", object_id=key, fields={}, version=5)


def test_what_says_the_same_and_arrives_late_is_stored_already(world: World) -> None:
    """A page sent while its autosave was under way: nothing is lost, and no window is behind."""
    browser, key = world.person(HOME, Role.COORDINATOR).browser(), uuid4()
    address = f"/kladde/intake/{key}/"
    browser.post(address, {"observed": "x", "autosave_version": "3"})

    late = browser.post(address, {"observed": "x", "autosave_version": "2"})
    other = browser.post(address, {"observed": "y", "autosave_version": "2"})

    assert (late.status_code, late.json()["version"], other.status_code) == (200, 3, 409)


def test_what_is_stored_without_a_version_is_the_next_one(world: World) -> None:
    """A page that puts something into her draft writes over what autosave has kept, and autosave
    that has not heard of it is told so."""
    person = world.person(HOME, Role.COORDINATOR)
    about: dict[str, Any] = {"by": person.actor, "form": "intake", "object_id": uuid4()}
    with person.acts():
        assert drafts.save(**about, fields={}).version == 1
        drafts.save(**about, fields={}, version=5)
        row = drafts.save(**about, fields=FIELDS)
        assert (row.version, row.fields) == (6, FIELDS)
    with person.acts(), pytest.raises(Conflict):
        drafts.save(**about, fields={}, version=6)


def test_the_first_autosave_and_the_form_that_arrive_together_make_one_row(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, key = world.person(HOME, Role.COORDINATOR), uuid4()
    with person.acts():
        drafts.save(by=person.actor, form="intake", object_id=key, fields={}, version=1)
    # The second asked before the first had written.
    monkeypatch.setattr(type(Draft.objects.for_actor(person.actor)), "exists", lambda _rows: False)

    with person.acts():
        drafts.save(by=person.actor, form="intake", object_id=key, fields=FIELDS, version=2)

    with person.acts():
        assert [row.fields for row in drafts.all_of(person.actor, "intake")] == [FIELDS]


def test_the_browser_saves_and_is_told_when(world: World) -> None:
    browser, key = world.person(HOME, Role.COORDINATOR).browser(), uuid4()

    answer = browser.post(f"/kladde/intake/{key}/", {"observed": "x", "autosave_version": "1"})

    assert answer.status_code == 200
    assert answer.json()["version"] == 1


@pytest.mark.parametrize("version", ["", "x", "-1", str(2**31)])
def test_a_bad_version_is_refused(world: World, version: str) -> None:
    browser = world.person(HOME, Role.COORDINATOR).browser()

    answer = browser.post(f"/kladde/intake/{uuid4()}/", {"autosave_version": version})

    assert answer.status_code == 422


def test_a_logged_out_browser_is_told_so(client: object, world: World) -> None:
    browser = world.person(HOME, Role.COORDINATOR).browser()
    browser.cookies.clear()

    answer = browser.post(f"/kladde/intake/{uuid4()}/", headers={"Accept": "application/json"})

    assert answer.status_code == 401


@pytest.mark.parametrize("role", [*Role])
def test_every_role_can_keep_what_it_writes(world: World, role: Role) -> None:
    """Also the one that reads the log: its pages have fields too."""
    [person] = [each for (place, of), each in world.people.items() if of is role][:1]

    answer = person.browser().post(f"/kladde/proeve/{uuid4()}/", {"autosave_version": "1"})

    assert answer.status_code == 200
