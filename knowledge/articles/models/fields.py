"""Fields that editors fill in as tick boxes or as one point per line."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models

#: The marks that a list keeps when it is pasted from a document.
BULLET = re.compile(r"^[-–•*·▪]\s+")
NUMBER = re.compile(r"^(\d{1,2})[.)]\s+")


class PlainArrayField(ArrayField[Any, Any]):
    """An array that migrations see as Django's own: they do not care how its form is drawn."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs


class ChoiceArrayField(PlainArrayField):
    """Several values of a closed list, drawn as tick boxes."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Tick boxes instead of the text field of a plain array."""
        return forms.MultipleChoiceField(
            choices=self.base_field.choices or (),
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )


def choices_field(
    choices: type[models.TextChoices], label: Any, *, blank: bool = False
) -> ChoiceArrayField:
    """A field holding any number of ``choices``."""
    base = models.CharField(max_length=20, choices=choices.choices)
    return ChoiceArrayField(base, verbose_name=label, default=list, blank=blank)


def lines_of(text: str) -> list[str]:
    """The points of a text with one point per line, without the marks of a pasted list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    points = [BULLET.sub("", line) for line in lines]
    bare = [point == line for point, line in zip(points, lines, strict=True)]
    numbered = [_is_numbered(point, place) for place, point in enumerate(points, 1)]
    if all(numbered):
        points = [NUMBER.sub("", point) for point in points]
    elif all(one or not two for one, two in zip(numbered, bare, strict=True)):
        # Some carry a bullet, and the others the number of their place.
        marks = zip(points, bare, strict=True)
        points = [NUMBER.sub("", point) if is_bare else point for point, is_bare in marks]
    return [point for point in points if point]


def _is_numbered(point: str, place: int) -> bool:
    """Whether a point carries the number of its place. A small letter follows in "1. maj"."""
    found = NUMBER.match(point)
    if found is None:
        return False
    return int(found[1]) == place and point[found.end() :][:1].isupper()
