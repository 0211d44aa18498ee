"""Law 16: every page can be reached from where its user would look, and left again.

Subjects: every address that can be read, for every role that may read it. Whoever has the role
begins on her start page and follows links alone. Each page has a way back: a link to the front or
to her start page. That Tab reaches every control, forwards and backwards, is in the walk of law 21.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.urls import reverse

from tests.laws.pages import Shown, links, name_of
from tests.matrix.doors import PASS, Door
from tests.matrix.expectations import EXPECTED
from tests.matrix.expected import SEND
from tests.matrix.town import Siege

pytestmark = pytest.mark.matrix

WHO = (
    *("indberetter", "sagsbehandler", "tovholder", "leder", "logkontrol", "politi"),
    *("politi_tovholder", "redaktoer", "raadgiver", "metodeansvarlig", "analytiker"),
    *("administrator", "center_logkontrol"),
)
#: Opened by what it is, not by a link.
NO_LINK = {
    "accounts:accept_invitation": "by a link in a mail",
    "accounts:continue": "passed on the way in",
    "accounts:keep_alive": "asked by the page itself",
    "accounts:no_role": "shown to who has none",
    "accounts:remove_key": "on the page of one's keys, when one has any",
    "accounts:second_factor": "passed on the way in",
    "accounts:switch": "in the band, of who has two roles",
    "cohorts:file": "a file: tests/knowledge/cohorts",
    "casework:source": "a form on the page of the concern: asked with a purpose",
    "demo:personas": "the demo's log-in",
    "hearings:outside": "by a link in a mail: tests/knowledge/hearings",
    "hearings:outside_answer": "from the page of the link: tests/knowledge/hearings",
    "hearings:outside_receipt": "from the page of the link: tests/knowledge/hearings",
    "hearings:outside_send": "from the page of the link: tests/knowledge/hearings",
    "knowledge:api_openapi": "no page: linked on that of the open data",
    "knowledge:api_plan": "no page: named in the interface",
    "knowledge:api_plans": "no page: linked on that of the open data",
    "knowledge:article": "the planted town has no articles",
    "knowledge:nowhere": "what stands nowhere",
    "knowledge:plan_begin": "linked where a municipality has no plan: tests/knowledge/plans",
    "knowledge:plan_catalogue": "no page: linked on that of the open data",
    "knowledge:plan_earlier": "linked where a plan has been replaced: tests/knowledge/plans",
    "knowledge:plan_duties_file": "a file: tests/knowledge/plans/test_duties.py",
    "knowledge:plan_difference": "linked where a plan has been replaced: tests/knowledge/plans",
    "knowledge:plan_feed": "no page: linked on the list of plans",
    "knowledge:plan_table": "no page: linked on that of the open data",
    "knowledge:plan_import_file": "a file: tests/knowledge/plans/exchange",
    "knowledge:plan_import_report": "follows on a file: tests/knowledge/plans/exchange",
    "knowledge:plan_paper": "a file: tests/knowledge/plans/exchange",
    "knowledge:plan_places": "follows on a file: tests/knowledge/plans/exchange",
    "knowledge:public_report_file": "a file: tests/knowledge/plans/test_reports.py",
    "knowledge:report_file": "a file: tests/knowledge/plans/test_reports.py",
    "knowledge:plan_workbook": "a file: tests/knowledge/plans/exchange",
    "knowledge:plan_workbook_changes": "follows on a file: tests/knowledge/plans/exchange",
    "styleguide:index": "for who builds the portal",
    "web:was": "for machines",
}
#: Reached in a state the planted town is not in; which, and where it is walked.
STATE = "linked in a state that no planted case of this role is in"
OTHER_STATE = {
    "areas:finish": "linked where each part is written: tests/knowledge/areas",
    "readiness:ask": "linked where no municipality is asked: tests/knowledge/readiness",
    "network:withdraw": "linked beside one's own words: tests/casework/network",
    "advice:correct": "linked beside one's own words: tests/knowledge/advice",
    "advice:draft": "linked where a municipality lets its adviser: tests/knowledge/advice",
    "casework:answer_hand_over": "linked where a hand-over waits for its answer",
    "casework:answer_share": "linked where the reader has opened what was shared",
    "casework:acknowledge": "linked where a receipt is owed: tests/casework/pages",
    "casework:aftercare": STATE,
    "casework:move_deadline": "linked where a deadline runs that is not the law's",
    "casework:approve_closing": STATE,
    "casework:cpr": "linked where the citizen's number is known",
    "casework:erase": STATE,
    "casework:hold_erasure": STATE,
    "casework:inquiry": "linked where another authority asks: tests/casework/pages",
    "casework:answer_inquiry": "from the page of what is asked",
    "casework:intake_repeats": "the fourth page of the intake, after the three before it",
    "casework:join": "follows on the number of the other case",
    "casework:joined": "linked where two citizens were joined",
    "casework:join_cases": "linked where the citizen has another running case",
    "casework:cases_joined": "linked where two cases were joined",
    "casework:note_edit": "linked at one's own note of the last day",
    "casework:propose_erasure": STATE,
    "casework:review_add": STATE,
    "casework:step": STATE,
    "hearings:comment_correct": "linked at one's own comment: tests/knowledge/hearings",
    "hearings:comment_reply": "linked at each comment: tests/knowledge/hearings",
    "hearings:inside": "linked to who is asked: the caseworker, by the start page",
    "hearings:inside_answer": "from the page of who is asked",
    "hearings:inside_receipt": "from the page of who is asked",
    "hearings:inside_send": "linked where something is not sent: tests/knowledge/hearings",
    "hearings:open": "linked where no hearing is open: tests/knowledge/hearings",
    "screening:add": STATE,
    "screening:answer": STATE,
    "screening:change": STATE,
    "screening:compare": STATE,
    "screening:judge": STATE,
    "screening:lock": STATE,
    "screening:profile": STATE,
    "accounts:confirm": "a role that waits for a second one: tests/accounts/test_giving.py",
}
OK, EACH = 200, 3
#: Rows in different states lead to different pages.
ROWS = {
    **dict.fromkeys(("casework:case", "casework:consents", "casework:parties"), 14),
    **dict.fromkeys(("casework:requests", "casework:tasks", "screening:show"), 14),
    **dict.fromkeys(("casework:joint_meetings", "casework:joint_meeting"), 14),
    "casework:joint_minutes": 14,
    "casework:disclosure": 6,
}


def walk(siege: Siege, label: str, sought: set[str]) -> set[str]:
    """Names of the pages reached from the start page. More than one page of a name is opened only
    as long as something sought is not reached, those in different states first."""
    browser = siege.visitor(label).browser()
    start = reverse("web:start")
    waiting, seen = [(name_of(start), start)], {start}
    opened: Counter[str] = Counter()
    while waiting and (sought - {*opened} or any(name not in opened for name, _path in waiting)):
        name, path = min(waiting, key=lambda one: (one[0] in opened, one[0] not in ROWS))
        waiting.remove((name, path))
        if opened[name] >= ROWS.get(name, EACH):
            continue
        answer: Any = browser.get(path, follow=True)
        if answer.status_code != OK or "text/html" not in answer.headers["Content-Type"]:
            continue
        opened[name] += 1
        opened.update(name_of(passed) for passed, _status in answer.redirect_chain)
        for link in links(answer, path):
            if not link.netloc and link.path not in seen:
                seen.add(link.path)
                waiting += [(found, link.path)] if (found := name_of(link.path)) else []
    return {*opened} - {""}


@pytest.mark.parametrize("label", WHO)
def test_every_page_of_a_role_is_reached_by_links(siege: Siege, label: str) -> None:
    may = {
        name
        for name, one in EXPECTED.items()
        if one.takes != SEND and (one.door in {Door.PUBLIC, Door.LOGIN} or label in PASS[one.door])
    }
    sought = may - {*NO_LINK, *OTHER_STATE}

    reached = walk(siege, label, sought)

    missing = sorted(sought - reached)
    assert missing == [], "\n".join(missing)
    assert len(reached) > 15


def test_every_page_is_left_again(pages: list[Shown]) -> None:
    """In every state, as whoever: by a link to the front or to her start page."""
    ways = {reverse("web:front"), reverse("web:start")}
    stuck = {
        f"{page.name} as {page.person}"
        for page in pages
        if ways.isdisjoint(link.path for link in page.links)
    }

    assert sorted(stuck) == []
    assert len(pages) > 400
