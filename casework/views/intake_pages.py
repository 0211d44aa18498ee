"""What the pages of the intake hold, read back as one concern."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.actions import Candidate, ConcernFacts
from casework.actions.persons import read_cpr
from casework.forms.danger import DangerForm
from casework.forms.intake import LEGAL_GROUND, ObservationForm, ReferrerForm
from casework.forms.person import PersonForm, RepeatForm
from casework.models import Report, Subject
from casework.rules.clocks import COPENHAGEN
from casework.rules.codes import Channel, ConcernForm, Knowledge, ReferrerType, Tristate
from casework.rules.identity import mask_cpr
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.web import wizard
from stopext.web.dates import format_datetime
from stopext.web.wizard import Kept, Page, Wizard

DANGER = Page("fare", gettext_lazy("Er der fare nu?"), DangerForm)
PERSON = Page("person", gettext_lazy("Hvem drejer det sig om?"), PersonForm)
OBSERVED = Page("observation", gettext_lazy("Hvad er set og hørt?"), ObservationForm)
REFERRER = Page("henvendelse", gettext_lazy("Hvem henvender sig?"), ReferrerForm)


def _who_and_where(typed: Mapping[str, str]) -> str:
    """Initials, year of birth and place: as much as the list of cases says of a citizen."""
    initials = Subject(name=typed.get("name", "")).initials
    told = (initials, typed.get("birth_year", ""), typed.get("observed_where", ""))
    return ", ".join(filter(None, told))


INTAKE = Wizard(
    "intake", "casework:intake", (DANGER, PERSON, OBSERVED, REFERRER), about=_who_and_where
)
#: Side pages of a run: the answers to the repeat search, and the report it takes up.
REPEATS, SOURCE = "repeats", "source"


def start_from(actor: Actor, report: Report) -> UUID:
    """A run filled with what a reporter wrote; answers its key. One per person and report: who
    takes it up twice goes on where she was."""
    kept = wizard.load(actor, INTAKE, uuid5(report.pk, str(actor.user_id)))
    if kept.rows:
        return kept.key
    danger = {name: ["yes" if answer else "no"] for name, answer in report.danger.items()}
    if report.police_contacted_at is not None:
        contacted = report.police_contacted_at.astimezone(COPENHAGEN)
        danger |= {
            "police_time": [f"{contacted:%H.%M}"],
            "police_date": [f"{contacted:%d.%m.%Y}"],
        }
    danger |= {"care_contact": [report.care_contact]} if report.care_contact else {}
    wizard.store(actor, kept, DANGER.slug, danger)
    person = {"name": [report.person], "birth_year": [report.birth_year]}
    known = {"known": ["yes"]} if report.person else {}
    wizard.store(actor, kept, PERSON.slug, person | known)
    observed = {
        "observed": [report.observed],
        "observed_when": [report.observed_when],
        "knowledge": [report.knowledge],
        "interpreted": [report.interpreted],
    }
    wizard.store(actor, kept, OBSERVED.slug, observed)
    # The clocks count from when the report came in, not from when somebody takes it up.
    received = report.received_at.astimezone(COPENHAGEN)
    referrer = {
        "channel": [Channel.FORM.value],
        "received_on": [f"{received:%d.%m.%Y}"],
        "received_time": [f"{received:%H.%M}"],
        "referrer_name": [report.reporter_name],
        "referrer_contact": [report.contact],
        "wants_feedback": ["on"] if report.wants_feedback else [],
        "public_employee": ["on"],
    }
    wizard.store(actor, kept, REFERRER.slug, referrer)
    wizard.store(actor, kept, SOURCE, {"report": [str(report.pk)]})
    return kept.key


def filled(kept: Kept, page: Page) -> Any:
    """The form of a stored page, cleaned.

    Raises:
        Invalid: it is not finished.
    """
    form = kept.bound(page.slug)
    if not form.is_valid():
        raise Invalid(_("Siden “%(label)s” er ikke udfyldt.") % {"label": page.label})
    return form


def answered(kept: Kept, hits: Sequence[Candidate]) -> RepeatForm:
    """The stored answers to today's hits; not valid when a new hit has come up."""
    row = kept.row(REPEATS)
    data = QueryDict(mutable=True)
    for name, values in (row.fields if row else {}).items():
        data.setlist(name, values)
    return RepeatForm(data, hits=hits)


