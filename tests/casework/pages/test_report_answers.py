"""What becomes of a reported concern that is no new case, and what the reporter is told."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from casework import actions
from casework.models import Case, Concern, Report, ReportDecision
from casework.rules.codes import ReferrerType, ReportOutcome, Tristate
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.casework.pages.browsing import hidden_fields, saved, send, text_of, url
from tests.casework.pages.test_intake_pages import DANGER
from tests.casework.samples import new_case
from tests.support.world import HOME, Person, World

#: Something of its own in every field of the form.
WORDS = {
    "person": "Kanarie-person",
    "birth_year": "1993",
    "observed": "Kanarie-observed",
    "observed_when": "Kanarie-when",
    "knowledge": "first_hand",
    "interpreted": "Kanarie-interpreted",
    "wants_feedback": "on",
    "contact": "Kanarie-contact",
}
ANSWER, REASON = "Tak, vi har læst det og gør ikke mere.", "Internkanarie: kendt nabostrid."
PUT_ON = {"referrer_type": "school", "citizen_informed": "yes", "legal_ground": "Art. 6"}


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def reporter(world: World) -> Person:
    """Who reports."""
    return world.person(HOME, Role.REPORTER)


@pytest.fixture
def report(reporter: Person) -> Report:
    """A report with every field filled."""
    browser, key = reporter.browser(), uuid4()
    browser.post(f"/sager/henvendelser/ny/{key}/fare/", DANGER)
    assert browser.post(f"/sager/henvendelser/ny/{key}/indhold/", WORDS).status_code == 302
    with reporter.acts():
        found: Report = Report.objects.for_actor(reporter.actor).get()
    return found


def test_everything_the_reporter_wrote_is_read_before_and_after(
    lead: Person, report: Report
) -> None:
    browser = lead.browser()
    written = [word for word in WORDS.values() if word.startswith("Kanarie")] + ["1993"]
    assert url("read_report", report.pk) in text_of(browser.get("/start/"))
    assert url("read_report", report.pk) in text_of(browser.get(url("reports_waiting")))
    before = text_of(browser.get(url("read_report", report.pk)))
    saved(browser, url("answer_report", report.pk), outcome="answered", answer=ANSWER)
    after = text_of(browser.get(url("read_report", report.pk)))
    for page in (before, after):
        assert [word for word in written if word not in page] == []
    assert lead.actor.name in after
    assert report.receipt not in text_of(browser.get(url("reports_waiting")))
    assert report.receipt in text_of(browser.get(f"{url('reports_waiting')}?show=handled"))


def test_the_reporter_reads_the_answer_and_not_the_reason(
    lead: Person, reporter: Person, report: Report
) -> None:
    browser = lead.browser()
    silent = send(browser, url("answer_report", report.pk), outcome="no_concern", answer=ANSWER)
    assert (silent.status_code, ANSWER in text_of(silent)) == (422, True)
    saved(
        browser, url("answer_report", report.pk), outcome="no_concern", answer=ANSWER, reason=REASON
    )

    ours = text_of(browser.get(url("read_report", report.pk)))
    assert (REASON in ours, "Ikke en bekymring" in ours) == (True, True)
    theirs = [
        text_of(reporter.browser().get(page))
        for page in (url("receipt", report.pk), url("own_reports"), "/start/")
    ]
    assert [ANSWER in page for page in theirs] == [True, False, False]
    assert ["Besvaret" in page for page in theirs] == [True, True, True]
    assert [page for page in theirs if REASON in page or "Ikke en bekymring" in page] == []


def test_a_report_is_put_on_a_running_case(lead: Person, reporter: Person, report: Report) -> None:
    browser = lead.browser()
    with lead.acts():
        case = new_case(lead.actor)
    address = url("put_on_case", report.pk)
    looked = browser.post(address, {"number": case.number, "preview": "1"})
    assert (looked.status_code, url("case", case.pk) in text_of(looked)) == (200, True)
    wrong = send(browser, address, number="1999-0851-0001", **PUT_ON)
    assert wrong.status_code == 422
    assert "Du kan ikke se nogen åben sag" in text_of(wrong)
    led = saved(browser, address, number=case.number, **PUT_ON)

    with lead.acts():
        (concern,) = Concern.objects.for_actor(lead.actor).filter(reports__isnull=False)
        assert concern.case_id == case.pk
    assert led == url("concern", case.pk, concern.pk)
    page = text_of(browser.get(led))
    kept = ("Kanarie-observed", "Kanarie-when", "Kanarie-interpreted", "Kanarie-contact")
    assert [word for word in kept if word not in page] == []
    assert url("read_report", report.pk) in page
    receipt = text_of(reporter.browser().get(url("receipt", report.pk)))
    assert "Taget op af kommunen" in receipt
    assert case.number not in receipt


def test_a_report_is_dealt_with_once(lead: Person, world: World, report: Report) -> None:
    leader, browser = world.person(HOME, Role.LEADER), lead.browser()
    address = url("answer_report", report.pk)
    opened = browser.get(address)
    assert opened.status_code == 200
    saved(leader.browser(), address, outcome="answered", answer=ANSWER)
    mine = {"outcome": "answered", "answer": "Min egen tekst"}
    late = browser.post(address, {**hidden_fields(text_of(opened)), **mine})
    page = text_of(late)
    assert (late.status_code, "Min egen tekst" in page, ANSWER in page) == (409, True, True)
    assert f"Behandlet af {leader.actor.name}, " in " ".join(re.sub("<[^>]+>", " ", page).split())
    taken = text_of(browser.post(url("report_take_up", report.pk)))
    assert f"allerede behandlet: {leader.actor.name}, " in taken
    for name in ("answer_report", "put_on_case"):
        assert browser.get(url(name, report.pk)).status_code == 403
    with lead.acts():
        assert ReportDecision.objects.for_actor(lead.actor).count() == 1
        case = new_case(lead.actor)
        with pytest.raises(Conflict, match="behandlet"):
            _put_on(lead, report, case)


def test_what_is_refused(lead: Person, world: World, report: Report) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        case = new_case(lead.actor)
        Case.objects.for_actor(lead.actor).filter(pk=case.pk).update(
            state="closed",
            closed_at=case.received_at,
            closure_reason="moved",
            delete_earliest="2040-01-01",
        )
        with pytest.raises(Invalid, match="afsluttet"):
            _put_on(lead, report, case)
        with pytest.raises(Invalid, match="have at vide"):
            _answer(lead, report, " ")
        with pytest.raises(Invalid, match="ikke er en bekymring"):
            actions.answer_report(
                by=lead.actor, report=report, outcome=ReportOutcome.NO_CONCERN, answer=ANSWER
            )
    with worker.acts(), pytest.raises(Refused):
        _answer(worker, report, ANSWER)
    with worker.acts(), pytest.raises(Refused):
        _put_on(worker, report, case)


def _answer(person: Person, report: Report, answer: str) -> None:
    actions.answer_report(
        by=person.actor, report=report, outcome=ReportOutcome.ANSWERED, answer=answer
    )


def _put_on(person: Person, report: Report, case: Case) -> None:
    actions.put_on_case(
        by=person.actor,
        report=report,
        case=case,
        referrer_type=ReferrerType.SCHOOL,
        citizen_informed=Tristate.YES,
        legal_ground="Art. 6",
    )


def test_a_report_on_a_hidden_case_stays_on_the_list_and_tells_nothing(
    lead: Person, world: World, report: Report
) -> None:
    leader, browser = world.person(HOME, Role.LEADER), lead.browser()
    answering = url("answer_report", report.pk)
    opened = browser.get(answering)
    assert report.receipt in text_of(browser.get(url("reports_waiting")))
    with leader.acts():
        case = new_case(leader.actor)
        actions.restrict(
            by=leader.actor,
            case=case,
            version=case.version,
            membership_ids=[leader.actor.membership_id],
        )
        case.refresh_from_db()
        _put_on(leader, report, case)

    handled = url("reports_waiting") + "?show=handled"
    listed, shown = browser.get(handled), browser.get(url("read_report", report.pk))
    for page in map(text_of, (listed, shown)):
        assert (report.receipt in page, "besvaret et andet sted" in page) == (True, True)
        told = [case.number, str(case.pk), leader.actor.name, WORDS["observed"]]
        assert [word for word in told if word in page] == []
    sent = {"outcome": "answered", "answer": "Mit svar til dig"}
    late = browser.post(answering, {**hidden_fields(text_of(opened)), **sent})
    assert (late.status_code, "Mit svar til dig" in text_of(late)) == (409, True)
    assert browser.get(late.context["back_url"]).status_code == 200
    taken = browser.post(url("report_take_up", report.pk))
    assert (taken.status_code, browser.get(taken.context["back_url"]).status_code) == (409, 200)
    # Whoever reads the case sees it as before.
    assert WORDS["observed"] in text_of(leader.browser().get(url("read_report", report.pk)))
    assert "besvaret et andet sted" not in text_of(leader.browser().get(handled))
    caseworker = world.person(HOME, Role.CASEWORKER)
    assert caseworker.browser().get(url("read_report", report.pk)).status_code == 403
