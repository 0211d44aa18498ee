"""Published plans as data for everybody: tables, an interface for programs, descriptions of both.

Only facts of plans in force leave here, field by field by name (``shapes``, ``tables``): a new
field of the models is not published before somebody has written it down.
"""

#: What everybody may do with them.
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