def facts_of(kept: Kept, report: Report | None) -> ConcernFacts:
    """The concern of four valid pages. It came in with the report it takes up, at the latest."""
    danger: DangerForm = filled(kept, DANGER)
    seen = filled(kept, OBSERVED).cleaned_data
    referrer: ReferrerForm = filled(kept, REFERRER)
    given = referrer.cleaned_data
    received = referrer.received_at()
    return ConcernFacts(
        danger=danger.answers(),
        police_contacted_at=danger.police_contacted_at(),
        care_contact=danger.cleaned_data["care_contact"],
        observed=seen["observed"],
        observed_when=seen["observed_when"],
        observed_where=seen["observed_where"],
        knowledge=Knowledge(seen["knowledge"]),
        interpreted=seen["interpreted"],
        trigger_event=seen["trigger_event"],
        form=ConcernForm(seen["form"]),
        gang_link=Tristate(seen["gang_link"] or Tristate.UNKNOWN),
        online=Tristate(seen["online"] or Tristate.UNKNOWN),
        received_at=min(received, report.received_at) if report else received,
        channel=Channel(given["channel"]),
        referrer_type=ReferrerType(given["referrer_type"]),
        referrer_name=given["referrer_name"],
        referrer_contact=given["referrer_contact"],
        protected_source=given["protected_source"],
        wants_feedback=given["wants_feedback"],
        public_employee=given["public_employee"],
        citizen_informed=Tristate(given["citizen_informed"]),
        not_informed_reason=given["not_informed_reason"],
        legal_ground=given["legal_ground"] or str(LEGAL_GROUND),
        summary=given["summary"],
    )


def source_of(kept: Kept) -> UUID | None:
    """The key of the report that this run takes up."""
    row = kept.row(SOURCE)
    if row is None:
        return None
    try:  # a draft can be written by hand
        return UUID(row.fields["report"][0])
    except (KeyError, IndexError, ValueError):
        return None


def report_of(actor: Actor, kept: Kept) -> Report | None:
    """The reported concern that this run takes up."""
    found: Report | None = Report.objects.for_actor(actor).filter(pk=source_of(kept)).first()
    return found


def summary_of(kept: Kept) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The earlier pages as (label, address, pairs), for a last look before sending."""
    return [
        (str(page.label), kept.wizard.url(kept.key, page), answered_pairs(kept, page))
        for page in (DANGER, PERSON, OBSERVED)
    ]


def answered_pairs(kept: Kept, page: Page, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """Label and value of everything that is kept of a page, but for the fields ``without``."""
    form = page.form(initial=kept.initial(page))
    whole = kept.bound(page.slug)
    shown = {field.name: _shown(field) for field in form}
    if whole.is_valid():
        own: dict[str, Callable[[Any], str]] = {"cpr": _number, "police_time": _moment}
        shown |= {name: told(whole) for name, told in own.items() if name in shown}
    else:
        shown.pop("cpr", None)
    return [
        (str(form[name].label), told)
        for name, told in shown.items()
        if told and name not in without
    ]


def _number(form: PersonForm) -> str:
    """That there is a number, so that it can be held against the paper; never the whole of it."""
    number = read_cpr(form.person().cpr)
    return mask_cpr(number.digits) if number else ""


def _moment(form: DangerForm) -> str:
    """A time without its day can be read as another day."""
    moment = form.police_contacted_at()
    return format_datetime(moment) if moment else ""


def _shown(field: Any) -> str:
    value = field.value()
    if value is None or value == "" or value is False:
        return ""
    labels = {str(code): str(label) for code, label in getattr(field.field, "choices", ())}
    return labels.get(str(value), _("Ja") if value == "on" else str(value))
