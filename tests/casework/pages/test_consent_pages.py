"""Consents of a case: recorded, listed, corrected, withdrawn, and asked for by a share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework import actions
from casework.actions.consents import ANSWERED
from casework.models import Case, Consent, Disclosure
from casework.rules.clocks import add_months
from casework.rules.codes import Tristate
from casework.rules.consents import ConsentAnswer, ConsentReceiver, ConsentTo, ConsentWay
from casework.rules.disclosure import DisclosureError
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from stopext.web.dates import format_date
from tests.casework import joint
from tests.casework.pages.browsing import saved, send, text_of, url
from tests.casework.samples import another_case, consent, new_case, person
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

WORDS = "Samtykkekanarie om det, skolen har set"
WHY = "Infohuset skal kende det sete i skolen."
LAPSED = "Samtykket gælder ikke længere"
ADD = {
    "purpose": "share",
    "receiver": "police",
    "words": WORDS,
    "answer": "yes",
    "giver": "citizen",
    "way": "written",
}


@pytest.fixture
def leading(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(leading: Person) -> Case:
    with leading.acts():
        return new_case(leading.actor)


def given(leading: Person, case: Case, **changes: Any) -> Consent:
    with leading.acts():
        return consent(leading.actor, case, **{"words": WORDS} | changes)


def taken_back(leading: Person, row: Consent) -> None:
    with leading.acts():
        actions.withdraw_consent(
            by=leading.actor, consent=row, withdrawn_on=clock.today(), way=ConsentWay.ORAL
        )


def share_fields(**changes: Any) -> dict[str, Any]:
    return {
        "items": ["identity-name"],
        "legal_basis": "consent",
        "necessity": WHY,
        "expires_on": (clock.today() + timedelta(days=30)).isoformat(),
        "citizen_informed": "yes",
        **changes,
    }


def shared_on(leading: Person, case: Case, row: Consent) -> Disclosure:
    with leading.acts():
        return actions.share(
            by=leading.actor,
            case=case,
            items=["identity-name"],
            legal_basis=LegalBasis.CONSENT,
            consent=str(row.pk),
            necessity=WHY,
            expires_on=clock.today() + timedelta(days=20),
            acknowledged=False,
            citizen_informed=Tristate.YES,
        )


def rows_of(leading: Person, model: Any) -> list[Any]:
    with leading.acts():
        return list(model.objects.for_actor(leading.actor))


def test_an_answer_is_recorded_listed_and_on_the_timeline(leading: Person, case: Case) -> None:
    browser = leading.browser()
    sent = {**ADD, "given_on": f"{clock.today():%d.%m.%Y}", "receiver_words": "Infohus Nord"}

    answer = send(browser, url("consent_add", case.pk), **sent)

    assert answer.status_code == 302
    page = text_of(browser.get(url("consents", case.pk)))
    assert [word in page for word in (WORDS, "Infohus Nord", "Gælder", "Borgeren")] == [True] * 4
    timeline = text_of(browser.get(f"{url('case', case.pk)}?show=consents"))
    assert (WORDS in timeline, url("consents", case.pk) in timeline) == (True, True)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "Gælder"),
        ({"lasts_until": 29}, "Slutter snart"),
        ({"given_on": -40, "lasts_until": -1}, "Udløbet"),
        ({"answer": ConsentAnswer.NO}, "Sagde nej"),
    ],
)
def test_the_list_says_what_each_is_worth_in_words(
    leading: Person, case: Case, changes: dict[str, Any], status: str
) -> None:
    days = {
        name: clock.today() + timedelta(days=value) if isinstance(value, int) else value
        for name, value in changes.items()
    }
    row = given(leading, case, **days)

    page = text_of(leading.browser().get(url("consents", case.pk)))

    assert status in page.split(f"samtykke-{row.pk}")[1]
    assert (url("consent_withdraw", case.pk, row.pk) in page) is (row.answer == "yes")


def test_a_withdrawal_is_written_once_also_when_the_case_is_closed(
    leading: Person, case: Case
) -> None:
    row = given(leading, case)
    browser = leading.browser()
    with leading.acts():
        Case.objects.for_actor(leading.actor).filter(pk=case.pk).update(state="closed")
    sent = {"withdrawn_on": f"{clock.today():%d.%m.%Y}", "withdrawn_way": "oral"}

    first = send(browser, url("consent_withdraw", case.pk, row.pk), **sent)
    again = browser.post(
        url("consent_withdraw", case.pk, row.pk), {**sent, "idempotency_key": uuid4()}
    )

    assert (first.status_code, again.status_code) == (302, 409)
    assert browser.get(url("consent_withdraw", case.pk, row.pk)).status_code == 302
    assert browser.get(url("consent_add", case.pk)).status_code == 403
    page = text_of(browser.get(url("consents", case.pk)))
    assert ("Trukket tilbage" in page, leading.actor.name in page) == (True, True)
    with pytest.raises(Conflict), leading.acts():
        actions.withdraw_consent(
            by=leading.actor, consent=row, withdrawn_on=clock.today(), way=ConsentWay.ORAL
        )


def test_a_no_does_not_stand_beside_the_yes_it_takes_back(leading: Person, case: Case) -> None:
    given(leading, case)
    said = ADD | {"answer": "no", "given_on": clock.today().isoformat()}

    answer = send(leading.browser(), url("consent_add", case.pk), **said)

    assert answer.status_code == 422
    assert "Træk det samtykke tilbage i stedet." in text_of(answer)
    send(leading.browser(), url("consent_add", case.pk), **said | {"giver": "guardian"})
    with leading.acts():
        assert [row.answer for row in Consent.objects.for_actor(leading.actor)].count("no") == 1


def test_the_citizens_own_no_outweighs_anothers_yes(leading: Person, case: Case) -> None:
    yes = given(leading, case, giver="guardian")
    assert str(yes.pk) in text_of(leading.browser().get(url("share", case.pk)))

    given(leading, case, answer="no", giver="citizen")

    assert str(yes.pk) not in text_of(leading.browser().get(url("share", case.pk)))
    with pytest.raises(DisclosureError, match="gælder ikke længere"):
        shared_on(leading, case, yes)


@pytest.mark.parametrize("change", [{"answer": "no", "lasts_until": None}, {"receiver": "school"}])
def test_a_consent_that_carries_a_share_is_withdrawn_and_not_corrected_away(
    leading: Person, case: Case, change: dict[str, Any]
) -> None:
    yes = given(leading, case)
    shared_on(leading, case, yes)
    said = {name: getattr(yes, name) for name in ANSWERED} | change

    with leading.acts(), pytest.raises(Invalid, match="Træk det tilbage i stedet"):
        actions.correct_record(by=leading.actor, record=yes, version=0, said=said, reason="Slåfejl")


def test_of_an_adult_nobody_has_custody(leading: Person) -> None:
    for year, status in ((clock.today().year - 17, 302), (clock.today().year - 30, 422)):
        with leading.acts():
            case = new_case(leading.actor, person(name=f"Født {year}", birth_year=year))
        said = ADD | {"giver": "custody", "given_on": clock.today().isoformat()}

        assert send(leading.browser(), url("consent_add", case.pk), **said).status_code == status


def test_a_yes_without_a_last_day_holds_a_year(leading: Person, case: Case) -> None:
    old = given(leading, case, given_on=clock.today() - timedelta(days=800))

    assert old.lasts_until == add_months(old.given_on, 12)
    assert not old.holds(clock.today())


def test_a_correction_keeps_what_stood_and_asks_why(leading: Person, case: Case) -> None:
    row = given(leading, case, receiver=ConsentReceiver.SCHOOL)
    browser, address = leading.browser(), url("correct_consent", case.pk, row.pk)
    shown = browser.get(address)
    fields = {name: shown.context["form"][name].value() for name in ADD}
    sent = {**fields, "given_on": f"{clock.today():%d.%m.%Y}", "version": "0"}

    no_reason = send(browser, address, **{**sent, "words": "Noget andet"})
    done = send(browser, address, **{**sent, "words": "Noget andet", "why": "Hørt forkert"})

    assert (no_reason.status_code, done.status_code) == (422, 302)
    assert "withdrawn_on" not in shown.context["form"].fields
    page = text_of(browser.get(url("consents", case.pk)))
    assert [word in page for word in ("Noget andet", WORDS, "Hørt forkert")] == [True] * 3


def test_sharing_on_consent_without_one_says_what_to_do_and_keeps_the_text(
    leading: Person, case: Case
) -> None:
    given(leading, case, receiver=ConsentReceiver.SCHOOL)
    given(leading, case, purpose=ConsentTo.MEASURE)
    given(leading, case, answer=ConsentAnswer.NO)
    taken_back(leading, given(leading, case))
    browser = leading.browser()

    response = send(browser, url("share", case.pk), **share_fields())

    page = text_of(response)
    assert response.status_code == 422
    assert "Registrér borgerens samtykke til at dele med politiet" in page
    assert (url("consents", case.pk) in page, WHY in page) == (True, True)
    assert rows_of(leading, Disclosure) == []
    given(leading, case)
    again = text_of(browser.post(url("share", case.pk), share_fields()))
    assert ("Vælg det samtykke, delingen hviler på" in again, WHY in again) == (True, True)


def test_the_chosen_consent_is_kept_and_shown_to_both_with_its_words(
    leading: Person, case: Case, world: World
) -> None:
    row = given(leading, case, lasts_until=clock.today() + timedelta(days=40))
    browser = leading.browser()

    unchosen = send(browser, url("share", case.pk), **share_fields())
    done = send(browser, url("share", case.pk), **share_fields(consent=str(row.pk)))

    assert (unchosen.status_code, done.status_code) == (422, 302)
    (made,) = rows_of(leading, Disclosure)
    assert (made.consent_id, made.consent_given_on) == (row.pk, row.given_on)
    officer = world.person(HOME_DISTRICT, Role.OFFICER).browser()
    officer.post(url("receive", made.pk))
    told = f"samtykke fra borgeren, givet {format_date(row.given_on)}"
    ours = text_of(browser.get(url("shared", case.pk, made.pk)))
    theirs = text_of(officer.get(url("disclosure", made.pk)))
    assert (told in ours, told in theirs) == (True, True)
    assert (WORDS in ours, WORDS in theirs) == (True, True)
    assert WORDS in text_of(browser.get(url("share", case.pk)))
    assert "Trækkes samtykket tilbage, kan oplysningerne ikke længere læses her" in theirs


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"legal_basis": "fvl_28"}, "grundlaget er et andet"),
        ({"expires": 50}, "Delingen kan ikke vare længere"),
        ({"consent": str(uuid4())}, "gælder ikke længere"),
    ],
)
def test_a_consent_that_does_not_fit_is_refused(
    leading: Person, case: Case, changes: dict[str, Any], message: str
) -> None:
    row = given(leading, case, lasts_until=clock.today() + timedelta(days=40))
    last = clock.today() + timedelta(days=changes.get("expires", 30))
    fields = share_fields(**{"consent": str(row.pk), "expires_on": last.isoformat()} | changes)

    response = send(leading.browser(), url("share", case.pk), **fields)

    assert response.status_code == 422
    assert message in text_of(response)


def test_a_consent_of_another_case_is_no_consent(leading: Person, case: Case) -> None:
    with leading.acts():
        other = consent(leading.actor, another_case(leading.actor, "Nora Skovgaard"), words=WORDS)

    response = send(leading.browser(), url("share", case.pk), **share_fields(consent=str(other.pk)))

    assert response.status_code == 422
    with pytest.raises(DisclosureError):
        shared_on(leading, case, other)


def test_a_consent_withdrawn_while_somebody_shares_carries_nothing(
    leading: Person, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page found it good; the locked case is asked again."""
    row = given(leading, case)
    real = actions.share

    def overtaken(**facts: Any) -> Disclosure:
        actions.withdraw_consent(
            by=leading.actor, consent=row, withdrawn_on=clock.today(), way=ConsentWay.ORAL
        )
        return real(**facts)

    monkeypatch.setattr(actions, "share", overtaken)
    response = send(leading.browser(), url("share", case.pk), **share_fields(consent=str(row.pk)))

    assert response.status_code == 422
    assert LAPSED in text_of(response)
    assert rows_of(leading, Disclosure) == []


