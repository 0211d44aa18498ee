"""The job's login reads nothing by being logged in, and each job only what it is for (F9)."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from stopext.access import jobs
from stopext.database import Urls
from stopext.web import registry
from tests.kernel import siege as sieges
from tests.kernel.openings import JOB_TABLES
from tests.kernel.siege import COMMANDS, HOME, Siege, enter_job
from tests.kernel.test_walls import attack, holes

#: What is walled and opened to one job, and which.
OPENED = {
    "verify_scores": ("screening_rating", "screening_screening"),
    "renew_search_keys": ("casework_subject", "casework_subjectkey"),
    "read_log": ("audit.event",),
    "send_mail": ("accounts_outgoingmail",),
    "send_digests": ("notifications_notice", "notifications_preference"),
    "remind_of_plans": ("accounts_membership", "notifications_notice"),
    # The planted notices are of another kind.
    "remind_of_requests": (
        "accounts_membership",
        "casework_case",
        "casework_informationrequest",
        "casework_inquiry",
        "casework_inquiryreply",
    ),
    "tell_of_reviews": ("accounts_membership", "readiness_reply", "readiness_review"),
    # The planted notices are of another kind.
    "tell_of_hearings": ("accounts_membership", "hearings_hearing", "hearings_invitee"),
    "remove_leftovers": (
        "access_idempotency",
        "accounts_cacheentry",
        "accounts_session",
        "notifications_notice",
        "web_draft",
    ),
    "tell_advisers": ("advice_thread",),
    "publish_scheduled": (),
    "seal_log": (),
    "hand_out_heads": (),
}
WALLED = sorted({"casework_case", *(table for tables in OPENED.values() for table in tables)})
#: Run in the role of the editors.
PUBLISHING = ("wagtailcore_revision", "knowledge_peerreviewtask", "taggit_tag")
#: What each job's rows must be, so that the planted ones count.
DUE = (
    "update screening_rating set locked_at = now()",
    "update screening_screening set municipality_locked_at = now()",
    "update access_idempotency set at = now() - interval '9 days'",
    "update accounts_cacheentry set expires_at = now() - interval '9 days'",
    "update accounts_session set expires_at = now() - interval '9 days'",
    "update web_draft set saved_at = now() - interval '9 days'",
    "update notifications_notice set made_at = now() - interval '366 days', kind = 'plan_revision'",
    "update accounts_membership set role = 'coordinator'",
    "update hearings_hearing set closed_at = null",
    "update advice_thread set status = 'new', adviser_id = null",
)


@pytest.fixture(scope="module")
def due(portal_database: Urls) -> Iterator[Siege]:
    """A planted copy whose rows are all past their time, or locked."""
    with sieges.laid(f"jobs_{HOME}_{id(portal_database)}") as siege:
        for statement in DUE:
            siege.admin.execute(statement.encode())
        yield siege


@pytest.fixture
def job(due: Siege) -> Iterator[psycopg.Connection]:
    """The job's login, without a token."""
    with due.connect_as_job() as login:
        yield login
        login.rollback()


def seen(login: psycopg.Connection, *tables: str) -> set[str]:
    """Tables that show a row."""
    return {table for table in tables if _count(login, table) not in {"refused", 0}}


def _count(login: psycopg.Connection, table: str) -> object:
    try:
        with login.transaction(force_rollback=True):
            row = login.execute(f"select count(*) from {table}".encode()).fetchone()
    except InsufficientPrivilege:
        return "refused"
    return row and row[0]


def test_every_job_is_attacked() -> None:
    assert set(OPENED) == {*registry.JOBS.as_dict(), *registry.TASKS.as_dict()}


def test_the_planted_rows_are_there(due: Siege) -> None:
    assert seen(due.admin, *WALLED, *PUBLISHING) == {*WALLED, *PUBLISHING}


@pytest.mark.parametrize("role", ["none", "r_public", "r_centre"])
def test_without_a_token_nothing_is_opened(
    due: Siege, job: psycopg.Connection, role: str, count_cells: sieges.Counter
) -> None:
    """Every table and command, in every role the login may enter."""
    cells = attack(job, role)

    assert [
        cell for cell in holes(cells, role) if role != "none" or cell[0] not in JOB_TABLES
    ] == []
    assert seen(job, *WALLED) == set()
    assert count_cells(cells) == len(due.tables) * len(COMMANDS)


