"""The launcher behind ``make``: it needs nothing but Python until the environment exists."""
