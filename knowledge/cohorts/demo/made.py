"""A cohort of 21 municipalities with six milestones, and what two of them said. Through the real
actions."""

from __future__ import annotations

from datetime import timedelta

from knowledge.advice.demo.asked import DRAFTING, REVISING, acting_as
from knowledge.cohorts import actions
from knowledge.cohorts.choices import Known
from knowledge.cohorts.models import Cohort, Milestone
from stopext.access import clock
from stopext.access.roles import AuthorityKind, Role
from stopext.accounts.models import CENTRE, Authority
from stopext.web.dates import add_working_days
from stopext.web.registry import Progress

SIZE = 21
#: Text, days from now, and who knows.
MILESTONES = (
    ("Kick-off i Odense", -60, Known.REPORTED),
    ("Kortlægning er færdig", -20, Known.REPORTED),
    ("Kladden er begyndt", 25, Known.DRAFT),
    ("Høring er afsluttet", 80, Known.HEARING),
    ("Planen er offentliggjort", 150, Known.PUBLISHED),
    ("Første øvelse er holdt", 220, Known.EXERCISE),
)


def make(progress: Progress) -> None:
    """Once: where there is a cohort, nothing is added."""
    today = clock.today()
    with acting_as(CENTRE, Role.ADVISER) as adviser:
        if Cohort.objects.for_actor(adviser).exists():
            return
        cohort = actions.add_cohort(
            by=adviser,
            name="Hold 2027: planer på plads",
            starts_on=today - timedelta(days=70),
            ends_on=today + timedelta(days=300),
        )
        for text, days, known in MILESTONES:
            due_on = add_working_days(today + timedelta(days=days - 1), 1)
            actions.add_milestone(by=adviser, cohort=cohort, text=text, due_on=due_on, known=known)
        places = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY).order_by("pk")
        others = places.exclude(pk__in=(DRAFTING, REVISING))[: SIZE - 2]
        for place in (DRAFTING, REVISING, *others.values_list("pk", flat=True)):
            actions.join(
                by=adviser, cohort=cohort, municipality_id=place, joined_on=cohort.starts_on
            )
    for place, number, note in (
        (DRAFTING, 1, "Fire deltog, også fra den boligsociale indsats."),
        (REVISING, 2, ""),
    ):
        with acting_as(place, Role.COORDINATOR) as actor:
            stones = Milestone.objects.for_actor(actor).filter(cohort=cohort)
            for stone in stones[:number]:
                actions.report(
                    by=actor, milestone=stone, version=0, done_on=stone.due_on, note_text=note
                )
    progress(1, 1)
