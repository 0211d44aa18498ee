"""A section that is saved without its text: what stood there is read and brought back."""

from __future__ import annotations

from typing import Any

from knowledge.plans import actions
from knowledge.plans.choices import SectionKind
from knowledge.plans.models import PlanSection
from tests.knowledge.plans.browsing import EDIT, TEXT, page, sent
from tests.matrix.plans import plan_begun, publish
from tests.support.rows import rows_of
from tests.support.world import Person


def test_what_stood_in_an_emptied_section_is_brought_back(lead: Person, leader: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    browser, path, gone = lead.browser(), f"{EDIT}afsnit/handling/", f"{EDIT}fjernet/"
    sent(browser, path, text=TEXT)
    sent(browser, path, text="")
    shown = page(browser, gone)
    assert (TEXT in shown, "Intet er fjernet" in shown) == (True, False)
    assert TEXT in page(leader.browser(), gone), "everybody who writes the plan finds it"
    assert f'href="{path}"' in shown
    (lost,) = browser.get(path).context["revisions"]

    back = sent(browser, path, text="Nyt.", earlier=str(lost.revision.pk))

    assert back.headers["Location"] == path
    with lead.acts():
        assert rows_of(PlanSection).get(kind="handling").text == "", "not before she saves"
    assert browser.get(path).context["form"]["text"].value() == f"Nyt.\n\n{TEXT}"
    sent(browser, path)
    with lead.acts():
        assert rows_of(PlanSection).get(kind="handling").text == f"Nyt.\n\n{TEXT}"
    assert "Intet er fjernet" in page(browser, gone)


def test_of_an_emptied_section_everybody_has_what_stood_there(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        row = draft.plansections.get(kind="handling")
        emptied: dict[str, Any] = {"kind": SectionKind.HANDLING, "version": row.edits, "text": ""}
        actions.write_section(by=lead.actor, **emptied)

    shown = page(leader.browser(), f"{EDIT}fjernet/")

    assert row.text.strip()
    assert row.text in shown
    assert lead.actor.name in shown, "who saved it without"
