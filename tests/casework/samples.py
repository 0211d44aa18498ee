"""Concerns for tests: complete, fictional, and easy to vary."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from casework import actions
from casework.actions import (
    ConcernFacts,
    Person,
    hand_over,
    join_cases,
    record_consent,
    register_concern,
    search_repeats,
)
from casework.actions.joining import both_versions
from casework.models import (
    Case,
    CaseJoin,
    CitizenJoin,
    Consent,
    Contact,
    Disclosure,
    Party,
    Subject,
)
from casework.queries.shareable import shareable_items
from casework.rules.codes import (
    Channel,
    ConcernForm,
    Knowledge,
    MatchAnswer,
    ReferrerType,
    Tristate,
)
from casework.rules.consents import (
    ConsentAnswer,
    ConsentGiver,
    ConsentReceiver,
    ConsentTo,
    ConsentWay,
)
from casework.rules.contacts import ContactChannel, ContactOutcome, Direction
from casework.rules.danger import DangerQuestion
from casework.rules.legal import LegalBasis
from casework.rules.parties import MayContact, MayKnow, PartyRole
from stopext.access import clock
from stopext.access.actor import Actor

#: Replacement form (day + 60) that fails modulus 11: nobody's number.
CPR = "710708-4018"
NAME = "Malthe Prøvesen"
CANARY = "Kanariefugl set i hegnet bag skolen"
NO_DANGER = dict.fromkeys(DangerQuestion, False)


def person(**changes: Any) -> Person:
    """A known citizen."""
    return replace(Person(name=NAME, birth_year=1990), **changes)


def facts(**changes: Any) -> ConcernFacts:
    """A complete concern, received an hour ago."""
    usual = ConcernFacts(
        received_at=clock.now() - timedelta(hours=1),
        channel=Channel.PHONE,
        referrer_type=ReferrerType.SCHOOL,
        observed=CANARY,
        interpreted="Kan være et tegn på tilknytning til et miljø",
        knowledge=Knowledge.FIRST_HAND,
        form=ConcernForm.MIXED,
        danger=NO_DANGER,
        citizen_informed=Tristate.NO,
        not_informed_reason="Afventer indledende vurdering",
        legal_ground="Databeskyttelsesforordningen art. 6, stk. 1, litra e",
        summary="Skolen er bekymret",
    )
    return replace(usual, **changes)


def new_case(by: Actor, who: Person | None = None, **changes: Any) -> Case:
    """Register a concern about a new citizen."""
    return register_concern(by=by, person=who or person(), facts=facts(**changes), answers={})


def other_than(hits: Any) -> dict[Any, MatchAnswer]:
    """ "Anden person" to every hit."""
    return {hit.subject_id: MatchAnswer.OTHER for hit in hits}


def said_again(by: Actor, case: Case) -> CitizenJoin:
    """A second concern on the case, about the same person as somebody answered."""
    known = Subject.objects.for_actor(by).get(pk=case.subject_id)
    again = Person(name=known.name, cpr=known.cpr, birth_year=known.birth_year)
    answers = other_than(search_repeats(by=by, person=again)) | {known.pk: MatchAnswer.SAME}
    register_concern(by=by, person=again, facts=facts(observed="Endnu en"), answers=answers)
    made: CitizenJoin = CitizenJoin.objects.for_actor(by).get(kept=known.pk)
    return made


def another_case(by: Actor, name: str) -> Case:
    """A case about somebody who is none of those on file."""
    who = person(name=name)
    answers = other_than(search_repeats(by=by, person=who))
    return register_concern(by=by, person=who, facts=facts(), answers=answers)


def second_of(by: Actor, case: Case) -> Case:
    """One more running case about the citizen of ``case``."""
    made = another_case(by, "Birk Modelsen")
    mine = Case.objects.for_actor(by)
    mine.filter(pk=made.pk).update(subject=case.subject_id)
    found: Case = mine.select_related("subject").get(pk=made.pk)
    return found


def led_into(by: Actor, case: Case, reason: str = "Det er samme sag.") -> CaseJoin:
    """One more case about the citizen, which proved to be this one."""
    kept: Case = Case.objects.for_actor(by).select_related("subject").get(pk=case.pk)
    other = second_of(by, kept)
    version = both_versions(kept, other)
    return join_cases(by=by, case=kept, other=other, version=version, reason=reason)


def party(by: Actor, case: Case, **changes: Any) -> Party:
    """Somebody around the citizen: a parent who may be contacted on terms, and told a part."""
    given: dict[str, Any] = {
        "role": PartyRole.PARENT,
        "name": "Ea Attrapsen",
        "reach": "Telefon 00 00 00 00",
        "address_protected": False,
        "custody": Tristate.NO,
        "contact": MayContact.TERMS,
        "contact_terms": "Kun om aftenen",
        "told": MayKnow.PART,
        "told_ground": "Samtykke fra borgeren: kun om mentoren",
        "note": "",
        "since": clock.today(),
    }
    return actions.add_party(by=by, case=case, said=given | changes)


def contact(by: Actor, case: Case, text: str = "Talte om skolen.", **changes: Any) -> Contact:
    """A telephone call with the citizen just now, after which somebody is to turn back."""
    given: dict[str, Any] = {
        "party": None,
        "happened_at": clock.now(),
        "channel": ContactChannel.PHONE,
        "direction": Direction.OUT,
        "outcome": ContactOutcome.REACHED,
        "answer_by": clock.today() + timedelta(days=3),
    }
    said = given | changes
    answers = said.pop("answers", ())
    return actions.log_contact(by=by, case=case, said=said, text=text, answers=answers)


def answered(**changes: Any) -> dict[str, Any]:
    """A yes to share with the police, given today."""
    usual = {
        "purpose": ConsentTo.SHARE,
        "receiver": ConsentReceiver.POLICE,
        "receiver_words": "",
        "words": "Det, skolen har set, må fortælles.",
        "answer": ConsentAnswer.YES,
        "giver": ConsentGiver.CITIZEN,
        "way": ConsentWay.WRITTEN,
        "witness": "",
        "given_on": clock.today(),
        "lasts_until": None,
    }
    return usual | changes


def consent(by: Actor, case: Case, **changes: Any) -> Consent:
    """The same, on a case."""
    return record_consent(by=by, case=case, said=answered(**changes))


def handed_over(by: Actor, case: Case, **changes: Any) -> Disclosure:
    """Hand a case over to the police with everything that can be shared, as the case is now."""
    given: dict[str, Any] = {
        "items": [item.key for item in shareable_items(case)],
        "legal_basis": LegalBasis.FVL_28,
        "necessity": "Der er trusler, som politiet skal efterforske.",
        "expires_on": clock.today() + timedelta(days=30),
        "acknowledged": True,
        "citizen_informed": Tristate.YES,
    }
    return hand_over(by=by, case=case, **given | changes)
