"""Scenarios, exercises with their log and learning points, and action cards."""

from knowledge.exercises.models.card import Card
from knowledge.exercises.models.exercise import Entry, Exercise, Point
from knowledge.exercises.models.scenario import Scenario

__all__ = ["Card", "Entry", "Exercise", "Point", "Scenario"]
