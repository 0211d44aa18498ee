"""The closed pages in words, for refusals in the log: what somebody tried to open.

Keyed by the name of the view, which is what the log holds. A test compares with the URLconf.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Views of the publishing tool, which are not ours to name one by one.
_PUBLISHING = "wagtail"

PAGES: dict[str, str | Promise] = {
    "web:start": _("Start"),
    "web:autosave": _("Gem kladde"),
    "accounts:keep_alive": _("Bliv logget ind"),
    "accounts:members": _("Medarbejdere"),
    "accounts:invite": _("Invitér medarbejder"),
    "accounts:member": _("Medarbejder"),
    "accounts:end_member": _("Afslut rolle"),
    "accounts:resend": _("Send invitation igen"),
    "accounts:withdraw": _("Træk invitation tilbage"),
    "accounts:log": _("Log"),
    "casework:list": _("Sager"),
    "casework:intake_begin": _("Registrér bekymring"),
    "casework:intake_repeats": _("Registrér bekymring"),
    "casework:intake_discard": _("Registrér bekymring"),
    "casework:intake": _("Registrér bekymring"),
    "casework:own_reports": _("Mine henvendelser"),
    "casework:reports_waiting": _("Nye henvendelser"),
    "casework:report_begin": _("Send bekymring"),
    "casework:report_discard": _("Send bekymring"),
    "casework:report": _("Send bekymring"),
    "casework:receipt": _("Kvittering for henvendelse"),
    "casework:report_take_up": _("Tag henvendelse op"),
    "casework:disclosures": _("Delinger"),
    "casework:disclosure": _("Deling"),
    "casework:receive": _("Kvittér for deling"),
    "casework:case": _("Sag"),
    "casework:unmask": _("Vis navn"),
    "casework:cpr": _("Vis CPR-nummer"),
    "casework:note_add": _("Skriv notat"),
    "casework:note_edit": _("Ret notat"),
    "casework:note_addendum": _("Føj til notat"),
    "casework:step": _("Sagens næste trin"),
    "casework:triage": _("Indledende vurdering"),
    "casework:notice": _("Underretning"),
    "casework:requests": _("Indhentede oplysninger"),
    "casework:ask": _("Bed om oplysninger"),
    "casework:record_answer": _("Skriv svar på oplysninger"),
    "casework:meetings": _("Møde i infohuset"),
    "casework:decide": _("Beslutning"),
    "casework:assign": _("Udpeg tovholder"),
    "casework:people": _("Hvem kan se sagen"),
    "casework:colleague_add": _("Sæt kollega på sagen"),
    "casework:colleague_remove": _("Tag kollega af sagen"),
    "casework:restrict": _("Begræns adgangen til sagen"),
    "casework:share": _("Del oplysninger"),
    "casework:shared": _("Delte oplysninger"),
    "casework:withdraw": _("Træk deling tilbage"),
    "casework:measure_add": _("Ny indsats"),
    "casework:measure": _("Indsats"),
    "casework:review_add": _("Skriv opfølgning"),
    "casework:screenings": _("Sagens vurderinger"),
    "casework:judgement_record": _("Notér bekymringsniveau"),
    "casework:screening_order": _("Bestil vurdering"),
    "casework:close": _("Afslut sagen"),
    "casework:ask_approval": _("Bed om godkendelse af afslutning"),
    "casework:approve_closing": _("Godkend afslutning"),
    "casework:propose_erasure": _("Foreslå sletning"),
    "casework:erase": _("Slet sagen"),
    "casework:hold_erasure": _("Stop sletning"),
    "casework:release_hold": _("Ophæv stop for sletning"),
    "screening:list": _("Vurderinger"),
    "screening:instruments": _("Vurderingsrammer"),
    "screening:instrument": _("Vurderingsramme"),
    "screening:show": _("Vurdering"),
    "screening:assign": _("Fordel vurdering"),
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
    "screening:sign": _("Underskriv fælles vurdering"),
    "knowledge:own_plan": _("Myndighedens handlingsplan"),
    "knowledge_missing_searches": _("Søgninger uden resultat"),
}


def page_name(view: str) -> str:
    """The page in words; nothing for a view without words, never its code."""
    if view.startswith(_PUBLISHING):
        return str(_("Redaktion"))
    return str(PAGES.get(view, ""))
