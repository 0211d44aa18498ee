"""What each page shows, and what it does with wrong, missing and hostile values."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from screening.demo import ratings
from screening.models import Consensus, InstrumentVersion, Rating, Screening
from stopext.access import clock
from stopext.access.roles import Role
from stopext.web import merging
from tests.screening.conftest import Cast, fresh
from tests.screening.posting import JUDGEMENT, LONG, autosave, sent, shown, url
from tests.support.rows import rows_of
from tests.support.world import Person, World

UNDEFINED = "UNDEFINED-TEMPLATE-VARIABLE"
LIST = "/vurderinger/"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"A2-value": "7"}, "Vælg et af svarene på listen."),
        ({"A2-value": "2", "A2-rationale": "x" * 4001}, "4000"),
        ({"A2-value": "2", "A2-evidence_date": "i går"}, "Datoen kan ikke læses eller findes ikke"),
        ({"A2-value": "2", "A2-evidence_date": "2199-01-01"}, "Datoen ved A2 ligger i fremtiden."),
        ({"A2-value": "1", "A2-certainty": "<script>"}, "ikke en af de"),
        ({"version": ""}, "Siden er ufuldstændig"),
        ({"version": "99999999999999999999"}, "mindre end eller lig"),
        ({"version": "-1"}, "større end eller lig"),
    ],
)
def test_bad_answers_are_kept_and_explained(
    cast: Cast, fields: dict[str, str], message: str
) -> None:
    screening = cast.order()
    client = cast.coordinator.browser()
    address = url("answer", screening, "A")
    typed = {"A4-rationale": "<b>Min tekst</b> & mere"}
    response = client.post(address, sent(client, address) | typed | fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "&lt;b&gt;Min tekst&lt;/b&gt; &amp; mere" in page
    assert UNDEFINED not in page
    with cast.coordinator.acts():
        assert not Rating.objects.for_actor(cast.coordinator.actor).exists()


def test_markup_in_an_answer_is_shown_as_text(cast: Cast) -> None:
    screening = cast.order()
    client = cast.coordinator.browser()
    address = url("answer", screening, "A")
    hostile = {"A2-value": "u", "A2-rationale": "<script>alert(1)</script>{{ 7*7 }}"}
    assert client.post(address, sent(client, address, **hostile)).status_code == 302
    page = client.get(address).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page


@pytest.mark.parametrize("domain", ["Z", "A9", "a"])
def test_unknown_domain_is_missing(cast: Cast, domain: str) -> None:
    screening = cast.order()
    assert cast.coordinator.browser().get(url("answer", screening, domain)).status_code == 404


def test_show_if_questions_appear_after_saving(cast: Cast) -> None:
    screening = cast.order(subset="")
    client = cast.coordinator.browser()
    address = url("answer", screening, "G")
    hidden = [i.key for i in screening.form.indicators() if i.key[0] == "G" and i.show_if]
    assert hidden
    closed = '<div data-show-if="any G1:1" hidden>'
    assert client.get(address).content.decode().count(closed) == len(hidden)
    opening = {"G1-value": "2"}
    response = client.post(address, sent(client, address, **opening))
    assert response["Location"] == f"{address}#{hidden[0]}"
    page = client.get(address).content.decode()
    assert (closed in page, f'id="{hidden[0]}"' in page) == (False, True)


def test_an_opened_question_answered_at_once_leads_on(cast: Cast) -> None:
    screening = cast.order(subset="")
    client = cast.coordinator.browser()
    address = url("answer", screening, "G")
    fields = {f"G{number}-value": "2" for number in range(1, 5)}
    response = client.post(address, sent(client, address, **fields))
    assert response["Location"] == url("answer", screening, "T")


def test_a_page_that_was_sent_shows_what_each_question_lacks(cast: Cast) -> None:
    screening = cast.order(subset="")
    client = cast.coordinator.browser()
    address = url("answer", screening, "A")
    assert "Mangler:" not in client.get(address).content.decode()
    client.post(address, sent(client, address, **{"A1-value": "0", "A2-value": "u"}))
    shown = client.get(address)
    lacks = {
        question.indicator.key: question.lacks for question in shown.context["form"].questions()
    }
    assert lacks == {
        "A1": "",
        "A2": "begrundelse, hvem der kan oplyse det",
        "A3": "svar",
        "A4": "svar",
    }
    assert shown.content.decode().count("Mangler:") == 3


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"level": ""}, "Vælg et bekymringsniveau"),
        ({"level": "meget høj"}, "Vælg et af niveauerne på listen."),
        ({"urgency": ""}, "Vælg, hvor meget det haster."),
        ({"formulation": "For kort."}, "Skriv mindst 100 tegn"),
        ({"formulation": "x" * 8001}, "8000"),
        ({"what_would_change": " "}, "skifte mening"),
        ({"recommendation": ""}, "Skriv, hvad du anbefaler."),
    ],
)
def test_incomplete_judgement_keeps_the_text(
    cast: Cast, fields: dict[str, str], message: str
) -> None:
    screening = cast.order()
    client = cast.coordinator.browser()
    address = url("judge", screening)
    typed = JUDGEMENT | {"what_would_change": "Det, jeg skrev"} | fields
    response = client.post(address, sent(client, address, **typed))
    assert response.status_code == 422
    assert message in response.content.decode()
    if "what_would_change" not in fields:
        assert "Det, jeg skrev" in response.content.decode()


def test_the_whole_form_asks_for_the_citizens_own_view_and_what_may_come(cast: Cast) -> None:
    screening = cast.order(subset="")
    client, address = cast.coordinator.browser(), url("judge", screening)
    own = {"citizens_view": "Jeg vil bare have fred.", "scenarios": "Han kommer i klubben igen."}

    refused = client.post(address, sent(client, address, **JUDGEMENT))
    assert {*refused.context["form"].errors} == {*own}

    assert client.post(address, sent(client, address, **JUDGEMENT, **own)).status_code == 302


def test_no_level_is_chosen_beforehand(cast: Cast) -> None:
    page = cast.coordinator.browser().get(url("judge", cast.order())).content.decode()
    assert "checked" not in page
    assert "artikel 22" in page


def test_lock_says_what_is_missing(cast: Cast) -> None:
    screening = cast.order()
    client = cast.coordinator.browser()
    assert client.get(url("lock", screening)).status_code == 302
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        ratings.begin(by=cast.coordinator.actor, screening=row, profile="low", seed=1, pages=1)
    address = url("lock", screening)
    unsure = client.post(address, sent(client, address))
    assert unsure.status_code == 422
    assert "Sæt kryds" in unsure.content.decode()
    response = client.post(address, sent(client, address, sure="on"))
    assert response.status_code == 422
    assert (
        "Der mangler svar eller begrundelse i: B1, C1, P1, E4, F2, F5." in response.content.decode()
    )


def test_profile_is_not_shown_before_the_lock(cast: Cast) -> None:
    screening = cast.order()
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        ratings.answer_all(by=cast.coordinator.actor, screening=row, profile="high", seed=1)
    client = cast.coordinator.browser()
    for name in ("show", "judge", "lock", "profile"):
        page = client.get(url(name, screening)).content.decode()
        assert "bar-risk" not in page
        assert "Regnestykket" not in page


def test_profile_shows_both_sides_and_explains(cast: Cast, opened: Screening) -> None:
    client = cast.coordinator.browser()
    page = client.get(url("profile", opened)).content.decode()
    for text in ("Bekymring", "Beskyttelse", "Regnestykket", "kontrolsum", "artikel 22"):
        assert text in page
    assert UNDEFINED not in page
    direct = client.get(url("profile", opened), {"first_hand": "1"}).content.decode()
    assert "Vis alle svar" in direct
    strange = client.get(url("profile", opened), {"first_hand": "<x>", "party": "unknown"})
    assert strange.status_code == 200


def test_addition_and_change_stand_beside_the_locked_text(cast: Cast, opened: Screening) -> None:
    client = cast.coordinator.browser()
    empty = client.post(url("add", opened), {"idempotency_key": str(uuid4()), "text": " "})
    assert empty.status_code == 422
    client.post(url("add", opened), {"idempotency_key": str(uuid4()), "text": "Datoen var den 3."})
    changed = JUDGEMENT | {"level": "high", "reason": "Profilen viste mere, end jeg huskede."}
    no_reason = client.post(
        url("change", opened), changed | {"reason": "", "idempotency_key": str(uuid4())}
    )
    assert no_reason.status_code == 422
    assert LONG.strip()[:40] in no_reason.content.decode()
    response = client.post(url("change", opened), {"idempotency_key": str(uuid4()), **changed})
    assert response.status_code == 302
    page = client.get(url("profile", opened)).content.decode()
    for text in ("Datoen var den 3.", "Profilen viste mere", "efter åbningen", "Moderat", "Høj"):
        assert text in page


def test_reason_without_an_answer_is_kept_and_stays_open(cast: Cast, opened: Screening) -> None:
    client = cast.coordinator.browser()
    address = url("compare", opened)
    key = client.get(address).context["joint"].rows[0].key
    fields = {f"{key}-reason": "Vi talte om det"}
    assert client.post(address, shown(client, address, **fields)).status_code == 302
    page = cast.police.browser().get(address)
    assert "Vi talte om det" in page.content.decode()
    assert page.context["joint"].rows[0].is_open


def test_signing_too_early_says_what_is_open(cast: Cast, opened: Screening) -> None:
    client = cast.police.browser()
    address = url("compare", opened)
    client.post(address, sent(client, address, **JUDGEMENT))
    typed = shown(client, address, sign="1", sure="on", recommendation="Mødes hver uge")
    page = client.post(address, typed, follow=True).content.decode()
    assert "Alt er gemt, men ikke underskrevet. I mangler at blive enige om" in page
    assert "Mødes hver uge" in page


def _said(person: Person, opened: Screening, **fields: str) -> list[str]:
    """What the page answers after something was sent from the joint assessment."""
    client = person.browser()
    form = shown(client, url("compare", opened), **fields)
    response = client.post(url("compare", opened), form, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_saving_and_signing_say_what_is_left(cast: Cast, opened: Screening) -> None:
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, opened)
        ratings.agree_like(by=cast.coordinator.actor, screening=row, profile="moderate")
    assert [
        _said(person, opened, sign="1", sure="on", read="on")
        for person in (cast.coordinator, cast.police)
    ] == [
        ["Du har underskrevet. Den fælles vurdering er låst, når den anden også har."],
        ["Begge har underskrevet. Den fælles vurdering er låst."],
    ]


def test_only_a_signature_that_was_given_is_asked_for_again(cast: Cast, opened: Screening) -> None:
    assert _said(cast.police, opened, recommendation="Mødes om en uge") == [
        "Den fælles vurdering er gemt. Når alt er afgjort, skal begge underskrive den."
    ]
    row = rows_of(Consensus).filter(screening=opened)
    with cast.coordinator.acts():
        row.update(
            signed_by_municipality_id=cast.coordinator.actor.user_id,
            signed_by_municipality_name=cast.coordinator.actor.name,
            signed_by_municipality_at=clock.now(),
        )
    assert _said(cast.police, opened, recommendation="Mødes om to uger") == [
        "Den fælles vurdering er gemt. Begge skal underskrive på ny."
    ]


def test_stale_consensus_shows_both(cast: Cast, opened: Screening) -> None:
    ours, theirs = cast.coordinator.browser(), cast.police.browser()
    address = url("compare", opened)
    old = sent(ours, address, recommendation="Kommunens forslag")
    theirs.post(address, sent(theirs, address, recommendation="Politiets forslag"))
    response = ours.post(address, old)
    assert response.status_code == 409
    by_whom = f" af {cast.police.actor.name}"
    for text in ("Kommunens forslag", "Politiets forslag", "Senest gemt", by_whom):
        assert text in response.content.decode()


def test_the_one_who_wrote_the_field_is_named_and_not_oneself(
    cast: Cast, opened: Screening
) -> None:
    ours, theirs = cast.coordinator.browser(), cast.police.browser()
    address = url("compare", opened)
    old = shown(ours, address, recommendation="Kommunens forslag")
    theirs.post(address, shown(theirs, address, recommendation="Politiets forslag"))
    ours.post(address, shown(ours, address, formulation="Fra et andet af mine vinduer"))

    response = ours.post(address, old)

    (dispute,) = response.context["disputes"]
    assert (dispute.stored, response.context["theirs"]) == ("Politiets forslag", [])
    assert dispute.by.endswith(f" af {cast.police.actor.name}")
    assert f"Gemt imens {dispute.by}:" in response.content.decode()


def test_who_meant_to_sign_is_told_that_she_did_not(cast: Cast, opened: Screening) -> None:
    ours, theirs = cast.coordinator.browser(), cast.police.browser()
    address = url("compare", opened)
    old = shown(ours, address, recommendation="Kommunens forslag", sign="1", sure="on")
    theirs.post(address, shown(theirs, address, formulation="Politiets ord"))

    response = ours.post(address, old, follow=True)

    told = [str(message) for message in response.context["messages"]]
    assert [each for each in told if each.startswith("Du har ikke underskrevet")] != []


def test_who_was_overtaken_reads_both_dates_alike(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address = url("answer", screening, "A")
    stale = sent(client, address, **{"A2-value": "2", "A2-evidence_date": "4.11.2026"})
    fields = {"A2-value": "2", "A2-rationale": "Set af to", "A2-evidence_date": "3/11/2026"}
    assert client.post(address, sent(client, address, **fields)).status_code == 302
    response = client.post(address, stale)
    assert response.status_code == 409
    disputes = {each.field.html_name: each for each in response.context["disputes"]}
    assert disputes["A2-evidence_date"].field.value() == "4.11.2026"
    assert disputes["A2-evidence_date"].stored == "3. november 2026"
    question = screening.form.indicator("A2").question
    assert f"<h3>A2 {question}</h3>" in unescape(response.content.decode())


def _send_again(client: Client, address: str, response: Any) -> int:
    """Press "Gem min udgave" on the page of somebody who was overtaken; the status."""
    fields: dict[str, list[str]] = {}
    for name, value in response.context["unchanged"]:
        fields.setdefault(name, []).append(value)
    for each in response.context["disputes"]:
        fields[each.field.html_name] = merging.values(each.field)
    return int(client.post(address, fields).status_code)


def test_who_was_overtaken_saves_her_own_on_top(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address = url("answer", screening, "A")
    stale = sent(client, address, **{"A2-value": "1", "A2-rationale": "Min begrundelse"})
    client.post(address, sent(client, address, **{"A2-value": "2", "A2-rationale": "Den anden"}))
    response = client.post(address, stale)
    assert "Gem min udgave" in response.content.decode()
    assert _send_again(client, address, response) == 302
    page = client.get(address).content.decode()
    assert ("Min begrundelse" in page, "Den anden" in page) == (True, False)


def test_a_consensus_that_was_overtaken_is_saved_on_top(cast: Cast, opened: Screening) -> None:
    ours, theirs = cast.coordinator.browser(), cast.police.browser()
    address = url("compare", opened)
    old = sent(ours, address, recommendation="Kommunens forslag")
    theirs.post(address, sent(theirs, address, recommendation="Politiets forslag"))
    response = ours.post(address, old)
    assert _send_again(ours, address, response) == 302
    assert "Kommunens forslag" in theirs.get(address).content.decode()


def test_instrument_pages_show_every_question(world: World, cast: Cast) -> None:
    client = world.person(1, Role.METHODOLOGIST).browser()
    page = client.get(reverse("screening:instruments"))
    versions = page.context["versions"]
    assert [(v.version, v.status) for v in versions] == [
        ("1.1", "published"),
        ("1.0", "retired"),
        ("0.9", "retired"),
    ]
    full = client.get(reverse("screening:instrument", args=[versions[0].pk])).content.decode()
    assert full.count('<details class="panel">') == 41
    assert UNDEFINED not in full
    assert client.get(reverse("screening:instrument", args=[uuid4()])).status_code == 404
    assert client.get(LIST).status_code == 404


def test_short_form_of_a_retired_version_is_still_read(cast: Cast) -> None:
    with clock.at(clock.now() - timedelta(days=300)):
        screening = cast.order(subset="")
    assert screening.version.version == "0.9"
    assert cast.coordinator.browser().get(url("answer", screening, "A")).status_code == 200
    with cast.coordinator.acts():
        assert InstrumentVersion.objects.count() == 3


def test_a_refused_form_goes_on_from_what_was_saved(cast: Cast) -> None:
    screening = cast.order()
    client = cast.coordinator.browser()
    address = url("answer", screening, "A")
    typed = shown(client, address, **{"A2-rationale": "Skrevet, ikke sendt"})
    assert autosave(client, address, typed, number=7).status_code == 200
    refused = client.post(address, typed | {"A2-value": "9"})
    assert 'data-autosave-version="7"' in refused.content.decode()
    assert "Skrevet, ikke sendt" in client.get(address).content.decode()
