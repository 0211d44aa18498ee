"""The portal's role is what makes an editor; the publishing tool asks for a group."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError

#: Made by a migration, with the tool's permissions except publishing alone.
EDITORS = "Redaktører"
MOST_BLOCKS = 500


def as_editor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """See to it that whoever passed the gate is in the editors' group.

    The group gives nothing by itself: without the role the gate lets nobody in, and the database
    lets a person add only herself, and only while acting as an editor.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _refuse_broken_blocks(request)
        user: Any = request.user
        if not user.groups.filter(name=EDITORS).exists():
            user.groups.add(Group.objects.get(name=EDITORS))
        try:
            return _asked(view, request, *args, **kwargs)
        except MultiValueDictKeyError as error:  # what the tool's own pages always send
            raise BadRequest("a field of the form is missing") from error

    return answer


def _asked(
    view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Autosave and a button send the same new page at once. Where one was stored between the
    check of the other's form and its saving, the form is asked again: it says that the address is
    taken, and keeps the text."""
    try:
        return view(request, *args, **kwargs)
    except ValidationError:
        return view(request, *args, **kwargs)


def _refuse_broken_blocks(request: HttpRequest) -> None:
    """The tool reads how many blocks a form holds, and believes it."""
    counts = [value for name, value in request.POST.items() if name.endswith("-count")]
    if not all(
        text.isascii() and text.isdigit() and int(text) <= MOST_BLOCKS for text in map(str, counts)
    ):
        raise BadRequest("no number of blocks")
