"""Words borrowed from another's plan in force: with credit, never over a text, and followed up."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.plans import actions
from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Action, Borrowing, Goal, Plan, PlanSection, digest_of
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from stopext.audit.record import Collector
from tests.knowledge.plans.browsing import EDIT, page, sent
from tests.matrix.plans import LAW, PLAIN, plan_begun, publish
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

REMARKS, SECTION = "/handlingsplaner/min/mangler/", f"{EDIT}afsnit/handling/"
MINE = "/handlingsplaner/min/"
PUBLIC = "/handlingsplaner/aalborg/"
HANDLING, LENT = SectionKind.HANDLING, "Lånt fra"
SAID = f"{PLAIN} {LAW}"
PARTLY = f"Skrevet om, men sammen med skoler, klubber og politi, efter {LAW}."
GONE = "står ikke længere i en plan, der gælder"


@pytest.fixture
def others(world: World) -> tuple[Person, Person]:
    """Who writes and who publishes in a municipality that has a plan in force."""
    found = world.person(NEIGHBOUR, Role.COORDINATOR), world.person(NEIGHBOUR, Role.LEADER)
    publish(*found)
    return found


def theirs(model: Any, **named: Any) -> Any:
    return model.objects.public().get(municipality_id=NEIGHBOUR, **named)


def anew(others: tuple[Person, Person], text: str) -> None:
    """The neighbour's next version, with other words in a section, its goal and its action."""
    lead, leader = others
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        actions.write_section(by=lead.actor, kind=HANDLING, version=0, text=text)
        for sort, model, name in (("maal", Goal, "text"), ("handling", Action, "title")):
            row = rows_of(model).get(plan=draft)
            said = {each: getattr(row, each) for each in SORTS[sort].names} | {name: text}
            version = row.edits
            actions.change_part(
                by=lead.actor, sort=SORTS[sort], pk=row.pk, version=version, values=said
            )
    with leader.acts():
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="x")


def begun(lead: Person) -> Plan:
    with lead.acts():
        return plan_begun(lead)


def borrowed(lead: Person) -> Borrowing:
    """A section of the draft with the neighbour's words."""
    with lead.acts():
        actions.borrow_section(
            by=lead.actor,
            kind=HANDLING,
            version=0,
            text="Vores egen vej.",
            origin=theirs(PlanSection, kind="handling").pk,
        )
        return rows_of(Borrowing).get()


def tokenless(text: str) -> list[str]:
    """Forms that a browser would send in vain."""
    forms = BeautifulSoup(text, "lxml").select("form[method=post]")
    return [str(form) for form in forms if not form.select("[name=csrfmiddlewaretoken]")]


def text_of(lead: Person) -> str:
    with lead.acts():
        return str(rows_of(PlanSection).get(municipality_id=HOME, kind="handling").text)


def test_a_section_is_borrowed_after_what_was_written(lead: Person, others: Any) -> None:
    begun(lead)
    browser = lead.browser()
    with lead.acts():
        origin = theirs(PlanSection, kind="handling").pk
    assert f'value="{origin}"' in page(browser, SECTION)

    sent(browser, SECTION, text="Vores gemte vej.")

    answer = sent(browser, SECTION, text="Vores halve", borrow=str(origin))

    assert answer.headers["Location"] == SECTION
    assert text_of(lead) == f"Vores gemte vej.\n\n{SAID}", "what she typed she did not save"
    field = browser.get(SECTION).context["form"]["text"]
    assert field.value() == f"Vores halve\n\n{SAID}"
    with lead.acts():
        lent = rows_of(Borrowing).get()
        assert (lent.origin_part, lent.origin_version, lent.text) == (origin, "1", SAID)
        assert lent.digest == digest_of(SAID)
    again = sent(browser, SECTION, borrow=str(origin))
    assert (again.status_code, "står der allerede" in again.content.decode()) == (422, True)
    assert sent(browser, SECTION).status_code == 302
    assert text_of(lead) == f"Vores halve\n\n{SAID}"


