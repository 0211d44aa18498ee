"""What casework writes in the log, in words, and the names of its pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casework.rules.codes import LookupPurpose, SourcePurpose, UnmaskPurpose
from stopext.web.registry import Words

#: Order is the order in the filter.
ACTIONS: dict[str, Words] = {
    "case.register": _("Registrerede bekymring"),
    "case.assign": _("Udpegede tovholder"),
    "citizen.find": _("Slog en borger op"),
    "case.correct": _("Rettede oplysninger om borgeren"),
    "case.open_to": _("Satte kollega på"),
    "case.close_to": _("Tog kollega af"),
    "case.restrict": _("Begrænsede adgangen"),
    "case.unrestrict": _("Ophævede begrænsning"),
    "case.triage": _("Skrev indledende vurdering"),
    "case.decide_notice": _("Tog stilling til underretning"),
    "case.notify": _("Sendte som underretning"),
    "case.request_information": _("Indhentede oplysninger"),
    "case.request_more": _("Indhentede flere oplysninger"),
    "information.ask": _("Bad om oplysninger"),
    "information.record": _("Skrev svar"),
    "case.book_analysis": _("Indkaldte til analyse"),
    "case.reanalyse": _("Indkaldte til ny drøftelse"),
    "meeting.hold": _("Registrerede møde"),
    "meeting.recommend": _("Skrev anbefaling"),
    "case.recommend": _("Registrerede anbefaling"),
    "case.decide": _("Registrerede beslutning"),
    "case.start_measures": _("Satte indsats i gang"),
    "measure.add": _("Oprettede indsats"),
    "measure.update": _("Ændrede indsats"),
    "case.begin_review": _("Begyndte opfølgning"),
    "review.write": _("Skrev opfølgning"),
    "case.continue_measures": _("Fortsatte indsatsen"),
    "case.pause": _("Satte i bero"),
    "case.resume": _("Genoptog"),
    "case.hand_to_police": _("Overdrog til politiet"),
    "case.take_back": _("Tog tilbage fra politiet"),
    "case.judgement": _("Låste bekymringsniveau"),
    "case.approve_closing": _("Godkendte afslutning"),
    "case.ask_approval": _("Bad om godkendelse af afslutning"),
    "case.close": _("Afsluttede"),
    "case.begin_aftercare": _("Begyndte eftertjek"),
    "case.end_aftercare": _("Afsluttede eftertjek"),
    "case.reopen": _("Genåbnede"),
    "case.propose_erasure": _("Foreslog sletning"),
    "case.hold_erasure": _("Stoppede sletning"),
    "case.release_hold": _("Ophævede stop for sletning"),
    "case.erase": _("Slettede eller arkiverede"),
    "note.write": _("Skrev notat"),
    "note.add": _("Føjede til notat"),
    "note.correct": _("Rettede notat"),
    "disclosure.share": _("Delte"),
    "disclosure.open": _("Kvitterede for modtagelse"),
    "disclosure.withdraw": _("Trak deling tilbage"),
    "report.send": _("Sendte bekymring"),
    "count": _("Talte"),
}

#: What is no part of a case; the parts tell their own (``models/parts.py``).
OBJECTS: dict[str, Words] = {
    "casework.case": _("sag"),
    "casework.subject": _("borger"),
    "casework.casecounter": _("sagsnummer"),
    "casework.subjectkey": _("søgenøgle"),
}

#: What somebody was shown a thing for.
PURPOSES: dict[str, Words] = {
    code: label
    for codes in (UnmaskPurpose, SourcePurpose, LookupPurpose)
    for code, label in codes.choices
}

PAGES: dict[str, Words] = {
    "casework:list": _("Sager"),
    "casework:find": _("Find en borger"),
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
    "casework:citizen": _("Ret oplysninger om borgeren"),
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
    "casework:concern": _("Registreringen af en bekymring"),
    "casework:source": _("Vis kilden"),
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
}
