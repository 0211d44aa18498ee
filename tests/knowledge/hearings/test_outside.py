"""Who is asked by a link: reads the frozen version, writes, sends, corrects; and what a link does
that has ended, or is opened by a machine."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from knowledge.hearings import actions, guests
from knowledge.hearings.guests import Guest
from knowledge.hearings.models import Answer, Invitee
from stopext.access import clock
from stopext.access.errors import Invalid, Refused
from stopext.audit import record
from tests.knowledge.hearings.conftest import CANARY, PLAIN, Asked, ask, open_hearing
from tests.support.rows import rows_of
from tests.support.world import HOME, Person

UNKNOWN = "/hoering/ikke-et-rigtigt-link/"
SEEN = re.compile(r'name="seen" value="([^"]+)"')
SECRET = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def headers(answer: Any) -> dict[str, str]:
    return {name: answer.headers.get(name, "") for name in SECRET}


def end(lead: Person, asked: Asked) -> None:
    with lead.acts():
        actions.close_hearing(by=lead.actor, pk=asked.hearing.pk)


def test_she_reads_writes_sends_and_gets_a_receipt(lead: Person, asked: Asked) -> None:
    first = asked.browser.get(asked.link).content.decode()
    assert (PLAIN in first, "Hvad mangler?" in first) == (True, True)
    assert PLAIN in asked.browser.get(asked.part()).content.decode()

    for _time in range(2):
        kept = asked.says(asked.part(), CANARY)
        assert kept.headers["Location"].startswith(asked.link)
    asked.says(asked.whole, "Samlet set godt")

    assert "Ikke sendt" in asked.browser.get(asked.link).content.decode()
    assert CANARY in asked.browser.get(f"{asked.link}send/").content.decode()
    assert "ikke sendt noget" in asked.browser.get(f"{asked.link}kvittering/").content.decode()
    for _time in range(2):
        done = asked.browser.post(f"{asked.link}send/")
        assert done.headers["Location"] == f"{asked.link}kvittering/"
    receipt = asked.browser.get(f"{asked.link}kvittering/").content.decode()
    assert (CANARY in receipt, "Samlet set godt" in receipt) == (True, True)
    with lead.acts():
        assert {row.text for row in rows_of(Answer)} == {CANARY, "Samlet set godt"}
        assert rows_of(Invitee).get().sent_at is not None


def test_she_corrects_and_takes_back_and_what_was_sent_stays_readable(
    lead: Person, asked: Asked
) -> None:
    asked.says(asked.part(), CANARY)
    asked.says(asked.part(1), "Kort")
    asked.browser.post(f"{asked.link}send/")
    asked.says(asked.part(), "Rettet svar", version=1)
    with lead.acts():
        assert not rows_of(Answer).filter(text="Rettet svar").exists()
    asked.says(asked.part(1), "", version=1)
    assert "Trækkes tilbage" in asked.browser.get(asked.link).content.decode()
    asked.browser.post(f"{asked.link}send/")

    with lead.acts():
        row = rows_of(Answer).get(text="Rettet svar")
        assert [one["text"] for one in row.earlier] == [CANARY]
        assert rows_of(Answer).get(text="").earlier[0]["text"] == "Kort"
    receipt = asked.browser.get(f"{asked.link}kvittering/").content.decode()
    assert ("Rettet svar" in receipt, "trukket tilbage" in receipt) == (True, True)


def test_two_windows_lose_nothing(asked: Asked) -> None:
    asked.says(asked.part(), "Fra det ene vindue")

    late = asked.browser.post(
        asked.part(), {"text": "Fra det andet vindue", "version": 0, "seen": ""}
    )

    page = late.content.decode()
    assert late.status_code == 409
    assert ("Fra det ene vindue" in page, "Fra det andet vindue" in page) == (True, True)
    merged = asked.says(asked.part(), "Begge dele", version=1)
    assert merged.status_code == 302


def test_what_she_is_writing_is_kept_unsent_and_an_emptied_field_takes_nothing_back(
    lead: Person, asked: Asked
) -> None:
    found = SEEN.search(asked.browser.get(asked.part()).content.decode())
    assert found
    typed = {"text": CANARY, "version": "0", "seen": found[1], "autosave_version": "1"}

    kept = asked.browser.post(asked.part(), typed)
    again = asked.browser.post(asked.part(), {**typed, **kept.json()["fields"], "text": "Mere"})

    assert (kept.status_code, again.status_code) == (200, 200)
    page = asked.browser.get(asked.part()).content.decode()
    assert ("Mere" in page, f'data-autosave-url="{asked.part()}"' in page) == (True, True)
    assert "Ikke sendt" in asked.browser.get(asked.link).content.decode()
    emptied = {**typed, **again.json()["fields"], "text": ""}
    told = asked.browser.post(asked.part(), emptied).json()
    assert (told["nothing"], "når du selv gemmer" in " ".join(told["left"])) == (True, True)
    late = asked.browser.post(asked.part(), {**typed, "text": "Fra et andet vindue"}).json()
    assert (late["nothing"], "ændret et andet sted" in " ".join(late["left"])) == (True, True)
    asked.browser.post(f"{asked.link}send/")
    with lead.acts():
        assert [row.text for row in rows_of(Answer)] == ["Mere"]
    end(lead, asked)
    assert asked.browser.post(asked.part(), typed).json()["closed"]


def test_the_way_to_send_stands_beside_what_is_not_sent_and_at_the_bottom(asked: Asked) -> None:
    def ways() -> int:
        return asked.browser.get(asked.link).content.decode().count(f'href="{asked.link}send/"')

    before = ways()
    asked.says(asked.part(), CANARY)
    assert (before, ways()) == (0, 3)


def test_a_link_that_has_ended_shows_whom_to_ask_her_own_words_and_nothing_of_the_plan(
    lead: Person, asked: Asked
) -> None:
    asked.says(asked.part(), CANARY)
    asked.says(asked.whole, "Samlet set godt")
    asked.browser.post(f"{asked.link}send/")
    asked.says(asked.whole, "Rettet, men ikke sendt", version=1)
    paths = (asked.link, asked.part(), f"{asked.link}send/", f"{asked.link}kvittering/")
    end(lead, asked)

    for path in paths:
        answer = asked.browser.get(path)
        page = answer.content.decode()
        assert (answer.status_code, headers(answer)) == (410, SECRET)
        assert ("Høringen er slut" in page, "Bente, 12 34 56 78" in page) == (True, True)
        own = ["Samlet set godt", "Rettet, men ikke sendt", CANARY]
        assert [page.count(words) for words in own] == [1, 1, 1]
        whole, part = page.split("<h2>Det, du har skrevet")[1].split("Om en del af planen")
        assert (own[0] in whole, "Ikke sendt" in whole, CANARY in part) == (True, True, True)
        for words in (PLAIN, "Høring til prøve", "Foreningen Broen"):
            assert words not in page
    for path in (asked.part(), f"{asked.link}send/"):
        late = asked.browser.post(path, {"text": "For sent skrevet", "version": 1})
        page = late.content.decode()
        assert (late.status_code, PLAIN in page) == (409, False)
        assert headers(late) == SECRET
    assert (
        "For sent skrevet"
        in asked.browser.post(
            asked.part(), {"text": "For sent skrevet", "version": 1}
        ).content.decode()
    )
    with lead.acts():
        assert not rows_of(Answer).filter(text="Rettet, men ikke sendt").exists()


@pytest.mark.usefixtures("draft", "believed")
def test_a_passed_deadline_and_a_link_taken_back_end_it_too(lead: Person, mailoutbox: Any) -> None:
    with clock.at(clock.now() - timedelta(days=20)):
        hearing = open_hearing(lead)
    asked = ask(lead, hearing, mailoutbox)
    assert asked.browser.get(asked.link).status_code == 410
    with lead.acts():
        key = rows_of(Invitee).get().pk
        actions.extend_hearing(by=lead.actor, pk=hearing.pk, version=0, deadline=clock.today())
    assert asked.browser.get(asked.link).status_code == 200
    asked.says(asked.whole, CANARY)
    for _time in range(2):
        with lead.acts():
            actions.revoke(by=lead.actor, pk=key)

    answer = asked.browser.get(asked.link)

    shown = answer.content.decode()
    assert (answer.status_code, "trukket tilbage" in shown, CANARY in shown) == (410, True, False)


def test_what_a_machine_opens_changes_nothing(lead: Person, asked: Asked) -> None:
    asked.says(asked.part(), CANARY)
    with lead.acts():
        before = rows_of(Invitee).values().get()
    robot = Client(headers={"user-agent": "Googlebot/2.1", "sec-purpose": "prefetch"})
    for path in (asked.link, asked.part(), f"{asked.link}send/", f"{asked.link}kvittering/"):
        for method in (robot.get, robot.head):
            answer = method(path)
            assert (answer.status_code, headers(answer)) == (200, SECRET)
    with lead.acts():
        assert rows_of(Invitee).values().get() == before
        assert not rows_of(Answer).exists()


@pytest.mark.parametrize(
    ("path", "status"), [(UNKNOWN, 404), ("/hoering/", 404), ("/hoering/x/y/z/", 404)]
)
def test_errors_are_not_kept_either(world: Any, path: str, status: int) -> None:
    answer = Client().get(path)
    assert (answer.status_code, headers(answer)) == (status, SECRET)
    refused = Client().put(path)
    assert headers(refused) == SECRET


def test_a_form_is_taken_without_the_browser_saying_where_it_comes_from(asked: Asked) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    kept = strict.post(asked.part(), {"text": CANARY, "version": 0})
    assert kept.status_code == 302


def test_a_part_that_is_not_there_and_a_second_mail(
    lead: Person, asked: Asked, mailoutbox: Any
) -> None:
    other = f"{asked.link}00000000-0000-4000-8000-000000000000/"
    assert asked.browser.get(other).status_code == 404
    with lead.acts(), pytest.raises(Invalid, match="Foreningen Broen er allerede inviteret"):
        actions.invite_outside(
            by=lead.actor,
            pk=asked.hearing.pk,
            name="Broen igen",
            email="BROEN@forening.example",
            absolute=str,
        )
    assert len(mailoutbox) == 1


def test_it_stands_in_the_log_of_the_municipality(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, write = [], record.write_now

    def noted(action: str, **event: Any) -> None:
        written.append((action, event["authority_id"]))
        write(action, **event)

    monkeypatch.setattr(record, "write_now", noted)
    asked.says(asked.part(), CANARY)
    asked.browser.post(f"{asked.link}send/")

    assert written == [("hearing.keep", HOME), ("hearing.send", HOME)]


def test_what_comes_after_the_end_is_refused(lead: Person, asked: Asked) -> None:
    guest = Guest(secret=asked.link.strip("/").split("/")[-1])
    known = guests.read(guest)
    assert known is not None
    end(lead, asked)

    with pytest.raises(Refused, match="Høringen er slut"):
        actions.keep(guest=guest, asked=known, part=asked.hearing.pk, version=0, text="x")
    with pytest.raises(Refused, match="Høringen er slut"):
        actions.send(guest=guest, asked=known)
    assert guests.read(Guest(secret="et andet")) is None


def test_the_same_again_and_a_page_without_anything_to_send(asked: Asked) -> None:
    assert "ikke noget at sende" in asked.browser.get(f"{asked.link}send/").content.decode()
    asked.says(asked.whole, "Godt")
    asked.browser.post(f"{asked.link}send/")
    asked.says(asked.whole, "Bedre", version=1)
    asked.says(asked.whole, "Godt", version=2)
    asked.browser.post(f"{asked.link}send/")

    receipt = asked.browser.get(f"{asked.link}kvittering/").content.decode()

    assert ("Godt" in receipt, "Bedre" in receipt) == (True, False)