def test_what_is_typed_beside_borrowed_words_is_held_against_what_others_save(
    lead: Person, others: Any
) -> None:
    begun(lead)
    browser = lead.browser()
    with lead.acts():
        origin = theirs(PlanSection, kind="handling").pk
    sent(browser, SECTION, text="Vores halve", borrow=str(origin))
    with lead.acts():
        words: dict[str, Any] = {"kind": HANDLING, "version": 1, "text": "Kollegaens."}
        actions.write_section(by=lead.actor, **words)

    answer = sent(browser, SECTION)

    assert answer.status_code == 409
    assert "Kollegaens." in answer.content.decode()
    assert text_of(lead) == "Kollegaens."


def test_what_is_withdrawn_or_replaced_is_refused_and_nothing_typed_is_lost(
    lead: Person, others: Any
) -> None:
    begun(lead)
    browser = lead.browser()
    with lead.acts():
        origin = str(theirs(PlanSection, kind="handling").pk)
        goal = theirs(Goal).pk
        draft = rows_of(Plan).get(is_public=False)
    anew(others, "Ny ordlyd.")

    for key in (origin, str(uuid4()), "vrøvl"):
        answer = sent(browser, SECTION, text="Skrevet i mellemtiden.", borrow=key)
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert GONE in shown
        assert "Skrevet i mellemtiden." in shown
    for path in (f"maal/{draft.pk}/{goal}/", f"afsnit/{draft.pk}/{origin}/"):
        once = {"idempotency_key": str(uuid4())}
        answer = browser.post(f"/handlingsplaner/min/laan/{path}", once, follow=True)
        assert GONE in answer.content.decode()
    assert text_of(lead) == ""
    with lead.acts():
        assert not rows_of(Goal).filter(municipality_id=HOME).exists()


def test_goals_and_actions_are_borrowed_beside_a_remark_and_from_the_form(
    lead: Person, others: Any
) -> None:
    draft = begun(lead)
    browser = lead.browser()
    form = page(browser, f"{EDIT}ny/maal/{draft.pk}/")
    assert tokenless(form) == []
    [goal_url] = re.findall(r'action="(/handlingsplaner/min/laan/maal/[^"]+)"', form)

    once = {"idempotency_key": str(uuid4())}
    made, again = browser.post(goal_url, once), browser.post(goal_url, once)

    assert again.headers["Location"] == made.headers["Location"]
    with lead.acts():
        goal = rows_of(Goal).get(municipality_id=HOME)
    assert made.headers["Location"] == f"{EDIT}maal/{goal.pk}/"
    assert (goal.text, goal.level) == (PLAIN, "building")
    text = page(browser, REMARKS)
    assert tokenless(text) == []
    [action_url] = re.findall(r'action="(/handlingsplaner/min/laan/handling/[^"]+)"', text)
    assert action_url in page(browser, f"{EDIT}ny/handling/{goal.pk}/")
    sections = re.findall(r'action="(/handlingsplaner/min/laan/afsnit/[^"]+)"', text)
    assert len(sections) == 2
    # Anew, from the page as it was: by herself after going back, or by a colleague.
    for path in (goal_url, action_url, action_url, *sections):
        assert browser.post(path, {"idempotency_key": str(uuid4())}).status_code == 302
    with lead.acts():
        action = rows_of(Action).get(municipality_id=HOME)
        assert (action.title, action.status, action.goal_id) == (PLAIN, "planned", goal.pk)
        assert rows_of(Borrowing).count() == 4
    assert text_of(lead) == SAID


@pytest.mark.parametrize("path", ["kort/{0}/{0}/", "maal/{1}/{0}/", "handling/{0}/{0}/"])
def test_what_cannot_be_borrowed_is_not_there(lead: Person, path: str) -> None:
    address = path.format(begun(lead).pk, uuid4())

    key = {"idempotency_key": str(uuid4())}
    assert lead.browser().post(f"/handlingsplaner/min/laan/{address}", key).status_code == 404


