"""The addresses as the URLconf has them: our own, and those of the publishing tool."""

from __future__ import annotations

import re

from stopext.access.urlwalk import addresses

FOREIGN_VIEWS = re.compile(r"^(account_|mfa_)")
PUBLISHING = "redaktion/"
OWN = [
    address
    for address in addresses()
    if not address.route.startswith(PUBLISHING) and not FOREIGN_VIEWS.match(address.name)
]
TOOL = [address for address in addresses() if address.route.startswith(PUBLISHING) and address.name]
