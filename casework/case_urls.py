"""Addresses of one case, and of what the police district has received."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from casework.views import (
    assignment,
    case,
    closing,
    measures,
    notes,
    police,
    reviews,
    screenings,
    sharing,
    steps,
    steps_records,
)

case_patterns: list[URLPattern | URLResolver] = [
    path("delinger/", police.disclosures, name="disclosures"),
    path("delinger/<uuid:pk>/", police.disclosure, name="disclosure"),
    path("delinger/<uuid:pk>/kvitter/", police.receive, name="receive"),
    path("<uuid:pk>/", case.case, name="case"),
    path("<uuid:pk>/vis-navn/", case.unmask, name="unmask"),
    path("<uuid:pk>/cpr/", case.cpr, name="cpr"),
    path("<uuid:pk>/notat/", notes.add, name="note_add"),
    path("<uuid:pk>/notat/<uuid:note>/", notes.edit, name="note_edit"),
    path("<uuid:pk>/notat/<uuid:note>/tilfoej/", notes.addendum, name="note_addendum"),
    path("<uuid:pk>/trin/<slug:target>/", steps.step, name="step"),
    path("<uuid:pk>/indledende-vurdering/", steps_records.triage, name="triage"),
    path("<uuid:pk>/underretning/", steps_records.notice, name="notice"),
    path("<uuid:pk>/oplysninger/", steps_records.requests, name="requests"),
    path("<uuid:pk>/oplysninger/bed-om/", steps_records.ask, name="ask"),
    path("<uuid:pk>/oplysninger/<uuid:asked>/", steps_records.record_answer, name="record_answer"),
    path("<uuid:pk>/moede/", steps_records.meetings, name="meetings"),
    path("<uuid:pk>/beslutning/", steps_records.decide, name="decide"),
    path("<uuid:pk>/tovholder/", assignment.assign, name="assign"),
    path("<uuid:pk>/personer/", assignment.people, name="people"),
    path("<uuid:pk>/personer/tilfoej/", assignment.add, name="colleague_add"),
    path("<uuid:pk>/personer/<uuid:assignment>/fjern/", assignment.remove, name="colleague_remove"),
    path("<uuid:pk>/personer/begraens/", assignment.restrict, name="restrict"),
    path("<uuid:pk>/del/", sharing.share, name="share"),
    path("<uuid:pk>/deling/<uuid:disclosure>/", sharing.shared, name="shared"),
    path("<uuid:pk>/deling/<uuid:disclosure>/tilbage/", sharing.withdraw, name="withdraw"),
    path("<uuid:pk>/indsats/", measures.add, name="measure_add"),
    path("<uuid:pk>/indsats/<uuid:measure>/", measures.change, name="measure"),
    path("<uuid:pk>/opfoelgning/", reviews.add, name="review_add"),
    path("<uuid:pk>/vurderinger/", screenings.index, name="screenings"),
    path("<uuid:pk>/vurderinger/noter/", screenings.record, name="judgement_record"),
    path("<uuid:pk>/vurderinger/bestil/", screenings.order, name="screening_order"),
    path("<uuid:pk>/afslut/", closing.close, name="close"),
    path("<uuid:pk>/afslut/bed-om-godkendelse/", closing.ask_approval, name="ask_approval"),
    path("<uuid:pk>/godkend-afslutning/", closing.approve, name="approve_closing"),
]