def test_nobody_borrows_of_her_own_plan_or_over_the_limit(
    lead: Person, others: Any, world: World
) -> None:
    borrow: dict[str, Any] = {"kind": HANDLING, "version": 0}
    with others[0].acts():
        actions.revise(by=others[0].actor)
        own = theirs(PlanSection, kind="handling").pk
        with pytest.raises(Invalid, match=GONE):
            actions.borrow_section(by=others[0].actor, text="", origin=own, **borrow)
    begun(lead)
    with lead.acts(), pytest.raises(Invalid, match="ikke plads"):
        actions.borrow_section(by=lead.actor, text="x" * 9_990, origin=own, **borrow)
    worker = world.person(HOME, Role.CASEWORKER)
    with worker.acts(), pytest.raises(Refused):
        actions.borrow_section(by=worker.actor, text="", origin=own, **borrow)


def test_credit_is_shown_publicly_and_follows_into_the_next_version(
    lead: Person, others: Any, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.plans.exchange.paper.typeset", str.encode)
    begun(lead)
    leader = world.person(HOME, Role.LEADER)
    borrowed(lead)
    with lead.acts():
        kind = SectionKind.ANTICIPATING
        actions.write_section(by=lead.actor, kind=kind, version=0, text=PLAIN)
        goal = theirs(Goal).pk
        draft = rows_of(Plan).get(is_public=False)
        row = actions.borrow_part(by=lead.actor, sort=SORTS["maal"], under=draft.pk, origin=goal)
        actions.remove_part(by=lead.actor, sort=SORTS["maal"], pk=row.pk)
    with leader.acts():
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="x")
        assert rows_of(Borrowing).filter(municipality_id=HOME).count() == 1

    public = " ".join(page(Client(), PUBLIC).split())

    assert f"{LENT} <a href" in public
    assert "Frederikshavn Kommunes plan, version 1, " in public
    paper = Client().get(f"{PUBLIC}plan.pdf").content.decode()
    assert f"{LENT} Frederikshavn Kommunes plan, version 1, " in paper
    with leader.acts():
        draft = actions.revise(by=leader.actor)
        lent = rows_of(Borrowing).get(plan=draft)
        assert lent.part == rows_of(PlanSection).get(plan=draft, kind="handling").pk
        actions.write_section(by=leader.actor, kind=HANDLING, version=0, text=PARTLY)
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="x")
    changed = page(Client(), PUBLIC)
    assert (LENT in changed, "Bygger på" in changed) == (False, True)


@pytest.mark.parametrize("text", ["", "Vores egen vej.", "Vi ser på noget helt andet sammen."])
def test_credit_ends_when_nothing_of_the_words_is_left(
    lead: Person, others: Any, world: World, text: str
) -> None:
    begun(lead)
    lent, leader = borrowed(lead), world.person(HOME, Role.LEADER)
    anew(others, "Ny ordlyd.")
    browser = lead.browser()
    assert "siden I lånte det" in page(browser, REMARKS)
    with lead.acts():
        row = rows_of(PlanSection).get(municipality_id=HOME, kind=HANDLING)
        draft = row.plan_id
        said: dict[str, Any] = {"by": lead.actor, "kind": HANDLING}
        actions.write_section(**said, version=row.edits, text=text)

    assert "siden I lånte det" not in page(browser, REMARKS)
    assert "Frederikshavn" not in page(browser, MINE)
    with lead.acts():
        with pytest.raises(Conflict):
            actions.keep_own(by=lead.actor, borrowing=lent.pk, seen=digest_of("Ny ordlyd."))
        actions.write_section(**said, version=row.edits + 1, text=PARTLY)
    assert "Bygger på" in page(browser, MINE), "what is taken back is credited again"
    with lead.acts():
        actions.write_section(**said, version=row.edits + 2, text=text or "Nyt.")
        kind = SectionKind.ANTICIPATING
        actions.write_section(by=lead.actor, kind=kind, version=0, text=PLAIN)
    with leader.acts():
        plan = rows_of(Plan).get(pk=draft)
        actions.adopt(by=leader.actor, draft=plan, adopted_on=clock.today(), adopted_by="x")
        assert not rows_of(Borrowing).filter(municipality_id=HOME).exists()


