"""R14: one form, one effect, one answer."""

from __future__ import annotations

import re
import threading
import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from stopext.access.roles import Role
from stopext.database import Urls
from stopext.web import leftovers
from tests.kernel import faulty_urls
from tests.kernel.siege import enter_job
from tests.kernel.test_unit_of_work import effects
from tests.support.world import HOME, Person, World

POSTS, AT_ONCE = 50, 10


@pytest.fixture(autouse=True)
def faulty(settings: Any) -> None:
    settings.ROOT_URLCONF = faulty_urls.__name__


@pytest.fixture
def leader(scratch: World) -> Person:
    return scratch.person(HOME, Role.LEADER)


def form(key: uuid.UUID, **fields: str) -> dict[str, str]:
    return {"idempotency_key": str(key), **fields}


def test_fifty_clicks_have_one_effect(
    leader: Person, scratch_superuser: psycopg.Connection
) -> None:
    before, key, answers = effects(scratch_superuser), uuid.uuid4(), []

    def click() -> None:
        for _ in range(POSTS // AT_ONCE):
            answer = leader.browser().post("/fejl/langsom/", form(key, tekst="en"))
            answers.append((answer.status_code, answer.headers["Location"]))
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == POSTS
    assert len(set(answers)) == 1
    assert answers[0][0] == 302
    assert effects(scratch_superuser) == before + 1


@pytest.mark.parametrize("ending", ["422", "409", "500", "200"])
def test_a_form_without_effect_can_be_sent_again(
    leader: Person, scratch_superuser: psycopg.Connection, ending: str
) -> None:
    """A refused form, a crash, or a page shown again ("add a row") does not use the key up."""
    key = uuid.uuid4()
    browser = leader.browser()
    browser.raise_request_exception = False
    browser.post(f"/fejl/skriv/{ending}/", form(key))
    before = effects(scratch_superuser)

    answer = browser.post("/fejl/skriv/302/", form(key))

    assert answer.status_code == 302
    assert effects(scratch_superuser) == before + 1


def test_a_changed_form_with_a_used_key_is_not_dropped(
    leader: Person, scratch_superuser: psycopg.Connection
) -> None:
    """Somebody went back in the browser, wrote more and sent again: told, and nothing lost."""
    key, browser = uuid.uuid4(), leader.browser()
    browser.post("/fejl/langsom/", form(key, tekst="Første udgave af teksten"))
    before = effects(scratch_superuser)

    answer = browser.post("/fejl/langsom/", form(key, tekst="Anden udgave af teksten, længere"))

    assert answer.status_code == 409
    assert "Anden udgave af teksten, længere" in answer.content.decode()
    assert effects(scratch_superuser) == before


@pytest.mark.parametrize(
    ("more", "effects_more"),
    [({}, 0), ({"version": "3"}, 1), ({"tekst": "kort"}, 1)],
    ids=["same text", "about a version", "nothing but a word"],
)
def test_the_same_text_from_a_page_fetched_anew_is_not_stored_twice(
    leader: Person, scratch_superuser: psycopg.Connection, more: dict[str, str], effects_more: int
) -> None:
    """Somebody went back, found her text, and sent it again: asked, and one effect."""
    browser, fields = leader.browser(), {"tekst": "Den samme tekst", **more}
    first = browser.post("/fejl/langsom/", form(uuid.uuid4(), **fields))
    before = effects(scratch_superuser)

    answer = browser.post("/fejl/langsom/", form(uuid.uuid4(), **fields))

    assert answer.status_code == (302 if effects_more else 409)
    assert effects(scratch_superuser) == before + effects_more
    if not effects_more:
        page = unescape(answer.content.decode())
        assert f'href="{first.headers["Location"]}"' in page
        again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        for _press in range(2):
            assert browser.post("/fejl/langsom/", again).status_code == 302
        assert effects(scratch_superuser) == before + 1


def test_the_same_text_is_stored_anew_after_an_hour(
    leader: Person, scratch_superuser: psycopg.Connection
) -> None:
    browser, fields = leader.browser(), {"tekst": "Den samme tekst om det samme"}
    browser.post("/fejl/langsom/", form(uuid.uuid4(), **fields))
    scratch_superuser.execute("update access_idempotency set at = now() - interval '61 minutes'")
    scratch_superuser.commit()
    before = effects(scratch_superuser)

    browser.post("/fejl/langsom/", form(uuid.uuid4(), **fields))

    assert effects(scratch_superuser) == before + 1


def test_a_new_csrf_token_is_not_a_change(leader: Person) -> None:
    key, browser = uuid.uuid4(), leader.browser()
    first = browser.post("/fejl/langsom/", form(key, csrfmiddlewaretoken="a"))

    second = browser.post("/fejl/langsom/", form(key, csrfmiddlewaretoken="b"))

    assert (second.status_code, second.headers["Location"]) == (302, first.headers["Location"])


def test_another_file_is_a_change(leader: Person) -> None:
    key, browser = uuid.uuid4(), leader.browser()
    for name, status in (("a.txt", 302), ("a.txt", 302), ("b.txt", 409)):
        file = SimpleUploadedFile(name, b"x")
        answer = browser.post("/fejl/langsom/", {**form(key), "bilag": file})
        assert answer.status_code == status


def test_a_key_belongs_to_one_person(
    leader: Person, scratch: World, scratch_superuser: psycopg.Connection
) -> None:
    key, other = uuid.uuid4(), scratch.person(HOME, Role.CASEWORKER)
    before = effects(scratch_superuser)
    leader.browser().post("/fejl/langsom/", form(key))

    answer = other.browser().post("/fejl/langsom/", form(key))

    assert answer.status_code == 302
    assert effects(scratch_superuser) == before + 2


@pytest.mark.parametrize("key", ["", "x", "0" * 400, "'; drop table access_idempotency; --"])
def test_a_hostile_key_is_no_key(leader: Person, key: str) -> None:
    answer = leader.browser().post("/fejl/skriv/302/", {"idempotency_key": key})

    assert answer.status_code == 302


def test_a_repeat_needs_a_csrf_token_like_the_first(leader: Person, scratch: World) -> None:
    """The first answer's address is given to nobody who could not have sent the form."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["sid"] = leader.token
    key = uuid.uuid4()
    leader.browser().post("/fejl/langsom/", form(key))

    answer = strict.post("/fejl/langsom/", form(key))

    assert answer.status_code == 403


def test_old_keys_are_removed_by_the_job_alone(
    scratch: World, scratch_urls: Urls, scratch_superuser: psycopg.Connection
) -> None:
    scratch_superuser.execute(
        "insert into access_idempotency (user_id, key, at) values"
        " (gen_random_uuid(), gen_random_uuid(), now() - %s)",
        [timedelta(days=3)],
    )
    with psycopg.connect(scratch_urls.job) as job:
        enter_job(job, leftovers.JOB)
        removed = job.execute(
            "delete from access_idempotency where at < now() - interval '2 days'"
        ).rowcount
        fresh = job.execute("delete from access_idempotency").rowcount

    assert (removed, fresh) == (1, 0)
