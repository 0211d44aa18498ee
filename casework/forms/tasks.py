"""Tasks of a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.actions.tasks import Wanted
from casework.forms.fields import text
from casework.forms.steps import colleague_choices
from casework.models import Task
from casework.rules.tasks import Ahead, Every
from stopext.accounts.models import Membership
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField

#: Choice of an owner who reads the case no longer.
STAYS = "uaendret"


class TaskForm(IdempotencyField, Form):
    """A new task."""

    text = text(
        _("Hvad skal der gøres?"),
        rows=3,
        limit=500,
        help_text=_("Begynd med et udsagnsord, f.eks. “Ring til skolen om trivselssamtalen”."),
    )
    owner = forms.ChoiceField(
        label=_("Hvem gør det?"),
        error_messages={
            "required": _("Vælg en kollega på listen."),
            "invalid_choice": _("Vælg en kollega på listen."),
        },
    )
    due_on = DateField(label=_("Senest"))
    remind = forms.TypedChoiceField(label=_("Påmindelse"), choices=Ahead.choices, coerce=int)
    every = forms.ChoiceField(
        label=_("Gentages den?"),
        help_text=_("Når den er meldt løst, kommer den næste af sig selv."),
        choices=[("", _("Nej")), *Every.choices],
        required=False,
    )

    def __init__(self, *args: Any, people: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(row.pk): row.user_id for row in people}
        self._offer(colleague_choices(people))

    def _offer(self, choices: list[tuple[str, str]]) -> None:
        self.fields["owner"].choices = [("", _("Vælg")), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was typed, for the action."""
        said = self.cleaned_data
        return Wanted(
            text=said["text"],
            owner=self.users[said["owner"]],
            due_on=said["due_on"],
            remind=Ahead(said["remind"]),
            every=Every(said["every"]) if said["every"] else None,
        )


class TaskChangeForm(VersionField, TaskForm):
    """A task that is open. An owner who is no longer on the list can stay."""

    def __init__(self, *args: Any, task: Task, people: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        current = [key for key, user in self.users.items() if user == task.owner_user]
        if not current:
            self.users[STAYS] = task.owner_user
            self._offer([(STAYS, task.owner_name), *colleague_choices(people)])
        self.initial.setdefault("owner", (*current, STAYS)[0])


class FinishForm(IdempotencyField, Form):
    """The task is done."""

    words = text(
        _("Hvad kom der ud af det?"),
        rows=3,
        limit=2000,
        required=False,
        help_text=_("Kort. Er det en kontakt eller et notat, så skriv det dér."),
    )


class CancelForm(IdempotencyField, Form):
    """The task is not to be done."""

    words = text(_("Hvorfor skal den ikke løses?"), rows=3, limit=2000)
