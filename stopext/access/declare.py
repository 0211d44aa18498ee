"""Every view says who may come; a view that says nothing answers nobody.

::

    @access(Permission.VIEW_CASES)
    def case_list(request: PortalRequest) -> HttpResponse: ...

Third-party views (login, publishing) are declared by module: :func:`register_foreign_views`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from django.http import HttpRequest

from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.register import Register


class Audience(Enum):
    """Doors that ask for no permission."""

    PUBLIC = "public"
    """Anybody; runs under the public database role."""
    LOGIN = "login"
    """Log-in and account pages; runs as the login role, which reaches no tenant table."""


PUBLIC, LOGIN = Audience.PUBLIC, Audience.LOGIN


@dataclass(frozen=True, slots=True)
class Declaration:
    """Who may come to a view, and what it may do there."""

    audience: Audience | Permission
    writes_on_get: bool = False
    """Only for foreign views that store something on GET; ours never do."""
    fresh_login: bool = False
    """Ask for the password or key again when the last proof is older than five minutes."""


FOREIGN_VIEWS: Register[Declaration] = Register("The module of views")


def register_foreign_views(
    *modules: str, audience: Audience | Permission, writes_on_get: bool = False
) -> None:
    """Views we did not write, by module and what lies below it (``portal.py``); what is neither
    named so nor declared answers nobody."""
    for module in modules:
        FOREIGN_VIEWS.add(module, Declaration(audience, writes_on_get=writes_on_get))


View = TypeVar("View", bound=Callable[..., Any])


def access(audience: Audience | Permission, *, fresh_login: bool = False) -> Callable[[View], View]:
    """Declare the audience of a view."""

    def declare(view: View) -> View:
        view.access = Declaration(audience, fresh_login=fresh_login)  # type: ignore[attr-defined]
        return view

    return declare


def declaration_of(view: Callable[..., Any]) -> Declaration | None:
    """The declaration of a view function, ours or foreign; ``None`` means: answers nobody."""
    own = getattr(view, "access", None)
    if isinstance(own, Declaration):
        return own
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    for prefix, declaration in FOREIGN_VIEWS.as_dict().items():
        if module == prefix or module.startswith(prefix + "."):
            return declaration
    return None


class PortalRequest(HttpRequest):
    """A request that passed the gate of a view with a permission: it has an actor."""

    actor: Actor
    declaration: Declaration
