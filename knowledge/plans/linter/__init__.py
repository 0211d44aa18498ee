"""What a plan lacks against the law's dates and the national concept, and good advice."""

from knowledge.plans.linter.reading import Review, number_of_remarks, reviews, show_examples
from knowledge.plans.linter.rule import RULES, Remark

__all__ = ["RULES", "Remark", "Review", "number_of_remarks", "reviews", "show_examples"]
