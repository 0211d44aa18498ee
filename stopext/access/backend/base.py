"""The module Django loads for an ENGINE."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base, features, operations

#: The server takes no more values in one statement.
MOST_VALUES = 2**16 - 1


class DatabaseFeatures(features.DatabaseFeatures):
    """What Django must know of the values being bound by the server."""

    max_query_params = MOST_VALUES


class DatabaseOperations(operations.DatabaseOperations):
    """Makes SQL with our compilers."""

    compiler_module = "stopext.access.backend.compiler"

    def bulk_batch_size(self, fields: Any, objs: Any) -> int:
        """Rows of one insert or update."""
        return MOST_VALUES // max(len(fields), 1)


class OneStatementCursor(base.ServerBindingCursor):
    """Lets the server bind the values, and never sends more than one statement at a time.

    Without values psycopg would use the protocol in which a semicolon begins the next statement:
    what was injected could then end the transaction and begin another.
    """

    def _execute_send(self, query: Any, **how: Any) -> None:
        super()._execute_send(query, **how | {"force_extended": True})  # type: ignore[misc]


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose queries are looked at when their SQL is made."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if self.settings_dict["OPTIONS"].get("server_side_binding"):
            params["cursor_factory"] = OneStatementCursor
        return params
