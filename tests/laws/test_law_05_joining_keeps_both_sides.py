"""Law 5: joining keeps both sides, can be undone, and only ever adds protection.

Subjects: every mark of protection on a model of a case, found by its name; a concern that joins the
citizen or the case of an earlier one takes none of them away. And every action that joins: it has
one that undoes it. How two sides of a citizen are joined is ``casework/actions/citizens.py`` with
``tests/casework/actions/test_rules.py``; two sides of a form, ``tests/web/test_merging.py``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from casework import actions
from casework.models import Case
from casework.rules.codes import MatchAnswer
from stopext.access.roles import Role
from tests.casework import samples
from tests.support.world import HOME, Person, World

PROTECTION = re.compile(r"protect|restrict")
MARKS = {
    f"{model._meta.model_name}.{field.name}"
    for model in apps.get_app_config("casework").get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, models.BooleanField) and PROTECTION.search(field.name)
}
JOINS = [name for name in actions.__all__ if re.match(r"(join|merge)_", name)]
UNDOES = [name for name in actions.__all__ if re.match(r"(part|separate|undo|unjoin)", name)]


def marked(lead: Person, mark: str) -> Case:
    """A case of a citizen with a number, with the one mark."""
    who = samples.person(cpr=samples.CPR, birth_year=None)
    who = replace(who, address_protected=mark == "subject.address_protected")
    case = samples.new_case(lead.actor, who, protected_source=mark == "concern.protected_source")
    samples.party(lead.actor, case, address_protected=mark == "party.address_protected")
    if mark == "case.restricted":
        keys = [lead.membership.pk]
        actions.restrict(by=lead.actor, case=case, version=case.version, membership_ids=keys)
    return case


def values(case: Case) -> dict[str, Any]:
    """Each mark as it is stored now."""
    case.refresh_from_db()
    concern = case.concerns.earliest("at")
    return {
        "case.restricted": case.restricted,
        "party.address_protected": case.parties.get().address_protected,
        "concern.protected_source": concern.protected_source,
        "subject.address_protected": case.subject.address_protected,
    }


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_a_concern_that_joins_takes_no_protection_away(world: World, mark: str) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = marked(lead, mark)
        assert {name for name, holds in values(case).items() if holds} == {mark}
        who = samples.person(cpr=samples.CPR, birth_year=None)
        hits = actions.search_repeats(by=lead.actor, person=who)
        joined = actions.register_concern(
            by=lead.actor,
            person=who,
            facts=samples.facts(),
            answers={hit.subject_id: MatchAnswer.SAME for hit in hits},
        )

        assert joined.subject_id == case.subject_id
        assert values(case)[mark]


def test_marks_were_found() -> None:
    assert len(MARKS) > 2


def test_every_join_can_be_undone() -> None:
    assert JOINS
    assert len(UNDOES) >= len(JOINS)
