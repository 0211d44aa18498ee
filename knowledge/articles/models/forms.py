"""The publishing tool's forms of what becomes public."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminPageForm

from stopext.web.personal import NumbersTold


class ArticleForm(NumbersTold, WagtailAdminPageForm):
    """An article's form: tells of CPR numbers before the text is saved."""
