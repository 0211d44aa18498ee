"""Two people, two windows, twice: what the one form page does with each."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from casework import actions
from casework.models import Case, InformationRequest, Measure, Note
from casework.rules.codes import Frequency, MeasureType, NoteKind
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework import inquiries
from tests.casework.pages.browsing import KEPT, hidden_fields, saved, send, text_of, url
from tests.casework.pages.test_intake_pages import DANGER, OBSERVED, PERSON, REFERRER
from tests.casework.pages.test_intake_reports import CONTENT as REPORTED
from tests.casework.samples import new_case
from tests.support.world import HOME, Person, World

TYPED = "Skrevet af den, der kom for sent"


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(leading: Person) -> Case:
    """A new case."""
    with leading.acts():
        return new_case(leading.actor)


@pytest.fixture
def measure(leading: Person, case: Case) -> Measure:
    """A mentor once a week."""
    with leading.acts():
        return actions.add_measure(
            by=leading.actor,
            case=case,
            type=MeasureType.MENTOR,
            goal="Første mål",
            owner_name="Ungeenheden",
            starts_on=clock.today(),
            frequency=Frequency.WEEKLY,
        )


def shown(page: str) -> dict[str, Any]:
    """Every field that the page's own form would send."""
    main = page[page.index("<main") :]
    found = dict(re.findall(r'<input type="(?:hidden|text)" name="([^"]+)" value="([^"]*)"', main))
    found |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', main))
    lists = re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', main, re.DOTALL)
    found |= {
        name: (re.findall(r'value="([^"]*)" selected', options) or [""])[0]
        for name, options in lists
    }
    return {name: unescape(value) for name, value in found.items()}


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    """What somebody else would type, without what belongs to one showing of the page."""
    return {name: value for name, value in fields.items() if name not in KEPT}


def stored(leading: Person, measure: Measure) -> tuple[str, str]:
    """Goal and pace as they are now."""
    with leading.acts():
        row = Measure.objects.for_actor(leading.actor).get(pk=measure.pk)
        return row.goal, row.frequency


def test_what_only_one_side_changed_is_joined(
    leading: Person, case: Case, measure: Measure
) -> None:
    browser, address = leading.browser(), url("measure", case.pk, measure.pk)
    mine = shown(browser.get(address).content.decode())
    send(browser, address, **{**_typed(mine), "frequency": "monthly"})

    answer = browser.post(address, {**mine, "goal": "Andet mål"}, follow=True)

    assert stored(leading, measure) == ("Andet mål", "monthly")
    assert "Begges ændringer er bevaret" in text_of(answer)


def test_what_both_changed_is_left_to_the_person_who_can_save_or_leave(
    leading: Person, case: Case, measure: Measure
) -> None:
    browser, address = leading.browser(), url("measure", case.pk, measure.pk)
    mine = shown(browser.get(address).content.decode())
    send(browser, address, **{**_typed(mine), "goal": "Den andens mål", "frequency": "monthly"})

    conflict = browser.post(address, {**mine, "goal": TYPED})
    page = text_of(conflict)

    assert conflict.status_code == 409
    words = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert re.search(rf"Senest ændret \S+ \S+ kl\. \S+ af {leading.actor.name}", words)
    assert ("Den andens mål" in page, TYPED in page, "Behold det, der er gemt" in page) == (
        True,
        True,
        True,
    )
    assert stored(leading, measure) == ("Den andens mål", "monthly")
    again = browser.post(address, shown(conflict.content.decode()))
    assert again.status_code == 302
    assert stored(leading, measure) == (TYPED, "monthly")


def test_who_keeps_what_is_stored_is_rid_of_her_draft_and_not_overtaken_again(
    leading: Person, case: Case, measure: Measure
) -> None:
    browser, address = leading.browser(), url("measure", case.pk, measure.pk)
    opened = browser.get(address)
    mine, draft = shown(opened.content.decode()) | {"goal": TYPED}, opened.context["draft"]
    keep = reverse("web:autosave", args=[draft.form, draft.key])
    send(browser, address, **{**_typed(mine), "goal": "Den andens mål"})
    assert browser.post(keep, {**mine, "autosave_version": "1"}).status_code == 200
    conflict = text_of(browser.post(address, mine))
    assert re.search(r'name="discard_draft"[^>]*form="keep-stored"', conflict)

    kept = browser.post(address, {"discard_draft": "1"}, follow=True)

    page = text_of(kept)
    assert ("Den andens mål" in page, TYPED in page, "kladde fra" in page) == (True, False, False)
    again = browser.post(address, shown(kept.content.decode()) | {"goal": "Nyt mål"})
    assert again.status_code == 302
    assert stored(leading, measure)[0] == "Nyt mål"


def test_an_empty_field_never_overwrites(leading: Person, case: Case) -> None:
    with leading.acts():
        row = actions.write_note(
            by=leading.actor, case=case, kind=NoteKind.CALL, text="Første udgave"
        )
    browser, address = leading.browser(), url("note_edit", case.pk, row.pk)
    mine = shown(browser.get(address).content.decode())
    send(browser, address, **{**_typed(mine), "kind": "call", "text": "Den andens udgave"})

    browser.post(address, {**mine, "kind": "call", "text": " "})

    with leading.acts():
        kept = Note.objects.for_actor(leading.actor).get(pk=row.pk).text
    assert kept == "Den andens udgave"


