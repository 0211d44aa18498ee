"""What screening writes in the log, in words, and the names of its pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stopext.web.registry import Words

#: Order is the order in the filter.
ACTIONS: dict[str, Words] = {
    "answer": _("Svarede"),
    "judge": _("Skrev vurdering"),
    "lock": _("Låste"),
    "acknowledge": _("Bekræftede kritiske svar"),
    "open": _("Åbnede"),
    "grant": _("Gav adgang"),
    "end": _("Fratog adgang"),
    "change": _("Ændrede"),
    "take_over": _("Overtog"),
    "agree": _("Gemte fælles vurdering"),
    "sign": _("Underskrev"),
    "add": _("Tilføjede"),
    "cancel": _("Aflyste"),
}

OBJECTS: dict[str, Words] = {
    "screening.rating": _("besvarelse"),
    "screening.consensus": _("fælles vurdering"),
    "screening.addendum": _("tilføjelse til vurdering"),
    "screening.screening": _("vurdering"),
    "screening.screeningaccess": _("adgang til vurdering"),
}

PAGES: dict[str, Words] = {
    "screening:list": _("Vurderinger"),
    "screening:instruments": _("Vurderingsrammer"),
    "screening:instrument": _("Vurderingsramme"),
    "screening:show": _("Vurdering"),
    "screening:assign": _("Fordel vurdering"),
    "screening:cancel": _("Aflys vurdering"),
    "screening:take_over": _("Overtag vurdering"),
    "screening:open_alone": _("Åbn vurdering uden den anden part"),
    "screening:answer": _("Besvar vurdering"),
    "screening:judge": _("Din vurdering"),
    "screening:lock": _("Lås vurdering"),
    "screening:acknowledge": _("Bekræft kritiske svar"),
    "screening:profile": _("Domæneprofil"),
    "screening:change": _("Ændring efter profilen"),
    "screening:add": _("Tilføjelse til vurdering"),
    "screening:compare": _("Fælles vurdering"),
}
