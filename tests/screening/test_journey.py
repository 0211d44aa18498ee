"""Two raters, blind, then opened, agreed and signed: through the pages, as a browser sends them."""

from __future__ import annotations

from uuid import uuid4

from django.test import Client

from screening.demo import ratings
from screening.models import Rating, Screening
from tests.screening.conftest import CANARY_MUNI, CANARY_POLICE, Cast, fresh
from tests.screening.posting import JUDGEMENT, answer_page, sent, shown, url, version_on
from tests.support.world import Person


def rate(cast: Cast, person: Person, screening: Screening, profile: str, canary: str) -> Client:
    """Answer every page, judge, acknowledge, lock."""
    client = person.browser()
    with person.acts():
        row = fresh(person, screening)
        answers = ratings.answers_like(row.form, profile, seed=5 if profile == "low" else 9)
        domains = [domain.key for domain in row.form.domains]
    for domain in domains:
        answer_page(client, row, domain, answers)
    address = url("judge", screening)
    judged = JUDGEMENT | {"recommendation": canary}
    assert client.post(address, sent(client, address, **judged))["Location"] == url(
        "lock", screening
    )
    client.post(url("acknowledge", screening), {"keys": client.get(address).context["signs"].keys})
    address = url("lock", screening)
    response = client.post(address, sent(client, address, sure="on"))
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == url("profile", screening)
    return client


def test_two_raters_reach_a_signed_agreement(cast: Cast) -> None:
    screening = cast.order()
    ours = rate(cast, cast.coordinator, screening, "moderate", CANARY_MUNI)
    page = ours.get(url("profile", screening)).content.decode()
    assert CANARY_MUNI in page
    assert "Ikke låst endnu" in page

    waiting = cast.police.browser()
    for name in ("show", "judge"):
        assert CANARY_MUNI not in waiting.get(url(name, screening)).content.decode()
    assert "ikke lavet endnu" in waiting.get(url("profile", screening)).content.decode()
    hidden = waiting.get(url("profile", screening), {"party": "other"}).content.decode()
    assert "ikke åbnet" in hidden
    assert "KANARIE" not in hidden
    assert waiting.get(url("compare", screening)).status_code == 404

    theirs = rate(cast, cast.police, screening, "low", CANARY_POLICE)
    for client, canary in ((ours, CANARY_POLICE), (theirs, CANARY_MUNI)):
        profile = client.get(url("profile", screening), {"party": "other"}).content.decode()
        assert canary in profile
        assert "UNDEFINED-TEMPLATE-VARIABLE" not in profile
    decide(ours, screening)
    for client in (ours, theirs):
        address = url("compare", screening)
        form = shown(client, address, sign="1", sure="on", read="on")
        response = client.post(address, form)
        assert response.status_code == 302, response.content.decode()
    with cast.coordinator.acts():
        assert fresh(cast.coordinator, screening).state == "agreed"
    final = theirs.get(url("compare", screening)).content.decode()
    assert final.count("Underskrevet") == 2
    assert "UNDEFINED-TEMPLATE-VARIABLE" not in final


def decide(client: Client, screening: Screening) -> None:
    """Settle every difference until none is left, and judge together."""
    address = url("compare", screening)
    context = client.get(address).context
    fields = dict(JUDGEMENT)
    for row in context["joint"].rows:
        fields |= {f"{row.key}-value": "1", f"{row.key}-reason": "Vi hørte skolen sammen."}
    response = client.post(address, sent(client, address, **fields))
    assert response.status_code == 302, response.content.decode()
    assert not [row.key for row in client.get(address).context["joint"].rows if row.is_open]


def test_the_same_lock_twice_is_one_lock(cast: Cast) -> None:
    screening = cast.order(district=None)
    client = rate(cast, cast.coordinator, screening, "low", CANARY_MUNI)
    again = {"version": "1", "idempotency_key": str(uuid4()), "sure": "on"}
    assert client.post(url("lock", screening), again)["Location"] == url("profile", screening)
    with cast.coordinator.acts():
        rating = Rating.objects.for_actor(cast.coordinator.actor).get(screening=screening)
        assert (rating.opened, rating.is_locked, fresh(cast.coordinator, screening).state) == (
            True,
            True,
            "opened",
        )


def test_a_double_submit_saves_once(cast: Cast) -> None:
    screening = cast.order()
    client = cast.coordinator.browser()
    address = url("answer", screening, "A")
    data = sent(client, address, **{"A2-value": "0"})
    first, second = client.post(address, data), client.post(address, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert version_on(client, address) == "1"


def test_a_stale_form_shows_both_and_loses_nothing(cast: Cast) -> None:
    screening = cast.order()
    client = cast.coordinator.browser()
    address = url("answer", screening, "A")
    old = sent(client, address, **{"A2-value": "2", "A2-rationale": "Min nye tekst"})
    kept = sent(client, address, **{"A2-value": "1", "A2-rationale": "Den gemte tekst"})
    assert client.post(address, kept).status_code == 302
    response = client.post(address, old)
    page = response.content.decode()
    assert response.status_code == 409
    for text in ("Min nye tekst", "Den gemte tekst", "Tydeligt", "Delvist"):
        assert text in page
    assert "Den gemte tekst" in client.get(address).content.decode()
