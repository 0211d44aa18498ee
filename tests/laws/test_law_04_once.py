"""Law 4: every POST that creates or changes is done once, however often it is sent.

Subjects: every address of the URLconf that takes POST. The forms of the form page are sent as a
browser would send them; every other one is a button, found on the page that draws it. Simultaneous
sends are ``tests/kernel/test_idempotency.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework import actions
from casework.models import Case
from screening import actions as screening_actions
from screening.engine.answers import Answer, Value
from screening.models import Rating, Screening
from stopext.access import clock
from tests.laws.pages import Button, Shown, buttons
from tests.laws.scripts import REDIRECT, every_form, problems
from tests.matrix import desks
from tests.matrix.desks import Desk
from tests.matrix.expectations import EXPECTED
from tests.matrix.forms import FORMS
from tests.matrix.readers import Row
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix

#: Of the portal's own apps all but those that keep the requests themselves.
APPS = {
    each.label
    for each in apps.get_app_configs()
    if each.name.partition(".")[0] in {"stopext", "knowledge", "casework", "screening"}
} - {"access", "audit", "vault"}
WRITES = re.compile(rf'^(insert into|update|delete from) "?({"|".join(sorted(APPS))})_', re.I)
BUTTONS = {name for name, one in EXPECTED.items() if "POST" in one.takes} - {*FORMS}
#: Drawn by nobody's page, or with nothing that could be done twice.
NO_BUTTON = {
    "accounts:accept_invitation": "before log-in; the link works once, and a second use is told so",
    "accounts:activate_totp": "takes a code that holds once: tests/accounts/login",
    "accounts:add_passkey": "answers a challenge that holds once: tests/accounts/login",
    "accounts:end_all_sessions": "logs out: again there is nothing to end",
    "accounts:end_session": "logs one session out: again there is nothing to end",
    "accounts:remove_key": "of a key that nobody has in the planted town: tests/accounts/login",
    "casework:find": "looks for somebody; nothing is stored but the log",
    "casework:join_choose": "looks for the other case; nothing is stored",
    "demo:enter": "the demo's log-in: each is a session of its own",
    "knowledge:missing": "public: words somebody chose to send, counted by address",
    "web:autosave": "sent by the page's script, with a version: tests/web/test_drafts.py",
}
#: Drawn in a state the planted rows are not in; each has its own test of a second press.
ELSEWHERE = {
    "accounts:switch": "chosen again it changes nothing: tests/accounts/login/test_sessions.py",
    "advice:reopen": "what is open stays so: tests/knowledge/advice/test_actions.py",
    "casework:ask_approval": "asked once: tests/casework/pages/test_closing_pages.py",
    "casework:report_discard": "what is gone stays gone: tests/casework/pages/test_form_page.py",
    "knowledge:part_restore": "there already: tests/knowledge/plans/test_writing.py",
    "knowledge:plan_pace_back": "taken back already: tests/knowledge/plans/test_pace.py",
    "knowledge:plan_borrow": "beside what others wrote: tests/knowledge/plans/test_borrowing.py",
    "knowledge:plan_revise": "begun once: tests/knowledge/plans/test_versions.py",
    "areas:revise": "the one that is open: tests/knowledge/areas/test_mapping.py",
    "readiness:begin": "the one that is open: tests/knowledge/readiness/test_answering.py",
    "screening:open_alone": "open already: tests/screening/test_actions.py",
    "screening:take_over": "one's own already: tests/screening/test_actions.py",
}


def _hold(siege: Siege) -> Button:
    """Letting a case be erased that was kept."""
    _people, keys = desks.closed(siege)
    lead = siege.town.crowd[desks.LEAD]
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(**keys)
        until = clock.today() + timedelta(days=9)
        actions.hold_erasure(
            by=lead.actor, case=case, version=case.version, until=until, reason="Klage"
        )
    return button_on(siege, desks.LEAD, reverse("casework:case", kwargs=keys), "release_hold")


def _critical(siege: Siege) -> Button:
    """Confirming that a critical sign was read."""
    key = siege.town.planted.key_of(Row.ASSIGNED, "open")
    lead = siege.town.crowd[desks.LEAD]
    with lead.acts():
        screening = Screening.objects.for_actor(lead.actor).get(pk=key)
        rating = Rating.objects.for_actor(lead.actor).get(
            screening=screening, authority_id=lead.actor.authority_id
        )
        asked = next(one for one in screening.form.indicators() if one.critical)
        screening_actions.save_section(
            by=lead.actor,
            screening=screening,
            answers={asked.key: Answer(Value.CLEAR, rationale="Set.")},
            version=rating.version,
        )
    return button_on(siege, desks.LEAD, reverse("screening:show", args=[key]), "acknowledge")


def _drawn_for(person: str, page: str, key: str, action: str) -> Callable[[Siege], Button]:
    """A button that a page draws for another than the first who may open it."""

    def find(siege: Siege) -> Button:
        path = reverse(page, args=[siege.town.planted.key_of(Row.ASSIGNED, key)])
        return button_on(siege, person, path, action)

    return find


#: Buttons that are drawn in a state that is made for them, or for whom it is said.
STATES = {
    "advice:read": _drawn_for("raadgiver", "advice:thread", "thread", ":read"),
    "advice:take": _drawn_for("raadgiver", "advice:thread", "thread", ":take"),
    "exercises:move": _drawn_for(desks.LEAD, "exercises:run", "exercise", ":move"),
    "exercises:point_task": _drawn_for(desks.LEAD, "exercises:exercise", "exercise", ":point_task"),
    "casework:release_hold": _hold,
    "screening:acknowledge": _critical,
}


@every_form
def test_a_form_sent_three_times_is_done_once(desk: Desk) -> None:
    browser = desk.one.browser()
    sent = desk.opens("Anna", browser)

    first = browser.post(desk.path, sent)
    with CaptureQueriesContext(connection) as queries:
        copies = [browser.post(desk.path, sent) for _time in range(2)]

    assert first.status_code == REDIRECT, problems(first)
    answers = {(copy.status_code, copy.headers.get("Location")) for copy in copies}
    assert answers == {(REDIRECT, first.headers["Location"])}
    assert written(queries) == []


def test_a_button_pressed_three_times_is_done_once(siege: Siege, pages: list[Shown]) -> None:
    found = buttons(pages, BUTTONS - {*NO_BUTTON})

    missing = sorted(BUTTONS - {*found, *NO_BUTTON, *ELSEWHERE, *STATES})
    assert missing == [], missing
    assert {*NO_BUTTON, *ELSEWHERE, *STATES} <= BUTTONS - {*found}
    assert [fault for button in found.values() for fault in pressed(siege, button)] == []
    assert len(found) > 8


def test_every_form_that_sends_carries_its_token(pages: list[Shown]) -> None:
    """Only a browser is asked for it, so nothing else would miss it."""
    forms = [(page.name, one) for page in pages for one in page.sending]
    bare = {
        name for name, one in forms if not one.xpath(".//*[@name='csrfmiddlewaretoken'][@value]")
    }

    assert sorted(bare) == []
    assert len(forms) > 200


@pytest.mark.parametrize("name", STATES)
def test_a_button_of_a_state_pressed_three_times_is_done_once(siege: Siege, name: str) -> None:
    assert pressed(siege, STATES[name](siege)) == []


def button_on(siege: Siege, person: str, path: str, action: str) -> Button:
    """A button on the page of somebody."""
    page = Shown("", person, path, siege.visitor(person).browser().get(path))
    [(_name, button)] = [
        (name, one) for name, one in buttons([page], BUTTONS).items() if name.endswith(action)
    ]
    return button


def pressed(siege: Siege, button: Button) -> list[str]:
    """What goes wrong when a button is pressed three times."""
    browser = siege.visitor(button.person).browser()
    with transaction.atomic():
        first = browser.post(button.path, button.fields)
        with CaptureQueriesContext(connection) as queries:
            copies = [browser.post(button.path, button.fields) for _time in range(2)]
        transaction.set_rollback(True)
    wrong = [f"{button.name}: {sql}" for sql in written(queries)]
    if first.status_code >= 400:
        wrong.append(f"{button.name}: refused with {first.status_code}")
    answers = {(one.status_code, one.headers.get("Location")) for one in (first, *copies)}
    if len(answers) > 1:
        wrong.append(f"{button.name}: {answers}")
    return wrong


def written(queries: CaptureQueriesContext) -> list[str]:
    """What was stored, but for the time a session was last seen."""
    return [
        str(one["sql"])
        for one in queries
        if WRITES.match(one["sql"]) and "accounts_session" not in one["sql"]
    ]
