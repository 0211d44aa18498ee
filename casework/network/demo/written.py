"""Three topics in the network of Nordjylland: one with answers, one new, one closed. Through the
real actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from casework.network import actions
from casework.network.models import Topic
from casework.rules.codes import ConcernForm
from stopext.access.actor import Actor
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Membership
from stopext.web.registry import Progress

DISTRICT, AALBORG = 1460, 851
CLIPS = (
    "Korte klip med gamle slagord",
    "Elever på flere skoler deler korte klip med gamle slagord oven på musik. Ser I det samme?",
)
HEARD = (
    "Ja, også i ungdomsklubberne. De fleste ved ikke, hvad ordene kommer af. Et oplæg om kilder på"
    " nettet virkede bedre end et forbud."
)
STICKERS = (
    "Klistermærker ved stationerne",
    "Der er sat nye klistermærker op ved flere stationer. Skriv gerne, om det også ses hos jer.",
)
EVENING = (
    "Fælles aften for forældre",
    "Vi holder en aften for forældre om spil og chat. Er der nogen, der vil være med?",
)
ENDED = "Aftenen er holdt. Oplægget kan bruges igen af alle."


def write(progress: Progress) -> None:
    """Once: where somebody has written, nothing is added."""
    with _acting_as(AALBORG, Role.COORDINATOR) as by:
        if Topic.objects.for_actor(by).exists():
            return
        evening = _begin(by, EVENING, ConcernForm.NOT_SPECIFIC)
        clips = _begin(by, CLIPS, ConcernForm.RIGHT)
        actions.close(by=by, pk=evening.pk, word=ENDED)
    with _acting_as(DISTRICT, Role.POLICE_COORDINATOR) as by:
        actions.reply(by=by, pk=clips.pk, text=HEARD)
        _begin(by, STICKERS, ConcernForm.MIXED)
    progress(1, 1)


def _begin(by: Actor, said: tuple[str, str], theme: ConcernForm) -> Topic:
    title, text = said
    return actions.begin(by=by, title=title, theme=theme, text=text)


@contextmanager
def _acting_as(place: int, role: Role) -> Iterator[Actor]:
    rows = unscoped(Membership, reason="demo data: who acts is found by her role")
    row = rows.select_related("user", "authority").filter(
        authority_id=place, role=role, active=True
    )[0]
    actor = as_actor(row)
    with acting(open_session(row), actor):
        yield actor
