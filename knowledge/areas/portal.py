"""What mappings of areas bring to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stopext.web import registry

registry.register_urls("omraader/", "knowledge.areas.urls", order=62)
registry.register_log_words(
    actions={
        "areas.add": _("Oprettede områdekortlægning"),
        "areas.write": _("Skrev i områdekortlægning"),
        "areas.finish": _("Afsluttede områdekortlægning"),
        "areas.revise": _("Begyndte ny udgave af områdekortlægning"),
    },
    objects={"areas.areamap": _("områdekortlægning")},
    pages={
        "areas:list": _("Områder"),
        "areas:add": _("Nyt område"),
        "areas:show": _("Områdekortlægning"),
        "areas:part": _("Del af områdekortlægning"),
        "areas:finish": _("Afslut områdekortlægning"),
        "areas:revise": _("Ny udgave af områdekortlægning"),
    },
    order=43,
)
