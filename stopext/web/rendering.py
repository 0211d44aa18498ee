"""Draws any form in the design system's markup, without touching the widgets' own templates.

The publishing admin shares the renderer, so everything of ours hangs on ``forms/*.html`` and on
:class:`BoundField`; ``django/forms/widgets/*`` stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import boundfield
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from stopext.web.text import clean_line, clean_text

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or tick box of a set."""

    kind: str
    """``radio`` or ``checkbox``."""
    control: SafeString
    label: _StrOrPromise
    id: str
    hint: _StrOrPromise


class BoundField(boundfield.BoundField):
    """A field that knows which piece of markup draws it and what its control is described by."""

    @property
    def data(self) -> Any:
        """What was sent, as the portal reads typed text. Secrets and hidden values stay as they
        are: nobody typed the one to be read, or the other at all."""
        sent, widget = super().data, self.field.widget
        if widget.is_hidden or isinstance(widget, forms.PasswordInput):
            return sent
        clean = clean_text if self.is_long else clean_line
        if isinstance(sent, list):
            return [clean(value) if isinstance(value, str) else value for value in sent]
        return clean(sent) if isinstance(sent, str) else sent

    @property
    def about(self) -> str:
        """What the field belongs to, where several have the same label; said away from there."""
        return str(getattr(self.field, "about", ""))

    @property
    def earlier(self) -> Sequence[Any]:
        """Earlier values of the field, shown folded under it (``forms/_earlier.html``)."""
        return getattr(self.field, "earlier", ())

    @property
    def heading(self) -> str:
        """Heading of the part of a long form that begins with the field; mostly none."""
        return str(getattr(self.field, "heading", ""))

    @property
    def limit(self) -> int | None:
        """Characters the field takes, which are counted while one types."""
        return getattr(self.field, "max_length", None)

    @property
    def is_long(self) -> bool:
        """Whether the text may have several lines."""
        return isinstance(self.field.widget, forms.Textarea)

    @property
    def group_class(self) -> str:
        """Classes of what stands around a control: whether it is wrong, and counted."""
        kinds = {
            "form-group": True,
            "form-error": bool(self.errors),
            "form-limit": bool(self.limit),
            "form-limit--line": bool(self.limit) and not self.is_long,
        }
        return " ".join(name for name, holds in kinds.items() if holds)

    @property
    def piece(self) -> str:
        """Template of the control: ``hidden``, ``choices``, ``checkbox`` or ``input``."""
        widget = self.field.widget
        if widget.is_hidden:
            return "forms/_hidden.html"
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "forms/_choices.html"
        if isinstance(widget, forms.CheckboxInput):
            return "forms/_checkbox.html"
        return "forms/_input.html"

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}_hint" if self.help_text else ""

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}_error" if self.errors else ""

    @property
    def described_by(self) -> str:
        """Ids for ``aria-describedby``, hint first, as it is read."""
        return " ".join(filter(None, (self.hint_id, self.error_id)))

    @property
    def focus_id(self) -> str:
        """Where the error summary's link leads: the control, or the first option of a set."""
        return f"{self.auto_id}_0" if self.piece == "forms/_choices.html" else str(self.auto_id)

    @property
    def shows_optional(self) -> bool:
        """Optional fields are marked, not the required ones, nor those that another answer made
        required and that say so now; filters mark nothing."""
        marks = getattr(self.form, "mark_optional", True)
        return bool(marks and not self.field.required and not self.is_hidden and not self.errors)

    def control(self) -> SafeString:
        """The bare control with class and description."""
        own = self.field.widget.attrs.get("class", "")
        attrs: dict[str, str | bool] = {"class": f"{self._class()} {own}".strip()}
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        return self.as_widget(attrs=attrs)

    def options(self) -> Iterator[Option]:
        """The choices of a radio or tick-box set; ``widget.hints`` maps value to explanation."""
        hints = getattr(self.field.widget, "hints", {})
        kind = str(getattr(self.field.widget, "input_type", "radio"))
        for choice in self.subwidgets:
            identity = choice.id_for_label or ""
            hint = hints.get(choice.data["value"], hints.get(str(choice.data["value"]), ""))
            choice.data["attrs"] = {**choice.data["attrs"], "class": f"form-{kind}"}
            if hint:
                choice.data["attrs"]["aria-describedby"] = f"{identity}_hint"
            yield Option(kind, choice.tag(), choice.choice_label, identity, hint)

    def _class(self) -> str:
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "form-checkbox"
        return "form-select" if isinstance(widget, forms.Select) else "form-input"


class Renderer(TemplatesSetting):
    """``FORM_RENDERER`` of the portal."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = BoundField
