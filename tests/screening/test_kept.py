"""Laws 2 and 3: what a page calls saved is locked, signed and taken over, and wipes no work."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client

from screening.api import unknowns_of
from screening.demo import ratings
from screening.models import Rating, Screening
from stopext.web import merging
from tests.screening.conftest import Cast, fresh
from tests.screening.posting import JUDGEMENT, LONG, autosave, sent, shown, url
from tests.support.world import Person


def _rating(person: Person, screening: Screening) -> Rating:
    with person.acts():
        found: Rating = Rating.objects.for_actor(person.actor).get(
            screening=screening, authority_id=person.actor.authority_id
        )
        found.answers, found.judgement  # noqa: B018 (opened while the context lasts)
        return found


def _goes_on(form: dict[str, Any], answer: Any, **typed: str) -> dict[str, Any]:
    """The form as the browser holds it after an autosave, with what is typed next."""
    known: dict[str, str] = answer.json()["fields"]
    return form | known | typed


def test_what_was_saved_is_in_the_rating_and_not_in_a_draft(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address = url("answer", screening, "A")
    answer = autosave(client, address, shown(client, address, **{"A2-value": "2"}))
    assert (answer.status_code, answer.json()["left"]) == (200, [])
    assert _rating(cast.coordinator, screening).answers["A2"] == {"value": "2"}
    opened = cast.coordinator.browser().get(address).context["form"]
    assert opened["A2-value"].value() == "2"


def test_one_window_never_overtakes_itself(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address = url("answer", screening, "A")
    form = shown(client, address, **{"A2-rationale": "Set"})
    first = autosave(client, address, form, 1)
    form = _goes_on(form, first, **{"A2-rationale": "Set af to"})
    assert autosave(client, address, form, 2).json()["left"] == []
    # The answer to the second save is lost: the page knows what it knew before it.
    form["A2-rationale"] = "Set af to lærere"
    assert autosave(client, address, form, 3).json()["left"] == []
    form["A2-rationale"] = "Set af to lærere og en pædagog"
    assert client.post(address, form).status_code == 302
    said = _rating(cast.coordinator, screening).answers["A2"]["rationale"]
    assert said == "Set af to lærere og en pædagog"


def test_a_save_that_arrives_late_changes_nothing(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address = url("answer", screening, "A")
    form = shown(client, address)
    autosave(client, address, form | {"A2-rationale": "Nyt"}, 5)
    assert autosave(client, address, form | {"A2-rationale": "Gammelt"}, 4).status_code == 409
    assert _rating(cast.coordinator, screening).answers["A2"]["rationale"] == "Nyt"


def test_what_cannot_be_stored_is_named_and_the_rest_is_stored(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address = url("answer", screening, "A")
    typed = {"A2-value": "2", "A2-rationale": "Set", "A2-evidence_date": "i går"}
    answer = autosave(client, address, shown(client, address, **typed)).json()
    (left,) = answer["left"]
    assert left.startswith("Hvornår, senest? (A2 ")
    assert answer["nothing"] is False
    assert _rating(cast.coordinator, screening).answers["A2"] == {"value": "2", "rationale": "Set"}


def test_two_windows_on_two_parts_and_on_one(cast: Cast) -> None:
    screening, client = cast.order(subset=""), cast.coordinator.browser()
    one, other = url("answer", screening, "D"), url("answer", screening, "E")
    first, second, third = shown(client, one), shown(client, other), shown(client, one)
    for address, form, key in ((one, first, "D1"), (other, second, "E1"), (one, third, "D2")):
        answer = autosave(client, address, form | {f"{key}-value": "0"})
        assert answer.json()["left"] == [], key
    assert answer.json()["joined"] is True
    assert client.post(one, third | answer.json()["fields"] | {"D2-value": "0"}).status_code == 302
    answers = _rating(cast.coordinator, screening).answers
    assert [answers[key].get("value") for key in ("D1", "D2", "E1")] == ["0", "0", "0"]


def test_an_empty_field_never_overwrites_and_the_same_field_is_asked_about(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address = url("answer", screening, "A")
    stale, empty = shown(client, address), shown(client, address)
    autosave(client, address, shown(client, address, **{"A2-rationale": "Det første"}))
    assert autosave(client, address, empty | {"A2-value": "2"}).json()["left"] == []
    answer = autosave(client, address, stale | {"A2-rationale": "Det andet"}).json()
    assert "er ændret et andet sted" in answer["left"][0]
    assert answer["nothing"] is True
    assert _rating(cast.coordinator, screening).answers["A2"]["rationale"] == "Det første"
    overtaken = client.post(address, stale | answer["fields"] | {"A2-rationale": "Det andet"})
    assert overtaken.status_code == 409
    assert "Det andet" in overtaken.content.decode()


def test_an_unfinished_judgement_is_saved_and_hinders_the_lock(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address = url("judge", screening)
    answer = autosave(client, address, shown(client, address, formulation="Kort."))
    assert answer.json()["left"] == []
    rating = _rating(cast.coordinator, screening)
    assert (rating.judgement["formulation"], rating.judged_at) == ("Kort.", None)
    assert client.post(address, shown(client, address)).status_code == 422


def test_taking_over_keeps_what_the_colleague_had_saved(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address = url("answer", screening, "A")
    form = shown(client, address, **{"A2-rationale": "Kollegaens tekst"})
    autosave(client, address, form)
    leader, told = cast.leader.browser(), f"{cast.coordinator.actor.name} svarer for jer"
    starts = [each.get("/start/").content.decode() for each in (leader, client)]
    assert [told in start for start in starts] == [True, False]
    assert ["Vurderinger, som en kollega besvarer" in start for start in starts] == [True, False]
    leader.post(url("take_over", screening), {})
    assert "Kollegaens tekst" in leader.get(address).content.decode()
    # The one who was taken over from is told, and her text is on the page she gets.
    late = form | {"A2-rationale": "Kollegaens sidste ord"}
    told = autosave(client, address, late, 2)
    assert (told.status_code, "er i gang med at besvare" in told.json()["message"]) == (409, True)
    assert told.json()["closed"] is True
    page = client.post(address, late)
    assert (page.status_code, "Kollegaens sidste ord" in page.content.decode()) == (409, True)
    by_whom = f" af {cast.leader.actor.name}"
    assert ("Senest gemt" in page.content.decode(), by_whom in page.content.decode()) == (
        True,
        True,
    )
    assert f'href="{url("show", screening)}">Gå tilbage' in " ".join(page.content.decode().split())
    assert f'href="{address}"' not in page.content.decode()


@pytest.mark.parametrize(("name", "more"), [("answer", ("A",)), ("judge", ()), ("lock", ())])
def test_who_was_taken_over_from_is_led_to_a_page_she_may_open(
    cast: Cast, name: str, more: tuple[str, ...]
) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        ratings.begin(by=cast.coordinator.actor, screening=row, profile="low", seed=1, pages=1)
    address, overview = url(name, screening, *more), url("show", screening)
    form = shown(client, address)
    cast.leader.browser().post(url("take_over", screening), {})
    sent = client.post(address, form)
    assert (sent.status_code, sent.context["back_url"]) == (409, overview)
    opened = client.get(address, follow=True)
    assert (opened.redirect_chain, opened.status_code) == ([(overview, 302)], 200)
    assert "er i gang med at besvare" in opened.content.decode()


def _late(cast: Cast, screening: Screening, name: str, *more: str) -> tuple[Client, str, Any]:
    """A page opened before, and sent after, the rating was locked in another window."""
    client = cast.coordinator.browser()
    address = url(name, screening, *more)
    form = shown(client, address)
    cast.complete(cast.coordinator, screening, "low")
    return client, address, form


@pytest.mark.parametrize(
    ("name", "more", "field"),
    [("answer", ("A",), "A2-rationale"), ("judge", (), "formulation")],
)
def test_text_sent_after_the_lock_can_be_added(
    cast: Cast, name: str, more: tuple[str, ...], field: str
) -> None:
    screening = cast.order(district=None)
    client, address, form = _late(cast, screening, name, *more)
    page = client.post(address, form | {field: "Skrevet for sent"})
    assert page.status_code == 409
    instead = page.context["instead"]
    client.post(instead.url, instead.fields)
    assert "Skrevet for sent" in client.get(url("profile", screening)).content.decode()


def test_an_answer_that_is_hidden_is_not_locked(cast: Cast) -> None:
    screening, client = cast.order(district=None, subset=""), cast.coordinator.browser()
    address = url("answer", screening, "G")
    closed = [i.key for i in screening.form.indicators() if i.key[0] == "G" and i.show_if]
    said = {f"{key}-value": "2" for key in ("G1", *closed)}
    autosave(client, address, shown(client, address, **said))
    autosave(client, address, shown(client, address, **{"G1-value": "0"}))
    assert set(closed) <= set(_rating(cast.coordinator, screening).answers)
    cast.complete(cast.coordinator, screening, "low")
    locked = _rating(cast.coordinator, screening).answers
    assert locked["G1"]["value"] == "0", "the profile opens the questions: choose another"
    assert not set(closed) & set(locked)


def _said(person: Person, screening: Screening, **typed: str) -> Any:
    client = person.browser()
    address = url("compare", screening)
    return client.post(address, shown(client, address, **typed), follow=True)


def test_the_other_partys_joint_work_is_not_wiped(cast: Cast, opened: Screening) -> None:
    ours, theirs = cast.coordinator.browser(), cast.police.browser()
    address = url("compare", opened)
    keys = [row.key for row in ours.get(address).context["joint"].rows]
    stale = shown(ours, address)
    their_work = {f"{key}-reason": "Politiets begrundelse" for key in keys}
    theirs.post(address, shown(theirs, address, **their_work, recommendation="Politiets forslag"))
    typed = {f"{keys[0]}-value": "1", "formulation": LONG}
    assert ours.post(address, stale | typed).status_code == 302
    page = theirs.get(address)
    form = page.context["form"]
    assert [form[f"{key}-reason"].value() for key in keys] == ["Politiets begrundelse"] * len(keys)
    assert form[f"{keys[0]}-value"].value() == "1"
    (revision,) = page.context["joint"].earlier
    assert (revision.said.name, revision.said.judgement.recommendation) == (
        cast.police.actor.name,
        "Politiets forslag",
    )


def test_the_joint_page_saves_while_it_is_written(cast: Cast, opened: Screening) -> None:
    client, address = cast.coordinator.browser(), url("compare", opened)
    assert (
        autosave(client, address, shown(client, address, formulation="Ufærdig")).json()["left"]
        == []
    )
    form = cast.police.browser().get(address).context["form"]
    assert form["formulation"].value() == "Ufærdig"


def _settled(client: Client, address: str) -> dict[str, Any]:
    rows = client.get(address).context["joint"].rows
    fields = {f"{row.key}-value": "1" for row in rows} | dict(JUDGEMENT)
    return fields | {f"{row.key}-reason": "Vi hørte skolen sammen." for row in rows}


def test_signing_signs_what_is_on_the_page(cast: Cast, opened: Screening) -> None:
    client, address = cast.coordinator.browser(), url("compare", opened)
    client.post(address, shown(client, address, **_settled(client, address)))
    typed = {"recommendation": "Skrevet lige før", "sign": "1", "sure": "on", "read": "on"}
    client.post(address, shown(client, address, **typed))
    page = client.get(address)
    assert page.context["consensus"].signed_by_municipality_at
    assert page.context["judgement"].recommendation == "Skrevet lige før"


def test_nobody_signs_what_the_other_wrote_meanwhile(cast: Cast, opened: Screening) -> None:
    ours, theirs, address = (
        cast.coordinator.browser(),
        cast.police.browser(),
        url("compare", opened),
    )
    ours.post(address, shown(ours, address, **_settled(ours, address)))
    stale = shown(ours, address, sign="1", sure="on", read="on")
    theirs.post(address, shown(theirs, address, recommendation="Politiets nye forslag"))
    page = ours.post(address, stale, follow=True)
    assert not page.context["consensus"].is_signed
    assert page.context["judgement"].recommendation == "Politiets nye forslag"
    assert "Begges ændringer er bevaret" in page.content.decode()


def test_both_sign_and_a_late_text_is_shown(cast: Cast, opened: Screening) -> None:
    ours, theirs, address = (
        cast.coordinator.browser(),
        cast.police.browser(),
        url("compare", opened),
    )
    ours.post(address, shown(ours, address, **_settled(ours, address)))
    late = shown(ours, address, formulation=f"{LONG} For sent.")
    both = [shown(one, address, sign="1", sure="on", read="on") for one in (ours, theirs)]
    for one, form in zip((ours, theirs), both, strict=True):
        assert one.post(address, form).status_code == 302
    assert ours.get(address).context["consensus"].is_agreed
    page = ours.post(address, late)
    assert (page.status_code, "For sent." in page.content.decode()) == (409, True)


def test_a_change_after_a_signature_says_whose_fell(cast: Cast, opened: Screening) -> None:
    ours, address = cast.coordinator.browser(), url("compare", opened)
    ours.post(address, shown(ours, address, **_settled(ours, address)))
    _said(cast.coordinator, opened, sign="1", sure="on", read="on")
    assert ours.get(address).context["consensus"].is_signed
    _said(cast.police, opened, recommendation="Noget andet")
    page = ours.get(address).content.decode()
    assert f"var underskrevet af {cast.coordinator.actor.name}" in page


def test_a_joint_answer_that_is_critical_is_read_about_before_signing(
    cast: Cast, opened: Screening
) -> None:
    client, address = cast.coordinator.browser(), url("compare", opened)
    page = client.get(address)
    critical = {i.key for i in opened.form.indicators() if i.critical}
    fields = _settled(client, address)
    (key, *_more) = [row.key for row in page.context["joint"].rows if row.key in critical]
    client.post(address, shown(client, address, **fields | {f"{key}-value": "2"}))
    refused = _said(cast.coordinator, opened, sign="1", sure="on")
    assert f"sæt kryds, før du underskriver: {key}." in refused.content.decode()
    assert not refused.context["consensus"].is_signed
    signed = _said(cast.coordinator, opened, sign="1", sure="on", read="on")
    assert signed.context["consensus"].is_signed
    (given,) = signed.context["consensus"].read_acknowledged("municipality")
    assert (given.keys, given.name) == ((key,), cast.coordinator.actor.name)


def _both_sign(cast: Cast, opened: Screening) -> None:
    client, page = cast.coordinator.browser(), url("compare", opened)
    client.post(page, shown(client, page, **_settled(client, page)))
    for person in (cast.coordinator, cast.police):
        _said(person, opened, sign="1", sure="on", read="on")


def test_a_judgement_changed_after_the_profile_is_told_and_shown(
    cast: Cast, opened: Screening
) -> None:
    ours, theirs = cast.coordinator.browser(), cast.police.browser()
    address, start = url("change", opened), "/start/"
    told = "den anden part har ændret sin vurdering"
    changed = JUDGEMENT | {"level": "high", "reason": "Profilen viste mere, end jeg huskede."}
    late = shown(ours, address, **changed)
    assert told not in theirs.get(start).content.decode()
    ours.post(address, shown(ours, address, **changed))
    assert told in theirs.get(start).content.decode()
    assert told not in ours.get(start).content.decode()
    page = url("compare", opened)
    assert "Profilen viste mere" in theirs.get(page).content.decode()
    _both_sign(cast, opened)
    signed = theirs.get(page)
    assert signed.context["consensus"].is_agreed
    assert "Profilen viste mere" in signed.content.decode()
    assert ours.get(address).status_code == 403
    refused = ours.post(address, late | {"reason": "Skrevet for sent"})
    assert (refused.status_code, "Skrevet for sent" in refused.content.decode()) == (409, True)
    assert refused.context["instead"].url == url("add", opened)


def test_the_agreed_page_shows_every_answer_the_profile_and_what_is_unknown(
    cast: Cast, opened: Screening
) -> None:
    ours, page = cast.coordinator.browser(), url("compare", opened)
    joint = ours.get(page).context["joint"]
    both = joint.same
    assert len(both) == joint.alike
    assert {row.police.value for row in joint.neither} <= {"Ved ikke", "Ikke relevant"}
    _both_sign(cast, opened)
    signed = ours.get(page)
    consensus, view = signed.context["consensus"], signed.context["joint"].view
    answered = {answer.key: answer.value for line in view.lines for answer in line.answers}
    assert set(answered) == set(consensus.answers)
    assert {row.key: row.municipality.value for row in both}.items() <= answered.items()
    with cast.coordinator.acts():
        unknowns = unknowns_of(cast.coordinator.actor, opened.subject_id)
    assert [one.indicator for one in unknowns] == [line.key for line in view.unknowns]


def test_a_sign_that_comes_later_is_asked_about_anew(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    client_says = [("A", "A2"), ("F", "F2")]
    for domain, key in client_says:
        address = url("answer", screening, domain)
        client.post(
            address, sent(client, address, **{f"{key}-value": "2", f"{key}-rationale": "Set."})
        )
        page = client.get(url("show", screening))
        assert [i.key for i in page.context["signs"].unread] == [key]
        client.post(url("acknowledge", screening), {"keys": page.context["signs"].keys})
    page = client.get(url("show", screening))
    assert [given.keys for given in page.context["signs_read"]] == [("A2",), ("F2",)]
    assert page.context["signs"].unread == []


def test_a_sign_that_was_read_about_and_is_corrected_does_not_stand_as_clear(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address, told = url("answer", screening, "A"), "ikke svaret som tydeligt nu:"
    client.post(address, sent(client, address, **{"A2-value": "2", "A2-rationale": "Set."}))
    client.post(url("acknowledge", screening), {"keys": "A2"})
    assert told not in client.get(url("show", screening)).content.decode()

    client.post(address, sent(client, address, **{"A2-value": "0", "A2-rationale": "Fejl."}))

    page = client.get(url("show", screening)).content.decode()
    named = f"<strong>A2</strong> {screening.form.indicator('A2').question}"
    read, _told, corrected = page.partition(told)
    assert "Læst og bekræftet" in read
    assert (named in unescape(read), named in unescape(corrected)) == (True, True)


def test_nobody_acknowledges_a_sign_that_the_page_did_not_show(cast: Cast) -> None:
    screening, client = cast.order(), cast.coordinator.browser()
    address = url("answer", screening, "A")
    client.post(address, sent(client, address, **{"A2-value": "2", "A2-rationale": "Set."}))
    client.post(url("acknowledge", screening), {"keys": "F2"})
    assert _rating(cast.coordinator, screening).acknowledged is None


def test_values_of_a_form_are_what_a_browser_sends(cast: Cast) -> None:
    """The helper of these tests sends the digests, or every test above would prove nothing."""
    client, address = cast.coordinator.browser(), url("answer", cast.order(), "A")
    form = shown(client, address)
    assert "A2-value:" in form[merging.SEEN][0]
    assert form["idempotency_key"]
