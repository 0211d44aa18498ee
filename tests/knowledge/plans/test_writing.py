"""Write a plan: begin it, its sections beside the template, its parts, who may, and bad input."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from knowledge.plans import actions
from knowledge.plans.actions.drafts import new_draft
from knowledge.plans.choices import OrganisationModel, SectionKind
from knowledge.plans.models import (
    Action,
    ActionCard,
    Goal,
    Indicator,
    Measurement,
    Plan,
    PlanSection,
)
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import EDIT, TEXT, page, sent
from tests.matrix.plans import plan_begun, publish, write
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

HANDLING, MODEL = SectionKind.HANDLING, OrganisationModel.COORDINATOR


@pytest.fixture
def template(superuser: psycopg.Connection) -> None:
    """A template of one section. It stays: drafts that point at it are only then rolled back."""
    superuser.execute("delete from plans_templatesection")
    superuser.execute("delete from plans_plantemplate")
    superuser.execute(
        "insert into plans_plantemplate (version, published_on) values ('9', '2026-01-01')"
    )
    superuser.execute(
        "insert into plans_templatesection (template_id, kind, leg, position, guidance, paragraph,"
        " model_text) select id, 'handling', 'handling', 0, 'Skriv vejen', '§ 15', 'Modelvejen'"
        " from plans_plantemplate"
    )


def test_a_municipality_begins_its_plan(template: None, lead: Person) -> None:
    browser = lead.browser()
    assert 'href="/handlingsplaner/min/ny/"' in page(browser, "/handlingsplaner/min/")

    answer = sent(browser, "/handlingsplaner/min/ny/", organisation_model="coordinator")

    assert (answer.status_code, answer.headers["Location"]) == (302, EDIT)
    outline = page(browser, EDIT)
    assert [kind.label for kind in SectionKind if str(kind.label) not in outline] == []
    assert "0 af 13 afsnit er skrevet" in outline
    with lead.acts():
        draft = rows_of(Plan).get()
        assert (draft.version, draft.is_public, draft.template and draft.template.version) == (
            "1",
            False,
            "9",
        )
    assert browser.get("/handlingsplaner/min/ny/").headers["Location"] == "/handlingsplaner/min/"


def test_a_section_is_written_beside_its_guidance(template: None, lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    browser, path = lead.browser(), f"{EDIT}afsnit/handling/"
    shown = page(browser, path)
    assert [said for said in ("Skriv vejen", "§ 15", "Modelvejen") if said not in shown] == []

    answer = sent(browser, path, text="Kort.")

    assert answer.headers["Location"] == f"{EDIT}afsnit/emergency/"
    assert re.search(
        r"Håndtering af bekymringer</a>\s*<span[^>]*>[^<]*</span>\s*.*Meget kort",
        page(browser, EDIT),
        re.DOTALL,
    )
    assert sent(browser, path, text=TEXT, stop="1").headers["Location"] == EDIT
    assert "1 af 13 afsnit er skrevet" in page(browser, EDIT)


@pytest.mark.parametrize("left", ["", "Indsat over det hele"], ids=["emptied", "pasted-over"])
def test_a_saved_section_stays_until_somebody_saves_another(lead: Person, left: str) -> None:
    with lead.acts():
        plan_begun(lead)
    browser, path = lead.browser(), f"{EDIT}afsnit/handling/"
    sent(browser, path, text=TEXT)

    shown = browser.get(path)
    saves_to = shown.context["saves_to"]
    said = {"text": left, "version": shown.context["form"]["version"].value()}
    kept = browser.post(saves_to, {**said, "autosave_version": "1"})

    assert kept.status_code == 200
    with lead.acts():
        assert rows_of(PlanSection).get(kind="handling").text == TEXT
    assert "1 af 13 afsnit er skrevet" in page(browser, EDIT)
    assert "Du har skrevet noget, der ikke er gemt i planen" in page(browser, EDIT)
    back = browser.get(path)
    assert (back.context["form"]["text"].value(), "Begynd forfra" in back.content.decode()) == (
        left,
        True,
    )
    once = {"discard_draft": "1", "idempotency_key": str(uuid4())}
    assert browser.post(path, once).status_code == 302
    assert browser.get(path).context["form"]["text"].value() == TEXT
    assert "ikke er gemt i planen" not in page(browser, EDIT)


def test_the_model_text_is_put_after_what_was_written(template: None, lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    browser, path = lead.browser(), f"{EDIT}afsnit/handling/"
    sent(browser, path, text=TEXT)

    for text in ("Vores egen vej.", "Vores egen vej.", ""):
        answer = sent(browser, path, text=text, model="1")
        assert answer.headers["Location"] == path
        with lead.acts():
            assert rows_of(PlanSection).get(kind="handling").text == TEXT, "not before she saves"
        field = browser.get(path).context["form"]["text"]
        assert field.value() == f"{text}\n\nModelvejen".strip()
    sent(browser, path)
    with lead.acts():
        assert rows_of(PlanSection).get(kind="handling").text == "Modelvejen"
    assert "ikke er gemt i planen" not in page(browser, EDIT)
    too_long = "x" * 9_995
    refused = sent(browser, path, text=too_long, model="1")
    assert (refused.status_code, "ikke plads til teksten" in refused.content.decode()) == (
        422,
        True,
    )


def test_goals_and_what_hangs_on_them_are_added_moved_and_removed(lead: Person) -> None:
    with lead.acts():
        plan = plan_begun(lead)
    browser = lead.browser()
    for text in ("Første mål", "Andet mål"):
        assert (
            sent(browser, f"{EDIT}ny/maal/{plan.pk}/", text=text, level="building").status_code
            == 302
        )
    with lead.acts():
        first, second = rows_of(Goal).order_by("position")
    numbers = {"name": "Møder", "unit": "møder", "baseline": "1.234,5", "target": "12.5"}
    assert sent(browser, f"{EDIT}ny/indikator/{second.pk}/", **numbers).status_code == 302
    assert (
        sent(browser, f"{EDIT}ny/handling/{second.pk}/", title="Mød", level="building").status_code
        == 302
    )
    with lead.acts():
        indicator = rows_of(Indicator).get()
        assert (str(indicator.baseline), str(indicator.target)) == ("1234.50", "12.50")
    assert sent(browser, f"{EDIT}ny/maaling/{indicator.pk}/", value="3").status_code == 302

    moved = browser.post(
        f"{EDIT}maal/{second.pk}/flyt/", {"way": "up", "idempotency_key": str(uuid4())}
    )
    assert moved.headers["Location"] == f"{EDIT}#maal-{second.pk}"
    outline = page(browser, EDIT)
    assert outline.index("Andet mål") < outline.index("Første mål")

    assert "fjernes også" in page(browser, f"{EDIT}maal/{second.pk}/fjern/")
    assert sent(browser, f"{EDIT}maal/{second.pk}/fjern/").status_code == 302
    with lead.acts():
        counts = [rows_of(model).count() for model in (Goal, Action, Indicator, Measurement)]
    assert counts == [1, 0, 0, 0]
    assert "Første mål" in page(browser, EDIT)
    assert first.pk != second.pk


def test_a_card_is_written_line_by_line_and_printed_as_it_is(lead: Person) -> None:
    with lead.acts():
        plan = plan_begun(lead)
    browser, lines = lead.browser(), "Ring 112\r\n\r\n  Luk dørene \n"
    card = {"audience": "Skolens ledelse", "steps": lines, "contacts": "Vagten, 00 00 00 00"}
    assert sent(browser, f"{EDIT}ny/kort/{plan.pk}/", **card).status_code == 302
    with lead.acts():
        row = rows_of(ActionCard).get()
        assert (row.steps, row.contacts) == (["Ring 112", "Luk dørene"], ["Vagten, 00 00 00 00"])
    assert "Ring 112\nLuk dørene</textarea>" in page(browser, f"{EDIT}kort/{row.pk}/")
    assert "Luk dørene" in page(browser, "/handlingsplaner/min/")

    for steps, problem in (("\n".join("x" * 13), "Højst 12 linjer"), ("x" * 401, "Højst 400 tegn")):
        refused = sent(browser, f"{EDIT}kort/{row.pk}/", steps=steps, audience="Skolens ledelse")
        assert (refused.status_code, problem in refused.content.decode()) == (422, True)


def test_a_goal_that_stands_there_is_not_written_twice(lead: Person, leader: Person) -> None:
    with lead.acts():
        plan = plan_begun(lead)
    path = f"{EDIT}ny/maal/{plan.pk}/"
    said = {"text": "Flere unge har et sted", "level": "building"}

    answers = [sent(one.browser(), path, **said) for one in (lead, leader)]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert "står i kladden allerede" in answers[1].content.decode()
    with lead.acts():
        assert rows_of(Goal).count() == 1


def test_who_wrote_in_what_was_removed_is_led_to_where_it_can_be_brought_back(
    lead: Person,
) -> None:
    with lead.acts():
        keys = write(lead, lambda _what: TEXT[:80], plan_begun(lead))
    browser, path = lead.browser(), f"{EDIT}maal/{keys['goal']}/"
    form = browser.get(path).context["form"]
    typed = {each.html_name: each.value() for each in form if each.value() is not None}
    assert sent(browser, f"{path}fjern/").status_code == 302

    late = browser.post(path, {**typed, "text": "Skrevet imens"})

    shown = late.content.decode()
    assert (late.status_code, "Skrevet imens" in shown) == (409, True)
    assert f'href="{EDIT}fjernet/"' in shown
    assert "Kladden er sidst ændret" in shown


def test_what_was_removed_is_brought_back_with_what_hung_on_it(lead: Person) -> None:
    with lead.acts():
        write(lead, lambda what: what, plan_begun(lead))
        goal, action = rows_of(Goal).get(), rows_of(Action).get()
        actions.remove_part(by=lead.actor, sort=SORTS["handling"], pk=action.pk)
        actions.remove_part(by=lead.actor, sort=SORTS["maal"], pk=goal.pk)
        with pytest.raises(Invalid, match="Hent det tilbage først"):
            actions.restore_part(by=lead.actor, sort=SORTS["handling"], pk=action.pk)
    browser, once = lead.browser(), {"idempotency_key": str(uuid4())}
    removed = page(browser, f"{EDIT}fjernet/")
    assert (f"/maal/{goal.pk}/hent-tilbage/" in removed, str(action.pk) in removed) == (True, False)
    early = browser.post(f"{EDIT}handling/{action.pk}/hent-tilbage/", once)
    assert early.headers["Location"] == f"{EDIT}fjernet/"

    back = browser.post(f"{EDIT}maal/{goal.pk}/hent-tilbage/", {"idempotency_key": str(uuid4())})

    assert back.headers["Location"] == f"{EDIT}#maal-{goal.pk}"
    with lead.acts():
        actions.restore_part(by=lead.actor, sort=SORTS["maal"], pk=goal.pk)  # there: nothing
        counts = [rows_of(m).filter(is_removed=False).count() for m in (Goal, Action, Measurement)]
    assert counts == [1, 0, 1]  # the action was removed by itself, before its goal
    assert f"/handling/{action.pk}/hent-tilbage/" in page(browser, f"{EDIT}fjernet/")
    with lead.acts():
        actions.restore_part(by=lead.actor, sort=SORTS["handling"], pk=action.pk)
    assert "Intet er fjernet." in page(browser, f"{EDIT}fjernet/")
    again = browser.post(f"{EDIT}maal/{goal.pk}/hent-tilbage/", {"idempotency_key": str(uuid4())})
    assert again.headers["Location"] == f"{EDIT}#maal-{goal.pk}"


@pytest.mark.parametrize(
    ("sort", "said", "problem"),
    [
        ("handling", {"start": "2.1.2027", "end": "1.1.2027"}, "Slutdatoen ligger før startdatoen"),
        ("handling", {"start": "31.2.2027"}, "Tiden kan ikke læses eller findes ikke"),
        ("handling", {"title": "x" * 201}, "Teksten er på 201 tegn"),
        ("handling", {"practice_page": "999"}, "Vælg en praksis på listen"),
        ("indikator", {"baseline": ""}, "Udfyld feltet"),
        ("indikator", {"baseline": "mange"}, "Skriv et tal"),
        ("indikator", {"baseline": "1,234.5"}, "Skriv et tal"),
        ("indikator", {"baseline": "1e5"}, "Skriv et tal"),
        ("indikator", {"baseline": "12,345"}, "højst to tal efter kommaet"),
        ("indikator", {"baseline": "99999999999"}, "Tallet er for stort"),
        ("maaling", {"on": "1.1.2199"}, "Datoen ligger i fremtiden"),
    ],
)
def test_what_is_wrong_is_said_in_danish(
    lead: Person, sort: str, said: dict[str, str], problem: str
) -> None:
    with lead.acts():
        keys = write(lead, lambda what: f"{what} {TEXT}"[:90], plan_begun(lead))
    under = keys["indicator"] if sort == "maaling" else keys["goal"]
    whole = {
        "title": "Mød",
        "level": "building",
        "name": "Møder",
        "unit": "møder",
        "baseline": "1",
        "target": "2",
        "value": "3",
    }

    answer = sent(lead.browser(), f"{EDIT}ny/{sort}/{under}/", **whole | said)

    assert (answer.status_code, problem in answer.content.decode()) == (422, True)


def test_parts_of_another_plan_are_not_there(world: World, lead: Person) -> None:
    neighbour = world.person(NEIGHBOUR, Role.COORDINATOR)
    with neighbour.acts():
        theirs = write(neighbour, lambda _what: TEXT[:90], plan_begun(neighbour))
    public = publish(lead, world.person(HOME, Role.LEADER))
    with lead.acts():
        goal = Plan.objects.for_actor(lead.actor).get(pk=public.pk).goals.get().pk
        draft = actions.revise(by=lead.actor)
    browser = lead.browser()

    for key in (theirs["goal"], goal, uuid4(), draft.pk):
        for path in (
            f"maal/{key}/",
            f"maal/{key}/fjern/",
            f"ny/handling/{key}/",
            f"handling/{key}/",
        ):
            assert browser.get(f"{EDIT}{path}").status_code == 404, path
        if key != draft.pk:
            assert browser.get(f"{EDIT}ny/maal/{key}/").status_code == 404
        key_once = {"way": "up", "idempotency_key": str(uuid4())}
        assert browser.post(f"{EDIT}maal/{key}/flyt/", key_once).status_code == 404
        with lead.acts(), pytest.raises(Goal.DoesNotExist):
            actions.remove_part(by=lead.actor, sort=SORTS["maal"], pk=UUID(str(key)))
    for path in ("ny/ukendt/", "ukendt/"):
        assert browser.get(f"{EDIT}{path}{uuid4()}/").status_code == 404
    assert browser.get(f"{EDIT}afsnit/ukendt/").status_code == 404


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.REPORTER, Role.LOG_REVIEWER])
def test_only_who_leads_the_work_writes(world: World, lead: Person, role: Role) -> None:
    with lead.acts():
        plan_begun(lead)
    other = world.person(HOME, role)

    assert other.browser().get(EDIT).status_code in {403, 404}
    with other.acts(), pytest.raises(Refused):
        actions.change_head(
            by=other.actor, version=0, title="x", organisation_model=MODEL, vision=""
        )


def test_what_the_actions_themselves_refuse(lead: Person) -> None:
    goal, action = SORTS["maal"], SORTS["handling"]
    with lead.acts(), pytest.raises(Refused, match="ingen kladde"):
        actions.write_section(by=lead.actor, kind=HANDLING, version=0, text=TEXT)
    with lead.acts():
        plan = plan_begun(lead)
        write(lead, lambda what: what, plan)
        with pytest.raises(Conflict, match="allerede en plan"):
            plan_begun(lead)
        with pytest.raises(Conflict, match="lige begyndt"):
            new_draft(lead.actor, title="Endnu en", organisation_model=MODEL)
        with pytest.raises(Plan.DoesNotExist):
            actions.add_part(by=lead.actor, sort=goal, under=uuid4(), values={})
        row = rows_of(Action).get()
        backwards = {"start": clock.today(), "end": clock.today() - timedelta(days=1)}
        with pytest.raises(Invalid, match="før startdatoen"):
            actions.change_part(
                by=lead.actor, sort=action, pk=row.pk, version=row.edits, values=backwards
            )
        given_up = {"status": "dropped", "status_reason": " "}
        with pytest.raises(Invalid, match="hvorfor"):
            actions.change_part(
                by=lead.actor, sort=action, pk=row.pk, version=row.edits, values=given_up
            )
        too_much = {"unit": "procent", "baseline": Decimal(10), "target": Decimal("100.5")}
        with pytest.raises(Invalid, match="mellem 0 og 100"):
            actions.add_part(
                by=lead.actor, sort=SORTS["indikator"], under=row.goal_id, values=too_much
            )
        actions.remove_part(by=lead.actor, sort=action, pk=row.pk)
        actions.restore_part(by=lead.actor, sort=action, pk=row.pk)
        actions.move_part(by=lead.actor, sort=action, pk=row.pk, up=False)  # alone: nothing
        assert rows_of(Action).get().position == row.position


def test_who_saves_second_is_told(lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
        for text in ("Først", "Først"):
            actions.write_section(by=lead.actor, kind=HANDLING, version=0, text=text)
        with pytest.raises(Conflict):
            actions.write_section(by=lead.actor, kind=HANDLING, version=0, text="Så")


WRITES = {
    "draft": "update plans_plansection set text = 'x' where not is_public",
    "draft_goal": "delete from plans_goal where not is_public",
    "discards": "delete from plans_plan where not is_public",
    "discards_public": "delete from plans_plan where is_public",
    "public": "update plans_plan set title = 'x' where is_public",
    "public_section": "update plans_plansection set text = 'x' where is_public",
    "public_goal": "delete from plans_goal where is_public",
    "public_action": "update plans_action set title = 'x' where is_public",
    "to_public": "update plans_goal set is_public = true where not is_public",
    "to_draft": "update plans_plan set is_public = false, status = 'draft' where is_public",
    "adopts": "update plans_plan set is_public = true, status = 'adopted',"
    " adopted_on = '2026-01-01', adopted_by = 'x', revision_due = '2031-01-01' where not is_public",
    "reports": "update plans_action set status = 'done' where is_public",
    "measures": "insert into plans_measurement (id, municipality_id, is_public, plan_id,"
    ' indicator_id, position, "on", value, note) select gen_random_uuid(), municipality_id,'
    " true, plan_id, id, 9, '2026-01-01', 1, '' from plans_indicator where is_public",
}
#: Who writes which row by SQL of her own, past the application; everybody else none at all.
MAY = {
    (HOME, Role.COORDINATOR): {"draft", "draft_goal", "reports", "measures"},
    (HOME, Role.LEADER): {"draft", "draft_goal", "discards", "reports", "measures"},
}


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COORDINATOR, Role.LEADER])
@pytest.mark.parametrize("authority", [HOME, NEIGHBOUR])
def test_the_database_itself_holds_what_is_public_and_foreign(
    world: World, lead: Person, authority: int, role: Role
) -> None:
    publish(lead, world.person(HOME, Role.LEADER))
    with lead.acts():
        actions.revise(by=lead.actor)
    written = set()
    with world.person(authority, role).acts(), connection.cursor() as cursor:
        for name, statement in WRITES.items():
            try:
                with transaction.atomic():
                    cursor.execute(statement)
                    if cursor.rowcount:
                        written.add(name)
                    transaction.set_rollback(True)
            except DatabaseError:
                continue

    assert written == MAY.get((authority, role), set())


def test_today_is_a_day_to_measure(lead: Person) -> None:
    with lead.acts():
        keys = write(lead, lambda _what: TEXT[:90], plan_begun(lead))
    form = lead.browser().get(f"{EDIT}ny/maaling/{keys['indicator']}/").context["form"]

    assert form["on"].value() == clock.today()
