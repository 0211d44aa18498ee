"""Open data: what is told and what never is, each answer against the published description."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.test import Client
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from knowledge.plans import actions
from knowledge.plans.actions.parts import new_part
from knowledge.plans.choices import OrganisationModel, Pace, SectionKind
from knowledge.plans.models import Action, Decision, Plan, PlanPart
from knowledge.plans.models.plan import PlanRow
from knowledge.plans.opendata.tables import TABLES, cell
from stopext.access import clock
from tests.matrix.plans import plan_begun
from tests.support.world import Person

API, DATA, FEED = "/api/v1/plans/", "/handlingsplaner/data/", "/handlingsplaner/feed/"
TABLE_PATHS = [f"{DATA}{slug}.csv" for slug in TABLES]
EVERY = [
    *(*TABLE_PATHS, FEED, API, f"{API}aalborg/"),
    *("/api/v1/openapi.json", f"{DATA}katalog.jsonld"),
]
#: Every text that municipalities write, by model and field: told, or kept to the plan's own page.
TOLD = {
    *("plan-title", "plan-adopted_by", "goal-text", "action-title", "action-target_group"),
    *("action-owner", "action-partners", "action-status_reason", "action-cost_note"),
    *("indicator-name", "indicator-unit", "indicator-frequency", "indicator-source"),
    *("measurement-note", "action-pace_note"),
    *("decision-body_name", "decision-minutes", "decision-agenda_url", "decision-remark"),
    # With the decision of the council, which tells them.
    *("plan-minutes", "plan-agenda_url"),
}
WITHHELD = {
    "effect-basis",
    *("plan-vision", "plansection-text"),
    *("actioncard-audience", "actioncard-steps", "actioncard-contacts", "actioncard-owner"),
    "statusreport-remark",
    "borrowing-text",
}
#: Texts of ours, not of theirs.
OURS = {"plan-version", "borrowing-origin_version", "borrowing-digest"}


def told(client: Client) -> str:
    """Everything that leaves here."""
    answers = [client.get(path) for path in EVERY]
    assert [answer.status_code for answer in answers] == [200] * len(EVERY)
    return "\n".join(answer.content.decode() for answer in answers)


def texts(model: Any) -> list[Any]:
    """The fields of a model that people write text in."""
    kinds = (models.CharField, models.TextField, ArrayField)
    found = [f for f in model._meta.concrete_fields if isinstance(f, kinds) and not f.choices]
    return [f for f in found if not isinstance(getattr(f, "base_field", None), models.UUIDField)]


def canaries(model: Any) -> dict[str, Any]:
    name = model._meta.model_name
    written = {f.name: f"KANARIE-{name}-{f.name}-" for f in texts(model)}
    lists = {f.name for f in texts(model) if isinstance(f, ArrayField)}
    return {key: [text] if key in lists else text for key, text in written.items()}


PARTS: dict[str, dict[str, Any]] = {
    "Goal": {"level": "building"},
    "Action": {"level": "building"},
    "Indicator": {"baseline": Decimal(1), "target": Decimal("9.5")},
    "Measurement": {"on": date(2026, 1, 2), "value": Decimal("3.25")},
    "ActionCard": {},
}


@pytest.fixture
def published(lead: Person, leader: Person) -> Plan:
    """A public plan whose every text is a canary."""
    with lead.acts():
        plan = plan_begun(lead)
        head = {k: v for k, v in canaries(Plan).items() if k in {"title", "vision"}}
        model = OrganisationModel.COORDINATOR
        actions.change_head(by=lead.actor, version=0, organisation_model=model, **head)
        for kind in SectionKind:
            text = "KANARIE-plansection-text-"
            actions.write_section(by=lead.actor, kind=kind, version=0, text=text)
        made: dict[str, PlanPart] = {}
        for name, facts in PARTS.items():
            parent = {"Action": "goal", "Indicator": "goal", "Measurement": "indicator"}.get(name)
            link = {parent: made[parent.title()]} if parent else {}
            of = apps.get_model("plans", name)
            said = {k: v for k, v in canaries(of).items() if k != "pace_note"}
            made[name] = new_part(plan, of, {**said, **facts}, **link)
        told = {k: v for k, v in canaries(Decision).items() if k != "agenda_url"}
        told |= {"agenda_url": "https://kommune.example/KANARIE-decision-agenda_url-"}
        told |= {"body": "committee", "outcome": "recommended", "on": clock.today()}
        actions.add_decision(by=lead.actor, plan=plan, values=told)
    found = adopted(leader, plan)
    with lead.acts():
        action = Action.objects.for_actor(lead.actor).get(plan=found)
        actions.override_pace(
            by=lead.actor,
            action=action.pk,
            version=action.edits,
            pace=Pace.LATE,
            reason="KANARIE-action-pace_note-",
            is_reason_public=True,
        )
    return found


def adopted(leader: Person, plan: Plan) -> Plan:
    decision = {k: v for k, v in canaries(Plan).items() if k in {"adopted_by", "minutes"}}
    with leader.acts():
        return actions.adopt(
            by=leader.actor,
            draft=Plan.objects.for_actor(leader.actor).get(pk=plan.pk),
            adopted_on=clock.today(),
            agenda_url="https://kommune.example/KANARIE-plan-agenda_url-",
            **decision,
        )


def test_every_text_is_told_or_withheld_and_nobody_forgot_one(
    client: Client, published: Plan
) -> None:
    rows = [m for m in apps.get_app_config("plans").get_models() if issubclass(m, PlanRow)]
    every = {f"{m._meta.model_name}-{field.name}" for m in rows for field in texts(m)}

    found = set(re.findall(r"KANARIE-(\w+-\w+)-", told(client)))

    assert found == TOLD
    assert every == TOLD | WITHHELD | OURS


def test_neither_a_draft_nor_an_earlier_version_leaves(
    client: Client, lead: Person, leader: Person, published: Plan
) -> None:
    before = told(client)
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        actions.change_head(
            by=lead.actor,
            version=0,
            title="Næste plan",
            vision="",
            organisation_model=OrganisationModel.COORDINATOR,
        )
        new_part(draft, apps.get_model("plans", "Goal"), {"text": "Kladdemål", "level": "building"})
    now = told(client)  # that there is a draft is all that is told of it
    for said, word in (("Under revision", "Vedtaget"), ('"revising"', '"adopted"')):
        now, before = now.replace(said, word), before.replace(said, word)
    assert now == before

    adopted(leader, draft)

    after = told(client)
    assert "Kladdemål" in after
    assert "Næste plan" in after
    assert "KANARIE-plan-title-" not in after
    assert "KANARIE-plan-title-" in client.get("/handlingsplaner/aalborg/1/").content.decode()


def test_who_is_logged_in_reads_the_same_and_nobody_keeps_it(
    client: Client, lead: Person, published: Plan
) -> None:
    own = lead.browser().get(f"{API}aalborg/")
    everybodys = client.get(f"{API}aalborg/")

    assert own.content == everybodys.content
    assert own.headers["Cache-Control"] == "no-store"
    assert everybodys.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("path", EVERY)
def test_unchanged_costs_no_body_and_the_licence_is_stated(corpus: Client, path: str) -> None:
    first = corpus.get(path)
    again = corpus.get(path, headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=60"
    assert "creativecommons.org/licenses/by/4.0/" in first.headers["Link"]
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "Last-Modified" not in first.headers
    assert corpus.get(path, headers={"if-none-match": '"andet"'}).status_code == 200


# -- Tables ------------------------------------------------------------------------------------


def read(client: Client, slug: str) -> list[dict[str, str]]:
    answer = client.get(f"{DATA}{slug}.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("slug", TABLES)
def test_a_table_has_its_columns_and_a_cell_in_each(corpus: Client, slug: str) -> None:
    rows = read(corpus, slug)

    head = corpus.get(f"{DATA}{slug}.csv").content.decode("utf-8-sig").splitlines()[0]
    assert head.split(";") == [name for name, _meaning in TABLES[slug].columns]
    assert rows or slug == "beslutninger", "the content files tell of no meeting"
    assert all(None not in row and None not in row.values() for row in rows)


def test_what_was_decided_is_told_in_the_order_of_the_meetings(
    client: Client, published: Plan
) -> None:
    rows = read(client, "beslutninger")
    place = published.municipality.slug
    told = json.loads(client.get(f"{API}{place}/").content)["decisions"]

    assert [(row["hvem"], row["beslutning"]) for row in rows] == [
        ("Udvalg", "Anbefalet"),
        ("Kommunalbestyrelse", "Vedtaget"),
    ]
    assert [row["navn"] for row in rows] == [one["body_name"] for one in told]
    assert "KANARIE-decision-body_name-" in client.get(FEED).content.decode()


def test_all_98_are_told_with_or_without_a_plan(corpus: Client) -> None:
    rows = read(corpus, "planer")
    aalborg = next(row for row in rows if row["kommune"] == "Aalborg Kommune")
    page = corpus.get("/handlingsplaner/aalborg/").content.decode()

    assert len(rows) == 98
    assert sum(row["status"] == "Ingen plan i portalen" for row in rows) == 94
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", aalborg["vedtaget"])
    assert f"{aalborg['gennemfoert']} af " in page
    assert aalborg["side"] == "http://testserver/handlingsplaner/aalborg/"


def test_numbers_have_a_comma_and_what_is_not_measured_is_empty(
    client: Client, lead: Person, published: Plan
) -> None:
    (row,) = read(client, "maalinger")

    assert (row["udgangspunkt"], row["oensket_niveau"]) == ("1,00", "9,50")
    assert (row["dato"], row["vaerdi"]) == ("2026-01-02", "3,25")


def test_the_last_reading_of_a_day_is_the_one_that_is_told(
    client: Client, lead: Person, published: Plan
) -> None:
    with lead.acts():
        row = Plan.objects.for_actor(lead.actor).get(pk=published.pk).indicators.get()
        actions.report_measurement(
            by=lead.actor, indicator=row, on=date(2026, 1, 2), value=Decimal(7), note_text="Rettet"
        )

    (line,) = read(client, "maalinger")
    told_here = client.get(f"{API}aalborg/").json()["goals"][0]["indicators"][0]["measurements"]

    assert (line["vaerdi"], line["bemaerkning"]) == ("7,00", "Rettet")
    assert told_here == [{"on": "2026-01-02", "value": 7.0, "note": "Rettet"}]


@pytest.mark.parametrize("text", ["=1+1", "+45", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_a_formula_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_other_cells_are_left_as_they_are() -> None:
    values = ['Unge; "piger" = halvdelen', Decimal("-1.50"), date(2026, 1, 2), 3, None]

    assert [cell(one) for one in values] == [values[0], "-1,50", "2026-01-02", 3, None]


def test_an_unknown_table_is_missing(corpus: Client) -> None:
    assert corpus.get(f"{DATA}kladder.csv").status_code == 404


# -- The interface -----------------------------------------------------------------------------


def described(client: Client) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return document


def hold(client: Client, shape: str, answer: Any) -> None:
    """The answer is what the description says of ``shape``."""
    components = described(client)["components"]
    schema = {"$ref": f"#/components/schemas/{shape}", "components": components}
    faults = [f"{e.json_path}: {e.message}" for e in OAS31Validator(schema).iter_errors(answer)]

    assert faults == []


def test_the_description_is_valid_openapi(corpus: Client) -> None:
    document = described(corpus)

    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"].startswith("3.1.")
    assert document["info"]["license"]["name"] == "CC BY 4.0"
    paths = {path.format(slug="aalborg") for path in document["paths"]}
    assert [corpus.get(path).status_code for path in sorted(paths)] == [200, 200]
    assert "done: Gennemført" in document["components"]["schemas"]["ActionStatus"]["description"]


def test_each_answer_is_as_described(corpus: Client) -> None:
    page = corpus.get(API).json()
    hold(corpus, "PlanPage", page)
    for plan in page["results"]:
        detail = corpus.get(plan["data_url"]).json()
        hold(corpus, "PlanDetail", detail)
        assert {**detail, **plan} == detail
        assert corpus.get(plan["page_url"]).status_code == 200

    assert len(page["results"]) == 4


def test_a_description_that_lies_is_seen(corpus: Client) -> None:
    detail = corpus.get(f"{API}aalborg/").json()
    detail["status"] = "vedtaget"

    with pytest.raises(AssertionError, match=r"\$\.status"):
        hold(corpus, "PlanDetail", detail)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        (f"{API}?cursor=forfalsket", "get", 400),
        (f"{API}?cursor=\x00", "get", 400),
        (f"{API}ukendt/", "get", 404),
        (f"{API}aabenraa/", "get", 404),
        (f"{API}nul\x00/", "get", 404),
        ("/api/v1/andet/", "get", 404),
        (API, "post", 405),
        (API, "put", 405),
        (f"{API}aalborg/", "delete", 405),
    ],
)
def test_failures_are_problem_documents(
    corpus: Client, path: str, method: str, status: int
) -> None:
    answer = getattr(corpus, method)(path)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert ("Allow" in answer.headers) == (status == 405)
    hold(corpus, "Problem", answer.json())
    assert answer.json()["status"] == status


def test_a_form_from_elsewhere_is_refused_as_a_problem_too(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post(API)

    assert (answer.status_code, answer.json()["status"]) == (403, 403)


# -- The catalogue and the feed ----------------------------------------------------------------

#: What DCAT-AP 3 demands of each class, and what we promise beyond.
DEMANDED = {
    "dcat:Catalog": {"dct:title", "dct:description", "dct:publisher", "dct:license"},
    "dcat:Dataset": {"dct:title", "dct:description", "dcat:contactPoint", "dcat:distribution"},
    "dcat:Distribution": {"dcat:accessURL", "dct:license", "dct:format", "dcat:mediaType"},
    "dcat:DataService": {"dct:title", "dcat:endpointURL", "dcat:servesDataset", "dct:license"},
    "foaf:Agent": {"foaf:name"},
    "vcard:Organization": {"vcard:fn", "vcard:hasURL"},
}


def nodes(value: Any) -> list[dict[str, Any]]:
    """Every object of a JSON-LD document that has a type."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [node for one in inside for node in nodes(one)]
    return [value, *found] if isinstance(value, dict) and "@type" in value else found


