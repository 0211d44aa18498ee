"""What stood in a text before it was written over: read by those who write the plan only."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, Model, TextField

from knowledge.exercises import actions as exercises
from knowledge.exercises.choices import Move
from knowledge.plans import actions
from knowledge.plans.models import Action, Goal, Revision, Task
from knowledge.plans.sorts import SORTS
from knowledge.plans.work import internals_of
from knowledge.readiness import actions as readiness
from knowledge.readiness.models import Answer
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.models import CENTRE
from tests.knowledge.exercises.conftest import planned
from tests.knowledge.plans.browsing import EDIT, TEXT, page, sent
from tests.knowledge.readiness.test_answering import said_of
from tests.knowledge.refusing import refused
from tests.matrix.plans import plan_begun, publish, write
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

SECTION = f"{EDIT}afsnit/handling/"
PASTED = "Indsat over det hele"
#: Words that are written over and kept by no trigger, and why: a table, or a column of one.
KEPT_OTHERWISE = {
    "plans_decision": "each wording is a row",
    "plans_statusreport": "frozen: never changed",
    "plans_plan.version": "its number",
    "plans_plan.adopted_by": "written once, when it is adopted",
    "plans_plan.minutes": "written once, when it is adopted",
    "plans_plan.agenda_url": "written once, when it is adopted",
    "plans_plan.status": "follows what is decided",
    "exercises_exercise.title": "copied from its scenario",
    "exercises_exercise.aim": "copied from its scenario",
    "exercises_exercise.questions": "copied from its scenario",
    "exercises_exercise.look_at": "copied from its scenario",
    "exercises_exercise.status": "the log of the run tells it",
    "exercises_card.approved_contacts": "what the leader saw when she approved it",
    "hearings_hearing": "asked once: only closed afterwards",
    "hearings_invitee": "a name, corrected before the link is sent again",
    "cohorts_cohort": "the centre's: a name and a period",
    "cohorts_milestone": "the centre's: removed and written anew once somebody has reported on it",
    "advice_thread": "a heading, never changed",
    "plans_borrowing": "whose words they are: never changed",
    "plans_override": "what was held is ended, never changed",
    "plans_plansection.kind": "which of the thirteen it is",
    "readiness_answer.statement": "which statement it answers",
    "readiness_remark.theme": "which theme it is about",
}


def test_what_was_pasted_over_is_read_by_whom_it_was_and_taken_back(
    lead: Person, leader: Person
) -> None:
    with lead.acts():
        plan_begun(lead)
    sent(lead.browser(), SECTION, text=TEXT)
    sent(leader.browser(), SECTION, text=PASTED)

    shown = lead.browser().get(SECTION)

    (stood,) = shown.context["revisions"]
    assert [words for _label, words in stood.said] == [TEXT], "the empty beginning is no text"
    assert stood.revision.by_name == leader.actor.name
    told = shown.content.decode()
    assert f"Stod, til {leader.actor.name} rettede det" in told
    sent(lead.browser(), SECTION, earlier=str(stood.revision.pk))
    assert lead.browser().get(SECTION).context["form"]["text"].value() == f"{PASTED}\n\n{TEXT}"


def test_another_sections_text_is_not_taken_back_here(lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    path = f"{EDIT}afsnit/emergency/"
    for text in (TEXT, PASTED):
        sent(lead.browser(), path, text=text)
    (other,) = lead.browser().get(path).context["revisions"]

    for asked in (str(other.revision.pk), str(uuid4()), "nonsens"):
        assert sent(lead.browser(), SECTION, earlier=asked).status_code == 422


def test_a_conflict_says_who_wrote_what_stands_there_now(lead: Person, leader: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    sent(lead.browser(), SECTION, text=TEXT)
    form = lead.browser().get(SECTION).context["form"]
    mine = {each.html_name: each.value() for each in form}
    sent(leader.browser(), SECTION, text=PASTED)

    late = lead.browser().post(SECTION, {**mine, "text": "Noget tredje"})

    assert late.status_code == 409
    told = " ".join(late.content.decode().split())
    assert f'af {leader.actor.name}:</p> <p class="written">{PASTED}' in told


def test_every_part_of_a_plan_shows_what_it_said(lead: Person) -> None:
    with lead.acts():
        write(lead, lambda what: what, plan_begun(lead))
    for sort in SORTS.values():
        with lead.acts():
            row = rows_of(sort.model).get()
            words = next(name for name in sort.names if name in _typed(sort.model))
            was = getattr(row, words)
        for text in ("Noget andet", "Noget tredje"):
            with lead.acts():
                row = rows_of(sort.model).get()
                version = row.edits + internals_of(lead.actor, row).edits
                said = dict.fromkeys((words, *sort.model.internal), text)
                actions.change_part(
                    by=lead.actor, sort=sort, pk=row.pk, version=version, values=said
                )

        shown = lead.browser().get(f"{EDIT}{sort.slug}/{row.pk}/")

        pairs = [pair for one in shown.context["revisions"] for pair in one.said]
        assert {was, "Noget andet"} == {text for _label, text in pairs}, sort.slug
        assert len({label for label, _text in pairs}) == 1 + len(sort.model.internal)


def _typed(model: type[Model]) -> set[str]:
    """Columns with words that are typed, not chosen."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices
    }


