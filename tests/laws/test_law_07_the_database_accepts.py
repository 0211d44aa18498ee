"""Law 7: what a form accepts, the database accepts.

Subjects: every check constraint of every model. One that lists codes has its twin in the choices of
its field. For every other one ``TYPED`` says which form meets it, and the form is sent with a value
that breaks it; or ``NOT_TYPED`` says why nobody can type it. And every form: each of its choices,
the first and last day and number, and every text as long as it may be, is stored or refused in
words, never by the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models, transaction
from django.db.models import CheckConstraint

from stopext.web.fields import DateField
from tests.laws.scripts import REDIRECT, REFUSALS, every_form, problems
from tests.matrix.desks import FORMS, OWN_VALUES, Desk, desk_of, label_of
from tests.matrix.town import Siege
from tests.support.days import InDays

OURS = ("casework", "knowledge", "screening", "stopext")
CONSTRAINTS: dict[str, tuple[type[models.Model], CheckConstraint]] = {
    constraint.name: (model, constraint)
    for model in apps.get_models()
    if model.__module__.startswith(OURS)
    for constraint in model._meta.constraints
    if isinstance(constraint, CheckConstraint)
}


#: Constraint -> the form that meets it, and what breaks it there.
TYPED: dict[str, tuple[str, dict[str, str | InDays]]] = {
    "acknowledgement_complete": (
        "casework:acknowledge unacknowledged",
        {"answer": "given", "given_on": ""},
    ),
    "case_hold_owned": ("casework:hold_erasure closed", {"until": ""}),
    "case_pause_complete": ("casework:step paused", {"paused_until": ""}),
    "cohort_member_period": ("cohorts:member", {"left_on": "1.1.2001"}),
    "cohort_period": ("cohorts:add", {"starts_on": InDays(2), "ends_on": InDays(1)}),
    "consent_period": (
        "casework:consent_add",
        {"answer": "yes", "given_on": InDays(-2), "lasts_until": InDays(-9)},
    ),
    "consent_refused_never_held": (
        "casework:consent_add",
        {"answer": "no", "given_on": InDays(-2), "lasts_until": InDays(9)},
    ),
    "deadlinechange_later": (
        "casework:move_deadline assessed",
        {"step": "extended", "day": "1.1.2001"},
    ),
    "deadlinechange_until_together": (
        "casework:move_deadline assessed",
        {"step": "stopped", "day": ""},
    ),
    "disclosure_lasts": ("casework:share", {"expires_on": InDays(-1)}),
    "exercise_called_off_for_reason": ("exercises:call_off", {"reason": ""}),
    "inquiryreply_told_on_a_ground": (
        "casework:answer_inquiry",
        {"reply": "known", "legal_basis": "", "told_on": ""},
    ),
    "measure_owned": ("casework:measure_add", {"owner": "", "owner_function": ""}),
    "measure_period": ("casework:measure", {"status": "completed", "ends_on": "1.1.2001"}),
    "membership_period": ("accounts:invite", {"valid_until": "1.1.2001"}),
    "party_period": ("casework:party", {"since": InDays(-1), "until": InDays(-2)}),
    "plan_action_period": ("knowledge:part_add handling", {"start": InDays(2), "end": InDays(1)}),
    "plan_decision_council_adopts": (
        "knowledge:decision_add",
        {"body": "committee", "outcome": "adopted"},
    ),
    "plan_decision_link_is_safe": ("knowledge:decision_add", {"agenda_url": "http://a.dk/1"}),
    "review_next_later": ("casework:review_add", {"decision": "continue", "next_on": InDays(-1)}),
    "subject_birth_year_sane": ("casework:citizen", {"birth_year": "1850"}),
}
#: Constraint -> who sets the fields, where no page asks for them.
NOT_TYPED = {
    "advice_closed_shows_no_draft": "closing ends both",
    "advice_read_by_somebody": "saying so sets both",
    "advice_taken_or_new": "taking sets both",
    "addendum_kind": "the page of the addition is the kind",
    "assignment_period": "both ends are the moment of a click",
    "authority_district_iff_municipality": "reference data",
    "case_approval_asked_together": "one button sets both",
    "case_closure_complete": "closing sets all of them",
    "case_coordinator_together": "a chosen colleague is both",
    "casejoin_of_two": "the page of the other case; a case with itself is refused",
    "casejoin_undone_together": "undoing sets both",
    "citizenjoin_of_two": "the page of the other case; a case with itself is sent back",
    "citizenjoin_undone_together": "undoing sets both",
    "contact_settled_together": "saying that it is done sets both",
    "consent_withdrawal_together": "withdrawing sets all of them",
    "disclosure_consent_on_consent": "the form refuses a chosen consent on another ground",
    "disclosure_consent_together": "a chosen consent is both",
    "disclosure_withdrawal_together": "withdrawing sets both",
    "erasure_by_two_people": "who is logged in; refused by the policy and by its page",
    "erasure_carried_out_together": "erasing sets both",
    "hearing_verdict_reasoned": "the form of the verdict asks for the reason",
    "invitee_inside_or_outside": "two pages, one for each",
    "exercise_begun_when_run": "the button that begins it sets both",
    "exercise_card_public_when_approved": "approving sets both",
    "inforequest_answer_together": "answering sets both",
    "inquiry_of_another": "the list names other authorities; another choice is refused",
    "topic_closing_together": "closing sets both",
    "inquiry_withdrawal_together": "withdrawing sets both",
    "invitation_by_two": "who is logged in; refused by the policy and by its page",
    "jointinvitee_ended_together": "taking an invitation back sets both",
    "jointinvitee_named": "a chosen colleague is both",
    "jointmeeting_cancelled_together": "calling off sets both",
    "jointmeeting_held_or_cancelled": "no page calls off what is approved, nor the other way",
    "jointpaper_ended_together": "choosing other papers sets both",
    "measure_practice_together": "a chosen practice is both",
    "meeting_held_before_recommending": "the form of a planned meeting has no recommendation",
    "note_locks_after_writing": "counted from the moment of writing",
    "partyrelation_of_two": "the number of the case itself is refused: it is about the citizen",
    "partyrelation_undone_together": "ending sets both",
    "plan_decision_ended_together": "correcting and withdrawing set both",
    "plan_report_period": "a period of the list is both",
    "plan_public_when_adopted": "publishing sets all of them",
    "rating_locked_whole": "locking sets all of them",
    "rating_opened_locked": "opening comes after locking",
    "reader_period": "both ends are the moment of a click",
    "report_handled_together": "taking up, putting on a case and answering set all of them",
    "review_has_next": "counted three months ahead where no day is typed",
    "screening_cancelled_whole": "cancelling sets all of them",
    "screening_choices": "codes of the engine, set by the order",
    "screening_invitation": "ordering sets all of them",
    "screening_opened_when": "opening sets both",
    "screening_revoked_by_whom": "withdrawing sets all of them",
    "sharecheck_month": "counted from the day of the click",
    "task_ended_together": "finishing and cancelling set both",
    "version_asks": "versions come from files: the loader refuses them",
    "version_two_people": "versions come from files; the loader names both",
    "version_two_persons": "versions come from files; the loader names both",
}


def listed(model: type[models.Model], constraint: CheckConstraint) -> tuple[str, set[str]] | None:
    """Field and codes of a constraint that lists codes."""
    parts: Any = getattr(constraint.condition, "children", [])
    if len(parts) != 1 or not isinstance(parts[0], tuple):
        return None
    name, values = parts[0]
    field = name.removesuffix("__in")
    return (field, {str(one) for one in values}) if name.endswith("__in") else None


CODES = {name: found for name, (model, one) in CONSTRAINTS.items() if (found := listed(model, one))}


def test_every_constraint_has_its_twin() -> None:
    assert sorted({*CONSTRAINTS} - {*CODES, *TYPED, *NOT_TYPED}) == []
    assert sorted({*TYPED, *NOT_TYPED} - {*CONSTRAINTS}) == []
    assert len(CONSTRAINTS) > 60
    assert len(CODES) > 30


def test_the_choices_of_a_field_are_the_codes_of_its_constraint() -> None:
    wrong = []
    for name, (field, codes) in CODES.items():
        choices: Any = CONSTRAINTS[name][0]._meta.get_field(field)
        offered = {str(code) for code, _label in choices.flatchoices}
        if offered and (offered - codes or codes - offered - {""}):
            wrong.append(f"{name}: {offered ^ codes}")

    assert wrong == []


@pytest.mark.matrix
@every_form
def test_what_can_be_chosen_or_typed_is_stored_or_refused(desk: Desk) -> None:
    """Each choice, the first and last date and number, and every text as long as it may be."""
    browser = desk.one.browser()
    sent, failed = desk.opens("Anna", browser), []
    for changes in extremes(desk.pages["Anna"].form):
        with transaction.atomic():
            answer = browser.post(desk.path, {**sent, **changes})
            transaction.set_rollback(True)
        if answer.status_code not in {REDIRECT, *REFUSALS}:
            failed.append((answer.status_code, {k: str(v)[:20] for k, v in changes.items()}))

    assert failed == []


def extremes(form: forms.BaseForm) -> Iterator[dict[str, Any]]:
    """What to send of a form beside what anybody would."""
    texts = {}
    for each in form:
        field: Any = each.field
        if each.is_hidden:
            continue
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            yield from ({each.html_name: str(code)} for code, _label in choices)
        elif isinstance(field, DateField):
            yield from ({each.html_name: typed} for typed in ("1.1.1900", "31.12.2199"))
        elif isinstance(field, forms.IntegerField):
            yield from ({each.html_name: str(number)} for number in (-1, 0, 32_768, 2**31, 2**63))
        elif isinstance(field, forms.CharField) and type(field).__name__.endswith("CharField"):
            texts[each.html_name] = "𝛂" * (field.max_length or 0)
    yield texts


@pytest.mark.matrix
@pytest.mark.parametrize("name", TYPED)
def test_the_page_refuses_what_the_database_would(siege: Siege, name: str) -> None:
    label, breaking = TYPED[name]
    (form,) = [one for one in FORMS if label_of(*one) == label]
    desk = desk_of(siege, *form)
    sent = {**desk.opens("Anna", desk.one.browser()), **OWN_VALUES.get(desk.name, {})}

    answer = desk.one.browser().post(desk.path, {**sent, **breaking})

    assert answer.status_code == 422, problems(answer)
    assert answer.context["form"].errors