def test_what_rests_on_a_withdrawn_consent_is_shown_as_such_with_the_way_to_end_it(
    leading: Person, case: Case
) -> None:
    row = given(leading, case)
    made = shared_on(leading, case, row)
    browser, end = leading.browser(), url("withdraw", case.pk, made.pk)
    pages = [url("case", case.pk), url("consents", case.pk), url("shared", case.pk, made.pk)]
    pages.append(url("shares"))
    before = [text_of(browser.get(page)) for page in (*pages, "/start/")]

    warned = text_of(browser.get(url("consent_withdraw", case.pk, row.pk)))
    assert "1 deling hviler på det. Politiet kan ikke læse oplysningerne" in warned
    sent = {"withdrawn_on": f"{clock.today():%d.%m.%Y}", "withdrawn_way": "oral"}
    saved(browser, url("consent_withdraw", case.pk, row.pk), **sent)
    told = browser.get(url("consents", case.pk))

    assert [LAPSED in page or "uden gyldigt samtykke" in page for page in before] == [False] * 5
    assert "1 deling hviler på det. Politiet kan ikke længere læse den" in text_of(told)
    after = [text_of(browser.get(page)) for page in pages]
    assert [end in page for page in after] == [True] * 4
    assert [LAPSED in after[number] for number in (0, 2, 3)] == [True] * 3
    assert "Delinger uden gyldigt samtykke" in text_of(browser.get("/start/"))
    assert rows_of(leading, Disclosure)[0].revoked_at is None
    with leading.acts(), pytest.raises(Refused):
        joint.planned(leading.actor, case)
    with leading.acts():
        actions.withdraw(by=leading.actor, disclosure=made, reason="Samtykket er trukket tilbage.")
    assert LAPSED not in text_of(browser.get(url("case", case.pk)))


