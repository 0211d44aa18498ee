"""Law 9: a person is a scope too, for everything that hangs on a case.

Subjects: every sealed text of every model. Each holds a canary in the planted town that names the
row, and so the people, it may be read by; the matrix (``tests/matrix``) looks for all of them in
every answer of every address to everybody. Here: no text is left without one, and no sort of row
is without somebody of the same authority who must not see it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, models, transaction

from stopext.vault.fields import SealedJSONField, SealedTextField
from tests.matrix.actors import PEOPLE
from tests.matrix.readers import CASE, HOME_PEOPLE, Row
from tests.matrix.town import Town, besieged

pytestmark = pytest.mark.matrix

CANARY = "KANARIE-"
WHO = ("tovholder", "leder", "sagsbehandler", "indberetter", "politi_tovholder", "administrator")
TEXTS: dict[str, tuple[type[models.Model], str]] = {
    f"{model._meta.label}.{field.name}": (model, field.attname)
    for model in apps.get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, SealedTextField | SealedJSONField)
}
#: Sealed, and no words of anybody: numbers, codes, keys, and texts of the portal itself.
NO_WORDS = {
    "accounts.OutgoingMail.message": "a mail, read by the job alone",
    "accounts.Session.data": "the session's own",
    "accounts.User.password": "a hash",
    "casework.Concern.danger": "codes",
    "casework.DisclosureItem.title": "a heading of the portal's own",
    "casework.Erasure.reference": "the number of an archive",
    "casework.RepeatCheck.compared": "what was compared, in words of the portal",
    "casework.RepeatCheck.hits": "keys",
    "casework.Report.birth_year": "a number",
    "casework.Report.danger": "codes",
    "casework.Subject.cpr": "a number; the unlisted row has one",
    "casework.Subject.other_cprs": "numbers",
    "screening.Consensus.acknowledged_by_municipality": "keys",
    "screening.Consensus.acknowledged_by_police": "keys",
    "screening.Consensus.profile": "numbers",
    "screening.Rating.acknowledged": "keys",
    "screening.Rating.profile": "numbers",
}


@pytest.fixture(scope="module")
def planted(town: Town, django_db_blocker: Any) -> set[str]:
    """The sealed texts in which somebody reads a canary."""
    found: set[str] = set()
    with django_db_blocker.unblock(), besieged(town):
        for label in WHO:
            with town.crowd[label].acts():
                for name, (model, field) in TEXTS.items():
                    if name not in found and CANARY in _read(town, label, model, field):
                        found.add(name)
    return found


def _read(town: Town, label: str, model: Any, field: str) -> str:
    if not hasattr(model._default_manager, "for_actor"):
        return ""
    try:
        with transaction.atomic():
            rows = model._default_manager.for_actor(town.crowd[label].actor)
            return " ".join(str(getattr(row, field)) for row in rows)
    except ProgrammingError:
        return ""  # not hers to read


def test_every_sealed_text_is_planted(planted: set[str]) -> None:
    missing = sorted({*TEXTS} - planted - {*NO_WORDS})

    assert missing == [], "\n".join(missing)
    assert sorted({*NO_WORDS} & planted) == []
    assert sorted({*NO_WORDS} - {*TEXTS}) == []
    assert len(planted) > 30


def test_every_sort_of_row_has_a_colleague_who_must_not_see_it() -> None:
    at_home = [row for row in CASE if row not in {Row.FOREIGN, Row.MISSING}]
    outsiders = {row: HOME_PEOPLE - CASE[row] for row in at_home}

    assert [row for row, people in outsiders.items() if not people] == []
    assert {PEOPLE[name][0] for people in outsiders.values() for name in people} == {851}
    assert len(at_home) > 7
