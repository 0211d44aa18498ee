"""Consents with SQL in one's own role: who reads them, what stays, what a share rests on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework import actions
from casework.models import Case
from casework.rules.codes import Tristate
from casework.rules.consents import ConsentGiver, ConsentReceiver, ConsentWay
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.samples import consent, new_case
from tests.casework.test_insider_walls import answer
from tests.casework.test_walls import refused, rows
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

COUNT = "select count(*) from casework_consent"
RESTS = "sharing on consent rests on one that holds"
#: A copy of the case's disclosure that rests on another consent, or says other things of its own.
COPY = (
    "insert into casework_disclosure select (jsonb_populate_record(t, jsonb_build_object('id',"
    " gen_random_uuid(), 'at', now(), {}))).* from casework_disclosure t limit 1"
)


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    """A case with a share that rests on the newest of its consents."""
    with lead.acts():
        row = new_case(lead.actor)
        yes = consent(lead.actor, row)
        actions.share(
            by=lead.actor,
            case=row,
            items=["identity-name"],
            legal_basis=LegalBasis.CONSENT,
            consent=str(yes.pk),
            necessity="Infohuset skal kende borgeren.",
            expires_on=clock.today() + timedelta(days=30),
            acknowledged=False,
            citizen_informed=Tristate.YES,
        )
        return row


def test_a_consent_is_read_by_those_of_the_case_alone(
    world: World, lead: Person, case: Case
) -> None:
    with lead.acts():
        actions.restrict(
            by=lead.actor,
            case=case,
            version=case.version,
            membership_ids=[lead.actor.membership_id],
        )
        assert rows(COUNT) == [(1,)]
    for authority, role in (
        (HOME, Role.LEADER),
        (HOME, Role.CASEWORKER),
        (NEIGHBOUR, Role.COORDINATOR),
    ):
        with world.person(authority, role).acts():
            assert rows(COUNT) == [(0,)]
            assert refused("update casework_consent set answer = 'yes'")
    for authority, role in ((HOME_DISTRICT, Role.OFFICER), (HOME, Role.LOG_REVIEWER)):
        with world.person(authority, role).acts():
            assert refused("select 1 from casework_consent")


def test_what_was_withdrawn_stays_so_and_who_noted_it_too(lead: Person, case: Case) -> None:
    with lead.acts():
        row = consent(lead.actor, case)
        actions.withdraw_consent(
            by=lead.actor, consent=row, withdrawn_on=clock.today(), way=ConsentWay.ORAL
        )
        back = (
            "withdrawn_at = null, withdrawn_by_user = null, withdrawn_by_name = '',"
            " withdrawn_on = null"
        )
        assert refused(f"update casework_consent set {back} where id = %s", row.pk)
        assert refused("update casework_consent set by_name = 'En anden'")
        assert refused("delete from casework_consent")


def test_a_share_on_consent_rests_on_one_that_holds_and_says_what_it_says(
    lead: Person, case: Case
) -> None:
    with lead.acts():
        assert answer(COPY.format("'hand_over', false")) == ""
        unfit = [
            consent(lead.actor, case, receiver=ConsentReceiver.SCHOOL),
            consent(lead.actor, case, answer="no", giver=ConsentGiver.GUARDIAN),
            consent(lead.actor, case, lasts_until=clock.today() + timedelta(days=29)),
        ]
        gone = consent(lead.actor, case)
        actions.withdraw_consent(
            by=lead.actor, consent=gone, withdrawn_on=clock.today(), way=ConsentWay.ORAL
        )
        for row in (*unfit, gone):
            until = f"'{row.lasts_until}'" if row.lasts_until else "null"
            said = f"'consent_id', '{row.pk}', 'consent_until', {until}::date"
            assert answer(COPY.format(said)) == RESTS
        assert answer(COPY.format("'consent_giver', 'guardian'")) == RESTS
        assert answer(COPY.format("'consent_id', null, 'consent_given_on', null")) == RESTS
        assert refused("update casework_disclosure set consent_given_on = '2020-01-01'")
        assert refused("update casework_disclosure set legal_basis = 'fvl_28', consent_id = null")