def test_a_screening_together_rests_on_the_ground_of_the_share(leading: Person, case: Case) -> None:
    row = given(leading, case)
    shared_on(leading, case, row)
    browser, address = leading.browser(), url("screening_order", case.pk)
    due = f"{clock.today() + timedelta(days=10):%d.%m.%Y}"
    sent = {"purpose": "analysis", "subset": "triage", "due_on": due, "with_police": "on"}

    asked = text_of(browser.get(address))
    done = send(browser, address, **sent)
    taken_back(leading, row)
    late = send(browser, address, **sent)

    assert ("Borgerens samtykke" in asked, WORDS in asked) == (True, True)
    assert (done.status_code, late.status_code) == (302, 422)
    assert "Samtykket bag delingen gælder ikke længere" in text_of(late)


def test_a_consent_that_ends_soon_is_among_the_deadlines(leading: Person, case: Case) -> None:
    given(leading, case, lasts_until=clock.today() + timedelta(days=9))
    browser = leading.browser()

    assert "Samtykke slutter" in text_of(browser.get(url("case", case.pk)))
    assert "Samtykker, der snart slutter" in text_of(browser.get("/start/"))


@pytest.mark.parametrize(
    ("authority", "role"),
    [(HOME, Role.CASEWORKER), (NEIGHBOUR, Role.COORDINATOR)],
)
def test_who_does_not_see_the_case_finds_no_consent(
    world: World, leading: Person, case: Case, authority: int, role: Role
) -> None:
    row = given(leading, case)
    browser = world.person(authority, role).browser()

    for name, keys in {
        "consents": (),
        "consent_add": (),
        "correct_consent": (row.pk,),
        "consent_withdraw": (row.pk,),
    }.items():
        assert browser.get(url(name, case.pk, *keys)).status_code == 404
    assert WORDS not in text_of(browser.get("/start/"))
