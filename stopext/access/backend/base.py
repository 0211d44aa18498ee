"""The module Django loads for an ENGINE."""

from __future__ import annotations

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    """Makes SQL with our compilers."""

    compiler_module = "stopext.access.backend.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose queries are looked at when their SQL is made."""

    ops_class = DatabaseOperations
