"""To whom the pages exist, and who may do what on them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from screening import actions
from screening.demo import ratings
from screening.models import Screening
from stopext.access.roles import Role
from tests.screening.conftest import Cast, fresh
from tests.screening.posting import url
from tests.support.world import FAR_DISTRICT, HOME, NEIGHBOUR, World

WHY = "Borgeren har trukket sit samtykke tilbage."
LIST = "/vurderinger/"
GET_PAGES = ["show", "judge", "lock", "profile", "change", "add", "compare"]
POST_PAGES = ["assign", "take_over", "open_alone", "acknowledge"]


def test_caseworker_sees_only_what_she_is_named_for(cast: Cast) -> None:
    screening = cast.order()
    client = cast.caseworker.browser()
    assert client.get(url("show", screening)).status_code == 404
    with cast.coordinator.acts():
        actions.grant_access(
            by=cast.coordinator.actor,
            screening=fresh(cast.coordinator, screening),
            user_id=cast.caseworker.actor.user_id,
        )
    assert client.get(url("show", screening)).status_code == 200
    with cast.coordinator.acts():
        actions.end_access(
            by=cast.coordinator.actor,
            screening=fresh(cast.coordinator, screening),
            user_id=cast.caseworker.actor.user_id,
        )
    assert client.get(url("show", screening)).status_code == 404


@pytest.mark.parametrize("name", [*GET_PAGES, *POST_PAGES])
@pytest.mark.parametrize(
    ("authority", "role"), [(NEIGHBOUR, Role.COORDINATOR), (FAR_DISTRICT, Role.POLICE_COORDINATOR)]
)
def test_foreign_is_missing(
    world: World, opened: Screening, name: str, authority: int, role: Role
) -> None:
    client = world.person(authority, role).browser()
    missing = reverse(f"screening:{name}", args=[uuid4()])
    method = client.post if name in POST_PAGES else client.get
    foreign, nowhere = method(url(name, opened)), method(missing)
    assert (foreign.status_code, nowhere.status_code) == (404, 404)
    assert len(foreign.content) == len(nowhere.content)


def test_the_joint_page_says_that_the_police_have_gone(cast: Cast, opened: Screening) -> None:
    page = cast.coordinator.browser()
    assert "Bliv enige om det" in page.get(url("compare", opened)).content.decode()
    with cast.coordinator.acts():
        actions.revoke_police(
            by=cast.coordinator.actor, screening=fresh(cast.coordinator, opened), reason=WHY
        )
    text = page.get(url("compare", opened)).content.decode()
    assert ("Bliv enige" in text, "Politikredsens adgang er ophørt, så" in text) == (False, True)


@pytest.mark.parametrize("name", ["profile", "compare"])
def test_revoked_and_expired_are_missing_for_the_police(
    cast: Cast, opened: Screening, name: str
) -> None:
    client = cast.police.browser()
    assert client.get(url(name, opened)).status_code == 200
    with cast.coordinator.acts():
        actions.revoke_police(
            by=cast.coordinator.actor, screening=fresh(cast.coordinator, opened), reason=WHY
        )
    assert client.get(url(name, opened)).status_code == 404
    assert cast.coordinator.browser().get(url("show", opened)).status_code == 200


@pytest.mark.parametrize("role", [Role.REPORTER, Role.LOG_REVIEWER])
def test_roles_without_screening_are_turned_away(
    world: World, opened: Screening, role: Role
) -> None:
    client = world.person(HOME, role).browser()
    for address in (LIST, url("show", opened)):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", GET_PAGES)
def test_nobody_comes_without_login(client: Any, opened: Screening, name: str) -> None:
    response = client.get(url(name, opened))
    assert response.status_code == 302
    assert "/konto/" in response["Location"]


def test_assigning_takes_only_own_colleagues(cast: Cast) -> None:
    screening = cast.order()
    client = cast.police.browser()
    stranger = cast.caseworker.actor.user_id
    for person in ("", str(stranger), "x", str(uuid4())):
        data = {"person": person, "idempotency_key": str(uuid4())}
        assert client.post(url("assign", screening), data).status_code == 422
    assert cast.officer.browser().get(url("show", screening)).status_code == 404
    free = dict(client.get(url("show", screening)).context["form"].fields["person"].choices)
    assert set(free) == {"", str(cast.officer.actor.user_id)}
    data = {"person": str(cast.officer.actor.user_id), "idempotency_key": str(uuid4())}
    assert client.post(url("assign", screening), data).status_code == 302
    officer = cast.officer.browser()
    assert officer.get(url("show", screening)).status_code == 200
    # Nobody who sees it already, by her name or by her role, is offered.
    assert client.get(url("show", screening)).context["form"] is None
    assert "Giv en kollega adgang" not in client.get(url("show", screening)).content.decode()
    again = {"person": str(cast.police.actor.user_id), "idempotency_key": str(uuid4())}
    assert officer.post(url("assign", screening), again).status_code == 403
    assert "Giv en kollega adgang" not in officer.get(url("show", screening)).content.decode()


def test_colleague_may_not_answer_until_she_takes_over(cast: Cast) -> None:
    screening = cast.order()
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        ratings.begin(by=cast.coordinator.actor, screening=row, profile="low", seed=1, pages=1)
    client = cast.leader.browser()
    address = url("answer", screening, "A")
    refused = client.get(address)
    assert refused.headers["Location"] == url("show", screening)
    refused = client.get(address, follow=True)
    assert "er i gang med at besvare" in refused.content.decode()
    assert client.post(url("take_over", screening)).status_code == 302
    assert client.get(address).status_code == 200
    assert cast.coordinator.browser().get(address).status_code == 302
