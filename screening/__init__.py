"""Screening instruments: versioned definitions, answers and exact domain profiles."""
