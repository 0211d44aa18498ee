"""The list of what is new: whose it is, what it says, and what reading it does."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stopext.access import clock
from stopext.access.errors import Conflict
from stopext.access.roles import Role
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Authority, Membership
from stopext.notifications import actions, kinds
from stopext.notifications.models import Notice, Preference
from stopext.notifications.reading import in_words, own
from stopext.notifications.sending import notify
from stopext.web.pagination import PAGE_SIZE
from tests.notifications.conftest import KIND, Things, tell
from tests.support.ledger import keeping
from tests.support.rows import rows_of
from tests.support.world import FAR, HOME, NEIGHBOUR, Person, World, lasting_session

NEWS, READ, CHOOSE = "/nyt/", "/nyt/laest/", "/min-konto/mail/"


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def leader(world: World) -> Person:
    return world.person(HOME, Role.LEADER)


def page(browser: Client, path: str = NEWS) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_is_told_reads_it_and_nobody_else(lead: Person, leader: Person, things: Things) -> None:
    about = things.make()
    tell(leader, [lead], about)

    assert f"Ting {about}" in page(lead.browser())
    assert "(1)" in page(lead.browser(), "/start/")
    assert f"Ting {about}" in page(lead.browser(), "/start/")
    assert str(about) not in page(leader.browser())


def test_told_again_it_stands_there_once(lead: Person, leader: Person, things: Things) -> None:
    about = things.make()
    for occasion in ("et", "et", "to"):
        tell(leader, [lead, lead], about, occasion)

    with lead.acts():
        assert rows_of(Notice).count() == 2


def test_what_she_may_not_read_any_more_is_gone(
    lead: Person, leader: Person, things: Things
) -> None:
    about = things.make()
    tell(leader, [lead], about)
    things.open.clear()

    assert str(about) not in page(lead.browser())
    assert "Der er ikke noget nyt til dig" in page(lead.browser())
    told = page(lead.browser()).split("Her får du besked om:")[1].split("</p>")[0]
    assert str(kinds.kinds_of(lead.actor)[KIND].label) in told
    assert str(about) not in page(lead.browser(), "/start/")
    with lead.acts():
        assert in_words(lead.actor, own(lead.actor).filter(read_at=None)) == []
        key = rows_of(Notice).get().pk
    assert lead.browser().post(READ, {"notice": key}).status_code == 404


def test_a_role_that_the_kind_does_not_reach_reads_nothing(
    world: World, leader: Person, things: Things
) -> None:
    reporter, about = world.person(HOME, Role.REPORTER), things.make()
    tell(leader, [reporter], about)

    assert str(about) not in page(reporter.browser())


def test_opening_marks_it_as_read_and_leads_there(
    lead: Person, leader: Person, things: Things
) -> None:
    for _time in range(3):
        tell(leader, [lead], things.make())
    browser = lead.browser()
    keys = [one.notice.pk for one in browser.get(NEWS).context["lines"]]

    opened = browser.post(READ, {"notice": keys[0], "open": "1"})
    marked = browser.post(READ, {"notice": keys[1]})

    assert (opened.headers["Location"], marked.headers["Location"]) == ("/start/", NEWS)
    assert _unread(lead) == {keys[2]}
    browser.post(READ)
    assert _unread(lead) == set()
    assert "Markér alle som læst" not in page(browser)


@pytest.mark.parametrize("about_one", [True, False])
def test_pressed_three_times_it_is_read_once(
    lead: Person, leader: Person, things: Things, about_one: bool
) -> None:
    for _time in range(2):
        tell(leader, [lead], things.make())
    browser = lead.browser()
    found = browser.get(NEWS).context["lines"][0].notice.pk
    pressed = {"idempotency_key": str(uuid4()), **({"notice": found} if about_one else {})}

    answers = []
    first: set[datetime | None] = set()
    for hours in range(3):
        with clock.at(clock.now() + timedelta(hours=hours)):
            answers.append(browser.post(READ, pressed).headers["Location"])
        with lead.acts():
            times = {*rows_of(Notice).exclude(read_at=None).values_list("read_at", flat=True)}
        first = first or times
        assert (times, len(times)) == (first, 1)

    assert answers == [NEWS] * 3


@pytest.mark.parametrize("key", ["", "x", "\x00", str(UUID(int=4))])
def test_a_key_that_is_none_is_not_found(lead: Person, key: str) -> None:
    assert lead.browser().post(READ, {"notice": key}).status_code == 404


def test_another_persons_notice_is_not_found(lead: Person, leader: Person, things: Things) -> None:
    tell(leader, [lead], things.make())
    with lead.acts():
        key = rows_of(Notice).get().pk

    assert leader.browser().post(READ, {"notice": key}).status_code == 404
    assert _unread(lead) == {key}


def test_reading_is_written_down_once(
    lead: Person, leader: Person, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(leader, [lead], things.make())
    with keeping(monkeypatch) as ledger, ledger.acting(lead):
        for _time in range(2):
            ledger.run(actions.mark_read, by=lead.actor)
        for wish in ("off", "off"):
            ledger.run(
                actions.choose_frequencies, by=lead.actor, version=0, frequencies={KIND: wish}
            )

    assert ledger.events == {
        "mark_read": [["notice.read"], []],
        "choose_frequencies": [["notice.choose"], []],
    }


def test_the_list_has_pages_and_asks_no_more_for_more(
    lead: Person, leader: Person, things: Things
) -> None:
    tell(leader, [lead], things.make())
    browser = lead.browser()
    one = _queries(browser)
    for _time in range(PAGE_SIZE + 3):
        tell(leader, [lead], things.make())

    assert _queries(browser) == one
    first = browser.get(NEWS)
    rest = browser.get(NEWS, {"cursor": first.context["page"].next_cursor})
    shown = [row.notice.pk for answer in (first, rest) for row in answer.context["lines"]]
    assert (len(shown), len({*shown})) == (PAGE_SIZE + 4, PAGE_SIZE + 4)
    times = [row.notice.made_at for row in first.context["lines"]]
    assert times == sorted(times, reverse=True)


def test_a_start_page_without_news_asks_one_thing_more(lead: Person, things: Things) -> None:
    browser = lead.browser()
    browser.get("/start/")
    with CaptureQueriesContext(connection) as captured:
        browser.get("/start/")

    # How many are unread, and the hearings she is invited to, in one statement.
    assert len([q for q in captured if "notifications_" in q["sql"]]) == 1
    with CaptureQueriesContext(connection) as captured:
        browser.get("/min-konto/opslag/")
    assert [q for q in captured if "notifications_" in q["sql"]] == []


def test_the_choice_is_kept_and_shown(lead: Person, things: Things) -> None:
    browser = lead.browser()
    form = browser.get(CHOOSE).context["form"]
    assert {KIND, "plan_revision"} <= {*form.fields}
    said = {name: form[name].value() for name in form.fields if name != "idempotency_key"}
    said |= {"plan_revision": "weekly", KIND: "off"}

    done = browser.post(CHOOSE, {**said, "idempotency_key": str(uuid4())})

    assert done.status_code == 302
    shown = browser.get(CHOOSE).context["form"]
    assert (shown["plan_revision"].value(), shown[KIND].value()) == ("weekly", "off")
    bad = browser.post(CHOOSE, {**said, KIND: "hourly", "idempotency_key": str(uuid4())})
    assert bad.status_code == 422
    with lead.acts(), pytest.raises(Conflict):
        actions.choose_frequencies(by=lead.actor, version=0, frequencies={KIND: "now"})
    assert CHOOSE in page(browser, "/min-konto/")


def test_a_role_without_kinds_is_told_so(world: World) -> None:
    browser = world.person(HOME, Role.LOG_REVIEWER).browser()

    assert "Der er ikke noget at vælge" in page(browser, CHOOSE)
    shown = page(browser)
    assert "Der er ikke noget nyt til dig" in shown
    assert "Din rolle får ikke besked her" in shown
    assert ("der er nævnt" in shown, CHOOSE in shown) == (False, False)


# -- The wall --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "role"),
    [(HOME, Role.LEADER), (HOME, Role.REPORTER), (NEIGHBOUR, Role.COORDINATOR), (FAR, Role.LEADER)],
)
def test_nobody_reads_or_marks_anothers_by_sql(
    world: World, lead: Person, leader: Person, things: Things, place: int, role: Role
) -> None:
    tell(leader, [lead], things.make())
    with lead.acts():
        actions.choose_frequencies(by=lead.actor, version=0, frequencies={KIND: "off"})

    with world.person(place, role).acts(), connection.cursor() as cursor:
        cursor.execute("select * from notifications_notice")
        assert cursor.fetchall() == []
        cursor.execute("update notifications_notice set read_at = now()")
        assert cursor.rowcount == 0
        cursor.execute("update notifications_preference set version = 9")
        assert cursor.rowcount == 0
    assert len(_unread(lead)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "update notifications_notice set kind = 'other'",
        "update notifications_notice set settled_at = now()",
        "update notifications_notice set made_at = now() - interval '9 years'",
        "delete from notifications_notice",
    ],
)
def test_her_own_she_only_marks(
    lead: Person, leader: Person, things: Things, statement: str
) -> None:
    tell(leader, [lead], things.make())

    refused = pytest.raises(ProgrammingError)
    with lead.acts(), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(statement)


def test_nobody_tells_another_authority_or_that_somebody_has_read(
    world: World, lead: Person, leader: Person, things: Things
) -> None:
    far = world.person(FAR, Role.COORDINATOR).actor
    with leader.acts():
        with pytest.raises(ProgrammingError), transaction.atomic():
            notify(KIND, authority_id=FAR, to=[far.user_id], about=things.make())
        read = Notice(
            authority_id=HOME,
            user_id=lead.actor.user_id,
            kind=KIND,
            about=things.make(),
            read_at="2026-01-01T00:00Z",
        )
        with pytest.raises(ProgrammingError), transaction.atomic():
            read.save(force_insert=True)
        with pytest.raises(ValueError, match="no kind"):
            notify("unknown", authority_id=HOME, to=[], about=things.make())


def test_in_another_role_of_hers_it_does_not_exist(
    lead: Person, leader: Person, things: Things
) -> None:
    tell(leader, [lead], things.make())
    far = Membership(
        user=lead.user,
        authority=Authority.objects.get(pk=FAR),
        role=Role.COORDINATOR,
        name=lead.user.name,
    )
    far.save(force_insert=True)
    there = Person(lead.user, far, as_actor(far), lasting_session(far))

    with there.acts(), connection.cursor() as cursor:
        cursor.execute("select * from notifications_notice")
        assert cursor.fetchall() == []
    assert len(_unread(lead)) == 1


def _unread(person: Person) -> set[UUID]:
    with person.acts():
        return {*rows_of(Notice).filter(read_at=None).values_list("pk", flat=True)}


def _queries(browser: Client) -> int:
    browser.get(NEWS)
    with CaptureQueriesContext(connection) as captured:
        browser.get(NEWS)
    return len(captured)


def test_a_first_choice_of_two_windows_is_one_row(lead: Person, things: Things) -> None:
    with lead.acts():
        for _window in range(2):
            actions.choose_frequencies(by=lead.actor, version=0, frequencies={KIND: "off"})
        assert rows_of(Preference).count() == 1
