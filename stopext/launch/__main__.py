"""The version is checked before anything is imported that an older Python could not read."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - it has to say so itself
    sys.exit(
        "error: Python 3.11 or newer is needed, this is "
        + ".".join(map(str, sys.version_info[:2]))
        + ": choose one with PYTHON=python3.11 make demo."
    )

from stopext.launch.main import main

sys.exit(main(sys.argv[1:]))
