"""Building blocks of article fields."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock, URLBlock


class SourceBlock(StructBlock):
    """A reference in the list of sources."""

    title = CharBlock(label=_("Titel"), max_length=300)
    publisher = CharBlock(label=_("Udgiver"), max_length=200, required=False)
    year = IntegerBlock(label=_("År"), min_value=1900, max_value=2100, required=False)
    url = URLBlock(label=_("Adresse på nettet"), required=False)

    class Meta:
        label = _("Kilde")
        icon = "doc-full"
