"""A cohort as it is seen by advisers and members."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.cohorts import actions
from knowledge.cohorts.models import Cohort, Member, Milestone
from stopext.access import clock
from stopext.accounts.models import Authority
from stopext.web.dates import format_date
from tests.knowledge.plans.browsing import page, sent
from tests.support.rows import rows_of
from tests.support.world import HOME, Person

PLACE = "/forloeb/"


def test_an_adviser_makes_a_cohort_and_a_member_reports(lead: Person, adviser: Person) -> None:
    mine, theirs = lead.browser(), adviser.browser()
    assert "ikke med i et forløb" in page(mine, PLACE)
    assert "Opret et forløb" in page(theirs, PLACE)
    made = sent(theirs, f"{PLACE}nyt/", name="Hold 1", starts_on="1.11.2026", ends_on="1.11.2027")
    address = made.headers["Location"]
    assert "Ingen kommuner endnu" in page(theirs, address)
    sent(theirs, f"{address}milepael/", text="Kick-off", due_on="1.12.2026", known="")
    sent(theirs, f"{address}kommune/", municipality=str(HOME), joined_on="1.11.2026")
    shown = page(theirs, address)
    assert ("Kick-off" in shown, "mindst 20" in shown) == (True, True)
    with adviser.acts():
        stone, member = rows_of(Milestone).get(), rows_of(Member).get()

    assert "Kick-off" in page(mine, "/start/")
    note = "Vi mødes i morgen"
    sent(mine, f"{PLACE}milepael/{stone.pk}/meld/", note=note)
    assert "0 af 1 har nået den" in page(mine, address)
    today = f"{clock.today():%d.%m.%Y}"
    sent(mine, f"{PLACE}milepael/{stone.pk}/meld/", done_on=today, note="=Vi mødtes")
    told = page(mine, address)
    assert ("1 af 1 har nået den" in told, "Vi mødtes" in told) == (True, True)
    assert re.search(rf"{lead.actor.name}: Ikke nået endnu\. {note}", told)
    sent(mine, f"{PLACE}milepael/{stone.pk}/meld/", note="=Vi mødtes alle")
    assert f"{lead.actor.name}: Nået {format_date(clock.today())}. =Vi mødtes" in page(
        mine, address
    )
    assert "I har nået alle milepæle." in page(mine, "/start/")
    assert "Vi mødtes" in page(theirs, address)
    file = theirs.get(f"{address}forloeb.csv")
    text = file.content.decode("utf-8-sig")
    assert text.startswith("Kommune;Med fra;Kick-off")
    assert "'=Vi mødtes" in text

    sent(theirs, f"{PLACE}milepael/{stone.pk}/", text="Opstart")
    shown = page(mine, address)
    assert ("Opstart" in shown, "Portalen tæller kun" in shown) == (True, False)
    sent(theirs, f"{address}ret/", name="Hold A")
    assert "Hold A" in page(mine, PLACE)
    sent(theirs, f"{PLACE}kommune/{member.pk}/", left_on="1.11.2026")
    assert "Har forladt forløbet" in page(theirs, address)
    assert "til og med" in page(mine, address)
    sent(theirs, f"{PLACE}milepael/{stone.pk}/", is_removed="on")
    assert "Fjernede milepæle" in page(theirs, address)
    assert "Ingen milepæle endnu" in page(mine, address)
    assert "I har nået alle milepæle." not in page(mine, "/start/")
    sent(theirs, f"{address}milepael/", text="Øvelse", due_on="1.12.2027", known="exercise")
    assert "Portalen tæller kun det, der er sket 1. november 2026" in page(mine, address)


def test_what_is_wrong_is_said_at_its_field(adviser: Person, lead: Person, cohort: Cohort) -> None:
    browser = adviser.browser()
    wrong = sent(browser, f"{PLACE}nyt/", name="x", starts_on="2.1.2027", ends_on="1.1.2027")
    assert (wrong.status_code, "før startdatoen" in wrong.content.decode()) == (422, True)
    with adviser.acts():
        member = rows_of(Member).get()
        stone = rows_of(Milestone).get(text="Kick-off")
    wrong = sent(browser, f"{PLACE}kommune/{member.pk}/", left_on="1.1.2001")
    assert (wrong.status_code, "før startdatoen" in wrong.content.decode()) == (422, True)
    wrong = sent(lead.browser(), f"{PLACE}milepael/{stone.pk}/meld/", done_on="1.1.2099")
    assert (wrong.status_code, "i fremtiden" in wrong.content.decode()) == (422, True)
    same = {"municipality": str(HOME), "joined_on": f"{clock.today():%d.%m.%Y}"}
    wrong = sent(browser, f"{cohort.get_absolute_url()}kommune/", **same)
    assert (wrong.status_code, "i en del af samme tid" in wrong.content.decode()) == (422, True)
    for what in ("", "milepael/", "kommune/"):
        assert browser.get(f"{PLACE}{what}{UUID(int=7)}/").status_code == 404


def test_the_pages_cost_the_same_however_many_members(
    adviser: Person, lead: Person, cohort: Cohort
) -> None:
    def cost() -> list[int]:
        counts = []
        for person in (adviser, lead):
            for address in (PLACE, cohort.get_absolute_url(), "/start/"):
                with CaptureQueriesContext(connection) as queries:
                    page(person.browser(), address)
                counts.append(len(queries))
        return counts

    before = cost()
    places = Authority.objects.filter(kind="municipality").exclude(pk=HOME).order_by("pk")[:22]
    with adviser.acts():
        for place in places:
            actions.join(
                by=adviser.actor,
                cohort=cohort,
                municipality_id=place.pk,
                joined_on=clock.today() - timedelta(days=1),
            )
    assert cost() == before
