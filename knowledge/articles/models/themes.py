"""Which theme pages an article belongs to, by their slug."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from knowledge.articles.models.fields import PlainArrayField
from knowledge.search.choices import ArticleKind
from knowledge.search.models import SearchDocument


def theme_choices() -> list[tuple[str, str]]:
    """Published themes, for tick boxes and filters."""
    themes = SearchDocument.objects.filter(kind=ArticleKind.THEME).order_by("title")
    return list(themes.values_list("slug", "title"))


class ThemesField(PlainArrayField):
    """Slugs of theme pages, drawn as tick boxes of the published themes."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        kwargs = {
            "base_field": models.CharField(max_length=255),
            "default": list,
            "blank": True,
            **kwargs,
        }
        super().__init__(verbose_name=verbose_name, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Tick boxes instead of the text field of a plain array."""
        return forms.MultipleChoiceField(
            choices=theme_choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=self.verbose_name,
        )
