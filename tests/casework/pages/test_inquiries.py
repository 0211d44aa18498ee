"""A question that is sent to another authority in the portal: both sides' pages, and bad input."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import InformationRequest, Inquiry, InquiryReply
from casework.queries.facts import met_gates
from casework.rules.consents import ConsentReceiver, ConsentTo
from casework.rules.inquiries import InquiryAnswer, Told
from casework.rules.workflow import Gate
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, NotYourRole, Refused
from stopext.access.roles import Role
from tests.casework import erasing, inquiries, samples
from tests.casework.pages.browsing import (
    MOST_QUERIES,
    hidden_fields,
    page_queries,
    saved,
    send,
    text_of,
    url,
)
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

START, NAME = "/start/", "Birk Modelsen"
QUESTION = "Kanarie: har I haft kontakt med familien?"
KNOWN = "Kanarie: vi har talt med familien i foråret"
LATER = "Kanarie: det var i efteråret"
FORM = {
    "asked": str(NEIGHBOUR),
    "question": QUESTION,
    "told": "name",
    "legal_basis": "fvl_28",
    "necessity": "Familien har boet hos jer, og vi skal vurdere bekymringen.",
    "citizen_informed": "yes",
}
ANSWER = {
    "reply": "known",
    "text": KNOWN,
    "source": "Familieafdelingens sag",
    "told_on": "1.5.2026",
    "legal_basis": "fvl_28",
}
#: What an answer without information leaves empty.
NOTHING: dict[str, Any] = {"text": "", "source": "", "told_on": None, "legal_basis": ""}


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def neighbour(world: World) -> Person:
    """Who answers in the municipality beside."""
    return world.person(NEIGHBOUR, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


@pytest.fixture
def asked(lead: Person, neighbour: Person) -> InformationRequest:
    """A question that is written down on a case."""
    with lead.acts():
        case = samples.another_case(lead.actor, NAME)
        return inquiries.asked(lead.actor, case, authority="Nabokommunen")


def sent(lead: Person, asked: InformationRequest, **changes: Any) -> Inquiry:
    """The same, sent by its page."""
    saved(lead.browser(), url("send_inquiry", asked.case_id, asked.pk), **FORM | changes)
    with lead.acts():
        made: Inquiry = Inquiry.objects.for_actor(lead.actor).get(request=asked)
        return made


def test_a_question_is_sent_read_answered_and_answered_anew(
    world: World, lead: Person, neighbour: Person, asked: InformationRequest
) -> None:
    requests, mine = url("requests", asked.case_id), lead.browser()
    assert url("send_inquiry", asked.case_id, asked.pk) in text_of(mine.get(requests))
    row = sent(lead, asked)
    page, theirs = url("inquiry", row.pk), neighbour.browser()

    for place in (START, url("inquiries")):
        told = text_of(theirs.get(place))
        assert (page in told, NAME in told, QUESTION in told) == (True, False, False), place
    told = text_of(theirs.get("/nyt/"))
    assert ("venter på jeres svar" in told, NAME in told, QUESTION in told) == (True, False, False)
    told = text_of(theirs.get(page))
    assert all(one in told for one in (QUESTION, NAME, FORM["necessity"], lead.actor.name))
    assert "Født 1990" in told
    assert url("answer_inquiry", row.pk) in told
    told = text_of(mine.get(requests))
    assert f'{url("record_answer", asked.case_id, asked.pk)}"' not in told
    assert url("correct_question", asked.case_id, asked.pk) not in told
    assert url("withdraw_inquiry", asked.case_id, asked.pk) in told

    assert saved(theirs, url("answer_inquiry", row.pk), **ANSWER) == page

    assert page not in text_of(theirs.get(START))
    assert "Der er svaret på et spørgsmål i sag" in text_of(mine.get("/nyt/"))
    for browser, place in ((theirs, page), (mine, requests)):
        told = text_of(browser.get(place))
        assert all(one in told for one in (KNOWN, ANSWER["source"], "1. maj 2026")), place
        assert neighbour.actor.name in told
    assert KNOWN in text_of(mine.get(url("case", asked.case_id)))
    assert url("withdraw_inquiry", asked.case_id, asked.pk) not in text_of(mine.get(requests))

    saved(theirs, url("answer_inquiry", row.pk), **ANSWER | {"text": LATER})
    for browser, place in ((theirs, page), (mine, requests)):
        told = text_of(browser.get(place))
        assert told.index(LATER) < told.index(KNOWN), "the newest first, and the earlier stays"


@pytest.mark.parametrize(
    ("reply", "text", "says"),
    [
        ("nothing", "", "Vi har ingen oplysninger"),
        ("refused", "Vi må ikke.", "Oplysninger gives ikke"),
    ],
)
def test_nothing_known_and_refused_are_answers(
    lead: Person, neighbour: Person, asked: InformationRequest, reply: str, text: str, says: str
) -> None:
    row = sent(lead, asked)
    assert waits(lead)
    saved(neighbour.browser(), url("answer_inquiry", row.pk), reply=reply, text=text)
    told = text_of(lead.browser().get(url("requests", asked.case_id)))
    assert (says in told, text in told) == (True, True)
    assert not waits(lead), "the clock of the question has stopped"


def waits(lead: Person) -> bool:
    """Whether the start page of who asked waits for an answer."""
    return "Nabokommunen" in text_of(lead.browser().get(START))


def test_withdrawn_the_asked_side_reads_that_and_no_person(
    lead: Person, neighbour: Person, asked: InformationRequest
) -> None:
    row = sent(lead, asked)
    address = url("withdraw_inquiry", asked.case_id, asked.pk)
    for naming in ("Birk Modelsen er ikke relevant.", f"{samples.CPR} er forkert."):
        assert send(lead.browser(), address, reason=naming).status_code == 422
    saved(lead.browser(), address, reason="Familien har selv fortalt det.")

    theirs = neighbour.browser()
    told = text_of(theirs.get(url("inquiry", row.pk)))
    assert "Familien har selv fortalt det." in told
    assert not any(one in told for one in (QUESTION, NAME, FORM["necessity"]))
    assert theirs.get(url("answer_inquiry", row.pk)).status_code == 403
    assert "har trukket et spørgsmål til jer tilbage" in text_of(theirs.get("/nyt/"))
    assert url("inquiry", row.pk) not in text_of(theirs.get(START))
    told = text_of(lead.browser().get(url("requests", asked.case_id)))
    kept = (QUESTION, FORM["necessity"], "Født 1990", lead.actor.name)
    assert all(one in told for one in ("Familien har selv fortalt det.", *kept)), "who asked"
    assert not waits(lead)
    with neighbour.acts(), pytest.raises(Refused, match="trukket tilbage"):
        inquiries.answer(neighbour.actor, row)
    with lead.acts(), pytest.raises(Conflict, match="trukket tilbage"):
        actions.withdraw_inquiry(by=lead.actor, inquiry=row, reason="Igen")


def test_two_answers_at_once_are_one(
    world: World, lead: Person, neighbour: Person, asked: InformationRequest
) -> None:
    row, browser = sent(lead, asked), neighbour.browser()
    opened = text_of(browser.get(url("answer_inquiry", row.pk)))
    assert 'name="version" value="0"' in opened
    leader = world.person(NEIGHBOUR, Role.LEADER)
    with leader.acts():
        inquiries.answer(leader.actor, row, reply=InquiryAnswer.NOTHING, **NOTHING)
    late = browser.post(url("answer_inquiry", row.pk), {**hidden_fields(opened), **ANSWER})
    assert late.status_code == 409
    assert (KNOWN in text_of(late), leader.actor.name in text_of(late)) == (True, True)
    with lead.acts(), pytest.raises(Conflict, match="Der er svaret"):
        actions.withdraw_inquiry(by=lead.actor, inquiry=row, reason="For sent")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"asked": str(HOME)}, "Vælg en myndighed på listen"),
        ({"asked": str(inquiries.EMPTY)}, "Vælg en myndighed på listen"),
        ({"necessity": "Kort"}, "mindst 20 tegn"),
        ({"legal_basis": "consent"}, "Vælg"),
        ({"told": "number"}, "CPR-nummer er ikke registreret"),
        ({"question": f"Kender I {samples.CPR}?"}, "ligner et CPR-nummer"),
        ({"citizen_informed": "no"}, "hvorfor borgeren ikke er orienteret"),
        ({"question": ""}, "Hvad spørges der om?"),
        ({"told": "nobody", "question": "Kender I Modelsen?"}, "borgerens navn ud til at stå"),
        (
            {"told": "nobody", "necessity": "Modelsen har boet hos jer i to år."},
            "borgerens navn ud til at stå",
        ),
    ],
)
def test_what_cannot_be_sent_is_refused_with_the_text_kept(
    lead: Person, asked: InformationRequest, changes: dict[str, str], problem: str
) -> None:
    answer = send(lead.browser(), url("send_inquiry", asked.case_id, asked.pk), **FORM | changes)
    told = text_of(answer)
    assert (answer.status_code, problem in told) == (422, True), told[:3000]
    assert changes.get("necessity", FORM["necessity"]) in told
    with lead.acts():
        assert not Inquiry.objects.for_actor(lead.actor).exists()


def test_the_form_says_everything_at_once_and_each_once(
    lead: Person, asked: InformationRequest
) -> None:
    wrong = {"necessity": "Kort", "citizen_informed": "no", "question": f"{samples.CPR}?"}
    told = text_of(
        send(lead.browser(), url("send_inquiry", asked.case_id, asked.pk), **FORM | wrong)
    )
    for problem in ("mindst 20 tegn, hvorfor", "ligner et CPR", "borgeren ikke er orienteret. Det"):
        # Once in the list on top, and once at the field.
        assert told.count(problem) == 2, problem


def test_another_authority_on_the_question_is_asked_about(
    lead: Person, asked: InformationRequest
) -> None:
    with lead.acts():
        row = inquiries.asked(lead.actor, asked.case, authority="Svendborg")
        samples.consent(
            lead.actor,
            asked.case,
            purpose=ConsentTo.INFORMATION,
            receiver=ConsentReceiver.MUNICIPALITY,
            words="Kanarie: hos nabokommunen",
        )
    browser, address = lead.browser(), url("send_inquiry", asked.case_id, row.pk)
    page = text_of(browser.get(address))
    assert ("Kanarie: hos nabokommunen" in page, 'name="other_known"' in page) == (True, False)
    refused = text_of(send(browser, address, **FORM | {"legal_basis": "consent"}))
    assert "Der står: Svendborg Kommune" in refused
    saved(browser, address, **FORM | {"legal_basis": "consent"}, other_known="on")


def test_the_action_refuses_what_the_page_does_not_offer(
    world: World, lead: Person, neighbour: Person, asked: InformationRequest
) -> None:
    with lead.acts():
        for place in (HOME, inquiries.EMPTY, 1):
            with pytest.raises(Invalid, match="Vælg en myndighed"):
                inquiries.sent(lead.actor, asked, place)
        with clock.at(clock.now() + timedelta(days=60)), pytest.raises(Invalid, match="Svarfrist"):
            inquiries.sent(lead.actor, asked, NEIGHBOUR)
        made = inquiries.sent(lead.actor, asked, NEIGHBOUR)
        with pytest.raises(Conflict, match="allerede sendt"):
            inquiries.sent(lead.actor, asked, NEIGHBOUR)
        with pytest.raises(Conflict, match="sendt i portalen"):
            actions.record_information(by=lead.actor, request=asked, said=inquiries.replied())
        said, worker = {"question": "Nyt?"}, world.person(HOME, Role.CASEWORKER)
        with pytest.raises(Invalid, match="sendt i portalen"):
            actions.correct_record(
                by=lead.actor, record=asked, version=0, said=said, reason="Slåfejl"
            )
        with pytest.raises(NotYourRole):
            actions.withdraw_inquiry(by=worker.actor, inquiry=made, reason="x")
        with pytest.raises(Refused):
            inquiries.answer(lead.actor, made)
    with neighbour.acts():
        for changes in (
            {"text": " "},
            {"source": ""},
            {"told_on": None},
            {"legal_basis": ""},
            {"legal_basis": "consent"},
            {"told_on": clock.today() + timedelta(days=1)},
            {"reply": InquiryAnswer.REFUSED, "text": ""},
            {"reply": InquiryAnswer.REFUSED},  # with the source and ground of what is told
            {"reply": InquiryAnswer.NOTHING, **NOTHING, "text": "Kun et rygte."},
        ):
            with pytest.raises(Invalid):
                inquiries.answer(neighbour.actor, made, **changes)
        with pytest.raises(NotYourRole):
            inquiries.answer(world.person(NEIGHBOUR, Role.CASEWORKER).actor, made)


def test_an_unknown_citizen_is_asked_about_without_a_name_only(
    lead: Person, police: Person
) -> None:
    with lead.acts():
        who = samples.person(name="", birth_year=None, description="Ung mand ved stationen")
        case = samples.new_case(lead.actor, who)
        asked = inquiries.asked(lead.actor, case)
        with pytest.raises(Invalid, match="ikke registreret"):
            inquiries.sent(lead.actor, asked)
        made = inquiries.sent(lead.actor, asked, told=Told.NOBODY)
        assert made.citizen == ""
    told = text_of(police.browser().get(url("inquiry", made.pk)))
    assert "Ingen person er nævnt" in told
    assert "må ikke bruges" in told, "§ 115"


def test_the_number_goes_along_by_choice_with_the_warning_once(
    lead: Person, police: Person
) -> None:
    with lead.acts():
        who = samples.person(cpr=samples.CPR, birth_year=None, address_protected=True)
        case = samples.new_case(lead.actor, who)
        made = inquiries.sent(lead.actor, inquiries.asked(lead.actor, case), told=Told.NUMBER)
    told = text_of(police.browser().get(url("inquiry", made.pk)))
    assert samples.CPR in told
    assert told.count("adressebeskyttet") == 1


def test_a_protected_source_in_the_words_is_told_first(
    world: World, lead: Person, police: Person
) -> None:
    with lead.acts():
        case = samples.new_case(lead.actor, referrer_name="Vera Fiktivsen", protected_source=True)
        asked = inquiries.asked(lead.actor, case)
    said = FORM | {"asked": str(HOME_DISTRICT), "question": "Kender I Vera Fiktivsen?"}
    address = url("send_inquiry", case.pk, asked.pk)
    assert "Kilden er beskyttet" in text_of(send(lead.browser(), address, **said))
    saved(lead.browser(), address, **said, source_known="on")


def test_the_gate_to_the_analysis_opens_by_the_answer(
    lead: Person, neighbour: Person, asked: InformationRequest
) -> None:
    row = sent(lead, asked)
    with lead.acts():
        assert Gate.ANSWERS_IN not in met_gates(asked.case, lead.actor)
    with neighbour.acts():
        inquiries.answer(neighbour.actor, row)
    with lead.acts():
        assert Gate.ANSWERS_IN in met_gates(asked.case, lead.actor)


def test_reading_is_logged_on_both_sides(
    world: World, lead: Person, neighbour: Person, asked: InformationRequest
) -> None:
    row = sent(lead, asked)
    neighbour.browser().get(url("inquiry", row.pk))
    for person in (lead, neighbour):
        assert "spørgsmål sendt i portalen" in text_of(person.browser().get("/min-konto/opslag/"))
    for place in (HOME, NEIGHBOUR):
        reviewer = world.person(place, Role.LOG_REVIEWER).browser()
        told = text_of(reviewer.get(f"/log/?number={row.case_number}"))
        assert (f"i sag {row.case_number}" in told, NAME in told) == (place == NEIGHBOUR, False)


def test_lists_ask_the_same_of_one_question_and_of_three(
    lead: Person, neighbour: Person, asked: InformationRequest
) -> None:
    pages = (
        (lead, url("requests", asked.case_id)),
        (neighbour, url("inquiries")),
        (neighbour, START),
    )
    row = sent(lead, asked)
    with neighbour.acts():
        inquiries.answer(neighbour.actor, row)
    counts = [len(page_queries(person.browser(), place)) for person, place in pages]
    with lead.acts():
        for _time in range(2):
            inquiries.sent(lead.actor, inquiries.asked(lead.actor, asked.case), NEIGHBOUR)
    assert [len(page_queries(person.browser(), place)) for person, place in pages] == counts
    assert max(counts[:2]) <= MOST_QUERIES


def test_nothing_is_left_at_the_asked_side_of_an_erased_case(world: World, police: Person) -> None:
    lead, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    with lead.acts():
        case = erasing.worked(lead)
    with police.acts():
        rows = list(Inquiry.objects.for_actor(police.actor))
        assert [row.withdrawn_at is None for row in rows].count(True) == 1
        inquiries.answer(police.actor, next(row for row in rows if row.withdrawn_at is None))
    with lead.acts():
        erasing.propose(lead, erasing.ended(lead, case))
    with leader.acts():
        erasing.erase(leader, case)
    with police.acts():
        assert not Inquiry.objects.for_actor(police.actor).exists()
        assert not InquiryReply.objects.for_actor(police.actor).exists()
    for place in (START, url("inquiries"), "/nyt/"):
        assert case.number not in text_of(police.browser().get(place)), place
