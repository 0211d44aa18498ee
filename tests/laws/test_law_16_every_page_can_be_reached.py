"""Law 16: every page can be reached from where its user would look, and left again.

Subjects: every address that can be read, for every role that may read it. Whoever has the role
begins on her start page and follows links alone. Each page has a way back: a link to the front or
to her start page. That Tab reaches every control, forwards and backwards, is in the walk of law 21.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.laws.pages import name_of
from tests.matrix.doors import PASS, Door
from tests.matrix.expectations import EXPECTED, SEND
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
    "advice:correct": "linked beside one's own words: tests/knowledge/advice",
    "advice:draft": "linked where a municipality lets its adviser: tests/knowledge/advice",
    "casework:answer_hand_over": "linked where a hand-over waits for its answer",
    "casework:approve_closing": STATE,
    "casework:cpr": "linked where the citizen's number is known",
    "casework:erase": STATE,
    "casework:hold_erasure": STATE,
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
MOST, EACH = 800, 3
#: Rows in different states lead to different pages.
ROWS = {
    **dict.fromkeys(("casework:case", "casework:consents", "casework:parties"), 14),
    **dict.fromkeys(("casework:requests", "screening:show"), 14),
    **dict.fromkeys(("casework:joint_meetings", "casework:joint_meeting"), 14),
    "casework:joint_minutes": 14,
    "casework:disclosure": 6,
}


def walk(siege: Siege, label: str) -> tuple[set[str], list[str]]:
    """Names of the pages reached from the start page, and those without a way back."""
    browser = siege.visitor(label).browser()
    waiting, seen = ["/start/"], {"/start/"}
    stuck: list[str] = []
    opened: Counter[str] = Counter()
    while waiting and sum(opened.values()) < MOST:
        path = waiting.pop(0)
        name = name_of(path)
        if not name or opened[name] >= ROWS.get(name, EACH):
            continue
        answer: Any = browser.get(path, follow=True)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        opened[name] += 1
        opened.update(name_of(passed) for passed, _status in answer.redirect_chain)
        soup = BeautifulSoup(answer.content, "lxml")
        links = [urljoin(path, str(tag["href"])) for tag in soup.select("a[href]")]
        if not {"/", "/start/"} & {urlsplit(link).path for link in links}:
            stuck.append(path)
        for link in links:
            target = urlsplit(link)
            if not target.netloc and target.path not in seen:
                seen.add(target.path)
                waiting.append(target.path)
    return {*opened} - {""}, stuck


@pytest.mark.parametrize("label", WHO)
def test_every_page_of_a_role_is_reached_by_links_and_left_again(siege: Siege, label: str) -> None:
    may = {
        name
        for name, one in EXPECTED.items()
        if one.takes != SEND and (one.door in {Door.PUBLIC, Door.LOGIN} or label in PASS[one.door])
    }

    reached, stuck = walk(siege, label)

    missing = sorted(may - reached - {*NO_LINK, *OTHER_STATE})
    assert missing == [], "\n".join(missing)
    assert stuck == []
    assert len(reached) > 15