def test_the_second_answer_to_a_request_goes_to_a_note(leading: Person, case: Case) -> None:
    with leading.acts():
        asked = actions.ask_information(
            by=leading.actor, case=case, authority="Skolen", question="Hvad har I set?"
        )
    browser, address = leading.browser(), url("record_answer", case.pk, asked.pk)
    mine = hidden_fields(text_of(browser.get(address)))
    saved(browser, address, **inquiries.reply_form(answer="Det første svar"))

    conflict = browser.post(address, {**mine, **inquiries.reply_form(answer=TYPED)})
    page = conflict.content.decode()

    assert (conflict.status_code, TYPED in page, "Det første svar" in page) == (409, True, True)
    assert browser.post(url("note_add", case.pk), shown(page)).status_code == 302
    with leading.acts():
        answers = InformationRequest.objects.for_actor(leading.actor).get(pk=asked.pk)
        notes = Note.objects.for_actor(leading.actor).filter(case=case)
        assert answers.answer == "Det første svar"
        told = [note.text for note in notes]
        assert told == [f"Oplysninger gives\n{TYPED}\nSkolens leder, i telefonen"]


def _sent_twice(browser: Client, address: str, fields: dict[str, str]) -> list[tuple[int, str]]:
    key = re.search(r'name="page_key" value="([^"]+)"', browser.get(address).content.decode())
    assert key is not None
    answers = [browser.post(address, {**fields, "page_key": key[1]}) for _time in range(3)]
    return [(answer.status_code, answer.headers.get("Location", "")) for answer in answers]


def test_each_page_of_the_intake_gives_every_copy_the_first_answer(leading: Person) -> None:
    browser, run = leading.browser(), uuid4()
    pages: dict[str, dict[str, str]] = {
        "fare": DANGER,
        "person": PERSON,
        "gentagelse": {},
        "observation": OBSERVED,
        "henvendelse": REFERRER,
    }

    for slug, fields in pages.items():
        first, *copies = _sent_twice(browser, f"/sager/ny/{run}/{slug}/", fields)
        assert first[0] == 302, slug
        assert copies == [first, first], slug
    with leading.acts():
        (case,) = Case.objects.for_actor(leading.actor)
    assert first[1] == url("case", case.pk)


def test_going_back_in_the_wizard_and_sending_something_else_counts(leading: Person) -> None:
    browser, run = leading.browser(), uuid4()
    address = f"/sager/ny/{run}/person/"
    found = re.search(r'name="page_key" value="([^"]+)"', browser.get(address).content.decode())
    assert found is not None
    for name in ("Opdigtede Første", "Opdigtede Anden"):
        browser.post(address, {**PERSON, "name": name, "page_key": found[1]})

    assert "Opdigtede Anden" in browser.get(address).content.decode()


def test_a_run_that_was_sent_leads_to_what_it_became(leading: Person) -> None:
    """Back, or another window: never an empty page, no second case, and the text is shown."""
    browser, run = leading.browser(), uuid4()
    pages = {"fare": DANGER, "person": PERSON, "gentagelse": {}, "observation": OBSERVED}
    for slug, fields in (*pages.items(), ("henvendelse", REFERRER)):
        case = browser.post(f"/sager/ny/{run}/{slug}/", fields)
    for slug in ("observation", "henvendelse"):
        back = browser.get(f"/sager/ny/{run}/{slug}/")
        assert back.headers["Location"] == case.headers["Location"]
        assert "allerede sendt" in text_of(browser.get(back.headers["Location"]))

    other = browser.post(f"/sager/ny/{run}/observation/", {**OBSERVED, "observed": TYPED})
    kept = browser.post(
        f"/kladde/intake-observation/{run}/", {"observed": TYPED, "autosave_version": 9}
    )

    assert other.status_code == kept.status_code == 409
    assert TYPED in text_of(other)
    assert f'href="{case.headers["Location"]}"' in text_of(other)
    assert "Påbegyndt" not in text_of(browser.get("/sager/"))
    with leading.acts():
        assert Case.objects.for_actor(leading.actor).count() == 1


def test_a_report_that_was_sent_leads_to_its_receipt(world: World) -> None:
    browser, run = world.person(HOME, Role.REPORTER).browser(), uuid4()
    begun = f"/sager/henvendelser/ny/{run}/"
    browser.post(f"{begun}fare/", DANGER)
    sent = browser.post(f"{begun}indhold/", REPORTED)

    assert browser.get(f"{begun}indhold/").headers["Location"] == sent.headers["Location"]


def test_going_back_and_sending_a_note_again_makes_no_second_one(
    leading: Person, case: Case
) -> None:
    browser, fields = leading.browser(), {"kind": NoteKind.CALL, "text": "To ord"}
    for _time in range(2):
        answer = send(browser, url("note_add", case.pk), **fields)
    assert answer.status_code == 409
    assert f'href="{url("case", case.pk)}' in text_of(answer)
    with leading.acts():
        assert Note.objects.for_actor(leading.actor).count() == 1


def test_who_comes_back_to_a_draft_is_told_and_can_begin_anew(leading: Person, case: Case) -> None:
    """Ticks of another day would be sent with today's by somebody who does not look at them."""
    browser, page = leading.browser(), url("note_add", case.pk)
    assert "Her står din egen kladde" not in text_of(browser.get(page))
    kept = {"kind": "visit", "text": TYPED, "autosave_version": "1"}
    browser.post(f"/kladde/case-note/{case.pk}/", kept)
    shown = text_of(browser.get(page))
    assert ("Her står din egen kladde fra" in shown, TYPED in shown) == (True, True)

    for _time in range(2):
        answer = browser.post(page, {"discard_draft": "1"})
        assert (answer.status_code, answer.headers["Location"]) == (302, page)

    anew = text_of(browser.get(page))
    assert ("Her står din egen kladde" in anew, TYPED in anew) == (False, False)
