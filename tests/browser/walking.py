"""Find every page a role can open: from the address book, then along the links of each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error

from stopext.access.urlwalk import addresses
from tests.browser.visitor import Visitor

#: The publishing tool is not ours.
_NOT_OURS = ("/redaktion/", "/static/", "/media/")
_NO_PAGES = frozenset({"web:was", "accounts:keep_alive", "accounts:continue"})
_ALL_LINKS = "() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
_OK, _PAGE = 200, "text/html"
#: Pages of one name to open: the rows of a list are in different states, which look different.
_EACH = Counter({"casework:case": 12, "casework:list": 14, "casework:step": 6})
_USUALLY = 2


def pages(
    at: Visitor,
    *,
    only: frozenset[str] | None = None,
    known: Container[str] = (),
    starts: Iterable[str] = (),
) -> Iterator[str]:
    """Open one page after the other and yield its name while it is shown.

    ``only`` leaves out pages by name that are not in it; ``starts`` are further places to begin.
    Of a name that the caller has come to know meanwhile one page is enough.
    """
    book = [_path_of(entry.route) for entry in addresses() if not entry.converters]
    waiting = [path for path in book if _wanted(path, only) and _opens(at, path)] + [*starts]
    seen: set[str] = set()
    opened: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0)
        name = name_of(path) or ""
        if path in seen or not _wanted(path, only) or _is_enough(opened, name, known):
            continue
        seen.add(path)
        if not _open(at, path):
            continue
        # A page may lead on to another one; what is shown counts.
        shown = name_of(at.path)
        if shown is None or (at.path != urlsplit(path).path and at.path in seen):
            continue
        seen.add(at.path)
        opened[shown] += 1
        waiting += _links(at)
        yield shown


def name_of(path: str) -> str | None:
    """The name of one of our own pages; nothing for anything else."""
    path = path.partition("?")[0]
    if not path.startswith("/") or path.startswith(_NOT_OURS):
        return None
    try:
        name = resolve(path).view_name
    except Resolver404:
        return None
    return None if name in _NO_PAGES else name


def _wanted(path: str, only: frozenset[str] | None) -> bool:
    name = name_of(path)
    return name is not None and (only is None or name in only)


def _is_enough(opened: Counter[str], name: str, known: Container[str]) -> bool:
    return opened[name] >= (_EACH[name] or (1 if name in known else _USUALLY))


def _path_of(route: str) -> str:
    return "/" + route.replace("^", "").replace("$", "").replace("\\Z", "")


def _opens(at: Visitor, path: str) -> bool:
    """Whether an address of the book is a page for the visitor; many only take forms."""
    return at.page.request.head(at.site.url + path).status == _OK


def _open(at: Visitor, path: str) -> bool:
    """Whether a page is shown; a browser shows JSON and feeds in a way of its own."""
    try:
        return at.open(path) == _OK and at.page.evaluate("document.contentType") == _PAGE
    except Error as error:
        # What is sent as a file is no page.
        if "Download is starting" in str(error):
            return False
        raise


def _links(at: Visitor) -> list[str]:
    """Where the page leads, at most two of each name: enough lists share the rest."""
    base = at.page.url
    targets = [urlsplit(urljoin(base, link)) for link in at.page.evaluate(_ALL_LINKS)]
    found: list[str] = []
    names: Counter[str] = Counter()
    for target in targets:
        name = name_of(target.path) if target.netloc == urlsplit(base).netloc else None
        if name is not None and names[name] < _USUALLY and target.path not in found:
            names[name] += 1
            found.append(target.path)
    return found
