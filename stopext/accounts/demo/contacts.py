"""The demo's contacts: numbers that no telephone has, and addresses that no mail reaches."""

from __future__ import annotations

from stopext.accounts import contacts
from stopext.accounts.actions import keep_contact
from stopext.accounts.demo.acting import administrator
from stopext.accounts.demo.people import DISTRICTS, MUNICIPALITIES
from stopext.accounts.models import CENTRE, Contact
from stopext.web.registry import Progress

USE = Contact.Use
#: Filled in; the last municipality of the demo and all others show that something is missing.
PLACES = (CENTRE, *DISTRICTS, *MUNICIPALITIES[:-1])
NAMES = {
    USE.CENTRE: "Rådgivningen (eksempel)",
    USE.NOTIFICATION: "Modtagelsen, Børn og Unge (eksempel)",
    USE.INFOHUS: "Infohusets telefon (eksempel)",
    USE.COORDINATOR: "Tovholder (eksempel)",
}
BOXES = {
    USE.CENTRE: "raadgivning",
    USE.NOTIFICATION: "underretning",
    USE.INFOHUS: "infohus",
    USE.COORDINATOR: "tovholder",
}
HOURS = {
    USE.CENTRE: "Hverdage kl. 9–15",
    USE.NOTIFICATION: "Hele døgnet; uden for kontortid svarer den sociale vagt",
    USE.INFOHUS: "Hverdage kl. 8–16. Haster det, så ring 114",
    USE.COORDINATOR: "Hverdage kl. 8.30–15",
}


def fill_in(progress: Progress) -> None:
    """Fill in what is empty; what somebody has changed is left alone."""
    with administrator() as by:
        rows = contacts.kept_by(by).filter(authority_id__in=PLACES, version=0)
        found = list(rows.order_by("authority_id", "use"))
        for number, row in enumerate(found, start=1):
            keep_contact(by=by, contact=row, version=0, **_facts(row, number))
            progress(number, len(found))


def _facts(row: Contact, number: int) -> dict[str, str]:
    use = USE(row.use)
    # No Danish number begins with a nought, and .example is nobody's.
    return {
        "name": NAMES[use],
        "phone": f"00 00 00 {number:02}",
        "email": f"{BOXES[use]}@{row.authority.slug}.example",
        "hours": HOURS[use],
    }
