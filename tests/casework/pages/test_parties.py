"""Who is around the citizen: written down, read, corrected, ended, and a citizen herself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework import actions
from casework.models import Case, FieldHistory, Party, PartyRelation, Subject
from casework.queries.shareable import shareable_items
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Role
from tests.casework import erasing, samples
from tests.casework.pages.browsing import MOST_ON_CASE_PAGE, page_queries, saved, send, text_of, url
from tests.support.world import HOME, Person, World

SAID = {
    "role": "parent",
    "name": "Kanarie Attrapsen",
    "reach": "Kanarie-vej 1",
    "address_protected": "on",
    "custody": "yes",
    "contact": "terms",
    "contact_terms": "Kanarie-om aftenen",
    "told": "part",
    "told_ground": "Kanarie-samtykke",
    "note": "Kanarie-andet",
    "since": "1.2.2024",
}


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def leader(world: World) -> Person:
    return world.person(HOME, Role.LEADER)


@pytest.fixture
def case(lead: Person) -> Case:
    """About a child."""
    with lead.acts():
        child = samples.person(birth_year=clock.today().year - 12)
        return samples.new_case(lead.actor, child)


def kept(lead: Person, case: Case) -> Party:
    with lead.acts():
        found: Party = Party.objects.for_actor(lead.actor).get(case=case)
    return found


def hidden_case(lead: Person) -> Case:
    """Another citizen's case that the coordinator alone may see."""
    with lead.acts():
        made = samples.another_case(lead.actor, "Ea Kulissegaard")
        return actions.restrict(
            by=lead.actor,
            case=made,
            version=made.version,
            membership_ids=[lead.membership.pk],
        )


def related(lead: Person, case: Case, other: Case) -> PartyRelation:
    with lead.acts():
        row = samples.party(lead.actor, case)
        return actions.relate_party(by=lead.actor, party=row, number=other.number, name_known=True)


def test_what_is_written_is_read_and_only_initials_stand_on_the_case(
    lead: Person, case: Case
) -> None:
    browser = lead.browser()
    assert saved(browser, url("party_add", case.pk), **SAID) == url("parties", case.pk)

    page, on_case = (
        text_of(browser.get(url("parties", case.pk))),
        text_of(browser.get(url("case", case.pk))),
    )

    texts = [text for text in SAID.values() if text.startswith("Kanarie")]
    assert [text for text in texts if text not in page] == []
    assert [text for text in texts if text in on_case] == []
    assert "1. februar 2024" in page
    assert ("K. A." in on_case, "har forældremyndighed" in on_case) == (True, True)
    assert [("Navne- og adressebeskyttet" in text) for text in (page, on_case)] == [True, True]
    assert f'href="{url("parties", case.pk)}"' in on_case
    assert len(page_queries(browser, url("case", case.pk))) <= MOST_ON_CASE_PAGE


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"contact_terms": ""}, "contact_terms"),
        ({"told_ground": ""}, "told_ground"),
        ({"since": "1.2.2199"}, "since"),
        ({"role": ""}, "role"),
    ],
)
def test_what_cannot_be_so_is_refused_with_the_text_kept(
    lead: Person, case: Case, changes: dict[str, str], field: str
) -> None:
    answer = lead.browser().post(url("party_add", case.pk), SAID | changes)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Kanarie Attrapsen" in text_of(answer)


def test_an_action_refuses_what_the_form_would(lead: Person, case: Case) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    impossible = (
        {"name": " "},
        {"since": tomorrow},
        {"contact_terms": ""},
        {"told_ground": ""},
    )
    with lead.acts():
        for changes in impossible:
            with pytest.raises(Invalid):
                samples.party(lead.actor, case, **changes)


def test_a_role_is_ended_and_corrected_and_everything_is_kept(lead: Person, case: Case) -> None:
    browser = lead.browser()
    saved(browser, url("party_add", case.pk), **SAID)
    row = kept(lead, case)
    address = url("party", case.pk, row.pk)
    assert "Personen har navne- og adressebeskyttelse" in text_of(browser.get(address))
    changed = {**SAID, "reach": "Kanarie-gade 2", "until": "1.3.2024", "why": "Kanarie-flyttet"}

    saved(browser, address, **changed)

    page, on_case = (
        text_of(browser.get(url("parties", case.pk))),
        text_of(browser.get(url("case", case.pk))),
    )
    shown = ("Kanarie-vej 1", "Kanarie-gade 2", "Kanarie-flyttet", "1. marts 2024", "Tidligere")
    assert [text for text in shown if text not in page] == []
    assert "Der er ikke skrevet nogen op" in on_case
    with lead.acts():
        history = FieldHistory.objects.for_actor(lead.actor).filter(row_id=row.pk)
        assert {*history.get().old} == {"reach", "until"}
        with pytest.raises(Conflict):
            actions.correct_record(
                by=lead.actor, record=row, version=0, said={"note": "Sent"}, reason="Sent"
            )
    too_early = send(browser, address, **{**changed, "until": "1.1.2024"})
    assert (too_early.status_code, [*too_early.context["form"].errors]) == (422, ["until"])


