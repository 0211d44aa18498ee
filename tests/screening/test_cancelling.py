"""A screening that was ordered by mistake: called off with a reason, nothing lost or opened."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.urls import reverse

from screening import actions, api
from screening.demo import ratings
from screening.engine.states import State
from screening.models import Addendum, Rating, Screening
from screening.policies import check_can_cancel
from screening.queries.dossier import get_dossier
from screening.queries.start import panels
from stopext.access.errors import Invalid, Refused
from tests.screening.conftest import Cast, fresh
from tests.screening.posting import sent_without_version, url
from tests.screening.test_walls import attack, owners
from tests.support.world import HOME_DISTRICT, Person

WHY = "Bestilt på den forkerte sag."


def called_off(cast: Cast, screening: Screening, reason: str = WHY) -> None:
    with cast.coordinator.acts():
        actions.cancel_screening(
            by=cast.coordinator.actor,
            screening=fresh(cast.coordinator, screening),
            reason=reason,
        )


def body(person: Person, address: str) -> str:
    return person.browser().get(address).content.decode()


def test_a_mistaken_screening_is_called_off_and_the_next_one_ordered(cast: Cast) -> None:
    subject = uuid4()
    screening = cast.order(subject=subject)
    client = cast.coordinator.browser()
    assert url("cancel", screening) in client.get(url("show", screening)).content.decode()

    address = url("cancel", screening)
    silent = client.post(address, sent_without_version(reason=" "))
    done = client.post(address, sent_without_version(reason=WHY))

    assert (silent.status_code, done.status_code) == (422, 302)
    shown = body(cast.coordinator, url("show", screening))
    assert "Vurderingen er aflyst" in shown
    assert WHY in shown
    assert cast.coordinator.actor.name in shown
    assert url("cancel", screening) not in shown
    cast.order(subject=subject)


def test_both_parties_are_told_who_when_and_why(cast: Cast) -> None:
    screening = cast.order()
    called_off(cast, screening)

    for person in (cast.coordinator, cast.police):
        with person.acts():
            _deeds, found = panels(person.actor)
        (told,) = [panel for panel in found if panel.title == "Aflyste vurderinger"]
        assert [item.url for item in told.items] == [url("show", screening)]
        shown = body(person, url("show", screening))
        assert WHY in shown
        assert cast.coordinator.actor.name in shown
    assert "Aflyst" in body(cast.police, reverse("screening:list"))


def test_what_was_written_stays_with_who_wrote_it_and_nobody_else_reads_it(cast: Cast) -> None:
    screening = cast.order()
    cast.complete(cast.coordinator, screening, "moderate")
    with cast.police.acts():
        row = fresh(cast.police, screening)
        ratings.answer_all(by=cast.police.actor, screening=row, profile="low", seed=2)
        kept = dict(Rating.objects.for_actor(cast.police.actor).get().answers)
    called_off(cast, screening)

    assert owners(cast.coordinator) == [851]
    assert owners(cast.police) == [HOME_DISTRICT]
    with cast.police.acts():
        assert Rating.objects.for_actor(cast.police.actor).get().answers == kept
    police = body(cast.police, url("show", screening))
    assert "Det, I nåede at svare" in police
    reasons = [answer["rationale"] for answer in kept.values() if "rationale" in answer]
    assert len(reasons) > 1
    assert [reason for reason in reasons if reason not in police] == []
    assert cast.coordinator.browser().get(url("profile", screening)).status_code == 200
    assert cast.police.browser().get(url("profile", screening)).status_code == 302


def test_an_addition_to_a_locked_rating_opens_nothing(cast: Cast) -> None:
    screening = cast.order()
    cast.complete(cast.coordinator, screening, "moderate")
    called_off(cast, screening)

    with cast.coordinator.acts():
        row, by = fresh(cast.coordinator, screening), cast.coordinator.actor
        made = actions.add_addendum(by=by, screening=row, text="Rettelse.")
        assert not made.after_opening
        with pytest.raises(Refused, match="aflyst"):
            actions.change_judgement(
                by=by, screening=row, judgement=ratings.judgement_like("low"), reason="Ny viden."
            )
        assert not Addendum.objects.for_actor(by).get().opened
    with cast.police.acts():
        assert not Addendum.objects.for_actor(cast.police.actor).exists()


def test_it_is_answered_locked_and_taken_over_no_more(cast: Cast) -> None:
    screening = cast.order()
    with cast.leader.acts():
        row = fresh(cast.leader, screening)
        ratings.begin(by=cast.leader.actor, screening=row, profile="low", seed=1, pages=1)
    called_off(cast, screening)

    for name, more in (("answer", ("A",)), ("judge", ()), ("lock", ())):
        refused = cast.leader.browser().get(url(name, screening, *more), follow=True)
        assert refused.redirect_chain == [(url("show", screening), 302)]
        assert "aflyst" in refused.content.decode()
    with cast.coordinator.acts():
        by, row = cast.coordinator.actor, fresh(cast.coordinator, screening)
        with pytest.raises(Refused):
            actions.take_over(by=by, screening=row)


def test_it_is_called_off_once_while_it_is_open_and_by_who_orders(
    cast: Cast, opened: Screening
) -> None:
    screening = cast.order()
    for person in (cast.police, cast.officer, cast.caseworker):
        assert person.browser().get(url("cancel", screening)).status_code in {403, 404}
    with cast.police.acts(), pytest.raises(Refused, match="Kun kommunens tovholder"):
        check_can_cancel(get_dossier(cast.police.actor, opened.pk))
    for reason in ("", "  "):
        with pytest.raises(Invalid, match="hvorfor"):
            called_off(cast, screening, reason)
    called_off(cast, screening)
    with pytest.raises(Refused, match="allerede aflyst"):
        called_off(cast, screening)
    with pytest.raises(Refused, match="ikke længere aflyses"):
        called_off(cast, opened)


def test_a_screening_that_was_called_off_judges_no_case(cast: Cast) -> None:
    subject = uuid4()
    screening = cast.order(subject=subject)
    cast.complete(cast.coordinator, screening, "mostly_unknown")
    with cast.coordinator.acts():
        assert api.last_judgement(cast.coordinator.actor, subject) is not None
        assert api.unknowns_of(cast.coordinator.actor, subject)
    called_off(cast, screening)

    with cast.coordinator.acts():
        by = cast.coordinator.actor
        assert api.last_judgement(by, subject) is None
        assert api.unknowns_of(by, subject) == []
        assert not api.unfinished(by, subject)
        assert fresh(cast.coordinator, screening).state == State.CANCELLED


OFF = (
    "update screening_screening set state = 'cancelled', cancelled_at = now(),"
    " cancelled_by_name = 'En anden', cancel_reason = 'x'::bytea, cancelled_by = "
)


def test_the_database_lets_nobody_else_call_it_off(cast: Cast) -> None:
    screening = cast.order()
    for person, whose in ((cast.coordinator, cast.leader), (cast.caseworker, cast.caseworker)):
        with pytest.raises(DatabaseError, match="in her own name"):
            attack(person, f"{OFF} %s", whose.actor.user_id)
    with pytest.raises(DatabaseError, match="permission denied"):
        attack(cast.police, f"{OFF} %s", cast.police.actor.user_id)
    with pytest.raises(DatabaseError, match="screening_cancelled_whole"):
        attack(
            cast.coordinator,
            "update screening_screening set state = 'cancelled', cancelled_by = %s",
            cast.coordinator.actor.user_id,
        )
    called_off(cast, screening)
    for change in ("state = 'open'", "state = 'opened'"):
        with pytest.raises(DatabaseError, match="only locks and signatures"):
            attack(cast.leader, f"update screening_screening set {change}")
    for change in ("cancel_reason = 'y'::bytea", "cancelled_by_name = 'Ingen'"):
        with pytest.raises(DatabaseError, match="never changed"):
            attack(cast.leader, f"update screening_screening set {change}")
