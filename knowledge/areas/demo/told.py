"""An invented area that was mapped. Through the real actions, by the one who coordinates there."""

from __future__ import annotations

from datetime import timedelta

from knowledge.areas import actions
from knowledge.areas.linked import own_actions
from knowledge.areas.models import AreaMap
from stopext.access import clock
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Membership
from stopext.web.registry import Progress

PLACE = 851
AREA = {
    "name": "Fyrrebakken",
    "description": "Et opdigtet boligområde med 620 lejemål, en skole og to institutioner.",
    "housing": "Boligforeningen Fyrre (opdigtet)",
}
TEXTS = {
    "participants": "SSP-konsulent\nBoligsocial medarbejder\nSkoleleder\nLokalbetjent",
    "forum": "Fast møde den første tirsdag i måneden. Den boligsociale medarbejder indkalder.",
    "sharing": "Vi taler om steder og grupper. Bekymring for en person går til indgangen.",
    "resources": "Beboerhuset med 30 frivillige.\nFodboldklubben, som når de fleste drenge.",
    "challenges": "Få tilbud til piger.\nUro om aftenen ved stationen i vinterhalvåret.",
    "sources": "Beboermøde, 3. marts 2026\nUngdomsprofilen, efteråret 2025\nSSP, 12. maj 2026",
    "analysis": "Uroen følger klubbens åbningstid. Vi kender ingen kobling til ekstremisme.",
    "needs": "Voksne til stede efter kl. 18. Et tilbud, som piger selv er med til at forme.",
    "uncertainty": "Hvad der sker på nettet. Vi spørger eleverne i foråret.",
    "effort": "Klubben holder åbent to aftener mere. Fritidschefen har ansvaret fra januar.",
    "follow_up": "Vi ser på fremmøde og på, hvad beboerne siger, på mødet i april.",
}


def write(progress: Progress) -> None:
    """Once: where an area is mapped, nothing is done."""
    rows = unscoped(Membership, reason="demo data: who acts is found by her role")
    row = rows.select_related("user", "authority").filter(
        authority_id=PLACE, role=Role.COORDINATOR, active=True
    )[0]
    actor = as_actor(row)
    with acting(open_session(row), actor):
        if not AreaMap.objects.for_actor(actor).exists():
            made = actions.add(by=actor, **AREA)
            values = {
                **TEXTS,
                "mapped_on": clock.today() - timedelta(days=20),
                "plan_actions": [one.pk for one in own_actions(actor)[:1]],
            }
            actions.write(by=actor, row=made, version=0, values=values)
            actions.finish(by=actor, row=made)
    progress(1, 1)
