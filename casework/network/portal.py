"""What the network of a district brings to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casework.network import notices
from stopext.access.roles import Permission
from stopext.notifications.kinds import KindOfNotice, register_notices
from stopext.web import registry
from stopext.web.registry import Entry

registry.register_urls("netvaerk/", "casework.network.urls", order=26)
registry.register_navigation(
    Entry(_("Netværk"), "network:topics", Permission.JOIN_NETWORK, order=31)
)
registry.register_definer_functions(
    {"sec.tell_network(uuid)": "those of a district are told by somebody who may not know them"}
)
register_notices(
    network=KindOfNotice(
        label=_("Nyt i politikredsens netværk"),
        permission=Permission.JOIN_NETWORK,
        lines=notices.lines,
    )
)
registry.register_log_words(
    actions={
        "network.begin": _("Begyndte et emne i netværket"),
        "network.reply": _("Skrev i et emne i netværket"),
        "network.close": _("Lukkede et emne i netværket"),
        "network.withdraw": _("Trak sit indlæg i netværket tilbage"),
    },
    objects={"network.topic": _("emne i netværket"), "network.post": _("indlæg i netværket")},
    pages={
        "network:topics": _("Netværk"),
        "network:begin": _("Nyt emne i netværket"),
        "network:topic": _("Emne i netværket"),
        "network:close": _("Luk et emne i netværket"),
        "network:withdraw": _("Træk et indlæg i netværket tilbage"),
    },
    order=26,
)
