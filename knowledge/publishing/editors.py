"""The portal's role is what makes an editor; the publishing tool asks for a group."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse

#: Made by a migration, with the tool's permissions except publishing alone.
EDITORS = "Redaktører"


def as_editor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """See to it that whoever passed the gate is in the editors' group.

    The group gives nothing by itself: without the role the gate lets nobody in, and the database
    lets a person add only herself, and only while acting as an editor.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not user.groups.filter(name=EDITORS).exists():
            user.groups.add(Group.objects.get(name=EDITORS))
        return view(request, *args, **kwargs)

    return answer
