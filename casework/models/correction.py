"""What was corrected or completed in what a case says, by whom and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, link
from casework.models.parts import Show, Timed, case_part
from stopext.vault.fields import SealedJSONField, SealedTextField


@case_part(
    log=_("rettelse"),
    erased=_("Rettelser af det registrerede"),
    timeline=Timed("at", Show.STEPS),
)
class Correction(Signed, MunicipalRow):
    """One correction. ``changes`` is a list of ``{"label", "before", "after"}`` in words; of a
    concern each also has its ``field`` and says which ``concern``, of an answer which
    ``request``, of another record its ``field`` and which ``record``."""

    case = link("casework.Case", "corrections")
    reason = SealedTextField(max_length=2000)
    changes = SealedJSONField(default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="correction_of_case")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def labels(self) -> list[str]:
        """What was changed, without the values."""
        return [change["label"] for change in self.changes]
