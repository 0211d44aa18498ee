"""The plan as PDF: tagged, titled, Danish, no names in its metadata, and public facts alone."""

from __future__ import annotations

import re
import zlib

import pytest
from django.db import models
from django.test import Client

from knowledge.plans import actions
from knowledge.plans.exchange.paper import paper
from knowledge.plans.models import Plan, PlanSection
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.roles import Role
from stopext.web.dates import format_date
from tests.knowledge.plans.browsing import page
from tests.matrix.plans import plan_begun, publish, write
from tests.support.rows import rows_of
from tests.support.world import HOME, Person, World

PUBLIC = "/handlingsplaner/aalborg/"


@pytest.fixture
def people(world: World) -> tuple[Person, Person]:
    return world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)


def unpacked(content: bytes) -> bytes:
    """The whole file with its streams as they are read."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    found = [content]
    for part in parts:
        try:
            found.append(zlib.decompress(part))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_the_plan_in_force_is_a_tagged_pdf(people: tuple[Person, Person]) -> None:
    publish(*people)
    address = f"{PUBLIC}plan.pdf"
    assert address in page(Client(), PUBLIC)

    answer = Client().get(address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    text = unpacked(answer.content)
    for mark in (b"pdfuaid", b"/StructTreeRoot", b"/Lang", b"/Marked true", b"/TH", b"/H1"):
        assert mark in text, mark
    assert b"/Author" not in text
    assert b"dc:creator" not in text


def test_a_draft_is_in_no_pdf(people: tuple[Person, Person]) -> None:
    assert Client().get(f"{PUBLIC}plan.pdf").status_code == 404
    publish(*people)
    lead = people[0]
    with lead.acts():
        draft = actions.revise(by=lead.actor)  # that it is under revision is public
    before = Client().get(f"{PUBLIC}plan.pdf").content
    with lead.acts():
        write(lead, lambda what: f"Kanarie {what}", draft)

    assert Client().get(f"{PUBLIC}plan.pdf").content == before


@pytest.mark.parametrize(
    "text", ["#panic()", "$x$ *y* _z_ @k <b> \\", "\U0001f469\u200d\U0001f467 \U0001d6c2 漢 \ue000"]
)
def test_no_text_is_read_as_markup(people: tuple[Person, Person], text: str) -> None:
    with people[0].acts():
        write(people[0], lambda _what: text, plan_begun(people[0]))
        rows_of(PlanSection).filter(kind="handling").update(text=f"{text}\n\n- {text}\n- {text}")
        rows_of(Plan).update(title=text, vision=text)
        found = rows_of(Plan).select_related("municipality").get()

        assert paper(found).startswith(b"%PDF-")


#: The page has every reading with its remark; the paper has the latest number.
NOT_ON_PAPER = "maaling"


def test_every_public_text_of_a_part_is_on_the_paper(
    people: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.plans.exchange.paper.typeset", str.encode)
    lead, said = people[0], {"Kanarie-plan"}
    with lead.acts():
        write(lead, lambda what: f"Kanarie-{what}", plan_begun(lead))
        for slug, sort in SORTS.items():
            if slug == NOT_ON_PAPER:
                continue
            fields = [sort.model._meta.get_field(name) for name in sort.names]
            texts = {
                field.name: f"Kanarie-{slug}-{field.name}"
                for field in fields
                if isinstance(field, models.CharField | models.TextField)
                and not field.choices
                and field.name not in sort.model.internal
            }
            rows_of(sort.model).update(**texts)
            said |= {*texts.values()}
        text = paper(rows_of(Plan).select_related("municipality").get()).decode()

    said |= {"Udkast", f"Fremdrift {format_date(clock.today())}"}
    assert ([one for one in said if one not in text], len(said) > 12) == ([], True)
