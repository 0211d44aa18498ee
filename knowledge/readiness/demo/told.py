"""A municipality that has assessed itself, another that has read it and said something, and is in
the middle of its own. Through the real actions, by those who coordinate there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from knowledge.readiness import actions
from knowledge.readiness.choices import OVERALL
from knowledge.readiness.models import Assessment
from knowledge.readiness.questions import Theme
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Authority, Membership
from stopext.web.registry import Progress

OWNER, REVIEWER = 851, 813
#: Levels of the statements of each theme, in order.
LEVELS = {
    "formaal": "343",
    "organisation": "424",
    "data": "213",
    "praksis": "32u",
    "bekymringer": "443",
    "interessenter": "323",
    "indsatser": "433",
    "akut": "323",
    "kompetencer": "34",
}
NOTES = {
    "organisation-afloeser": "Afløseren er udpeget, men har ikke haft opgaven endnu.",
    "data-opfoelgning": "Vi tæller møder og oplæg. Vi mangler indikatorer for det, vi vil ændre.",
    "akut-vagt": "Vagten kender nummeret til infohuset, men ikke planen.",
    "akut-oevelse": "Vi har øvet en formiddag. Aften og weekend er ikke øvet.",
}
REMARKS = {
    "data": "Vi brugte ungdomsprofilen som udgangspunkt. Send gerne en mail, så viser vi hvordan.",
    "akut": "Hold den næste uden for kontortiden. Hos os var det dér, det gik galt første gang.",
    OVERALL: "I er længere, end I selv skriver, med bekymringer. Begynd med vagten.",
}
OPEN = {"formaal": "22-", "organisation": "321"}
CODES = {"u": "unknown", "-": ""}


def write(progress: Progress) -> None:
    """Once: where a self-assessment is there, nothing is done."""
    then = clock.now() - timedelta(days=40)
    with clock.at(then), _coordinator(OWNER) as owner:
        if Assessment.objects.for_actor(owner).exists():
            return
        row = _answered(owner, LEVELS)
        actions.lock(by=owner, assessment=row)
        review = actions.ask(
            by=owner,
            assessment=row,
            reviewer=Authority.objects.get(pk=REVIEWER),
            message="Vi er i tvivl om det akutte beredskab og vores data. Hvad ser I?",
            until=clock.today() + timedelta(days=90),
        )
    with clock.at(then + timedelta(days=9)), _coordinator(REVIEWER) as reviewer:
        reason = "Det vil vi gerne. Vi svarer inden for to uger."
        actions.reply(by=reviewer, review=review, accepts=True, reason=reason)
        codes = [*(theme.code for theme in row.questions.themes), OVERALL]
        said = {code: REMARKS.get(code, "") for code in codes}
        actions.remark(by=reviewer, review=review, version=0, said=said)
        actions.send(by=reviewer, review=review)
    with clock.at(then + timedelta(days=12)), _coordinator(OWNER) as owner:
        text = "Tak. Næste øvelse er planlagt, og vi ringer om ungdomsprofilen."
        actions.respond(by=owner, review=review, text=text)
    with _coordinator(REVIEWER) as reviewer:
        _answered(reviewer, OPEN)
    progress(1, 1)


def _answered(by: Actor, levels: dict[str, str]) -> Assessment:
    row = actions.begin(by=by)
    for theme in row.questions.themes:
        if theme.code in levels:
            said = _said(theme, levels[theme.code])
            actions.answer(by=by, assessment=row, theme=theme, version=0, said=said)
    return row


def _said(theme: Theme, levels: str) -> dict[str, dict[str, str]]:
    return {
        one.code: {"level": CODES.get(level, level), "note": NOTES.get(one.code, ""), "link": ""}
        for one, level in zip(theme.statements, levels, strict=True)
    }


@contextmanager
def _coordinator(place: int) -> Iterator[Actor]:
    rows = unscoped(Membership, reason="demo data: who acts is found by her role")
    row = rows.select_related("user", "authority").filter(
        authority_id=place, role=Role.COORDINATOR, active=True
    )[0]
    actor = as_actor(row)
    with acting(open_session(row), actor):
        yield actor
