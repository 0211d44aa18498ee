"""Every SQL statement the ORM makes is made here, and refused when it reads an unopened table.

Inserts are not looked at: they read nothing, and their door is ``ScopedQuerySet._insert``.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import compiler

from stopext.access.scoping import refuse_unopened

SQLInsertCompiler = compiler.SQLInsertCompiler


class _Reads(compiler.SQLCompiler):
    def get_from_clause(self) -> Any:
        """What stands in FROM must be opened; joins that were not needed do not stand there."""
        used = self.query.alias_refcount
        joins = [join for alias, join in self.query.alias_map.items() if used[alias]]
        refuse_unopened(self.query, [join.table_name for join in joins])
        refuse_unopened(self.query, self.query.extra_tables)
        return super().get_from_clause()


class _Changes(compiler.SQLCompiler):
    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        """The table that is changed must be opened; what else is read stands in a subquery."""
        refuse_unopened(self.query, [self.query.get_meta().db_table])
        return super().as_sql(*args, **kwargs)


class SQLCompiler(_Reads):
    """SELECT."""


class SQLAggregateCompiler(_Reads, compiler.SQLAggregateCompiler):
    """SELECT of an aggregate over a subquery."""


class SQLUpdateCompiler(_Changes, compiler.SQLUpdateCompiler):
    """UPDATE."""


class SQLDeleteCompiler(_Changes, compiler.SQLDeleteCompiler):
    """DELETE."""
