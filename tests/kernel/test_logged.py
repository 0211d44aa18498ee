"""The helper of L01 must itself be able to fail."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.http import HttpResponse

from stopext.access.roles import Role
from tests.kernel import faulty_urls
from tests.kernel.faulty_urls import CANARY
from tests.support.logged import Look, unlogged
from tests.support.world import HOME, World


@pytest.fixture(autouse=True)
def faulty(settings: Any) -> None:
    settings.ROOT_URLCONF = faulty_urls.__name__


def test_a_shown_row_is_in_the_log(scratch: World, scratch_superuser: psycopg.Connection) -> None:
    look = Look.begin(scratch_superuser)
    answer = scratch.person(HOME, Role.LEADER).browser().get("/fejl/vis/")

    assert CANARY in answer.content.decode()
    assert unlogged(answer, {CANARY: "r-1"}, look) == []
    assert unlogged(answer, {CANARY: "another row"}, look) == [CANARY]


def test_an_old_entry_does_not_count(scratch: World, scratch_superuser: psycopg.Connection) -> None:
    answer = scratch.person(HOME, Role.LEADER).browser().get("/fejl/vis/")

    assert unlogged(answer, {CANARY: "r-1"}, Look.begin(scratch_superuser)) == [CANARY]


def test_what_is_not_shown_need_not_be_logged(
    scratch: World, scratch_superuser: psycopg.Connection
) -> None:
    look = Look.begin(scratch_superuser)

    assert unlogged(HttpResponse("intet"), {CANARY: "r-1"}, look) == []
