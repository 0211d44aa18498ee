"""Where Django finds the models. Rooms import from rooms, never from here."""

from knowledge.articles.models import (
    ArticlePage,
    GuidancePage,
    HubIndexPage,
    PeerReviewTask,
    PracticePage,
    ResearchPage,
    ThemePage,
)
from knowledge.reference.models import Organisation, Term
from knowledge.search.models import MissingSearch, SearchDocument, SearchState, Word

__all__ = [
    "ArticlePage",
    "GuidancePage",
    "HubIndexPage",
    "MissingSearch",
    "Organisation",
    "PeerReviewTask",
    "PracticePage",
    "ResearchPage",
    "SearchDocument",
    "SearchState",
    "Term",
    "ThemePage",
    "Word",
]
