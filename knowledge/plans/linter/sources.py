"""What rules rest on, as it is told to those who write."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import Severity

LAW, CONCEPT, ADVICE = Severity.LAW, Severity.CONCEPT, Severity.ADVICE
PARAGRAPH = _("Barnets lov § 15, stk. 3")
ELEMENTS = _("Det nationale koncepts tretten dele")
LEVELS = _("Det nationale koncept: forebyggelsestrekantens tre niveauer")
ACUTE = _("Det nationale koncepts tredje ben: akutte situationer")
CARDS = _("Den nationale skabelon for action cards")
GUIDE = _("Den nationale guide: principper for god implementering")
GOALS = _("Den nationale guide: mål, indsatser og opfølgning")
FOUR_YEARS = _("Barnets lov § 15, stk. 3: revision mindst hvert fjerde år")
