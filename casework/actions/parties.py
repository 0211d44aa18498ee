"""Who is around the citizen: written down, corrected and ended; and who of them is herself the
citizen of another case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.assessing import required
from casework.actions.rows import lock_case, signed, touch
from casework.models import Case, Party, PartyRelation
from casework.policies import Deed, check
from casework.rules.codes import Tristate
from casework.rules.parties import (
    NAMED_OTHERWISE,
    NO_MANDATE,
    MayContact,
    MayKnow,
    PartyRole,
    custody_problem,
    may_be_one,
)
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.audit.record import note

#: What is said of somebody around the citizen; ``until`` is said when it is corrected.
COLUMNS = (
    "role",
    "name",
    "reach",
    "address_protected",
    "custody",
    "contact",
    "contact_terms",
    "told",
    "told_ground",
    "note",
    "since",
)
CORRECTED = (*COLUMNS, "until")


@transaction.atomic
def add_party(*, by: Actor, case: Case, said: Mapping[str, Any]) -> Party:
    """Write down a relative, guardian or representative; ``said`` holds ``COLUMNS``.

    Raises:
        Refused: the role may not. Invalid: :func:`settle`.
    """
    row = lock_case(by, case)
    check(Deed.WORK, by, row)
    made = Party(**signed(by, row), **{name: said[name] for name in COLUMNS})
    settle(made)
    made.save(force_insert=True)
    touch(row)
    _note(row, made)
    return made


def settle(party: Party) -> None:
    """Refuse what cannot be so.

    Raises:
        Invalid: no name, a day that has not come, an end before the start, terms of contact
            without words, leave to know something without saying what and why, a representative
            without a mandate, or custody now that cannot be.
    """
    required(party.name, _("Skriv, hvem det er."))
    _past(party.since, "since")
    _past(party.until, "until")
    if party.until is not None and party.until < party.since:
        raise Invalid(_("Perioden slutter, før den begynder."), "until")
    if party.contact == MayContact.TERMS and not party.contact_terms.strip():
        raise Invalid(_("Skriv, hvordan kontakten må ske."), "contact_terms")
    if party.told != MayKnow.NOTHING and not party.told_ground.strip():
        raise Invalid(
            _("Skriv, hvad personen må få at vide, og hvad det hviler på."), "told_ground"
        )
    if party.role == PartyRole.REPRESENTATIVE and not party.told_ground.strip():
        raise Invalid(str(NO_MANDATE), "told_ground")
    if party.custody == Tristate.YES and party.until is None:
        citizen, today = party.case.subject, clock.today()
        is_adult = citizen.age(today) is not None and not citizen.under_18(today)
        if problem := custody_problem(party.role, is_adult=is_adult):
            raise Invalid(str(problem), "custody")


@transaction.atomic
def relate_party(
    *, by: Actor, party: Party, number: str, name_known: bool = False
) -> PartyRelation:
    """Say that somebody around the citizen is the citizen of the case ``number``. Neither case is
    touched, and the log says of it only that something was written of the party: whoever may see
    one of the cases alone learns nothing. ``name_known``: also when that citizen has another name.

    Raises:
        Refused: the role may not. Invalid: the actor sees no such case, it is about the same
            citizen or one of another name, or it is said already.
    """
    row = lock_case(by, party.case)
    check(Deed.WORK, by, row)
    mine: Party = Party.objects.for_actor(by).select_for_update(of=("self",)).get(pk=party.pk)
    seen = Case.objects.for_actor(by).exclude(state=State.ERASED)
    other = seen.filter(number=number.strip()).select_related("subject").first()
    if other is None:
        raise Invalid(_("Du har ikke adgang til en sag med det nummer."), "number")
    if other.subject_id == row.subject_id:
        raise Invalid(_("Den sag er om borgeren selv."), "number")
    known = PartyRelation.objects.for_actor(by).filter(party=mine, other=other)
    if known.filter(undone_at__isnull=True).exists():
        raise Invalid(_("Relationen er allerede registreret."), "number")
    if not name_known and not may_be_one(mine.name, other.subject.names):
        raise Invalid(str(NAMED_OTHERWISE), "name_known")
    made = PartyRelation(**signed(by, row), party=mine, other=other)
    made.save(force_insert=True)
    _note(row, mine)
    return made


@transaction.atomic
def end_relation(*, by: Actor, relation: PartyRelation) -> None:
    """The party is not the citizen of the other case after all; who said so, and when, is kept.

    Raises:
        Refused: the role may not. Invalid: it has been ended.
    """
    row = lock_case(by, relation.case)
    check(Deed.WORK, by, row)
    rows = PartyRelation.objects.for_actor(by).select_for_update(of=("self",))
    mine: PartyRelation = rows.get(pk=relation.pk)
    if mine.undone_at is not None:
        raise Invalid(_("Relationen er allerede afsluttet."))
    mine.undone_at, mine.undone_by, mine.undone_by_name = clock.now(), by.user_id, by.name
    mine.save(update_fields=["undone_at", "undone_by", "undone_by_name"])
    _note(row, mine.party)


def _past(day: date | None, name: str) -> None:
    if day is not None and day > clock.today():
        raise Invalid(_("Datoen er ikke kommet endnu."), name)


def _note(case: Case, party: Party) -> None:
    note("party.write", "casework.party", party.pk, subject_key=case.log_key)
