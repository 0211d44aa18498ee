"""A CPR number on its way to publication is told of, field by field, and overruled knowingly."""

from __future__ import annotations

import pytest
from django import forms
from django.urls import reverse
from wagtail.admin.panels import get_edit_handler
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import rich_text

from knowledge.articles.models import GuidancePage
from knowledge.reference.models import Term
from stopext.access.roles import Role
from stopext.web.forms import Form, IdempotencyField
from stopext.web.personal import NoNumbers, NumbersTold, holds_number
from tests.knowledge.conftest import CENTRE
from tests.knowledge.publishing.test_editing import filled_in, hub_id, write
from tests.support.world import Person, World

WARNING = "ligner et CPR-nummer"


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        pytest.param("nummer 070690-3994.", True, id="hyphen"),
        pytest.param("<b>0706903994</b>", True, id="bare"),
        pytest.param("070690 3994", True, id="blank"),
        pytest.param("670690-3994", True, id="replacement"),
        pytest.param("070690–3994", True, id="dash"),
        pytest.param("070690 - 3994", True, id="hyphen-between-blanks"),
        pytest.param("070690\u2011399\u00ad4", True, id="hard-hyphen-and-soft"),
        pytest.param("070690&nbsp;&ndash;&nbsp;3994", True, id="as-the-tool-stores-it"),
        pytest.param("2016–2017, 24.12.16 – 2017", False, id="years"),
        pytest.param("071390-3994", False, id="no-month"),
        pytest.param("ring 41 74 90 90", False, id="phone"),
        pytest.param("2026-11-01", False, id="date"),
        pytest.param("01070690399412", False, id="longer"),
    ],
)
def test_a_number_is_known_by_its_form(text: str, holds: bool) -> None:
    assert holds_number(text) is holds


@pytest.mark.parametrize("told", [NoNumbers, NumbersTold])
def test_a_key_made_by_lot_is_no_number(told: type[forms.Form]) -> None:
    key = "ab070690-3994-4e6f-8b1c-9d2e5f7a1b3c"
    assert holds_number(key)

    class Said(told, IdempotencyField, Form):  # type: ignore[misc, valid-type]
        about = forms.ChoiceField(choices=[(key, "Et opslag")])
        text = forms.CharField()

    kept = Said({"idempotency_key": key, "about": key, "text": "Tak."})
    assert kept.is_valid(), kept.errors
    refused = Said({"idempotency_key": key, "about": key, "text": "070690-3994"})
    assert "text" in refused.errors


def refused(editor: Person, **extra: str) -> str:
    """What the form answers when it does not save."""
    address = reverse("wagtailadmin_pages:add", args=("knowledge", "guidancepage", hub_id(editor)))
    answer = editor.browser().post(address, filled_in(**extra))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        pytest.param("gist", "Hun har 070690-3994.", "Kort fortalt", id="gist"),
        pytest.param("body", rich_text("<p>0706903994</p>"), "Tekst", id="body"),
        pytest.param("keywords", "070690 3994", "Søgeord", id="keywords"),
    ],
)
def test_an_article_with_a_number_is_not_sent(
    world: World, field: str, value: str, named: str
) -> None:
    editor = world.person(CENTRE, Role.EDITOR)

    text = refused(editor, **{field: value, "action-submit": "1"})

    assert f"{WARNING}, i: {named}." in text
    with editor.acts():
        assert not GuidancePage.objects.exists()


def test_a_reason_overrules_and_stands_in_the_history(world: World) -> None:
    editor = world.person(CENTRE, Role.EDITOR)

    page = write(editor, gist="Opdigtet: 070690-3994", number_reason="Opdigtet nummer")

    with editor.acts():
        row = PageLogEntry.objects.get(page_id=page, action="knowledge.number_overruled")
        assert row.data == {"reason": "Opdigtet nummer"}


def test_a_term_of_the_glossary_with_a_number_is_not_saved(world: World) -> None:
    editor = world.person(CENTRE, Role.EDITOR)
    sent = {
        "slug": "ny",
        "term": "ny",
        "definition": "Se 070690-3994.",
        "english": "",
        "abbreviations": "",
        "synonyms": "",
    }
    address = reverse("wagtailsnippets_knowledge_term:add")

    # The tool's page of a refused snippet asks for a variable it has not, which tests forbid.
    told = get_edit_handler(Term).get_form_class()(sent, for_user=editor.user)
    with editor.acts():
        assert not told.is_valid()
    kept = editor.browser().post(address, {**sent, "number_reason": "Opdigtet"})

    assert f"{WARNING}, i: Forklaring." in str(told.errors["number_reason"])
    assert kept.status_code == 302
    with editor.acts():
        assert Term.objects.filter(slug="ny").count() == 1
