"""What exercises and action cards bring to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge.exercises import beside, linting
from knowledge.plans.duties import MORE
from knowledge.plans.margin import BOXES
from stopext.access.roles import Permission
from stopext.web import registry
from stopext.web.registry import Entry

BOXES.append(beside.boxes)
MORE.append(linting.next_exercise)
# Before the hub, whose addresses begin at the root.
registry.register_urls("", "knowledge.exercises.urls", order=80)
registry.register_navigation(
    Entry(_("Øvelser"), "exercises:list", Permission.VIEW_OWN_PLAN, order=62)
)
registry.register_start_panels(beside.panels, order=42)
registry.register_reference_data("load_scenarios", order=35)
registry.register_reference_tables({"exercises_scenario": "invented scenarios that all may read"})
registry.register_log_words(
    actions={
        "exercise.plan": _("Planlagde øvelse"),
        "exercise.change": _("Ændrede øvelse"),
        "exercise.call_off": _("Aflyste øvelse"),
        "exercise.evaluate": _("Evaluerede øvelse"),
        "exercise.run": _("Førte øvelse videre"),
        "exercise.log": _("Skrev i øvelsens log"),
        "exercise.correct": _("Rettede i øvelsens log"),
        "exercise.point": _("Skrev læringspunkt"),
        "exercise.point_change": _("Ændrede læringspunkt"),
        "exercise.point_remove": _("Fjernede læringspunkt"),
        "card.write": _("Skrev handlekort"),
        "card.change": _("Ændrede handlekort"),
        "card.approve": _("Godkendte handlekort"),
        "card.remove": _("Fjernede handlekort"),
    },
    objects={
        "exercises.exercise": _("øvelse"),
        "exercises.entry": _("linje i øvelsens log"),
        "exercises.point": _("læringspunkt"),
        "exercises.card": _("handlekort"),
    },
    pages={
        "exercises:list": _("Øvelser"),
        "exercises:scenarios": _("Scenarier"),
        "exercises:scenario": _("Scenarie"),
        "exercises:plan": _("Planlæg øvelse"),
        "exercises:exercise": _("Øvelse"),
        "exercises:change": _("Ret øvelse"),
        "exercises:call_off": _("Aflys øvelse"),
        "exercises:finish": _("Slut øvelse"),
        "exercises:evaluate": _("Evaluering af øvelse"),
        "exercises:handout": _("Ark til øvelse"),
        "exercises:run": _("Øvelsens forløb"),
        "exercises:move": _("Øvelsens forløb"),
        "exercises:entry": _("Ret linje i øvelsens log"),
        "exercises:point_add": _("Nyt læringspunkt"),
        "exercises:point": _("Læringspunkt"),
        "exercises:point_remove": _("Fjern læringspunkt"),
        "exercises:point_task": _("Gør læringspunkt til opgave"),
        "exercises:cards": _("Handlekort"),
        "exercises:card_add": _("Nyt handlekort"),
        "exercises:card": _("Handlekort"),
        "exercises:card_public": _("Offentligt handlekort"),
        "exercises:card_change": _("Ret handlekort"),
        "exercises:card_approve": _("Godkend handlekort"),
        "exercises:card_remove": _("Fjern handlekort"),
    },
    order=42,
)
registry.register_definer_functions(
    {
        "sec.public_cards(integer,uuid)": "everybody reads what was approved, not the card itself",
    }
)
