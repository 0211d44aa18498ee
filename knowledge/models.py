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
from knowledge.plans.models import (
    Action,
    ActionCard,
    Goal,
    Indicator,
    Measurement,
    Plan,
    PlanSection,
)
from knowledge.reference.models import Organisation, Term
from knowledge.search.models import MissingSearch, SearchDocument, SearchState, Word

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
