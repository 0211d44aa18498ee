"""The one exception whose text is shown to a person as it is, and how foreign errors become one."""

# What pip, npm and initdb print, in lower case, and what it means.
_KNOWN = (
    (
        ("no space left on device", "enospc", "disk quota exceeded"),
        "The disk is full: free some space and try again.",
    ),
    (
        (
            "temporary failure in name resolution",
            "failed to establish a new connection",
            "name or service not known",
            "connection refused",
            "connecttimeouterror",
            "read timed out",
            "max retries exceeded",
            "proxyerror",
            "certificate_verify_failed",
            "eai_again",
            "enotfound",
            "econnrefused",
            "econnreset",
            "etimedout",
            "network is unreachable",
        ),
        "The package registry cannot be reached: check the network and try again.",
    ),
    (
        ("no matching distribution found",),
        "The package registry has a locked package not, or not for this Python and machine.",
    ),
    (
        ("do not match the hashes",),
        "A package differs from the one that was locked: nothing of it was installed.",
    ),
    (
        ("permission denied", "eacces"),
        "No permission to write in this directory: use one that is yours.",
    ),
    (
        ("ensurepip is not available", "no module named ensurepip", "no module named venv"),
        "This Python cannot make virtual environments: install the package python3-venv.",
    ),
)


class LaunchError(Exception):
    """Something outside the program is wrong; the text is one line saying what and what to do."""


def explain(output: str) -> str | None:
    """One line a person understands for the output of a failed program; None when it is new."""
    text = output.lower()
    for signs, meaning in _KNOWN:
        if any(sign in text for sign in signs):
            return meaning
    return None
