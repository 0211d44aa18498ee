#!/usr/bin/env python
"""Run a management command."""

import os
import sys


def main() -> None:
    """Entry point."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stopext.settings.demo")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (after settings)

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
