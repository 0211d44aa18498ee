"""What the database keeps of comments, hearings, invitations and verdicts, past the application."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError, connection, transaction

from knowledge.hearings import actions, guests
from knowledge.hearings.frozen import freeze
from knowledge.hearings.guests import Guest
from knowledge.hearings.models import Answer, Comment, Hearing, Invitee
from knowledge.plans.models import Plan
from stopext.access import clock
from tests.knowledge.hearings.conftest import CANARY, Asked
from tests.knowledge.refusing import refused
from tests.support.rows import rows_of
from tests.support.world import HOME, Person

LONG_AGO = datetime(2025, 10, 1, tzinfo=UTC)
LATER = LONG_AGO + timedelta(days=1)
SOMEBODY = "Borgmesteren"
PAST = [{"text": "opdigtet", "at": LONG_AGO.isoformat()}]


def saved(row: Any) -> None:
    row.save(force_insert=True)


def test_a_comment_is_written_now_in_the_own_name_and_keeps_its_past(
    lead: Person, leader: Person, draft: Plan, goal: Any
) -> None:
    def comment(**said: Any) -> None:
        whole = {"plan_id": draft.pk, "part": goal.pk, "part_name": "x", "text": "jeg godkender"}
        who = {"author": lead.actor.user_id, "author_name": SOMEBODY, "at": LONG_AGO}
        saved(Comment(municipality_id=HOME, **{**whole, **who, **said}))

    for forged in (
        {"author": leader.actor.user_id},
        {"earlier": PAST},
        {"changed_at": LONG_AGO},
        {"resolved_at": LONG_AGO, "resolved_by_name": SOMEBODY},
        {"plan_id": uuid4()},
    ):
        assert refused(lead, lambda said=forged: comment(**said)), forged
    assert not refused(lead, comment)
    rows = rows_of(Comment)
    with lead.acts():
        first = rows.get()
        assert (first.author_name, first.at > LATER) == (lead.actor.name, True)
    stood = [{"text": first.text, "at": first.at.isoformat()}]
    assert refused(lead, lambda: comment(answers_id=first.pk, part=uuid4()))
    assert not refused(lead, lambda: comment(answers_id=first.pk))
    rows = rows.filter(pk=first.pk)
    assert refused(lead, lambda: rows.update(text="omskrevet"))
    assert refused(lead, lambda: rows.update(text="omskrevet", earlier=PAST))
    assert refused(lead, lambda: rows.update(author_name=SOMEBODY))
    rewritten = {"text": "omskrevet", "earlier": stood, "changed_at": LONG_AGO}
    assert refused(leader, lambda: rows.update(**rewritten))
    assert not refused(lead, lambda: rows.update(**rewritten))
    assert refused(lead, lambda: rows.update(text="igen", earlier=[]))
    dealt = {"resolved_at": LONG_AGO, "resolved_by_name": SOMEBODY}
    assert not refused(leader, lambda: rows.update(**dealt))
    assert refused(lead, lambda: rows.update(resolved_by_name=SOMEBODY))
    with lead.acts():
        now = rows.get()
        assert now.changed_at is not None
        assert now.resolved_at is not None
        assert (now.changed_at > LATER, now.resolved_at > LATER) == (True, True)
        assert now.resolved_by_name == leader.actor.name


def test_a_hearing_is_of_the_draft_as_it_is_and_closed_now(lead: Person, draft: Plan) -> None:
    today = clock.today()
    with lead.acts():
        parts = freeze(rows_of(Plan).get(pk=draft.pk))

    def hearing(**said: Any) -> None:
        whole: dict[str, Any] = {"plan": draft.pk, "version": draft.version, "title": "x"}
        whole |= {"letter": "x", "contact": "x", "deadline": today, "parts": parts}
        times = {"opened_at": LONG_AGO, "opened_by_name": SOMEBODY}
        saved(Hearing(municipality_id=HOME, **{**whole, **times, **said}))

    rewritten = [{**part, "text": "Noget helt andet"} for part in parts]
    renamed = [{**part, "heading": "Andet"} for part in parts]
    for forged in (
        {"plan": uuid4()},
        {"version": "77"},
        {"parts": rewritten},
        {"parts": renamed},
        {"parts": [{**part, "facts": []} for part in parts]},
        {"parts": parts[1:]},
        {"parts": [*parts, {**parts[0], "key": str(uuid4())}]},
        {"deadline": today - timedelta(days=1)},
        {"deadline": today + timedelta(days=366)},
        {"closed_at": LONG_AGO},
    ):
        assert refused(lead, lambda said=forged: hearing(**said)), forged
    assert not refused(lead, hearing)
    rows = rows_of(Hearing)
    assert refused(lead, lambda: rows.update(deadline=today + timedelta(days=4000)))
    assert refused(lead, lambda: rows.update(closed_by_name=SOMEBODY))
    assert not refused(lead, lambda: rows.update(deadline=today + timedelta(days=3)))
    assert not refused(lead, lambda: rows.update(closed_at=LONG_AGO, closed_by_name=SOMEBODY))
    with lead.acts():
        now = rows.get()
        assert (now.opened_by_name, now.closed_by_name) == (lead.actor.name,) * 2
        assert now.closed_at is not None
        assert (now.opened_at > LATER, now.closed_at > LATER) == (True, True)


def test_an_invitation_is_now_unanswered_and_under_the_colleagues_name(
    lead: Person, worker: Person, asked: Asked
) -> None:
    def invite(**said: Any) -> None:
        when = {"invited_at": LONG_AGO, "invited_by_name": SOMEBODY, "name": SOMEBODY}
        saved(Invitee(municipality_id=HOME, **{"hearing_id": asked.hearing.pk, **when, **said}))

    colleague = {"user": worker.actor.user_id}
    for forged in ({"sent_at": LONG_AGO}, {"revoked_at": LONG_AGO}, {"user": uuid4()}):
        assert refused(lead, lambda said=forged: invite(**{**colleague, **said})), forged
    assert not refused(lead, lambda: invite(**colleague))
    rows = rows_of(Invitee).filter(user=worker.actor.user_id)
    assert refused(lead, lambda: rows.update(name=SOMEBODY))
    assert refused(lead, lambda: rows.update(sent_at=LONG_AGO))
    assert not refused(lead, lambda: rows.update(revoked_at=clock.now() + timedelta(days=900)))
    with lead.acts():
        now = rows.get()
        assert (now.name, now.invited_by_name) == (worker.actor.name, lead.actor.name)
        assert now.revoked_at is not None
        assert (now.invited_at > LATER, now.revoked_at < clock.now() + timedelta(days=1)) == (
            *(True, True),
        )


def test_who_has_entered_a_role_answers_by_no_link_of_her_own_making(
    lead: Person, asked: Asked
) -> None:
    digest = hashlib.sha256(b"mit eget").digest()
    made = {"hearing_id": asked.hearing.pk, "name": "Foreningen", "email": "to@x.example"}
    with lead.acts():
        saved(Invitee(municipality_id=HOME, digest=hashlib.sha256(digest).digest(), **made))
        secret = Guest(secret="mit eget")
        assert guests.read(secret) is None
        assert guests.keep(secret, asked.hearing.pk, "forfalsket svar", 0) == "ended"
        assert guests.send(secret) == "ended"
    assert guests.read(secret) is not None


def test_a_link_keeps_as_much_as_its_form_takes(asked: Asked) -> None:
    guest, key = Guest(secret=asked.link.strip("/").split("/")[-1]), asked.hearing.pk
    for words, seen in (("x" * 4001, 0), (None, 0), ("x", -1), ("x", None)):
        with pytest.raises(DataError), transaction.atomic():
            guests.keep(guest, key, words, seen)  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute("select sec.hearing_keep(%s, null, null, 'x', 0)", guest.known_by[:1])
        assert cursor.fetchone() == ("ended",)
    assert guests.keep(guest, key, "x" * 4000, 0) == "kept"


def test_a_verdict_is_now_in_the_own_name_and_keeps_the_one_before(
    lead: Person, leader: Person, asked: Asked
) -> None:
    asked.says(asked.whole, CANARY)
    asked.browser.post(f"{asked.link}send/")
    rows = rows_of(Answer)
    said = {"verdict": "taken", "reason": "x", "judged_by_name": SOMEBODY, "judged_at": LONG_AGO}
    before = [{"verdict": "left", "reason": "x", "by": SOMEBODY, "at": LONG_AGO.isoformat()}]
    assert refused(lead, lambda: rows.update(text="forfalsket"))
    assert refused(lead, lambda: rows.update(**said, judged_before=before))
    assert not refused(lead, lambda: rows.update(**said))
    with lead.acts():
        now = rows.get()
        assert now.judged_at is not None
        assert (now.judged_by_name, now.judged_at > LATER) == (lead.actor.name, True)
    for forged in ({**said, "verdict": "left"}, {"judged_at": None, "verdict": ""}):
        assert refused(leader, lambda said=forged: rows.update(**said)), forged
    assert refused(leader, lambda: rows.update(**said, judged_before=before))
    with leader.acts():
        actions.judge(by=leader.actor, pk=now.pk, version=1, verdict="left", reason="Nej")
        assert rows.get().judged_before[0]["by"] == lead.actor.name