def test_a_relation_is_seen_from_both_ends_and_ended_once(lead: Person, case: Case) -> None:
    with lead.acts():
        other = samples.another_case(lead.actor, "Ea Kulissegaard")
        row = samples.party(lead.actor, case)
    browser = lead.browser()
    saved(browser, url("party_relate", case.pk, row.pk), number=other.number)
    ends = [(url("parties", case.pk), other), (url("case", case.pk), other)]
    ends.append((url("case", other.pk), case))

    assert [page for page, to in ends if to.number not in text_of(browser.get(page))] == []

    with lead.acts():
        relation = PartyRelation.objects.for_actor(lead.actor).get()
    end = url("relation_end", case.pk, relation.pk)
    said = [text_of(browser.post(end, follow=True)) for _time in range(2)]
    assert ["Relationen er afsluttet." in one for one in said] == [True, False]
    assert "Relationen er allerede afsluttet." in said[1]
    assert "afsluttet" in text_of(browser.get(ends[0][0]))
    assert [to.number in text_of(browser.get(page)) for page, to in ends[1:]] == [False, False]


@pytest.mark.parametrize("about", ["nobody", "herself", "again", "hidden"])
def test_a_relation_is_to_another_citizen_that_one_may_see(
    lead: Person, leader: Person, case: Case, about: str
) -> None:
    hidden = hidden_case(lead)
    with lead.acts():
        row = samples.party(lead.actor, case)
        other = samples.another_case(lead.actor, "Ida Modelsen")
        actions.relate_party(by=lead.actor, party=row, number=other.number, name_known=True)
    number = {
        "nobody": "2017-0101-0001",
        "herself": case.number,
        "again": other.number,
        "hidden": hidden.number,
    }[about]

    answer = send(leader.browser(), url("party_relate", case.pk, row.pk), number=number)

    assert answer.status_code == 422
    no_access = "Du har ikke adgang til en sag med det nummer." in text_of(answer)
    assert no_access is (about in {"nobody", "hidden"})


def test_who_may_not_see_the_other_case_learns_nothing(
    lead: Person, leader: Person, case: Case
) -> None:
    hidden = hidden_case(lead)
    with lead.acts():
        row = samples.party(lead.actor, case)
    reader, pages = leader.browser(), [url("case", case.pk), url("parties", case.pk), "/start/"]
    before = [text_of(reader.get(page)) for page in pages]
    with lead.acts():
        relation = actions.relate_party(
            by=lead.actor, party=row, number=hidden.number, name_known=True
        )

    after = [text_of(reader.get(page)) for page in pages]

    assert [hidden.number in text for text in after] == [False] * 3
    assert ["Selv borger" in text for text in after] == [False] * 3
    assert [len(text) for text in after] == [len(text) for text in before]
    gone = reader.post(url("relation_end", case.pk, relation.pk))
    assert gone.status_code == 404
    with leader.acts():
        assert list(PartyRelation.objects.for_actor(leader.actor)) == []


def test_a_case_that_is_hidden_later_takes_its_relations_along(
    lead: Person, leader: Person, case: Case
) -> None:
    with lead.acts():
        other = samples.another_case(lead.actor, "Ea Kulissegaard")
    related(lead, case, other)
    assert other.number in text_of(leader.browser().get(url("case", case.pk)))
    with lead.acts():
        other.refresh_from_db()
        actions.restrict(
            by=lead.actor,
            case=other,
            version=other.version,
            membership_ids=[lead.membership.pk],
        )

    assert other.number not in text_of(leader.browser().get(url("case", case.pk)))


