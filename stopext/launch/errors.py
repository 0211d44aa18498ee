"""The one exception whose text is shown to a person as it is."""


class LaunchError(Exception):
    """Something outside the program is wrong; the text is one line saying what and what to do."""