def test_a_change_at_the_origin_is_told_and_taken_over(lead: Person, others: Any) -> None:
    begun(lead)
    lent, browser = borrowed(lead), lead.browser()
    assert "siden I lånte det" not in page(browser, REMARKS)
    new = PLAIN.replace("hvert år", "hver måned")
    anew(others, "Mellemtid.")
    anew(others, new)

    text = page(browser, REMARKS)

    assert "siden I lånte det" in text
    assert "Frederikshavn Kommune skriver nu noget andet, i version 3." in text
    assert "hver måned.</ins>" in text
    assert tokenless(text) == []
    path = f"/handlingsplaner/min/laan/{lent.pk}/"
    said = {"way": "take", "seen": "gammelt", "idempotency_key": str(uuid4())}
    assert "ændret igen" in browser.post(path, said, follow=True).content.decode()
    said |= {"seen": digest_of(new), "idempotency_key": str(uuid4())}
    taken = browser.post(path, said, follow=True).content.decode()
    assert "Den nye ordlyd er sat ind" in taken
    assert "siden I lånte det" not in taken
    assert text_of(lead) == f"Vores egen vej.\n\n{new}"
    with lead.acts():
        assert rows_of(Borrowing).get().origin_version == "3"


def test_own_words_are_kept_until_the_origin_changes_again(lead: Person, others: Any) -> None:
    begun(lead)
    lent, browser = borrowed(lead), lead.browser()
    anew(others, "Anden ordlyd.")

    said = {"way": "keep", "seen": digest_of("Anden ordlyd."), "idempotency_key": str(uuid4())}
    kept = browser.post(f"/handlingsplaner/min/laan/{lent.pk}/", said, follow=True)

    assert "I beholder jeres egen ordlyd" in kept.content.decode()
    assert "siden I lånte det" not in page(browser, REMARKS)
    assert text_of(lead).endswith(SAID)
    anew(others, "Tredje ordlyd.")
    assert "Tredje ordlyd." in page(browser, REMARKS)


def test_a_section_that_was_rewritten_gets_the_new_words_after_its_own(
    lead: Person, others: Any
) -> None:
    begun(lead)
    lent = borrowed(lead)
    with lead.acts():
        row = rows_of(PlanSection).get(municipality_id=HOME, kind=HANDLING)
        version = row.edits
        actions.write_section(by=lead.actor, kind=HANDLING, version=version, text=PARTLY)
    anew(others, "Ny ordlyd.")

    with lead.acts():
        actions.take_over(by=lead.actor, borrowing=lent.pk, seen=digest_of("Ny ordlyd."))

    assert text_of(lead) == f"{PARTLY}\n\nNy ordlyd."