def test_reports_of_progress_keep_what_was_reported(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    with lead.acts():
        row = rows_of(Action).get()
    path = f"/handlingsplaner/min/fremdrift/handling/{row.pk}/"
    sent(lead.browser(), path, status="paused", status_reason="Venter på lokaler")
    sent(lead.browser(), path, status="running", status_reason="")

    said = dict(lead.browser().get(path).context["revisions"][0].said)

    assert said == {
        "Status": "På pause",
        "Hvordan går det, eller hvorfor ikke?": "Venter på lokaler",
    }


def test_nobody_else_reads_it_and_nobody_writes_it(world: World, lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    for text in (TEXT, PASTED):
        sent(lead.browser(), SECTION, text=text)
    for role in (Role.CASEWORKER, Role.REPORTER):
        assert _seen_by(world.person(HOME, role)) == 0
    assert _seen_by(world.person(NEIGHBOUR, Role.COORDINATOR)) == 0
    assert _seen_by(world.person(CENTRE, Role.ADVISER)) == 0
    with lead.acts():
        row = rows_of(Revision)[0]
    made = {"municipality_id": HOME, "row_id": row.row_id, "at": row.at, "by_name": "En anden"}
    assert refused(lead, Revision(**made, old={"text": "Opdigtet"}).save, force_insert=True)
    assert refused(lead, lambda: rows_of(Revision).delete())
    assert refused(lead, lambda: rows_of(Revision).update(by_name="En anden"))


def _seen_by(person: Person) -> int:
    """How many the database itself shows; none to a role that may not ask."""
    with person.acts(), connection.cursor() as cursor:
        cursor.execute("select has_table_privilege('plans_revision', 'select')")
        if cursor.fetchone() == (False,):
            return 0
        cursor.execute("select count(*) from plans_revision")
        (count,) = cursor.fetchone()
    return int(count)


def test_it_goes_with_its_row_and_with_the_version_that_is_replaced(
    lead: Person, leader: Person, superuser: psycopg.Connection
) -> None:
    plan = publish(lead, leader)
    with lead.acts():
        row = rows_of(Action).get()
        task = actions.add_task(by=lead.actor, action=row, text="Ring", owner="", due_on=None)
        said: dict[str, Any] = {"text": "Skriv", "owner": "", "due_on": None}
        actions.change_task(by=lead.actor, pk=task.pk, version=0, **said)
    path = f"/handlingsplaner/min/fremdrift/handling/{row.pk}/"
    sent(lead.browser(), path, status="paused", status_reason="Venter")
    with lead.acts():
        kept = {one.row_id: one.plan_id for one in rows_of(Revision)}
        assert (kept[row.pk], kept[task.pk]) == (plan.pk, None)
        draft = actions.revise(by=lead.actor)
        goal = rows_of(Goal).get(plan=draft)
    sent(lead.browser(), f"{EDIT}maal/{goal.pk}/", text="Et andet mål")
    with lead.acts():
        assert rows_of(Revision).filter(row_id=goal.pk).exists()
    with leader.acts():
        actions.discard_draft(by=leader.actor, draft=draft)
        assert not rows_of(Revision).filter(row_id=goal.pk).exists()

    with leader.acts():
        again = actions.revise(by=leader.actor)
        actions.adopt(by=leader.actor, draft=again, adopted_on=clock.today(), adopted_by="Byrådet")

    with lead.acts():
        assert [*rows_of(Revision).filter(plan=plan)] == []
        assert rows_of(Task).filter(text="Skriv").exists()
        assert rows_of(Revision).filter(row_id=task.pk).exists(), "the work goes on"


def test_autosave_keeps_what_stood_before_and_not_each_stop(lead: Person, leader: Person) -> None:
    with lead.acts():
        row = readiness.begin(by=lead.actor)
    theme = row.questions.themes[0]
    code = theme.statements[0].code

    def note(person: Person, version: int, text: str) -> None:
        said = {**said_of(theme), code: {"level": "", "note": text, "link": ""}}
        with person.acts():
            readiness.answer(
                by=person.actor, assessment=row, theme=theme, version=version, said=said
            )

    texts = ("Først", "Først og", "Først og så")
    writers = [*((lead, text) for text in texts), (leader, "Lederens"), (lead, "Igen")]
    for version, (person, text) in enumerate(writers):
        note(person, version, text)

    with lead.acts():
        answer = rows_of(Answer).get(statement=code)
        kept = [one.old["note"] for one in rows_of(Revision).filter(row_id=answer.pk)]
    assert [text for text in kept if text] == ["Lederens", "Først og så"]


def test_an_evaluation_shows_what_it_said(lead: Person) -> None:
    row = planned(lead)
    with lead.acts():
        row = exercises.move(by=lead.actor, pk=row.pk, to=Move.START)
    path = f"/oevelser/{row.pk}/evaluering/"
    for text in (TEXT, PASTED):
        assert sent(lead.browser(), path, worked=text, missing="Lidt").status_code == 302

    assert TEXT in page(lead.browser(), path)


def test_every_text_that_is_written_over_keeps_what_it_said(
    world: World, superuser: psycopg.Connection
) -> None:
    """Found among the models: whoever makes one that counts its changes answers here."""
    counted = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("knowledge.") and _has(model, "edits")
    ]
    lost = {
        f"{model._meta.db_table}.{column}"
        for model in counted
        if not _has(model, "earlier")
        for column in _words(model) - _kept(superuser, model)
    }
    excused = {name for name in lost if {name, name.partition(".")[0]} & KEPT_OTHERWISE.keys()}

    assert len(counted) > 20
    assert lost - excused == set()
    used = excused | {name.partition(".")[0] for name in excused}
    assert KEPT_OTHERWISE.keys() <= used, "an exception that is none any more"


def _has(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())


def _words(model: type[Model]) -> set[str]:
    """Columns with words that somebody types or chooses."""
    return {
        str(field.column)
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | ArrayField)
        and field.editable
        and not field.name.endswith("_name")
    }


def _kept(superuser: psycopg.Connection, model: type[Model]) -> set[str]:
    row = superuser.execute(
        "select tgargs from pg_trigger where tgname = 'keep_revision' and tgrelid = %s::regclass",
        [model._meta.db_table],
    ).fetchone()
    return {name.decode() for name in row[0].split(b"\0")} if row else set()
