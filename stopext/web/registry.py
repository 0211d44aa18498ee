"""What an app tells the portal about itself, from its ``portal.py``. No package below names it.

::

    # visits/portal.py
    registry.register_urls("besoeg/", "visits.urls", order=45)
    registry.register_navigation(
        Entry(_("Besøg"), "visits:list", Permission.VIEW_CASES, order=15)
    )
    registry.register_log_words(pages={"visits:list": _("Besøg")}, order=50)

``portal.py`` is imported once, when Django starts and all models are loaded, as the admin imports
``admin.py``. Whoever enters what is already there, or names the same key as another app, stops the
start. ``order`` is explicit everywhere: what is shown does not depend on who was imported first.
What only the demo needs stands in ``demo/portal.py``, which production never imports.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Model
from django.utils.functional import Promise

from stopext.access.actor import Actor
from stopext.access.declare import register_foreign_views
from stopext.access.roles import Permission
from stopext.register import Register
from stopext.vault.rotation import SealedTable, register_sealed_json
from stopext.web.start import Provider

__all__ = ["SealedTable", "register_foreign_views", "register_sealed_json"]

Words: TypeAlias = str | Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the main menu, for roles with the permission."""

    label: Words
    view: str
    """Name of its address, as in ``{% url %}``."""
    permission: Permission
    order: int


@dataclass(frozen=True, slots=True)
class Mount:
    """Where an app's addresses begin."""

    prefix: str
    urls: str
    """Dotted path of the module with its ``urlpatterns``."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work done by the clock, under the job's own database login. Safe to run twice and to kill."""

    name: str
    cron: str
    """When: minute, hour, day, month, weekday, and perhaps seconds last."""
    work: Callable[[], object]


EVERY_MINUTE = "* * * * *"

#: Told how many of how many pieces are done.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DemoStep:
    """Invented data, made through the app's own actions; what is there is left alone."""

    title: str
    work: Callable[[Progress], object]
    generate: Callable[[int, Progress], object] | None = None
    """Makes a given number more, for measuring."""


@dataclass(frozen=True, slots=True)
class Signpost:
    """Where something stands that the public search does not search in."""

    label: Words
    url: str
    text: Words


#: Where what was typed in the public search may stand, for who asks; told whether anything public
#: was found. Looks nothing up: what was typed is not kept, and in no log.
Signposts: TypeAlias = Callable[[Actor, str, bool], Iterable[Signpost]]


@dataclass(frozen=True, slots=True)
class LogSubject:
    """How the log calls things of one sort, and finds what was done to one by that name."""

    names: Callable[[Actor, Collection[str]], Mapping[str, str]]
    """The names that the actor may read in the log, by id."""
    find: Callable[[Actor, str, bool], tuple[Collection[str], Collection[bytes]]]
    """Ids, and keys of the citizens, behind a name; with the same citizen's others if so asked."""
    hidden: Callable[[Actor], Collection[str]]
    """Ids of those that the actor is shut out of in her own authority."""


URLS: Register[Mount] = Register("The address")
NAVIGATION: Register[Entry] = Register("The menu entry")
PLACES: Register[str] = Register("The place of the frame")
START_PANELS: Register[Provider] = Register("The start page's provider")
DUTIES: Register[Provider] = Register("The provider of duties")
LATEST_ARTICLES: Register[Callable[[], Iterable[Any]]] = Register("The source of")
CENTRE_CONTACT: Register[Callable[[], Any]] = Register("The centre's contact")
LOG_ACTIONS: Register[Words] = Register("The log's word for")
LOG_PURPOSES: Register[Words] = Register("The log's word for")
LOG_OBJECTS: Register[Words] = Register("The log's word for")
PAGE_NAMES: Register[Words] = Register("The name of")
SIGNPOSTS: Register[Signposts] = Register("The signpost of")
LOG_SUBJECTS: Register[LogSubject] = Register("The log's names for")
JOBS: Register[Job] = Register("The job")
TASKS: Register[str] = Register("The task")
LEFTOVERS: Register[type[Model]] = Register("The table of leftovers")
REFERENCE_DATA: Register[str] = Register("The command")
REFERENCE_TABLES: Register[str] = Register("The table")
DEFINER_FUNCTIONS: Register[str] = Register("The function")
SECRET_ADDRESSES: Register[str] = Register("The address")
DEMO_STEPS: Register[DemoStep] = Register("The demo's step")


def register_urls(prefix: str, urls: str, *, order: int) -> None:
    """Mount the app's address book; with equal patterns the lower order answers."""
    URLS.add(urls, Mount(prefix, urls), order=order)


def register_navigation(*entries: Entry) -> None:
    """Links of the main menu."""
    for entry in entries:
        NAVIGATION.add(entry.view, entry, order=entry.order)