@pytest.mark.parametrize("name", OPENED)
def test_a_job_reads_what_it_is_for_and_nothing_else(job: psycopg.Connection, name: str) -> None:
    enter_job(job, name)

    assert seen(job, *WALLED) == set(OPENED[name])
    job.execute("select set_config('role', 'r_centre', true)")
    assert seen(job, *PUBLISHING) == (set(PUBLISHING) if name == "publish_scheduled" else set())


@pytest.mark.parametrize(
    ("asked", "token"),
    [
        ("read_log", b""),
        ("read_log", bytes(32)),
        ("read_log", jobs.token("send_mail")),
        ("read_log", None),
        ("everything", jobs.token("everything")),
        ("read_log.x", jobs.token("read_log.x")),
        (None, jobs.token("read_log")),
    ],
)
def test_a_forged_token_gets_nothing(
    job: psycopg.Connection, asked: str | None, token: bytes | None
) -> None:
    with pytest.raises(InsufficientPrivilege, match="no such job"), job.transaction():
        job.execute("select sec.enter_job(%s::text, %s::bytea)", [asked, token])

    assert seen(job, *WALLED) == set()


def test_an_old_context_gets_nothing(due: Siege, job: psycopg.Connection) -> None:
    """Not in the next transaction, not on another connection, and not for another job."""
    enter_job(job, "send_mail")
    issued = _issued(job)
    with due.connect_as_job() as other:
        for forged in (
            issued,
            issued.replace("send_mail", "read_log"),
            "read_log",
            "....",
            f"job.read_log.{other.info.backend_pid}.1.{'0' * 64}",
        ):
            _refused(other, forged)
    _refused(job, issued.replace("send_mail", "read_log"))
    job.commit()
    _refused(job, issued)


def _issued(login: psycopg.Connection) -> str:
    row = login.execute("select current_setting('app.job')").fetchone()
    assert row is not None
    return str(row[0])


def _refused(login: psycopg.Connection, context: str) -> None:
    for table in ("audit.event", "accounts_outgoingmail"):
        with pytest.raises(InsufficientPrivilege, match="bad job context"), login.transaction():
            _present(login, context, table)


def _present(login: psycopg.Connection, context: str, table: str) -> None:
    login.execute("select set_config('app.job', %s, true)", [context])
    login.execute(f"select count(*) from {table}".encode())


def test_a_context_of_a_person_is_none_of_a_job_and_the_other_way(
    due: Siege, job: psycopg.Connection
) -> None:
    person = due.person(HOME, "leader")
    enter_job(job, "read_log")
    with due.connect() as login:
        login.execute("select sec.enter(%s, %s)", [person.digest, person.membership])
        row = login.execute("select current_setting('app.ctx')").fetchone()
        assert row is not None
        login.execute("select set_config('role', 'r_muni', true)")
        forged = "select sec.muni() from set_config('app.ctx', %s, true)"
        with pytest.raises(InsufficientPrivilege, match="bad request"), login.transaction():
            login.execute(forged, [_issued(job)])
        login.execute("select set_config('role', 'none', true)")
        with pytest.raises(InsufficientPrivilege), login.transaction():
            enter_job(login, "read_log")
    _refused(job, str(row[0]))


def test_a_token_ends_with_the_key_it_was_made_of(due: Siege, job: psycopg.Connection) -> None:
    """The owner issues them anew after another master key was installed."""
    allowed = due.admin.execute("select array_agg(job), array_agg(digest) from sec.job_token")
    before = allowed.fetchone()
    assert before is not None
    due.admin.execute("select sec.allow_jobs(array['read_log'], array[sha256('new')])")
    try:
        job.execute("select sec.enter_job('read_log', 'new')")
        with pytest.raises(InsufficientPrivilege, match="no such job"):
            enter_job(job, "read_log")
    finally:
        due.admin.execute("select sec.allow_jobs(%s, %s)", [*before])
