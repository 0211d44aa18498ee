"""The page types editors write, and the review they pass through."""

from knowledge.articles.models.pages import (
    ARTICLE_TYPES,
    ArticlePage,
    GuidancePage,
    HubIndexPage,
    PracticePage,
    ResearchPage,
    ThemePage,
)
from knowledge.articles.models.review import PeerReviewTask

__all__ = [
    "ARTICLE_TYPES",
    "ArticlePage",
    "GuidancePage",
    "HubIndexPage",
    "PeerReviewTask",
    "PracticePage",
    "ResearchPage",
    "ThemePage",
]
