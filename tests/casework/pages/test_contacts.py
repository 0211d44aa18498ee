"""The log of contacts: written in few steps, read on the timeline, corrected, settled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework import actions
from casework.models import Case, Contact, FieldHistory, Note
from casework.queries.shareable import shareable_items
from casework.rules.codes import NoteKind
from casework.rules.contacts import ContactChannel, ContactOutcome
from casework.rules.parties import MayContact, MayKnow
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Role
from tests.casework import samples
from tests.casework.pages.browsing import MOST_ON_CASE_PAGE, page_queries, saved, send, text_of, url
from tests.casework.test_walls import refused
from tests.support.world import HOME, Person, World

SAID = {
    "party": "borger",
    "happened_on": "1.2.2024",
    "happened_time": "14.05",
    "channel": "visit",
    "direction": "in",
    "outcome": "reached",
    "text": "Kanarie-vil gerne i lære.",
    "answer_by": "5.2.2024",
}
MOST_FIELDS = 12


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    with lead.acts():
        return samples.new_case(lead.actor)


def kept(lead: Person) -> Contact:
    with lead.acts():
        rows = Contact.objects.for_actor(lead.actor).select_related("note")
        found: Contact = rows.latest("at")
    return found


def test_what_is_shared_of_a_contact_says_with_whom_and_when(lead: Person, case: Case) -> None:
    with lead.acts():
        parent = samples.party(lead.actor, case)
    saved(lead.browser(), url("contact_add", case.pk), **SAID | {"party": str(parent.pk)})
    saved(lead.browser(), url("contact_add", case.pk), **SAID | {"happened_on": "2.2.2024"})

    with lead.acts():
        titles = [item.title for item in shareable_items(case)]

    assert "Besøg med forælder, 1. februar 2024 kl. 14.05" in titles
    assert "Besøg med borgeren, 2. februar 2024 kl. 14.05" in titles


def test_who_may_not_be_called_or_told_is_marked_where_she_is_chosen(
    lead: Person, case: Case
) -> None:
    with lead.acts():
        samples.party(lead.actor, case)
        samples.party(
            lead.actor,
            case,
            name="Ib Kulissen",
            contact=MayContact.NO,
            contact_terms="",
            told=MayKnow.NOTHING,
            told_ground="",
        )

    page = text_of(lead.browser().get(url("contact_add", case.pk)))

    assert "Ea Attrapsen – Kun om aftenen<" in page
    assert "Ib Kulissen – må ikke kontaktes – må intet vide om sagen<" in page


def test_a_contact_is_written_from_the_case_and_read_there(lead: Person, case: Case) -> None:
    browser, home, add = lead.browser(), url("case", case.pk), url("contact_add", case.pk)
    assert f'href="{add}"' in text_of(browser.get(home))
    form = browser.get(add).context["form"]
    assert len([each for each in form if not each.is_hidden]) <= MOST_FIELDS

    assert saved(browser, add, **SAID) == home

    page = text_of(browser.get(home))
    told = ("Besøg · borgeren", "Personen henvendte sig", SAID["text"], "1. feb. 2024 kl. 14.05")
    assert [text for text in told if text not in page] == []
    assert page.count(SAID["text"]) == 1
    only = {show: text_of(browser.get(f"{home}?show={show}")) for show in ("contacts", "notes")}
    assert {show for show, text in only.items() if SAID["text"] in text} == {"contacts"}
    assert kept(lead).note.kind == NoteKind.VISIT
    assert len(page_queries(browser, home)) <= MOST_ON_CASE_PAGE


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"party": ""}, "party"),
        ({"party": "00000000-0000-4000-8000-000000000000"}, "party"),
        ({"happened_on": "1.2.2199", "answer_by": ""}, "happened_on"),
        ({"answer_by": "31.1.2024"}, "answer_by"),
        ({"outcome": ""}, "outcome"),
    ],
)
def test_what_cannot_be_so_is_refused_with_the_text_kept(
    lead: Person, case: Case, changes: dict[str, str], field: str
) -> None:
    answer = send(lead.browser(), url("contact_add", case.pk), **{**SAID, **changes})

    assert (answer.status_code, [*answer.context["form"].errors]) == (422, [field])
    assert SAID["text"] in text_of(answer) or field == "text"


def test_an_action_refuses_what_the_form_would(lead: Person, case: Case) -> None:
    with lead.acts():
        other = samples.another_case(lead.actor, "Ea Kulissegaard")
        impossible = (
            {"text": " "},
            {"happened_at": clock.now() + timedelta(minutes=2)},
            {"answer_by": clock.today() - timedelta(days=1)},
            {"party": samples.party(lead.actor, other)},
        )
        for changes in impossible:
            with pytest.raises(Invalid):
                samples.contact(lead.actor, case, **changes)
        assert not Contact.objects.for_actor(lead.actor).exists()
        assert not Note.objects.for_actor(lead.actor).exists()


def test_nobody_reached_needs_no_words(lead: Person, case: Case) -> None:
    nothing = {**SAID, "outcome": "not_reached", "text": ""}
    saved(lead.browser(), url("contact_add", case.pk), **nothing)

    row = kept(lead)

    assert (row.note, row.outcome) == (None, ContactOutcome.NOT_REACHED)
    assert "vi fik ikke kontakt" in text_of(lead.browser().get(url("case", case.pk)))


def test_its_words_are_corrected_and_added_to_like_any_note(lead: Person, case: Case) -> None:
    browser, home = lead.browser(), url("case", case.pk)
    saved(browser, url("contact_add", case.pk), **SAID)
    note = kept(lead).note
    assert f'id="notat-{note.pk}"' in text_of(browser.get(home))
    saved(browser, url("note_edit", case.pk, note.pk), kind="visit", text="Kanarie-rettet")
    saved(browser, url("note_addendum", case.pk, note.pk), text="Kanarie-tilføjet")

    page = text_of(browser.get(home))

    texts = (SAID["text"], "Kanarie-rettet", "Kanarie-tilføjet")
    assert [text for text in texts if text not in page] == []
    late = clock.now() + timedelta(hours=25)
    with clock.at(late), lead.acts(), pytest.raises(Exception, match="låst"):
        actions.correct_note(
            by=lead.actor, note=note, version=1, text="For sent", kind=NoteKind.VISIT
        )


def test_the_rest_is_corrected_with_every_earlier_value(lead: Person, case: Case) -> None:
    browser = lead.browser()
    with lead.acts():
        party = samples.party(lead.actor, case, name="Kanarie Attrapsen")
    saved(browser, url("contact_add", case.pk), **SAID)
    row = kept(lead)
    address = url("contact", case.pk, row.pk)
    changed = {
        **{name: value for name, value in SAID.items() if name != "text"},
        "party": str(party.pk),
        "happened_time": "15.10",
        "why": "Kanarie-forkert person",
    }

    led = saved(browser, address, **changed)

    assert led == f"{url('case', case.pk)}#contact-{row.pk}"
    page, again = (text_of(browser.get(one)) for one in (url("case", case.pk), address))
    for shown in (page, again):
        assert [t for t in ("kl. 14.05", "Kanarie-forkert person") if t not in shown] == []
    assert "Besøg · forælder K. A." in page
    with lead.acts():
        history = FieldHistory.objects.for_actor(lead.actor).filter(row_id=row.pk)
        assert {*history.get().old} == {"party_id", "happened_at"}
        with pytest.raises(Conflict):
            actions.correct_record(
                by=lead.actor,
                record=row,
                version=0,
                said={"channel": ContactChannel.PHONE},
                reason="Sent",
            )


def test_turning_back_is_told_until_somebody_has(lead: Person, case: Case) -> None:
    with lead.acts():
        row = samples.contact(lead.actor, case)
    browser, home = lead.browser(), url("case", case.pk)
    settle = url("contact_settle", case.pk, row.pk)
    for page in (home, "/start/"):
        assert "Vend tilbage" in text_of(browser.get(page))
    assert f'action="{settle}"' in text_of(browser.get(home))

    said = [text_of(browser.post(settle, follow=True)) for _time in range(2)]

    assert ["Meldt klaret" in one for one in said] == [True, True]
    assert "Der er ikke noget at vende tilbage på." in said[1]
    assert "Vend tilbage" not in text_of(browser.get("/start/"))
    assert f"af {lead.actor.name}" in said[1]


def settled(lead: Person, promised: Contact) -> str:
    """By whom it is settled."""
    with lead.acts():
        row: Contact = Contact.objects.for_actor(lead.actor).get(pk=promised.pk)
        assert row.is_waiting is (row.settled_by_name == "")
        return row.settled_by_name


def test_a_promise_is_settled_by_the_contact_that_says_so_and_by_no_other(
    lead: Person, case: Case
) -> None:
    browser, add = lead.browser(), url("contact_add", case.pk)
    assert 'name="answers"' not in text_of(browser.get(add))
    with lead.acts():
        party = samples.party(lead.actor, case)
        earlier = clock.now() - timedelta(hours=1)
        promised = samples.contact(lead.actor, case, party=party, happened_at=earlier)
    assert "Svarer på løftet til forælder" in text_of(browser.get(add))

    said = SAID | {"answer_by": ""}
    saved(browser, add, **said | {"party": str(party.pk)})
    assert settled(lead, promised) == ""
    other = send(browser, add, **said, answers=str(party.pk))
    assert (other.status_code, "ikke noget at vende tilbage" in text_of(other)) == (422, True)

    saved(browser, add, **said, answers=str(promised.pk))
    assert settled(lead, promised) == lead.actor.name
    with lead.acts(), pytest.raises(Invalid, match="ikke noget at vende tilbage"):
        samples.contact(lead.actor, case, answers=[promised.pk])


def test_its_words_can_be_shared_alone(lead: Person, case: Case) -> None:
    with lead.acts():
        samples.contact(lead.actor, case, "Kanarie-deles", party=samples.party(lead.actor, case))
        offered = [item for item in shareable_items(case) if item.text == "Kanarie-deles"]

    assert [item.title.partition(",")[0] for item in offered] == ["Telefonsamtale med forælder"]


def test_a_contact_of_a_hidden_case_is_hidden(world: World, lead: Person, case: Case) -> None:
    leader = world.person(HOME, Role.LEADER)
    with lead.acts():
        row = samples.contact(lead.actor, case)
        case.refresh_from_db()
        keys = [lead.membership.pk]
        actions.restrict(by=lead.actor, case=case, version=case.version, membership_ids=keys)
    browser = leader.browser()

    assert "Vend tilbage" not in text_of(browser.get("/start/"))
    assert browser.get(url("contact", case.pk, row.pk)).status_code == 404
    assert browser.post(url("contact_settle", case.pk, row.pk)).status_code == 404
    with leader.acts():
        assert refused("select 1 from casework_contact")
        assert refused("update casework_contact set channel = 'mail'")


def test_a_contact_stays_with_its_case_and_its_writer(lead: Person, case: Case) -> None:
    with lead.acts():
        samples.contact(lead.actor, case)
        other = samples.another_case(lead.actor, "Ea Kulissegaard")
        party = samples.party(lead.actor, other)
        assert refused("update casework_contact set by_name = 'En anden'")
        assert refused("update casework_contact set party_id = %s", party.pk)
        assert refused("delete from casework_contact")
