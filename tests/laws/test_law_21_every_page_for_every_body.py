"""Law 21: 320 pixels, 400 %, wider text spacing, keyboard only and paper,
for every page of every role.

Subjects: every page each role can open, found from the URLconf and along the links of each page, in
one walk: leftover English, 320 px (which is 400 % of 1280, and how a phone is laid out), wider
spacing of text (WCAG 1.4.12) and print. Where the first row of a name has no parts that were not
seen before, its second is not opened. A page that is made of other parts than those seen before, as
whoever, is also checked by axe, its contrast where something looks as nothing did before; and once
for each sort of page a role has parts of her own in, Tab goes through every control and back:
through those of a frame it has not gone through yet, and else from the frame into the page and out
of it. The band of the role on a narrow screen is ``tests/browser/test_narrow.py``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

import pytest

from casework.rules.workflow import State
from stopext.access.declare import LOGIN, PUBLIC, Audience, declaration_of
from stopext.access.roles import MAY, Permission, Role
from stopext.access.urlwalk import addresses
from stopext.launch.paths import ROOT
from tests.browser import walking
from tests.browser.examining import NARROW, check, fit, shape, tabs
from tests.browser.fixtures import NewVisitor
from tests.browser.keyboard import PHONE
from tests.browser.visitor import Visitor

#: Role, where she works, and the fewest pages her walk must open to prove anything. What the centre
#: works with besides start page, info-houses and own log is public, and walked there.
WALKS = (
    (Role.REPORTER, 851, 4),
    (Role.CASEWORKER, 851, 20),
    (Role.COORDINATOR, 851, 75),
    (Role.LEADER, 851, 45),
    (Role.LOG_REVIEWER, 851, 2),
    (Role.OFFICER, 1460, 8),
    (Role.POLICE_COORDINATOR, 1460, 18),
    (Role.LOG_REVIEWER, 1460, 2),
    (Role.EDITOR, 1, 3),
    (Role.ADVISER, 1, 3),
    (Role.METHODOLOGIST, 1, 3),
    (Role.ANALYST, 1, 3),
    (Role.ADMINISTRATOR, 1, 6),
)


@dataclass
class Walks:
    """All walks of a test process, and what has been checked on them."""

    shapes: set[str] = field(default_factory=set)
    frames: set[str] = field(default_factory=set)
    looks: set[int] = field(default_factory=set)

    def go(self, at: Visitor, least: int, only: frozenset[str] | None = None, *starts: str) -> None:
        """Examine every page; say how many there were."""
        wrong: list[str] = []
        tabbed: set[str] = set()
        known: set[str] = set()
        names: list[str] = []
        for name in walking.pages(at, only=only, known=known, starts=starts):
            names.append(name)
            if (made := shape(at)) in self.shapes:
                known.add(name)
            else:
                self.shapes.add(made)
                wrong += check(at, name, self.looks)
                if name not in tabbed:
                    tabbed.add(name)
                    wrong += [f"{name} {fault}" for fault in tabs(at, self._untabbed(at))]
            wrong += fit(at, name)
        print(f"{len(names)} pages: {', '.join(sorted(set(names)))}")  # noqa: T201 (its size)
        assert wrong == []
        assert len(names) >= least

    def _untabbed(self, at: Visitor) -> str:
        """Where Tab must go: through a frame like others it has gone already."""
        frame = shape(at, frame=True)
        within = "main" if frame in self.frames else "body"
        self.frames.add(frame)
        return within


@pytest.fixture(scope="module")
def walks() -> Walks:
    return Walks()


def names_of(audiences: Collection[Audience | Permission]) -> frozenset[str]:
    """Names of the pages with one of these audiences. Public and account pages are walked once: for
    a role they differ by the band on top only, which its other pages have as well."""
    found = ((entry.name, declaration_of(entry.view)) for entry in addresses())
    return frozenset(name for name, said in found if said and said.audience in audiences)


def test_a_phone_is_laid_out_as_320_pixels_are() -> None:
    """So what fits there fits a phone, and no page is measured as one."""
    style = (ROOT / "static" / "build" / "css" / "portal.css").read_text(encoding="utf-8")
    bounds = {int(one) for one in re.findall(r"@media[^{]*?width: (\d+)px", style)}

    assert {576, 767, 768} <= bounds
    assert [one for one in sorted(bounds) if NARROW["width"] < one <= PHONE["width"]] == []


def test_public_pages(walks: Walks, visitor: Visitor) -> None:
    walks.go(visitor, 24, names_of({PUBLIC, LOGIN}))


def test_account_pages(walks: Walks, new_visitor: NewVisitor) -> None:
    walks.go(new_visitor().log_in(851, Role.LEADER), 16, names_of({LOGIN}))


@pytest.mark.parametrize(("role", "place", "least"), WALKS, ids=str)
def test_pages_of_a_role(
    walks: Walks, new_visitor: NewVisitor, role: Role, place: int, least: int
) -> None:
    starts = [f"/sager/?status={state}" for state in State] if role is Role.COORDINATOR else []
    # The second caseworker is the one on the demo's cases.
    at = new_visitor().log_in(place, role, number=int(role is Role.CASEWORKER))
    walks.go(at, least, names_of(MAY[role]), *starts)
