"""Pages about people: one module for each place a person meets."""
