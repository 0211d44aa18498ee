"""Pages, glossary, directory, plans and search documents."""

from knowledge.models.pages import (
    ArticlePage,
    GuidancePage,
    HubIndexPage,
    PracticePage,
    ResearchPage,
    ThemePage,
)
from knowledge.models.plans import (
    Action,
    ActionCard,
    Goal,
    Indicator,
    Measurement,
    Plan,
    PlanSection,
)
from knowledge.models.reference import Organisation, Term
from knowledge.models.review import PeerReviewTask
from knowledge.models.search import MissingSearch, SearchDocument, SearchState, Word

__all__ = [
    "Action",
    "ActionCard",
    "ArticlePage",
    "Goal",
    "GuidancePage",
    "HubIndexPage",
    "Indicator",
    "Measurement",
    "MissingSearch",
    "Organisation",
    "PeerReviewTask",
    "Plan",
    "PlanSection",
    "PracticePage",
    "ResearchPage",
    "SearchDocument",
    "SearchState",
    "Term",
    "ThemePage",
    "Word",
]
