"""Another municipality's remarks: asked once, read until the end, and each side's words stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction

from knowledge.readiness import actions
from knowledge.readiness.choices import OVERALL
from knowledge.readiness.models import Assessment, Remark, Reply, Review, ReviewCopy
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from tests.knowledge.plans.browsing import page, sent
from tests.matrix.readiness import asked, reviewed
from tests.support.rows import rows_of
from tests.support.world import FAR, HOME, NEIGHBOUR, Person, World

LIST = "/selvvurdering/"
NOTE = "Det har vi set i vores egne møder."


def text(_what: str) -> str:
    return "Vi hører gerne om jeres øvelser."


def url(review: Review, page: str = "") -> str:
    return f"{LIST}gennemgang/{review.pk}/{page}"


@pytest.fixture
def review(lead: Person, done: Assessment) -> Review:
    """The neighbour is asked."""
    return asked(lead, done, NEIGHBOUR, text)


def test_the_whole_course_in_the_browser(lead: Person, neighbour: Person, done: Assessment) -> None:
    mine, theirs = lead.browser(), neighbour.browser()
    form = page(mine, f"{LIST}{done.pk}/gennemgang/")
    nobody_there = "viser ikke, hvem der bruger den i andre kommuner"
    assert ("Kommuner, der ligner" in form, nobody_there in form) == (True, True)
    said = {"reviewer": str(NEIGHBOUR), "message": "Hvad ser I?"}
    made = sent(mine, f"{LIST}{done.pk}/gennemgang/", **said).headers["Location"]
    assert made in page(mine, f"{LIST}{done.pk}/")
    shown = page(theirs, made)
    assert ("Hvad ser I?" in shown, NOTE in shown) == (True, True)
    assert (nobody_there in page(mine, made), nobody_there in shown) == (True, False)
    assert "Gennemgang med" in page(theirs, "/start/")

    assert sent(theirs, f"{made}svar/", accepts="no").status_code == 422
    assert sent(theirs, f"{made}svar/", accepts="yes").headers["Location"] == made
    assert theirs.get(f"{made}svar/").headers["Location"] == made
    refused = sent(theirs, f"{made}bemaerkninger/", send="1")
    assert refused.status_code == 422
    words = {"samlet": "I er godt på vej.", "akut": "Øv uden for kontortid."}
    kept = sent(theirs, f"{made}bemaerkninger/", **words)
    assert kept.headers["Location"] == made
    waiting = page(mine, made)
    assert ("I er godt på vej." in waiting, nobody_there in waiting) == (False, False)
    assert "I er godt på vej." in page(theirs, made)
    sent(theirs, f"{made}bemaerkninger/", send="1")
    shown = page(mine, made)
    assert ("I er godt på vej." in shown, "Øv uden for kontortid." in shown) == (True, True)
    assert "Gennemgang med" in page(mine, "/start/")

    assert sent(mine, f"{made}kommentar/", text="Tak, det gør vi.").headers["Location"] == made
    assert "Tak, det gør vi." in page(theirs, made)
    assert sent(theirs, f"{made}afslut/").headers["Location"] == made
    ended = page(theirs, made)
    assert ("Tak, det gør vi." in ended, NOTE in ended) == (True, False)
    assert "I er godt på vej." in page(mine, made)
    assert [lead.actor.name in ended, neighbour.actor.name in ended] == [False, True]
    assert [made in page(one, LIST) for one in (mine, theirs)] == [True, True]


def test_one_municipality_is_asked_at_a_time(
    lead: Person, done: Assessment, review: Review
) -> None:
    assert asked(lead, done, NEIGHBOUR, text).pk == review.pk
    with pytest.raises(Refused, match=rf"allerede sendt .* af {lead.actor.name}"):
        asked(lead, done, FAR, text)
    with lead.acts():
        actions.end(by=lead.actor, review=review)
        actions.end(by=lead.actor, review=review)
    assert asked(lead, done, FAR, text).reviewer_id == FAR


def test_what_cannot_be_asked(lead: Person, done: Assessment) -> None:
    with lead.acts():
        said: dict[str, Any] = {
            "by": lead.actor,
            "assessment": done,
            "message": "x",
            "until": clock.today() + timedelta(days=9),
            "reviewer": Authority.objects.get(pk=NEIGHBOUR),
        }
        for day in (clock.today(), clock.today() + timedelta(days=181)):
            with pytest.raises(Invalid, match=r"fremtiden|180 dage"):
                actions.ask(**{**said, "until": day})
        with pytest.raises(Invalid, match="anden kommune"):
            actions.ask(**{**said, "reviewer": Authority.objects.get(pk=HOME)})
        with pytest.raises(Refused, match="Kun tovholder"):
            actions.ask(**{**said, "by": replace(lead.actor, role=Role.CASEWORKER)})
        with pytest.raises(Assessment.DoesNotExist):
            actions.ask(**{**said, "assessment": actions.begin(by=lead.actor)})
    wrong = sent(lead.browser(), f"{LIST}{done.pk}/gennemgang/", readable_until="1.1.2020")
    assert wrong.status_code == 422


def test_a_no_takes_the_copy_away(lead: Person, neighbour: Person, review: Review) -> None:
    said: dict[str, Any] = {"by": neighbour.actor, "review": review, "accepts": False}
    with neighbour.acts():
        with pytest.raises(Invalid, match="hvorfor"):
            actions.reply(**said, reason=" ")
        with pytest.raises(Refused, match="ja eller nej"):
            actions.end(by=neighbour.actor, review=review)
        first = actions.reply(**said, reason="Vi er for få lige nu.")
        assert actions.reply(**said, reason="Vi er for få lige nu.").pk == first.pk
        with pytest.raises(Refused, match="sagt nej"):
            actions.reply(**{**said, "accepts": True}, reason="")
        assert not rows_of(ReviewCopy).exists()
        assert not rows_of(Remark).exists()
    assert "Vi er for få lige nu." in page(lead.browser(), url(review))


def test_remarks_are_written_by_several_and_stand_once_sent(
    world: World, neighbour: Person, lead: Person, review: Review
) -> None:
    leader = world.person(NEIGHBOUR, Role.LEADER)
    codes = [*(one.code for one in review.questions.themes), OVERALL]
    blank = dict.fromkeys(codes, "")
    with neighbour.acts():
        with pytest.raises(Refused, match="venter på svar"):
            actions.remark(by=neighbour.actor, review=review, version=0, said=blank)
        actions.reply(by=neighbour.actor, review=review, accepts=True, reason="")
        with pytest.raises(Invalid, match="samlet"):
            actions.send(by=neighbour.actor, review=review)
        said = {**blank, "akut": "Øv jer."}
        assert actions.remark(by=neighbour.actor, review=review, version=0, said=said) == 1
        assert actions.remark(by=neighbour.actor, review=review, version=0, said=said) == 1
    with leader.acts(), pytest.raises(Conflict):
        actions.remark(by=leader.actor, review=review, version=0, said={**blank, OVERALL: "Fint."})
    reviewed_late = {**said, OVERALL: "Godt arbejde."}
    with neighbour.acts():
        actions.remark(by=neighbour.actor, review=review, version=1, said=reviewed_late)
        actions.send(by=neighbour.actor, review=review)
        with pytest.raises(Refused, match="bemærkninger sendt"):
            actions.send(by=neighbour.actor, review=review)
        assert rows_of(Remark).update(text="Rettet bagefter") == 0
    late = {"samlet": "For sent", "idempotency_key": str(uuid4()), "version": "2"}
    told = neighbour.browser().post(url(review, "bemaerkninger/"), late)
    assert (told.status_code, "For sent" in told.content.decode()) == (409, True)
    with lead.acts():
        for _time in range(2):
            actions.respond(by=lead.actor, review=review, text="Tak.")
        with pytest.raises(Refused, match="besvaret"):
            actions.respond(by=lead.actor, review=review, text="Tak igen.")


@pytest.mark.usefixtures("believed")
def test_after_the_day_the_copy_is_not_read_and_the_rest_is(
    lead: Person, neighbour: Person, done: Assessment
) -> None:
    with clock.at(clock.now() - timedelta(days=31)):
        review = asked(lead, done, NEIGHBOUR, text)
        reviewed(neighbour, review, text)
    shown = page(neighbour.browser(), url(review))

    assert NOTE not in shown
    assert "ikke læse selvvurderingen længere" in shown
    assert text("") in shown
    with neighbour.acts():
        assert not rows_of(ReviewCopy).exists()
    with lead.acts():
        assert rows_of(ReviewCopy).exists()


@pytest.mark.parametrize("role", [Role.LEADER, Role.CASEWORKER], ids=str)
def test_a_third_municipality_and_others_meet_nothing(
    world: World, neighbour: Person, review: Review, role: Role
) -> None:
    reviewed(neighbour, review, text)
    stranger = world.person(FAR if role is Role.LEADER else NEIGHBOUR, role)

    assert stranger.browser().get(url(review)).status_code in {403, 404}
    with stranger.acts():
        for model in (Review, Reply, Remark, ReviewCopy, Assessment):
            assert not rows_of(model).exists(), model
            assert not model.objects.for_actor(stranger.actor).exists(), model


def test_each_side_writes_in_its_own_tables_alone(
    world: World, lead: Person, neighbour: Person, review: Review
) -> None:
    reviewed(neighbour, review, text, sends=False)
    with neighbour.acts():
        assert not rows_of(Assessment).exists()
        assert rows_of(Review).update(message="Andet") == 0
    with lead.acts():
        assert not rows_of(Remark).exists()
        assert rows_of(Reply).update(reason="Andet") == 0
    far = world.person(FAR, Role.LEADER)
    with far.acts(), pytest.raises(ProgrammingError), transaction.atomic():
        Reply(
            municipality_id=HOME,
            reviewer_id=NEIGHBOUR,
            review_id=review.pk,
            is_accepted=True,
            decided_by_name="x",
        ).save(force_insert=True)
    with pytest.raises(Review.DoesNotExist), far.acts():
        actions.end(by=far.actor, review=review)