def test_who_is_on_one_case_only_is_told_nothing_at_either_end(
    world: World, lead: Person, case: Case
) -> None:
    """No restriction: what a caseworker is not assigned to is the application's wall alone."""
    worker = world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        other = samples.another_case(lead.actor, "Ea Kulissegaard")
    related(lead, case, other)
    for mine, theirs in ((case, other), (other, case)):
        with lead.acts():
            key = worker.membership.pk
            put_on = actions.add_colleague(by=lead.actor, case=mine, membership_id=key)
        page = text_of(worker.browser().get(url("case", mine.pk)))
        page += text_of(worker.browser().get(url("parties", mine.pk)))
        assert theirs.number not in page
        assert "Selv borger i" not in page
        assert "selv skrevet op" not in page
        with lead.acts():
            actions.remove_colleague(by=lead.actor, assignment=put_on)


def test_an_erasure_tells_of_no_relation(lead: Person, leader: Person) -> None:
    with lead.acts():
        old = erasing.closed(lead)
        other = samples.another_case(lead.actor, "Ea Kulissegaard")
        row = samples.party(lead.actor, other)
        actions.relate_party(by=lead.actor, party=row, number=old.number, name_known=True)
        erasing.propose(lead, old)
    with leader.acts():
        removed = erasing.erase(leader, old).removed
        assert list(PartyRelation.objects.for_actor(leader.actor)) == []

    assert removed["casework_party"] == 1
    assert "casework_partyrelation" not in removed


def test_nothing_of_them_is_offered_to_the_police(lead: Person, case: Case) -> None:
    with lead.acts():
        before = [item.key for item in shareable_items(case)]
        samples.party(lead.actor, case)
        assert [item.key for item in shareable_items(case)] == before


def test_who_shares_is_warned_of_somebody_protected_around_the_citizen(
    lead: Person, case: Case
) -> None:
    told = "En pårørende eller repræsentant har navne- og adressebeskyttelse"
    assert told not in text_of(lead.browser().get(url("share", case.pk)))

    saved(lead.browser(), url("party_add", case.pk), **SAID)

    assert told in text_of(lead.browser().get(url("share", case.pk)))


@pytest.mark.parametrize(
    ("age", "role", "says"),
    [
        (30, "parent", "fyldt 18 år"),
        (12, "sibling", "Forældremyndighed har en forælder"),
        (12, "guardian", "Forældremyndighed har en forælder"),
        (12, "custodian", ""),
        (None, "parent", ""),
    ],
    ids=["adult", "sibling", "guardian", "custodian", "unknown age"],
)
def test_who_can_have_custody(lead: Person, age: int | None, role: str, says: str) -> None:
    with lead.acts():
        born = None if age is None else clock.today().year - age
        case = samples.new_case(lead.actor, samples.person(birth_year=born))

    response = send(lead.browser(), url("party_add", case.pk), **SAID | {"role": role})

    assert response.status_code == (422 if says else 302)
    assert says in text_of(response)


def test_custody_that_has_ended_may_stand(lead: Person, case: Case) -> None:
    """Of somebody whose child came of age the row is ended, and says what was."""
    saved(lead.browser(), url("party_add", case.pk), **SAID)
    row = kept(lead, case)
    with lead.acts():
        grown = Subject.objects.for_actor(lead.actor).filter(pk=case.subject_id)
        grown.update(birth_year=clock.today().year - 19)
    where = url("party", case.pk, row.pk)
    assert send(lead.browser(), where, **SAID | {"note": "Nu", "why": "18 år"}).status_code == 422
    ended = {"until": "1.3.2024", "why": "Borgeren er fyldt 18 år"}
    saved(lead.browser(), where, **SAID | ended)


def test_a_case_about_somebody_of_another_name_is_asked_about(lead: Person, case: Case) -> None:
    saved(lead.browser(), url("party_add", case.pk), **SAID)
    with lead.acts():
        other = samples.another_case(lead.actor, "Bodil Fiktivborg")
    where = url("party_relate", case.pk, kept(lead, case).pk)

    told = send(lead.browser(), where, number=other.number)

    assert (told.status_code, "et andet navn" in text_of(told)) == (422, True)
    assert other.number in text_of(told)
    saved(lead.browser(), where, number=other.number, name_known="on")


def test_a_representative_has_a_mandate(lead: Person, case: Case) -> None:
    said = SAID | {"role": "representative", "custody": "no", "told": "nothing"}
    told = send(lead.browser(), url("party_add", case.pk), **said | {"told_ground": ""})
    assert (told.status_code, "fuldmagt" in text_of(told)) == (422, True)
    saved(lead.browser(), url("party_add", case.pk), **said)
