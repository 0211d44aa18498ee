"""What ends with the case, and what is told to who comes too early."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from casework import actions
from casework.models import Case
from casework.rules.closing import ClosingError, FindingKey
from casework.rules.codes import ClosureReason
from screening import actions as screenings
from screening.demo.ratings import complete, judgement_like
from screening.models import Screening
from stopext.access import clock
from stopext.access.errors import Refused
from stopext.access.roles import Role
from tests.casework.actions.test_rules import _share
from tests.casework.samples import new_case
from tests.screening.posting import JUDGEMENT, sent, sent_without_version, url
from tests.support.world import HOME, HOME_DISTRICT, Person, World

ASSESSMENT = "Der var tale om en misforståelse, som er opklaret."
TO_AGREE, TO_ANSWER = "Åbnede vurderinger at blive enige om", "Vurderinger at besvare"


@pytest.fixture
def lead(world: World) -> Person:
    """The municipality's coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    """The district's coordinator."""
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


def ordered(lead: Person) -> tuple[Case, Screening]:
    """A case and a screening that both are asked for."""
    with lead.acts():
        case = new_case(lead.actor)
        _share(lead.actor, case)
        day = clock.today() + timedelta(days=9)
        return case, actions.order_screening(
            by=lead.actor, case=case, due_on=day, with_police=True, subset="triage"
        )


def close(by: Person, case: Case, **answers: str) -> Case:
    """End the case, with what it asks for."""
    row = Case.objects.for_actor(by.actor).select_related("subject").get(pk=case.pk)
    given = {FindingKey(name): text for name, text in answers.items()}
    return actions.close(
        by=by.actor,
        case=row,
        version=row.version,
        reason=ClosureReason.UNFOUNDED,
        assessment=ASSESSMENT,
        answers=given,
    )


def page(who: Person, address: str) -> str:
    """A page as text."""
    return " ".join(who.browser().get(address).content.decode().split())


def test_a_joint_assessment_rests_while_the_case_is_closed(lead: Person, police: Person) -> None:
    case, made = ordered(lead)
    start, compare = reverse("web:start"), url("compare", made)
    for seed, who in enumerate((lead, police)):
        with who.acts():
            row = Screening.objects.for_actor(who.actor).get(pk=made.pk)
            complete(by=who.actor, screening=row, profile="low", seed=seed)
    assert [TO_AGREE in page(who, start) for who in (lead, police)] == [True, True]
    seen = []
    for who in (lead, police):
        with who.acts():
            seen.append((who, Screening.objects.for_actor(who.actor).get(pk=made.pk)))
    browser = police.browser()
    form = sent(browser, compare, **JUDGEMENT)
    with lead.acts():
        with pytest.raises(ClosingError) as stopped:
            close(lead, case, open_disclosures="Skal vare.")
        assert [each.key for each in stopped.value.findings] == [FindingKey.JOINT_UNSIGNED]
        close(lead, case, open_disclosures="Skal vare.", joint_unsigned="Politiet er enigt.")

    assert [TO_AGREE in page(who, start) for who in (lead, police)] == [False, False]
    assert "ikke er underskrevet" in page(lead, reverse("casework:case", args=[case.pk]))
    for who in (lead, police):
        shown = page(who, compare)
        assert ("Sagen er afsluttet" in shown, "Gem den fælles" in shown) == (True, False)
        assert "Sammenlign de to vurderinger" in page(who, url("show", made))
    late = browser.post(compare, form)
    assert (late.status_code, "Sagen er afsluttet" in late.content.decode()) == (409, True)
    assert JUDGEMENT["recommendation"] in late.content.decode()
    for act in (_save, _sign):
        for who, early in seen:
            with who.acts(), pytest.raises(Refused, match="Sagen er afsluttet"):
                act(who, early)

    with lead.acts():
        row = Case.objects.for_actor(lead.actor).get(pk=case.pk)
        actions.reopen(by=lead.actor, case=row, version=row.version, reason="Ny oplysning")
    assert "Gem den fælles" in page(police, compare)
    assert browser.post(compare, sent(browser, compare, **JUDGEMENT)).status_code == 302


def _save(who: Person, made: Screening) -> Any:
    return screenings.save_consensus(
        by=who.actor,
        screening=made,
        decisions={},
        judgement=judgement_like("low", asks=made.form.asks),
        version=0,
    )


def _sign(who: Person, made: Screening) -> Any:
    return screenings.sign_consensus(by=who.actor, screening=made, version=0)


def test_nobody_is_asked_to_answer_for_a_closed_case(lead: Person, police: Person) -> None:
    case, made = ordered(lead)
    browser, early = lead.browser(), url("lock", made)
    told = browser.get(early, follow=True).content.decode()
    assert "ikke noget at læse igennem endnu" in told
    assert TO_ANSWER in page(lead, reverse("web:start"))
    with lead.acts():
        close(lead, case, open_disclosures="Skal vare.", screening_pending="Behøves ikke.")

    assert TO_ANSWER not in page(lead, reverse("web:start"))
    for who in (lead, police):
        shown = page(who, url("show", made))
        assert ("Sagen er afsluttet" in shown, "Begynd besvarelsen" in shown) == (True, False)
        away = who.browser().get(url("judge", made))
        assert (away.status_code, away.headers["Location"]) == (302, url("show", made))
    late = browser.post(url("judge", made), sent_without_version(version="0", **JUDGEMENT))
    assert (late.status_code, "Sagen er afsluttet" in late.content.decode()) == (409, True)
