"""Published plans as data for everybody: tables, an interface for programs, and what describes both.

Only facts of plans in force leave here, field by field by name (:mod:`shapes`, :mod:`tables`): a new
field of the models is not published before somebody has written it down.
"""