def register_places(**views: str) -> None:
    """Pages the frame links to by a key (``places.search``): the names of their addresses."""
    PLACES.add_all(views)


def register_start_panels(provider: Provider, *, order: int) -> None:
    """What the app brings to a role's start page: deeds in this order, panels in their own."""
    START_PANELS.add(f"{provider.__module__}.{provider.__qualname__}", provider, order=order)


def register_duties(provider: Provider, *, order: int) -> None:
    """What in the app waits for one person herself: the items of its panels stand in her list of
    duties, by their days. A provider of the start page may be one of these too."""
    DUTIES.add(f"{provider.__module__}.{provider.__qualname__}", provider, order=order)


def register_signposts(provider: Signposts) -> None:
    """Where the public search leads those who may look up what it does not hold."""
    SIGNPOSTS.add(f"{provider.__module__}.{provider.__qualname__}", provider)


def signposts(actor: Actor | None, typed: str, *, found: bool) -> list[Signpost]:
    """What the apps answer to what was typed in the public search; nothing for a visitor."""
    if actor is None or not typed:
        return []
    return [each for provider in SIGNPOSTS for each in provider(actor, typed, found)]


def register_latest_articles(source: Callable[[], Iterable[Any]]) -> None:
    """What is new, for the public front page: ``title``, ``gist``, ``url``, ``date`` of each."""
    LATEST_ARTICLES.add("the latest articles", source)


def register_centre_contact(source: Callable[[], Any]) -> None:
    """How the centre is reached, for the pages about the portal: ``name``, ``phone``, ``email``,
    ``hours``; ``None`` while nobody has said so."""
    CENTRE_CONTACT.add("centre", source)


def register_log_words(
    *,
    actions: Mapping[str, Words] | None = None,
    objects: Mapping[str, Words] | None = None,
    pages: Mapping[str, Words] | None = None,
    purposes: Mapping[str, Words] | None = None,
    order: int,
) -> None:
    """The codes of the log in words, for who reviews it.

    ``actions`` and ``objects`` are what events are recorded with; ``pages`` name every view by its
    address name, or several by a beginning and ``*`` (a check finds one without a name);
    ``purposes`` are why somebody was shown something. The order is that of the filter of actions.
    """
    LOG_ACTIONS.add_all(actions or {}, order=order)
    LOG_OBJECTS.add_all(objects or {}, order=order)
    PAGE_NAMES.add_all(pages or {}, order=order)
    LOG_PURPOSES.add_all(purposes or {}, order=order)


def register_log_subject(object_type: str, subject: LogSubject) -> None:
    """Things that the log shows, and is asked for, by a name."""
    LOG_SUBJECTS.add(object_type, subject)


def page_name(view: str) -> str:
    """The page in words, by the name of its view; nothing for a view without words."""
    named = PAGE_NAMES.get(view)
    if named is None:
        beginnings = (key for key in PAGE_NAMES.as_dict() if key.endswith("*"))
        found = [key for key in beginnings if view.startswith(key[:-1])]
        named = PAGE_NAMES.get(max(found, key=len, default=""))
    return str(named or "")


def register_jobs(*jobs: Job) -> None:
    """Work for the job worker."""
    for job in jobs:
        JOBS.add(job.name, job)


def register_tasks(*names: str) -> None:
    """Names of what a person starts by a command under the job's login and that, as jobs do, enters
    a context of its own (:mod:`stopext.access.jobs`)."""
    for name in names:
        TASKS.add(name, name)


def register_leftovers(*models: type[Model]) -> None:
    """Tables that the hourly job empties. Their policy for ``portal_job`` must open nothing but
    rows past their time: the job deletes everything it sees."""
    for model in models:
        LEFTOVERS.add(model._meta.db_table, model)


def register_reference_data(command: str, *, order: int) -> None:
    """A management command that fills tables nobody can log in without; it runs after every
    migration as the owner, so it must be idempotent."""
    REFERENCE_DATA.add(command, command, order=order)


def register_secret_addresses(*beginnings: str) -> None:
    """Where an address itself opens something: what is answered there, errors too, is not kept,
    not listed by search engines, and not named to the page that is opened next."""
    for beginning in beginnings:
        SECRET_ADDRESSES.add(beginning, beginning)


def register_reference_tables(reasons: Mapping[str, str]) -> None:
    """Tables without persons or authorities that need no wall, each with the reason."""
    REFERENCE_TABLES.add_all(reasons)


def register_definer_functions(reasons: Mapping[str, str]) -> None:
    """Functions of the database that run as their owner (``sec.name(type)``), and why each must."""
    DEFINER_FUNCTIONS.add_all(reasons)


def register_demo_step(step: DemoStep, *, order: int) -> None:
    """Invented data for the demo; called from ``demo/portal.py``."""
    DEMO_STEPS.add(step.title, step, order=order)
