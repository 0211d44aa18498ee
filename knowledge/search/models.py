"""What can be found. Only published content is ever written here, so everybody may read it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from knowledge.search.choices import ArticleKind, DocumentKind


def _values() -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=80), default=list)


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    """Questions about what is published."""

    def articles(self) -> SearchDocumentQuerySet:
        """Articles of every kind; not terms, organisations or plans."""
        return self.filter(kind__in=ArticleKind.values)


class SearchDocument(models.Model):
    """One published thing as lists and search show it. Only ``search.indexing`` writes it."""

    key = models.CharField(max_length=100, unique=True)
    """``page:12``, ``term:slug``, ``actor:slug`` or ``plan:851``."""
    kind = models.CharField(max_length=12, choices=DocumentKind.choices)
    page_id = models.IntegerField(null=True, unique=True)
    slug = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    gist = models.TextField(blank=True)
    url = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    audience = _values()
    triangle = _values()
    forms = _values()
    setting = _values()
    themes = _values()
    level = models.CharField(max_length=20, blank=True)
    grades = models.CharField(max_length=5, blank=True)
    """The five letters of a practice in the order of the declaration."""
    effect_grade = models.CharField(max_length=1, blank=True)
    is_example = models.BooleanField(default=False)
    published_on = models.DateField(null=True)
    updated_on = models.DateField(null=True)
    vector = SearchVectorField()

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["vector"], name="search_document_vector"),
            models.Index(fields=["kind", "-published_on"], name="search_document_list"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def date(self) -> object:
        """When it was first published; what the front page's list calls it."""
        return self.published_on


class Word(models.Model):
    """A word of the published texts, its Danish stem and in how many documents it stands."""

    word = models.CharField(max_length=60, primary_key=True)
    lexeme = models.CharField(max_length=60)
    documents = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.word


class SearchState(models.Model):
    """One row: which build of the index is in force, so that workers know when to read it again."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.UUIDField(default=uuid.uuid4)
    documents = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.stamp)


class MissingSearch(models.Model):
    """Words somebody searched for without a hit and chose to send to the editors. No person."""

    words = models.CharField(_("søgeord"), max_length=100)
    at = models.DateTimeField(_("hvornår"), db_default=Now())

    class Meta:
        verbose_name = _("søgning uden fund")
        verbose_name_plural = _("søgninger uden fund")
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.words