def test_the_catalogue_says_what_dcat_ap_demands(corpus: Client) -> None:
    answer = corpus.get(f"{DATA}katalog.jsonld")
    document = json.loads(answer.content)
    found = nodes(document)

    assert answer.headers["Content-Type"] == "application/ld+json"
    assert {node["@type"] for node in found} == set(DEMANDED)
    lacking = {node["@type"]: DEMANDED[node["@type"]] - set(node) for node in found}
    assert {kind: names for kind, names in lacking.items() if names} == {}
    prefixes = {key.partition(":")[0] for node in found for key in node if ":" in key}
    assert prefixes <= set(document["@context"])
    addresses = [node["dcat:accessURL"]["@id"] for node in found if "dcat:accessURL" in node]
    assert len(addresses) == len(TABLES) + 1
    assert {corpus.get(address).status_code for address in addresses} == {200}


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_an_entry_for_each_plan_in_force(corpus: Client) -> None:
    answer = corpus.get(FEED)
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    said = [{one.tag.removeprefix(ATOM): one.text or "" for one in entry} for entry in entries]

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert len(said) == 4
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one["id"]) for one in said)
    assert [one["updated"] for one in said] == sorted((s["updated"] for s in said), reverse=True)
    assert not any("published" in one for one in said), "no day that is not that of publication"
    assert all("handlinger er gennemført" in one["summary"] for one in said)
    assert feed.findtext(f"{ATOM}rights")
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    assert {corpus.get(href).status_code for href in links} == {200}


def test_the_list_and_the_plan_lead_to_the_data(corpus: Client) -> None:
    text = corpus.get("/handlingsplaner/").content.decode()
    plan = corpus.get("/handlingsplaner/aalborg/").content.decode()
    data = corpus.get(DATA).content.decode()

    assert re.search(rf'<link rel="alternate"\s+type="application/atom\+xml"[^>]+{FEED}', text)
    assert f'href="{DATA}"' in text
    assert f'href="{API}aalborg/"' in plan
    for path in (*TABLE_PATHS, API, "/api/v1/openapi.json", f"{DATA}katalog.jsonld", FEED):
        assert f'href="{path}"' in data
    assert "creativecommons.org/licenses/by/4.0/" in data
