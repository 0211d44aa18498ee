"""A concern as it was registered is corrected, and every earlier value can be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from casework import actions
from casework.actions.correcting_concern import OF_CONCERN
from casework.forms.concern import ConcernForm, stored_concern
from casework.models import Case, CitizenJoin, Concern, Correction, FieldHistory
from casework.rules.clocks import ASSIGN
from casework.rules.codes import Channel, Knowledge, ReferrerType, Tristate
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.casework.pages.browsing import hidden_fields, saved, send, text_of, url
from tests.casework.samples import NO_DANGER, new_case, said_again
from tests.support.world import HOME, Person, World

WHY = "Skolen ringede og rettede det."
FAR = datetime(2090, 1, 1, tzinfo=UTC)


@pytest.fixture
def worker(world: World) -> Person:
    """Who registered it and works on the case."""
    return world.person(HOME, Role.CASEWORKER)


def registered(person: Person, **facts: Any) -> Concern:
    """A concern with everything filled in."""
    told = {"referrer_name": "Kilde Attrapsen", "referrer_contact": "20 00 00 00", **facts}
    with person.acts():
        case = new_case(person.actor, **told)
        rows = Concern.objects.for_actor(person.actor).select_related("case")
        found: Concern = rows.get(case=case)
        return found


def filled(concern: Concern, **own: str) -> dict[str, str]:
    """The form as it is shown, as a browser sends it, with ``own`` answers."""
    form = ConcernForm(None, concern=concern, initial=stored_concern(concern))
    sent = {}
    for each in form:
        value = each.value()
        if not each.is_hidden and value not in (None, "", False):
            sent[each.html_name] = "on" if value is True else str(value)
    local = timezone.localtime(concern.received_at)
    sent |= {"received_on": f"{local:%d.%m.%Y}", "received_time": f"{local:%H.%M}"}
    return {**sent, "reason": WHY, **own}


def page(person: Person, concern: Concern, name: str = "concern") -> str:
    return text_of(person.browser().get(url(name, concern.case_id, concern.pk)))


def test_who_works_on_the_case_corrects_what_was_registered(worker: Person, world: World) -> None:
    concern = registered(worker)
    address = url("concern_correct", concern.case_id, concern.pk)
    assert f'href="{address}"' in page(worker, concern)
    new = {
        "observed": "Kanarie-nyt-set",
        "interpreted": "Kanarie-ny-tolkning",
        "observed_when": "Kanarie-hvornaar",
        "observed_where": "Kanarie-hvor",
        "referrer_name": "Kanarie-kildenavn",
        "referrer_contact": "Kanarie-telefon",
        "not_informed_reason": "Kanarie-hvorfor",
        "summary": "Kanarie-resume",
        "weapon": "yes",
        "police_time": "00.01",
        "police_date": "2.3.2024",
    }
    saved(worker.browser(), address, **filled(concern, **new))

    for person in (worker, world.person(HOME, Role.COORDINATOR)):
        for name in ("concern", "concern_correct"):
            shown = page(person, concern, name)
            told = [text for key, text in new.items() if text.startswith("Kanarie")]
            assert [text for text in told if text not in shown] == [], name
            was = ("Kanariefugl set i hegnet", "Kilde Attrapsen", "20 00 00 00", WHY)
            assert [text for text in was if text not in shown] == [], name
    with worker.acts():
        row = Concern.objects.for_actor(worker.actor).get()
        assert row.danger["weapon"] is True
        assert row.police_contacted_at.year == 2024
        assert row.received_at == concern.received_at, "a minute is not a change"
        kept = FieldHistory.objects.for_actor(worker.actor).filter(row_id=concern.pk).get()
        assert {"observed", "danger", "referrer_name"} <= set(kept.old)
        assert "trigger_event" not in kept.old
        assert "legal_ground" not in kept.old
    case_page = text_of(worker.browser().get(url("case", concern.case_id)))
    assert "Rettet eller suppleret" in case_page
    assert WHY in case_page
    citizen = text_of(
        world.person(HOME, Role.COORDINATOR).browser().get(url("citizen", row.case_id))
    )
    assert "Ændret på andre måder" not in citizen, "a concern's own corrections stand with it"


def test_everything_the_page_asks_can_be_stored(worker: Person) -> None:
    asked = set(ConcernForm(None, concern=registered(worker)).fields)
    moments = {"received_on", "received_time", "police_time", "police_date"}
    own = {"version", "idempotency_key", "reason", *(each.value for each in NO_DANGER)}
    assert asked - own - moments == set(OF_CONCERN) - {"received_at", "police_contacted_at"}


def test_a_protected_source_stays_covered_and_protected(worker: Person, world: World) -> None:
    concern = registered(worker, protected_source=True)
    address = url("concern_correct", concern.case_id, concern.pk)
    opened = page(worker, concern, "concern_correct")
    assert ("Kilde Attrapsen" in opened, "20 00 00 00" in opened) == (False, False)
    chosen = BeautifulSoup(opened, "lxml").select("#id_referrer_type option[selected]")
    assert [each["value"] for each in chosen] == [""]
    saved(worker.browser(), address, **filled(concern, summary="Nyt", referrer_name=""))
    with worker.acts():
        row = Concern.objects.for_actor(worker.actor).select_related("case").get()
        assert (row.referrer_name, row.referrer_type) == ("Kilde Attrapsen", "school")
        assert (row.protected_source, row.public_employee, row.summary) == (True, False, "Nyt")
    saved(
        worker.browser(),
        address,
        **filled(row, referrer_name="Ny Kildesen", public_employee="yes"),
    )
    for name in ("concern", "concern_correct", "source"):
        shown = page(worker, row, name)
        assert ("Kilde Attrapsen" in shown, "Ny Kildesen" in shown) == (False, False), name
    source = url("source", row.case_id, row.pk)
    told = text_of(worker.browser().post(source, {"purpose": "safety"}))
    assert ("Kilde Attrapsen" in told, "Ny Kildesen" in told) == (True, True)
    with worker.acts(), pytest.raises(Invalid, match="kan ikke tages af"):
        _correct(worker, row, {"protected_source": False})


def test_a_source_that_is_protected_later_takes_its_history_along(worker: Person) -> None:
    concern = registered(worker)
    address = url("concern_correct", concern.case_id, concern.pk)
    saved(worker.browser(), address, **filled(concern, referrer_name="Ny Kildesen"))
    with worker.acts():
        row = Concern.objects.for_actor(worker.actor).select_related("case").get()
    # Where the box stands, before it is ticked: it cannot be taken off again.
    assert "kan beskyttelsen ikke tages af" in page(worker, row, "concern_correct")
    saved(worker.browser(), address, **filled(row, protected_source="on"))
    for name in ("concern", "concern_correct"):
        assert "Kilde Attrapsen" not in page(worker, row, name)


def test_when_it_came_is_asked_for_and_no_empty_field_is_promised(worker: Person) -> None:
    """At registration an empty field means now; here it would say that nothing is known."""
    concern = registered(worker)
    address = url("concern_correct", concern.case_id, concern.pk)
    browser = worker.browser()
    assert "Tomt felt: " not in text_of(browser.get(address))
    for name in ("received_on", "received_time"):
        refused = send(browser, address, **filled(concern, **{name: ""}))
        assert (refused.status_code, {*refused.context["form"].errors}) == (422, {name})


def _correct(person: Person, concern: Concern, said: Any, **changes: Any) -> Concern:
    case = Case.objects.for_actor(person.actor).get(pk=concern.case_id)
    given = {"version": case.version, "danger": NO_DANGER, "reason": WHY, **changes}
    return actions.correct_concern(by=person.actor, concern=concern, said=said, **given)


@pytest.mark.parametrize(
    ("said", "changes", "reason"),
    [
        ({"summary": "Nyt"}, {"reason": " "}, "Skriv, hvorfor"),
        ({}, {}, "ikke rettet noget"),
        ({"observed": " "}, {}, "Skriv, hvad der er set"),
        ({"not_informed_reason": ""}, {}, "hvorfor borgeren ikke er orienteret"),
        ({"citizen_informed": Tristate.YES}, {}, "men svaret er “Ja”"),
        ({"received_at": FAR}, {}, "ligger i fremtiden"),
        ({}, {"danger": {next(iter(NO_DANGER)): True}}, "hvornår politiet er kontaktet"),
    ],
    ids=["no reason", "nothing", "nothing seen", "not informed", "informed", "future", "danger"],
)
def test_what_cannot_be_stored(worker: Person, said: Any, changes: Any, reason: str) -> None:
    concern = registered(worker)
    with worker.acts(), pytest.raises(Invalid, match=reason):
        _correct(worker, concern, said, **changes)


def test_who_was_overtaken_and_a_closed_case(worker: Person) -> None:
    concern = registered(worker)
    with worker.acts():
        with pytest.raises(Conflict):
            _correct(worker, concern, {"summary": "Nyt"}, version=99)
        Case.objects.for_actor(worker.actor).update(
            state="closed",
            closed_at=concern.received_at,
            closure_reason="moved",
            delete_earliest="2040-01-01",
        )
        with pytest.raises(Refused):
            _correct(worker, concern, {"summary": "Nyt"})
    assert "/ret/" not in page(worker, concern)


def test_the_clock_follows_when_the_concern_came(worker: Person) -> None:
    concern = registered(worker)
    earlier = concern.received_at - timedelta(days=9)
    with worker.acts():
        _correct(worker, concern, {"received_at": earlier})
        case = Case.objects.for_actor(worker.actor).get()
        assert (case.received_at, case.due_at) == (earlier, ASSIGN.due(earlier))


def test_a_deadline_that_somebody_set_stays(worker: Person) -> None:
    concern = registered(worker)
    due = clock.now() + timedelta(days=40)
    with worker.acts():
        Case.objects.for_actor(worker.actor).filter(pk=concern.case_id).update(due_at=due)
        _correct(worker, concern, {"received_at": concern.received_at - timedelta(days=3)})
        assert Case.objects.for_actor(worker.actor).get().due_at == due


def test_what_came_as_a_report_came_no_later(world: World, worker: Person) -> None:
    lead, reporter = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.REPORTER)
    with reporter.acts(), clock.at(clock.now() - timedelta(hours=5)):
        report = actions.report_concern(
            by=reporter.actor,
            danger=NO_DANGER,
            police_contacted_at=None,
            observed="Set i skolegården",
            knowledge=Knowledge.FIRST_HAND,
        )
    with lead.acts():
        case = new_case(lead.actor)
        actions.put_on_case(
            by=lead.actor,
            report=report,
            case=case,
            referrer_type=ReferrerType.SCHOOL,
            citizen_informed=Tristate.YES,
            legal_ground="Art. 6",
        )
        row = Concern.objects.for_actor(lead.actor).get(channel=Channel.FORM)
        with pytest.raises(Invalid, match="ikke senere"):
            _correct(lead, row, {"received_at": report.received_at + timedelta(hours=1)})
        _correct(lead, row, {"received_at": report.received_at - timedelta(hours=1)})
        # It did not open the case, so the clock of the case stays.
        again = Case.objects.for_actor(lead.actor).get(pk=case.pk)
        assert (again.received_at, again.due_at) == (case.received_at, case.due_at)


def test_the_corrections_follow_a_concern_that_gets_its_own_case(world: World) -> None:
    """Also when who undoes it is not who corrected."""
    lead, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    concern = registered(lead)
    with lead.acts():
        join: CitizenJoin = said_again(lead.actor, concern.case)
        second = Concern.objects.for_actor(lead.actor).get(pk=join.concern)
        _correct(lead, concern, {"summary": "Kanarie-den-anden"})
        told = {"citizen_informed": Tristate.YES, "not_informed_reason": ""}
        _correct(lead, second, {"channel": Channel.MAIL, **told})
    with leader.acts():
        case = Case.objects.for_actor(leader.actor).select_related("subject").get()
        actions.undo_join(by=leader.actor, case=case, join=join, reason="Det var en anden.")
    with lead.acts():
        second.refresh_from_db()
        rows = Correction.objects.for_actor(lead.actor).filter(case_id=second.case_id)
        moved = [each["field"] for row in rows for each in row.changes if "field" in each]
        assert sorted(moved) == ["channel", "citizen_informed", "not_informed_reason"]
    shown = page(lead, second)
    assert "Kanarie-den-anden" not in shown
    folded = BeautifulSoup(shown, "lxml").select("details.earlier-values > summary")
    said = [" ".join(each.get_text().split()) for each in folded]
    by_whom = [one.startswith("Rettet 1 gang, ") and lead.actor.name in one for one in said]
    assert by_whom == [True] * 3, "who and when are read without opening it"


def test_two_who_correct_different_things_are_merged(worker: Person, world: World) -> None:
    concern = registered(worker)
    address = url("concern_correct", concern.case_id, concern.pk)
    mine = worker.browser()
    opened = text_of(mine.get(address))
    lead = world.person(HOME, Role.COORDINATOR)
    saved(lead.browser(), address, **filled(concern, summary="Tovholderens"))
    sent = {**hidden_fields(opened), **filled(concern, observed_where="Mit sted")}
    assert mine.post(address, sent).status_code == 302
    with worker.acts():
        row = Concern.objects.for_actor(worker.actor).get()
        assert (row.summary, row.observed_where) == ("Tovholderens", "Mit sted")
    other = {**hidden_fields(opened), "idempotency_key": str(uuid4())}
    late = mine.post(address, {**other, **filled(concern, summary="Mit resumé")})
    told = " ".join(text_of(late).split())
    assert late.status_code == 409
    # She saved last herself, but for the summary.
    assert f"Sag {concern.case.number} er senest ændret</dt>" in told
    assert f" af {worker.actor.name}</span>" in told
