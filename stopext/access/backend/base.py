"""The module Django loads for an ENGINE."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    """Makes SQL with our compilers."""

    compiler_module = "stopext.access.backend.compiler"


class OneStatementCursor(base.ServerBindingCursor):
    """Lets the server bind the values, and never sends more than one statement at a time.

    Without values psycopg would use the protocol in which a semicolon begins the next statement:
    what was injected could then end the transaction and begin another.
    """

    def _execute_send(self, query: Any, **how: Any) -> None:
        super()._execute_send(query, **how | {"force_extended": True})  # type: ignore[misc]


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose queries are looked at when their SQL is made."""

    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if self.settings_dict["OPTIONS"].get("server_side_binding"):
            params["cursor_factory"] = OneStatementCursor
        return params