def test_goals_are_followed_through_versions_and_never_written_over(
    lead: Person, others: Any
) -> None:
    draft = begun(lead)
    by, goals = lead.actor, SORTS["maal"]
    with lead.acts():
        origin = theirs(Goal).pk
        own = actions.borrow_part(by=by, sort=goals, under=draft.pk, origin=origin)
        with pytest.raises(Invalid, match="lånt allerede"):
            actions.borrow_part(by=by, sort=goals, under=draft.pk, origin=origin)
        values = {"text": PARTLY, "level": "building"}
        actions.change_part(by=by, sort=goals, pk=own.pk, version=0, values=values)
        same = actions.borrow_part(by=by, sort=goals, under=draft.pk, origin=origin)
        lent = {row.part: row.pk for row in rows_of(Borrowing)}
    anew(others, "Første nye.")
    anew(others, "Andet nye.")
    seen = digest_of("Andet nye.")

    with lead.acts():
        actions.take_over(by=by, borrowing=lent[same.pk], seen=seen)
        assert rows_of(Goal).get(pk=same.pk).text == "Andet nye."
        with pytest.raises(Invalid, match="skrevet det om"):
            actions.take_over(by=by, borrowing=lent[own.pk], seen=seen)
        with pytest.raises(Conflict):
            actions.take_over(by=by, borrowing=lent[same.pk], seen=seen)
        assert rows_of(Goal).get(pk=own.pk).text == PARTLY


def test_words_that_are_gone_at_the_origin_are_told(lead: Person, others: Any) -> None:
    draft = begun(lead)
    with lead.acts():
        origin = theirs(Goal).pk
        actions.borrow_part(by=lead.actor, sort=SORTS["maal"], under=draft.pk, origin=origin)
        lent = rows_of(Borrowing).get()
    with others[1].acts():
        row = actions.revise(by=others[1].actor)
        goal = rows_of(Goal).get(plan=row)
        actions.remove_part(by=others[1].actor, sort=SORTS["maal"], pk=goal.pk)
        actions.adopt(by=others[1].actor, draft=row, adopted_on=clock.today(), adopted_by="x")

    text = page(lead.browser(), REMARKS)

    assert "Teksten står ikke længere i deres plan." in text
    assert "Tag den nye ordlyd" not in text
    with lead.acts():
        with pytest.raises(Invalid, match="kan ikke sættes ind"):
            actions.take_over(by=lead.actor, borrowing=lent.pk, seen=digest_of(""))
        actions.keep_own(by=lead.actor, borrowing=lent.pk, seen=digest_of(""))
    assert "siden I lånte det" not in page(lead.browser(), REMARKS)


def test_each_deed_leaves_one_event(lead: Person, others: Any) -> None:
    def codes(collector: Collector) -> list[str]:
        return [str(event["action"]) for event in collector.events if "plan." in event["action"]]

    draft = begun(lead)
    lent = borrowed(lead)
    anew(others, "Ny.")
    with lead.acts() as collector:
        goal = actions.borrow_part(
            by=lead.actor, sort=SORTS["maal"], under=draft.pk, origin=theirs(Goal).pk
        )
        actions.take_over(by=lead.actor, borrowing=lent.pk, seen=digest_of("Ny."))
        assert codes(collector) == ["plan.borrow", "plan.borrow"]
    anew(others, "Nyere.")
    with lead.acts() as collector:
        row = rows_of(Borrowing).get(part=goal.pk)
        actions.keep_own(by=lead.actor, borrowing=row.pk, seen=digest_of("Nyere."))
        assert codes(collector) == ["plan.keep"]


def test_queries_do_not_grow_with_what_was_borrowed(lead: Person, others: Any) -> None:
    draft = begun(lead)
    borrowed(lead)
    with lead.acts():
        origin = theirs(Goal).pk
        actions.borrow_part(by=lead.actor, sort=SORTS["maal"], under=draft.pk, origin=origin)

    def cost() -> int:
        browser = lead.browser()
        page(browser, REMARKS)
        with CaptureQueriesContext(connections["default"]) as captured:
            page(browser, REMARKS)
        return len(captured)

    before = cost()
    with lead.acts():
        rows_of(Goal).filter(municipality_id=HOME).update(text=f"{PLAIN} først")
        for number in range(4):
            words: dict[str, Any] = {"by": lead.actor, "sort": SORTS["maal"]}
            made = actions.borrow_part(**words, under=draft.pk, origin=origin)
            values = {"text": f"{PLAIN} {number}", "level": "building"}
            actions.change_part(**words, pk=made.pk, version=0, values=values)

    assert cost() == before
