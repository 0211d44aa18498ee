"""The publishing tool's forms of the glossary and the directory."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminModelForm

from stopext.web.personal import NumbersTold


class ReferenceForm(NumbersTold, WagtailAdminModelForm):
    """Public as soon as it is saved: tells of CPR numbers before."""
