"""Law 11: nobody gives herself a right, by any detour.

Subjects: every action of every app with a parameter that says who gets something (a person, an
address, a membership, a role). Whoever would gain by it tries it for herself; a new action of this
kind without a try fails. Other spellings of one's own address, roles from outside and detours by
SQL are ``tests/accounts/test_giving.py`` and ``tests/kernel/test_injected_sql.py``.
"""

from __future__ import annotations

import inspect
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from casework import actions as casework_actions
from casework.models import Case
from screening import actions as screening_actions
from stopext.access import clock
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Role
from stopext.accounts import actions as accounts_actions
from stopext.accounts.models import CENTRE, Authority
from tests.casework.samples import new_case
from tests.screening.conftest import Cast
from tests.support.world import HOME, HOME_DISTRICT, World

GIVES = {"assignment", "email", "membership", "membership_id", "membership_ids", "role", "user_id"}
ACTIONS = {
    f"{module.__name__}.{name}"
    for module in (casework_actions, screening_actions, accounts_actions)
    for name, action in inspect.getmembers(module, inspect.isfunction)
    if GIVES & {*inspect.signature(action).parameters}
}
#: Actions that only take away, or write down an address that opens nothing.
TAKES = {
    "casework.actions.remove_colleague",
    "screening.actions.end_access",
    "stopext.accounts.actions.end_membership",
    "stopext.accounts.actions.keep_contact",
}


def _case(world: World) -> Case:
    """A case that only its coordinator and the leader see."""
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        return new_case(lead.actor)


def _joins(world: World) -> object:
    me, case = world.person(HOME, Role.CASEWORKER), _case(world)
    with me.acts():
        return casework_actions.add_colleague(
            by=me.actor, case=case, membership_id=me.membership.pk
        )


def _restricts(world: World) -> object:
    me, case = world.person(HOME, Role.CASEWORKER), _case(world)
    with me.acts():
        return casework_actions.restrict(
            by=me.actor, case=case, version=case.version, membership_ids=[me.membership.pk]
        )


def _opens(world: World) -> object:
    me, screening = world.person(HOME_DISTRICT, Role.OFFICER), Cast(world).order()
    with me.acts():
        return screening_actions.grant_access(
            by=me.actor, screening=screening, user_id=me.actor.user_id
        )


def _invites(world: World) -> object:
    me = world.person(CENTRE, Role.ADMINISTRATOR)
    with me.acts():
        return accounts_actions.invite(
            by=me.actor,
            authority=Authority.objects.get(pk=727),
            email=me.user.email,
            name=me.user.name,
            role=Role.LEADER,
        )


def _stays(world: World) -> object:
    """Who is in her last days gives herself more of them."""
    me = world.person(HOME, Role.LEADER)
    row = me.membership
    with me.acts():
        return accounts_actions.change_period(
            by=me.actor,
            membership=row,
            version=row.version,
            valid_from=row.valid_from,
            valid_until=clock.today() + timedelta(days=999),
        )


TRIES = {
    "casework.actions.add_colleague": _joins,
    "casework.actions.restrict": _restricts,
    "screening.actions.grant_access": _opens,
    "stopext.accounts.actions.change_period": _stays,
    "stopext.accounts.actions.invite": _invites,
}


def test_every_action_that_gives_is_tried_for_oneself() -> None:
    assert sorted(ACTIONS - {*TRIES, *TAKES}) == []
    assert sorted({*TRIES, *TAKES} - ACTIONS) == []
    assert len(ACTIONS) > 6


@pytest.mark.parametrize("name", TRIES)
def test_nobody_is_given_what_she_asks_for_herself(world: World, name: str) -> None:
    with pytest.raises((Refused, Invalid, ObjectDoesNotExist)):
        TRIES[name](world)
